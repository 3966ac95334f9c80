import type { Locale } from '../../server/people/person.ts'

/** Western calendar everywhere; Arabic readers get Arabic digits. */
const TAGS = { ar: 'ar-u-ca-gregory-nu-arab', en: 'en-GB' } as const satisfies Record<Locale, string>

export type Formats = ReturnType<typeof formatsOf>

function formatsOf(locale: Locale) {
  const tag = TAGS[locale]
  const day = new Intl.DateTimeFormat(tag, { dateStyle: 'long' })
  const date = new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeZone: 'UTC' })
  const time = new Intl.DateTimeFormat(tag, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const moment = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' })
  const exact = new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeStyle: 'long', hourCycle: 'h23' })
  const universal = new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: 'UTC' })
  const number = new Intl.NumberFormat(tag)
  const percent = new Intl.NumberFormat(tag, { style: 'percent' })
  const span = new Intl.RelativeTimeFormat(tag, { style: 'narrow', numeric: 'always' })
  const [minutesAgo, hoursAgo, daysAgo] = (['minute', 'hour', 'day'] as const).map((unit) => remembering((n: number) => span.format(-n, unit))) as [Ago, Ago, Ago]

  return {
    /** A day such as 2026-11-22, which belongs to no time zone. */
    date: (day: string) => date.format(new Date(`${day}T00:00:00Z`)),
    /** Moments (ISO, UTC) are shown in the server's time zone. */
    day: (at: string) => day.format(new Date(at)),
    time: (at: string) => time.format(new Date(at)),
    moment: remembering((at: string) => moment.format(new Date(at))),
    exact: remembering((at: string) => exact.format(new Date(at))),
    /** For what leaves the house: in UTC, whose name the page gives once. */
    utc: (at: string) => universal.format(new Date(at)),
    number: remembering((n: number) => number.format(n)),
    /** A share between 0 and 1. 99.6 % is not yet all of it. */
    percent: (share: number) => percent.format(Math.floor(share * 100) / 100),
    /** How long ago, in the largest unit that fits. */
    ago: (at: string, now: string) => {
      const minutes = Math.max(0, Math.floor((Date.parse(now) - Date.parse(at)) / 60_000))
      if (minutes < 60) return minutesAgo(minutes)
      if (minutes < 48 * 60) return hoursAgo(Math.floor(minutes / 60))
      return daysAgo(Math.floor(minutes / 1440))
    },
  }
}

type Ago = (n: number) => string

/** Intl takes some microseconds for each value, and a page of the queue shows a hundred and fifty of them, mostly the same as the page before. */
function remembering<Value extends string | number>(format: (value: Value) => string): (value: Value) => string {
  const texts = new Map<Value, string>()
  return (value) => {
    const known = texts.get(value)
    if (known !== undefined) return known
    if (texts.size >= MOST_REMEMBERED) texts.clear()
    const text = format(value)
    texts.set(value, text)
    return text
  }
}

const MOST_REMEMBERED = 5000

export const formats: Record<Locale, Formats> = { ar: formatsOf('ar'), en: formatsOf('en') }
