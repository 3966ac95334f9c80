import type { Request, Response } from 'express'
import { z } from 'zod'
import { words } from '../../views/locales/words.ts'
import type { Views } from '../../views/models.ts'
import type { Database } from '../database.ts'
import { ANSWER_DAYS } from '../letters/rules.ts'
import { LANGUAGES } from '../text/language.ts'
import { VERDICTS } from '../verdicts/rules.ts'
import { hasReports, languagesPublished, listCorrections, listPublished, listReports, NOTHING_SEEN, type Entry, type Seen } from './list.ts'
import { ASK_EACH_TIME, localeOf, sendPublic } from './public-page.ts'
import type { Publication } from './publication.ts'

const ROWS = 30

const key = z.string().regex(/^[1-9]\d{0,14}$/).transform(Number)

/** What cannot be understood in the address is as if it were not there. */
const Query = z.object({
  text: z.string().trim().min(1).max(200).optional().catch(undefined),
  verdict: z.enum(VERDICTS).optional().catch(undefined),
  language: z.enum(LANGUAGES).optional().catch(undefined),
  show: z.literal('reports').optional().catch(undefined),
  before: key.optional().catch(undefined),
})

/** The last claim and the last report already seen. */
const After = z.string().regex(/^[1-9]\d{0,14}-[1-9]\d{0,14}$/).transform((typed): Seen => {
  const [claims, reports] = typed.split('-').map(Number)
  return { claims: claims!, reports: reports! }
}).catch(NOTHING_SEEN)

export function sendList(req: Request<object>, res: Response, db: Database) {
  const query = Query.parse(req.query)
  if (query.show === 'reports') return sendReports(req, res, db, query.before)
  const { show: _show, ...filter } = query
  const found = listPublished(db, filter, ROWS + 1)
  const rows = found.slice(0, ROWS)
  const present = languagesPublished(db)
  const first = { ...filter, before: undefined }
  sendPublic(req, res, 'publication/index', {
    title: words[localeOf(req)].publication.title,
    rows: rows.flatMap(({ document }) => document.kind === 'claim' ? [document] : []),
    tabs: tabsFor(db, 'claims'),
    filter,
    verdicts: [undefined, ...VERDICTS].map((verdict) => ({ verdict: verdict ?? null, address: addressOf('/', { ...first, verdict }), current: filter.verdict === verdict })),
    languages: [undefined, ...LANGUAGES.filter((language) => present.includes(language))].map((language) => ({ language: language ?? null, address: addressOf('/', { ...first, language }), current: filter.language === language })),
    isNarrowed: filter.verdict !== undefined || filter.language !== undefined || filter.text !== undefined,
    ...pagesOf('/', filter, found.length > ROWS ? rows.at(-1)!.key : null),
  }, { seconds: ASK_EACH_TIME, dependsOnWho: true })
}

function sendReports(req: Request<object>, res: Response, db: Database, before: number | undefined) {
  const found = listReports(db, { before }, ROWS + 1)
  const rows = found.slice(0, ROWS)
  sendPublic(req, res, 'publication/reports', {
    title: words[localeOf(req)].publication.title, rows, tabs: tabsFor(db, 'reports'), verdicts: VERDICTS,
    ...pagesOf('/', { show: 'reports', before }, found.length > ROWS ? rows.at(-1)!.key : null),
  }, { seconds: ASK_EACH_TIME, dependsOnWho: true })
}

/** Claims and reports apart, once there are any reports. */
const tabsFor = (db: Database, current: 'claims' | 'reports'): Views['publication/index']['tabs'] =>
  hasReports(db) || current === 'reports' ? [{ name: 'claims', address: '/', current: current === 'claims' }, { name: 'reports', address: '/?show=reports', current: current === 'reports' }] : []

export function sendCorrections(req: Request<object>, res: Response, db: Database) {
  const seen = After.parse(req.query.before)
  const found = listCorrections(db, seen, ROWS + 1)
  const rows = found.slice(0, ROWS)
  const isFirst = seen === NOTHING_SEEN
  sendPublic(req, res, 'publication/corrections', {
    title: words[localeOf(req)].publication.corrections,
    rows: rows.map((entry, index) => ({ ...entry, isAlso: isAlso(entry, rows.slice(0, index)) })).filter((entry) => noticeOf(entry) !== null),
    answerDays: ANSWER_DAYS,
    ...pagesOf('/corrections', { before: isFirst ? undefined : 'some' }, found.length > ROWS ? afterAll(rows, seen) : null),
  }, { seconds: ASK_EACH_TIME, dependsOnWho: false })
}

const noticeOf = (entry: Entry) => entry.of === 'report' ? entry.publication.notice : entry.publication.document.notice

/** A report's version that came with that of one claim says nothing else: the claim stands right before it. */
function isAlso(entry: Entry, before: readonly Entry[]): boolean {
  const claim = before.findLast(({ of }) => of === 'claim')?.publication as Publication | undefined
  return entry.of === 'report' && claim?.at === entry.publication.at && entry.publication.notice?.claims.length === 1 && entry.publication.notice.claims[0]!.id === claim.claimId
}

const lastOf = (of: Entry['of'], rows: readonly Entry[]) => rows.findLast((entry) => entry.of === of)?.publication.key

const afterAll = (rows: readonly Entry[], seen: Seen) => `${lastOf('claim', rows) ?? seen.claims}-${lastOf('report', rows) ?? seen.reports}`

type Asked = Record<string, string | number | undefined>

const pagesOf = (path: string, filter: Asked, last: number | string | null) => ({
  older: last === null ? null : addressOf(path, { ...filter, before: last }),
  newest: filter.before === undefined ? null : addressOf(path, { ...filter, before: undefined }),
})

function addressOf(path: string, filter: Asked): string {
  const parts = Object.entries(filter).filter(([, value]) => value !== undefined).map(([name, value]): [string, string] => [name, String(value)])
  return parts.length === 0 ? path : `${path}?${new URLSearchParams(parts)}`
}
