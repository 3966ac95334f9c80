import { hash } from 'node:crypto'
import { canonical } from '../audit/canonical.ts'
import { claimsOfReport, type Claim } from '../claims/claims.ts'
import { isConflict, linksInReport, type ClaimLink } from '../claims/links.ts'
import { canBeJudged, isOfDesk, isSigned } from '../claims/rules.ts'
import type { Database } from '../database.ts'
import { findReport, type Report } from '../reports/reports.ts'
import { standingSignOff } from '../verdicts/sign-off.ts'
import { latestPublication, type Publication } from './publication.ts'
import { placesIn, readingOf, shownClaim, type PublishedReport, type ShownClaim } from './report-document.ts'
import { latestOfReport } from './report-versions.ts'

/** Why a claim is not published with its report. */
export const HELD = ['notSignedOff', 'wordsChanged', 'signOffGone', 'contested', 'takenBack', 'notAsserted'] as const
export type Held = (typeof HELD)[number]

/** first: it becomes public. next: it gets its next version. stands: it is public as it is. */
export const OUTCOMES = ['first', 'next', 'stands', ...HELD] as const
export type Outcome = (typeof OUTCOMES)[number]

/** What publishing the report would do with a claim; `latest` is what readers have of it now. */
export type Planned = { claim: Claim; outcome: Outcome; latest: Publication | undefined }

/**
 * What publishing a report would do. `last` is what readers have of it; `isReadOtherwise`: who read all of the text is not whom its page names;
 * `needsReason`: something public changes, so it has to be said why;
 * `fingerprint` says whether it is still the same when it is done.
 */
export type Plan = { report: Report; last: PublishedReport | undefined; planned: Planned[]; isReadOtherwise: boolean; isNews: boolean; needsReason: boolean; fingerprint: string }

export function planPublication(db: Database, reportId: string, now: Date): Plan {
  const report = findReport(db, reportId)
  const links = linksInReport(db, reportId)
  const planned = claimsOfReport(db, reportId).filter(({ status }) => isOfDesk(status)).map((claim): Planned => {
    const latest = latestPublication(db, claim.id)
    return { claim, latest, outcome: outcomeOf(db, claim, latest, links.get(claim.id) ?? [], now) }
  })
  const newest = latestOfReport(db, reportId)
  const last = newest?.document.kind === 'report' ? newest.document : undefined
  const moving = planned.filter(({ outcome }) => outcome === 'first' || outcome === 'next')
  const told = planned.map(({ claim: { id, version }, outcome, latest }) => ({ id, version, outcome, public: latest?.sha256 ?? null }))

  const read = readingOf(db, report)?.at ?? null
  const isReadOtherwise = last !== undefined && read !== (last.read?.at ?? null)

  return {
    report, last, planned, isReadOtherwise,
    isNews: moving.length > 0 || isReadOtherwise || isOther(last?.claims, publicClaims(db, report, last, planned)),
    needsReason: newest !== undefined || moving.some(({ outcome }) => outcome === 'next'),
    fingerprint: hash('sha256', canonical({ report: reportId, public: newest?.sha256 ?? null, read, claims: told })),
  }
}

function outcomeOf(db: Database, claim: Claim, latest: Publication | undefined, links: readonly ClaimLink[], now: Date): Outcome {
  if (!canBeJudged(claim, now)) return 'notAsserted'
  if (claim.changedIn !== null) return 'wordsChanged'
  if (!isSigned(claim.status)) return 'notSignedOff'
  const signOff = standingSignOff(db, claim)
  if (!signOff) return 'signOffGone'
  if (latest?.document.kind === 'claim' && (claim.status === 'published' || latest.document.signOff.contentHash === signOff.contentHash)) return 'stands'
  // Somebody took it back for a reason, so it comes back one by one.
  if (latest?.document.kind === 'withdrawal') return 'takenBack'
  if (isContested(claim, links)) return 'contested'
  return latest ? 'next' : 'first'
}

/** Two claims that cannot both be true are both called verified: nobody publishes that in passing. */
const isContested = ({ verdict }: Claim, links: readonly ClaimLink[]) =>
  verdict === 'verified' && links.filter(isConflict).some(({ other }) => other.verdict === 'verified' && isOfDesk(other.status))

/**
 * All that the report's page shows: what is public of its claims, in the order of its text, then what it showed before and stands nowhere by now.
 * What the page showed once stays on it, if only to say that it was taken back.
 */
export function publicClaims(db: Database, report: Report, last: PublishedReport | undefined, planned: readonly Pick<Planned, 'claim' | 'latest'>[]): ShownClaim[] {
  const before = new Map(last?.claims.map((shown) => [shown.id, shown]))
  const here = planned.flatMap(({ claim, latest }) => {
    if (!latest) return []
    if (latest.document.kind === 'withdrawal') return before.has(claim.id) ? [shownClaim(latest, [])] : []
    const places = placesIn(db, report, latest.document, claim) ?? before.get(claim.id)?.places
    return places ? [shownClaim(latest, places)] : []
  })
  const ids = new Set(here.map(({ id }) => id))
  return [...here, ...[...before.values()].filter(({ id }) => !ids.has(id))]
    .toSorted((one, other) => startOf(one) - startOf(other))
}

const startOf = ({ places }: ShownClaim) => places[0]?.start ?? Infinity

const isOther = (before: readonly ShownClaim[] | undefined, now: readonly ShownClaim[]) =>
  now.length > 0 && canonical((before ?? []).map(({ id, sha256 }) => [id, sha256]).toSorted()) !== canonical(now.map(({ id, sha256 }) => [id, sha256]).toSorted())
