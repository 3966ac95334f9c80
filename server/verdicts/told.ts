import type { Stood } from '../claims/anchors.ts'
import type { Hop } from '../claims/attribution.ts'
import { isIn, isSaid, type CaveatOn } from '../claims/caveats.ts'
import type { Claim } from '../claims/claims.ts'
import { isConflict, type ClaimLink } from '../claims/links.ts'
import { stands, type Reply, type ReplyRequest } from '../claims/replies.ts'
import type { Statement } from '../claims/statements.ts'
import { isStanding, type Evidence, type Link, type Search } from '../evidence/evidence.ts'
import type { Snapshot } from '../evidence/snapshots.ts'
import { assertAnchor, exactPieces } from '../text/pieces.ts'
import type { Span } from '../text/span.ts'
import type { Report } from '../reports/reports.ts'
import { holding, type SignOff } from './sign-off.ts'
import type { ChangeRequest, Judgement } from './verdicts.ts'

// What the desk tells others of a claim: the verification report whole, a publication without what is only for the desk.

/** What was read of a report for one of its claims; sign-offs and requests by the verdict they are about. */
export type Read = {
  report: Report
  /** Where claims stood in earlier versions of the report, the newest first. */
  anchors: ReadonlyMap<string, Stood[]>
  hops: ReadonlyMap<string, Hop[]>
  caveats: ReadonlyMap<string, CaveatOn[]>
  links: ReadonlyMap<string, ClaimLink[]>
  evidence: ReadonlyMap<string, Evidence[]>
  /** What was taken of the pages of evidence, by the evidence. */
  snapshots: ReadonlyMap<string, Snapshot[]>
  statements: ReadonlyMap<string, Statement[]>
  requests: ReadonlyMap<string, ReplyRequest[]>
  judgements: ReadonlyMap<string, Judgement[]>
  signOffs: ReadonlyMap<string, SignOff[]>
  changeRequests: ReadonlyMap<string, ChangeRequest[]>
  /** All claims of the report by the one that stands for them, itself among them. */
  said: ReadonlyMap<string, Claim[]>
}

export type ExportedClaim = ReturnType<typeof exportedClaim>
export type ExportedVerdict = ReturnType<typeof verdictOf>
export type ExportedRequest = ReturnType<typeof requestOf>
export type ExportedSnapshot = ReturnType<typeof snapshotOf>
export type ExportedEvidence = ReturnType<typeof linkWith> | ReturnType<typeof searchOf>

/** All that a report says of one claim. Throws when the quote is not what stands in the text. */
export function exportedClaim(claim: Claim, read: Read) {
  const { id, number, start, end, quote, prefix, suffix, statement, language, modality, place, happenedOn, dateBasis, dueOn, condition, attributionCheck, attributionNote, status, rules } = claim
  assertAnchor(read.report.text, claim)
  const evidence = read.evidence.get(id) ?? []
  const verdicts = (read.judgements.get(id) ?? []).map((judgement) => verdictOf(judgement, read))

  return {
    id, number, quote: { exact: quote, start, end, prefix, suffix, pieces: exactPieces(claim) },
    alsoSaid: alsoSaidOf(claim, read), statement, language, modality,
    statements: (read.statements.get(id) ?? []).map(({ language, statement }) => ({ language, statement })),
    attribution: read.hops.get(id) ?? [], attributionCheck, attributionNote,
    caveats: (read.caveats.get(id) ?? []).filter(isSaid).filter(isIn(claim.reportId)).map((caveat) => ({ passage: caveat.passage, exact: caveat.quote, start: caveat.start, end: caveat.end })),
    date: { day: happenedOn, basis: dateBasis }, due: { day: dueOn, condition }, place, status, suggestedBy: rules,
    verdict: verdicts.at(-1) ?? null,
    approval: approvalOf(claim, read),
    replies: (read.requests.get(id) ?? []).filter(stands).map(requestOf),
    conflicts: (read.links.get(id) ?? []).filter(isConflict).map(conflictOf),
    versions: (read.anchors.get(id) ?? []).map(stoodIn),
    wordsToLookAt: claim.changedIn !== null,
    evidence: sorted(evidence, read),
    earlierVerdicts: verdicts.slice(0, -1),
  }
}

/** Where it stood in an earlier version of the report, and what became of its words in the version after that. */
const stoodIn = ({ version, sha256, quote, start, end, pieces, outcome }: Stood) =>
  ({ version, sha256, quote: { exact: quote, start, end, pieces: pieces.map(({ start, end }) => ({ start, end })) }, outcome })

/** Where else the report says it: places of claims that were merged into this one. */
function alsoSaidOf({ id }: Claim, { said, report }: Read) {
  return (said.get(id) ?? []).filter((other) => other.id !== id).map((other) => {
    assertAnchor(report.text, other)
    const { number, start, end, quote } = other
    return { number, exact: quote, start, end, pieces: exactPieces(other) }
  })
}

/** All stretches of the text that are words of the claim. */
export const stretchesOf = ({ quote, alsoSaid }: Pick<ExportedClaim, 'quote' | 'alsoSaid'>): Span[] =>
  [quote, ...alsoSaid].flatMap(({ pieces }) => pieces)

/** What the other claim says and how it stands, so that nobody reads the one without the other. */
function conflictOf({ other, note, addedBy, addedAt }: ClaimLink) {
  const { id, number, statement, language, status, verdict, reportId, reportTitle } = other
  return { claim: { id, number, statement, language, status, verdict, report: { id: reportId, title: reportTitle } }, note, by: addedBy, at: addedAt }
}

function verdictOf({ id, verdict, rationale, settle, author, at }: Judgement, { signOffs, changeRequests }: Read) {
  return {
    id, verdict, rationale, settle, proposedBy: author, proposedAt: at,
    signOffs: (signOffs.get(id) ?? []).map(signatureOf),
    changeRequests: (changeRequests.get(id) ?? []).map(({ request, person, at }) => ({ request, by: person, at })),
  }
}

const signatureOf = ({ person, at, bypassReason, contentHash }: SignOff) => ({ by: person, at, bypassReason, contentHash })

/** standing: the verdict is approved. stale: it was, and then something changed. none: nobody has approved it. */
export const APPROVALS = ['standing', 'stale', 'none'] as const
export type Approval = { state: (typeof APPROVALS)[number]; signature: ReturnType<typeof signatureOf> | null }

/** A verdict counts as approved only while a sign-off of exactly this content stands; the claim's status alone approves nothing. */
function approvalOf(claim: Claim, { report, anchors, hops, caveats, evidence, statements, requests, judgements, signOffs }: Read): Approval {
  const judgement = judgements.get(claim.id)?.at(-1)
  const given = judgement && signOffs.get(judgement.id)
  if (!judgement || !given) return { state: 'none', signature: null }

  const content = { claim, judgement, sha256: report.sha256, hops: hops.get(claim.id) ?? [], caveats: caveats.get(claim.id) ?? [], evidence: evidence.get(claim.id) ?? [], statements: statements.get(claim.id) ?? [], requests: requests.get(claim.id) ?? [] }
  const standing = holding(given, { ...content, earlier: anchors.get(claim.id) ?? [] })
  return { state: standing ? 'standing' : 'stale', signature: signatureOf(standing ?? given.at(-1)!) }
}

/** Who was asked, and what they said. How they were reached, and what they were asked in full, stays in the house. */
function requestOf({ id, askedOf, channel, askedOn, answerBy, addedBy, addedAt, replies }: ReplyRequest) {
  return { id, askedOf, through: channel, askedOn, answerBy, recordedBy: addedBy, recordedAt: addedAt, answers: replies.map(replyOf) }
}

const replyOf = ({ kind, words, language, answeredOn, addedBy, addedAt }: Reply) => ({ kind, words, language, on: answeredOn, recordedBy: addedBy, recordedAt: addedAt })

/** Public evidence in full; of the rest, how much of it stands. */
function sorted(evidence: readonly Evidence[], { snapshots }: Pick<Read, 'snapshots'>) {
  const linkOf = (link: Link) => linkWith(link, snapshots.get(link.id) ?? [])
  const open = evidence.filter(({ visibility }) => visibility === 'public')
  const links = open.filter((one) => one.kind === 'link').filter(isStanding)
  const withStance = (wanted: Link['stance']) => links.filter(({ stance }) => stance === wanted).map(linkOf)
  const withheld = (wanted: Evidence['visibility']) => evidence.filter((one) => one.visibility === wanted && isStanding(one)).length

  return {
    supports: withStance('supports'),
    contradicts: withStance('contradicts'),
    context: withStance('context'),
    searches: open.filter((one) => one.kind === 'search').filter(isStanding).map(searchOf),
    withdrawn: open.filter((one) => !isStanding(one)).map((one) => one.kind === 'link' ? linkOf(one) : searchOf(one)),
    withheld: { internal: withheld('internal'), sealed: withheld('sealed') },
  }
}

function linkWith(link: Link, snapshots: readonly Snapshot[]) {
  const { id, kind, stance, title, address, publisher, origin, quote, note } = link
  return { id, kind, stance, title, address, publisher, origin, quote, note, snapshots: snapshots.map(snapshotOf), ...handled(link) }
}

/** What came of fetching the page, and who said that it shows what is cited. Of the page itself its hash. */
export function snapshotOf({ id, address, hops, startedAt, endedAt, tool, askedBy, problem, mediaType, title, size, sha256, confirmedBy, confirmedAt }: Snapshot) {
  return { id, address, hops, startedAt, endedAt, tool, askedBy, problem, mediaType, title, size, sha256, confirmed: confirmedAt === null ? null : { by: confirmedBy!, at: confirmedAt } }
}

function searchOf(search: Search) {
  const { id, kind, lookedIn, lookedFor, lookedOn, note } = search
  return { id, kind, lookedIn, lookedFor, lookedOn, note, ...handled(search) }
}

const handled = ({ addedBy, addedAt, takenFrom, withdrawnAt, withdrawnBy, withdrawnReason }: Evidence) =>
  ({ addedBy, addedAt, takenFrom, withdrawn: withdrawnAt === null ? null : { by: withdrawnBy, at: withdrawnAt, reason: withdrawnReason } })
