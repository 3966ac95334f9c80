import type { z } from 'zod'
import type { AuditEvent } from '../audit/trail.ts'
import { hopsOf } from '../claims/attribution.ts'
import { caveatsOf, isIn } from '../claims/caveats.ts'
import { claimsOfReport, findClaim, type Claim } from '../claims/claims.ts'
import { isLinked, linksOf } from '../claims/links.ts'
import type { QueueRow } from '../claims/queue.ts'
import { requestsOf, type ReplyRequest } from '../claims/replies.ts'
import { isOfDesk } from '../claims/rules.ts'
import { statementsOf } from '../claims/statements.ts'
import type { Database } from '../database.ts'
import { evidenceOf, type Evidence } from '../evidence/evidence.ts'
import { snapshotsOf, type Snapshot } from '../evidence/snapshots.ts'
import { wantedAmong } from '../evidence/wanted.ts'
import { publishedVersions, type Publication } from '../publication/publication.ts'
import type { ListedReport } from '../reports/list.ts'
import { coverageOf, placesOf } from '../reports/passages.ts'
import { findReport, passagesOfReport } from '../reports/reports.ts'
import { followerOf } from '../reports/versions.ts'
import type { Language } from '../text/language.ts'
import { assertAnchor, exactPieces } from '../text/pieces.ts'
import { snapshotOf } from '../verdicts/told.ts'
import { approvalInList, approvalOfReport, hashOfReading } from '../verdicts/report-sign-off.ts'
import { signOffsOf, standingSignOff, type SignOff } from '../verdicts/sign-off.ts'
import { changeRequestsOf, judgementsOf } from '../verdicts/verdicts.ts'
import type { SHAPES, ShapeName } from './shapes.ts'

/** What stands under a name in the description of the API. */
export type Told<Name extends ShapeName> = z.output<(typeof SHAPES)[Name]>

export function toldRow(db: Database, { coverage, claims, id, title, publisher, publishedOn, language, version, importedBy, importedAt }: ListedReport): Told<'ReportRow'> {
  return {
    id, title, publisher, publishedOn, language, version, importedBy, importedAt,
    approval: approvalInList(db, id), coverage: { passages: coverage.all, dealtWith: coverage.all - coverage.untriaged }, claims,
  }
}

export function toldReport(db: Database, reportId: string): Told<'Report'> {
  const found = findReport(db, reportId)
  const { fileName: _file, ...report } = found
  const passages = passagesOfReport(db, reportId)
  const { passages: states } = coverageOf(passages, placesOf(claimsOfReport(db, reportId), ({ status }) => isOfDesk(status)))
  return {
    ...report, followedBy: followerOf(db, reportId)?.id ?? null, content: hashOfReading(db, found), approval: approvalOfReport(db, found).state,
    passages: passages.map(({ number, start, end, mark, suggestedMark }, index) => ({ number, start, end, state: states[index]!.state, mark, suggestedMark })),
  }
}

/** Nothing is told of a place before it was compared with the text. */
function toldQuote(text: string, claim: Claim) {
  assertAnchor(text, claim)
  const { start, end, quote, prefix, suffix } = claim
  return { exact: quote, start, end, prefix, suffix, pieces: exactPieces(claim) }
}

export function toldInReport(text: string, claim: Claim): Told<'ClaimInReport'> {
  const { id, number, version, status, verdict, modality, statement, language, claimant, rules, mergedInto, changedIn } = claim
  return { id, number, version, status, verdict, modality, statement, language: language as Language, claimant, quote: toldQuote(text, claim), suggestedBy: rules, mergedInto, changedIn }
}

export function toldInQueue({ key: _key, reportId, reportTitle, reportLanguage, language, ...row }: QueueRow): Told<'ClaimInQueue'> {
  return { ...row, status: row.status as Told<'ClaimInQueue'>['status'], language: language as Language, report: { id: reportId, title: reportTitle, language: reportLanguage as Language } }
}

export function toldClaim(db: Database, id: string): Told<'Claim'> {
  const claim = findClaim(db, id)
  const report = findReport(db, claim.reportId)
  const [hops, caveats, evidence, judgements, statements, signOffs] = [hopsOf(db, id), caveatsOf(db, id), evidenceOf(db, id), judgementsOf(db, id), statementsOf(db, id), signOffsOf(db, id)]
  const [requests, asked] = [changeRequestsOf(db, id), requestsOf(db, id)]
  const standing = standingSignOff(db, claim)
  const { reportId, number, version, status, verdict, modality, statement, language, place, happenedOn, dateBasis, dueOn, condition, attributionCheck, attributionNote } = claim
  const { rules, splitFrom, mergedInto, changedIn, createdAt, queuedAt, assigneeId, assignee, holderId, holder, heldUntil } = claim
  return {
    id, reportId, number, version, status, verdict, modality, statement, language: language as Language,
    statements: statements.map(({ language, statement, writtenBy, writtenAt }) => ({ language, statement, by: writtenBy, at: writtenAt })),
    quote: toldQuote(report.text, claim), place, happenedOn, dateBasis, dueOn, condition, attribution: hops, attributionCheck, attributionNote,
    caveats: caveats.filter(isIn(reportId)).map(({ passage, quote, start, end, proposed }) => ({ passage, exact: quote, start, end, proposed: Boolean(proposed) })),
    assignee: assigneeId === null ? null : { id: assigneeId, name: assignee! }, holder: holderId === null ? null : { id: holderId, name: holder!, until: heldUntil },
    links: linksOf(db, id).map((link) => ({ id: link.id, kind: link.kind, note: link.note, claim: linked(link.other), by: link.addedBy, at: link.addedAt, withdrawn: !isLinked(link) })),
    evidence: toldEvidence(db, evidence),
    requests: asked.map(toldRequest),
    verdicts: judgements.map(({ id, verdict, rationale, settle, author, at }) => ({
      id, verdict, rationale, settle, by: author, at,
      changeRequests: requests.filter(({ judgementId }) => judgementId === id).map(({ request, person, at }) => ({ request, by: person, at })),
      signOffs: signOffs.filter(({ judgementId }) => judgementId === id).map(toldSignOff),
    })),
    signOff: standing ? toldSignOff(standing) : null, publications: publishedVersions(db, id).map(toldPublication),
    suggestedBy: rules, splitFrom, mergedInto, changedIn, createdAt, queuedAt,
  }
}

const linked = ({ id, number, statement, status, verdict, reportId }: ReturnType<typeof linksOf>[number]['other']) => ({ id, number, statement, status, verdict, reportId })

const toldSignOff = ({ person, at, contentHash, bypassReason }: SignOff) => ({ by: person, at, contentHash, bypassReason })

/** As its page shows it to the desk's people: internal and sealed evidence too. Whoever has a token is one of them. */
export function toldEvidence(db: Database, evidence: readonly Evidence[]): Told<'Evidence'>[] {
  const ids = evidence.map(({ id }) => id)
  const [snapshots, wanted] = [snapshotsOf(db, ids), wantedAmong(db, ids)]
  return evidence.map((one) => toldPiece(one, snapshots.get(one.id) ?? [], wanted.get(one.id) ?? null))
}

function toldPiece(evidence: Evidence, snapshots: readonly Snapshot[], wantedSince: string | null): Told<'Evidence'> {
  const { id, claimId, visibility, note, addedBy, addedAt, takenFrom, withdrawnAt, withdrawnBy, withdrawnReason } = evidence
  const common = { id, claimId, visibility, note, addedBy, addedAt, takenFrom, withdrawn: withdrawnAt === null ? null : { by: withdrawnBy!, at: withdrawnAt, reason: withdrawnReason! } }
  if (evidence.kind === 'search') return { kind: 'search', ...common, lookedIn: evidence.lookedIn, lookedFor: evidence.lookedFor, lookedOn: evidence.lookedOn }
  const { stance, address, title, publisher, origin, quote, snapshot } = evidence
  return { kind: 'link', ...common, stance, address, title, publisher, origin, quote, snapshot, wantedSince, snapshots: snapshots.map(snapshotOf) }
}

/** As its page shows it to the desk's people: how they were reached, and what they were asked, too. */
function toldRequest({ addedBy, addedAt, withdrawnAt, withdrawnBy, withdrawnReason, replies, ...request }: ReplyRequest): Told<'Claim'>['requests'][number] {
  return {
    ...request, by: addedBy, at: addedAt, withdrawn: withdrawnAt === null ? null : { by: withdrawnBy!, at: withdrawnAt, reason: withdrawnReason! },
    replies: replies.map(({ addedBy, addedAt, language, ...reply }) => ({ ...reply, language: language as Language | null, by: addedBy, at: addedAt })),
  }
}

export const toldPublication = ({ claimId, version, at, sha256, document }: Publication): Told<'PublicationRow'> =>
  ({ claimId, version, kind: document.kind, verdict: document.kind === 'claim' ? document.verdict.verdict : null, at, sha256 })

export const toldEvent = ({ actor, ...event }: AuditEvent): Told<'Event'> => ({ ...event, actor: actor && { id: actor.id, name: actor.name, role: actor.role } })
