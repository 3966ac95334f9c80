import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refusal } from '../errors.ts'
import { hashPassword, inTurn, matches } from './passwords.ts'

test('what is stored names its own cost, and no two are the same', async () => {
  const [one, two] = await Promise.all([hashPassword('palm tree on the roof'), hashPassword('palm tree on the roof')])
  assert.match(one, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/)
  assert.notEqual(one, two)
})

test('only the password itself matches', async () => {
  const stored = await hashPassword('نخلة فوق السطح')
  for (const [password, right] of [
    ['نخلة فوق السطح', true],
    ['نخلة فوق السطح ', false],
    ['نخلة فوق السط', false],
    ['', false],
  ] as const) assert.equal(await matches(password, stored), right, password)
})

test('a letter that keyboards write in two ways is one letter', async () => {
  const stored = await hashPassword('\u0622خر القطار ليلًا')
  assert.equal(await matches('\u0627\u0653خر القطار ليلًا', stored), true)
})

test('hashes made elsewhere, at another cost, are understood', async () => {
  // From the tests of the reference implementation of Argon2.
  const stored = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc'
  assert.equal(await matches('password', stored), true)
  assert.equal(await matches('differentpassword', stored), false)
})

test('an account without a password costs the same work and never matches', async () => {
  const stored = await hashPassword('palm tree on the roof')
  const times: [known: number[], unknown: number[]] = [[], []]
  for (let i = 0; i < 18; i++) {
    const start = process.cpuUsage()
    await matches('something else', i % 2 ? null : stored)
    times[i % 2 ? 1 : 0].push(process.cpuUsage(start).user / 1000)
  }
  const [known, unknown] = times.map((each) => each.sort((a, b) => a - b)[4]!) as [number, number]

  assert.equal(await matches('', null), false)
  // Of the processor's time, which others on a busy machine do not take; without the work it would be a hundredth.
  assert.ok(unknown > known / 2 && unknown < known * 2, `${known} ms with a password, ${unknown} ms without`)
})

test('two work at a time, in the order in which they came', async () => {
  let [running, most] = [0, 0]
  const order: number[] = []
  await Promise.all(Array.from({ length: 12 }, (_, i) => inTurn(async () => {
    most = Math.max(most, ++running)
    order.push(i)
    await new Promise((resolve) => setImmediate(resolve))
    running--
  })))
  assert.equal(most, 2)
  assert.deepEqual(order, Array.from({ length: 12 }, (_, i) => i))
})

test('a failure gives its place to the next', async () => {
  const failing = () => inTurn(() => Promise.reject(new Error('on purpose')))
  await Promise.allSettled([failing(), failing(), failing()])
  assert.equal(await inTurn(() => Promise.resolve('in')), 'in')
})

test('a crowd is sent away rather than kept waiting', async () => {
  const answers = await Promise.allSettled(Array.from({ length: 110 }, () => inTurn(() => new Promise((resolve) => setImmediate(resolve)))))
  const refused = answers.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[]
  assert.equal(refused.length, 8)
  assert.ok(refused.every(({ reason }) => reason instanceof Refusal && reason.status === 503))
})
