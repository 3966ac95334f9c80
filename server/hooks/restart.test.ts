import assert from 'node:assert/strict'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { test } from 'node:test'
import { readOrMakeKey } from '../audit/checkpoint.ts'
import { openDesk } from '../audit/open-desk.ts'
import { verifyDatabase } from '../audit/verify.ts'
import { checkOut } from '../claims/check-out.ts'
import { findClaim } from '../claims/claims.ts'
import { DRAFT, LINK, RATIONALE } from '../claims/testing.ts'
import { importReport, makeClaim } from '../claims/suggestions.ts'
import { createDatabase, openDatabase, readDatabase } from '../database.ts'
import { attachLink } from '../evidence/evidence.ts'
import { startSession } from '../people/sessions.ts'
import { findReport } from '../reports/reports.ts'
import { dataFolder, open } from '../testing-process.ts'
import { freePort } from '../web/free-port.ts'
import { testPeople } from '../web/testing.ts'
import { addHook } from './hooks.ts'
import { KINDS } from './rules.ts'
import { assertInOrder, assertSigned, receiver, until } from './testing.ts'

const ROUNDS = 6
const CLAIMS = 3

/** A desk with some claims that have all they need for a verdict, and a webhook. */
function prepare(file: string, keyFile: string, address: string) {
  const db = createDatabase(file)
  const [at, key] = [new Date(), readOrMakeKey(keyFile)]
  openDesk(db, { name: 'Desk', origin: 'desk.test', key, at })
  const { salma, nadia, adam } = testPeople(db)
  db.prepare("UPDATE people SET password_hash = 'none'").run()
  const by = { person: salma, at }
  const report = findReport(db, importReport(db, by, DRAFT))
  const { secret } = addHook(db, { person: adam, at }, { address, kinds: [...KINDS] }, key)
  const ids = Array.from({ length: CLAIMS }, () => {
    const id = makeClaim(db, by, report, { pieces: [{ start: 0, end: 7 }], quote: report.text.slice(0, 7), statement: 'Le pont', modality: 'asserted' })
    checkOut(db, by, id)
    for (const origin of ['A', 'B']) attachLink(db, by, { ...LINK, origin, address: `https://x.example/${origin}`, claimId: id, version: findClaim(db, id).version })
    return id
  })
  const cookie = (person: typeof salma) => `sid=${startSession(db, { person, at })}`
  const cookies = { salma: cookie(salma), nadia: cookie(nadia) }
  db.close()
  return { ids, cookies, secret }
}

/** A verdict and a request to look again, over and over: each a change that is told. Until the desk does not answer. */
async function work(base: string, id: string, cookies: { salma: string; nadia: string }, file: string) {
  const looking = openDatabase(file)
  try {
    for (;;) {
      const { status, version } = findClaim(looking, id)
      const [cookie, path, fields] = status === 'in_review'
        ? [cookies.nadia, 'change-requests', { request: 'Look again.' }] as const
        : [cookies.salma, 'verdicts', { verdict: 'verified', rationale: RATIONALE, settle: '' }] as const
      const answer = await fetch(`${base}/claims/${id}/${path}`, {
        method: 'POST', redirect: 'manual', headers: { cookie, 'sec-fetch-site': 'same-origin' }, body: new URLSearchParams({ ...fields, version: String(version) }),
      }).catch(() => undefined)
      if (!answer) return
      assert.equal(answer.status, 303)
      // Slower than things are sent, so that nearly every kill finds something on its way and little waiting.
      await wait(40)
    }
  } finally {
    looking.close()
  }
}

test('however often the process is killed, each event arrives at least once, signed, in the order of its claim', async (t) => {
  const folder = dataFolder(t)
  const file = join(folder, 'claimdesk.db')
  const to = await receiver(t)
  let answers = 0
  // Twice it fails, and mostly takes its time, so that a kill finds every state.
  to.answer = (_got, res) => { answers++; return [5, 9].includes(answers) ? res.writeHead(500).end() : setTimeout(() => res.writeHead(204).end(), answers % 3 * 10) }
  const { ids, cookies, secret } = prepare(file, join(folder, 'checkpoint-key.pem'), to.address)
  const [port, program] = [await freePort(), join(import.meta.dirname, 'testing-desk.ts')]

  for (let round = 0; round < ROUNDS; round++) {
    const { base, child, ended } = await open(t, folder, { port, program })
    const working = ids.map((id) => work(base, id, cookies, file))
    const enough = to.got.length + 4 + round
    for (let tries = 0; tries < 500 && to.got.length < enough; tries++) await wait(10)
    child.kill(round % 3 === 2 ? 'SIGTERM' : 'SIGKILL')
    await ended
    await Promise.all(working)
  }

  const { child, ended } = await open(t, folder, { port, program })
  to.answer = (_got, res) => res.writeHead(204).end()
  const db = readDatabase(file)
  t.after(() => db.close())
  const wanted = db.prepare<[], number>("SELECT seq FROM audit_events WHERE action IN ('claim.made', 'verdict.proposed', 'verdict.changes_requested') ORDER BY seq").pluck().all()
  const missing = () => wanted.filter((seq) => !to.got.some((one) => one.seq === seq))
  // A failure waits for ten seconds before it is tried again.
  for (let tries = 0; tries < 1200 && missing().length > 0; tries++) await wait(50)
  assert.deepEqual(missing(), [])
  assertInOrder(to.got)
  assertSigned(to.got, secret)
  await until('all is written down', () => db.prepare("SELECT count(*) FROM deliveries WHERE state <> 'arrived'").pluck().get() === 0)
  child.kill('SIGTERM')
  assert.deepEqual(await ended, [0, null])
  const { ok, problems } = verifyDatabase(file, [])
  assert.ok(ok, problems.join('\n'))
  t.diagnostic(`${wanted.length} events, ${to.got.length} deliveries over ${ROUNDS} ends`)
})
