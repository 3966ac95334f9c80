import type { Response } from 'express'
import type { Views } from '../../views/models.ts'
import { formats } from '../../views/locales/formats.ts'
import { words } from '../../views/locales/words.ts'
import type { Database } from '../database.ts'
import type { Sentence } from '../errors.ts'
import { mayOpen } from '../people/access.ts'
import type { Report } from '../reports/reports.ts'
import { blankForm, type Form } from '../web/form.ts'
import { approvalOfReport, hashOfReading, readingOf } from './report-sign-off.ts'
import { readingGateOf } from './rules.ts'

/** The form that signs off a report, as it came back, and why it was not done. */
export type Signing = { form: Form; refusal?: Sentence | undefined }

/** What the page of a report says of its sign-off to this reader. */
export function signingOf(db: Database, report: Report, { locals }: Pick<Response, 'locals'>, { form, refusal }: Signing = { form: blankForm }): Views['reports/show']['signing'] {
  const may = mayOpen('POST /reports/:reportId/sign-offs', locals.viewer) === 'welcome'
  return {
    approval: approvalOfReport(db, report),
    gate: readingGateOf(readingOf(db, report.id), locals.viewer!.id),
    contentHash: may ? hashOfReading(db, report) : '',
    may,
    form,
    refusal: refusal?.(words[locals.locale], formats[locals.locale]) ?? null,
  }
}
