import { change, type Act, type Trace } from '../audit/trail.ts'
import { findClaimAt, moveClaim, placeOf, type Claim } from '../claims/claims.ts'
import { ensureCanTake, leaseFrom } from '../claims/rules.ts'
import type { Database } from '../database.ts'
import { notFound, unfit } from '../errors.ts'
import { evidenceOf, isStanding, type Evidence } from '../evidence/evidence.ts'
import { originKey } from '../evidence/origins.ts'
import { newId } from '../ids.ts'
import { publisherOf } from '../reports/reports.ts'
import { gateOf, isOpen, type Balance, type Reasoning, type Verdict } from './rules.ts'

/** One answer to "is it so?". A change of mind is another one. */
export type Judgement = Reasoning & { id: string; claimId: string; verdict: Verdict; authorId: string; author: string; at: string }

type Proposal = Reasoning & { claimId: string; version: number; verdict: Verdict }

/** Checks the rules and the gate, writes the verdict, sends the claim to review and leaves its trace: all of it or none. */
export function proposeVerdict(db: Database, act: Act, { claimId, version, verdict, rationale, settle }: Proposal) {
  const author = act.person!
  change(db, act, (record) => {
    const claim = findClaimAt(db, claimId, version)
    ensureCanTake('propose', claim, author, act.at)
    ensureGateOpen(db, claim, { verdict, rationale, settle })

    const id = newId()
    db.prepare(`
      INSERT INTO verdicts (id, claim_id, verdict, rationale, settle, author_id, at) VALUES (?, ?, ?, ?, ?, ?, ?)
    `).run(id, claimId, verdict, rationale, settle, author.id, act.at.toISOString())
    const next = moveClaim(db, act, claim, { status: 'in_review', verdict })
    record({
      action: 'verdict.proposed', ...placeOf(claim),
      before: { status: claim.status, verdict: claim.verdict },
      after: { status: next.status, verdict, rationale, settle, judgement: id, version: next.version },
    })
  })
}

/** Throws, and says what is missing, when the evidence does not carry the verdict. */
export function ensureGateOpen(db: Database, claim: Claim, { verdict, ...reasoning }: Pick<Judgement, 'verdict' | 'rationale' | 'settle'>) {
  const gate = gateOf(verdict, balanceOf(db, claim), reasoning)
  if (!isOpen(gate)) throw unfit((t) => t.refusals.gateShut(gate.filter(({ met }) => !met).map(({ requirement }) => t.gate[requirement])))
}

/** Sends a verdict back to the person who proposed it, who holds the claim again. */
export function requestChanges(db: Database, act: Act, { claimId, version, request }: { claimId: string; version: number; request: string }) {
  change(db, act, (record) => {
    const claim = findClaimAt(db, claimId, version)
    ensureCanTake('request_changes', claim, act.person!, act.at)
    record({ action: 'verdict.changes_requested', ...handBack(db, act, claim, request) })
  })
}

/** Part of a larger change: whoever proposed the verdict that stands holds the claim again, and reads what to change. Returns what the trace says of it. */
export function handBack(db: Database, act: Act, claim: Claim, request: string): Omit<Trace, 'action'> {
  const judgement = currentJudgement(db, claim.id)
  db.prepare(`
    INSERT INTO change_requests (id, claim_id, verdict_id, request, person_id, at) VALUES (?, ?, ?, ?, ?, ?)
  `).run(newId(), claim.id, judgement.id, request, act.person!.id, act.at.toISOString())
  const next = moveClaim(db, act, claim, { status: 'in_progress', holderId: judgement.authorId, heldUntil: leaseFrom(act.at) })
  return { ...placeOf(claim), reason: request, before: { status: claim.status }, after: { status: next.status, judgement: judgement.id, version: next.version } }
}

const JUDGEMENT = `
  SELECT verdicts.id, claim_id AS claimId, verdict, rationale, settle, author_id AS authorId, people.name AS author, at
  FROM verdicts
  JOIN people ON people.id = author_id`

/** The verdicts of a claim, the newest last: in the order in which they were written, because a clock may be set back. */
export const judgementsOf = (db: Database, claimId: string) =>
  db.prepare<[string], Judgement>(`${JUDGEMENT} WHERE claim_id = ? ORDER BY verdicts.rowid`).all(claimId)

/** The same for all claims of a report, by claim. */
export function judgementsInReport(db: Database, reportId: string): Map<string, Judgement[]> {
  const all = db.prepare<[string], Judgement>(`
    ${JUDGEMENT} WHERE claim_id IN (SELECT id FROM claims WHERE report_id = ?) ORDER BY claim_id, verdicts.rowid
  `).all(reportId)
  return Map.groupBy(all, ({ claimId }) => claimId)
}

/** The verdict that stands. Throws when there is none yet. */
export function currentJudgement(db: Database, claimId: string): Judgement {
  const judgement = judgementsOf(db, claimId).at(-1)
  if (!judgement) throw notFound()
  return judgement
}

export type ChangeRequest = { judgementId: string; request: string; person: string; at: string }

const CHANGE_REQUEST = `
  SELECT verdict_id AS judgementId, request, people.name AS person, at
  FROM change_requests
  JOIN people ON people.id = person_id`

export const changeRequestsOf = (db: Database, claimId: string) =>
  db.prepare<[string], ChangeRequest>(`${CHANGE_REQUEST} WHERE claim_id = ? ORDER BY change_requests.rowid`).all(claimId)

/** The requests on all claims of a report, by the verdict that should change. */
export function changeRequestsInReport(db: Database, reportId: string): Map<string, ChangeRequest[]> {
  const all = db.prepare<[string], ChangeRequest>(`
    ${CHANGE_REQUEST} WHERE claim_id IN (SELECT id FROM claims WHERE report_id = ?) ORDER BY verdict_id, change_requests.rowid
  `).all(reportId)
  return Map.groupBy(all, ({ judgementId }) => judgementId)
}

/** What speaks for and against a claim, as the gate counts it: five outlets that repeat one agency are one origin. */
export function balanceOf(db: Database, claim: Pick<Claim, 'id' | 'reportId'>, evidence: readonly Evidence[] = evidenceOf(db, claim.id)): Balance {
  const standing = evidence.filter(isStanding)
  const links = standing.filter((one) => one.kind === 'link').map(({ stance, origin }) => ({ stance, origin: originKey(origin) }))
  return {
    supporting: links.filter(({ stance }) => stance === 'supports'),
    contradicting: links.filter(({ stance }) => stance === 'contradicts'),
    searches: standing.filter(({ kind }) => kind === 'search').length,
    ownOrigin: originKey(publisherOf(db, claim.reportId)),
  }
}
