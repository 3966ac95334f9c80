import type { Database } from '../database.ts'

/**
 * Takes the indexes off that only make things faster, and puts them back, word for word, when the rows are there:
 * sorting once is quicker than a million insertions in nine places. Those that forbid something stay.
 */
export function withoutIndexes(db: Database, work: () => void) {
  const indexes = db.prepare(`
    SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql LIKE 'CREATE INDEX%' AND tbl_name IN ('claims', 'audit_events')
  `).all() as { name: string; sql: string }[]
  for (const { name } of indexes) db.exec(`DROP INDEX ${name}`)
  gatherWords(db, 64 * 2 ** 20)
  work()
  gatherWords(db, DEFAULT_HASH_SIZE)
  for (const { sql } of indexes) db.exec(sql)
}

const DEFAULT_HASH_SIZE = 2 ** 20

/** How many bytes of words the search index gathers before it writes them out. */
const gatherWords = (db: Database, bytes: number) => db.exec(`INSERT INTO claims_search (claims_search, rank) VALUES ('hashsize', ${bytes})`)
