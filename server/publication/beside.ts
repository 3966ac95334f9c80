import type { Database } from '../database.ts'
import { versionsOf } from '../reports/versions.ts'

/** Another version of the same article, as it is public itself: by the title and the day that its own page gives it. */
export type OtherVersion = { id: string; title: string; language: string; publishedOn: string | null }
export type Beside = { later: OtherVersion | null; earlier: OtherVersion | null }

type Row = OtherVersion & { kind: 'report' | 'withdrawal' }

/** Which versions of the article are public besides this one: the newest of those that followed it, and the last of those before. Of what is not public readers learn nothing. */
export function besideOf(db: Database, reportId: string): Beside {
  const newest = db.prepare<[string], Row>(`
    SELECT report_id AS id, title, language, document ->> '$.report.publishedOn' AS publishedOn, kind
    FROM report_publications WHERE report_id = ? ORDER BY report_publications.version DESC LIMIT 1`)
  const versions = versionsOf(db, reportId).map(({ id }) => id)
  const here = versions.indexOf(reportId)
  const lastOf = (ids: string[]): OtherVersion | null => {
    const found = ids.map((id) => newest.get(id)).findLast((one) => one?.kind === 'report')
    if (!found) return null
    const { kind: _kind, ...other } = found
    return other
  }
  return { later: lastOf(versions.slice(here + 1)), earlier: lastOf(versions.slice(0, here)) }
}
