import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { NOON, testDesk, testServer, tracesIn } from '../web/testing.ts'
import { wordsIn } from '../web/testing-page.ts'
import { findPerson, invite, listPeople } from './people.ts'
import { eventsAfter, PASSWORD, sidOf, testMembers } from './testing.ts'

async function desk(t: TestContext) {
  const db = testDesk(t)
  const people = await testMembers(db)
  const server = await testServer(t, db)
  return { db, ...people, ...server, admin: server.as(people.adam) }
}

const zaynab = { name: 'زينب', email: 'zaynab@desk.test', role: 'checker', locale: 'ar' }
const linkIn = (page: string) => /value="http:\/\/desk\.test\/join\/([\w-]{43})"/.exec(page)?.[1]

test('an invitation shows its link once, and sending it again makes no second one', async (t) => {
  const { db, admin, anyone } = await desk(t)
  const seen = tracesIn(db)
  const answer = await admin.post('/people', { ...zaynab, once: 'key-of-this-form' })
  const page = await answer.text()
  const token = linkIn(page)!
  assert.equal(answer.status, 201)
  assert.match(page, /<bdi>زينب<\/bdi>/)
  assert.equal((await anyone.get(`/join/${token}`)).status, 200)

  const again = await admin.post('/people', { ...zaynab, once: 'key-of-this-form' })
  const told = await again.text()
  assert.deepEqual([again.status, linkIn(told)], [200, undefined])
  assert.ok(wordsIn(told).includes('shown only in the first answer'), 'whoever pressed twice learns where the link went')
  assert.equal(linkIn(await (await admin.get('/people')).text()), undefined)
  assert.equal((await anyone.get(`/join/${token}`)).status, 200)
  assert.deepEqual(eventsAfter(db, seen).map(({ action }) => action), ['person.invited'])

  const other = await admin.post('/people', { ...zaynab, email: 'zaynab2@desk.test', once: 'key-of-this-form' })
  assert.equal(other.status, 201, 'a page that was gone back to invites somebody else')
})

test('an invitation that cannot be made says why, beside what was typed', async (t) => {
  const { db, admin } = await desk(t)
  const seen = tracesIn(db)
  for (const [fields, field, problem] of [
    [{ name: ' ' }, 'name', 'Fill this in'],
    [{ name: '\u200f\u200f' }, 'name', 'Fill this in'],
    [{ name: 'Zay\u200fnab' }, 'name', 'cannot be read'],
    [{ name: '!!!' }, 'name', 'Fill this in'],
    [{ name: 'x'.repeat(101) }, 'name', 'too long'],
    [{ email: 'zaynab' }, 'email', 'not an e-mail address'],
    [{ email: 'SALMA@desk.test' }, 'email', 'has this e-mail address already'],
    [{ role: 'owner' }, 'role', 'Choose one'],
    [{ locale: '' }, 'locale', 'Choose one'],
  ] as const) {
    const answer = await admin.post('/people', { ...zaynab, ...fields })
    const page = await answer.text()
    assert.equal(answer.status, 422)
    assert.match(page, new RegExp(`id="field-${field}"[^>]*aria-invalid="true" aria-describedby="field-${field}-problem" autofocus`))
    assert.match(page, new RegExp(`id="field-${field}-problem">[^<]*${problem}`))
    if (field !== 'name') assert.match(page, /value="زينب"/)
  }
  assert.equal(tracesIn(db), seen)
})

test('what people are called is shown as text, whatever it is', async (t) => {
  const { admin } = await desk(t)
  await admin.post('/people', { ...zaynab, name: '<b>"&\'</b> אבג' })
  assert.match(await (await admin.get('/people')).text(), /<bdi>&lt;b&gt;&#34;&amp;&#39;&lt;\/b&gt; אבג<\/bdi>/)
})

test('each step does one thing, leaves one trace, and leads back to the list', async (t) => {
  const { db, admin, salma } = await desk(t)
  for (const [step, fields, action, check] of [
    ['role', { role: 'supervisor' }, 'person.role_changed', () => findPerson(db, salma.id).role === 'supervisor'],
    ['disabling', {}, 'person.disabled', () => findPerson(db, salma.id).standing === 'disabled'],
    ['enabling', {}, 'person.enabled', () => findPerson(db, salma.id).standing === 'active'],
  ] as const) {
    const seen = tracesIn(db)
    for (let i = 0; i < 2; i++) {
      const answer = await admin.post(`/people/${salma.id}/${step}`, { ...fields, once: `once-${step}` })
      assert.deepEqual([answer.status, answer.headers.get('location')], [303, '/people'])
    }
    assert.deepEqual(eventsAfter(db, seen).map((event) => event.action), [action])
    assert.ok(check())
    assert.equal((await admin.get(`/people/${salma.id}/${step}`)).headers.get('location'), '/people')
  }
})

test('a reset shuts somebody out until they use the link', async (t) => {
  const { db, admin, anyone, salma, as } = await desk(t)
  const salmas = as(salma)
  const answer = await admin.post(`/people/${salma.id}/reset`, { once: 'key' })
  const token = linkIn(await answer.text())!
  assert.equal(answer.status, 200)
  assert.equal((await salmas.get('/')).status, 200)
  assert.equal((await anyone.post('/sign-in', { email: salma.email, password: PASSWORD })).status, 422)

  const joined = await anyone.post(`/join/${token}`, { password: 'a goat in the lift', locale: 'en' })
  assert.equal((await anyone.get('/', { cookie: sidOf(joined) })).headers.get('location'), '/claims')
  assert.equal((await anyone.post('/sign-in', { email: salma.email, password: PASSWORD })).status, 422)
  assert.equal((await anyone.post('/sign-in', { email: salma.email, password: 'a goat in the lift' })).status, 303)
  const again = await admin.post(`/people/${salma.id}/reset`, { once: 'key' })
  const told = await again.text()
  assert.deepEqual([again.status, linkIn(told), wordsIn(told).includes('shown only in the first answer')], [200, undefined, true])
  assert.equal(findPerson(db, salma.id).standing, 'active')
})

test('an admin is offered nothing that would be refused, and refused what is not offered', async (t) => {
  const { admin, adam, db } = await desk(t)
  const page = await (await admin.get('/people')).text()
  assert.doesNotMatch(page, new RegExp(`action="/people/${adam.id}/`))

  const seen = tracesIn(db)
  for (const step of ['disabling', 'reset', 'role']) assert.equal((await admin.post(`/people/${adam.id}/${step}`, { role: 'checker' })).status, 403)
  assert.equal((await admin.post('/people/NOBODY0000/disabling')).status, 404)
  assert.equal((await admin.post(`/people/${adam.id}/role`, { role: 'owner' })).status, 422)
  assert.equal(tracesIn(db), seen)
})

test('only admins manage people', async (t) => {
  const { db, salma, nadia, yusuf, as, anyone } = await desk(t)
  const seen = () => [tracesIn(db), listPeople(db)]
  const browsers = [[as(salma), 403, 403], [as(nadia), 403, 403], [anyone, 303, 401]] as const
  const before = seen()
  for (const [browser, read, write] of browsers) {
    for (const path of ['/people', `/people/${yusuf.id}/role`]) assert.equal((await browser.get(path)).status, read)
    assert.equal((await browser.post('/people', zaynab)).status, write)
    for (const step of ['role', 'disabling', 'enabling', 'reset']) assert.equal((await browser.post(`/people/${yusuf.id}/${step}`, { role: 'admin' })).status, write)
  }
  assert.deepEqual(seen(), before)
})

test('no form of another site is obeyed', async (t) => {
  const { db, admin, salma } = await desk(t)
  const seen = tracesIn(db)
  for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }]) {
    for (const path of ['/people', `/people/${salma.id}/disabling`, '/sign-out', '/locale', '/sign-in']) {
      assert.equal((await admin.post(path, { ...zaynab, password: PASSWORD }, headers)).status, 403)
    }
  }
  assert.equal(tracesIn(db), seen)
})

test('passwords, tokens and their hashes stand nowhere but in their tables', async (t) => {
  const { db, admin, anyone, adam } = await desk(t)
  const secrets = ['a goat in the lift', 'a second goat', 'a wrong goat', 'oops@goat']
  const token = linkIn(await (await admin.post('/people', zaynab)).text())!
  const joined = await anyone.post(`/join/${token}`, { password: secrets[0]!, locale: 'ar' })
  const { id } = listPeople(db).find(({ email }) => email === zaynab.email)!
  await anyone.post('/sign-in', { email: zaynab.email, password: secrets[2]! })
  await anyone.post('/sign-in', { email: secrets[2]!, password: zaynab.email })
  const signedIn = await anyone.post('/sign-in', { email: zaynab.email, password: secrets[0]! })
  await anyone.post('/sign-out', {}, { cookie: sidOf(signedIn) })
  const second = linkIn(await (await admin.post(`/people/${id}/reset`)).text())!
  await anyone.post(`/join/${second}`, { password: secrets[1]!, locale: 'ar' })
  const third = invite(db, { person: adam, at: NOON }, { name: 'Omar', email: 'omar@desk.test', role: 'checker', locale: 'ar' }).token

  const hashes = (db.prepare(`
    SELECT token_hash AS hash FROM sessions UNION ALL SELECT token_hash FROM invitations
    UNION ALL SELECT password_hash FROM people WHERE password_hash IS NOT NULL
  `).all() as { hash: string }[]).map(({ hash }) => hash)
  const trail = (db.prepare('SELECT body FROM audit_events').all() as { body: string }[]).map(({ body }) => body).join('\n')
  for (const secret of [...secrets, ...hashes, token, second, third, sidOf(joined).slice(4), sidOf(signedIn).slice(4), 'argon2']) {
    assert.equal(trail.includes(secret), false, secret)
  }

  const file = db.serialize()
  assert.ok(trail.includes(zaynab.email) && file.includes(zaynab.email))
  for (const secret of [...secrets, token, second, third, sidOf(joined).slice(4)]) assert.equal(file.includes(secret), false, secret)
})
