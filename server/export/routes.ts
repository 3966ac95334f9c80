import type { Response } from 'express'
import type { Services } from '../app.ts'
import { canonical } from '../audit/canonical.ts'
import type { Routes } from '../people/access.ts'
import { verificationReport } from './document.ts'
import { pageOf, POLICY } from './page.ts'
import { sheetOf } from './sheet.ts'

/** One report in three forms, all of them made from the same document. */
export function exportRoutes({ db, key }: Services): Routes {
  return {
    'GET /reports/:reportId/export.json': (req, res) => {
      const report = verificationReport(db, req.params.reportId, key)
      send(res, 'application/json; charset=utf-8', `attachment; filename="${nameOf(report)}.json"`, canonical(report))
    },

    'GET /reports/:reportId/export.html': (req, res) => {
      const report = verificationReport(db, req.params.reportId, key)
      res.set('Content-Security-Policy', POLICY)
      send(res, 'text/html; charset=utf-8', `inline; filename="${nameOf(report)}.html"`, pageOf(report, res.locals.locale))
    },

    'GET /reports/:reportId/export.csv': (req, res) => {
      const report = verificationReport(db, req.params.reportId, key)
      send(res, 'text/csv; charset=utf-8; header=present', `attachment; filename="${nameOf(report)}.csv"`, sheetOf(report))
    },
  }
}

const nameOf = ({ report }: { report: { id: string } }) => `verification-report-${report.id}`

function send(res: Response, type: string, disposition: string, text: string) {
  res.set({ 'Content-Type': type, 'Content-Disposition': disposition, 'Cache-Control': 'no-store' }).send(Buffer.from(text))
}
