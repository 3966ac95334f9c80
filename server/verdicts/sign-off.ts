import { hash } from 'node:crypto'
import type { Action } from '../audit/actions.ts'
import { canonical } from '../audit/canonical.ts'
import { change, type Act } from '../audit/trail.ts'
import { anchorsOf, withSameWords, type Stood } from '../claims/anchors.ts'
import { hopsOf, type Hop } from '../claims/attribution.ts'
import { caveatsOf, isIn, isSaid, type CaveatOn } from '../claims/caveats.ts'
import { findClaimAt, moveClaim, placeOf, whereOf, type Claim } from '../claims/claims.ts'
import { requestsOf, stands, type ReplyRequest } from '../claims/replies.ts'
import { ensureCanTake, isSigned } from '../claims/rules.ts'
import { statementsOf, type Statement } from '../claims/statements.ts'
import type { Database } from '../database.ts'
import { forbidden } from '../errors.ts'
import { evidenceOf, isStanding, type Evidence } from '../evidence/evidence.ts'
import { newId } from '../ids.ts'
import { findReport } from '../reports/reports.ts'
import { currentJudgement, ensureGateOpen, type Judgement } from './verdicts.ts'

export type SignOff = { id: string; judgementId: string; contentHash: string; personId: string; person: string; at: string; bypassReason: string | null }

type Approval = { claimId: string; version: number; bypassReason: string }

/**
 * Approves exactly what the claim says now. Nobody signs off a verdict that they proposed, or words and evidence that they changed since;
 * with a reason a supervisor may, and then the trail says so with an action of its own.
 */
export function signOff(db: Database, act: Act, { claimId, version, bypassReason }: Approval) {
  const person = act.person!
  change(db, act, (record) => {
    const claim = findClaimAt(db, claimId, version)
    ensureCanTake('sign_off', claim, person, act.at)
    const judgement = currentJudgement(db, claimId)
    const alone = isOwnWork(db, judgement, person.id)
    if (alone && bypassReason === '') throw forbidden((t) => t.refusals.fourEyes)
    // Asked again: evidence may have been withdrawn since the verdict was proposed.
    ensureGateOpen(db, claim, judgement)

    const contentHash = contentHashOf(db, claim, judgement)
    db.prepare(`
      INSERT INTO sign_offs (id, claim_id, verdict_id, content_hash, person_id, at, bypass_reason) VALUES (?, ?, ?, ?, ?, ?, ?)
    `).run(newId(), claimId, judgement.id, contentHash, person.id, act.at.toISOString(), alone ? bypassReason : null)
    const next = moveClaim(db, act, claim, { status: 'signed_off' })
    record({
      action: alone ? 'verdict.signed_off_alone' : 'verdict.signed_off', ...placeOf(claim), reason: alone ? bypassReason : null,
      before: { status: claim.status }, after: { status: next.status, verdict: judgement.verdict, judgement: judgement.id, contentHash, version: next.version },
    })
  })
}

/** What a person does to the content that a sign-off approves. */
const CONTENT_ACTIONS = [
  'claim.reworded', 'claim.translated', 'claim.words_confirmed', 'claim.edges_moved', 'claim.split', 'claim.took_in', 'claim.gave_back',
  'claim.attributed', 'claim.attribution_checked', 'claim.due_set', 'claim.caveat_added', 'claim.caveat_removed', 'claim.caveat_gone',
  'evidence.attached', 'evidence.taken_over', 'search.recorded', 'evidence.withdrawn', 'evidence.reinstated',
  'reply.requested', 'reply.received', 'reply.missing', 'reply.request_withdrawn',
] as const satisfies readonly Action[]

/** Whether somebody would approve their own work: the verdict, or anything that it rests on and that changed after it. */
export function isOwnWork(db: Database, { claimId, id, authorId }: Judgement, personId: string): boolean {
  if (authorId === personId) return true
  return db.prepare(`
    SELECT 1 FROM audit_events INDEXED BY audit_events_of_claim
    WHERE claim_id = @claimId AND actor_id = @personId AND action IN (SELECT value FROM json_each(@actions))
      AND seq > (SELECT max(seq) FROM audit_events INDEXED BY audit_events_of_claim
                 WHERE claim_id = @claimId AND action = 'verdict.proposed' AND body ->> '$.after.judgement' = @id)
    LIMIT 1
  `).get({ claimId, personId, id, actions: JSON.stringify(CONTENT_ACTIONS) }) !== undefined
}

const SIGN_OFF = `
  SELECT sign_offs.id, verdict_id AS judgementId, content_hash AS contentHash, person_id AS personId, people.name AS person, at, bypass_reason AS bypassReason
  FROM sign_offs
  JOIN people ON people.id = person_id`

/** All sign-offs of a claim, the newest last. */
export const signOffsOf = (db: Database, claimId: string) =>
  db.prepare<[string], SignOff>(`${SIGN_OFF} WHERE claim_id = ? ORDER BY sign_offs.rowid`).all(claimId)

/** The sign-offs on all claims of a report, by the verdict that they approved. */
export function signOffsInReport(db: Database, reportId: string): Map<string, SignOff[]> {
  const all = db.prepare<[string], SignOff>(`
    ${SIGN_OFF} WHERE claim_id IN (SELECT id FROM claims WHERE report_id = ?) ORDER BY verdict_id, sign_offs.rowid
  `).all(reportId)
  return Map.groupBy(all, ({ judgementId }) => judgementId)
}

/** The claims of which a verdict was signed off in a stretch of time, by report, the oldest report first. */
export function reportsSignedOff(db: Database, { since, until }: { since: string; until: string }): { reportId: string; claims: string[] }[] {
  const rows = db.prepare<object, { reportId: string; claims: string }>(`
    SELECT report_id AS reportId, json_group_array(DISTINCT claims.id) AS claims
    FROM sign_offs INDEXED BY sign_offs_by_time JOIN claims ON claims.id = claim_id JOIN reports ON reports.id = report_id
    WHERE sign_offs.at >= @since AND sign_offs.at < @until
    GROUP BY report_id ORDER BY min(reports.rowid)
  `).all({ since, until })
  return rows.map(({ reportId, claims }) => ({ reportId, claims: JSON.parse(claims) as string[] }))
}

/** The sign-off that holds: the newest one, while the content is still what was signed. */
export function standingSignOff(db: Database, claim: Claim): SignOff | undefined {
  if (!isSigned(claim.status)) return undefined
  return holding(signOffsOf(db, claim.id), { ...contentOf(db, claim, currentJudgement(db, claim.id)), earlier: anchorsOf(db, claim.id) })
}

/**
 * Of the sign-offs of a claim, the newest last, the one that holds: while the content is what was signed. `earlier` is where the claim stood in
 * earlier versions of the report: what was signed there is the same where the words are.
 */
export function holding(signOffs: readonly SignOff[], { earlier, ...content }: Content & { earlier: readonly Stood[] }): SignOff | undefined {
  const newest = signOffs.at(-1)
  if (!isSigned(content.claim.status) || !newest) return undefined
  const { claim } = content
  const wordsOf = (reportId: string) => caveatsSaid(content.caveats, reportId).map(({ quote }) => quote).sort().join('\n')
  const same = withSameWords(claim, earlier)
    .filter(({ reportId }) => wordsOf(reportId) === wordsOf(claim.reportId))
    .map(({ reportId, start, end, quote, pieces, sha256 }) => ({ ...content, sha256, claim: { ...claim, reportId, start, end, quote, pieces } }))
  return [content, ...same].some((one) => hashOfContent(one) === newest.contentHash) ? newest : undefined
}

const contentOf = (db: Database, claim: Claim, judgement: Judgement): Content =>
  ({ claim, judgement, sha256: findReport(db, claim.reportId).sha256, hops: hopsOf(db, claim.id), caveats: caveatsOf(db, claim.id), evidence: evidenceOf(db, claim.id), statements: statementsOf(db, claim.id), requests: requestsOf(db, claim.id) })

export const contentHashOf = (db: Database, claim: Claim, judgement: Judgement): string => hashOfContent(contentOf(db, claim, judgement))

/** What a sign-off approves; `sha256` is the report's. That of a report takes in claims without a verdict. */
export type Content = { claim: Claim; judgement: Judgement | null; sha256: string; hops: readonly Hop[]; caveats: readonly CaveatOn[]; evidence: readonly Evidence[]; statements: readonly Pick<Statement, 'language' | 'statement'>[]; requests: readonly ReplyRequest[] }

/**
 * SHA-256 over everything that a sign-off approves: the words, who said them, the evidence that stands, the verdict and its reasons. Snapshots are no part
 * of it: the desk takes them later, by itself.
 */
export function hashOfContent({ claim, judgement, sha256, hops, caveats, evidence, statements, requests }: Content): string {
  const { id, statement, language, modality, place, happenedOn, dateBasis, attributionCheck, dueOn, condition, attributionNote } = claim
  const standing = evidence.filter(isStanding).map(({ withdrawnAt: _at, withdrawnBy: _by, withdrawnReason: _reason, takenFrom, snapshot: _snapshot, ...rest }: Evidence & { snapshot?: unknown }) => ({ ...rest, ...stated({ takenFrom }) }))
  const translated = statements.map(({ language, statement }) => ({ language, statement }))
  const said = caveatsSaid(caveats, claim.reportId).map(({ start, end, quote }) => ({ start, end, quote }))
  const asked = requests.filter(stands).map(askedIn)

  return hash('sha256', canonical({
    claim: { id, ...whereOf(claim), statement, language, modality, place, happenedOn, dateBasis, attributionCheck, ...stated({ dueOn, condition, attributionNote }) },
    report: sha256,
    ...(translated.length > 0 ? { statements: translated } : {}),
    attribution: hops,
    ...(said.length > 0 ? { caveats: said } : {}),
    evidence: standing,
    ...(asked.length > 0 ? { replies: asked } : {}),
    verdict: judgement && { verdict: judgement.verdict, rationale: judgement.rationale, settle: judgement.settle },
  }))
}

/** Of a request what leaves the house: who was asked, and what they said. */
function askedIn({ askedOf, channel, askedOn, answerBy, replies }: ReplyRequest) {
  return { askedOf, channel, askedOn, answerBy, replies: replies.map(({ kind, words, language, answeredOn }) => ({ kind, words, language, answeredOn })) }
}

/** Of the version in which the claim stands; what another version said of it is another matter. */
const caveatsSaid = (caveats: readonly CaveatOn[], reportId: string) => caveats.filter(isIn(reportId)).filter(isSaid)

/** What came to claims later counts only where it was filled in: a sign-off from before then goes on to hold. */
const stated = (fields: Record<string, string | null>) => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== ''))
