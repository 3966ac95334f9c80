import { readFileSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import type { Database } from '../database.ts'

/** Every migration that shapes the tables of the trail. */
const MIGRATIONS = ['002_audit.sql']
const TABLES = ['audit_events', 'audit_tree', 'checkpoints']

/**
 * Compares the tables, indexes and triggers of the trail with those a new desk gets. A missing trigger means that the trail could be edited;
 * a changed column or index, that a list filtered by it could leave events out.
 */
export function checkGuards(db: Database): string[] {
  const wanted = guardsOfNewDesk()
  const found = guardsOf(db)
  return [
    ...[...wanted].filter(([name]) => !found.has(name)).map(([name]) => `The database lacks ${name}, which guards the trail.`),
    ...[...found].filter(([name, sql]) => wanted.get(name) !== sql).map(([name]) => `${name} is not as the desk made it.`),
    ...TABLES.flatMap((table) => (found.has(`table ${table}`) ? damageOf(db, table) : [])),
  ]
}

function guardsOfNewDesk() {
  const db = new Sqlite(':memory:')
  try {
    for (const name of MIGRATIONS) db.exec(readFileSync(new URL(`../../db/migrations/${name}`, import.meta.url), 'utf8'))
    return guardsOf(db)
  } finally {
    db.close()
  }
}

function guardsOf(db: Database): Map<string, string> {
  const rows = db.prepare(`
    SELECT type || ' ' || name AS name, sql FROM sqlite_schema
    WHERE tbl_name COLLATE NOCASE IN (${TABLES.map(() => '?').join()}) AND sql IS NOT NULL`).all(TABLES) as { name: string; sql: string }[]
  return new Map(rows.map(({ name, sql }) => [name, sql]))
}

/** Whether the rows and what the indexes say about them are the same. */
function damageOf(db: Database, table: string): string[] {
  const answers = db.pragma(`integrity_check(${table})`) as { integrity_check: string }[]
  return answers.filter(({ integrity_check: answer }) => answer !== 'ok').map(({ integrity_check: answer }) => `${table} is damaged: ${answer}.`)
}
