import type { Database } from '../database.ts'
import { openingOf } from '../audit/checkpoint.ts'
import { anchorsOf } from '../claims/anchors.ts'
import { hopsOf } from '../claims/attribution.ts'
import { caveatsOf } from '../claims/caveats.ts'
import { mergedInto, type Claim } from '../claims/claims.ts'
import { contextIn } from '../claims/context.ts'
import { linksOf } from '../claims/links.ts'
import { requestsOf } from '../claims/replies.ts'
import { statementsOf } from '../claims/statements.ts'
import { evidenceOf } from '../evidence/evidence.ts'
import { snapshotsOf } from '../evidence/snapshots.ts'
import { listPeople } from '../people/people.ts'
import type { Role } from '../people/person.ts'
import { findReport } from '../reports/reports.ts'
import type { Verdict } from '../verdicts/rules.ts'
import { signOffsOf, type SignOff } from '../verdicts/sign-off.ts'
import { exportedClaim, type ExportedClaim, type ExportedEvidence, type ExportedRequest, type Read } from '../verdicts/told.ts'
import { changeRequestsOf, judgementsOf, type Judgement } from '../verdicts/verdicts.ts'

/** Somebody of the desk as readers get to know them: by name, or by role alone. */
export type Byline = { name: string | null; role: Role }

/** What stands above a version that follows another: what was said, what is said now, why, when and by whom. */
export type Notice = { before: Said; now: Said | null; reason: string; at: string; by: Byline }
export type Said = { version: number; verdict: Verdict; statement: string }

/** An earlier version, by the hash of what was stored. */
export type Earlier = { version: number; kind: 'claim' | 'withdrawal'; verdict: Verdict | null; at: string; sha256: string }

export type PublishedClaim = ReturnType<typeof publishedClaim>
export type Withdrawal = ReturnType<typeof withdrawalOf>
export type Published = PublishedClaim | Withdrawal

/** What one version adds to what the desk knows of the claim. `bylineOf` says how somebody is called in public, `citing` what another claim says there, `shownIn` which published report shows it. */
export type Edition = { version: number; at: string; notice: Notice | null; earlier: Earlier[]; checkpoint: string; bylineOf: (personId: string) => Byline; citing: (claimId: string) => Cited | undefined; shownIn: string | null }

/** Another claim as it is public itself. Not its verdict: that could be corrected, while this page, made of what was stored, went on saying the old one. */
export type Cited = { id: string; statement: string; language: string }

export const FORMAT = 'claimdesk publication'

/**
 * What readers get of a claim, whole: nothing of it is looked up again later. Public evidence only, and of the rest its number; no remark that
 * people of the desk made to each other, no earlier verdict, and of other claims only those that are public themselves.
 */
export function publishedClaim(db: Database, claim: Claim, judgement: Judgement, signOff: SignOff, { version, at, notice, earlier, checkpoint, bylineOf, citing, shownIn }: Edition) {
  const read = readOf(db, claim)
  const { id, quote, alsoSaid, statement, language, modality, statements, attribution, attributionCheck, attributionNote, caveats, date, due, place, replies, conflicts, evidence } = exportedClaim(claim, read)
  const { report } = read

  return {
    format: FORMAT, formatVersion: 1, kind: 'claim' as const, version, at,
    desk: openingOf(db),
    claim: { id, statement, language, modality, statements, place, date, due },
    report: { title: report.title, publisher: report.publisher, author: report.author, sourceAddress: report.sourceAddress, publishedOn: report.publishedOn, language: report.language, sha256: report.sha256, version: report.version },
    quote: { ...quote, ...contextOf(db, read, claim) },
    alsoSaid: alsoSaid.map(({ exact }) => exact),
    attribution, attributionCheck, attributionNote,
    caveats: caveats.map(({ exact }) => exact),
    conflicts: conflicts.map(({ claim }) => citing(claim.id)).filter((cited) => cited !== undefined),
    verdict: { verdict: judgement.verdict, rationale: judgement.rationale, settle: judgement.settle, checkedBy: bylineOf(judgement.authorId), at: judgement.at },
    signOff: { by: bylineOf(signOff.personId), at: signOff.at, alone: signOff.bypassReason !== null, contentHash: signOff.contentHash },
    evidence: publicOf(evidence),
    ...(replies.length > 0 ? { replies: replies.map(askedOf) } : {}),
    // Versions from before whole reports were published lack it.
    shownIn: shownIn as string | null | undefined,
    notice, earlier, checkpoint,
  }
}

/** That a claim was taken back: what stood there before, why, and nothing else of it. */
export function withdrawalOf(db: Database, { id, language }: Pick<Claim, 'id' | 'language'>, notice: Notice, { version, at, earlier, checkpoint }: Omit<Edition, 'notice' | 'bylineOf' | 'citing' | 'shownIn'>) {
  return { format: FORMAT, formatVersion: 1, kind: 'withdrawal' as const, version, at, desk: openingOf(db), claim: { id, language }, notice, earlier, checkpoint }
}

function readOf(db: Database, claim: Claim): Read {
  const { id } = claim
  const evidence = evidenceOf(db, id)
  const only = <Value>(value: Value) => new Map([[id, value]])
  return {
    report: findReport(db, claim.reportId),
    anchors: only(anchorsOf(db, id)), hops: only(hopsOf(db, id)), caveats: only(caveatsOf(db, id)), links: only(linksOf(db, id)), evidence: only(evidence), snapshots: snapshotsOf(db, evidence.map((one) => one.id)),
    statements: only(statementsOf(db, id)), requests: only(requestsOf(db, id)), judgements: only(judgementsOf(db, id)),
    signOffs: Map.groupBy(signOffsOf(db, id), ({ judgementId }) => judgementId),
    changeRequests: Map.groupBy(changeRequestsOf(db, id), ({ judgementId }) => judgementId),
    said: only([claim, ...mergedInto(db, id).filter(({ reportId }) => reportId === claim.reportId)]),
  }
}

function contextOf(db: Database, { report }: Read, claim: Claim) {
  const { before, quote, after } = contextIn(db, report, claim)
  return { before, cut: quote, after }
}

function publicOf({ supports, contradicts, context, searches, withheld }: ExportedClaim['evidence']) {
  return { supports: supports.map(linkOf), contradicts: contradicts.map(linkOf), context: context.map(linkOf), searches: searches.map(withoutStaff), withheld }
}

/** Of the copies of its page, the newest that there is, by its hash: readers do not get the page itself from the desk. Versions from before there were copies say nothing of them. */
function linkOf({ snapshots, ...link }: ExportedClaim['evidence']['supports'][number]) {
  const newest = snapshots.findLast(({ sha256 }) => sha256 !== null)
  return { ...withoutStaff(link), ...(newest ? { kept: { at: newest.endedAt, sha256: newest.sha256! } } : {}) }
}

/** Who attached it stays in the house, and so does the claim for which it was found first. */
function withoutStaff<One extends Pick<ExportedEvidence, 'addedBy' | 'takenFrom' | 'withdrawn'>>({ addedBy: _by, takenFrom: _from, withdrawn: _withdrawn, ...one }: One) {
  return one
}

/** Who of the desk wrote it down stays in the house. */
function askedOf({ id: _id, recordedBy: _by, recordedAt: _at, answers, ...request }: ExportedRequest) {
  return { ...request, answers: answers.map(({ recordedBy: _by, recordedAt: _at, ...answer }) => answer) }
}

/** How people of the desk are called in public, now: a version keeps what they were called then. */
export function bylines(db: Database, showsNames: boolean): (personId: string) => Byline {
  const people = new Map(listPeople(db).map((person) => [person.id, person]))
  return (personId) => {
    const { name, role } = people.get(personId)!
    return { name: showsNames ? name : null, role }
  }
}
