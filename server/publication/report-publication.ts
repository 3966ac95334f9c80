import { change, type Act, type Trace } from '../audit/trail.ts'
import type { Database } from '../database.ts'
import { conflict, unfit } from '../errors.ts'
import { ensureNewest } from '../reports/versions.ts'
import { bylines } from './document.ts'
import { publishClaim, type Press } from './publication.ts'
import { changesBetween, publishedReport, readBy, reportWithdrawal, sourceOf } from './report-document.ts'
import { planPublication, publicClaims } from './report-plan.ts'
import { followClaim, latestOfReport, nextEdition, storeReportVersion } from './report-versions.ts'

type Publishing = { reportId: string; content: string; reason: string }

/**
 * Publishes all claims of a report that may be, and the report with what is public of its claims, in one transaction.
 * Throws when that is not what was shown before (`content` is the plan's fingerprint). `reason` is why something differs from what was public.
 */
export function publishReport(db: Database, act: Act, { reportId, content, reason }: Publishing, press: Press) {
  change(db, act, (record) => {
    ensureNewest(db, reportId)
    const { report, last, planned, isNews, needsReason, fingerprint } = planPublication(db, reportId, act.at)
    if (fingerprint !== content) throw conflict((t) => t.refusals.publicationMovedOn)
    if (!isNews) throw conflict((t) => t.refusals.nothingToPublish)
    if (needsReason && reason === '') throw unfit((t) => t.refusals.noticeNeeded)

    const traces: Trace[] = []
    const now = planned.map(({ claim, outcome, latest }) => {
      if (outcome !== 'first' && outcome !== 'next') return { claim, latest }
      const why = outcome === 'first' ? '' : reason
      const { trace, publication } = publishClaim(db, act, claim, { reason: why, shownIn: reportId }, press)
      traces.push(trace, ...followClaim(db, act, { claim, publication, reason: why, except: reportId }, press))
      return { claim, latest: publication }
    })

    const bylineOf = bylines(db, press.showsNames)
    const edition = nextEdition(db, act, reportId, press)
    const claims = publicClaims(db, report, last, now)
    const notice = needsReason && edition.version > 1 ? { claims: changesBetween(last?.claims ?? [], claims), reason, at: edition.at, by: bylineOf(act.person!.id) } : null
    const document = publishedReport(db, { ...sourceOf(report), claims, read: readBy(db, report, bylineOf), notice }, edition)
    const sha256 = storeReportVersion(db, act, document)
    record({
      action: edition.version > 1 ? 'report.published_again' : 'report.published', subject: `report/${reportId}`, report: reportId, reason: reason || null,
      after: { publication: edition.version, claims: claims.length, sha256 },
    })
    traces.forEach(record)
  }, { bulk: true })
}

type Withdrawing = { reportId: string; publication: number; reason: string }

/** Takes the page of a report back: its address says so from then on. Its claims stay public, each at its own address, until they are taken back themselves. */
export function unpublishReport(db: Database, act: Act, { reportId, publication, reason }: Withdrawing, press: Press) {
  change(db, act, (record) => {
    const last = latestOfReport(db, reportId)
    if (last?.document.kind !== 'report') throw conflict((t) => t.refusals.reportNotPublic)
    if (last.version !== publication) throw conflict((t) => t.refusals.publicationMovedOn)

    const edition = nextEdition(db, act, reportId, press)
    const notice = { claims: [], reason, at: edition.at, by: bylines(db, press.showsNames)(act.person!.id) }
    const sha256 = storeReportVersion(db, act, reportWithdrawal(db, last.document.report, notice, edition))
    record({ action: 'report.unpublished', subject: `report/${reportId}`, report: reportId, reason, after: { publication: edition.version, sha256 } })
  })
}
