import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { NOON, testDesk, testServer, tracesIn } from '../web/testing.ts'
import { firstInvitation } from './invitations.ts'
import { disable, invite, reset } from './people.ts'
import { cookiesOf, eventsAfter, PASSWORD, sidOf, testMembers } from './testing.ts'

const MINUTE = 60_000
const after = (minutes: number) => new Date(NOON.getTime() + minutes * MINUTE)

async function desk(t: TestContext) {
  const db = testDesk(t)
  const people = await testMembers(db)
  const server = await testServer(t, db)
  const signIn = (email: string, password: string, more: Record<string, string> = {}, cookie = '') =>
    server.anyone.post('/sign-in', { email, password, ...more }, { cookie })
  return { db, ...people, ...server, signIn }
}

/** A page without what differs every time: keys of forms, and what was typed. */
const plain = async (response: Response) => (await response.text()).replaceAll(/value="[^"]*"/g, '')

test('a sign-in gives a session and leads to where somebody wanted to go', async (t) => {
  const { db, salma, anyone, signIn } = await desk(t)
  const seen = tracesIn(db)
  const answer = await signIn(' Salma@DESK.test', PASSWORD, { next: '/claims?status=queued' })
  assert.deepEqual([answer.status, answer.headers.get('location')], [303, '/claims?status=queued'])
  assert.match(answer.headers.getSetCookie()[0]!, /^sid=[\w-]{43}; Max-Age=43200; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/)
  assert.deepEqual(eventsAfter(db, seen).map(({ action, subject, actor }) => [action, subject, actor?.id]), [['person.signed_in', `person/${salma.id}`, salma.id]])

  const inside = { cookie: sidOf(answer) }
  assert.equal((await anyone.get('/', inside)).headers.get('location'), '/claims')
  assert.equal((await anyone.get('/sign-in?next=/reports', inside)).headers.get('location'), '/reports')
})

test('behind https the cookie is bound to the host and to https', async (t) => {
  const db = testDesk(t)
  await testMembers(db)
  const { anyone } = await testServer(t, db, { publicUrl: 'https://desk.test' })
  const answer = await anyone.post('/sign-in', { email: 'adam@desk.test', password: PASSWORD })
  assert.match(answer.headers.getSetCookie()[0]!, /^__Host-sid=[\w-]{43}; Max-Age=43200; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/)

  const token = cookiesOf(answer).get('__Host-sid')!
  assert.equal((await anyone.get('/people', { cookie: `__Host-sid=${token}` })).status, 200)
  assert.equal((await anyone.get('/people', { cookie: `sid=${token}` })).status, 303)
})

test('a session that somebody planted, or had before, is not the one that comes in', async (t) => {
  const { db, anyone, signIn } = await desk(t)
  const planted = `sid=${'A'.repeat(43)}`
  const first = await signIn('adam@desk.test', PASSWORD, {}, planted)
  assert.notEqual(sidOf(first), planted)
  assert.equal((await anyone.get('/people', { cookie: planted })).status, 303)

  const second = await signIn('adam@desk.test', PASSWORD, {}, sidOf(first))
  assert.notEqual(sidOf(second), sidOf(first))
  assert.equal((await anyone.get('/people', { cookie: sidOf(first) })).status, 303)
  assert.equal((await anyone.get('/people', { cookie: sidOf(second) })).status, 200)
  assert.deepEqual(db.prepare('SELECT count(*) AS n FROM sessions').get(), { n: 1 })
})

test('signing out ends the session for the server too', async (t) => {
  const { db, anyone, signIn } = await desk(t)
  const cookie = sidOf(await signIn('adam@desk.test', PASSWORD))
  const seen = tracesIn(db)
  const answer = await anyone.post('/sign-out', {}, { cookie })
  assert.deepEqual([answer.status, answer.headers.get('location'), cookiesOf(answer).get('sid')], [303, '/sign-in', ''])
  assert.equal((await anyone.get('/people', { cookie })).status, 303)
  assert.equal((await anyone.post('/sign-out', {}, { cookie })).status, 303)
  assert.deepEqual(eventsAfter(db, seen).map(({ action }) => action), ['person.signed_out'])
})

test('nobody learns which accounts exist', async (t) => {
  const { db, adam, salma, yusuf, signIn } = await desk(t)
  disable(db, { person: adam, at: NOON }, salma.id)
  reset(db, { person: adam, at: NOON }, yusuf.id)
  const seen = tracesIn(db)
  const answers = await Promise.all(['nadia', 'salma', 'yusuf', 'nobody'].map((name) => signIn(`${name}@desk.test`, name === 'nadia' ? 'wrong password' : PASSWORD)))
  const pages = await Promise.all(answers.map(plain))

  assert.deepEqual(answers.map(({ status }) => status), [422, 422, 422, 422])
  assert.deepEqual(new Set(pages).size, 1)
  assert.match(pages[0]!, /do not belong together/)
  assert.deepEqual(answers.map((answer) => [...answer.headers.keys()].join()), Array(4).fill([...answers[0]!.headers.keys()].join()))
  assert.deepEqual(eventsAfter(db, seen).map(({ action }) => action), Array(4).fill('person.sign_in_failed'))
})

test('a page that comes back shows the address that was typed, the problem at its field, and never the password', async (t) => {
  const { signIn } = await desk(t)
  const page = await (await signIn('salma@desk.test', 'oops-my-secret', { next: '/reports' })).text()
  assert.match(page, /name="email"[^>]*>/)
  assert.match(page, /value="salma@desk\.test"/)
  assert.match(page, /<input type="password" value="" [^>]*aria-invalid="true" aria-describedby="field-password-problem" autofocus=""/)
  assert.match(page, /id="field-password-problem"/)
  assert.match(page, /name="next" value="\/reports"/)
  assert.doesNotMatch(page, /oops-my-secret/)
})

test('what cannot be a sign-in is said at its field, and is no try', async (t) => {
  const { db, signIn } = await desk(t)
  const seen = tracesIn(db)
  for (const [email, password, problem] of [
    ['', PASSWORD, /id="field-email-problem">Fill this in/],
    ['salma@desk.test', '', /id="field-password-problem">Fill this in/],
    ['palm tree on the roof', 'x', /id="field-email-problem">This is not an e-mail address/],
    [`${'a'.repeat(250)}@desk.test`, 'x', /id="field-email-problem">This is too long/],
    ['salma@desk.test', 'x'.repeat(201), /id="field-password-problem">This is too long/],
  ] as const) {
    const answer = await signIn(email, password)
    assert.equal(answer.status, 422)
    assert.match(await answer.text(), problem)
  }
  assert.equal(tracesIn(db), seen)
})

test('guessing one account is slowed down, whether it exists or not, and a restart forgives nothing', async (t) => {
  for (const email of ['salma@desk.test', 'nobody@desk.test']) {
    const { db, signIn, clock } = await desk(t)
    for (let i = 0; i < 5; i++) {
      clock.at = after(i)
      assert.equal((await signIn(email, `guess number ${i}`)).status, 422)
    }

    const restarted = await testServer(t, db)
    const [seen, before] = [tracesIn(db), db.prepare('SELECT total_changes() AS n').get()]
    restarted.clock.at = after(5.5)
    const answer = await restarted.anyone.post('/sign-in', { email: email.toUpperCase(), password: PASSWORD })
    assert.deepEqual([answer.status, answer.headers.get('retry-after'), cookiesOf(answer).size], [429, '570', 0])
    assert.match(await answer.text(), /Too many tries have failed\. You can try again at \d\d:15\./)
    assert.equal(tracesIn(db), seen)
    assert.deepEqual(db.prepare('SELECT total_changes() AS n').get(), before)

    restarted.clock.at = after(15)
    assert.equal((await restarted.anyone.post('/sign-in', { email, password: PASSWORD })).status, email.startsWith('salma') ? 303 : 422)
  }
})

test('many guesses at once are not many guesses', async (t) => {
  const { db, signIn } = await desk(t)
  const seen = tracesIn(db)
  const answers = await Promise.all(Array.from({ length: 40 }, (_, i) => signIn('salma@desk.test', `guess number ${i}`)))
  const tried = answers.filter(({ status }) => status === 422).length
  // One more than five, because two work at a time.
  assert.ok(tried >= 5 && tried <= 6, `${tried} tries were let through`)
  assert.equal(answers.filter(({ status }) => status === 429).length, 40 - tried)
  assert.equal(tracesIn(db), seen + tried)
})

test('guessing many accounts from one address is slowed down, and owning one does not help', async (t) => {
  const { signIn } = await desk(t)
  for (let i = 0; i < 20; i++) {
    if (i === 10) assert.equal((await signIn('yusuf@desk.test', PASSWORD)).status, 303)
    assert.equal((await signIn(`person${i}@desk.test`, 'guess')).status, 422)
  }
  assert.equal((await signIn('salma@desk.test', PASSWORD)).status, 429)
})

test('coming in forgives what one mistyped', async (t) => {
  const { signIn } = await desk(t)
  for (let round = 0; round < 2; round++) {
    for (let i = 0; i < 4; i++) assert.equal((await signIn('salma@desk.test', 'mistyped')).status, 422)
    assert.equal((await signIn('salma@desk.test', PASSWORD)).status, 303)
  }
})

test('an invited person chooses a password and is in; the link is spent', async (t) => {
  const { db, adam, anyone } = await desk(t)
  const { person, token } = invite(db, { person: adam, at: NOON }, { name: 'زينب', email: 'zaynab@desk.test', role: 'checker', locale: 'ar' })
  const seen = tracesIn(db)
  const page = await (await anyone.get(`/join/${token}`)).text()
  assert.match(page, /<html lang="ar" dir="rtl">/)
  assert.match(page, /أهلًا \u2068زينب\u2069/)

  const bad = await anyone.post(`/join/${token}`, { password: 'too short', locale: 'ar' })
  assert.equal(bad.status, 422)
  assert.match(await bad.text(), /id="field-password-problem"/)
  assert.equal(tracesIn(db), seen)

  const answer = await anyone.post(`/join/${token}`, { password: 'a goat in the lift', locale: 'en', once: 'key-of-this-form' })
  assert.deepEqual([answer.status, answer.headers.get('location')], [303, '/'])
  assert.deepEqual(eventsAfter(db, seen).map(({ action, subject }) => [action, subject]), [['person.joined', `person/${person.id}`], ['person.signed_in', `person/${person.id}`]])
  assert.equal((await anyone.get('/', { cookie: sidOf(answer) })).headers.get('location'), '/claims')

  for (const again of [anyone.get(`/join/${token}`), anyone.post(`/join/${token}`, { password: 'a goat in the lift', locale: 'en' }), anyone.get('/join/no-such-link')]) {
    assert.equal((await again).status, 410)
  }
})

test('looking at a link, as previews in chats do, does not use it', async (t) => {
  const { db, anyone } = await desk(t)
  const { token } = invite(db, { person: null, at: NOON }, { name: 'Zaynab', email: 'zaynab@desk.test', role: 'checker', locale: 'en' })
  for (let i = 0; i < 3; i++) assert.equal((await anyone.get(`/join/${token}`)).status, 200)
})

test('an invited person cannot choose a name, an address or a role', async (t) => {
  const { db, anyone, adam } = await desk(t)
  const { person, token } = invite(db, { person: adam, at: NOON }, { name: 'Zaynab', email: 'zaynab@desk.test', role: 'checker', locale: 'en' })
  await anyone.post(`/join/${token}`, { name: 'Nadia', email: 'nadia2@desk.test', role: 'admin', password: 'a goat in the lift', locale: 'en' })
  assert.deepEqual(db.prepare('SELECT name, email, role FROM people WHERE id = ?').get(person.id), { name: 'Zaynab', email: 'zaynab@desk.test', role: 'checker' })
})

test('the first admin enters a name, an address and a password', async (t) => {
  const db = testDesk(t)
  const { anyone } = await testServer(t, db)
  const token = firstInvitation(db, NOON)!
  const bad = await anyone.post(`/join/${token}`, { name: '\u202eHuda', email: 'huda', password: 'a goat in the lift', locale: 'xx' })
  const page = await bad.text()
  assert.equal(bad.status, 422)
  for (const field of ['name', 'email', 'locale']) assert.match(page, new RegExp(`id="field-${field}-problem"`))
  assert.doesNotMatch(page, /a goat in the lift/)

  const answer = await anyone.post(`/join/${token}`, { name: 'Huda', email: 'huda@desk.test', password: 'a goat in the lift', locale: 'ar' })
  assert.equal(answer.status, 303)
  assert.equal((await anyone.get('/people', { cookie: sidOf(answer) })).status, 200)
})

test('the pages at the door carry no script and allow none', async (t) => {
  const { db, adam, as, anyone, signIn } = await desk(t)
  const { token } = invite(db, { person: adam, at: NOON }, { name: 'Zaynab', email: 'zaynab@desk.test', role: 'checker', locale: 'en' })
  for (const answer of [
    await anyone.get('/sign-in'), await signIn('', ''), await as(adam).post('/sign-in', { email: 'x' }),
    await anyone.get(`/join/${token}`), await as(adam).get(`/join/${token}`), await anyone.post(`/join/${token}`),
  ]) {
    assert.match(answer.headers.get('content-security-policy')!, /^default-src 'none'; (?!.*script)/)
    assert.equal(answer.headers.get('cache-control'), 'no-store')
    assert.doesNotMatch(await answer.text(), /<script/)
  }
})

test('nobody is sent to another site', async (t) => {
  const { anyone, as, adam, signIn } = await desk(t)
  for (const next of ['https://elsewhere.example', '//elsewhere.example', '/\\elsewhere.example', '/\t/elsewhere.example', 'javascript:alert(1)']) {
    assert.equal((await signIn('adam@desk.test', PASSWORD, { next })).headers.get('location'), '/')
    assert.equal((await as(adam).get(`/sign-in?next=${encodeURIComponent(next)}`)).headers.get('location'), '/')
    assert.equal((await anyone.post('/locale', { locale: 'ar', back: next })).headers.get('location'), '/')
    assert.match(await (await anyone.get(`/sign-in?next=${encodeURIComponent(next)}`)).text(), /name="next" value="\/"/)
  }
  assert.equal((await anyone.get('/sign-in?next=/claims&next=//elsewhere.example')).status, 200)
})

test('a language is chosen: by anyone for a year, by a person for good', async (t) => {
  const { db, anyone, as, salma, signIn } = await desk(t)
  const seen = tracesIn(db)
  const answer = await anyone.post('/locale', { locale: 'ar', back: '/sign-in?next=%2Freports' })
  assert.deepEqual([answer.status, answer.headers.get('location')], [303, '/sign-in?next=%2Freports'])
  assert.match(answer.headers.getSetCookie()[0]!, /^locale=ar; Max-Age=31536000; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/)
  assert.match(await (await anyone.get('/sign-in', { cookie: 'locale=ar' })).text(), /<html lang="ar" dir="rtl">/)
  assert.equal(tracesIn(db), seen)

  const browser = as(salma)
  const before = tracesIn(db)
  for (let i = 0; i < 2; i++) assert.equal((await browser.post('/locale', { locale: 'ar', back: '/claims', once: 'the-same' })).headers.get('location'), '/claims')
  assert.deepEqual(eventsAfter(db, before).map(({ action }) => action), ['person.locale_changed'])
  assert.equal((await browser.post('/locale', { locale: 'xx' })).status, 422)
  assert.match(await (await anyone.get('/nowhere', { cookie: sidOf(await signIn('salma@desk.test', PASSWORD)) })).text(), /<html lang="ar" dir="rtl">/)
})

test('the door says that it is there', async (t) => {
  const { anyone } = await desk(t)
  const answer = await anyone.get('/healthz')
  assert.deepEqual([answer.status, await answer.text()], [200, 'ok'])
  assert.match(await (await anyone.get('/')).text(), /href="\/sign-in"/)
})
