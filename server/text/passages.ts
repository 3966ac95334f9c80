import { ABBREVIATIONS } from './abbreviations.ts'
import type { Language } from './language.ts'
import type { Span } from './span.ts'

// How far to look around a boundary. A constant, so that the work stays linear whatever the text.
const VIEW = 40

const OPENING = /^[\s"'«“‘„([¿¡]+/u
const CLOSING_AFTER_SPACE = /^[»”’")\]]+(?=\s|$)\s*/u
const ENDS_SENTENCE = /[.!?؟۔।॥…]["'»”’)\]]*\s*$/u
const LIST_NUMBER = /(?:^|\n)\s*\(?(?:[\p{Nd}]{1,3}|\p{L})[.)]\s*$/u
const ORDINAL = /(?:^|\s)\d{1,2}\.\s*$/u
const INITIAL = /(?:^|[\s.(])\p{Lu}\.\s*$/u
// "… in a post on X. No one was hurt."
const LETTER_AS_NAME = /\p{Ll}\s\p{Lu}\.\s*$/u
const STARTERS = /^(?:The|This|That|These|Those|He|She|It|They|We|I|You|No|Nobody|None|In|On|At|But|And|His|Her|Its|Their|There|When|If|As|One|After|Before)\s/
// «د.ب.أ»
const ARABIC_INITIALS = /^(?:[\u0621-\u064A]\.)+[\u0621-\u064A]$/u
// "… at 10 a.m. Aid groups …", but "10 a.m. Monday", "10 a.m. London time".
const HOUR = /\d\s?[ap]\.m\.["”’)]?\s*$/u
const AFTER_HOUR = /^(?!(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\p{L}*|Eastern|Pacific|Central|Mountain|Greenwich|ET|\p{Lu}{2,4}T)\b|\p{Lu}\p{L}+ time\b)[\p{Lu}"“]/u
// «…الأحد.وقال…», "…dead.The…": the space after the full stop is missing.
const GLUED_ARABIC = /[\u0621-\u064A\u064B-\u0652]{2}["»”)]?[.؟!](?=["«“(]?[\u0621-\u064A]{2})/gu
const GLUED_LATIN = /(?<![\w.@/-][.@/]\p{L}{0,20})\p{Ll}{3}["”)]?[.!?](?=["“]?\p{Lu}\p{Ll}+[ ,’'])/gu
// "… waste dump. 1987 was …": UAX #29 looks past digits for a capital.
const NUMBER_FIRST = /\p{Ll}{4}[.!?]["”»)]? +(?=[$€£]?\d)/gu
// "… as always :) So …"
const EMOTICON = /(?<=\s)[:;]-?[)D] +(?=\p{Lu})/gu

// What is added to what Unicode proposes.
const LATIN = [GLUED_LATIN, NUMBER_FIRST, EMOTICON]
const ADDED: Partial<Record<Language, readonly RegExp[]>> = { ar: [GLUED_ARABIC], fa: [GLUED_ARABIC], hi: [] }

// Sentence-like stretches that tile the text: no gap, no overlap, white space belongs to the passage before it.
export function passagesOf(text: string, language: Language): Span[] {
  const passages: Span[] = []
  let start = 0
  for (const end of boundariesOf(text, language)) {
    if (end > start) passages.push({ start, end })
    start = Math.max(start, end)
  }
  return passages
}

// Unicode's own rules (UAX #29) propose; what they cannot know about news text is corrected here.
function boundariesOf(text: string, language: Language): number[] {
  const segmenter = new Intl.Segmenter(language, { granularity: 'sentence' })
  const proposed = Array.from(segmenter.segment(text), (segment) => segment.index).slice(1)
  const added = (ADDED[language] ?? LATIN).flatMap((pattern) => boundariesAt(text, pattern))
  const kept = [...new Set([...proposed, ...added])]
    .sort((a, b) => a - b)
    .filter((at, index, all) => !isWithinSentence(text, at, all[index + 1] ?? text.length, language))
    .map((at) => at + (CLOSING_AFTER_SPACE.exec(text.slice(at, at + VIEW))?.[0].length ?? 0))
  return text === '' ? [] : [...kept, text.length]
}

function boundariesAt(text: string, pattern: RegExp): number[] {
  return Array.from(text.matchAll(pattern), (match) => match.index + match[0].length)
}

function isWithinSentence(text: string, at: number, next: number, language: Language): boolean {
  const before = text.slice(Math.max(0, at - VIEW), at)
  const after = text.slice(at, at + VIEW).replace(OPENING, '')
  if (!/[\p{L}\p{N}]/u.test(text.slice(at, next))) return true
  if (/\n\s*$/u.test(before)) return isWrappedLine(before, after)
  if (LIST_NUMBER.test(before)) return true
  if (/^\p{Ll}/u.test(after) && ENDS_SENTENCE.test(before)) return true
  if (INITIAL.test(before) && /^\p{Lu}/u.test(after)) return !(language === 'en' && LETTER_AS_NAME.test(before) && STARTERS.test(after))
  if (language === 'de' && ORDINAL.test(before)) return true
  if (language === 'en' && HOUR.test(before)) return !AFTER_HOUR.test(after)
  return endsInAbbreviation(before, language)
}

// Text copied from a mail or a PDF breaks its lines in the middle of a sentence.
function isWrappedLine(before: string, after: string): boolean {
  return /[^\s\n][^\S\n]*\n[^\S\n]*$/u.test(before) && !ENDS_SENTENCE.test(before) && /^\p{Ll}/u.test(after)
}

function endsInAbbreviation(before: string, language: Language): boolean {
  const word = /(?:^|[\s(«"“])([^\s(«"“]+)\.\s*$/u.exec(before)?.[1]
  return word !== undefined && (ABBREVIATIONS[language].has(word.toLowerCase()) || language === 'ar' && ARABIC_INITIALS.test(word) || language === 'hi' && ABBREVIATIONS.hi.has(word.split('.').at(-1)!))
}
