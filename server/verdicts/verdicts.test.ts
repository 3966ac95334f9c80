import assert from 'node:assert/strict'
import { test } from 'node:test'
import { desk, RATIONALE, refuse, sendTwice, SETTLE } from '../claims/testing.ts'
import { formIn, hasForm, wordsIn } from '../web/testing-page.ts'
import { changeRequestsOf, currentJudgement, judgementsOf } from './verdicts.ts'

test('a verdict sends the claim to review with one trace, however often the form is sent', async (t) => {
  const here = await desk(t)
  const id = here.supported(here.inProgress())
  const event = await sendTwice(here, here.salmas, `/claims/${id}/verdicts`, { version: '4', verdict: 'verified', rationale: ` ${RATIONALE} `, settle: '' }, `/claims/${id}`)
  const judgement = currentJudgement(here.db, id)
  assert.deepEqual([event.action, event.subject, event.before, event.after, event.reason], [
    'verdict.proposed', `claim/${id}`, { status: 'in_progress', verdict: null },
    { status: 'in_review', verdict: 'verified', rationale: RATIONALE, settle: '', judgement: judgement.id, version: 5 }, null,
  ])
  assert.deepEqual([judgementsOf(here.db, id).length, judgement.author, judgement.rationale], [1, 'Salma', RATIONALE])
  const { status, verdict, holder, heldUntil } = here.claim(id)
  assert.deepEqual({ status, verdict, holder, heldUntil }, { status: 'in_review', verdict: 'verified', holder: null, heldUntil: null })
})

test('each kind of verdict passes with what its gate asks for', async (t) => {
  const { inProgress, attach, search, salmas, at, claim } = await desk(t)
  const disputed = inProgress()
  attach(disputed, { stance: 'contradicts' })
  const unverifiable = inProgress()
  search(unverifiable)
  for (const [id, verdict] of [[disputed, 'disputed'], [unverifiable, 'unverifiable']] as const) {
    const answer = await salmas.post(`/claims/${id}/verdicts`, { version: String(at(id).version), verdict, rationale: RATIONALE, settle: SETTLE })
    assert.deepEqual([answer.status, claim(id).verdict, claim(id).status], [303, verdict, 'in_review'])
  }
})

test('a gate that is shut says what is missing and keeps what was typed', async (t) => {
  const here = await desk(t)
  const id = here.inProgress()
  const action = `/claims/${id}/verdicts`
  for (const [prepare, verdict, missing] of [
    [() => undefined, 'verified', 'two supporting links, not from the report’s own publisher; from two different origins.'],
    [() => here.attach(id, { origin: 'لا غازيت' }), 'verified', 'two supporting links, not from the report’s own publisher; from two different origins.'],
    [() => here.attach(id, { origin: ' la  GAZETTE ' }), 'verified', 'two supporting links, not from the report’s own publisher; from two different origins.'],
    [() => here.attach(id, { origin: 'لا غَازيت' }), 'verified', 'from two different origins.'],
    [() => undefined, 'disputed', 'a contradicting link.'],
    [() => undefined, 'unverifiable', 'a recorded search.'],
  ] as const) {
    prepare()
    const sent = { verdict, rationale: `${RATIONALE} «نعم» <b>`, settle: SETTLE }
    const page = await refuse(here, here.salmas, action, { ...sent, version: String(here.at(id).version) }, 422)
    assert.ok(wordsIn(page).includes(`This verdict still needs: ${missing} `), `${verdict} needs ${missing}`)
    const form = formIn(page, action)
    assert.deepEqual([form.verdict?.value, form.rationale?.value, form.settle?.value], [sent.verdict, sent.rationale, sent.settle])
  }
})

test('what a sealed link or an opinion of the own publisher says counts as evidence says, and withdrawn evidence counts for nothing', async (t) => {
  const here = await desk(t)
  const id = here.inProgress()
  const first = here.attach(id, { visibility: 'sealed' })
  here.attach(id, { origin: 'Agence B' })
  await here.salmas.post(`/claims/${id}/evidence/${first}/withdrawal`, { version: String(here.at(id).version), reason: 'A copy.' })
  await refuse(here, here.salmas, `/claims/${id}/verdicts`, { version: String(here.at(id).version), verdict: 'verified', rationale: RATIONALE }, 422)
  await here.salmas.post(`/claims/${id}/evidence/${first}/reinstatement`, { version: String(here.at(id).version) })
  assert.equal((await here.salmas.post(`/claims/${id}/verdicts`, { version: String(here.at(id).version), verdict: 'verified', rationale: RATIONALE })).status, 303)
})

test('a verdict that is not complete is refused beside the field, and keeps what was typed', async (t) => {
  const here = await desk(t)
  const id = here.supported(here.inProgress())
  here.search(id)
  const action = `/claims/${id}/verdicts`
  const good = { verdict: 'unverifiable', rationale: RATIONALE, settle: SETTLE }
  for (const [sent, field, problem] of [
    [{ ...good, verdict: '' }, 'verdict', 'Choose one of these.'],
    [{ ...good, verdict: 'true' }, 'verdict', 'Choose one of these.'],
    [{ rationale: RATIONALE, settle: '' }, 'verdict', 'Choose one of these.'],
    [{ ...good, rationale: '' }, 'rationale', 'Fill this in.'],
    [{ ...good, rationale: `\r\n${'x'.repeat(19)}  ` }, 'rationale', 'Say why in at least 20 characters.'],
    [{ ...good, rationale: 'x'.repeat(10_001) }, 'rationale', 'This is too long.'],
    [{ ...good, rationale: `${RATIONALE}\0` }, 'rationale', 'This holds characters that cannot be read'],
    [{ ...good, settle: ' ' }, 'settle', 'Fill this in.'],
    [{ ...good, settle: 'x'.repeat(5001) }, 'settle', 'This is too long.'],
  ] as const) {
    const form = formIn(await refuse(here, here.salmas, action, { ...sent, version: String(here.at(id).version) }, 422), action)
    assert.ok(form[field]?.problem?.startsWith(problem), `${field}: ${form[field]?.problem}`)
    if (field !== 'verdict') assert.equal(form[field]?.invalid, true)
    assert.deepEqual([form.rationale?.value, form.settle?.value], [sent.rationale, sent.settle])
    if (field !== 'verdict') assert.equal(form.verdict?.value, 'unverifiable')
  }
})

test('only who holds the claim gives a verdict', async (t) => {
  const here = await desk(t)
  const { salmas, yusufs, nadias, salma, supported, inProgress, queued } = here
  const id = supported(inProgress(salma))
  const sent = { verdict: 'verified', rationale: RATIONALE, version: '4' }
  for (const browser of [yusufs, nadias]) assert.match(await refuse(here, browser, `/claims/${id}/verdicts`, sent, 409), /Check the claim out first/)
  const nobodys = supported(queued())
  assert.match(await refuse(here, salmas, `/claims/${nobodys}/verdicts`, { ...sent, version: '3' }, 409), /Check the claim out first/)
  assert.equal(hasForm(await (await yusufs.get(`/claims/${id}`)).text(), `/claims/${id}/verdicts`), false)
  assert.equal(hasForm(await (await salmas.get(`/claims/${id}`)).text(), `/claims/${id}/verdicts`), true)
  await refuse(here, salmas, '/claims/0000000000/verdicts', sent, 404)
})

test('changes requested give the claim back to who proposed, with one trace', async (t) => {
  const here = await desk(t)
  const id = here.inReview(here.yusuf)
  const event = await sendTwice(here, here.nadias, `/claims/${id}/change-requests`, { version: '5', request: 'Name the second agency.' }, `/claims/${id}`)
  const judgement = currentJudgement(here.db, id)
  assert.deepEqual([event.action, event.before, event.after, event.reason], [
    'verdict.changes_requested', { status: 'in_review' }, { status: 'in_progress', judgement: judgement.id, version: 6 }, 'Name the second agency.',
  ])
  const { status, holder, heldUntil, verdict } = here.claim(id)
  assert.deepEqual({ status, holder, heldUntil, verdict }, { status: 'in_progress', holder: 'Yusuf', heldUntil: '2026-03-04T12:30:00.000Z', verdict: 'verified' })
  assert.deepEqual(changeRequestsOf(here.db, id).map(({ request, person }) => [request, person]), [['Name the second agency.', 'Nadia']])

  const page = await (await here.yusufs.get(`/claims/${id}`)).text()
  assert.match(wordsIn(page), /Nadia\u2069 asked for changes .* Name the second agency\./)
  const answer = await here.yusufs.post(`/claims/${id}/verdicts`, { version: '6', verdict: 'verified', rationale: `${RATIONALE} The second is B.` })
  assert.deepEqual([answer.status, judgementsOf(here.db, id).length], [303, 2])
})

test('a request for changes needs words, a verdict and a supervisor', async (t) => {
  const here = await desk(t)
  const id = here.inReview()
  const action = `/claims/${id}/change-requests`
  for (const [request, problem] of [['', 'Fill this in.'], [' \n', 'Fill this in.'], ['x'.repeat(5001), 'This is too long.']] as const) {
    const form = formIn(await refuse(here, here.nadias, action, { version: '5', request }, 422), action)
    assert.deepEqual([form.request?.problem, form.request?.invalid, form.request?.value], [problem, true, request])
  }
  await refuse(here, here.salmas, action, { version: '5', request: 'Please.' }, 403)
  await refuse(here, here.nadias, `/claims/${here.queued()}/change-requests`, { version: '1', request: 'Please.' }, 409)
})

test('the newest verdict stands even when the clock was set back', async (t) => {
  const { db, inReview, clock, nadias, salmas, claim } = await desk(t)
  const id = inReview()
  clock.at = new Date(clock.at.getTime() - 3_600_000)
  await nadias.post(`/claims/${id}/change-requests`, { version: '5', request: 'Name it.' })
  await salmas.post(`/claims/${id}/searches`, { version: '6', lookedIn: 'Archives', lookedFor: '73', lookedOn: '2026-03-04' })
  await salmas.post(`/claims/${id}/verdicts`, { version: '7', verdict: 'unverifiable', rationale: RATIONALE, settle: SETTLE })
  assert.deepEqual([currentJudgement(db, id).verdict, claim(id).verdict], ['unverifiable', 'unverifiable'])
})
