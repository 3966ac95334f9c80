import { matching } from '../claims/search.ts'
import type { Database } from '../database.ts'
import { queryTerms } from '../text/fold.ts'
import type { Verdict } from '../verdicts/rules.ts'
import { PUBLICATION, publicationsFrom, type Publication } from './publication.ts'
import type { ReportNotice } from './report-document.ts'

/** `before` is the key of the last one already seen. */
export type ListFilter = { verdict?: Verdict | undefined; language?: string | undefined; text?: string | undefined; before?: number | undefined }

/** Larger than any key. */
export const AFTER_ALL = 999_999_999_999_999

/** What is public now, one version of each claim, the newest first. With a text only those that hold its words, or words that begin so. */
export function listPublished(db: Database, { text, before = AFTER_ALL, ...filter }: ListFilter, limit: number): Publication[] {
  const words = text === undefined ? undefined : queryTerms(text)
  if (words?.length === 0) return []
  const match = words && matching(db, words, 'published_words')
  return publicationsFrom(db.prepare(words ? searching(filter) : listing(filter)).all({ ...filter, match, before, limit }))
}

type Narrowed = Pick<ListFilter, 'verdict' | 'language'>

const onlyWith = ({ verdict, language }: Narrowed) => [...(verdict ? ['AND verdict = @verdict'] : []), ...(language ? ['AND language = @language'] : [])].join(' ')

/** Each pair of filters has an index that ends in the list's order. */
const INDEX = { none: '', verdict: 'INDEXED BY publications_by_verdict', language: 'INDEXED BY publications_by_language', both: 'INDEXED BY publications_by_language_verdict' } as const

const indexFor = ({ verdict, language }: Narrowed) => INDEX[verdict && language ? 'both' : verdict ? 'verdict' : language ? 'language' : 'none']

export const listing = (filter: Narrowed) => `
  ${PUBLICATION} ${indexFor(filter)} WHERE kind = 'claim' AND key < @before ${onlyWith(filter)}
    AND NOT EXISTS (SELECT 1 FROM publications AS later WHERE later.claim_id = publications.claim_id AND later.version > publications.version)
  ORDER BY key DESC LIMIT @limit`

/** The index holds newest versions alone, and yields them without sorting. */
export const searching = (filter: Narrowed) => `
  SELECT key, claim_id AS claimId, version, at, sha256, document AS text
  FROM published_search CROSS JOIN publications ON publications.key = published_search.rowid
  WHERE published_search MATCH @match AND published_search.rowid < @before ${onlyWith(filter)}
  ORDER BY published_search.rowid DESC LIMIT @limit`

/** The languages in which anything was ever published. */
export const languagesPublished = (db: Database) =>
  // From one to the next: DISTINCT would read the whole index.
  db.prepare(`
    WITH RECURSIVE found (language) AS (
      SELECT min(language) FROM publications
      UNION ALL
      SELECT (SELECT min(language) FROM publications WHERE language > found.language) FROM found WHERE found.language IS NOT NULL
    )
    SELECT language FROM found WHERE language IS NOT NULL
  `).pluck().all() as string[]

/** A version of a report without its text. */
export type ListedReport = { key: number; reportId: string; version: number; kind: 'report' | 'withdrawal'; at: string; title: string; publisher: string; language: string; counts: Record<Verdict, number>; notice: ReportNotice | null }

type Row = Omit<ListedReport, 'counts' | 'notice'> & Record<Verdict, number> & { notice: string | null }

const LISTED = `
  SELECT key, report_id AS reportId, version, kind, at, title, publisher, language, verified, disputed, unverifiable, document -> '$.notice' AS notice
  FROM report_publications`

const asListed = ({ verified, disputed, unverifiable, notice, ...row }: Row): ListedReport =>
  ({ ...row, counts: { verified, disputed, unverifiable }, notice: JSON.parse(notice ?? 'null') as ReportNotice | null })

/** The reports that are public now, the newest first. */
export const listReports = (db: Database, { before = AFTER_ALL }: Pick<ListFilter, 'before'>, limit: number): ListedReport[] =>
  (db.prepare(`
    ${LISTED} WHERE kind = 'report' AND key < @before
      AND NOT EXISTS (SELECT 1 FROM report_publications AS later WHERE later.report_id = report_publications.report_id AND later.version > report_publications.version)
    ORDER BY key DESC LIMIT @limit
  `).all({ before, limit }) as Row[]).map(asListed)

export const hasReports = (db: Database) => db.prepare('SELECT max(key) FROM report_publications').pluck().get() !== null

/** Something in a list of both: a version of a claim, or of a report. */
export type Entry = { of: 'claim'; publication: Publication } | { of: 'report'; publication: ListedReport }

/** The last of each already seen. */
export type Seen = { claims: number; reports: number }
export const NOTHING_SEEN: Seen = { claims: AFTER_ALL, reports: AFTER_ALL }

/** Every version that followed another, withdrawals among them, the newest first. */
export function listCorrections(db: Database, { claims, reports }: Seen, limit: number): Entry[] {
  return merged(
    publicationsFrom(db.prepare(`${PUBLICATION} WHERE version > 1 AND key < ? ORDER BY key DESC LIMIT ?`).all(claims, limit)),
    (db.prepare(`${LISTED} WHERE version > 1 AND key < ? ORDER BY key DESC LIMIT ?`).all(reports, limit) as Row[]).map(asListed),
    limit,
  )
}

/** What is public now of both kinds, the newest first. */
export const listNewest = (db: Database, limit: number): Entry[] => merged(listPublished(db, {}, limit), listReports(db, {}, limit), limit)

/** Both lists in one, each in its own order; what a report shows comes before the report. */
function merged(claims: readonly Publication[], reports: readonly ListedReport[], limit: number): Entry[] {
  const entries: Entry[] = []
  let [c, r] = [0, 0]
  while (entries.length < limit && (c < claims.length || r < reports.length)) {
    const [claim, report] = [claims[c], reports[r]]
    if (claim && (!report || claim.at >= report.at)) { entries.push({ of: 'claim', publication: claim }); c++ }
    else if (report) { entries.push({ of: 'report', publication: report }); r++ }
  }
  return entries
}
