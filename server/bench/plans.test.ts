import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { test } from 'node:test'
import { readConfig } from '../config.ts'
import { openDatabase, type Database } from '../database.ts'
import { testServer } from '../web/testing.ts'
import { buildDesk } from './build.ts'
import { pagesOf, viewersOf } from './operations.ts'

/** Tables that grow with the desk. Whatever reads one of them from end to end is slow on a large desk. */
const GROWING = ['reports', 'passages', 'claims', 'claim_words', 'attribution_hops', 'anchors', 'caveats', 'caveat_covers', 'claim_links', 'statements', 'evidence', 'verdicts', 'sign_offs', 'change_requests', 'publications', 'audit_events']

test('no page reads a whole table of a desk with the statistics of a large one', async (t) => {
  const { folder } = buildDesk(3000)
  const db = openDatabase(readConfig({ DATA_DIR: folder }).databaseFile)
  t.after(() => { db.close(); rmSync(folder, { recursive: true }) })
  const pages = pagesOf(db, viewersOf(db).map(({ cookie }) => cookie))
  const { base } = await testServer(t, db)

  for (const { name, requests } of pages) {
    const asked = await whatIsAsked(db, async () => {
      for (const { path, headers, status } of requests.slice(0, 8)) assert.equal((await fetch(base + path, { headers })).status, status, path)
    })
    assert.ok(asked.size > 0, `${name} asks for nothing`)
    for (const sql of asked) for (const step of planOf(db, sql)) assert.ok(!readsAll(step, sql), `${name}: ${step} in\n${sql}`)
  }
})

/** What is read while something happens, each statement once. */
async function whatIsAsked(db: Database, happens: () => Promise<void>): Promise<Set<string>> {
  const asked = new Set<string>()
  const prepare = db.prepare
  db.prepare = ((sql: string) => { asked.add(sql); return prepare(sql) }) as typeof db.prepare
  try { await happens() } finally { db.prepare = prepare }
  return asked
}

/** A plan depends on the statement, never on what is bound in it. */
function planOf(db: Database, sql: string): string[] {
  const parts = new Map([...sql.matchAll(/@(\w+)/g)].map(([, name]) => [name!, null]))
  const loose = sql.match(/\?/g)?.map(() => null) ?? []
  const explained = db.prepare(`EXPLAIN QUERY PLAN ${sql}`)
  return (explained.all(...(parts.size > 0 ? [Object.fromEntries(parts)] : loose)) as { detail: string }[]).map(({ detail }) => detail)
}

/** In the wanted order, by an index, a page may read on until it has its rows; all else that is not looked up is read from end to end. */
const readsAll = (step: string, sql: string) =>
  GROWING.some((table) => new RegExp(`^SCAN ${table}\\b`).test(step)) && !(step.includes(' USING ') && sql.includes('LIMIT'))
