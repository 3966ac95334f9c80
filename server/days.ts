/** On which day a moment falls at the desk, as 2026-11-22: in the time zone of the server (TZ), in which the desk shows its times and people type their days. */
export const dayOf = (at: Date) => new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 10)

/** The same in UTC: for what leaves the house or is counted by day, so that it is the same on any machine. */
export const universalDayOf = (at: Date) => at.toISOString().slice(0, 10)

/** The day so many days after one, or before it. */
export const daysAfter = (day: string, days: number) => universalDayOf(new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000))
