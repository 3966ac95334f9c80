import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import Sqlite from 'better-sqlite3'

export type Database = Sqlite.Database

const MIGRATIONS = new URL('../db/migrations/', import.meta.url)

/** "CLMD": says that a file is ours before anything is written to it. */
export const APPLICATION_ID = 0x434c4d44

/** Every connection sets these and checks that they hold; SQLite ignores a pragma it does not know. */
const PRAGMAS = [
  ['trusted_schema', 'OFF', 0],
  ['foreign_keys', 'ON', 1],
  // Without it INSERT OR REPLACE deletes rows behind the back of the append-only triggers.
  ['recursive_triggers', 'ON', 1],
  ['cell_size_check', 'ON', 1],
  ['busy_timeout', 5000, 5000],
  ['mmap_size', 2 ** 31 - 65536, undefined],
  ['cache_size', -65536, -65536],
] as const

const WRITING_PRAGMAS = [
  ['journal_mode', 'WAL', 'wal'],
  // The build's default for an existing WAL file is NORMAL, which loses acknowledged commits when the power goes.
  ['synchronous', 'FULL', 2],
  ['journal_size_limit', 64 * 2 ** 20, 64 * 2 ** 20],
] as const

/** Opens the desk's file for writing and brings its schema up to date. Throws, and changes nothing, if the file is not a healthy desk. */
export function openDatabase(file: string): Database {
  if (!existsSync(file)) throw new Error(`${file} does not exist. To start a new desk, run: npm start -- --create`)
  if (statSync(file).size === 0) throw new Error(`${file} is empty: a lost volume looks like this. Restore a backup, or delete it and start a new desk with --create`)
  return open(file, { fileMustExist: true })
}

/** Makes the file of a new desk. Throws if there is one. */
export function createDatabase(file: string): Database {
  if (existsSync(file)) throw new Error(`${file} exists already. Start without --create`)
  const db = new Sqlite(file)
  db.pragma(`application_id = ${APPLICATION_ID}`)
  db.close()
  return open(file, { fileMustExist: true })
}

/** Opens a desk's file for reading only, as it is: for checks and for work beside the server. */
export function readDatabase(file: string): Database {
  if (!existsSync(file)) throw new Error(`${file} does not exist`)
  return open(file, { fileMustExist: true, readonly: true })
}

function open(file: string, options: Sqlite.Options): Database {
  const db = new Sqlite(file, options)
  try {
    ensureOurs(db, file)
    for (const [name, value, wanted] of PRAGMAS) set(db, name, value, wanted)
    if (options.readonly) set(db, 'query_only', 'ON', 1)
    else for (const [name, value, wanted] of WRITING_PRAGMAS) set(db, name, value, wanted)
    ensureHealthy(db, file)
    if (!options.readonly) migrate(db)
    keepStatements(db)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/**
 * Writes the log beside the file into it, and empties it: what was deleted stands there until then. It waits for nobody: while an export reads what
 * was before, some of it stays until the next time.
 */
export function emptyLog(db: Database) {
  const patience = db.pragma('busy_timeout', { simple: true }) as number
  db.pragma('busy_timeout = 0')
  try {
    db.pragma('wal_checkpoint(TRUNCATE)')
  } finally {
    db.pragma(`busy_timeout = ${patience}`)
  }
}

function ensureOurs(db: Database, file: string) {
  let id: unknown
  try {
    id = db.pragma('application_id', { simple: true })
  } catch (cause) {
    throw new Error(`${file} is not a database, or it is damaged`, { cause })
  }
  if (id !== APPLICATION_ID) throw new Error(`${file} is not the database of a desk`)
}

/** Reading a file from end to end takes seconds for every hundred megabytes. A large desk opens without: SQLite itself still sees when a file was cut off, and a damaged page when it reads it. */
const READ_WHOLE_AT_MOST = 2 ** 28

function ensureHealthy(db: Database, file: string) {
  if (statSync(file).size > READ_WHOLE_AT_MOST) return
  const answer = db.pragma('quick_check(1)', { simple: true })
  if (answer !== 'ok') throw new Error(`${file} is damaged (${String(answer)}). Restore a backup`)
}

function set(db: Database, name: string, value: string | number, wanted: unknown) {
  db.pragma(`${name} = ${value}`)
  const found = db.pragma(name, { simple: true })
  if (wanted !== undefined && found !== wanted) throw new Error(`pragma ${name} is ${String(found)}, wanted ${String(wanted)}`)
}

/** Runs every migration the file has not seen yet; `user_version` counts the ones it has. */
function migrate(db: Database) {
  const names = readdirSync(MIGRATIONS).filter((name) => name.endsWith('.sql')).sort()
  const applied = db.pragma('user_version', { simple: true }) as number
  if (applied > names.length) throw new Error('This database was made by a newer version of the desk')

  // Only a migration may write a table's definition anew.
  db.unsafeMode(true)
  for (const [index, name] of names.entries()) {
    if (index < applied) continue
    db.transaction(() => {
      db.exec(readFileSync(new URL(name, MIGRATIONS), 'utf8'))
      db.pragma(`user_version = ${index + 1}`)
    }).immediate()
  }
  db.unsafeMode(false)
}

/** Preparing a statement costs ten times its use, so each text is prepared once a connection. */
function keepStatements(db: Database) {
  const prepare = db.prepare.bind(db)
  const kept = new Map<string, Sqlite.Statement>()
  db.prepare = ((sql: string) => {
    const statement = kept.get(sql) ?? prepare(plannedOnce(sql))
    kept.set(sql, statement)
    return statement
  }) as Database['prepare']
}

/**
 * SQLite looks at the values a statement compares with, and plans the whole statement anew whenever it is run with others: 25 to 130 µs,
 * where the work takes 6. Behind a plus sign, which changes no value, it does not look. Texts in quotes stay as they are.
 */
const plannedOnce = (sql: string) => sql.replace(/'[^']*'|[?@]\w*/g, (part) => part.startsWith("'") ? part : `+${part}`)
