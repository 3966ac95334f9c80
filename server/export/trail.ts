import type { KeyObject } from 'node:crypto'
import type { Action } from '../audit/actions.ts'
import { signCheckpoint } from '../audit/checkpoint.ts'
import { FIRST_PREVIOUS, type AuditEvent } from '../audit/trail.ts'
import type { Claim } from '../claims/claims.ts'
import type { Database } from '../database.ts'
import type { Evidence } from '../evidence/evidence.ts'
import type { Visibility } from '../evidence/rules.ts'

/** Why something stays in the house: what it is about is seen by the desk only, or protects a source. */
export type Withheld = Exclude<Visibility, 'public'>

/** What was hashed, field by field. */
export type Body = Omit<AuditEvent, 'hash'> & { v: 1; once: string | null }

/** `hash` is SHA-256(previousHash ‖ canonical JSON of the body). Of a withheld event the body stays in the house. */
export type ExtractedEvent = { seq: number; action: Action; previousHash: string; hash: string; withheld: Withheld | null; body: Body | null }

/** Who did what, when. Of a withheld event only what kind it was. */
export type CustodyRow = {
  seq: number
  action: Action
  withheld: Withheld | null
  at: string | null
  who: AuditEvent['actor']
  subject: string | null
  claim: string | null
  /** The claim's number in its report; dismissed claims have one too. */
  number: number | null
  reason: string | null
}

type Row = { body: string; hash: string; previousHash: string | null }

/**
 * Everything that happened to a report, to the versions before it and to their claims, in the order in which it happened.
 * `only`: what happened to these claims, and how the report came in and was signed off.
 */
export function extractOf(db: Database, versions: readonly string[], only?: ReadonlySet<string>): ExtractedEvent[] {
  const ids = JSON.stringify(versions)
  const rows = db.prepare<[string], Row>(`
    SELECT event.body, event.hash, previous.hash AS previousHash
    FROM audit_events AS event
    LEFT JOIN audit_events AS previous ON previous.seq = event.seq - 1
    WHERE event.report_id IN (SELECT value FROM json_each(?))
    ORDER BY event.seq
  `).all(ids)

  // Both kinds of subject have as many letters before the id.
  const subjects = (kind: 'evidence' | 'snapshot') => `
    SELECT substr(subject, 10) FROM audit_events INDEXED BY audit_events_of_report
    WHERE report_id IN (SELECT value FROM json_each(@ids)) AND subject LIKE '${kind}/%'`
  const about = db.prepare<object, Pick<Evidence, 'visibility'> & { subject: string }>(`
    SELECT 'evidence/' || id AS subject, visibility FROM evidence WHERE id IN (${subjects('evidence')})
    UNION ALL
    SELECT 'snapshot/' || snapshots.id, visibility FROM snapshots CROSS JOIN evidence ON evidence.id = evidence_id WHERE snapshots.id IN (${subjects('snapshot')})
  `).all({ ids })
  const visibilities = new Map(about.map(({ subject, visibility }) => [subject, visibility]))
  return rows.map((row) => ({ ...row, body: JSON.parse(row.body) as Body })).filter(({ body }) => only === undefined || isAbout(body, only)).map((row) => extracted(row, visibilities))
}

const isAbout = ({ claim, action }: Body, claims: ReadonlySet<string>) => claim === null ? action.startsWith('report.') : claims.has(claim)

function extracted({ body, hash, previousHash }: Omit<Row, 'body'> & { body: Body }, visibilities: ReadonlyMap<string, Visibility>): ExtractedEvent {
  const withheld = withheldBy(body.subject, visibilities)
  return { seq: body.seq, action: body.action, previousHash: previousHash ?? FIRST_PREVIOUS, hash, withheld, body: withheld ? null : body }
}

/** As the evidence is, so are its snapshots. What nobody can find is taken for the kind that harms most when it gets out. */
function withheldBy(subject: string, visibilities: ReadonlyMap<string, Visibility>): Withheld | null {
  if (!/^(?:evidence|snapshot)\//.test(subject)) return null
  const visibility = visibilities.get(subject) ?? 'sealed'
  return visibility === 'public' ? null : visibility
}

/** Nor does it say when or by whom: that too can lead to a source. */
export function custodyOf(events: readonly ExtractedEvent[], claims: readonly Pick<Claim, 'id' | 'number'>[]): CustodyRow[] {
  const numbers = new Map(claims.map(({ id, number }) => [id, number]))
  return events.map(({ seq, action, withheld, body }) => {
    const { at = null, actor: who = null, subject = null, claim = null, reason = null } = body ?? {}
    return { seq, action, withheld, at, who, subject, claim, number: claim === null ? null : numbers.get(claim) ?? null, reason }
  })
}

/**
 * A signed head of the trail that covers these events. The oldest one that does, so that the same data makes the same bytes
 * whatever happens elsewhere in the desk; when there is none yet, the head as it is now.
 */
export function checkpointOver(db: Database, key: KeyObject, seq: number): string {
  const kept = db.prepare<[number], { note: string }>('SELECT note FROM checkpoints WHERE size >= ? ORDER BY size LIMIT 1').get(seq)
  return kept?.note ?? signCheckpoint(db, key)
}
