import { z } from 'zod'
import type { Services } from '../app.ts'
import { ACTIONS } from '../audit/actions.ts'
import { latestCheckpoint, openingOf } from '../audit/checkpoint.ts'
import { listEvents, type EventFilter } from '../audit/trail.ts'
import { claimsOfReportAfter, findClaim } from '../claims/claims.ts'
import { listQueue } from '../claims/queue.ts'
import { cursorAfter as afterInQueue, cursorOf, filterOf, QUEUE_ASKED, type QueueQuery } from '../claims/queue-page.ts'
import type { Database } from '../database.ts'
import { notFound } from '../errors.ts'
import { evidenceOf } from '../evidence/evidence.ts'
import { ID } from '../ids.ts'
import { listPublished } from '../publication/list.ts'
import { publicationAt, publishedVersions } from '../publication/publication.ts'
import { cursorAfter as afterInReports, listReports, readCursor } from '../reports/list.ts'
import { findReport } from '../reports/reports.ts'
import { LANGUAGES } from '../text/language.ts'
import { VERDICTS } from '../verdicts/rules.ts'
import { ROWS, type Asked, type Operation } from './operation.ts'
import { toldClaim, toldEvent, toldEvidence, toldInQueue, toldInReport, toldPublication, toldReport, toldRow } from './told.ts'

const whole = z.string().regex(/^\d{1,15}$/).transform(Number)
const limit = whole.pipe(z.int().min(1).max(ROWS.most)).optional()
const id = z.string().regex(ID)
/** The place after which a page begins: what `next` says, and nothing that anybody makes up. */
const after = (shape: RegExp) => z.string().regex(shape).optional()

/** A page of what was found, which was asked for one more than it holds. */
function pageOf<Row>({ query, req }: Pick<Asked, 'query' | 'req'>, found: (most: number) => readonly Row[], told: (row: Row) => unknown, cursor: (last: Row) => Record<string, string>) {
  const most = (query.limit as number | undefined) ?? ROWS.usual
  const rows = found(most + 1)
  const items = rows.slice(0, most)
  const next = new URLSearchParams({ ...req.query as Record<string, string>, ...(rows.length > most ? cursor(items.at(-1)!) : {}) })
  return { body: { items: items.map(told) }, next: rows.length > most ? `${req.baseUrl}${req.path}?${next}` : null }
}

/** What programs may read: what the pages show, from the same functions. */
export const readings = ({ db }: Services): Operation[] => [...ofReports(db), ...ofClaims(db), ...ofPublications(db), ...ofTrail(db)]

function ofReports(db: Database): Operation[] {
  return [
    {
      id: 'listReports', method: 'get', path: '/reports', door: 'GET /reports', room: 'reports', told: { many: 'ReportRow' },
      query: z.object({ limit, after: after(/^[\d.:TZ-]{1,30}_\w{10}$/) }),
      run: (asked) => pageOf(asked, (most) => listReports(db, { before: readCursor(asked.query.after) }, most), (row) => toldRow(db, row), (last) => ({ after: afterInReports(last) })),
    },
    {
      id: 'getReport', method: 'get', path: '/reports/:reportId', door: 'GET /reports/:reportId', room: 'reports', told: { one: 'Report' },
      run: ({ params }) => ({ body: toldReport(db, params.reportId!) }),
    },
    {
      id: 'listClaimsOfReport', method: 'get', path: '/reports/:reportId/claims', door: 'GET /reports/:reportId', room: 'reports', told: { many: 'ClaimInReport' },
      query: z.object({ limit, after: after(/^\d{1,9}_\w{10}$/) }),
      run: (asked) => {
        const { id: reportId, text } = findReport(db, asked.params.reportId!)
        const [start = '-1', last = ''] = (asked.query.after as string | undefined)?.split('_') ?? []
        return pageOf(asked, (most) => claimsOfReportAfter(db, reportId, { start: Number(start), id: last }, most), (claim) => toldInReport(text, claim), (claim) => ({ after: `${claim.start}_${claim.id}` }))
      },
    },
  ]
}

function ofClaims(db: Database): Operation[] {
  return [
    {
      id: 'listClaims', method: 'get', path: '/claims', door: 'GET /claims', room: 'claims', told: { many: 'ClaimInQueue' },
      query: z.object({ limit, ...z.object(QUEUE_ASKED).partial().shape }),
      run: (asked) => {
        const { order = 'newest', after, ...query } = asked.query as Partial<QueueQuery>
        return pageOf(asked, (most) => listQueue(db, filterOf(query), order, cursorOf(after), most), toldInQueue, (last) => ({ after: afterInQueue(last) }))
      },
    },
    {
      id: 'getClaim', method: 'get', path: '/claims/:claimId', door: 'GET /claims/:claimId', room: 'claims', told: { one: 'Claim' },
      run: ({ params }) => {
        const claim = toldClaim(db, params.claimId!)
        return { body: claim, version: claim.version }
      },
    },
    {
      id: 'listEvidence', method: 'get', path: '/claims/:claimId/evidence', door: 'GET /claims/:claimId', room: 'evidence', told: { many: 'Evidence' },
      run: ({ params }) => ({ body: { items: toldEvidence(db, evidenceOf(db, findClaim(db, params.claimId!).id)) }, next: null }),
    },
    {
      id: 'getEvidence', method: 'get', path: '/claims/:claimId/evidence/:evidenceId', door: 'GET /claims/:claimId', room: 'evidence', told: { one: 'Evidence' },
      run: ({ params }) => {
        const found = evidenceOf(db, params.claimId!).find(({ id }) => id === params.evidenceId)
        if (!found) throw notFound()
        return { body: toldEvidence(db, [found])[0]! }
      },
    },
  ]
}

function ofPublications(db: Database): Operation[] {
  return [
    {
      id: 'listPublications', method: 'get', path: '/publications', door: 'GET /', room: 'publications', told: { many: 'PublicationRow' },
      query: z.object({ limit, verdict: z.enum(VERDICTS).optional(), language: z.enum(LANGUAGES).optional(), before: whole.optional() }),
      run: (asked) => pageOf(asked, (most) => listPublished(db, asked.query, most), toldPublication, ({ key }) => ({ before: String(key) })),
    },
    {
      id: 'listPublicationsOfClaim', method: 'get', path: '/claims/:claimId/publications', door: 'GET /claims/:claimId', room: 'publications', told: { many: 'PublicationRow' },
      run: ({ params }) => ({ body: { items: publishedVersions(db, findClaim(db, params.claimId!).id).map(toldPublication) }, next: null }),
    },
    {
      id: 'getPublication', method: 'get', path: '/claims/:claimId/publications/:number', door: 'GET /claims/:claimId/v/:number', room: 'publications', told: { one: 'Publication' },
      run: ({ params }) => {
        const version = /^[1-9]\d{0,5}$/.test(params.number!) ? publicationAt(db, params.claimId!, Number(params.number)) : undefined
        if (!version) throw notFound()
        return { body: version.text }
      },
    },
  ]
}

function ofTrail(db: Database): Operation[] {
  return [
    {
      id: 'listEvents', method: 'get', path: '/trail', door: 'GET /audit', room: 'trail', told: { many: 'Event' },
      query: z.object({ limit, person: id.optional(), claim: id.optional(), report: id.optional(), action: z.enum(ACTIONS).optional(), day: z.iso.date().optional(), before: whole.optional() }),
      run: (asked) => pageOf(asked, (most) => listEvents(db, asked.query as EventFilter, most), toldEvent, ({ seq }) => ({ before: String(seq) })),
    },
    {
      id: 'getCheckpoint', method: 'get', path: '/trail/checkpoint', door: 'GET /checkpoint', room: 'trail', told: { one: 'Checkpoint' },
      run: () => ({ body: { note: latestCheckpoint(db)!.note, key: openingOf(db).vkey } }),
    },
  ]
}
