import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NOON, tracesIn } from '../web/testing.ts'
import { hasForm, wordsIn } from '../web/testing-page.ts'
import { desk, LINK, RATIONALE, refuse } from './testing.ts'

const minutes = (n: number) => new Date(NOON.getTime() + n * 60_000)
const WORDING = { statement: '73 blessés au pont', modality: 'asserted' }

test('a claim that is checked out is held for half an hour and becomes the task of whoever took it', async (t) => {
  const { salmas, queued, claim } = await desk(t)
  const id = queued()
  await salmas.post(`/claims/${id}/check-out`)
  const { status, holder, heldUntil, assignee } = claim(id)
  assert.deepEqual({ status, holder, heldUntil, assignee }, { status: 'in_progress', holder: 'Salma', heldUntil: '2026-03-04T12:30:00.000Z', assignee: 'Salma' })
  assert.match(wordsIn(await (await salmas.get(`/claims/${id}`)).text()), /You hold this claim until \d\d:30\./)
})

test('a claim that somebody was given stays their task, whoever checks it out', async (t) => {
  const { salmas, nadias, yusuf, queued, claim } = await desk(t)
  const id = queued()
  await nadias.post(`/claims/${id}/assignment`, { assignee: yusuf.id })
  await salmas.post(`/claims/${id}/check-out`)
  assert.deepEqual([claim(id).assignee, claim(id).holder], ['Yusuf', 'Salma'])
})

test('while one holds it, others see who, and every step of theirs is refused', async (t) => {
  const here = await desk(t)
  const id = here.inProgress()
  const page = await (await here.yusufs.get(`/claims/${id}`)).text()
  assert.match(wordsIn(page), /\u2068Salma\u2069 holds this claim until \d\d:30\./)
  for (const path of ['check-out', 'release', 'wording', 'evidence', 'searches', 'verdicts', 'attribution']) assert.equal(hasForm(page, `/claims/${id}/${path}`), false, path)

  for (const [path, fields] of [['check-out', {}], ['wording', { ...WORDING, version: '2' }], ['evidence', { ...LINK, version: '2' }], ['attribution-check', { answer: 'confirmed', version: '2' }]] as const) {
    for (const browser of [here.yusufs, here.nadias]) assert.match(wordsIn(await refuse(here, browser, `/claims/${id}/${path}`, fields, 409)), /Salma\u2069 holds this claim until/)
  }
  await refuse(here, here.yusufs, `/claims/${id}/release`, { version: String(here.claim(id).version) }, 403)
})

test('a supervisor releases a claim for somebody who is away', async (t) => {
  const { nadias, yusufs, inProgress, claim, db } = await desk(t)
  const id = inProgress()
  const seen = tracesIn(db)
  assert.ok(hasForm(await (await nadias.get(`/claims/${id}`)).text(), `/claims/${id}/release`))
  const version = String(claim(id).version)
  assert.equal((await nadias.post(`/claims/${id}/release`, { version })).status, 303)
  assert.deepEqual([claim(id).status, claim(id).holder, tracesIn(db)], ['queued', null, seen + 1])
  assert.equal((await nadias.post(`/claims/${id}/release`, { version })).status, 303)
  assert.equal(tracesIn(db), seen + 1)
  assert.equal((await yusufs.post(`/claims/${id}/check-out`)).status, 303)
})

test('when the half hour is over anybody may take the claim, and until then its holder goes on', async (t) => {
  const { salmas, yusufs, inProgress, claim, clock } = await desk(t)
  const id = inProgress()
  clock.at = minutes(29)
  assert.equal((await yusufs.post(`/claims/${id}/check-out`)).status, 409)
  clock.at = minutes(30)
  assert.match(wordsIn(await (await yusufs.get(`/claims/${id}`)).text()), /Salma\u2069’s time with this claim has run out; anybody may check it out\./)
  assert.equal((await salmas.post(`/claims/${id}/wording`, { ...WORDING, version: '2' })).status, 303)
  assert.equal(claim(id).heldUntil, minutes(60).toISOString())

  clock.at = minutes(60)
  assert.equal((await yusufs.post(`/claims/${id}/check-out`)).status, 303)
  assert.deepEqual([claim(id).holder, claim(id).heldUntil], ['Yusuf', minutes(90).toISOString()])
})

test('every piece of work renews the time, and looking does not', async (t) => {
  const { salmas, inProgress, attach, at, claim, clock } = await desk(t)
  const id = inProgress()
  let now = 0
  const evidence = attach(id)
  for (const [path, fields] of [
    ['wording', WORDING], ['attribution', { 'actor-1': 'Mairie' }], ['attribution-check', { answer: 'confirmed' }], ['evidence', LINK],
    ['searches', { lookedIn: 'Archives', lookedFor: '73', lookedOn: '2026-03-04' }], [`evidence/${evidence}/withdrawal`, { reason: 'A copy.' }], [`evidence/${evidence}/reinstatement`, {}],
  ] as const) {
    now += 20
    clock.at = minutes(now)
    await salmas.get(`/claims/${id}`)
    assert.equal((await salmas.post(`/claims/${id}/${path}`, { ...fields, version: String(at(id).version) })).status, 303, path)
    assert.equal(claim(id).heldUntil, minutes(now + 30).toISOString(), path)
  }
})

test('taking again what one holds changes nothing; taking it again after the time is over renews it', async (t) => {
  const { db, salmas, inProgress, claim, clock } = await desk(t)
  const id = inProgress()
  const before = db.serialize()
  assert.equal((await salmas.post(`/claims/${id}/check-out`, { once: 'a' })).status, 303)
  assert.ok(before.equals(db.serialize()))
  clock.at = minutes(45)
  const seen = tracesIn(db)
  assert.equal((await salmas.post(`/claims/${id}/check-out`, { once: 'b' })).status, 303)
  assert.deepEqual([claim(id).heldUntil, tracesIn(db)], [minutes(75).toISOString(), seen + 1])
})

test('who lost the claim meanwhile still gets back what they typed', async (t) => {
  const here = await desk(t)
  const id = here.supported(here.inProgress())
  here.clock.at = minutes(31)
  await here.yusufs.post(`/claims/${id}/check-out`)
  const rationale = `${RATIONALE} And <b>I</b> waited.`
  const page = await refuse(here, here.salmas, `/claims/${id}/verdicts`, { version: '4', verdict: 'verified', rationale }, 409)
  assert.equal(hasForm(page, `/claims/${id}/verdicts`), false)
  const notice = /role="alert"[\s\S]*?<\/dl>/.exec(page)![0]
  assert.ok(wordsIn(notice).includes(`Rationale ${rationale}`))
  assert.match(wordsIn(notice), /Yusuf\u2069 checked out the claim/)
})

test('assigning takes nothing from whoever holds the claim', async (t) => {
  const { nadias, yusuf, inProgress, claim } = await desk(t)
  const id = inProgress()
  await nadias.post(`/claims/${id}/assignment`, { assignee: yusuf.id })
  assert.deepEqual([claim(id).assignee, claim(id).holder, claim(id).version], ['Yusuf', 'Salma', 2])
  await nadias.post(`/claims/${id}/assignment`, { assignee: '' })
  assert.equal(claim(id).assignee, null)
})
