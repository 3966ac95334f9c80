import { hash } from 'node:crypto'
import type { Request, Response } from 'express'
import { z } from 'zod'
import type { Services } from '../app.ts'
import { words } from '../../views/locales/words.ts'
import { canonical } from '../audit/canonical.ts'
import { Refusal } from '../errors.ts'
import type { Routes } from '../people/access.ts'
import { LOCALES } from '../people/person.ts'
import { inTurn } from '../turns.ts'
import { sendPage } from '../web/page.ts'
import { briefOf, EXTENTS } from './brief.ts'
import { packed } from './bundle.ts'
import { CONTENT_TYPES, type FileForm } from './content-types.ts'
import { verificationReport } from './document.ts'
import { nameOf, pageOf, POLICY } from './page.ts'
import { printLook } from './print-style.ts'
import { jsonSchema } from './schema.ts'
import { sheetOf } from './sheet.ts'
import { wordApart } from './word-apart.ts'

/** What stands after the question mark: the language is the reader's own unless it is chosen, and all is told. */
const Query = z.object({ lang: z.enum(LOCALES).optional().catch(undefined), extent: z.enum(EXTENTS).default('full').catch('full') })

/** Each takes seconds, and they are made one after the other: of more that wait, those who asked first would be gone before theirs is ready. */
const MOST_WAITING = 20

type OfReport = Request<{ reportId: string }>

/** One report in several forms, all of them made from the same document. */
export function exportRoutes({ db, key, print }: Services): Routes {
  const asked = ({ query, params: { reportId } }: OfReport, res: Response) => {
    const { lang, extent } = Query.parse(query)
    return { report: verificationReport(db, reportId, key), name: nameOf(reportId, extent), locale: lang ?? res.locals.locale, extent }
  }
  const [printing, writing] = [inTurn({ waiting: MOST_WAITING }), inTurn({ waiting: MOST_WAITING })]

  return {
    'GET /schema/verification-report.json': (_req, res) => {
      res.set({ 'Content-Type': 'application/schema+json; charset=utf-8', 'Cache-Control': 'public, max-age=3600', ETag: SCHEMA.tag }).send(SCHEMA.bytes)
    },

    'GET /reports/:reportId/export.json': (req, res) => {
      const { report, name, extent } = asked(req, res)
      res.set('Link', '</schema/verification-report.json>; rel="describedby"')
      send(res, 'json', name, canonical(extent === 'brief' ? briefOf(report) : report))
    },

    'GET /reports/:reportId/export.html': (req, res) => {
      const { report, name, locale, extent } = asked(req, res)
      res.set('Content-Security-Policy', POLICY)
      send(res, 'html', name, pageOf(report, locale, { extent }))
    },

    'GET /reports/:reportId/export.csv': (req, res) => {
      const { report, name, extent } = asked(req, res)
      send(res, 'csv', name, sheetOf(report, extent))
    },

    'GET /reports/:reportId/export.pdf': async (req, res) => {
      const { report, name, locale, extent } = asked(req, res)
      const bytes = await printing(ifStillThere(res, () => print(pageOf(report, locale, { extent, look: printLook() }))))
      if (bytes === undefined) return
      if (bytes === 'none' && !req.accepts('html')) throw new Refusal(503, (t) => t.export.noPrinter)
      if (bytes === 'none') return sendPage(res.status(503), 'export/unprinted', { title: words[res.locals.locale].page.notDone, asPage: req.originalUrl.replace('/export.pdf', '/export.html') })
      send(res, 'pdf', name, bytes)
    },

    'GET /reports/:reportId/export.docx': async (req, res) => {
      const { report, name, locale, extent } = asked(req, res)
      const bytes = await writing(ifStillThere(res, () => wordApart({ report, locale, extent })))
      if (bytes === undefined) return
      send(res, 'docx', name, bytes)
    },

    // Whoever checks a bundle has to have all of it, so there is no brief one.
    'GET /reports/:reportId/export.zip': (req, res) => {
      const { report, locale } = asked(req, res)
      send(res, 'zip', nameOf(report.report.id, 'full'), packed(db, report, locale, key))
    },
  }
}

/** Nothing is made for somebody who has gone away before it was their turn. */
const ifStillThere = <Made>(res: Response, make: () => Promise<Made>) => async () => res.closed ? undefined : make()

/** Made once: it changes with the program alone. */
const SCHEMA = tagged(Buffer.from(JSON.stringify(jsonSchema(), null, 1)))

function tagged(bytes: Buffer) {
  return { bytes, tag: `"${hash('sha256', bytes, 'base64url')}"` }
}

/** A page opens where it was asked for; everything else is kept as a file. */
function send(res: Response, form: FileForm, name: string, content: string | Buffer) {
  const disposition = `${form === 'html' ? 'inline' : 'attachment'}; filename="${name}.${form}"`
  res.set({ 'Content-Type': CONTENT_TYPES[form], 'Content-Disposition': disposition, 'Cache-Control': 'no-store' }).send(Buffer.from(content))
}
