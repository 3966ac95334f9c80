import { LOCALES } from '../people/person.ts'
import { words } from '../../views/locales/words.ts'
import { anchorsOfClaimsIn } from '../claims/anchors.ts'
import { hopsInReport } from '../claims/attribution.ts'
import { caveatsOfClaimsIn } from '../claims/caveats.ts'
import { claimsOfReport, type Claim } from '../claims/claims.ts'
import { linksInReport } from '../claims/links.ts'
import { requestsInReport } from '../claims/replies.ts'
import { isOfDesk, QUEUE_STATUSES } from '../claims/rules.ts'
import { statementsInReport } from '../claims/statements.ts'
import type { Database } from '../database.ts'
import { evidenceInReport } from '../evidence/evidence.ts'
import { snapshotsOf } from '../evidence/snapshots.ts'
import type { Notice } from '../publication/document.ts'
import { versionsInReport, type PublicVersion } from '../publication/publication.ts'
import { keeping } from '../reports/passages.ts'
import { originalOf, type KeptOriginal } from '../reports/originals.ts'
import { findReport, type Report } from '../reports/reports.ts'
import { versionsOf } from '../reports/versions.ts'
import { VERDICTS } from '../verdicts/rules.ts'
import { approvalOfReport, type ReportApproval } from '../verdicts/report-sign-off.ts'
import { signOffsInReport } from '../verdicts/sign-off.ts'
import { exportedClaim, type Read } from '../verdicts/told.ts'
import { changeRequestsInReport, judgementsInReport } from '../verdicts/verdicts.ts'

// What every export tells of one report, whether it tells all of it or of some of its claims.

export type ReportedClaim = ReturnType<typeof reported>

/** What readers were told of a claim that they had been told otherwise before; of a withdrawal `now` is null. */
export type Correction = { claim: string; number: number; version: number; kind: PublicVersion['kind']; notice: Notice }

type QueueStatus = (typeof QUEUE_STATUSES)[number]

export type Part = ReturnType<typeof readPart>

/** Reads a report and tells of its claims, or of some of them: whatever it costs, it costs as many questions to the database for one claim as for all. */
export function readPart(db: Database, reportId: string, only?: ReadonlySet<string>) {
  const all = claimsOfReport(db, reportId)
  const read = readAll(db, reportId, all)
  const published = versionsInReport(db, reportId)
  const shown = all.filter(({ id, status }) => isOfDesk(status) && (only === undefined || only.has(id)))
  const versions = versionsOf(db, reportId)
  return {
    all, read, versions,
    claims: shown.map((claim) => reported(claim, read, published.get(claim.id) ?? [])),
    corrections: shown.flatMap((claim) => correctionsOf(claim, published.get(claim.id) ?? [])).sort((one, other) => compare(one.notice.at, other.notice.at)),
    /** This version of the report and those before it, the oldest first. */
    upToHere: versions.filter(({ version }) => version <= read.report.version).map(({ id }) => id),
  }
}

const compare = (one: string, other: string) => one < other ? -1 : one > other ? 1 : 0

function readAll(db: Database, reportId: string, all: readonly Claim[]): Read {
  const keptFor = keeping(all)
  const evidence = evidenceInReport(db, reportId)
  return {
    report: findReport(db, reportId),
    anchors: anchorsOfClaimsIn(db, reportId),
    hops: hopsInReport(db, reportId),
    caveats: caveatsOfClaimsIn(db, reportId),
    links: linksInReport(db, reportId),
    evidence,
    snapshots: snapshotsOf(db, [...evidence.values()].flat().map(({ id }) => id)),
    statements: statementsInReport(db, reportId),
    requests: requestsInReport(db, reportId),
    judgements: judgementsInReport(db, reportId),
    signOffs: signOffsInReport(db, reportId),
    changeRequests: changeRequestsInReport(db, reportId),
    said: Map.groupBy(all, (claim) => keptFor(claim).id),
  }
}

/** All that the desk says of a claim, and which versions of it left the house; what those said is at their addresses. */
function reported(claim: Claim, read: Read, published: readonly PublicVersion[]) {
  return {
    ...exportedClaim(claim, read),
    status: claim.status as QueueStatus,
    publications: published.map(({ version, kind, verdict, at, sha256, notice }) => ({ version, kind, verdict, at, sha256, reason: notice?.reason ?? null })),
  }
}

const correctionsOf = ({ id, number }: Claim, published: readonly PublicVersion[]) =>
  published.flatMap(({ version, kind, notice }): Correction[] => notice ? [{ claim: id, number, version, kind, notice }] : [])

/** What stands on the cover of a report: what it is, what its text was taken out of, its versions, and whether it was signed off as a whole. */
export function coverOf(db: Database, { read: { report }, versions }: Part) {
  return {
    report: sourceNamed(report),
    original: originOf(originalOf(db, report.id)),
    versions: versions.map(({ id, version, publishedOn, sha256, importedAt }) => ({ id, version, publishedOn, sha256, importedAt })),
    approval: approvalOf(approvalOfReport(db, report)),
  }
}

/** The name of the file it came in stays in the house: it may say who brought it. */
function sourceNamed({ id, version, title, publisher, author, sourceAddress, publishedOn, language, sha256, rules, importedBy, importedAt }: Report) {
  return { id, version, title, publisher, author, sourceAddress, publishedOn, language, sha256, rules, importedBy, importedAt }
}

/** What its text was taken out of, and what was done between them; null for a text that was pasted. */
function originOf(original: KeptOriginal | undefined) {
  if (!original) return null
  const { sha256, mediaType, size, address, finalAddress, steps, broughtBy, broughtAt } = original
  return { sha256, mediaType, size, address, finalAddress, steps, broughtBy, broughtAt }
}

/** Whether the report as a whole was signed off, as it is here, and what was missing then. */
function approvalOf({ state, signature }: ReportApproval) {
  return { state, signature: signature && { by: signature.person, at: signature.at, contentHash: signature.contentHash, missing: signature.unmet, reason: signature.reason } }
}

/** How many claims there are of each kind, and what of them is not shown. */
export function countsOf(claims: readonly ReportedClaim[], { signOffs }: Pick<Read, 'signOffs'>) {
  const judged = (approved: boolean) => tally(VERDICTS, claims, ({ verdict, approval }) => (approval.state === 'standing') === approved ? verdict?.verdict : undefined)
  const unjudged = claims.filter(({ verdict }) => verdict === null)
  const sum = (kind: 'internal' | 'sealed') => claims.reduce((total, { evidence }) => total + evidence.withheld[kind], 0)

  return {
    claims: claims.length,
    verdicts: { approved: judged(true), notApproved: judged(false) },
    withoutVerdict: unjudged.filter(({ modality }) => modality === 'asserted').length,
    notAsserted: unjudged.filter(({ modality }) => modality !== 'asserted').length,
    statuses: tally(QUEUE_STATUSES, claims, ({ status }) => status),
    withheldEvidence: { internal: sum('internal'), sealed: sum('sealed') },
    corrections: claims.reduce((total, { publications }) => total + publications.filter(({ version }) => version > 1).length, 0),
    /** Sign-offs without a second person: those that stand, and all there ever were. */
    bypasses: {
      standing: claims.filter(({ approval }) => approval.state === 'standing' && approval.signature?.bypassReason != null).length,
      ever: [...signOffs.values()].flat().filter(({ bypassReason }) => bypassReason !== null).length,
    },
  }
}

/** How many there are of each, in the order of the list, zeros among them. */
export function tally<Name extends string, Thing>(names: readonly Name[], things: readonly Thing[], nameOf: (thing: Thing) => Name | undefined) {
  return Object.fromEntries(names.map((name) => [name, things.filter((thing) => nameOf(thing) === name).length])) as Record<Name, number>
}

/** The definitions and the rules of reading, as the catalogues have them: a reader of the data needs them as much as one of the page. */
export const METHOD = {
  scale: VERDICTS.map((verdict) => ({ verdict, definition: inEveryLanguage((t) => t.definitions[verdict]) })),
  rules: (['approval', 'attribution', 'withheld', 'coverage', 'quotes', 'trail'] as const).map((rule) => ({ rule, text: inEveryLanguage((t) => t.export.method[rule]) })),
}

function inEveryLanguage(say: (t: (typeof words)['en']) => string) {
  return Object.fromEntries(LOCALES.map((locale) => [locale, say(words[locale])])) as Record<(typeof LOCALES)[number], string>
}
