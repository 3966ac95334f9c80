import type { Database } from '../database.ts'
import type { DeliveryState, Kind } from './rules.ts'

/** What came of sending something once. */
export type Attempt = { at: string; milliseconds: number; status: number | null; problem: string | null; answer: string }

/** What was told, or is to be told, and all that was tried. `claim` is its number. */
export type Delivery = {
  seq: number
  kind: Kind
  body: string
  state: DeliveryState
  nextAt: string | null
  at: string
  claimId: string | null
  claim: number | null
  reportId: string
  report: string
  attempts: Attempt[]
}

/** The newest first; `before` is the seq of the last one already seen. */
export function deliveriesOf(db: Database, hookId: string, before = Number.MAX_SAFE_INTEGER, limit: number): Delivery[] {
  const rows = db.prepare<object, Omit<Delivery, 'attempts'>>(`
    SELECT deliveries.seq, kind, deliveries.body, deliveries.state, next_at AS nextAt, audit_events.at, claims.id AS claimId, claims.number AS claim,
      reports.id AS reportId, reports.title AS report
    FROM deliveries
    JOIN audit_events ON audit_events.seq = deliveries.seq
    JOIN reports ON reports.id = audit_events.report_id
    LEFT JOIN claims ON claims.id = lane
    WHERE webhook_id = @hookId AND deliveries.seq < @before
    ORDER BY deliveries.seq DESC
    LIMIT @limit
  `).all({ hookId, before, limit })
  const attempts = attemptsOf(db, hookId, rows.map(({ seq }) => seq))
  return rows.map((row) => ({ ...row, attempts: attempts.get(row.seq) ?? [] }))
}

function attemptsOf(db: Database, hookId: string, seqs: readonly number[]): Map<number, Attempt[]> {
  const rows = db.prepare<[string, string], Attempt & { seq: number }>(`
    SELECT seq, at, milliseconds, status, problem, answer FROM delivery_attempts
    WHERE webhook_id = ? AND seq IN (SELECT value FROM json_each(?))
    ORDER BY seq, number
  `).all(hookId, JSON.stringify(seqs))
  return Map.groupBy(rows, ({ seq }) => seq)
}

/** How many wait for a webhook. */
export const waitingFor = (db: Database, hookId: string) =>
  db.prepare("SELECT count(*) FROM deliveries INDEXED BY deliveries_waiting WHERE webhook_id = ? AND state = 'waiting'").pluck().get(hookId) as number
