import { canonical } from '../audit/canonical.ts'
import { openingOf } from '../audit/checkpoint.ts'
import { mergedInto, type Claim } from '../claims/claims.ts'
import type { Database } from '../database.ts'
import type { Report } from '../reports/reports.ts'
import { exactPieces } from '../text/pieces.ts'
import { assertQuote, type Span } from '../text/span.ts'
import { approvalOfReport } from '../verdicts/report-sign-off.ts'
import { VERDICTS, type Verdict } from '../verdicts/rules.ts'
import { FORMAT, type Byline, type Earlier, type Published, type PublishedClaim, type Said } from './document.ts'

/** A stretch of the report's text, verbatim. */
export type Place = Span & { exact: string }

/**
 * A claim as the page of its report shows it: what its newest public version says, by the hash of that version, and where it stands in the text.
 * One that was taken back stands nowhere and has no verdict; it stays in the list and says so.
 */
export type ShownClaim = { id: string; kind: 'claim' | 'withdrawal'; version: number; statement: string; language: string; verdict: Verdict | null; sha256: string; places: Place[] }

/** What changed of a claim since the report's version before; null where it was not public. */
export type Change = { id: string; language: string; before: Said | null; now: Said | null }

/** What stands above a report's version that follows another. `claims` is empty where the whole report was taken back. */
export type ReportNotice = { claims: Change[]; reason: string; at: string; by: Byline }

export type EarlierReport = Pick<Earlier, 'version' | 'at' | 'sha256'> & { kind: 'report' | 'withdrawal' }

export type PublishedReport = ReturnType<typeof publishedReport>
export type ReportWithdrawal = ReturnType<typeof reportWithdrawal>
export type PublishedReportVersion = PublishedReport | ReportWithdrawal

/** What one version adds to what it shows. */
export type ReportEdition = { version: number; at: string; earlier: EarlierReport[]; checkpoint: string }

/** The cover and the text, as they stay through all versions of one report's publication. */
export type Source = { report: ReturnType<typeof coverOf>; source: { text: string } }

/** What readers are told of where the text comes from. The name of a file stays in the house: it may say who brought it. */
const coverOf = ({ id, title, publisher, author, sourceAddress, publishedOn, language, sha256, version }: Report) =>
  ({ id, title, publisher, author, sourceAddress, publishedOn, language, sha256, version })

export const sourceOf = (report: Report): Source => ({ report: coverOf(report), source: { text: report.text } })

/** Who said that the whole text was read, while that holds; readers are told where nobody did. */
export type ReadBy = { by: Byline; at: string; complete: boolean } | null

export function readBy(db: Database, report: Report, bylineOf: (personId: string) => Byline): ReadBy {
  const signature = readingOf(db, report)
  return signature && { by: bylineOf(signature.personId), at: signature.at, complete: signature.unmet.length === 0 }
}

/** The sign-off of the whole text, while it holds. */
export function readingOf(db: Database, report: Report) {
  const { state, signature } = approvalOfReport(db, report)
  return state === 'standing' ? signature : null
}

type Showing = Source & { claims: ShownClaim[]; read: ReadBy; notice: ReportNotice | null }

/** What readers get of a report, whole: its text, and of each claim that is public what its page says. Throws where words do not stand where they are said to. */
export function publishedReport(db: Database, { report, source, claims, read, notice }: Showing, { version, at, earlier, checkpoint }: ReportEdition) {
  for (const { places } of claims) for (const place of places) assertQuote(source.text, place, place.exact)
  return { format: FORMAT, formatVersion: 1, kind: 'report' as const, version, at, desk: openingOf(db), report, source, claims, read, notice, earlier, checkpoint }
}

/** That a report was taken back: what it was called, why, and nothing else of it. */
export function reportWithdrawal(db: Database, { id, title, language }: Pick<Report, 'id' | 'title' | 'language'>, notice: ReportNotice, { version, at, earlier, checkpoint }: ReportEdition) {
  return { format: FORMAT, formatVersion: 1, kind: 'withdrawal' as const, version, at, desk: openingOf(db), report: { id, title, language }, notice, earlier, checkpoint }
}

type Stored = { version: number; sha256: string; document: Published }

/** A claim by its newest version; `places` are where that stands. */
export function shownClaim({ version, sha256, document }: Stored, places: Place[]): ShownClaim {
  if (document.kind === 'withdrawal') return { id: document.claim.id, kind: 'withdrawal', version, statement: document.notice.before.statement, language: document.claim.language, verdict: null, sha256, places: [] }
  const { claim: { id, statement, language }, verdict: { verdict } } = document
  return { id, kind: 'claim', version, statement, language, verdict, sha256, places }
}

/**
 * Where a public version of a claim stands in a report: where it says itself, if it was about this very text; else where the desk has exactly its words by now.
 * undefined: nowhere.
 */
export function placesIn(db: Database, report: Pick<Report, 'id' | 'sha256'>, document: PublishedClaim, claim: Claim): Place[] | undefined {
  const isHere = claim.reportId === report.id
  const said = document.quote.pieces.map(({ exact }) => exact)
  const live = exactPieces(claim)
  const own = document.report.sha256 === report.sha256 ? document.quote.pieces : isHere && canonical(said) === canonical(live.map(({ exact }) => exact)) ? live : undefined
  const again = isHere ? mergedInto(db, claim.id).filter((other) => other.reportId === report.id && document.alsoSaid.includes(other.quote)).flatMap(exactPieces) : []
  return own && [...own, ...again].toSorted((a, b) => a.start - b.start)
}

/** What became of each claim from one version to the next; what stayed is left out. */
export function changesBetween(before: readonly ShownClaim[], now: readonly ShownClaim[]): Change[] {
  const known = new Map(before.map((claim) => [claim.id, claim]))
  return now.filter(({ id, sha256 }) => known.get(id)?.sha256 !== sha256).map((claim): Change => {
    const earlier = known.get(claim.id)
    return { id: claim.id, language: claim.language, before: earlier ? saidOf(earlier) : null, now: saidOf(claim) }
  })
}

const saidOf = ({ version, verdict, statement }: ShownClaim): Said | null => verdict && { version, verdict, statement }

/** How many claims have which verdict. */
export const countsIn = (claims: readonly ShownClaim[]) =>
  Object.fromEntries(VERDICTS.map((verdict) => [verdict, claims.filter((claim) => claim.verdict === verdict).length])) as Record<Verdict, number>
