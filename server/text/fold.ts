// One way of writing for search: «الاسلامية» finds «الإسلامية», "Sao" finds "São". For finding only; never shown, never stored as text.

// Letters that no decomposition takes apart.
const SAME_AS: Readonly<Record<string, string>> = {
  ى: 'ي', ی: 'ي', ې: 'ي', ک: 'ك', ڪ: 'ك', ة: 'ه', ۀ: 'ه', ہ: 'ه', ٱ: 'ا',
  ß: 'ss', ø: 'o', ł: 'l', đ: 'd', æ: 'ae', œ: 'oe', ı: 'i', þ: 'th', ð: 'd',
}
const SAME_AS_PATTERN = new RegExp(`[${Object.keys(SAME_AS).join('')}]`, 'gu')

// Decomposition turns أ إ آ ؤ ئ into a letter and a mark, so that the marks go with the vowel signs. Hindi vowel signs stay: they are letters there.
const DIACRITICS = /[\u0300-\u036F\u0610-\u061A\u064B-\u065F\u0670\u06D6-\u06ED]/gu
const TATWEEL_AND_INVISIBLE = /[\u0640\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFE00-\uFE0F\uFEFF]/gu

const ARABIC_ZERO = 0x660
const PERSIAN_ZERO = 0x6f0

export function fold(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .toLowerCase()
    .replace(DIACRITICS, '')
    .replace(TATWEEL_AND_INVISIBLE, '')
    .replace(SAME_AS_PATTERN, (letter) => SAME_AS[letter] ?? letter)
    .replace(/[٠-٩]/gu, (digit) => String(digit.charCodeAt(0) - ARABIC_ZERO))
    .replace(/[۰-۹]/gu, (digit) => String(digit.charCodeAt(0) - PERSIAN_ZERO))
    .normalize('NFC')
}

// Longest first. «و» and «ف» may stand before any of them.
const ARTICLES = ['بال', 'كال', 'لل', 'ال'] as const
const CONJUNCTIONS = ['و', 'ف'] as const
const PREPOSITIONS = ['ب', 'ل', 'ك'] as const

// What must remain: «الله» is not an article and «له».
const SHORTEST_AFTER_ARTICLE = 3
const SHORTEST_AFTER_LETTER = 4

// Every form under which a text can be found: each word, and for Arabic words the forms without what was written onto them.
export function searchTerms(text: string): string[] {
  return [...new Set(wordsOf(text).flatMap(formsOf))]
}

// For a column of an FTS5 table with tokenize = 'unicode61'.
export function indexText(text: string): string {
  return wordsOf(text).flatMap(formsOf).join(' ')
}

// Each term must match as a prefix of an indexed term: `"term"*`. The article is taken off, since every indexed word has a form without it.
export function queryTerms(query: string): string[] {
  return [...new Set(wordsOf(query).map(withoutArticle))]
}

function wordsOf(text: string): string[] {
  return fold(text).match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu) ?? []
}

function formsOf(word: string): string[] {
  if (!/^\p{Script=Arabic}/u.test(word)) return [word]
  const bare = withoutLetter(word, CONJUNCTIONS)
  return [...new Set([word, bare, withoutArticle(word), withoutLetter(bare, PREPOSITIONS)])]
}

function withoutArticle(word: string): string {
  const bare = CONJUNCTIONS.some((letter) => word.startsWith(letter)) ? word.slice(1) : word
  for (const form of [word, bare]) {
    const article = ARTICLES.find((prefix) => form.startsWith(prefix))
    if (article && form.length - article.length >= SHORTEST_AFTER_ARTICLE) return form.slice(article.length)
  }
  return word
}

function withoutLetter(word: string, letters: readonly string[]): string {
  const found = letters.some((letter) => word.startsWith(letter))
  return found && word.length - 1 >= SHORTEST_AFTER_LETTER ? word.slice(1) : word
}
