import { dayOf as dayAt } from '../server/days.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** The pauses between one piece of work and the next, in seconds, over and over: uneven as at a desk, and the same at every telling. */
const PAUSES = [140, 205, 95, 260, 170, 310, 85, 230] as const

/** Friday and Saturday, by the number of the weekday. */
const WEEKEND = [5, 6]

export type Clock = ReturnType<typeof storyClock>

/** The time of a story that ends now: some working days, and then today up to `end`. It only moves forward. */
export function storyClock(end: Date, workingDays: number) {
  const days = workingDaysBefore(end, workingDays)
  let at = 0
  let pauses = 0

  const moveTo = (time: number) => {
    if (time < at || time > end.getTime()) throw new Error(`The story is at ${new Date(at).toISOString()} and cannot go to ${new Date(time).toISOString()}`)
    at = time
  }

  return {
    /** Counted from 1, at a time of the day in UTC, as in '06:30'. */
    startDay: (number: number, time: string) => moveTo(Date.parse(`${dayOf(days[number - 1]!)}T${time}:00.000Z`)),
    startToday: (minutesBeforeEnd: number) => moveTo(end.getTime() - minutesBeforeEnd * MINUTE),
    /** The moment of the next piece of work. */
    tick: () => {
      moveTo(at + PAUSES[pauses++ % PAUSES.length]! * 1000)
      return new Date(at)
    },
    /** When the desk itself does something that it was asked for. */
    soon: () => {
      moveTo(at + 2000)
      return new Date(at)
    },
    now: () => new Date(at),
    /** As the desk takes it, where it stands. */
    today: () => dayAt(new Date(at)),
  }
}

/** The newest last. The day of the end is none of them. */
function workingDaysBefore(end: Date, count: number): number[] {
  const days: number[] = []
  for (let day = end.getTime() - DAY; days.length < count; day -= DAY) if (!WEEKEND.includes(new Date(day).getUTCDay())) days.unshift(day)
  return days
}

export const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10)

export const daysBefore = (day: string, count: number) => dayOf(Date.parse(day) - count * DAY)

export const daysAfter = (day: string, count: number) => daysBefore(day, -count)

/** The last such weekday up to and with a day; Sunday is 0. */
export const lastWeekday = (weekday: number, day: string) => daysBefore(day, (new Date(day).getUTCDay() - weekday + 7) % 7)

/** As in '2026-03'. */
export const monthOf = (day: string) => day.slice(0, 7)

/** The last day of the month after the one of `day`. */
export function endOfNextMonth(day: string): string {
  const date = new Date(day)
  return dayOf(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 2, 0))
}

/** A day of the month before the one of `day`. */
export function inMonthBefore(day: string, number: number): string {
  const date = new Date(day)
  return dayOf(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - 1, number))
}
