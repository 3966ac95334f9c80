// The languages that a report may have. The first is the language the desk was built for.
export const LANGUAGES = ['ar', 'en', 'fr', 'es', 'de', 'fa', 'hi'] as const

export type Language = (typeof LANGUAGES)[number]

export type Direction = 'rtl' | 'ltr'

const RIGHT_TO_LEFT: readonly Language[] = ['ar', 'fa']

// Enough to tell a language; a longer report says nothing new.
const SAMPLE_LENGTH = 20_000

// Frequent little words that the other languages of the same script do not have, or hardly.
const FREQUENT_WORDS = {
  ar: 'في من على إلى أن إن التي الذي عن مع هذا هذه كان كانت قال ما لم بين بعد',
  fa: 'است را که این از به با در آن می برای خود های شد بود کرد یک و نیز',
  en: 'the of and to in that is was for it on with as by he at from are have not said',
  fr: 'le la les des et est une un dans que qui pour pas sur du au avec il ce par',
  es: 'el la los las de y que en un una es por con para del se su como más lo',
  de: 'der die das und ist nicht ein eine mit den von zu auf für im dem sich des auch wird',
} as const

const LETTERS_OF = { fa: /[پچژگکی\u200c]/gu } as const

export function directionOf(language: Language): Direction {
  return RIGHT_TO_LEFT.includes(language) ? 'rtl' : 'ltr'
}

export function isLanguage(value: unknown): value is Language {
  return LANGUAGES.includes(value as Language)
}

export function proposeLanguage(text: string): Language {
  const sample = text.slice(0, SAMPLE_LENGTH)
  const arabic = countOf(sample, /\p{Script=Arabic}/gu)
  const devanagari = countOf(sample, /\p{Script=Devanagari}/gu)
  const latin = countOf(sample, /\p{Script=Latin}/gu)
  if (arabic === 0 && devanagari === 0 && latin === 0) return 'en'
  if (devanagari >= arabic && devanagari >= latin) return 'hi'
  const words = wordsOf(sample)
  if (arabic >= latin) {
    const persian = frequencyOf(words, 'fa') + countOf(sample, LETTERS_OF.fa)
    return persian > frequencyOf(words, 'ar') + countOf(sample, /[يكةىأإ]/gu) ? 'fa' : 'ar'
  }
  return bestOf(['en', 'fr', 'es', 'de'], (language) => frequencyOf(words, language))
}

function wordsOf(sample: string): string[] {
  return sample.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? []
}

function frequencyOf(words: readonly string[], language: keyof typeof FREQUENT_WORDS): number {
  const frequent = new Set<string>(FREQUENT_WORDS[language].split(' '))
  return words.filter((word) => frequent.has(word)).length
}

// The first of several equals wins, so that the answer never depends on anything but the text.
function bestOf<T>(candidates: readonly [T, ...T[]], scoreOf: (candidate: T) => number): T {
  return candidates.reduce((best, candidate) => (scoreOf(candidate) > scoreOf(best) ? candidate : best))
}

function countOf(sample: string, pattern: RegExp): number {
  return sample.match(pattern)?.length ?? 0
}
