import type { Database } from '../database.ts'
import { conflict } from '../errors.ts'
import type { Report } from './reports.ts'

/** One version of an article, among the others. */
export type Version = Pick<Report, 'id' | 'version' | 'publishedOn' | 'sha256' | 'importedBy' | 'importedAt'>

/** All versions of the article that a report is one of, the first one first. Left to itself the planner reads all reports for it. */
export function versionsOf(db: Database, reportId: string): Version[] {
  return db.prepare<[string], Version>(`
    WITH RECURSIVE
      earlier (id, revision_of) AS (
        SELECT id, revision_of FROM reports WHERE id = ?
        UNION ALL
        SELECT reports.id, reports.revision_of FROM earlier CROSS JOIN reports ON reports.id = earlier.revision_of
      ),
      line (id) AS (
        SELECT id FROM earlier WHERE revision_of IS NULL
        UNION ALL
        SELECT reports.id FROM line CROSS JOIN reports ON reports.revision_of = line.id
      )
    SELECT reports.id, version, published_on AS publishedOn, sha256, people.name AS importedBy, imported_at AS importedAt
    FROM line
    CROSS JOIN reports ON reports.id = line.id
    CROSS JOIN people ON people.id = imported_by
    ORDER BY version`).all(reportId)
}

/** The version that follows a report, if one does. */
export const followerOf = (db: Database, reportId: string) =>
  db.prepare<[string], { id: string; version: number }>('SELECT id, version FROM reports WHERE revision_of = ?').get(reportId)

/** A version that another one followed is history: what is new is done in the newest one. */
export function ensureNewest(db: Database, reportId: string) {
  if (followerOf(db, reportId)) throw conflict((t) => t.refusals.laterVersion)
}
