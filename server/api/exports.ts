import type { RequestHandler } from 'express'
import { z } from 'zod'
import type { Services } from '../app.ts'
import { orAsBefore } from '../audit/trail.ts'
import { filterOf, QUEUE_ASKED, type QueueQuery } from '../claims/queue-page.ts'
import type { Database } from '../database.ts'
import { conflict } from '../errors.ts'
import { ask, cancel, jobFor } from '../export/asking.ts'
import { EXTENTS } from '../export/brief.ts'
import { mediaTypeOf, type FileForm } from '../export/content-types.ts'
import { OfFilter, OfPeriod } from '../export/form.ts'
import { jobsOf, type AskedJob } from '../export/jobs.ts'
import { standingOf } from '../export/jobs-page.ts'
import { periodOf, type Scope } from '../export/scope.ts'
import { FORMS as OVER_SEVERAL } from '../export/writing.ts'
import type { RouteName, Routes } from '../people/access.ts'
import { LOCALES } from '../people/person.ts'
import { choice, neededDay } from '../web/fields.ts'
import type { Asked, Operation } from './operation.ts'
import { wrong, wrongIn } from './problem.ts'
import { read } from './read.ts'
import type { Told } from './told.ts'

/** Each form of a report on one text, as it is asked for. */
const FORMS: Record<FileForm, Operation['id']> = {
  json: 'exportReportJson', html: 'exportReportHtml', csv: 'exportReportCsv', pdf: 'exportReportPdf', docx: 'exportReportDocx', zip: 'exportReportZip',
}

/** In which language, and whether all is told; a bundle always tells all. */
const OfReport = z.object({ lang: z.enum(LOCALES).optional(), extent: z.enum(EXTENTS).optional() })

const { order: _order, after: _after, ...FILTER } = QUEUE_ASKED

/** Of a period, from a day to a day, or else of what the queue shows under a filter; without either, of all that it shows. */
const Asking = z.object({ as: choice(OVER_SEVERAL), extent: choice(EXTENTS), lang: choice(LOCALES), from: neededDay.optional(), to: neededDay.optional(), filter: z.strictObject(FILTER).partial().optional() })

/** The handlers of files are those of the pages: what they send is the file, whoever asks. */
const sending = (forms: Routes, door: RouteName) => async ({ req, res }: Asked) => {
  await (forms[door] as RequestHandler)(req, res, (error) => { throw error })
}

/** How reports leave the desk: one at once, and those over several reports by way of a line. */
export function exportOperations(services: Services, forms: Routes): Operation[] {
  const { db, exports } = services
  const told = (job: AskedJob) => toldJob(db, exports, job)

  return [
    ...(Object.entries(FORMS) as [FileForm, Operation['id']][]).map(([form, id]): Operation => {
      const door = `GET /reports/:reportId/export.${form}` as const
      const file = mediaTypeOf(form)
      return {
        id, method: 'get', path: `/reports/:reportId/export.${form}`, door, room: 'exports', told: { files: [file] },
        query: form === 'zip' ? OfReport.pick({ lang: true }) : OfReport,
        run: (asked) => {
          // Where there is nothing to print with, people are told so on a page: whoever asks here takes the file or a problem.
          asked.req.headers.accept = file
          return sending(forms, door)(asked)
        },
      }
    }),
    {
      id: 'askExport', method: 'post', path: '/exports', door: 'POST /exports', room: 'exports', told: { one: 'ExportJob' }, makes: true,
      body: { schema: Asking, example: { as: 'json', extent: 'full', lang: 'ar', filter: { verdict: 'disputed' } } },
      run: ({ act, sent }) => {
        const { scope, as: form, extent, lang: locale } = readAsking(sent)
        const id = orAsBefore(() => ask(services, act, { scope, form, extent, locale }), ({ subject }) => subject.split('/')[1]!)
        return { body: told(jobFor(db, act.person, id)), location: `/exports/${id}` }
      },
    },
    {
      id: 'listExports', method: 'get', path: '/exports', door: 'GET /exports', room: 'exports', told: { many: 'ExportJob' },
      run: ({ act }) => ({ body: { items: jobsOf(db, act.person.id, 50).map(told) }, next: null }),
    },
    {
      id: 'getExport', method: 'get', path: '/exports/:exportId', door: 'GET /exports/:exportId', room: 'exports', told: { one: 'ExportJob' },
      run: ({ act, params }) => ({ body: told(jobFor(db, act.person, params.exportId!)) }),
    },
    {
      id: 'fetchExport', method: 'get', path: '/exports/:exportId/file', door: 'GET /exports/:exportId/file', room: 'exports', told: { files: OVER_SEVERAL.map(mediaTypeOf) },
      run: (asked) => {
        if (!exports.fileOf(jobFor(db, asked.act.person, asked.params.exportId!))) throw conflict((t) => t.refusals.noFile)
        return sending(forms, 'GET /exports/:exportId/file')(asked)
      },
    },
    {
      id: 'fetchSnapshot', method: 'get', path: '/claims/:claimId/evidence/:evidenceId/snapshots/:snapshotId/file', door: 'GET /claims/:claimId/evidence/:evidenceId/snapshots/:snapshotId/file', room: 'evidence',
      told: { files: ['application/octet-stream'] }, run: sending(forms, 'GET /claims/:claimId/evidence/:evidenceId/snapshots/:snapshotId/file'),
    },
    {
      id: 'cancelExport', method: 'post', path: '/exports/:exportId/cancellation', door: 'POST /exports/:exportId/cancellation', room: 'exports', told: { one: 'ExportJob' },
      body: { schema: z.object({}), example: {} },
      run: ({ act, params }) => {
        const { id } = jobFor(db, act.person, params.exportId!)
        orAsBefore(() => cancel(services, act, id), () => {})
        return { body: told(jobFor(db, act.person, id)) }
      },
    },
  ]
}

function readAsking({ filter, ...sent }: Record<string, unknown>): { scope: Scope } & Pick<z.output<typeof OfFilter>, 'as' | 'extent' | 'lang'> {
  const { filter: asked = {} } = read(Asking.pick({ filter: true }), { filter })
  if (sent.from === undefined && sent.to === undefined) return { ...read(OfFilter, sent), scope: { by: 'filter', filter: filterOf(asked as Partial<QueueQuery>) } }
  if (filter !== undefined) throw wrongIn([wrong('filter', 'otherKind')])
  const { from, to, ...rest } = read(OfPeriod, sent)
  return { ...rest, scope: periodOf(from, to) }
}

function toldJob(db: Database, line: Services['exports'], job: AskedJob): Told<'ExportJob'> {
  const { id, form, extent, locale, scope, askedAt, startedAt, endedAt, outcome, claims, size, person } = job
  const { before, progress, until } = standingOf(db, line, job)
  return { id, as: form, extent, lang: locale, scope, by: person, askedAt, startedAt, endedAt, state: outcome ?? (startedAt === null ? 'waiting' : 'writing'), before, progress, claims, size, keptUntil: until }
}
