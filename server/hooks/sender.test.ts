import assert from 'node:assert/strict'
import type { ServerResponse } from 'node:http'
import { test } from 'node:test'
import { key } from '../web/testing.ts'
import { addHook, findHook, renewSecret } from './hooks.ts'
import { MOST_TRIES, OVERLAP } from './rules.ts'
import { assertInOrder, assertSigned, hookedDesk, hookGuard, receiver, until } from './testing.ts'

const LIFE = ['claim.accepted', 'verdict.proposed', 'claim.signed_off', 'claim.published']

test('each event arrives, signed, in the order of its claim, and prompt', async (t) => {
  const { to, hook, sender, published, states } = await hookedDesk(t)
  const claims = [published(), published(), published()]
  sender.wake()
  await until('all have arrived', () => to.got.length === 12)
  for (const id of claims) assert.deepEqual(to.got.filter(({ lane }) => lane === id).map(({ type }) => type), LIFE)
  assertInOrder(to.got)
  assertSigned(to.got, hook.secret)
  await until('all is written down', () => states().every((state) => state === 'arrived'))
  const { headers } = to.got[0]!
  assert.deepEqual([headers['content-type'], headers['user-agent'], headers.cookie, headers['accept-encoding'], headers.host?.split(':')[0]], ['application/json', 'Claimdesk', undefined, 'identity', 'hooks.example'])
  assert.equal(headers['webhook-timestamp'], '1772625600')
})

test('a receiver that is down gets everything once it is up again', async (t) => {
  const { to, hook, sender, published, states, pass, db } = await hookedDesk(t)
  await to.down()
  const claims = [published(), published()]
  sender.wake()
  await until('both were tried', () => states().length === 8 && db.prepare('SELECT count(*) FROM delivery_attempts').pluck().get() === 2)
  assert.notEqual(findHook(db, hook.id).failingSince, null)
  pass(9_000)
  await to.up()
  pass(2_000)
  await until('all have arrived', () => to.got.length === 8)
  for (const id of claims) assert.deepEqual(to.got.filter(({ lane }) => lane === id).map(({ type }) => type), LIFE)
  assertSigned(to.got, hook.secret)
  await until('all is written down', () => states().every((state) => state === 'arrived'))
  assert.equal(findHook(db, hook.id).failingSince, null)
})

test('what fails holds back its own claim and no other, and comes again with the same id and text', async (t) => {
  const { to, sender, published, pass, inReview, db } = await hookedDesk(t)
  const bad = inReview()
  let refusals = 2
  to.answer = ({ lane }, res) => lane === bad && refusals-- > 0 ? res.writeHead(500).end('later') : res.writeHead(200).end('ok')
  const good = published()
  const tried = () => db.prepare("SELECT count(*) FROM delivery_attempts WHERE status = 500").pluck().get()
  const ofBad = () => to.got.filter(({ lane }) => lane === bad)
  sender.wake()
  await until('the other claim has arrived', () => to.got.filter(({ lane }) => lane === good).length === 4)
  await until('the first failure is written down', () => tried() === 1)
  pass(9_999)
  pass(1)
  await until('it was tried again', () => tried() === 2)
  assert.equal(ofBad().length, 2)
  pass(30_000)
  await until('it has arrived, and what waited for it', () => ofBad().length === 4)
  assert.deepEqual(ofBad().map(({ type }) => type), ['claim.accepted', 'claim.accepted', 'claim.accepted', 'verdict.proposed'])
  const same = ofBad().slice(0, 3)
  assert.deepEqual([new Set(same.map(({ body }) => body)).size, new Set(same.map(({ id }) => id)).size, new Set(same.map(({ headers }) => headers['webhook-timestamp'])).size], [1, 1, 3])
  assertInOrder(to.got)
})

/** Answers that are no yes, and what the log says of each. */
const FAILURES: Record<string, [(res: ServerResponse) => unknown, object]> = {
  'an error': [(res) => res.writeHead(500).end('broken'), { status: 500, problem: null, answer: 'broken' }],
  'a refusal': [(res) => res.writeHead(403).end('<b>no</b>'), { status: 403, problem: null, answer: '<b>no</b>' }],
  'a redirect': [(res) => res.writeHead(307, { location: '/elsewhere' }).end(), { status: 307, problem: null, answer: '' }],
  'nothing in time': [() => undefined, { status: null, problem: 'fetchTooSlow', answer: '' }],
  'headers that never end': [(res) => res.socket!.write('HTTP/1.1 200 OK\r\nX-More: '), { status: null, problem: 'fetchTooSlow', answer: '' }],
  'a connection cut at once': [(res) => res.socket!.destroy(), { status: null, problem: 'fetchNoAnswer', answer: '' }],
  'a connection cut in the headers': [(res) => res.socket!.end('HTTP/1.1 200 OK\r\nConte'), { status: null, problem: 'fetchNoAnswer', answer: '' }],
  'no HTTP': [(res) => res.socket!.end('SSH-2.0-OpenSSH_9.9\r\n'), { status: null, problem: 'fetchFailed', answer: '' }],
  'a text without end': [(res) => { res.writeHead(500); const pour = () => { while (!res.destroyed && res.write('x'.repeat(2 ** 16))); }; res.on('drain', pour); pour() }, { status: 500, problem: null, answer: 'x'.repeat(200) }],
}

for (const [what, [answer, logged]] of Object.entries(FAILURES)) {
  test(`${what} is a failure: it is written down, and tried again`, async (t) => {
    const { to, sender, queued, pass, states, db } = await hookedDesk(t, { guard: hookGuard({ mostMilliseconds: 300 }) })
    to.answer = (_got, res) => answer(res)
    queued()
    sender.wake()
    const attempts = () => db.prepare('SELECT status, problem, answer FROM delivery_attempts').all()
    await until('it is written down', () => attempts().length === 1)
    assert.deepEqual([attempts(), states(), to.got.length], [[logged], ['waiting'], 1])
    to.answer = (_got, res) => res.writeHead(202).end()
    pass(10_000)
    await until('it has arrived', () => states()[0] === 'arrived')
    assert.equal(to.got.length, 2)
  })
}

/** Answers whose status is a yes, whatever comes of the rest. */
const YESES: Record<string, (res: ServerResponse) => unknown> = {
  'a yes that is cut off': (res) => { res.writeHead(200, { 'content-length': 1000 }); res.write('half', () => res.socket!.destroy()) },
  'a yes that never ends': (res) => { res.writeHead(200); const pour = () => { while (!res.destroyed && res.write('x'.repeat(2 ** 16))); }; res.on('drain', pour); pour() },
  'a yes that trickles': (res) => { res.writeHead(200); const timer = setInterval(() => res.destroyed ? clearInterval(timer) : res.write('x'), 20) },
}

for (const [what, answer] of Object.entries(YESES)) {
  test(`${what} is a yes`, async (t) => {
    const { to, sender, queued, states } = await hookedDesk(t, { guard: hookGuard({ mostMilliseconds: 300 }) })
    to.answer = (_got, res) => answer(res)
    queued()
    sender.wake()
    await until('it is written down', () => states()[0] === 'arrived')
    assert.equal(to.got.length, 1)
  })
}

test('a receiver that says it is gone is told nothing more, and the trail says so', async (t) => {
  const { to, sender, published, hook, states, db } = await hookedDesk(t)
  to.answer = (_got, res) => res.writeHead(410).end()
  published()
  sender.wake()
  await until('it has ended', () => findHook(db, hook.id).state === 'ended')
  published()
  sender.wake()
  await until('nothing is on its way', () => states().every((state) => state === 'given_up'))
  assert.equal(to.got.length, 1)
  assert.equal(db.prepare("SELECT body ->> '$.actor' IS NULL FROM audit_events WHERE action = 'webhook.gone'").pluck().get(), 1)
})

test('what never arrives is given up after three days, the log says so, and the desk pauses the webhook', async (t) => {
  const { to, sender, queued, hook, pass, db, log, clock } = await hookedDesk(t)
  to.answer = (_got, res) => res.writeHead(503).end()
  const began = clock.at.getTime()
  queued()
  sender.wake()
  for (let tries = 1; tries <= MOST_TRIES; tries++) {
    await until(`try ${tries} is written down`, () => db.prepare('SELECT count(*) FROM delivery_attempts').pluck().get() === tries)
    const next = db.prepare('SELECT next_at FROM deliveries').pluck().get() as string | null
    if (next) pass(Date.parse(next) - clock.at.getTime())
  }
  await until('it is paused', () => findHook(db, hook.id).state === 'paused')
  assert.deepEqual(log.map((line) => line.replace(/\d+(?=:)/, 'N').replace(/http\S+/, 'HOST')), ['The desk gave up telling HOST of event N: it did not arrive in 14 tries'])
  assert.doesNotMatch(log.join(), /s3cret/)
  assert.equal(Math.round((clock.at.getTime() - began) / (60 * 60_000)), 69)
  assert.equal(db.prepare("SELECT count(*) FROM audit_events WHERE action = 'webhook.failed'").pluck().get(), 1)
})

test('few are on their way at once, and one that is slow takes nothing from another', async (t) => {
  const { to, sender, queued, db, by, adam } = await hookedDesk(t)
  const other = await receiver(t)
  addHook(db, by(adam), { address: other.address, kinds: ['claim.accepted'] }, key)
  const open: ServerResponse[] = []
  to.answer = (_got, res) => open.push(res)
  for (let n = 0; n < 12; n++) queued()
  sender.wake()
  await until('the other has all of it', () => other.got.length === 12)
  assert.equal(open.length, 2, 'two to one receiver')
  to.answer = (_got, res) => res.writeHead(204).end()
  for (const res of open) res.writeHead(204).end()
  await until('the slow one has it too', () => to.got.length === 12)
  assertInOrder(to.got)
})

test('with a new secret both sign for a day, then the new one alone', async (t) => {
  const { to, sender, queued, hook, pass, db, by, adam } = await hookedDesk(t)
  const secret = renewSecret(db, by(adam), hook.id, key)
  queued()
  sender.wake()
  await until('it has arrived', () => to.got.length === 1)
  assert.equal(String(to.got[0]!.headers['webhook-signature']).split(' ').length, 2)
  for (const one of [secret, hook.secret]) assertSigned(to.got, one)
  pass(OVERLAP)
  queued()
  sender.wake()
  await until('the next has arrived', () => to.got.length === 2)
  assertSigned(to.got.slice(1), secret)
  assert.throws(() => assertSigned(to.got.slice(1), hook.secret))
})

test('a sender that is stopped waits for what is on its way, and another goes on', async (t) => {
  const { to, sender, start, published, states } = await hookedDesk(t)
  let answer = () => {}
  to.answer = (_got, res) => { answer = () => res.writeHead(204).end() }
  published()
  sender.wake()
  await until('the first is there', () => to.got.length === 1)
  const stopped = sender.stop()
  answer()
  await stopped
  assert.deepEqual(states(), ['arrived', 'waiting', 'waiting', 'waiting'])
  sender.wake()
  await new Promise((resolve) => setTimeout(resolve, 50))
  assert.equal(to.got.length, 1)

  to.answer = (_got, res) => res.writeHead(204).end()
  start()
  await until('all have arrived', () => to.got.length === 4)
  await until('all is written down', () => states().every((state) => state === 'arrived'))
})

test('what a stop breaks off is not written down as a failure, and is sent again', async (t) => {
  const { to, sender, start, queued, states, db } = await hookedDesk(t)
  to.answer = () => undefined
  queued()
  sender.wake()
  await until('it is there', () => to.got.length === 1)
  await sender.stop()
  assert.deepEqual([states(), db.prepare('SELECT count(*) FROM delivery_attempts').pluck().get()], [['waiting'], 0])
  to.answer = (_got, res) => res.writeHead(204).end()
  start()
  await until('it has arrived', () => states()[0] === 'arrived')
  assert.deepEqual(to.got.map(({ id }) => id), [to.got[0]!.id, to.got[0]!.id])
})
