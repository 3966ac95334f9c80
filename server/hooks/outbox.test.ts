import assert from 'node:assert/strict'
import { test } from 'node:test'
import { change } from '../audit/trail.ts'
import { desk, type Desk } from '../claims/testing.ts'
import { key, NOON } from '../web/testing.ts'
import { addHook, changeKinds, endGone, findHook, pause, pauseFailing, remove, resume } from './hooks.ts'
import { dueFor, layOut, nextDue, noteAttempt, prune, sendAgain, type Due } from './outbox.ts'
import { FAILING_FOR, KEPT_DAYS, MOST_TRIES, type Kind } from './rules.ts'

const HOUR = 60 * 60_000
const later = (milliseconds: number) => new Date(NOON.getTime() + milliseconds)

function hooked(here: Desk, kinds: Kind[] = ['claim.accepted', 'verdict.proposed']) {
  const { id } = addHook(here.db, here.by(here.adam), { address: 'https://hooks.example/desk?key=s3cret', kinds }, key)
  const layAll = () => { while (layOut(here.db, here.clock.at, 'https://desk.test')); }
  const due = (at = NOON) => dueFor(here.db, id, at, 100)
  const note = (one: Due, status: number, at = NOON) => noteAttempt(here.db, one, { at, milliseconds: 0, status, answer: `answer ${status}` }, 0.5)
  const rows = () => here.db.prepare<[string], { lane: string; state: string; tries: number; next: string | null }>('SELECT lane, state, tries, next_at AS next FROM deliveries WHERE webhook_id = ? ORDER BY seq').all(id)
  return { id, layAll, due, note, rows, hook: () => findHook(here.db, id) }
}

test('what happened since a webhook was added is laid out once, however often one looks, and of what it asked for only', async (t) => {
  const here = await desk(t)
  here.queued()
  const { layAll, rows, hook } = hooked(here)
  layAll()
  assert.deepEqual(rows(), [], 'what was before it is none of its business')
  const claims = [here.queued(), here.queued('Le pont')]
  here.attach(claims[0]!)
  layAll()
  layAll()
  assert.deepEqual(rows().map(({ lane }) => lane), claims)
  const seen = hook().seen
  here.attach(claims[1]!)
  layAll()
  assert.equal(hook().seen, seen, 'where nothing is to be told, nothing is written')
})

test('what happened before a webhook was told of its kind is not told afterwards; what waits in the trail stays', async (t) => {
  const here = await desk(t)
  const { id, layAll, rows } = hooked(here, ['verdict.proposed'])
  here.queued()
  layAll()
  changeKinds(here.db, here.by(here.adam), id, ['claim.accepted', 'verdict.proposed'])
  layAll()
  assert.deepEqual(rows(), [])

  const claim = here.queued('Le pont')
  changeKinds(here.db, here.by(here.adam), id, ['claim.accepted'])
  layAll()
  assert.deepEqual(rows().map(({ lane }) => lane), [claim])
})

test('what was rolled back is never told', async (t) => {
  const here = await desk(t)
  const { layAll, rows } = hooked(here)
  assert.throws(() => change(here.db, here.by(here.salma), (record) => {
    here.db.prepare("UPDATE people SET name = 'x' WHERE id = ?").run(here.salma.id)
    record({ action: 'claim.accepted', subject: 'claim/AAAAAAAAAA', claim: 'AAAAAAAAAA', report: here.report.id })
    throw new Error('undone')
  }), /undone/)
  layAll()
  assert.deepEqual(rows(), [])
})

test('in a lane only the first waits for a time, and the next gets one when it is done', async (t) => {
  const here = await desk(t)
  const { layAll, due, note, rows } = hooked(here)
  const [slow, quick] = [here.inReview(), here.inReview()]
  layAll()
  const times = () => rows().map(({ lane, next }) => [lane === slow ? 'slow' : 'quick', next])
  assert.deepEqual(times(), [['slow', NOON.toISOString()], ['slow', null], ['quick', NOON.toISOString()], ['quick', null]])

  note(due().find(({ lane }) => lane === slow)!, 500)
  note(due().find(({ lane }) => lane === quick)!, 204)
  assert.deepEqual(times(), [['slow', later(10_000).toISOString()], ['slow', null], ['quick', null], ['quick', NOON.toISOString()]])
  assert.equal(nextDue(here.db), NOON.toISOString())
  assert.deepEqual(due().map(({ lane }) => lane), [quick])
})

test('however many wait in a lane, what comes after them is laid down without a look at each', async (t) => {
  const here = await desk(t)
  const { layAll, rows } = hooked(here)
  here.inReview()
  const { prepare } = here.db
  const asked: string[] = []
  here.db.prepare = ((sql: string) => { asked.push(sql); return prepare(sql) }) as typeof prepare
  layAll()
  assert.deepEqual(rows().map(({ next }) => next), [NOON.toISOString(), null])
  assert.deepEqual(asked.filter((sql) => /UPDATE deliveries/.test(sql)), [])
})

test('what fails is given up after its last try, with all its tries in the log, and what waited for it goes on', async (t) => {
  const here = await desk(t)
  const { layAll, due, note, rows } = hooked(here)
  here.inReview()
  layAll()
  let at = NOON
  const waits: number[] = []
  for (let tries = 1; tries < MOST_TRIES; tries++) {
    assert.equal(note(due(at)[0]!, 503, at).state, 'waiting')
    const next = new Date(rows()[0]!.next!)
    assert.deepEqual(due(new Date(next.getTime() - 1)), [], 'not a moment earlier')
    waits.push(next.getTime() - at.getTime())
    at = next
  }
  assert.deepEqual(waits.map((wait) => wait / 1000), [10, 30, 90, 270, 810, 2430, 7290, 21870, 43200, 43200, 43200, 43200, 43200])
  assert.deepEqual(note(due(at)[0]!, 503, at), { state: 'given_up', isDead: true })
  assert.deepEqual(rows().map(({ state, tries, next }) => [state, tries, next]), [['given_up', MOST_TRIES, null], ['waiting', 0, at.toISOString()]])
  assert.equal(here.db.prepare("SELECT count(*) FROM delivery_attempts WHERE status = 503 AND answer = 'answer 503'").pluck().get(), MOST_TRIES)
})

test('only where nothing else has arrived for days is the whole webhook dead', async (t) => {
  const here = await desk(t)
  const { layAll, due, note, hook } = hooked(here, ['claim.accepted'])
  const [bad, good] = [here.queued(), here.queued()]
  layAll()
  const giveUp = (lane: string, at: Date) => note({ ...due(at).find((one) => one.lane === lane)!, tries: MOST_TRIES - 1 }, 500, at)
  note(due()[0]!, 500)
  assert.equal(hook().failingSince, NOON.toISOString())
  note(due().find(({ lane }) => lane === good)!, 200, later(HOUR))
  assert.equal(hook().failingSince, null)
  note(due(later(2 * HOUR))[0]!, 500, later(2 * HOUR))
  assert.deepEqual(giveUp(bad, later(2 * HOUR + FAILING_FOR - 1)), { state: 'given_up', isDead: false })

  here.queued()
  layAll()
  assert.deepEqual(giveUp(due(later(100 * HOUR))[0]!.lane, later(2 * HOUR + FAILING_FOR)), { state: 'given_up', isDead: true })
})

test('a paused webhook lays nothing out; what happened meanwhile comes when it goes on, and what waited is tried at once', async (t) => {
  const here = await desk(t)
  const { id, layAll, due, note, rows, hook } = hooked(here)
  here.queued()
  layAll()
  note(due()[0]!, 500)
  pauseFailing(here.db, NOON, id)
  assert.deepEqual([hook().state, hook().failingSince], ['paused', NOON.toISOString()], 'its page goes on saying why')
  here.queued()
  layAll()
  assert.equal(rows().length, 1)
  assert.equal(nextDue(here.db), null)

  here.clock.at = later(5000)
  resume(here.db, here.by(here.adam), id)
  assert.equal(hook().failingSince, null)
  layAll()
  assert.deepEqual(rows().map(({ tries, next }) => [tries, next]), [[0, later(5000).toISOString()], [0, later(5000).toISOString()]])
})

test('who ends, or is gone, is told nothing more, for good', async (t) => {
  const here = await desk(t)
  const [one, other] = [hooked(here), hooked(here)]
  here.inReview()
  for (const { layAll } of [one, other]) layAll()
  remove(here.db, here.by(here.adam), one.id)
  endGone(here.db, NOON, other.id)
  endGone(here.db, NOON, other.id)
  here.inReview()
  for (const { rows, layAll, hook, id } of [one, other]) {
    layAll()
    assert.deepEqual([hook().state, ...rows().map(({ state, next }) => [state, next])], ['ended', ['given_up', null], ['given_up', null]])
    for (const step of [pause, resume, remove]) assert.throws(() => step(here.db, here.by(here.adam), id), { status: 409 })
    assert.throws(() => changeKinds(here.db, here.by(here.adam), id, ['claim.published']), { status: 409 })
    assert.throws(() => sendAgain(here.db, here.by(here.adam), id, 1), { status: 409 })
    assert.throws(() => here.db.exec(`UPDATE webhooks SET state = 'active' WHERE id = '${id}'`), /stays ended/)
    assert.throws(() => here.db.exec(`DELETE FROM webhooks WHERE id = '${id}'`), /never deleted/)
  }
})

test('what is sent again goes before what waits in its lane', async (t) => {
  const here = await desk(t)
  const { id, layAll, due, note, rows } = hooked(here)
  here.inReview()
  layAll()
  const [first] = due()
  note(first!, 200)
  note(due()[0]!, 500)
  sendAgain(here.db, here.by(here.adam), id, first!.seq)
  assert.deepEqual(rows().map(({ state, tries, next }) => [state, tries, next]), [['waiting', 0, NOON.toISOString()], ['waiting', 1, null]])
  note(due()[0]!, 200)
  assert.deepEqual(rows().map(({ state, next }) => [state, next]), [['arrived', null], ['waiting', NOON.toISOString()]])
  assert.throws(() => sendAgain(here.db, here.by(here.adam), id, 1), { status: 404 })
})

test('the trail names the host of a webhook, and neither the rest of its address nor its secret', async (t) => {
  const here = await desk(t)
  const { secret, id } = addHook(here.db, here.by(here.adam), { address: 'https://hooks.example/desk?key=s3cret', kinds: ['claim.published'] }, key)
  pause(here.db, here.by(here.adam), id)
  const trail = here.db.prepare<[], string>("SELECT group_concat(body) FROM audit_events WHERE action LIKE 'webhook.%'").pluck().get()!
  assert.match(trail, /"address":"https:\/\/hooks\.example"/)
  assert.doesNotMatch(trail, /s3cret|whsec|\/desk/)
  assert.ok(!here.db.serialize().includes(secret) && !here.db.serialize().includes(Buffer.from(secret.slice(6), 'base64')), 'nor does the file')
})

test('the log forgets what arrived after a week, what was given up after three months, and never what waits', async (t) => {
  const here = await desk(t)
  const { layAll, due, note, rows } = hooked(here, ['claim.accepted'])
  for (let n = 0; n < 3; n++) here.queued()
  layAll()
  const [arrives, fails] = due()
  note(arrives!, 200)
  note({ ...fails!, tries: MOST_TRIES - 1 }, 500)
  const after = (days: number) => { prune(here.db, later(days * 24 * HOUR + 1)); return rows().map(({ state }) => state) }
  assert.deepEqual(after(KEPT_DAYS.arrived - 1), ['arrived', 'given_up', 'waiting'])
  assert.deepEqual(after(KEPT_DAYS.arrived), ['given_up', 'waiting'])
  assert.deepEqual(after(KEPT_DAYS.given_up - 1), ['given_up', 'waiting'])
  assert.deepEqual(after(KEPT_DAYS.given_up), ['waiting'])
  assert.equal(here.db.prepare('SELECT count(*) FROM delivery_attempts').pluck().get(), 0)
})

test('of a failed answer a few words are kept, as text that turns and hides nothing', async (t) => {
  const here = await desk(t)
  const { layAll, due } = hooked(here, ['claim.accepted'])
  here.queued()
  layAll()
  noteAttempt(here.db, due()[0]!, { at: NOON, milliseconds: 12, status: 500, answer: `\u202Egnp\x00\x1b[31m\uFFFD <script>خطأ ${'x'.repeat(4000)}` }, 0.5)
  const { answer, milliseconds } = here.db.prepare('SELECT answer, milliseconds FROM delivery_attempts').get() as { answer: string; milliseconds: number }
  assert.deepEqual([answer.slice(0, 24), answer.length, milliseconds], ['gnp [31m <script>خطأ xxx', 200, 12])
})
