import type { KeyObject } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import Sqlite from 'better-sqlite3'
import { createDatabase, type Database } from '../database.ts'
import { canonical } from './canonical.ts'
import { latestCheckpoint, readOrMakeKey, signCheckpoint } from './checkpoint.ts'
import { openDesk } from './open-desk.ts'
import { chainHash, change, FIRST_PREVIOUS, headOf, type Act } from './trail.ts'
import { growTree } from './tree.ts'

export const MORNING = new Date('2026-03-02T07:00:00.000Z')
export const SALMA = { id: 'SALMA00001', name: 'سلمى', role: 'checker' } as const
export const JUDE = { id: 'JUDE000001', name: 'Jude', role: 'supervisor' } as const

/** A folder that goes when the test does. */
export function temporaryFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'claimdesk-audit-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** An empty database with one table, `things`, that stands for all that a desk works on. */
export function emptyDesk(t: TestContext) {
  const folder = temporaryFolder(t)
  const file = join(folder, 'desk.db')
  const db = createDatabase(file)
  t.after(() => db.close())
  db.exec('CREATE TABLE things (id INTEGER PRIMARY KEY, name TEXT)')
  return { db, file, folder, key: readOrMakeKey(join(folder, 'key.pem')) }
}

export function openedDesk(t: TestContext) {
  const desk = emptyDesk(t)
  openDesk(desk.db, { name: 'مكتب التحقق', origin: 'desk.example', key: desk.key, at: MORNING })
  return desk
}

/** Does `count` things, each of which leaves a trace, and signs as the desk would. */
export function workOn(desk: ReturnType<typeof openedDesk>, count: number) {
  for (let number = 1; number <= count; number++) doOne(desk.db, number)
  if (headOf(desk.db)!.seq - latestCheckpoint(desk.db)!.size >= 16) signCheckpoint(desk.db, desk.key)
}

export function doOne(db: Database, number: number, act: Partial<Act> = {}) {
  const at = new Date(MORNING.getTime() + number * 60_000)
  change(db, { person: number % 2 ? SALMA : JUDE, at, ...act }, (record) => {
    db.prepare('INSERT INTO things (name) VALUES (?)').run(`thing ${number}`)
    record({ action: 'claim.reworded', subject: `claim/${number}`, claim: `C${number % 7}`, report: `R${number % 3}`, before: { statement: 'قديم' }, after: { statement: `جديد ${number}` } })
  })
}

/** 61 events, checkpoints of 1, 21, 41 and 61; somebody outside holds those of 21 and 41. The file is closed. */
export function busyDesk(t: TestContext) {
  const desk = openedDesk(t)
  const [old, held] = [20, 20, 20].map((count) => {
    workOn(desk, count)
    return latestCheckpoint(desk.db)!.note
  }) as [string, string, string]
  desk.db.close()
  return { ...desk, old, held }
}

/** What somebody can do who has the file: take the guards off, do as they please, put the guards back. */
export function attack(file: string, work: (db: Database) => void) {
  const db = new Sqlite(file)
  const guards = db.prepare('SELECT name, sql FROM sqlite_schema WHERE type = \'trigger\'').all() as { name: string; sql: string }[]
  for (const { name } of guards) db.exec(`DROP TRIGGER ${name}`)
  db.transaction(() => work(db))()
  for (const { sql } of guards) db.exec(sql)
  db.close()
}

export type Body = { seq: number; action: string; reason: string | null; actor: { id: string } | null; after: { vkey?: string } }

/** Writes the whole trail anew, chain and tree included; with a key also the checkpoints. */
export function rewrite(db: Database, edit: (event: Body) => Body, key?: KeyObject) {
  const events = (db.prepare('SELECT body FROM audit_events ORDER BY seq').pluck().all() as string[]).map((body) => edit(JSON.parse(body) as Body))
  const sizes = db.prepare('SELECT size FROM checkpoints').pluck().all()
  db.exec(`DELETE FROM audit_events; DELETE FROM audit_tree; ${key ? 'DELETE FROM checkpoints' : ''}`)
  let previous = FIRST_PREVIOUS
  for (const event of events) {
    const body = canonical(event)
    previous = chainHash(previous, body)
    db.prepare('INSERT INTO audit_events (seq, body, hash) VALUES (?, ?, ?)').run(event.seq, body, previous)
    growTree(db, event.seq, body)
    if (key && sizes.includes(event.seq)) signCheckpoint(db, key)
  }
}

export const blameSomebodyElse = (event: Body): Body => (event.seq === 30 ? { ...event, actor: { ...event.actor, id: 'SOMEBODY00' } } : event)
