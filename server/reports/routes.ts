import { z } from 'zod'
import type { Services } from '../app.ts'
import { notFound, unfit } from '../errors.ts'
import { ID } from '../ids.ts'
import type { Routes } from '../people/access.ts'
import { approvalInList } from '../verdicts/report-sign-off.ts'
import { VERDICTS } from '../verdicts/rules.ts'
import { whole } from '../web/fields.ts'
import { readForm } from '../web/form.ts'
import { sendPage } from '../web/page.ts'
import { words } from '../../views/locales/words.ts'
import { cursorAfter, listReports, readCursor } from './list.ts'
import { Marking } from './form.ts'
import { markPassage } from './passages.ts'

const PAGE = 25

const passagePlace = z.object({ reportId: z.string().regex(ID), number: whole })

export function reportRoutes({ db, now }: Services): Routes {
  return {
    'GET /reports': (req, res) => {
      const found = listReports(db, { before: readCursor(req.query.before) }, PAGE + 1)
      const reports = found.slice(0, PAGE).map((report) => ({ ...report, approval: approvalInList(db, report.id) }))
      const older = found.length > PAGE ? cursorAfter(reports.at(-1)!) : null
      const first = req.query.before === undefined
      sendPage(res, 'reports/index', { title: words[res.locals.locale].reports.title, verdicts: VERDICTS, reports, older, first })
    },

    'POST /reports/:reportId/passages/:number/mark': (req, res) => {
      const place = passagePlace.safeParse(req.params)
      if (!place.success) throw notFound()
      const read = readForm(Marking, req.body)
      if (!read.ok) throw unfit((t) => t.refusals.malformed)

      const { reportId, number } = place.data
      markPassage(db, { person: res.locals.viewer, at: now(), once: read.data.once }, reportId, number, read.data.mark || null)
      res.redirect(303, `/reports/${reportId}#passage-${number}`)
    },
  }
}
