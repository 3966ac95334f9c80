import type { Services } from '../app.ts'
import { orAsBefore } from '../audit/trail.ts'
import { notFound, unfit } from '../errors.ts'
import { ID } from '../ids.ts'
import type { Routes } from '../people/access.ts'
import { besideOf } from '../publication/beside.ts'
import { sendReportVersion } from '../publication/report-page.ts'
import { latestOfReport } from '../publication/report-versions.ts'
import { findPassage, findReport } from '../reports/reports.ts'
import { onceIn } from '../web/fields.ts'
import { readForm, typedIn, type Problem } from '../web/form.ts'
import { applyCaveat } from './caveats.ts'
import type { Occurrence } from './choose.ts'
import { Covers, Selection, UNFOUND } from './form.ts'
import { makeChosen, type Made } from './making.ts'
import { sendReport } from './report-page.ts'
import { sendChanges } from './revision-page.ts'
import { acceptAll, dismissAll } from './triage.ts'

/** A report and the claims made of it. */
export function claimsOfReportRoutes({ db, now, publicUrl }: Services): Routes {
  return {
    // One address: the desk's people work on the report there, everybody else reads what was published of it.
    'GET /reports/:reportId': (req, res) => {
      if (res.locals.viewer) return sendReport(db, res, req.params.reportId, { known: req.query.known === '1' })
      const latest = latestOfReport(db, req.params.reportId)
      if (!latest) throw notFound()
      sendReportVersion(req, res, latest, { publicUrl, beside: besideOf(db, req.params.reportId) })
    },

    'GET /reports/:reportId/changes': (req, res) => sendChanges(db, res, req.params.reportId),

    // Where a form was sent to, somebody may come back by a reload: that leads to the page of the form.
    'GET /reports/:reportId/*form': (req, res) => {
      if (!ID.test(req.params.reportId)) throw notFound()
      res.redirect(303, `/reports/${req.params.reportId}`)
    },

    'POST /reports/:reportId/claims': (req, res) => {
      const report = findReport(db, req.params.reportId)
      const returned = (problems: Record<string, Problem>, places: Occurrence[] = []) =>
        sendReport(db, res.status(422), report.id, { making: { form: { values: typedIn(req.body), problems }, places } })

      const read = readForm(Selection, req.body)
      if (!read.ok) return sendReport(db, res.status(422), report.id, { making: { form: read.form, places: [] } })
      const { once, ...selected } = read.data
      const act = { person: res.locals.viewer, at: now(), once }
      const made = orAsBefore<Made>(() => makeChosen(db, act, report, selected), (done) => ({ id: done.claim! }))
      if ('unfound' in made) return returned({ quote: UNFOUND[made.unfound] }, made.places)
      res.redirect(303, `/reports/${report.id}#claim-${made.id}`)
    },

    'POST /reports/:reportId/passages/:number/caveat': (req, res) => {
      const passage = passageAt(req.params)
      const read = readForm(Covers, req.body)
      if (!read.ok) throw unfit((t) => t.refusals.malformed)
      const { once, covers, known } = read.data
      const act = { person: res.locals.viewer, at: now(), once }
      orAsBefore(() => applyCaveat(db, act, { reportId: req.params.reportId, number: passage.number, claimIds: covers, known }), () => {})
      res.redirect(303, `/reports/${req.params.reportId}#claims-of-${passage.number}`)
    },

    'POST /reports/:reportId/passages/:number/acceptance': (req, res) => {
      const passage = passageAt(req.params)
      const act = { person: res.locals.viewer, at: now(), once: onceIn(req.body) }
      orAsBefore(() => acceptAll(db, act, req.params.reportId, passage), () => {})
      res.redirect(303, `/reports/${req.params.reportId}#passage-${passage.number}`)
    },

    'POST /reports/:reportId/passages/:number/dismissal': (req, res) => {
      const passage = passageAt(req.params)
      const act = { person: res.locals.viewer, at: now(), once: onceIn(req.body) }
      orAsBefore(() => dismissAll(db, act, req.params.reportId, passage), () => {})
      res.redirect(303, `/reports/${req.params.reportId}#passage-${passage.number}`)
    },
  }

  function passageAt({ reportId, number }: { reportId: string; number: string }) {
    if (!/^\d{1,6}$/.test(number)) throw notFound()
    return findPassage(db, reportId, Number(number))
  }
}
