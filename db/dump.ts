// Prints the schema that the migrations make, for reading: node db/dump.ts > db/schema.sql
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createDatabase } from '../server/database.ts'

const HEAD = '-- What the migrations add up to, for reading. Made by: node db/dump.ts > db/schema.sql'

/** Every table, index and trigger in the order in which it was made, without those that SQLite makes by itself. */
export function dumpSchema(): string {
  const folder = mkdtempSync(join(tmpdir(), 'desk-'))
  const db = createDatabase(join(folder, 'claimdesk.db'))
  try {
    const made = db.prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT GLOB 'claims_search_*' AND name NOT GLOB 'similar_index_*' AND name NOT GLOB 'published_search_*' OR type = 'trigger' ORDER BY rowid").pluck().all() as string[]
    return [HEAD, ...made.map((sql) => `${sql};`)].join('\n\n') + '\n'
  } finally {
    db.close()
    rmSync(folder, { recursive: true })
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.stdout.write(dumpSchema())
