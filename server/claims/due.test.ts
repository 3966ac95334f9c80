import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openDatabase } from '../database.ts'
import { verifyDatabase } from '../audit/verify.ts'
import { eventsAfter } from '../people/testing.ts'
import { formIn, hasForm, wordsIn } from '../web/testing-page.ts'
import { tracesIn } from '../web/testing.ts'
import { findClaim } from './claims.ts'
import { DUE_BY, queueDue } from './due.ts'
import { countsIn, listQueue } from './queue.ts'
import { desk, RATIONALE, refuse, SETTLE, sendTwice, type Desk } from './testing.ts'

const EVE = new Date('2026-03-31T23:59:59.000Z')
const DAY = new Date('2026-04-01T00:00:00.000Z')

const waiting = ({ db }: Pick<Desk, 'db'>) => listQueue(db, {}, 'oldest', undefined, 50).map(({ id }) => id)
const counted = ({ db }: Pick<Desk, 'db'>) => countsIn(db, undefined)({})

test('a prediction waits for its day, and the desk itself brings it into the queue, with a trace', async (t) => {
  const here = await desk(t)
  const id = here.foretold()
  const event = await sendTwice(here, here.salmas, `/claims/${id}/due`, { version: '1', dueOn: '2026-04-01', condition: 'S’il ne pleut pas' }, `/claims/${id}`)
  assert.deepEqual([event.action, event.before, event.after], ['claim.due_set', { dueOn: null, condition: '' }, { dueOn: '2026-04-01', condition: 'S’il ne pleut pas', version: 2 }])

  assert.equal(queueDue(here.db, EVE), 0)
  assert.deepEqual([waiting(here), counted(here), here.claim(id).queuedAt], [[], 0, null])
  const seen = tracesIn(here.db)
  assert.equal(queueDue(here.db, DAY), 1)
  assert.deepEqual([waiting(here), counted(here), here.claim(id).queuedAt], [[id], 1, DAY.toISOString()])
  assert.deepEqual(eventsAfter(here.db, seen).map(({ action, actor, claim, after }) => [action, actor, claim, after]), [
    ['claim.came_due', null, id, { dueOn: '2026-04-01', condition: 'S’il ne pleut pas', version: 3 }]])
})

test('asked twice in a minute, or again after the desk was closed, nothing is done twice', async (t) => {
  const here = await desk(t)
  const [one, another] = [here.foretold(), here.foretold('intended', 'rouvrira')]
  here.due(one, '2026-04-01')
  here.due(another, '2026-04-02')
  assert.deepEqual([queueDue(here.db, DAY), queueDue(here.db, DAY), queueDue(here.db, new Date(DAY.getTime() + 59_000))], [1, 0, 0])

  const again = openDatabase(here.db.name)
  t.after(() => again.close())
  const seen = tracesIn(again)
  assert.equal(queueDue(again, DAY), 0)
  assert.deepEqual([queueDue(again, new Date('2026-05-01T12:00:00.000Z')), queueDue(again, new Date('2026-05-01T12:01:00.000Z'))], [1, 0])
  assert.equal(tracesIn(again), seen + 1)
  assert.deepEqual([waiting(here), counted(here)], [[one, another], 2])
  assert.deepEqual(findClaim(again, one).queuedAt, DAY.toISOString())
  assert.deepEqual(verifyDatabase(here.db.name, []).problems, [])
})

test('everything that is due comes in one batch, however much it is, and what is not the desk’s stays away', async (t) => {
  const here = await desk(t)
  const due = Array.from({ length: 7 }, () => here.foretold())
  for (const id of due) here.due(id, '2026-04-01')
  here.db.prepare("UPDATE claims SET status = 'dismissed' WHERE id = ?").run(due[0])
  here.db.prepare("UPDATE claims SET modality = 'opinion' WHERE id = ?").run(due[1])
  const seen = tracesIn(here.db)
  assert.equal(queueDue(here.db, DAY), 5)
  assert.deepEqual(new Set(eventsAfter(here.db, seen).map(({ batch }) => batch)), new Set([seen + 1]))
  assert.deepEqual(waiting(here), due.slice(2))
})

test('what is due can be checked out, judged and signed off; before that it cannot', async (t) => {
  const here = await desk(t)
  const id = here.foretold()
  here.due(id, '2026-04-01')
  await refuse(here, here.salmas, `/claims/${id}/check-out`, {}, 409)
  assert.match(wordsIn(await (await here.salmas.get(`/claims/${id}`)).text()), /It comes into the queue on 1 April 2026/)

  here.clock.at = DAY
  queueDue(here.db, DAY)
  here.clock.at = new Date(DAY.getTime() + 60_000)
  const salmas = here.as(here.salma, here.clock.at)
  assert.match(wordsIn(await (await salmas.get('/claims')).text()), /Demain, il rouvrira .{0,60} Due No verdict yet Queued/)
  await salmas.post(`/claims/${id}/check-out`)
  assert.equal(here.claim(id).status, 'in_progress')
  here.search(id)
  await salmas.post(`/claims/${id}/verdicts`, { version: String(here.claim(id).version), verdict: 'unverifiable', rationale: RATIONALE, settle: SETTLE })
  here.signedOff(id)
  assert.deepEqual([here.claim(id).status, here.claim(id).modality], ['signed_off', 'predicted'])
})

test('a day that is put off takes it out of the queue again, one that is past brings it in at once', async (t) => {
  const here = await desk(t)
  const id = here.foretold()
  here.due(id, '2026-03-01')
  assert.deepEqual(waiting(here), [id])
  here.due(id, '2026-03-05')
  assert.deepEqual([waiting(here), counted(here)], [[], 0])
  here.due(id, null)
  assert.deepEqual([queueDue(here.db, DAY), waiting(here)], [0, []])
})

test('a day set on what was signed off sends it back to review, and is part of what is signed', async (t) => {
  const here = await desk(t)
  const id = here.foretold()
  here.due(id, '2026-03-01')
  here.signedOff(here.inReview(here.salma, here.supported(here.inProgress(here.salma, id))))
  here.due(id, '2026-03-01', 'If the river falls.')
  assert.equal(here.claim(id).status, 'in_review')
  assert.match(wordsIn(await (await here.salmas.get(`/claims/${id}`)).text()), /Changed since it was signed off/)
})

test('only what is foretold has a day, and a day is one', async (t) => {
  const here = await desk(t)
  const [asserted, foretold] = [here.queued(), here.foretold()]
  await refuse(here, here.salmas, `/claims/${asserted}/due`, { version: '1', dueOn: '2026-04-01' }, 409)
  for (const dueOn of ['1 April', '2026-02-30', '٢٠٢٦-٠٤-٠١']) {
    const form = formIn(await refuse(here, here.salmas, `/claims/${foretold}/due`, { version: '1', dueOn, condition: 'If' }, 422), `/claims/${foretold}/due`)
    assert.deepEqual([form.dueOn?.problem?.slice(0, 11), form.dueOn?.value, form.condition?.value], ['Write a day', dueOn, 'If'])
  }
  await refuse(here, here.salmas, `/claims/${foretold}/due`, { version: '2', dueOn: '2026-04-01' }, 409)
  assert.equal(hasForm(await (await here.salmas.get(`/claims/${asserted}`)).text(), `/claims/${asserted}/due`), false)
})

test('what is due is found by its index', async (t) => {
  const { db } = await desk(t)
  const plan = (db.prepare(`EXPLAIN QUERY PLAN ${DUE_BY}`).all('2026-04-01') as { detail: string }[]).map(({ detail }) => detail)
  assert.deepEqual(plan, ['SEARCH claims USING INDEX claims_to_come_due (due_on<?)'])
})
