import { change, type Act } from '../audit/trail.ts'
import { amendClaim, findClaimAt, GATHERED, gatheredInReport, placeOf } from '../claims/claims.ts'
import { ensureCanTake } from '../claims/rules.ts'
import type { Database } from '../database.ts'
import { notFound } from '../errors.ts'
import { newId } from '../ids.ts'
import type { LinkFields, SearchFields } from './form.ts'
import { choiceFor } from './rules.ts'
import { forgetWanted, wantSnapshot } from './wanted.ts'

/** Where the fields of the forms live. A new field goes into form.ts, here, and into a migration; the compiler asks for the rest. */
const LINK_COLUMNS = {
  stance: 'stance', address: 'address', title: 'title', publisher: 'publisher', origin: 'origin', quote: 'quote', note: 'note', visibility: 'visibility', snapshot: 'snapshot',
} as const satisfies Record<keyof LinkFields, string>

const SEARCH_COLUMNS = {
  lookedIn: 'looked_in', lookedFor: 'looked_for', lookedOn: 'looked_on', note: 'note', visibility: 'visibility',
} as const satisfies Record<keyof SearchFields, string>

type Common = {
  id: string
  claimId: string
  addedBy: string
  addedAt: string
  withdrawnAt: string | null
  withdrawnBy: string | null
  withdrawnReason: string | null
  /** The claim that it was found for first, when it is a copy. */
  takenFrom: string | null
}

export type Link = Common & LinkFields & { kind: 'link' }
/** Evidence of absence: where somebody looked, when and in what words, and found nothing. */
export type Search = Common & SearchFields & { kind: 'search' }
export type Evidence = Link | Search

const EVIDENCE = `
  SELECT
    evidence.id, claim_id AS claimId, kind, visibility, note, stance, address, title, publisher, origin, quote,
    looked_in AS lookedIn, looked_for AS lookedFor, looked_on AS lookedOn, CASE kind WHEN 'link' THEN snapshot END AS snapshot,
    adders.name AS addedBy, added_at AS addedAt, withdrawn_at AS withdrawnAt, withdrawers.name AS withdrawnBy, withdrawn_reason AS withdrawnReason,
    (SELECT original.claim_id FROM evidence AS original WHERE original.id = evidence.taken_from) AS takenFrom
  FROM evidence
  JOIN people AS adders ON adders.id = added_by
  LEFT JOIN people AS withdrawers ON withdrawers.id = withdrawn_by`

/** Everything attached to a claim, or to one that was merged into it, in the order in which it came; what was withdrawn is among it. */
export const evidenceOf = (db: Database, claimId: string) =>
  db.prepare<{ claimId: string }, Evidence>(`${GATHERED} ${EVIDENCE} WHERE claim_id IN (SELECT id FROM gathered) ORDER BY added_at, evidence.rowid`).all({ claimId })

/** The same for all claims of a report, by the claim for which it speaks. */
export function evidenceInReport(db: Database, reportId: string): Map<string, Evidence[]> {
  const keptBy = gatheredInReport(db, reportId)
  const all = db.prepare<[string], Evidence>(`
    ${EVIDENCE} WHERE claim_id IN (SELECT value FROM json_each(?)) ORDER BY added_at, evidence.rowid
  `).all(JSON.stringify([...keptBy.keys()]))
  return Map.groupBy(all, ({ claimId }) => keptBy.get(claimId)!)
}

export const isStanding = (evidence: Evidence) => evidence.withdrawnAt === null

export function attachLink(db: Database, act: Act, { claimId, version, ...link }: LinkFields & { claimId: string; version: number }): string {
  return attach(db, act, claimId, version, 'link', LINK_COLUMNS, { ...link, snapshot: choiceFor(link) })
}

export function recordSearch(db: Database, act: Act, { claimId, version, ...search }: SearchFields & { claimId: string; version: number }): string {
  return attach(db, act, claimId, version, 'search', SEARCH_COLUMNS, search)
}

/** Both kinds come in the same way; only their fields differ. Returns the id. */
function attach<Fields extends LinkFields | SearchFields>(
  db: Database, act: Act, claimId: string, version: number, kind: Evidence['kind'], columns: Record<keyof Fields, string>, fields: Fields,
): string {
  const id = newId()
  const names = Object.keys(columns) as (keyof Fields & string)[]

  change(db, act, (record) => {
    const claim = findClaimAt(db, claimId, version)
    ensureCanTake('work', claim, act.person!, act.at)

    db.prepare(`
      INSERT INTO evidence (id, claim_id, kind, added_by, added_at, ${names.map((name) => columns[name]).join(', ')})
      VALUES (@id, @claimId, @kind, @addedBy, @addedAt, ${names.map((name) => `@${name}`).join(', ')})
    `).run({ ...fields, id, claimId, kind, addedBy: act.person!.id, addedAt: act.at.toISOString() })

    if ('snapshot' in fields && fields.snapshot === 'take') wantSnapshot(db, act, id)
    const next = amendClaim(db, act, claim)
    record({
      action: kind === 'link' ? 'evidence.attached' : 'search.recorded', ...placeOf(claim), subject: `evidence/${id}`,
      after: { ...fields, status: next.status, version: next.version },
    })
  })
  return id
}

type Standing = { claimId: string; evidenceId: string; version: number }

/** Takes evidence out of the balance. It stays readable, with the reason. */
export function withdraw(db: Database, act: Act, { claimId, evidenceId, version, reason }: Standing & { reason: string }) {
  change(db, act, (record) => {
    const claim = findClaimAt(db, claimId, version)
    ensureCanTake('work', claim, act.person!, act.at)
    const evidence = findEvidence(db, claimId, evidenceId)
    if (!isStanding(evidence)) return

    db.prepare('UPDATE evidence SET withdrawn_at = ?, withdrawn_by = ?, withdrawn_reason = ? WHERE id = ?')
      .run(act.at.toISOString(), act.person!.id, reason, evidenceId)
    forgetWanted(db, evidenceId)
    const next = amendClaim(db, act, claim)
    record({
      action: 'evidence.withdrawn', ...placeOf(claim), subject: `evidence/${evidenceId}`, reason,
      before: { title: titleOf(evidence), withdrawn: false }, after: { withdrawn: true, status: next.status, version: next.version },
    })
  })
}

/** Undoes a withdrawal: another event, not an erasure. */
export function reinstate(db: Database, act: Act, { claimId, evidenceId, version }: Standing) {
  change(db, act, (record) => {
    const claim = findClaimAt(db, claimId, version)
    ensureCanTake('work', claim, act.person!, act.at)
    const evidence = findEvidence(db, claimId, evidenceId)
    if (isStanding(evidence)) return

    db.prepare('UPDATE evidence SET withdrawn_at = NULL, withdrawn_by = NULL, withdrawn_reason = NULL WHERE id = ?').run(evidenceId)
    const next = amendClaim(db, act, claim)
    record({
      action: 'evidence.reinstated', ...placeOf(claim), subject: `evidence/${evidenceId}`,
      before: { title: titleOf(evidence), withdrawn: true }, after: { withdrawn: false, status: next.status, version: next.version },
    })
  })
}

export function findEvidence(db: Database, claimId: string, id: string): Evidence {
  const evidence = db.prepare<{ id: string; claimId: string }, Evidence>(`${GATHERED} ${EVIDENCE} WHERE evidence.id = @id AND claim_id IN (SELECT id FROM gathered)`).get({ id, claimId })
  if (!evidence) throw notFound()
  return evidence
}

const titleOf = (evidence: Evidence) => evidence.kind === 'link' ? evidence.title : evidence.lookedIn
