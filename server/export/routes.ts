import type { Response } from 'express'
import type { Services } from '../app.ts'
import { words } from '../../views/locales/words.ts'
import { canonical } from '../audit/canonical.ts'
import type { Routes } from '../people/access.ts'
import { sendPage } from '../web/page.ts'
import { packed } from './bundle.ts'
import { verificationReport } from './document.ts'
import { pageOf, POLICY } from './page.ts'
import { printLook } from './print-style.ts'
import { sheetOf } from './sheet.ts'
import { wordApart } from './word-apart.ts'

/** One report in several forms, all of them made from the same document. */
export function exportRoutes({ db, key, print }: Services): Routes {
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

    'GET /reports/:reportId/export.pdf': async (req, res) => {
      const { locale } = res.locals
      const report = verificationReport(db, req.params.reportId, key)
      const bytes = await print(pageOf(report, locale, printLook()))
      if (bytes === 'none') return sendPage(res.status(503), 'export/unprinted', { title: words[locale].page.notDone, reportId: report.report.id })
      send(res, 'application/pdf', `attachment; filename="${nameOf(report)}.pdf"`, bytes)
    },

    'GET /reports/:reportId/export.docx': async (req, res) => {
      const report = verificationReport(db, req.params.reportId, key)
      const bytes = await wordApart({ report, locale: res.locals.locale })
      send(res, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', `attachment; filename="${nameOf(report)}.docx"`, bytes)
    },

    'GET /reports/:reportId/export.zip': (req, res) => {
      const report = verificationReport(db, req.params.reportId, key)
      send(res, 'application/zip', `attachment; filename="${nameOf(report)}.zip"`, packed(db, report, res.locals.locale, key))
    },
  }
}

const nameOf = ({ report }: { report: { id: string } }) => `verification-report-${report.id}`

function send(res: Response, type: string, disposition: string, content: string | Buffer) {
  res.set({ 'Content-Type': type, 'Content-Disposition': disposition, 'Cache-Control': 'no-store' }).send(Buffer.from(content))
}
