import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NOON, testDesk, testPeople, testServer, tracesIn } from '../web/testing.ts'
import { changeRole, disable, enable, reset } from './people.ts'
import { endSession, findViewer, SESSION_MILLISECONDS, startSession } from './sessions.ts'
import { eventsAfter } from './testing.ts'

const HOUR = 60 * 60 * 1000
const after = (milliseconds: number) => new Date(NOON.getTime() + milliseconds)

test('a session is its person, as they are now', (t) => {
  const db = testDesk(t)
  const { salma, adam } = testPeople(db)
  const token = startSession(db, { person: salma, at: NOON })
  assert.deepEqual(findViewer(db, token, NOON), salma)

  changeRole(db, { person: adam, at: NOON }, salma.id, 'supervisor')
  assert.equal(findViewer(db, token, NOON)?.role, 'supervisor')
})

test('a session lasts twelve hours, used or not', (t) => {
  const db = testDesk(t)
  const { salma } = testPeople(db)
  const token = startSession(db, { person: salma, at: NOON })
  assert.equal(SESSION_MILLISECONDS, 12 * HOUR)
  for (const [at, lasts] of [[0, true], [6 * HOUR, true], [12 * HOUR - 1, true], [12 * HOUR, false], [24 * HOUR, false]] as const) {
    assert.equal(findViewer(db, token, after(at)) !== null, lasts, `after ${at / HOUR} hours`)
  }
})

test('what is not a token is nobody', (t) => {
  const db = testDesk(t)
  const token = startSession(db, { person: testPeople(db).salma, at: NOON })
  const kept = db.prepare('SELECT token_hash AS hash FROM sessions').get() as { hash: string }
  for (const other of ['', token.slice(1), `${token}=`, token.toLowerCase(), kept.hash, '%', "' OR 1=1 --"]) assert.equal(findViewer(db, other, NOON), null)
})

test('tokens hold 32 random bytes, and the file keeps none of them', (t) => {
  const db = testDesk(t)
  const { salma } = testPeople(db)
  const tokens = Array.from({ length: 50 }, () => startSession(db, { person: salma, at: NOON }))
  assert.equal(new Set(tokens).size, 50)
  for (const token of tokens) assert.equal(Buffer.from(token, 'base64url').length, 32)

  const file = db.serialize()
  for (const token of tokens) assert.equal(file.includes(token), false)
})

test('a sign-in ends the session that the browser had before, whoever it was', (t) => {
  const db = testDesk(t)
  const { salma, nadia } = testPeople(db)
  const before = startSession(db, { person: salma, at: NOON })
  const elsewhere = startSession(db, { person: salma, at: NOON })
  startSession(db, { person: nadia, at: NOON }, before)
  assert.equal(findViewer(db, before, NOON), null)
  assert.deepEqual(findViewer(db, elsewhere, NOON), salma)
})

test('signing out ends that session only, and doing it twice is harmless', (t) => {
  const db = testDesk(t)
  const { salma } = testPeople(db)
  const [here, elsewhere] = [startSession(db, { person: salma, at: NOON }), startSession(db, { person: salma, at: NOON })]
  const seen = tracesIn(db)
  endSession(db, { person: salma, at: NOON }, here)
  endSession(db, { person: salma, at: NOON }, here)
  assert.equal(findViewer(db, here, NOON), null)
  assert.deepEqual(findViewer(db, elsewhere, NOON), salma)
  assert.deepEqual(eventsAfter(db, seen).map(({ action }) => action), ['person.signed_out'])
})

for (const [what, shutOut] of [['disabled', disable], ['reset', reset]] as const) {
  test(`whoever is ${what} is out at once, everywhere`, (t) => {
    const db = testDesk(t)
    const { salma, yusuf, adam } = testPeople(db)
    const tokens = [startSession(db, { person: salma, at: NOON }), startSession(db, { person: salma, at: NOON })]
    const other = startSession(db, { person: yusuf, at: NOON })
    shutOut(db, { person: adam, at: NOON }, salma.id)
    for (const token of tokens) assert.equal(findViewer(db, token, NOON), null)
    assert.notEqual(findViewer(db, other, NOON), null)
  })
}

test('an old session does not come back when somebody is enabled again', (t) => {
  const db = testDesk(t)
  const { salma, adam } = testPeople(db)
  const token = startSession(db, { person: salma, at: NOON })
  disable(db, { person: adam, at: NOON }, salma.id)
  enable(db, { person: adam, at: NOON }, salma.id)
  assert.equal(findViewer(db, token, NOON), null)
})

test('expired sessions are swept out at the next sign-in', (t) => {
  const db = testDesk(t)
  const { salma } = testPeople(db)
  startSession(db, { person: salma, at: NOON })
  startSession(db, { person: salma, at: after(12 * HOUR) })
  assert.deepEqual(db.prepare('SELECT count(*) AS n FROM sessions').get(), { n: 1 })
})

test('the session says who asks, in which language, and whether they may', async (t) => {
  const db = testDesk(t)
  const { salma, adam } = testPeople(db)
  const { as, anyone, clock } = await testServer(t, db)
  const [salmas, adams] = [as(salma), as(adam)]

  assert.equal((await anyone.get('/people')).headers.get('location'), '/sign-in?next=%2Fpeople')
  assert.equal((await salmas.get('/people')).status, 403)
  assert.equal((await adams.get('/people')).status, 200)
  assert.equal((await adams.post('/locale', { locale: 'ar' })).status, 303)
  assert.match(await (await adams.get('/people')).text(), /<html lang="ar" dir="rtl">/)

  clock.at = after(12 * HOUR)
  assert.equal((await adams.get('/people')).status, 303)
  assert.equal((await adams.post('/people', { name: 'x' })).status, 401)
})

test('reading a session writes nothing', async (t) => {
  const db = testDesk(t)
  const { adam } = testPeople(db)
  const { as } = await testServer(t, db)
  const browser = as(adam)
  const before = db.prepare('SELECT total_changes() AS n').get()
  for (let i = 0; i < 5; i++) await browser.get('/people')
  assert.deepEqual(db.prepare('SELECT total_changes() AS n').get(), before)
})
