import { arabicDayAt, isArabicFuture } from './dates-arabic.ts'
import { englishDayAt, isEnglishFuture } from './dates-english.ts'
import type { Language } from './language.ts'
import { passagesOf } from './passages.ts'
import type { Span } from './span.ts'
import { wordsOf, type Word } from './words.ts'

export const DATE_BASES = ['weekday', 'relative', 'written'] as const
export type DateBasis = (typeof DATE_BASES)[number]

// A day that words of a report name. `weekdayDiffers`: a day of the week stands beside it, and this day is another.
export type ProposedDate = Span & { words: string; day: string; basis: DateBasis; weekdayDiffers: boolean }

// What the words of a date say. `weekday`: 0 is Sunday; `relative`: days from the day of publication; `side`: «الماضي», «المقبل».
export type Named = {
  weekday?: number
  relative?: number
  written?: { day: number; month: number; year: number | null }
  side?: 'past' | 'future' | undefined
}

export type NamedAt = Named & { to: number }

type Calendar = {
  dayAt: (words: readonly Word[], at: number, text: string) => NamedAt | null
  isFuture: (form: string) => boolean
  // Where a look back for a word of the future ends.
  stops: RegExp
}

const CALENDARS: Partial<Record<Language, Calendar>> = {
  ar: { dayAt: arabicDayAt, isFuture: isArabicFuture, stops: /^(?:[،,;؛:.]|[وف]?(?:قال|قالت|أعلن|اعلن|أعلنت|اعلنت|اكد|اكدت|ذكر|ذكرت|افاد|افادت|اوضح|اوضحت|صرح|صرحت))$/ },
  en: { dayAt: englishDayAt, isFuture: isEnglishFuture, stops: /^(?:[,;:.]|said|says|told|announced|added|reported|confirmed|after|since)$/ },
}

const REACH = 12
const BETWEEN = /^[,،(]$/
const DAY = 86_400_000

// Days that a report names, reckoned from the day it was published on (YYYY-MM-DD). What is no single day («منتصف الشهر الماضي») is left alone.
export function proposeDates(text: string, language: Language, publishedOn: string | null): ProposedDate[] {
  const calendar = CALENDARS[language]
  return calendar ? passagesOf(text, language).flatMap((passage) => datesIn(text, wordsOf(text, passage), calendar, publishedOn)) : []
}

function datesIn(text: string, words: readonly Word[], calendar: Calendar, publishedOn: string | null): ProposedDate[] {
  const dates: ProposedDate[] = []
  for (let at = 0; at < words.length; at++) {
    const named = wholeAt(words, at, calendar, text)
    if (!named) continue
    const span = { start: words[at]!.start, end: words[named.to - 1]!.end }
    const reckoned = reckon({ ...named, side: named.side ?? (isAhead(words, at, calendar) ? 'future' : undefined) }, named.side !== undefined, publishedOn)
    if (reckoned) dates.push({ ...span, words: text.slice(span.start, span.end), ...reckoned })
    at = named.to - 1
  }
  return dates
}

// «أمس الثلاثاء», "Monday, March 15": parts that name one day together.
function wholeAt(words: readonly Word[], at: number, { dayAt }: Calendar, text: string): NamedAt | null {
  let whole = dayAt(words, at, text)
  for (let more = whole; whole && more;) {
    const next: number = whole.to + (BETWEEN.test(words[whole.to]?.form ?? '') ? 1 : 0)
    more = dayAt(words, next, text)
    if (!more || saysAgain(whole, more) || next > whole.to && !more.written) return whole
    whole = { ...whole, ...more }
  }
  return whole
}

function saysAgain(whole: Named, more: Named): boolean {
  return (['weekday', 'relative', 'written'] as const).some((part) => whole[part] !== undefined && more[part] !== undefined)
}

// «ستجتمع اللجنة الأحد», "will meet on Sunday": back to a comma or to whoever says so.
function isAhead(words: readonly Word[], at: number, { isFuture, stops }: Calendar): boolean {
  for (let index = at - 1; index >= Math.max(0, at - REACH); index--) {
    if (stops.test(words[index]!.form)) return false
    if (isFuture(words[index]!.form)) return true
  }
  return false
}

type Reckoned = Pick<ProposedDate, 'day' | 'basis' | 'weekdayDiffers'>

function reckon(named: Named, strictly: boolean, publishedOn: string | null): Reckoned | null {
  const published = publishedOn === null ? null : timeOf(publishedOn)
  const basis = named.written ? 'written' : named.relative !== undefined ? 'relative' : 'weekday'
  const time = named.written ? writtenTime(named.written, named.side, published)
    : published === null ? null
    : named.relative !== undefined ? published + named.relative * DAY
    : weekdayTime(named.weekday!, named.side, strictly, published)
  if (time === null) return null
  return { day: new Date(time).toISOString().slice(0, 10), basis, weekdayDiffers: named.weekday !== undefined && new Date(time).getUTCDay() !== named.weekday }
}

function timeOf(day: string): number | null {
  const time = Date.parse(`${day}T00:00:00Z`)
  return Number.isNaN(time) ? null : time
}

// Without a year: the nearest such day not after the publication, or not before it when it is to come.
function writtenTime({ day, month, year }: NonNullable<Named['written']>, side: Named['side'], published: number | null): number | null {
  if (year !== null) return validTime(year, month, day)
  if (published === null) return null
  const thisYear = new Date(published).getUTCFullYear()
  const years = side === 'future' ? [thisYear, thisYear + 1] : [thisYear, thisYear - 1]
  return years.map((each) => validTime(each, month, day)).find((time) => time !== null && (side === 'future' ? time >= published : time <= published)) ?? null
}

function validTime(year: number, month: number, day: number): number | null {
  const time = Date.UTC(year, month - 1, day)
  return new Date(time).getUTCMonth() === month - 1 && new Date(time).getUTCDate() === day ? time : null
}

// The nearest not after the publication; «الأحد الماضي» on a Sunday is a week ago.
function weekdayTime(weekday: number, side: Named['side'], strictly: boolean, published: number): number {
  const today = new Date(published).getUTCDay()
  const days = side === 'future' ? (weekday - today + 7) % 7 : -((today - weekday + 7) % 7)
  if (days === 0 && strictly) return published + (side === 'future' ? 7 : -7) * DAY
  return published + days * DAY
}
