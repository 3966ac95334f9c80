import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Database } from '../database.ts'
import { change } from '../audit/trail.ts'
import { NOON, testDesk } from '../web/testing.ts'
import { countFailure, forgiveAccount, LIMITS, mayTryAgainAt, networkOf, type Attempt } from './throttle.ts'

const MINUTE = 60_000
const after = (minutes: number) => new Date(NOON.getTime() + minutes * MINUTE)
const salma = { email: 'salma@desk.test', address: '192.0.2.1' }

const fail = (db: Database, attempt: Attempt, at: Date) => change(db, { person: null, at }, (record) => {
  countFailure(db, attempt, at)
  record({ action: 'person.sign_in_failed', subject: 'desk' })
})
const failures = (db: Database) => (db.prepare('SELECT count(*) AS n FROM sign_in_failures').get() as { n: number }).n

test('the fifth failure of an account closes it until the first is a quarter of an hour old', (t) => {
  const db = testDesk(t)
  for (let i = 0; i < 5; i++) {
    assert.equal(mayTryAgainAt(db, salma, after(i)), null)
    fail(db, { ...salma, address: `192.0.2.${i}` }, after(i))
  }
  assert.deepEqual(mayTryAgainAt(db, salma, after(5)), after(15))
  assert.deepEqual(mayTryAgainAt(db, { ...salma, email: ' SALMA@desk.test' }, after(5)), after(15))
  assert.deepEqual(mayTryAgainAt(db, salma, new Date(after(15).getTime() - 1)), after(15))
  assert.equal(mayTryAgainAt(db, salma, after(15)), null)
  assert.equal(mayTryAgainAt(db, { ...salma, email: 'nadia@desk.test' }, after(5)), null)
})

test('the twentieth failure from an address closes it for every account', (t) => {
  const db = testDesk(t)
  for (let i = 0; i < 20; i++) fail(db, { ...salma, email: `person${i}@desk.test` }, NOON)
  assert.deepEqual(mayTryAgainAt(db, { ...salma, email: 'new@desk.test' }, after(1)), after(15))
  assert.equal(mayTryAgainAt(db, { email: 'new@desk.test', address: '192.0.2.2' }, after(1)), null)
})

test('whoever waits and goes on guessing waits longer', (t) => {
  const db = testDesk(t)
  for (const start of [0, 15, 30]) for (let i = 0; i < 5; i++) fail(db, salma, after(start))
  assert.deepEqual(mayTryAgainAt(db, salma, after(50)), after(120))
})

test('coming in clears the account, and not the address', (t) => {
  const db = testDesk(t)
  for (let i = 0; i < 20; i++) fail(db, salma, NOON)
  change(db, { person: null, at: NOON }, (record) => {
    forgiveAccount(db, 'Salma@desk.test')
    record({ action: 'person.signed_in', subject: 'desk' })
  })
  assert.equal(mayTryAgainAt(db, { ...salma, address: '192.0.2.2' }, after(1)), null)
  assert.deepEqual(mayTryAgainAt(db, salma, after(1)), after(15))
})

test('failures that no longer count are forgotten at the next one', (t) => {
  const db = testDesk(t)
  for (let i = 0; i < 4; i++) fail(db, salma, NOON)
  assert.equal(failures(db), 8)
  fail(db, salma, after(120))
  assert.equal(failures(db), 2)
})

test('asking writes nothing', (t) => {
  const db = testDesk(t)
  for (let i = 0; i < 5; i++) fail(db, salma, NOON)
  const before = failures(db)
  for (let i = 0; i < 50; i++) mayTryAgainAt(db, salma, after(1))
  assert.equal(failures(db), before)
})

test('an address may fail more often than an account', () => {
  for (const [i, { failures }] of LIMITS.account.entries()) assert.ok(failures < LIMITS.address[i]!.failures)
})

for (const [address, network] of [
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2345::1', '2001:db8:1:2300::/56'],
  ['2001:db8:1:23ff:ffff:ffff:ffff:ffff', '2001:db8:1:2300::/56'],
  ['2001:0db8:0001:2300:0000:0000:0000:0001', '2001:db8:1:2300::/56'],
  ['2001:db8:1:2400::1', '2001:db8:1:2400::/56'],
  ['2001:db8::1', '2001:db8:0:0::/56'],
  ['::1', '0:0:0:0::/56'],
  ['fe80::1%eth0', 'fe80:0:0:0::/56'],
  ['64:ff9b::192.0.2.7', '64:ff9b:0:0::/56'],
  ['', ''],
] as const) test(`the network of '${address}' is '${network}'`, () => assert.equal(networkOf(address), network))
