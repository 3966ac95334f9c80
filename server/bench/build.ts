import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { readOrMakeKey, signCheckpoint } from '../audit/checkpoint.ts'
import { openDesk } from '../audit/open-desk.ts'
import { ensureStemsMade } from '../claims/similar-index.ts'
import { readConfig } from '../config.ts'
import { createDatabase, type Database } from '../database.ts'
import { addPerson } from '../people/people.ts'
import type { Person, Role } from '../people/person.ts'
import { RULES } from '../text/suggest.ts'
import { trailWriter } from './chain.ts'
import { fateOf } from './fate.ts'
import { withoutIndexes } from './indexes.ts'
import { writeClaim, type Pen } from './life.ts'
import { publishWhole } from './publications.ts'
import { randomFrom, type Random } from './random.ts'
import { sha256Of, writeReport } from './report.ts'
import { rowWriter } from './rows.ts'
import { nameOf } from './sentences.ts'
import type { Tongue } from './words.ts'

const CLAIMS_IN_REPORT = 100
const REPORTS_IN_TRANSACTION = 50
const DAYS = 700
/** A claim ticks about this often in its life. */
const TICKS = 8

/** A desk of `claims` claims, half Arabic, half English, in a new folder under the system's temporary one. The same texts on every run. */
export function buildDesk(claims: number): { folder: string; seconds: number } {
  const began = performance.now()
  const folder = mkdtempSync(join(tmpdir(), 'claimdesk-bench-'))
  const { databaseFile, keyFile } = readConfig({ DATA_DIR: folder })
  const db = createDatabase(databaseFile)
  // Only while it is being built: nobody misses half a desk.
  for (const pragma of ['journal_mode = OFF', 'synchronous = OFF', 'cache_size = -1000000']) db.pragma(pragma)

  const key = readOrMakeKey(keyFile)
  const tick = clockOf(claims)
  openDesk(db, { name: 'Bench', origin: 'bench.invalid', key, at: new Date(tick()) })
  withoutIndexes(db, () => fill(db, claims, tick))
  ensureStemsMade(db)
  publishWhole(db, key)
  signCheckpoint(db, key)
  settle(db)
  db.close()
  return { folder, seconds: (performance.now() - began) / 1000 }
}

/** Moments that are evenly spread over the time before now. */
function clockOf(claims: number): () => string {
  const step = DAYS * 86_400_000 / (claims * TICKS)
  let at = Date.now() - DAYS * 86_400_000
  return () => new Date(at += step).toISOString()
}

function fill(db: Database, claims: number, tick: () => string) {
  const random = randomFrom(1)
  const people = addPeople(db, random, tick)
  const inRole = (role: Role) => people.filter((person) => person.role === role)
  const pen = { random, tick, rows: rowWriter(db), tell: trailWriter(db), checkers: inRole('checker'), supervisors: inRole('supervisor') }
  const reports = Math.ceil(claims / CLAIMS_IN_REPORT)

  for (let from = 0; from < reports; from += REPORTS_IN_TRANSACTION) {
    db.transaction(() => {
      for (let index = from; index < Math.min(from + REPORTS_IN_TRANSACTION, reports); index++) {
        const left = claims - index * CLAIMS_IN_REPORT
        addReport(pen, index % 2 === 0 ? 'ar' : 'en', Math.min(left, CLAIMS_IN_REPORT), 1 - index / reports)
      }
    }).immediate()
  }
}

function addPeople(db: Database, random: Random, tick: () => string): Person[] {
  const roles: Role[] = ['admin', 'supervisor', 'supervisor', ...Array.from({ length: 9 }, () => 'checker' as const)]
  return roles.map((role, index) => {
    const locale: Tongue = index % 2 === 0 ? 'en' : 'ar'
    return addPerson(db, { person: null, at: new Date(tick()) }, { name: `${nameOf(random, locale)} ${nameOf(random, locale)}`, email: `${role}-${index}@bench.invalid`, role, locale })
  })
}

function addReport(pen: Pen, tongue: Tongue, claims: number, age: number) {
  const { random, rows, tell, tick } = pen
  const { text, passages, said } = writeReport(random, tongue, claims)
  const [id, at, sha256, importer] = [random.id(), tick(), sha256Of(text), random.pick(pen.checkers)]
  const [title, publisher] = [said[0]!.text.slice(0, random.between(30, 90)).trim(), nameOf(random, tongue)]

  rows.report({
    id, title, publisher, author: nameOf(random, tongue), source_address: 'https://news.example/', published_on: at.slice(0, 10), language: tongue, text, sha256,
    file_name: null, rules: RULES[tongue], imported_by: importer.id, imported_at: at,
  })
  passages.forEach(({ start, end }, index) => rows.passage({ report_id: id, number: index + 1, span_start: start, span_end: end, mark: random.chance(0.1) ? 'context' : null }))
  tell(importer, at, { action: 'report.imported', subject: `report/${id}`, report: id, after: { title, publisher, language: tongue, sha256, rules: RULES[tongue], suggested: said.length } })
  said.forEach((one, index) => writeClaim(pen, { id, text, sha256, tongue }, one, index + 1, fateOf(random, age)))
}

/** Statistics without samples of values: with samples SQLite plans a page anew for each cursor, and sometimes badly. */
function settle(db: Database) {
  for (const pragma of ['analysis_limit = 400', 'optimize = 0x10002', 'synchronous = FULL', 'journal_mode = WAL']) db.pragma(pragma)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { folder, seconds } = buildDesk(Number(process.argv[2] ?? 100_000))
  console.log(`${folder} in ${seconds.toFixed(0)} s`)
}
