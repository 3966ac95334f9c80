import type { Response } from 'express'
import type { z } from 'zod'
import type { Services } from '../app.ts'
import { doneBefore, orAsBefore, type Act } from '../audit/trail.ts'
import { notFound, Refusal } from '../errors.ts'
import type { Routes } from '../people/access.ts'
import { findReport } from '../reports/reports.ts'
import { keyOf, onceIn, type once } from '../web/fields.ts'
import { readForm, typedIn } from '../web/form.ts'
import { publishingForm, Withdrawal } from './form.ts'
import { sendPublishing, sendReportVersion, type Returned } from './report-page.ts'
import { planPublication } from './report-plan.ts'
import { publishReport, unpublishReport } from './report-publication.ts'
import { versionNamed } from './report-versions.ts'

/** A report that leaves the house, and comes back. */
export function reportPublicationRoutes(services: Services): Routes {
  const { db, now, publicUrl } = services

  return {
    'GET /reports/:reportId/v/:number': (req, res) => {
      const version = versionNamed(db, req.params)
      if (!version) throw notFound()
      sendReportVersion(req, res, version, { publicUrl, beside: null })
    },

    'GET /reports/:reportId/publications': (req, res) => sendPublishing(db, res, req.params.reportId, now()),

    'POST /reports/:reportId/publications': (req, res) => {
      const { reportId } = req.params
      const schema = publishingForm(planPublication(db, reportId, now()))
      answer(res, reportId, 'publications', schema, req.body, (act, { content, reason }) => publishReport(db, act, { reportId, content, reason }, services))
    },

    'POST /reports/:reportId/unpublishing': (req, res) => {
      const { id: reportId } = findReport(db, req.params.reportId)
      answer(res, reportId, 'unpublishing', Withdrawal, req.body, (act, { publication, reason }) => unpublishReport(db, act, { reportId, publication, reason }, services))
    },
  }

  /** As every form of the desk: done and led on, or the page again with what was typed and why not. */
  function answer<Schema extends z.ZodObject<{ once: typeof once }>>(res: Response, reportId: string, name: Returned['name'], schema: Schema, body: unknown, work: (act: Act, sent: z.output<Schema>) => void) {
    const read = readForm(schema, body)
    const act = { person: res.locals.viewer, at: now(), once: keyOf(onceIn(body), res.locals.viewer, body) }
    // What the form needs may have changed by what it did itself.
    if (!read.ok && !doneBefore(db, act)) return sendPublishing(db, res.status(422), reportId, now(), { name, form: read.form })
    try {
      if (read.ok) orAsBefore(() => work(act, read.data), () => {})
    } catch (refusal) {
      if (!(refusal instanceof Refusal) || refusal.status === 404) throw refusal
      return sendPublishing(db, res.status(refusal.status), reportId, now(), { name, form: { values: typedIn(body), problems: {} }, refusal: refusal.sentence })
    }
    res.redirect(303, `/reports/${reportId}#publication`)
  }
}
