import type { Response } from 'express'
import type { z } from 'zod'
import type { Services } from '../app.ts'
import { formats } from '../../views/locales/formats.ts'
import { words } from '../../views/locales/words.ts'
import { filterOf, readQuery } from '../claims/queue-page.ts'
import { Refusal } from '../errors.ts'
import type { Routes } from '../people/access.ts'
import { keyOf, onceIn } from '../web/fields.ts'
import { blankForm, readForm, typedIn } from '../web/form.ts'
import { sendPage } from '../web/page.ts'
import { ask, cancel, jobFor } from './asking.ts'
import { CONTENT_TYPES } from './content-types.ts'
import { exportsPage, standingOf } from './jobs-page.ts'
import { OfFilter, OfPeriod } from './form.ts'
import { nameOf, POLICY } from './page.ts'
import { periodOf } from './scope.ts'
import { scopeWords } from './selection-page.ts'

/** Exports that are too long to wait for: asked for, looked after, fetched. */
export function exportJobRoutes({ db, now, exports }: Services): Routes {
  const ours = (res: Response, id: string) => jobFor(db, res.locals.viewer!, id)

  return {
    'GET /exports': (req, res) => sendPage(res, 'export/index', exportsPage(db, exports, res, req.query, { form: blankForm, refusal: null })),

    'POST /exports': (req, res) => {
      const { by } = typedIn(req.body)
      const again = (status: number, more: Pick<Parameters<typeof exportsPage>[4], 'form' | 'refusal'>) =>
        sendPage(res.status(status), 'export/index', exportsPage(db, exports, res, by === 'filter' ? req.body : {}, more))
      const read = readForm(by === 'filter' ? OfFilter : OfPeriod, req.body)
      if (!read.ok) return again(422, { form: read.form, refusal: null })

      const { as: form, extent, lang, ...period } = read.data as z.output<typeof OfFilter> & Partial<z.output<typeof OfPeriod>>
      const scope = period.from && period.to ? periodOf(period.from, period.to) : { by: 'filter' as const, filter: filterOf(readQuery(req.body)) }
      try {
        const id = ask({ db, exports }, { person: res.locals.viewer!, at: now(), once: keyOf(onceIn(req.body), res.locals.viewer, req.body) }, { scope, form, extent, locale: lang })
        res.redirect(303, `/exports/${id}`)
      } catch (refusal) {
        if (!(refusal instanceof Refusal)) throw refusal
        again(refusal.status, { form: { values: typedIn(req.body), problems: {} }, refusal: refusal.sentence(words[res.locals.locale], formats[res.locals.locale]) })
      }
    },

    'GET /exports/:exportId': (req, res) => {
      const job = ours(res, req.params.exportId)
      sendPage(res, 'export/job', { title: words[res.locals.locale].exports.title, job, scope: scopeWords(db, job.scope, res.locals.locale), standing: standingOf(db, exports, job) })
    },

    'GET /exports/:exportId/file': (req, res) => {
      const job = ours(res, req.params.exportId)
      const file = exports.fileOf(job)
      if (!file) return res.redirect(303, `/exports/${job.id}`)
      const headers = { 'Content-Type': CONTENT_TYPES[job.form], 'Content-Disposition': `attachment; filename="${nameOf(job.id, job.extent)}.${job.form}"`, 'Cache-Control': 'no-store', 'Content-Security-Policy': POLICY }
      // Folders of data are often named with a dot.
      res.sendFile(file, { headers, dotfiles: 'allow', cacheControl: false, etag: false, lastModified: false })
    },

    // Where a step was taken, a reload or a change of language finds the export.
    'GET /exports/:exportId/*form': (req, res) => res.redirect(303, `/exports/${ours(res, req.params.exportId).id}`),

    'POST /exports/:exportId/cancellation': (req, res) => {
      const { id } = ours(res, req.params.exportId)
      cancel({ db, exports }, { person: res.locals.viewer!, at: now(), once: onceIn(req.body) }, id)
      res.redirect(303, `/exports/${id}`)
    },
  }
}
