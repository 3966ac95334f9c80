import { hash } from 'node:crypto'
import { canonical } from '../audit/canonical.ts'
import { signCheckpoint } from '../audit/checkpoint.ts'
import type { Act, Trace } from '../audit/trail.ts'
import type { Claim } from '../claims/claims.ts'
import type { Database } from '../database.ts'
import { findReport } from '../reports/reports.ts'
import { bylines } from './document.ts'
import type { Press, Publication } from './publication.ts'
import { changesBetween, countsIn, placesIn, publishedReport, readBy, shownClaim, type EarlierReport, type PublishedReport, type PublishedReportVersion, type ReportEdition } from './report-document.ts'

/** One version of a report as it left the house; `text` is what the hash is of. */
export type ReportPublication = { key: number; reportId: string; version: number; at: string; sha256: string; text: string; document: PublishedReportVersion }

type Row = Omit<ReportPublication, 'document'>

const asPublication = (row: Row): ReportPublication => ({ ...row, document: JSON.parse(row.text) as PublishedReportVersion })

const PUBLICATION = 'SELECT key, report_id AS reportId, version, at, sha256, document AS text FROM report_publications'

/** What readers get of a report now: its newest version, or that it was taken back; undefined while nothing was published. */
export function latestOfReport(db: Database, reportId: string): ReportPublication | undefined {
  const row = db.prepare<[string], Row>(`${PUBLICATION} WHERE report_id = ? ORDER BY version DESC LIMIT 1`).get(reportId)
  return row && asPublication(row)
}

export function versionOfReport(db: Database, reportId: string, version: number): ReportPublication | undefined {
  const row = db.prepare<[string, number], Row>(`${PUBLICATION} WHERE report_id = ? AND version = ?`).get(reportId, version)
  return row && asPublication(row)
}

/** The version of which an address gives the number. */
export const versionNamed = (db: Database, { reportId, number }: { reportId: string; number: string }): ReportPublication | undefined =>
  /^[1-9]\d{0,5}$/.test(number) ? versionOfReport(db, reportId, Number(number)) : undefined

/** Whether a report is public, without reading its text. */
export const publicState = (db: Database, reportId: string) =>
  db.prepare<[string], { version: number; kind: 'report' | 'withdrawal' }>('SELECT version, kind FROM report_publications WHERE report_id = ? ORDER BY version DESC LIMIT 1').get(reportId)

/** The number of the next version of a report, what stood before it, and a head of its own for it. */
export function nextEdition(db: Database, act: Act, reportId: string, { key }: Press): ReportEdition {
  const earlier = db.prepare<[string], EarlierReport>('SELECT version, kind, at, sha256 FROM report_publications WHERE report_id = ? ORDER BY version').all(reportId)
  return { version: earlier.length + 1, at: act.at.toISOString(), earlier, checkpoint: signCheckpoint(db, key) }
}

/** Writes one version down, and returns its hash. Part of a larger change. */
export function storeReportVersion(db: Database, act: Act, document: PublishedReportVersion): string {
  const text = canonical(document)
  const sha256 = hash('sha256', text)
  const { version, kind, report: { id, title, language } } = document
  const shown = document.kind === 'report' ? document.claims : []
  const publisher = document.kind === 'report' ? document.report.publisher : ''
  db.prepare(`
    INSERT INTO report_publications (report_id, version, kind, title, publisher, language, verified, disputed, unverifiable, document, sha256, person_id, at)
    VALUES (@id, @version, @kind, @title, @publisher, @language, @verified, @disputed, @unverifiable, @text, @sha256, @person, @at)
  `).run({ id, version, kind, title, publisher, language, ...countsIn(shown), text, sha256, person: act.person!.id, at: act.at.toISOString() })
  const show = db.prepare('INSERT INTO shown_claims (claim_id, report_id) VALUES (?, ?) ON CONFLICT DO NOTHING')
  for (const claim of shown) show.run(claim.id, id)
  return sha256
}

type Follow = { claim: Claim; publication: Publication; reason: string; except?: string | undefined }

/**
 * Every published report that shows the claim says in its next version what became of it: no page of ours goes on saying what was corrected.
 * Part of a larger change, which records the traces.
 */
export function followClaim(db: Database, act: Act, { claim, publication, reason, except }: Follow, press: Press): Trace[] {
  return reportsShowing(db, claim.id).filter((id) => id !== except).map((reportId): Trace => {
    const { document: last } = latestOfReport(db, reportId) as { document: PublishedReport }
    const report = findReport(db, reportId)
    const claims = last.claims.map((shown) => {
      if (shown.id !== claim.id) return shown
      return shownClaim(publication, publication.document.kind === 'claim' ? placesIn(db, report, publication.document, claim) ?? shown.places : [])
    })
    const bylineOf = bylines(db, press.showsNames)
    const edition = nextEdition(db, act, reportId, press)
    const notice = { claims: changesBetween(last.claims, claims), reason, at: edition.at, by: bylineOf(act.person!.id) }
    const document = publishedReport(db, { report: last.report, source: last.source, claims, read: readBy(db, report, bylineOf), notice }, edition)
    return { action: 'report.publication_followed', subject: `report/${reportId}`, report: reportId, claim: claim.id, reason, after: { publication: document.version, sha256: storeReportVersion(db, act, document) } }
  })
}

/** Where a correction of the claim has to be said as well: reports that are public and show it. */
export const reportsShowing = (db: Database, claimId: string) => db.prepare<[string], string>(`
  SELECT report_id FROM shown_claims
  WHERE claim_id = ? AND (SELECT kind FROM report_publications AS latest WHERE latest.report_id = shown_claims.report_id ORDER BY version DESC LIMIT 1) = 'report'
`).pluck().all(claimId)
