import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDesk, testPeople, testServer } from '../web/testing.ts'
import { formIn, tagsIn, wordsIn } from '../web/testing-page.ts'
import { eventsAfter } from './testing.ts'
import { findBearer, listTokens, makeToken, revokeToken } from './personal-tokens.ts'
import { NOON } from '../web/testing.ts'

const FIELDS = { name: 'Nightly export', role: 'checker', days: '30' }
const shownIn = (page: string) => /value="(cd_[\w-]{43})"/.exec(page)?.[1]

test('a token is shown on the page that answers its form, and never again', async (t) => {
  const db = testDesk(t)
  const { salma } = testPeople(db)
  const salmas = (await testServer(t, db)).as(salma)
  const answer = await salmas.post('/tokens', { ...FIELDS, once: 'one-form' })
  assert.equal(answer.status, 201)
  const token = shownIn(await answer.text())!
  assert.deepEqual(findBearer(db, token, NOON), salma)

  assert.equal(shownIn(await (await salmas.get('/tokens')).text()), undefined)
  const again = await salmas.post('/tokens', { ...FIELDS, once: 'one-form' })
  const told = await again.text()
  assert.deepEqual([again.status, shownIn(told)], [200, undefined])
  assert.match(wordsIn(told), /made the token .Nightly export. once\. It was shown only in the first answer/)
  assert.deepEqual(eventsAfter(db, 0).map(({ action }) => action).filter((action) => action === 'token.made'), ['token.made'], 'sent again, it makes no second one')
  assert.equal((await salmas.post('/tokens', { ...FIELDS, name: 'Another', once: 'one-form' })).status, 201, 'other words under the old key make another')
  assert.ok(!JSON.stringify(eventsAfter(db, 0)).includes(token.slice(9)))
})

for (const [field, typed] of [['name', ''], ['name', '…'], ['name', 'a\u202Eb'], ['name', 'x'.repeat(101)], ['role', 'supervisor'], ['role', 'admin'], ['role', 'owner'], ['days', ''], ['days', '0'], ['days', '367'], ['days', '-1'], ['days', '1.5'], ['days', '9999999999']] as const) {
  test(`a token whose ${field} is ${JSON.stringify(typed).slice(0, 30)} is refused at the field, and what was typed is kept`, async (t) => {
    const db = testDesk(t)
    const { salma } = testPeople(db)
    const salmas = (await testServer(t, db)).as(salma)
    const before = db.serialize()
    const answer = await salmas.post('/tokens', { ...FIELDS, [field]: typed })
    const form = formIn(await answer.text(), '/tokens')
    assert.equal(answer.status, 422)
    assert.ok(form[field]!.invalid && form[field]!.problem)
    assert.equal(form.days!.value, field === 'days' ? typed : '30')
    assert.ok(before.equals(db.serialize()))
  })
}

test('an admin sees whose they are and ends them; others find nothing there', async (t) => {
  const db = testDesk(t)
  const { salma, yusuf, adam } = testPeople(db)
  const { as } = await testServer(t, db)
  await as(salma).post('/tokens', FIELDS)
  const [, id] = /\/tokens\/(\w{10})\/revocation/.exec(await (await as(adam).get('/tokens')).text())!
  assert.match(wordsIn(await (await as(adam).get('/tokens')).text()), /Nightly export .*Salma/)
  assert.doesNotMatch(wordsIn(await (await as(yusuf).get('/tokens')).text()), /Nightly export/)
  assert.equal((await as(yusuf).post(`/tokens/${id}/revocation`)).status, 404)
  assert.equal((await as(adam).post(`/tokens/${id}/revocation`)).headers.get('location'), '/tokens')
  assert.match(wordsIn(await (await as(salma).get('/tokens')).text()), /Revoked on/)
})

test('a long list goes on, page by page: what works comes first, and no token is left out or comes twice', async (t) => {
  const db = testDesk(t)
  const { salma, yusuf, adam } = testPeople(db)
  const { as } = await testServer(t, db)
  const make = (person: typeof salma, name: string) => makeToken(db, { person, at: NOON }, { name, role: 'checker', days: 30 })
  const revokeAll = (person: typeof salma) => { for (const { id } of listTokens(db, person, { at: NOON, limit: 99 })) revokeToken(db, { person, at: NOON }, id) }
  for (let n = 0; n < 45; n++) make(salma, `Of Salma ${n}`)
  for (let n = 0; n < 20; n++) make(yusuf, `Of Yusuf ${n}`)
  revokeAll(salma)
  revokeAll(yusuf)
  make(yusuf, 'Works for Yusuf')
  make(salma, 'Works for Salma')

  const read = async (person: typeof salma, path: string) => {
    const page = await (await as(person).get(path)).text()
    const hrefOf = (label: string) => tagsIn(page).find(({ attributes }) => attributes.rel === label)?.attributes.href
    return { names: Array.from(page.matchAll(/<th scope="row"><bdi>([^<]+)</g), ([, name]) => name!), next: hrefOf('next'), page }
  }
  const first = await read(adam, '/tokens')
  const second = await read(adam, first.next!)
  assert.deepEqual([first.names.length, second.names.length, second.next], [50, 17, undefined])
  assert.deepEqual(first.names.slice(0, 4), ['Works for Salma', 'Works for Yusuf', 'Of Salma 44', 'Of Salma 43'])
  assert.deepEqual([second.names[0], second.names.at(-1)], ['Of Yusuf 16', 'Of Yusuf 0'])
  assert.equal(new Set([...first.names, ...second.names]).size, 67)
  assert.ok(second.page.includes('href="/tokens"'), 'and back to the first page')

  const hers = await read(salma, '/tokens')
  assert.deepEqual([hers.names.length, hers.next], [46, undefined])
  const [other] = listTokens(db, yusuf, { at: NOON, limit: 1 })
  for (const nonsense of [other!.id, 'x', '', '0000000000']) assert.deepEqual((await read(salma, `/tokens?after=${nonsense}`)).names, hers.names, nonsense)
})
