import type { Request, Response } from 'express'
import { formats } from '../../views/locales/formats.ts'
import { words } from '../../views/locales/words.ts'
import type { Views } from '../../views/models.ts'
import { runsOf } from '../claims/highlight.ts'
import type { Database } from '../database.ts'
import type { Sentence } from '../errors.ts'
import { ANSWER_DAYS } from '../letters/rules.ts'
import { mayOpen } from '../people/access.ts'
import { findReport } from '../reports/reports.ts'
import { followerOf } from '../reports/versions.ts'
import { directionOf } from '../text/language.ts'
import { VERDICTS } from '../verdicts/rules.ts'
import { blankForm, type Form } from '../web/form.ts'
import { sendPage } from '../web/page.ts'
import type { Beside } from './beside.ts'
import { previewOfReport } from './preview.ts'
import { keptAs, languageChosen, localeOf, sendPublic } from './public-page.ts'
import { countsIn } from './report-document.ts'
import { OUTCOMES, planPublication } from './report-plan.ts'
import { publicState, type ReportPublication } from './report-versions.ts'

/** One version of a report as it was stored, and nothing that was found out later; at the report's own address also which versions of the article are public beside it. */
export function sendReportVersion(req: Request<object>, res: Response, { document, sha256 }: ReportPublication, { publicUrl, beside }: { publicUrl: string; beside: Beside | null }) {
  const isLatest = beside !== null
  const kept = keptAs(isLatest, previewOfReport(document, { publicUrl, locale: localeOf(req), chosen: languageChosen(req) !== null, isLatest }))
  if (document.kind === 'withdrawal') {
    return sendPublic(req, res, 'publication/report-withdrawn', { title: words[localeOf(req)].publishedReports.withdrawnTitle, document, sha256, beside }, kept)
  }
  const { source: { text }, claims, report } = document
  const counts = countsIn(claims)
  sendPublic(req, res, 'publication/report', {
    title: report.title, document, sha256, beside, answerDays: ANSWER_DAYS, direction: directionOf(report.language),
    counts: VERDICTS.map((verdict) => ({ verdict, count: counts[verdict] })).filter(({ count }) => count > 0),
    runs: runsOf(text, { start: 0, end: text.length }, claims.map((claim) => ({ ...claim, pieces: claim.places }))),
  }, kept)
}

/** What the page of a report says of its publication to the desk. */
export function publicationOf(db: Database, reportId: string, { locals }: Pick<Response, 'locals'>): Views['reports/show']['publication'] {
  return { latest: publicState(db, reportId) ?? null, may: mayOpen('POST /reports/:reportId/publications', locals.viewer) === 'welcome' }
}

/** A form of this page that came back, and why it was not done. */
export type Returned = { name: 'publications' | 'unpublishing'; form: Form; refusal?: Sentence | undefined }

/** What publishing the report would do, before it is done. */
export function sendPublishing(db: Database, res: Response, reportId: string, now: Date, returned?: Returned) {
  const report = findReport(db, reportId)
  const follower = followerOf(db, reportId)
  const plan = follower ? null : planPublication(db, reportId, now)
  const { locale } = res.locals
  sendPage(res, 'reports/publishing', {
    title: words[locale].publishedReports.publishReport, report,
    follower: follower ?? null,
    groups: OUTCOMES.map((outcome) => ({ outcome, planned: plan?.planned.filter((one) => one.outcome === outcome) ?? [] })).filter(({ planned }) => planned.length > 0),
    isNews: plan?.isNews ?? false, isReadOtherwise: plan?.isReadOtherwise ?? false, needsReason: plan?.needsReason ?? false, fingerprint: plan?.fingerprint ?? '',
    latest: publicState(db, reportId) ?? null,
    formOf: (name) => returned?.name === name ? returned.form : blankForm,
    returned: returned ? { name: returned.name, refusal: returned.refusal?.(words[locale], formats[locale]) ?? null } : null,
  })
}
