import { constants, copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import Sqlite from 'better-sqlite3'
import { APPLICATION_ID, type Database } from '../database.ts'

/** What SQLite lays beside a database that was not closed, or is in use; without it the newest changes are missing. */
const COMPANIONS = ['-wal', '-journal']

/**
 * Lets `look` read a desk's file without changing a byte in its folder: evidence must stay as it was found.
 * Throws a sentence for people when the file is not the database of a desk.
 */
export function readUntouched<Result>(file: string, look: (db: Database) => Result): Result {
  if (!existsSync(file)) throw new Error(`${file} does not exist`)
  if (!statSync(file).isFile()) throw new Error(`${file} is not a file`)

  const isClosed = COMPANIONS.every((ending) => stamp(file + ending) === 'none')
  if (isClosed) return lookInto(file, () => new Sqlite(`${pathToFileURL(resolve(file)).href}?immutable=1`, { readonly: true }), look)

  const folder = mkdtempSync(join(tmpdir(), 'claimdesk-verify-'))
  try {
    const copy = join(folder, 'desk.db')
    copyStill(file, copy)
    return lookInto(file, () => new Sqlite(copy), look)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function lookInto<Result>(file: string, open: () => Database, look: (db: Database) => Result): Result {
  const db = open()
  try {
    ensureOurs(db, file)
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

/** Copies the file and its companions at a moment at which none of them changed. */
function copyStill(file: string, copy: string) {
  for (let attempt = 0; attempt < 5; attempt++) {
    const before = stamps(file)
    for (const ending of ['', ...COMPANIONS]) copyIfThere(file + ending, copy + ending)
    if (stamps(file) === before) return
  }
  throw new Error(`${file} is being written to all the time. Verify a backup of it instead`)
}

function copyIfThere(from: string, to: string) {
  rmSync(to, { force: true })
  if (existsSync(from)) copyFileSync(from, to, constants.COPYFILE_FICLONE)
}

const stamps = (file: string) => ['', ...COMPANIONS].map((ending) => stamp(file + ending)).join()

function stamp(file: string) {
  const stats = statSync(file, { bigint: true, throwIfNoEntry: false })
  return stats && stats.size > 0n ? `${stats.size}/${stats.mtimeNs}` : 'none'
}
