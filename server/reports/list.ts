import type { Database } from '../database.ts'
import { readPieces } from '../text/pieces.ts'
import type { Span } from '../text/span.ts'
import { coverageOf, joinNeighbours, placesOf, type Coverage, type Placed } from './passages.ts'
import type { Passage, Report } from './reports.ts'

/** The last report already seen. */
export type Cursor = Pick<Report, 'importedAt' | 'id'>

export const cursorAfter = ({ importedAt, id }: Cursor) => `${importedAt}_${id}`

export function readCursor(sent: unknown): Cursor | undefined {
  const [, importedAt, id] = typeof sent === 'string' ? /^([\d.:TZ-]{1,30})_(\w{10})$/.exec(sent) ?? [] : []
  return importedAt === undefined || id === undefined ? undefined : { importedAt, id }
}

/** Claims that count, by verdict: `none` is an assertion without one. Those still to be looked at are `suggested`. */
export type Tally = { verified: number; disputed: number; unverifiable: number; none: number; suggested: number }

/** Its map has one stretch for neighbours in the same state. */
export type ListedReport = Omit<Report, 'author' | 'sourceAddress' | 'text' | 'sha256' | 'fileName' | 'rules' | 'revisionOf'> & { coverage: Coverage; claims: Tally }

/** The newest reports first; of an article with several versions the newest version. */
export function listReports(db: Database, { before }: { before?: Cursor | undefined }, limit: number): ListedReport[] {
  const reports = db.prepare<[Record<string, unknown>], Omit<ListedReport, 'coverage' | 'claims'>>(`
    SELECT reports.id, title, publisher, published_on AS publishedOn, language, people.name AS importedBy, imported_at AS importedAt, version
    FROM reports JOIN people ON people.id = imported_by
    WHERE (imported_at, reports.id) < (@importedAt, @id) AND NOT EXISTS (SELECT 1 FROM reports AS later WHERE later.revision_of = reports.id)
    ORDER BY imported_at DESC, reports.id DESC
    LIMIT @limit`).all({ ...(before ?? AFTER_ALL), limit })

  const ids = JSON.stringify(reports.map(({ id }) => id))
  const passages = Map.groupBy(passagesIn(db, ids), ({ reportId }) => reportId)
  const claims = Map.groupBy(claimsIn(db, ids), ({ reportId }) => reportId)
  return reports.map((report) => {
    const found = claims.get(report.id) ?? []
    const counting = found.filter(counts)
    const coverage = coverageOf(passages.get(report.id) ?? [], placesOf(found, counts))
    return { ...report, coverage: { ...coverage, passages: joinNeighbours(coverage.passages) }, claims: tallyOf(found, counting) }
  })
}

/** Comes after every moment. */
const AFTER_ALL: Cursor = { importedAt: '~', id: '' }

type OfReport = { reportId: string }
type ListedClaim = OfReport & Placed & { verdict: keyof Tally | null; modality: string }

const counts = ({ status }: ListedClaim) => status !== 'suggested' && status !== 'dismissed'

function passagesIn(db: Database, ids: string): (OfReport & Passage)[] {
  return db.prepare<[string], OfReport & Passage>(`
    SELECT report_id AS reportId, number, span_start AS start, span_end AS end, mark, suggested_mark AS suggestedMark
    FROM passages WHERE report_id IN (SELECT value FROM json_each(?))
    ORDER BY report_id, number`).all(ids)
}

function claimsIn(db: Database, ids: string): ListedClaim[] {
  const rows = db.prepare<[string], Omit<ListedClaim, 'pieces'> & Span & { pieces: string | null }>(`
    SELECT id, report_id AS reportId, span_start AS start, span_end AS end, pieces, status, verdict, modality, merged_into AS mergedInto
    FROM claims WHERE report_id IN (SELECT value FROM json_each(?))`).all(ids)
  return rows.map((row) => ({ ...row, pieces: readPieces(row) }))
}

function tallyOf(all: readonly ListedClaim[], counting: readonly ListedClaim[]): Tally {
  const tally = { verified: 0, disputed: 0, unverifiable: 0, none: 0, suggested: all.filter(({ status }) => status === 'suggested').length }
  for (const { verdict, modality } of counting) if (verdict || modality === 'asserted') tally[verdict ?? 'none']++
  return tally
}
