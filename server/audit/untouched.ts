import { constants, copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { APPLICATION_ID, type Database } from '../database.ts'

/** The file itself, and what SQLite lays beside one that is in use or was not closed: without that the newest changes are missing. */
const PARTS = ['', '-wal', '-journal']

/**
 * Lets `look` read a desk's file without changing a byte in its folder: evidence stays as it was found. SQLite cannot promise that,
 * for merely opening such a file makes others beside it, or cleans them up; so a copy is read.
 * Throws a sentence for people when the file is not the database of a desk.
 */
export function readUntouched<Result>(file: string, look: (db: Database) => Result): Result {
  if (!existsSync(file)) throw new Error(`${file} does not exist`)
  if (!statSync(file).isFile()) throw new Error(`${file} is not a file`)

  const folder = mkdtempSync(join(tmpdir(), 'claimdesk-verify-'))
  try {
    const copy = join(folder, 'desk.db')
    copyStill(file, copy)
    return readCopy(copy, file, look)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function readCopy<Result>(copy: string, file: string, look: (db: Database) => Result): Result {
  const db = new Sqlite(copy)
  try {
    ensureOurs(db, file)
    // The file may come from anybody: nothing that it brings along gets to run.
    for (const pragma of ['trusted_schema = OFF', 'cell_size_check = ON', 'query_only = ON']) db.pragma(pragma)
    return look(db)
  } finally {
    db.close()
  }
}

function ensureOurs(db: Database, file: string) {
  let id: unknown
  try {
    id = db.pragma('application_id', { simple: true })
  } catch (cause) {
    throw new Error(`${file} is not a database`, { cause })
  }
  if (id !== APPLICATION_ID) throw new Error(`${file} is not the database of a desk`)
}

/** Copies the parts at a moment at which none of them changed. */
function copyStill(file: string, copy: string) {
  for (let attempt = 0; attempt < 5; attempt++) {
    const before = stateOf(file)
    for (const part of PARTS) {
      rmSync(copy + part, { force: true })
      if (existsSync(file + part)) copyFileSync(file + part, copy + part, constants.COPYFILE_FICLONE)
    }
    if (stateOf(file) === before) return
  }
  throw new Error(`${file} is being written to all the time. Verify a backup of it instead`)
}

function stateOf(file: string) {
  return PARTS.map((part) => {
    const stats = statSync(file + part, { bigint: true, throwIfNoEntry: false })
    return stats ? `${stats.size} ${stats.mtimeNs}` : 'none'
  }).join()
}
