import { hash } from 'node:crypto'
import type { Json } from '../audit/canonical.ts'
import { change, type Act } from '../audit/trail.ts'
import { findClaim, placeOf } from '../claims/claims.ts'
import { ensureCanTake } from '../claims/rules.ts'
import type { Database } from '../database.ts'
import { notFound } from '../errors.ts'
import { newId } from '../ids.ts'
import { UNDICI } from '../reports/reading/tools.ts'
import type { Fetched, Hop } from '../reports/safe-fetch.ts'
import { contentsOf, type SnapshotKind } from './contents.ts'
import { findEvidence, isStanding } from './evidence.ts'
import { SNAPSHOT_PROBLEMS, type SnapshotProblem } from './rules.ts'
import { forgetWanted, wantSnapshot, type Wanted } from './wanted.ts'

/** A copy of the page that evidence leads to, or why there is none. `askedBy` and `confirmedBy` are names; askedBy is null where the desk took it with the link. */
export type Snapshot = {
  id: string
  evidenceId: string
  /** The address that was asked for; the one that answered is that of the last hop. */
  address: string
  hops: Hop[]
  startedAt: string
  endedAt: string
  tool: string
  askedBy: string | null
} & (Taken | Failed)

/** What came, by its content; and who said that it shows what is cited. */
type Taken = { problem: null; mediaType: SnapshotKind; title: string; size: number; sha256: string; confirmedBy: string | null; confirmedAt: string | null }
type Failed = { problem: SnapshotProblem; mediaType: null; title: null; size: null; sha256: null; confirmedBy: null; confirmedAt: null }

/** Somebody wants a snapshot, or another one: the desk takes it when its turn comes. It changes nothing that a sign-off approves, so the claim stays as it is. */
export function askForSnapshot(db: Database, act: Act, { claimId, evidenceId }: { claimId: string; evidenceId: string }) {
  change(db, act, (record) => {
    const claim = findClaim(db, claimId)
    ensureCanTake('snapshot', claim, act.person!, act.at)
    const evidence = findEvidence(db, claimId, evidenceId)
    if (evidence.kind !== 'link') throw notFound()
    if (!isStanding(evidence) || !wantSnapshot(db, act, evidenceId, act.person!.id)) return
    record({ action: 'snapshot.asked', ...placeOf(claim), subject: `evidence/${evidenceId}`, after: { address: evidence.address } })
  })
}

/**
 * Stores what came of fetching a page that was wanted; the desk itself does it. What is no longer wanted is left alone: somebody withdrew the evidence
 * meanwhile, or it was stored already.
 */
export function keepSnapshot(db: Database, { evidenceId, claimId, address, askedBy }: Wanted, fetched: Fetched, { startedAt, endedAt }: { startedAt: Date; endedAt: Date }) {
  const came = cameOf(fetched)
  change(db, { person: null, at: endedAt }, (record) => {
    if (!forgetWanted(db, evidenceId)) return
    if (came.bytes) keepBytes(db, came.sha256!, came.bytes)

    const id = newId()
    const { bytes: _bytes, ...facts } = came
    const taken = { address, startedAt: startedAt.toISOString(), tool: UNDICI }
    db.prepare(`
      INSERT INTO snapshots (id, evidence_id, address, hops, started_at, ended_at, tool, asked_by, problem, media_type, title, size, sha256)
      VALUES (@id, @evidenceId, @address, @hops, @startedAt, @endedAt, @tool, @askedBy, @problem, @mediaType, @title, @size, @sha256)
    `).run({ problem: null, mediaType: null, title: null, size: null, sha256: null, ...facts, ...taken, id, evidenceId, hops: JSON.stringify(facts.hops), endedAt: endedAt.toISOString(), askedBy })
    record({
      action: 'sha256' in facts ? 'snapshot.taken' : 'snapshot.failed', ...placeOf(findClaim(db, claimId)), subject: `snapshot/${id}`,
      after: { evidence: evidenceId, ...taken, ...facts } as Record<string, Json>,
    })
  })
}

/** What is known of it before it is written down. */
function cameOf(fetched: Fetched): { hops: Hop[]; bytes?: Buffer; problem?: SnapshotProblem; mediaType?: SnapshotKind; title?: string; size?: number; sha256?: string } {
  if ('problem' in fetched) return { hops: fetched.hops ?? [], problem: SNAPSHOT_PROBLEMS.find((known) => known === fetched.problem) ?? 'other' }
  const { hops, bytes } = fetched.page
  return { hops, bytes, ...contentsOf(fetched.page), size: bytes.length, sha256: hash('sha256', bytes) }
}

/** The same bytes are kept once, however often they come. */
function keepBytes(db: Database, sha256: string, bytes: Buffer) {
  db.prepare('INSERT INTO snapshot_files (sha256, bytes) SELECT @sha256, @bytes WHERE NOT EXISTS (SELECT 1 FROM snapshot_files WHERE sha256 = @sha256)').run({ sha256, bytes })
}

type OfEvidence = { claimId: string; evidenceId: string; snapshotId: string }

/** Somebody looked at it and says that it shows what is cited. The first time counts. */
export function confirmSnapshot(db: Database, act: Act, place: OfEvidence) {
  change(db, act, (record) => {
    const claim = findClaim(db, place.claimId)
    ensureCanTake('snapshot', claim, act.person!, act.at)
    const { id, sha256, evidenceId, confirmedAt } = findTaken(db, place)
    if (confirmedAt !== null) return
    db.prepare('INSERT INTO snapshot_confirmations (snapshot_id, person_id, at) VALUES (?, ?, ?)').run(id, act.person!.id, act.at.toISOString())
    record({ action: 'snapshot.confirmed', ...placeOf(claim), subject: `snapshot/${id}`, after: { evidence: evidenceId, sha256 } })
  })
}

const SNAPSHOT = `
  SELECT
    snapshots.id, evidence_id AS evidenceId, address, hops, started_at AS startedAt, ended_at AS endedAt, tool, askers.name AS askedBy,
    problem, media_type AS mediaType, title, size, sha256, confirmers.name AS confirmedBy, snapshot_confirmations.at AS confirmedAt
  FROM snapshots
  LEFT JOIN people AS askers ON askers.id = asked_by
  LEFT JOIN snapshot_confirmations ON snapshot_id = snapshots.id
  LEFT JOIN people AS confirmers ON confirmers.id = snapshot_confirmations.person_id`

type Row = Omit<Snapshot, 'hops'> & { hops: string }

const asSnapshot = (row: Row) => ({ ...row, hops: JSON.parse(row.hops) as Hop[] }) as Snapshot

/** All snapshots of these pieces of evidence, by the evidence, the newest last. */
export function snapshotsOf(db: Database, evidenceIds: readonly string[]): Map<string, Snapshot[]> {
  const rows = db.prepare<[string], Row>(`
    ${SNAPSHOT} WHERE evidence_id IN (SELECT value FROM json_each(?)) ORDER BY snapshots.rowid
  `).all(JSON.stringify(evidenceIds))
  return Map.groupBy(rows.map(asSnapshot), ({ evidenceId }) => evidenceId)
}

/** Throws notFound where it is none of this evidence, or nothing came. */
function findTaken(db: Database, { claimId, evidenceId, snapshotId }: OfEvidence): Snapshot & Taken {
  findEvidence(db, claimId, evidenceId)
  const row = db.prepare<[string, string], Row>(`${SNAPSHOT} WHERE snapshots.id = ? AND evidence_id = ?`).get(snapshotId, evidenceId)
  if (!row || row.problem !== null) throw notFound()
  return asSnapshot(row) as Snapshot & Taken
}

/** The bytes as they came, with what is known of them. */
export function bytesOfSnapshot(db: Database, place: OfEvidence): Snapshot & Taken & { bytes: Buffer } {
  const snapshot = findTaken(db, place)
  return { ...snapshot, bytes: fileOf(db, snapshot.sha256) }
}

/** Throws where the bytes are no longer those that came: nothing leaves the desk under a hash that it does not have. */
export function fileOf(db: Database, sha256: string): Buffer {
  const bytes = db.prepare<[string], Buffer>('SELECT bytes FROM snapshot_files WHERE sha256 = ?').pluck().get(sha256)
  if (!bytes || hash('sha256', bytes) !== sha256) throw new Error(`The bytes of a snapshot are not those that came: ${sha256}`)
  return bytes
}
