import type { Database } from '../database.ts'
import { reportsInQueue, type Filter } from '../claims/queue.ts'
import { reportsSignedOff } from '../verdicts/sign-off.ts'

/**
 * Of which claims a report over several reports is. `filter`: those that the queue shows under it. `period`: those of which a verdict was signed off
 * from the first day to the last, both included, as the days are in the desk's time zone; `since` and `until` are where these days begin and end.
 */
export type Scope =
  | { by: 'filter'; filter: Filter }
  | { by: 'period'; from: string; to: string; zone: string; since: string; until: string }

/** The claims of one report that are asked for. */
export type Selected = { reportId: string; claims: string[] }

/** What a scope finds now, the oldest report first. Of a million claims only their ids are held. */
export const selectedIn = (db: Database, scope: Scope): Selected[] =>
  scope.by === 'filter' ? reportsInQueue(db, scope.filter) : reportsSignedOff(db, scope)

/** What the person and the report that a filter names are called now; by their ids, where the desk has none such. */
export function namesIn(db: Database, { assignee, report }: Filter): { assignee: string | undefined; report: string | undefined } {
  const called = (sql: string, id: string | null | undefined) => id ? db.prepare<[string], string>(sql).pluck().get(id) ?? id : undefined
  return { assignee: called('SELECT name FROM people WHERE id = ?', assignee), report: called('SELECT title FROM reports WHERE id = ?', report) }
}

/** A period of whole days, in the time zone of this process. */
export function periodOf(from: string, to: string): Scope {
  return { by: 'period', from, to, zone: Intl.DateTimeFormat().resolvedOptions().timeZone, since: midnight(from, 0), until: midnight(to, 1) }
}

function midnight(day: string, after: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  // Two steps: a constructor takes years below 100 for those of the twentieth century.
  const at = new Date(2000, 0, 1)
  at.setFullYear(year, month - 1, date + after)
  // Texts of five figures would come before all others.
  return at.getUTCFullYear() > 9999 ? '9999-12-31T23:59:59.999Z' : at.toISOString()
}
