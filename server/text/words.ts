import type { Span } from './span.ts'

// A word or a single mark of a text. `form` is how tables of words spell it.
export type Word = Span & { form: string; mark: boolean }

const WORD_OR_MARK = /\p{N}+(?:[.,٫٬:/]\p{N}+)*%?|(?!\u0640)[\p{L}\p{N}\p{M}_](?:(?!\u0640(?![\p{L}\p{M}]))[\p{L}\p{N}\p{M}_\u200c]|['’.-](?=[\p{L}\p{N}]))*|\S/gu
const NOT_A_MARK = /[\p{L}\p{N}]/u
const ASCII = /^[\x00-\x7F]*$/
const ARABIC_SIGNS = /[\u0610-\u061A\u064B-\u065F\u0670\u0640\u200c]/gu

export function wordsOf(text: string, { start, end }: Span): Word[] {
  return Array.from(text.slice(start, end).matchAll(WORD_OR_MARK), (match) => ({
    start: start + match.index,
    end: start + match.index + match[0].length,
    form: shapeOf(match[0]),
    mark: !NOT_A_MARK.test(match[0]),
  }))
}

// Lower case, Arabic without vowel signs and with one alef: as tables of words are compared, never as text is shown.
export function shapeOf(word: string): string {
  if (ASCII.test(word)) return word.toLowerCase()
  return word.toLowerCase().replace(ARABIC_SIGNS, '').replace(/[أإآٱ]/g, 'ا').replace(/’/g, "'")
}

// A table of words written as one string.
export function listOf(words: string): ReadonlySet<string> {
  return new Set(words.trim().split(/\s+/).map(shapeOf))
}

// The form without an Arabic «و» or «ف» written onto it, if it is in the table so; null if neither is.
export function unjoined(form: string, table: { has(form: string): boolean }): string | null {
  if (table.has(form)) return form
  const rest = /^[وف]/.test(form) ? form.slice(1) : ''
  return table.has(rest) ? rest : null
}

// The word as it stands in the text, for people to read; without the conjunction written onto it, where its form lacks that.
export function verbatim(text: string, { start, end, form }: Word, wanted = form): string {
  const stands = text.slice(start, end)
  return form === wanted ? stands : stands.replace(/^[وف]\p{M}*/u, '')
}

// A table of phrases, parted by commas, the longest first.
export function phrasesOf(phrases: string): string[][] {
  return phrases.split(/[،,]/).map((phrase) => phrase.trim().split(/\s+/).map(shapeOf)).sort((a, b) => b.length - a.length)
}
