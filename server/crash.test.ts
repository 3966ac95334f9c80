import assert from 'node:assert/strict'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { test } from 'node:test'
import { readOrMakeKey } from './audit/checkpoint.ts'
import { openDesk } from './audit/open-desk.ts'
import { verifyDatabase } from './audit/verify.ts'
import { DRAFT, LINK } from './claims/testing.ts'
import { importReport, makeClaim } from './claims/suggestions.ts'
import { createDatabase, openDatabase, type Database } from './database.ts'
import { startSession } from './people/sessions.ts'
import { findReport } from './reports/reports.ts'
import { dataFolder, open } from './testing-process.ts'
import { freePort } from './web/free-port.ts'
import { testPeople } from './web/testing.ts'

const ROUNDS = 20
const WRITERS = 4

test('twenty times the process is killed while it writes: nothing that it acknowledged is lost, nothing is half done', async (t) => {
  const folder = dataFolder(t)
  const file = join(folder, 'claimdesk.db')
  const { cookie, ids } = prepare(file, join(folder, 'checkpoint-key.pem'))
  const port = await freePort()
  const acknowledged = new Set<string>()
  let answers = 0

  for (let round = 0; round < ROUNDS; round++) {
    const { base, child, ended } = await open(t, folder, { port })
    const versions = versionsIn(file, ids)
    const writing = ids.map(async (id, writer) => {
      for (let n = 0, version = versions.get(id)!; ; n++, version++) {
        const title = `round ${round} writer ${writer} link ${n}`
        const answer = await fetch(`${base}/claims/${id}/evidence`, {
          method: 'POST', redirect: 'manual', headers: { cookie, 'sec-fetch-site': 'same-origin' }, body: new URLSearchParams({ ...LINK, title, version: String(version) }),
        }).catch(() => undefined)
        if (!answer) return
        assert.equal(answer.status, 303, title)
        acknowledged.add(title)
        answers++
      }
    })

    const enough = answers + 6 + Math.random() * 12
    while (answers < enough) await wait(Math.random() * 10)
    child.kill('SIGKILL')
    assert.equal((await ended)[1], 'SIGKILL')
    await Promise.all(writing)
    examine(file, acknowledged)
  }

  t.diagnostic(`${answers} writes acknowledged over ${ROUNDS} kills`)
})

function prepare(file: string, keyFile: string) {
  const db = createDatabase(file)
  const at = new Date()
  openDesk(db, { name: 'Desk', origin: 'desk.test', key: readOrMakeKey(keyFile), at })
  const { salma } = testPeople(db)
  db.prepare("UPDATE people SET password_hash = 'none'").run()
  const report = findReport(db, importReport(db, { person: salma, at }, DRAFT))
  const span = { start: 0, end: 7 }
  const ids = Array.from({ length: WRITERS }, () =>
    makeClaim(db, { person: salma, at }, report, { pieces: [span], quote: report.text.slice(0, 7), statement: 'Le pont', modality: 'asserted' }))
  const cookie = `sid=${startSession(db, { person: salma, at })}`
  db.close()
  return { cookie, ids }
}

function versionsIn(file: string, ids: readonly string[]): Map<string, number> {
  const db = openDatabase(file)
  const versions = new Map(ids.map((id) => [id, db.prepare('SELECT version FROM claims WHERE id = ?').pluck().get(id) as number]))
  db.close()
  return versions
}

/** What a process that starts again finds. */
function examine(file: string, acknowledged: ReadonlySet<string>) {
  const db = openDatabase(file)
  try {
    assert.equal(db.pragma('integrity_check', { simple: true }), 'ok')
    assert.deepEqual(db.pragma('foreign_key_check'), [])
    const stored = new Set(db.prepare('SELECT title FROM evidence').pluck().all() as string[])
    assert.deepEqual([...acknowledged].filter((title) => !stored.has(title)), [], 'acknowledged and lost')
    assertWhole(db, stored.size)
  } finally {
    db.close()
  }
  const { ok, problems } = verifyDatabase(file, [])
  assert.ok(ok, problems.join('\n'))
}

/** Of every change there is all or nothing: the row, the step of the claim, and the trace. */
function assertWhole(db: Database, rows: number) {
  const traces = db.prepare("SELECT count(*) FROM audit_events WHERE action = 'evidence.attached'").pluck().get()
  const steps = db.prepare('SELECT sum(version - 1) FROM claims WHERE created_by IS NOT NULL').pluck().get()
  assert.deepEqual([traces, steps], [rows, rows])
}
