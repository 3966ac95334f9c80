import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NOON, testDesk, testPeople } from '../web/testing.ts'
import { changeRole, disable, enable, reset } from './people.ts'
import { findBearer, listTokens, makeToken, revokeToken, rolesUpTo } from './personal-tokens.ts'
import { tokenHash } from './tokens.ts'
import type { Person, Role } from './person.ts'

function people(t: Parameters<typeof testDesk>[0]) {
  const db = testDesk(t)
  const all = testPeople(db)
  const make = (person: Person, role: Role = person.role, days = 30) => makeToken(db, { person, at: NOON }, { name: 'A program', role, days })
  const roleOf = (token: string, at = NOON) => { const shown = findBearer(db, token, at); return typeof shown === 'string' ? shown : shown.role }
  return { db, ...all, make, roleOf, act: (person: Person) => ({ person, at: NOON }) }
}

test('a token is 32 random bytes behind a mark, of which the desk keeps the hash and how it begins', (t) => {
  const { db, salma, make } = people(t)
  const [one, other] = [make(salma), make(salma)]
  assert.match(one, /^cd_[\w-]{43}$/)
  assert.notEqual(one, other)
  const row = db.prepare('SELECT * FROM personal_tokens WHERE token_hash = ?').get(tokenHash(one)) as Record<string, string>
  assert.equal(row.beginning, one.slice(0, 8))
  for (const table of ['personal_tokens', 'audit_events']) assert.doesNotMatch(JSON.stringify(db.prepare(`SELECT * FROM ${table}`).all()), new RegExp(one.slice(9)), table)
  assert.ok(!db.serialize().includes(one.slice(9)), 'it stands nowhere in the file')
  assert.ok(!JSON.stringify(db.prepare('SELECT body FROM audit_events').all()).includes(one.slice(0, 8)), 'and nothing of it in the trail')
})

test('it does what its role allows, and no more than its person may do now', (t) => {
  const { db, nadia, adam, make, roleOf, act } = people(t)
  const [low, high] = [make(nadia, 'checker'), make(nadia, 'supervisor')]
  assert.deepEqual([roleOf(low), roleOf(high)], ['checker', 'supervisor'])
  changeRole(db, act(adam), nadia.id, 'checker')
  assert.deepEqual([roleOf(low), roleOf(high)], ['checker', 'checker'])
  changeRole(db, act(adam), nadia.id, 'admin')
  assert.deepEqual([roleOf(low), roleOf(high)], ['checker', 'supervisor'])
  assert.deepEqual([rolesUpTo('checker'), rolesUpTo('supervisor'), rolesUpTo('admin')], [['checker'], ['checker', 'supervisor'], ['checker', 'supervisor', 'admin']])
})

test('it works until its day, until it is revoked, and until its person is shut out or loses their password', (t) => {
  const { db, salma, yusuf, adam, make, roleOf, act } = people(t)
  const day = 24 * 60 * 60 * 1000
  const short = make(salma, 'checker', 1)
  assert.deepEqual([roleOf(short, new Date(NOON.getTime() + day - 1)), roleOf(short, new Date(NOON.getTime() + day))], ['checker', 'over'])
  assert.equal(roleOf('cd_nobody'), 'unknown')

  const revoked = make(salma)
  revokeToken(db, act(salma), listTokens(db, salma, { at: NOON, limit: 9 })[0]!.id)
  const works = [short, revoked].filter((token) => roleOf(token) !== 'over')
  assert.equal(works.length, 1)

  const shut = make(yusuf)
  disable(db, act(adam), yusuf.id)
  assert.equal(roleOf(shut), 'over')
  enable(db, act(adam), yusuf.id)
  assert.equal(roleOf(shut), 'over', 'it does not come back with its person')

  const lost = make(salma)
  reset(db, act(adam), salma.id)
  assert.equal(roleOf(lost), 'over')
})

test('everybody sees and ends their own, an admin those of all, and nobody the token itself', (t) => {
  const { db, salma, yusuf, adam, make, act } = people(t)
  const tokens = [make(salma), make(yusuf)]
  const [hers] = listTokens(db, salma, { at: NOON, limit: 9 })
  assert.deepEqual(listTokens(db, salma, { at: NOON, limit: 9 }).map(({ person }) => person), ['Salma'])
  assert.deepEqual(listTokens(db, adam, { at: NOON, limit: 9 }).map(({ person }) => person), ['Salma', 'Yusuf'])
  for (const token of tokens) assert.ok(!JSON.stringify(listTokens(db, adam, { at: NOON, limit: 9 })).includes(token))
  assert.throws(() => revokeToken(db, act(yusuf), hers!.id), { status: 404 })
  assert.throws(() => revokeToken(db, act(adam), 'NOTHING000'), { status: 404 })
  revokeToken(db, act(adam), hers!.id)
  assert.equal(listTokens(db, salma, { at: NOON, limit: 9 })[0]!.endedAt, NOON.toISOString())
})

test('the day of its last use is written once a day', (t) => {
  const { db, salma, make, roleOf } = people(t)
  const token = make(salma)
  const changes = () => (db.prepare('SELECT total_changes() AS n').get() as { n: number }).n
  assert.equal(listTokens(db, salma, { at: NOON, limit: 9 })[0]!.lastUsedOn, null)
  roleOf(token)
  const before = changes()
  roleOf(token, new Date(NOON.getTime() + 1000))
  assert.equal(changes(), before)
  roleOf(token, new Date(NOON.getTime() + 24 * 60 * 60 * 1000))
  assert.equal(listTokens(db, salma, { at: NOON, limit: 9 })[0]!.lastUsedOn, '2026-03-05')
})
