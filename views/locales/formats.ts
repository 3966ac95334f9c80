import type { Locale } from '../../server/people/person.ts'

/** Western calendar everywhere; Arabic readers get Arabic digits. */
const TAGS = { ar: 'ar-u-ca-gregory-nu-arab', en: 'en-GB' } as const satisfies Record<Locale, string>

export type Formats = ReturnType<typeof formatsOf>

function formatsOf(locale: Locale) {
  const tag = TAGS[locale]
  const date = new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeZone: 'UTC' })
  const time = new Intl.DateTimeFormat(tag, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const moment = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' })
  const exact = new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeStyle: 'long', hourCycle: 'h23' })
  const universal = new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: 'UTC' })
  const number = new Intl.NumberFormat(tag)
  const percent = new Intl.NumberFormat(tag, { style: 'percent' })
  const span = new Intl.RelativeTimeFormat(tag, { style: 'narrow', numeric: 'always' })

  return {
    /** A day such as 2026-11-22, which belongs to no time zone. */
    date: (day: string) => date.format(new Date(`${day}T00:00:00Z`)),
    /** Moments (ISO, UTC) are shown in the server's time zone. */
    time: (at: string) => time.format(new Date(at)),
    moment: (at: string) => moment.format(new Date(at)),
    exact: (at: string) => exact.format(new Date(at)),
    /** For what leaves the house: in UTC, whose name the page gives once. */
    utc: (at: string) => universal.format(new Date(at)),
    number: (n: number) => number.format(n),
    /** A share between 0 and 1. 99.6 % is not yet all of it. */
    percent: (share: number) => percent.format(Math.floor(share * 100) / 100),
    /** How long ago, in the largest unit that fits. */
    ago: (at: string, now: string) => {
      const minutes = Math.max(0, Math.floor((Date.parse(now) - Date.parse(at)) / 60_000))
      if (minutes < 60) return span.format(-minutes, 'minute')
      if (minutes < 48 * 60) return span.format(-Math.floor(minutes / 60), 'hour')
      return span.format(-Math.floor(minutes / 1440), 'day')
    },
  }
}

export const formats: Record<Locale, Formats> = { ar: formatsOf('ar'), en: formatsOf('en') }
