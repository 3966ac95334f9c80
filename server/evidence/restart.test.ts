import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { readOrMakeKey } from '../audit/checkpoint.ts'
import { openDesk } from '../audit/open-desk.ts'
import { verifyDatabase } from '../audit/verify.ts'
import { findClaim } from '../claims/claims.ts'
import { importReport, makeClaim } from '../claims/suggestions.ts'
import { DRAFT, LINK } from '../claims/testing.ts'
import { createDatabase, readDatabase } from '../database.ts'
import { until } from '../hooks/testing.ts'
import { findReport } from '../reports/reports.ts'
import { site } from '../reports/testing-web.ts'
import { dataFolder, open } from '../testing-process.ts'
import { freePort } from '../web/free-port.ts'
import { testPeople } from '../web/testing.ts'
import { attachLink } from './evidence.ts'

const LINKS = 40
const ROUNDS = 6

/** A desk with links whose pages are to be kept. */
function prepare(file: string, keyFile: string, address: string) {
  const db = createDatabase(file)
  const at = new Date()
  openDesk(db, { name: 'Desk', origin: 'desk.test', key: readOrMakeKey(keyFile), at })
  const { salma: person } = testPeople(db)
  const report = findReport(db, importReport(db, { person, at }, DRAFT))
  const claimId = makeClaim(db, { person, at }, report, { pieces: [{ start: 0, end: 7 }], quote: report.text.slice(0, 7), statement: 'Le pont', modality: 'asserted' })
  for (let n = 0; n < LINKS; n++) attachLink(db, { person, at }, { ...LINK, address: `${address}/${n}`, snapshot: 'take', claimId, version: findClaim(db, claimId).version })
  db.close()
}

test('however often the process is killed, each page that was wanted is kept once, with one trace', async (t: TestContext) => {
  const folder = dataFolder(t)
  const file = join(folder, 'claimdesk.db')
  let asked = 0
  const port = await site(t, (req, res) => {
    asked++
    setTimeout(() => res.setHeader('content-type', 'text/html').end(`<!doctype html><title>Page ${req.url}</title>${'x'.repeat(200_000)}`), asked % 3 * 10)
  })
  prepare(file, join(folder, 'checkpoint-key.pem'), `http://agence.example:${port}`)
  const how = { port: await freePort(), program: join(import.meta.dirname, 'testing-desk.ts'), environment: { SNAPSHOTS: 'on' } }

  for (let round = 0; round < ROUNDS; round++) {
    const { child, ended } = await open(t, folder, how)
    const enough = asked + 1 + round
    for (let tries = 0; tries < 1000 && asked < enough; tries++) await wait(5)
    await wait(Math.random() * 30)
    child.kill(round % 3 === 2 ? 'SIGTERM' : 'SIGKILL')
    await ended
  }

  const { child, ended } = await open(t, folder, how)
  const db = readDatabase(file)
  t.after(() => db.close())
  await until('all is kept', () => db.prepare('SELECT count(*) FROM snapshots_to_take').pluck().get() === 0)
  child.kill('SIGTERM')
  assert.deepEqual(await ended, [0, null])

  const titles = db.prepare<[], string>('SELECT title FROM snapshots ORDER BY title').pluck().all()
  assert.deepEqual(titles, Array.from({ length: LINKS }, (_, n) => `Page /${n}`).toSorted())
  assert.equal(db.prepare("SELECT count(*) FROM audit_events WHERE action = 'snapshot.taken'").pluck().get(), LINKS)
  const { ok, problems } = verifyDatabase(file, [])
  assert.ok(ok, problems.join('\n'))
  t.diagnostic(`${LINKS} pages, asked for ${asked} times over ${ROUNDS} ends`)
})

test('a desk that is to take no snapshots asks nobody, and keeps what was wanted', async (t) => {
  const folder = dataFolder(t)
  const file = join(folder, 'claimdesk.db')
  let asked = 0
  const port = await site(t, (_req, res) => { asked++; res.end('x') })
  prepare(file, join(folder, 'checkpoint-key.pem'), `http://agence.example:${port}`)
  const { child, ended } = await open(t, folder, { port: await freePort(), program: join(import.meta.dirname, 'testing-desk.ts'), environment: { SNAPSHOTS: 'off' } })
  await wait(500)
  child.kill('SIGTERM')
  await ended
  const db = readDatabase(file)
  t.after(() => db.close())
  assert.deepEqual([asked, db.prepare('SELECT count(*) FROM snapshots_to_take').pluck().get()], [0, LINKS])
})
