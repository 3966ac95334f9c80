import { stemmer as german } from '@orama/stemmers/german'
import { stemmer as english } from '@orama/stemmers/english'
import { stemmer as spanish } from '@orama/stemmers/spanish'
import { stemmer as french } from '@orama/stemmers/french'
import { fold } from './fold.ts'
import type { Language } from './language.ts'
import { light10 } from './light10.ts'
import type { Span } from './span.ts'
import { isStopWord } from './stop-words.ts'

// Which way of stemming an index was made with. Another number means that it has to be made again.
export const STEMS = 'stems-1'

// A word that tells claims apart: where it stands, how it is written for comparing, and its stem.
export type Term = Span & { word: string; stem: string }

// Arabic digits are of the script as well.
const ARABIC_LETTER = '[\\u0621-\\u064A\\u0671-\\u06D3]'
const LETTER = String.raw`[\p{L}\p{M}\u0640\u00AD\u200B-\u200F\u061C\u2066-\u2069]`

// What is no word of the sentence: addresses, handles, entities. Then numbers with their signs, letters and numbers that touch («covid19», «و73»), and words.
const NO_WORD = String.raw`https?:\/\/\S+|www\.\S+|pic\.twitter\.com\S*|(?<![\p{L}\p{N}])@[\w.]+|&#?\w+;`
const NUMBER = String.raw`\p{N}+(?:[.,٫٬]\p{N}+)+`
const WORD = String.raw`${ARABIC_LETTER}${LETTER}*(?=\p{N})|\p{N}+(?=${ARABIC_LETTER})|\p{L}${LETTER}{2,}(?=\p{N})|[\p{L}\p{N}](?:${LETTER}|\p{N})*`
const TOKEN = new RegExp(`(?:${NO_WORD})|(${NUMBER}|${WORD})`, 'gu')

// «— Name (@handle) March 3, 2020»: how a post ends that was copied with its signature.
const SIGNATURE = /(?:\s-|\s?[—–])\s[^\n]{0,60}\(@\w+\)[^\n]*$/u

const NOT_COMPARED = /[^\p{L}\p{N}\p{M}]/gu

// The words of a text that tell claims apart, in their order: without addresses, handles and words that stand everywhere.
export function termsIn(text: string, language: Language): Term[] {
  const end = SIGNATURE.exec(text)?.index ?? text.length
  const terms: Term[] = []
  for (const { 1: token, index } of text.slice(0, end).matchAll(TOKEN)) {
    if (token === undefined || token === 'RT') continue
    const isTag = text[index - 1] === '#'
    for (const { start, part } of isTag ? partsOfTag(token) : [{ start: 0, part: token }]) {
      const word = fold(part).replace(NOT_COMPARED, '')
      const tongue = tongueOf(word, language)
      if (word === '' || isStopWord(word, tongue)) continue
      terms.push({ start: index + start, end: index + start + part.length, word, stem: stemOf(word, tongue) })
    }
  }
  return terms
}

export const stemsOf = (text: string, language: Language): string[] => termsIn(text, language).map(({ stem }) => stem)

// «StopTheBus» is three words, in a tag.
const partsOfTag = (tag: string) => Array.from(tag.matchAll(/\p{Lu}*(?:[^\p{Lu}]+|$)/gu), ({ 0: part, index }) => ({ start: index, part })).filter(({ part }) => part !== '')

const ARABIC = /^\p{Script=Arabic}/u
const LATIN = /^\p{Script=Latin}/u

// A word in another script than its text's is of the language that is likeliest here.
function tongueOf(word: string, language: Language): Language {
  if (ARABIC.test(word)) return language === 'fa' ? 'fa' : 'ar'
  if (LATIN.test(word)) return language === 'ar' || language === 'fa' || language === 'hi' ? 'en' : language
  return language
}

const STEMMERS: Readonly<Partial<Record<Language, (word: string) => string>>> = { ar: light10, en: english, fr: french, es: spanish, de: german }
const HAS_DIGIT = /\p{N}/u

// Persian and Hindi words are compared as they are written.
function stemOf(word: string, language: Language): string {
  const stem = HAS_DIGIT.test(word) ? word : STEMMERS[language]?.(word) ?? word
  return stem || word
}
