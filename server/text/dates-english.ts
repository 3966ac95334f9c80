import type { NamedAt } from './dates.ts'
import { listOf, type Word } from './words.ts'

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']
const MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december']
const COUNTS = ['', 'a', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']
const PARTS_OF_DAY = listOf('morning afternoon evening night')

// "Good Friday" and "every Monday" are no days to reckon.
const NO_WEEKDAY_AFTER = listOf('good black ash easter super bloody every each most')
const FUTURE = listOf('will would shall due scheduled expected plans plan planned intends intend set')

export function isEnglishFuture(form: string): boolean {
  return FUTURE.has(form)
}

export function englishDayAt(words: readonly Word[], at: number, text: string): NamedAt | null {
  if (!words[at]) return null
  return relativeAt(words, at) ?? weekdayAt(words, at) ?? writtenAt(words, at, text)
}

function relativeAt(words: readonly Word[], at: number): NamedAt | null {
  const [first, second, third] = [0, 1, 2].map((step) => words[at + step]?.form ?? '') as [string, string, string]
  const after = PARTS_OF_DAY.has(second) ? at + 2 : at + 1
  if (first === 'yesterday') return { relative: -1, to: after }
  if (first === 'tomorrow') return { relative: 1, to: after }
  if (first === 'today' || first === 'tonight') return { relative: 0, to: at + 1 }
  if (first === 'last' && second === 'night') return { relative: -1, to: at + 2 }
  if (first === 'this' && PARTS_OF_DAY.has(second)) return { relative: 0, to: at + 2 }
  const count = /^\d{1,2}$/.test(first) ? Number(first) : first === 'one' ? 1 : COUNTS.indexOf(first)
  return count > 0 && (second === 'day' || second === 'days') && third === 'ago' ? { relative: -count, to: at + 3 } : null
}

function weekdayAt(words: readonly Word[], at: number): NamedAt | null {
  const { form } = words[at]!
  const side = form === 'last' ? 'past' : form === 'next' ? 'future' : undefined
  const name = side ? at + 1 : at
  const weekday = WEEKDAYS.indexOf(words[name]?.form ?? '')
  if (weekday < 0 || NO_WEEKDAY_AFTER.has(words[at - 1]?.form ?? '')) return null
  const to = PARTS_OF_DAY.has(words[name + 1]?.form ?? '') ? name + 2 : name + 1
  return side ? { weekday, side, to } : { weekday, to }
}

type Numbered = { number: number; to: number }

// "March 15", "15 March 2015", "the 15th of March", "2015-03-15"
function writtenAt(words: readonly Word[], at: number, text: string): NamedAt | null {
  const [first, second, third, fourth, fifth] = [0, 1, 2, 3, 4].map((step) => words[at + step]?.form ?? '') as [string, string, string, string, string]
  if (/^\d{4}$/.test(first) && second === '-' && /^\d\d$/.test(third) && fourth === '-' && /^\d\d$/.test(fifth)) {
    return { written: { day: Number(fifth), month: Number(third), year: Number(first) }, to: at + 5 }
  }
  const month = monthAt(words, at, text)
  if (month) {
    const day = dayAt(words, month.to)
    return day && withYear(words, day.number, month.number, day.to)
  }
  const day = dayAt(words, at)
  const named = day && monthAt(words, words[day.to]?.form === 'of' ? day.to + 1 : day.to, text)
  return named ? withYear(words, day.number, named.number, named.to) : null
}

function withYear(words: readonly Word[], day: number, month: number, to: number): NamedAt {
  const at = words[to]?.form === ',' ? to + 1 : to
  const year = /^(?:19|20)\d\d$/.test(words[at]?.form ?? '') ? Number(words[at]!.form) : null
  return { written: { day, month, year }, to: year === null ? to : at + 1 }
}

// With a capital: "may" and "march" are verbs. "Sept." is September.
function monthAt(words: readonly Word[], at: number, text: string): Numbered | null {
  const word = words[at]
  if (!word || word.form.length < 3 || !/\p{Lu}/u.test(text[word.start] ?? '')) return null
  const short = word.form === 'sept' ? 'sep' : word.form
  const month = MONTHS.findIndex((name) => name === short || short.length === 3 && name.startsWith(short))
  if (month < 0) return null
  return { number: month + 1, to: words[at + 1]?.form === '.' && MONTHS[month] !== word.form ? at + 2 : at + 1 }
}

// The letters of "15th" are a word of their own.
function dayAt(words: readonly Word[], at: number): Numbered | null {
  const form = words[at]?.form ?? ''
  if (!/^\d{1,2}$/.test(form) || Number(form) < 1 || Number(form) > 31) return null
  return { number: Number(form), to: /^(?:st|nd|rd|th)$/.test(words[at + 1]?.form ?? '') ? at + 2 : at + 1 }
}
