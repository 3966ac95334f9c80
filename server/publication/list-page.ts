import type { Request, Response } from 'express'
import { z } from 'zod'
import { words } from '../../views/locales/words.ts'
import type { Database } from '../database.ts'
import { LANGUAGES } from '../text/language.ts'
import { VERDICTS } from '../verdicts/rules.ts'
import { languagesPublished, listCorrections, listPublished, type ListFilter } from './list.ts'
import { ASK_EACH_TIME, localeOf, sendPublic } from './public-page.ts'

const ROWS = 30

/** What cannot be understood in the address is as if it were not there. */
const Query = z.object({
  verdict: z.enum(VERDICTS).optional().catch(undefined),
  language: z.enum(LANGUAGES).optional().catch(undefined),
  before: z.string().regex(/^[1-9]\d{0,14}$/).transform(Number).optional().catch(undefined),
})

export function sendList(req: Request<object>, res: Response, db: Database) {
  const filter = Query.parse(req.query)
  const found = listPublished(db, filter, ROWS + 1)
  const rows = found.slice(0, ROWS)
  const present = languagesPublished(db)
  sendPublic(req, res, 'publication/index', {
    title: words[localeOf(req)].publication.title,
    rows: rows.flatMap(({ document }) => document.kind === 'claim' ? [document] : []),
    verdicts: [undefined, ...VERDICTS].map((verdict) => ({ verdict: verdict ?? null, address: addressOf('/', { ...filter, verdict, before: undefined }), current: filter.verdict === verdict })),
    languages: [undefined, ...LANGUAGES.filter((language) => present.includes(language))].map((language) => ({ language: language ?? null, address: addressOf('/', { ...filter, language, before: undefined }), current: filter.language === language })),
    isNarrowed: filter.verdict !== undefined || filter.language !== undefined,
    ...pagesOf('/', filter, found.length > ROWS ? rows.at(-1)!.key : null),
  }, { seconds: ASK_EACH_TIME, dependsOnWho: true })
}

export function sendCorrections(req: Request<object>, res: Response, db: Database) {
  const { before } = Query.parse(req.query)
  const found = listCorrections(db, { before }, ROWS + 1)
  const rows = found.slice(0, ROWS)
  sendPublic(req, res, 'publication/corrections', {
    title: words[localeOf(req)].publication.corrections,
    rows: rows.flatMap(({ claimId, version, document: { notice } }) => notice ? [{ claimId, version, notice }] : []),
    ...pagesOf('/corrections', { before }, found.length > ROWS ? rows.at(-1)!.key : null),
  }, { seconds: ASK_EACH_TIME, dependsOnWho: false })
}

const pagesOf = (path: string, filter: ListFilter, last: number | null) => ({
  older: last === null ? null : addressOf(path, { ...filter, before: last }),
  newest: filter.before === undefined ? null : addressOf(path, { ...filter, before: undefined }),
})

function addressOf(path: string, filter: ListFilter): string {
  const parts = Object.entries(filter).filter(([, value]) => value !== undefined).map(([name, value]): [string, string] => [name, String(value)])
  return parts.length === 0 ? path : `${path}?${new URLSearchParams(parts)}`
}
