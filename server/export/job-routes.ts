import type { Response } from 'express'
import { z } from 'zod'
import type { Services } from '../app.ts'
import { formats } from '../../views/locales/formats.ts'
import { words } from '../../views/locales/words.ts'
import { filterOf, readQuery } from '../claims/queue-page.ts'
import { notFound, Refusal } from '../errors.ts'
import type { Routes } from '../people/access.ts'
import { LOCALES } from '../people/person.ts'
import { choice, neededDay, once, onceIn } from '../web/fields.ts'
import { blankForm, problem, readForm, typedIn } from '../web/form.ts'
import { sendPage } from '../web/page.ts'
import { EXTENTS } from './brief.ts'
import { exportsPage, standingOf } from './jobs-page.ts'
import { askExport, cancelExport, findJob } from './jobs.ts'
import { nameOf, POLICY } from './page.ts'
import { periodOf } from './scope.ts'
import { scopeWords } from './selection-page.ts'
import { FORMS } from './writing.ts'

// A field called `form` would stand in the way of what browsers call so.
const OfFilter = z.object({ once, as: choice(FORMS), extent: choice(EXTENTS), lang: choice(LOCALES) })
const OfPeriod = OfFilter.extend({ from: neededDay, to: neededDay }).refine(({ from, to }) => from <= to, { message: problem('endsBefore'), path: ['to'] })

const TYPES = {
  html: 'text/html; charset=utf-8', json: 'application/json; charset=utf-8', csv: 'text/csv; charset=utf-8; header=present',
  pdf: 'application/pdf', docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const

/** Exports that are too long to wait for: asked for, looked after, fetched. */
export function exportJobRoutes({ db, now, exports }: Services): Routes {
  /** Their own; those who supervise see to the line. */
  function jobFor(res: Response, id: string) {
    const job = findJob(db, id)
    const viewer = res.locals.viewer!
    if (job.personId !== viewer.id && viewer.role === 'checker') throw notFound()
    return job
  }

  return {
    'GET /exports': (req, res) => sendPage(res, 'export/index', exportsPage(db, exports, res, req.query, { form: blankForm, refusal: null })),

    'POST /exports': (req, res) => {
      const { by } = typedIn(req.body)
      const again = (status: number, more: Pick<Parameters<typeof exportsPage>[4], 'form' | 'refusal'>) =>
        sendPage(res.status(status), 'export/index', exportsPage(db, exports, res, by === 'filter' ? req.body : {}, more))
      const read = readForm(by === 'filter' ? OfFilter : OfPeriod, req.body)
      if (!read.ok) return again(422, { form: read.form, refusal: null })

      const { once, as: form, extent, lang, ...period } = read.data as z.output<typeof OfFilter> & Partial<z.output<typeof OfPeriod>>
      const scope = period.from && period.to ? periodOf(period.from, period.to) : { by: 'filter' as const, filter: filterOf(readQuery(req.body)) }
      try {
        const id = askExport(db, { person: res.locals.viewer!, at: now(), once }, { scope, form, extent, locale: lang })
        exports.next()
        res.redirect(303, `/exports/${id}`)
      } catch (refusal) {
        if (!(refusal instanceof Refusal)) throw refusal
        again(refusal.status, { form: { values: typedIn(req.body), problems: {} }, refusal: refusal.sentence(words[res.locals.locale], formats[res.locals.locale]) })
      }
    },

    'GET /exports/:exportId': (req, res) => {
      const job = jobFor(res, req.params.exportId)
      sendPage(res, 'export/job', { title: words[res.locals.locale].exports.title, job, scope: scopeWords(db, job.scope, res.locals.locale), standing: standingOf(db, exports, job) })
    },

    'GET /exports/:exportId/file': (req, res) => {
      const job = jobFor(res, req.params.exportId)
      const file = exports.fileOf(job)
      if (!file) return res.redirect(303, `/exports/${job.id}`)
      const headers = { 'Content-Type': TYPES[job.form], 'Content-Disposition': `attachment; filename="${nameOf(job.id, job.extent)}.${job.form}"`, 'Cache-Control': 'no-store', 'Content-Security-Policy': POLICY }
      res.sendFile(file, { headers, cacheControl: false, etag: false, lastModified: false })
    },

    // Where a step was taken, a reload or a change of language finds the export.
    'GET /exports/:exportId/*form': (req, res) => res.redirect(303, `/exports/${jobFor(res, req.params.exportId).id}`),

    'POST /exports/:exportId/cancellation': (req, res) => {
      const { id } = jobFor(res, req.params.exportId)
      cancelExport(db, { person: res.locals.viewer!, at: now(), once: onceIn(req.body) }, id)
      exports.stop(id)
      res.redirect(303, `/exports/${id}`)
    },
  }
}
