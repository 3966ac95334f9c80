import type { Response } from 'express'
import { z } from 'zod'
import { formats } from '../../views/locales/formats.ts'
import { words } from '../../views/locales/words.ts'
import type { Views } from '../../views/models.ts'
import type { Database } from '../database.ts'
import type { Sentence } from '../errors.ts'
import { ID } from '../ids.ts'
import { listPeople } from '../people/people.ts'
import type { Person } from '../people/person.ts'
import { findReport } from '../reports/reports.ts'
import { LANGUAGES } from '../text/language.ts'
import { VERDICTS } from '../verdicts/rules.ts'
import { sendPage } from '../web/page.ts'
import { countsIn, listQueue, type Cursor, type Filter, type QueueRow } from './queue.ts'
import { QUEUE_STATUSES } from './rules.ts'

const ROWS = 50

/** What the queue can be asked; `none` asks for claims without one, and `after` for those that follow a claim. */
export const QUEUE_ASKED = {
  status: z.enum(QUEUE_STATUSES),
  verdict: z.enum([...VERDICTS, 'none']),
  assignee: z.union([z.literal('none'), z.string().regex(ID)]),
  language: z.enum(LANGUAGES),
  report: z.string().regex(ID),
  text: z.string().trim().min(1).max(200),
  order: z.enum(['newest', 'oldest']),
  after: z.string().regex(/^[\d:.TZ-]{20,30}_\d{1,15}$/),
}

/** What stands after the question mark. Whatever cannot be understood asks for nothing. */
const Query = z.object({
  status: QUEUE_ASKED.status.optional().catch(undefined),
  verdict: QUEUE_ASKED.verdict.optional().catch(undefined),
  assignee: QUEUE_ASKED.assignee.optional().catch(undefined),
  language: QUEUE_ASKED.language.optional().catch(undefined),
  report: QUEUE_ASKED.report.optional().catch(undefined),
  text: QUEUE_ASKED.text.optional().catch(undefined),
  order: QUEUE_ASKED.order.default('newest').catch('newest'),
  after: QUEUE_ASKED.after.optional().catch(undefined),
})

export type QueueQuery = z.output<typeof Query>

export const readQuery = (query: unknown): QueueQuery => Query.parse(query)

/** Claims that could not be assigned: why, and which were selected. */
export type Returned = { why: Sentence; selected: readonly string[] }

export function sendQueue(db: Database, res: Response, query: QueueQuery, now: Date, returned?: Returned) {
  const t = words[res.locals.locale]
  const problem = returned?.why(t, formats[res.locals.locale]) ?? null
  sendPage(res, 'claims/index', { ...queuePage(db, res.locals.viewer!, query, now), title: t.queue.title, problem, selected: returned?.selected ?? [] })
}

function queuePage(db: Database, viewer: Person, query: QueueQuery, now: Date): Omit<Views['claims/index'], 'title' | 'problem' | 'selected'> {
  const filter = filterOf(query)
  const found = listQueue(db, filter, query.order, cursorOf(query.after), ROWS + 1)
  const rows = found.slice(0, ROWS)
  const count = counting(db, filter)

  return {
    rows,
    query,
    all: count({}),
    chips: chipsOf(query, viewer, count),
    choices: {
      verdict: [...VERDICTS, null].map((verdict) => ({ value: verdict ?? 'none', count: count({ verdict }) })),
      language: LANGUAGES.map((language) => ({ value: language, count: count({ language }) })).filter(({ value, count }) => count !== 0 || value === query.language),
    },
    report: query.report === undefined ? null : findReport(db, query.report),
    people: listPeople(db).filter(({ id, standing }) => standing !== 'disabled' || id === query.assignee),
    exported: addressIn('/exports', { ...query, after: undefined, order: 'newest' }, { by: 'filter' }),
    next: found.length > ROWS ? addressOf({ ...query, after: cursorAfter(rows.at(-1)!) }) : null,
    first: query.after === undefined ? null : addressOf({ ...query, after: undefined }),
    now: now.toISOString(),
  }
}

/** How many claims the queue shows so; null where it does not count them either. */
export const countOf = (db: Database, query: QueueQuery): number | null => counting(db, filterOf(query))({})

/** How many claims there would be if the filter were changed so; null while searching, where nothing is counted. */
function counting(db: Database, filter: Filter): (changed: Filter) => number | null {
  if (filter.text !== undefined) return () => null
  const count = countsIn(db, filter.report)
  return (changed) => count({ ...filter, ...changed })
}

const orNull = <Value extends string>(value: Value | 'none' | undefined) => value === 'none' ? null : value as Exclude<Value, 'none'> | undefined

export const filterOf = ({ status, verdict, assignee, language, report, text }: Partial<QueueQuery>): Filter =>
  ({ status, verdict: orNull(verdict), assignee: orNull(assignee), language, report, text })

/** The filters one click away: whose, and how far. */
export type Chip = { name: 'all' | 'mine' | 'nobodys' | (typeof QUEUE_STATUSES)[number]; address: string; count: number | null; current: boolean }

function chipsOf(query: QueueQuery, viewer: Person, count: (changed: Filter) => number | null): Chip[] {
  const first = { ...query, after: undefined }
  const everything = { status: undefined, assignee: undefined }
  return [
    { name: 'all', address: addressOf({ ...first, ...everything }), count: count(everything), current: !query.status && !query.assignee },
    { name: 'mine', address: addressOf({ ...first, assignee: viewer.id }), count: count({ assignee: viewer.id }), current: query.assignee === viewer.id },
    { name: 'nobodys', address: addressOf({ ...first, assignee: 'none' }), count: count({ assignee: null }), current: query.assignee === 'none' },
    ...QUEUE_STATUSES.map((status): Chip => (
      { name: status, address: addressOf({ ...first, status }), count: count({ status }), current: query.status === status }
    )),
  ]
}

/** The address that asks for this. */
const addressOf = (query: QueueQuery) => addressIn('/claims', query)

function addressIn(path: string, query: QueueQuery, more: Record<string, string> = {}): string {
  const parts = Object.entries({ ...more, ...query }).filter(([name, value]) => value !== undefined && !(name === 'order' && value === 'newest'))
  const search = new URLSearchParams(parts as [string, string][]).toString()
  return search === '' ? path : `${path}?${search}`
}

export const cursorAfter = ({ queuedAt, key }: QueueRow) => `${queuedAt}_${key}`

export function cursorOf(after: string | undefined): Cursor | undefined {
  const [queuedAt, key] = after?.split('_') ?? []
  return queuedAt !== undefined && key !== undefined ? { queuedAt, key: Number(key) } : undefined
}
