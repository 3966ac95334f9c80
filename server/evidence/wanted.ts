import type { Act } from '../audit/trail.ts'
import type { Database } from '../database.ts'

// Which pages of evidence are still to be fetched. What waits, waits in the table: a desk that stops takes it up where it was.

/** A page that is to be fetched. `askedBy` is null where the wish came with the link. */
export type Wanted = { evidenceId: string; claimId: string; address: string; askedBy: string | null }

/** Part of a larger change. What waits already waits once. Returns whether it is new. */
export function wantSnapshot(db: Database, { at }: Act, evidenceId: string, askedBy: string | null = null): boolean {
  const { changes } = db.prepare('INSERT INTO snapshots_to_take (evidence_id, asked_by, asked_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING').run(evidenceId, askedBy, at.toISOString())
  return changes > 0
}

/** Part of a larger change. Returns whether it still waited. */
export const forgetWanted = (db: Database, evidenceId: string): boolean => db.prepare('DELETE FROM snapshots_to_take WHERE evidence_id = ?').run(evidenceId).changes > 0

/** What waits longest, but for these. */
export const nextWanted = (db: Database, except: readonly string[] = []): Wanted | undefined => db.prepare<[string], Wanted>(`
  SELECT evidence_id AS evidenceId, claim_id AS claimId, address, asked_by AS askedBy
  FROM snapshots_to_take INDEXED BY snapshots_to_take_in_turn
  CROSS JOIN evidence ON evidence.id = evidence_id
  WHERE evidence_id NOT IN (SELECT value FROM json_each(?))
  ORDER BY asked_at
  LIMIT 1
`).get(JSON.stringify(except))

/** Of these pieces of evidence, which wait, and since when. */
export const wantedAmong = (db: Database, evidenceIds: readonly string[]): Map<string, string> => new Map(db.prepare<[string], { id: string; at: string }>(`
  SELECT evidence_id AS id, asked_at AS at FROM snapshots_to_take WHERE evidence_id IN (SELECT value FROM json_each(?))
`).all(JSON.stringify(evidenceIds)).map(({ id, at }) => [id, at]))
