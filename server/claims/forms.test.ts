import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formIn, wordsIn } from '../web/testing-page.ts'
import { desk, refuse, type Desk } from './testing.ts'

const LONG = 'x'.repeat(5001)

type Wrong = [path: string, from: (desk: Desk) => string, sent: Record<string, string>, field: string, problem: string]

const queued = (desk: Desk) => desk.queued()
const suggested = (desk: Desk) => desk.suggested()
const WORDING = { statement: 'ثلاثة جسور <b>', modality: 'asserted', place: 'Lyon', happenedOn: '2026-03-02', dateBasis: '"lundi"' }

const WRONG: Wrong[] = [
  ['acceptance', suggested, { statement: ' \r\n ', modality: 'opinion' }, 'statement', 'Fill this in.'],
  ['acceptance', suggested, { statement: LONG, modality: 'opinion' }, 'statement', 'This is too long.'],
  ['acceptance', suggested, { statement: 'a\0b', modality: 'opinion' }, 'statement', 'This holds characters that cannot be read'],
  ['acceptance', suggested, { statement: 'Fermé', modality: 'true' }, 'modality', 'Choose one of these.'],
  ['dismissal', suggested, { reason: 'y'.repeat(501) }, 'reason', 'This is too long.'],
  ['dismissal', suggested, { reason: 'a\uFFFDb' }, 'reason', 'This holds characters that cannot be read'],
  ['wording', queued, { ...WORDING, statement: '' }, 'statement', 'Fill this in.'],
  ['wording', queued, { ...WORDING, statement: LONG }, 'statement', 'This is too long.'],
  ['wording', queued, { ...WORDING, modality: 'denied' }, 'modality', 'Choose one of these.'],
  ['wording', queued, { ...WORDING, place: 'p'.repeat(201) }, 'place', 'This is too long.'],
  ['wording', queued, { ...WORDING, happenedOn: 'Thursday' }, 'happenedOn', 'Write a day as year-month-day'],
  ['wording', queued, { ...WORDING, happenedOn: '2026-02-29' }, 'happenedOn', 'Write a day as year-month-day'],
  ['wording', queued, { ...WORDING, happenedOn: '٢٠٢٦-٠٣-٠٢' }, 'happenedOn', 'Write a day as year-month-day'],
  ['wording', queued, { ...WORDING, dateBasis: 'd'.repeat(501) }, 'dateBasis', 'This is too long.'],
  ['attribution', queued, { 'actor-1': 'Mairie', 'link-1': 'javascript:alert(1)' }, 'link-1', 'This is not a web address.'],
  ['attribution', queued, { 'actor-1': 'Mairie', 'link-1': 'mairie.example' }, 'link-1', 'This is not a web address.'],
  ['attribution', queued, { 'actor-1': 'z'.repeat(201) }, 'actor-1', 'This is too long.'],
  ['attribution', queued, { 'actor-1': 'Mairie', 'verb-2': 'compte' }, 'actor-2', 'Fill this in.'],
  ['attribution', queued, { 'link-5': 'https://mairie.example' }, 'actor-5', 'Fill this in.'],
]

for (const [path, from, sent, field, problem] of WRONG) {
  test(`${path} with ${field} ${JSON.stringify(sent[field] ?? '').slice(0, 40)} is refused beside the field, and keeps what was typed`, async (t) => {
    const here = await desk(t)
    const id = from(here)
    const action = `/claims/${id}/${path}`
    const form = formIn(await refuse(here, here.salmas, action, { ...sent, version: '1' }, 422), action)

    assert.deepEqual([form[field]?.invalid, form[field]?.problem?.startsWith(problem)], [true, true], form[field]?.problem ?? 'no problem shown')
    assert.equal(form[field]?.focused, true)
    for (const [name, typed] of Object.entries(sent)) {
      if (name !== 'modality' || typed === 'opinion' || typed === 'asserted') assert.equal(form[name]?.value, typed, name)
      if (name !== field) assert.equal(form[name]?.invalid, false, name)
    }
    assert.equal(form.version?.value, '1')
  })
}

test('a form that is not stamped with a version, or whose fields come twice, is refused', async (t) => {
  const here = await desk(t)
  const id = here.queued()
  for (const version of ['', 'x', '-1', '1.0', '1e3', '９']) await refuse(here, here.salmas, `/claims/${id}/wording`, { ...WORDING, version }, 422)
  await refuse(here, here.salmas, `/claims/${id}/wording`, WORDING, 422)
  await refuse(here, here.salmas, `/claims/${id}/wording`, new URLSearchParams([...Object.entries({ ...WORDING, version: '1' }), ['statement', 'Another']]), 422)
  await refuse(here, here.salmas, `/claims/${id}/attribution-check`, { version: '1', answer: 'yes' }, 422)
  await refuse(here, here.nadias, `/claims/${id}/assignment`, { assignee: 'Yusuf' }, 422)
})

test('assigning nothing, or to somebody who cannot be, says so above the same queue', async (t) => {
  const here = await desk(t)
  const { nadias, queued, yusuf, db } = here
  const id = queued()
  const page = await refuse(here, nadias, '/claims/assignments?status=queued', { assignee: yusuf.id }, 422)
  assert.match(wordsIn(page), /Select at least one claim first\./)
  assert.match(page, /href="\/claims\?status=queued" aria-current=true/)
  assert.match(page, /<form id="assigning" action="\/claims\/assignments\?status=queued"/)
  assert.match(await refuse(here, nadias, '/claims/assignments', { assignee: yusuf.id, claim: '<b>' }, 422), /Select at least one claim first\./)
  assert.match(await refuse(here, nadias, '/claims/assignments', { assignee: 'Yusuf', claim: id }, 422), /Choose one of these\./)

  db.prepare('UPDATE people SET disabled_at = ? WHERE id = ?').run('2026-03-04T12:00:00.000Z', yusuf.id)
  assert.match(await refuse(here, nadias, '/claims/assignments', { assignee: yusuf.id, claim: id }, 409), /no longer works at the desk/)
  assert.match(await refuse(here, nadias, `/claims/${id}/assignment`, { assignee: yusuf.id }, 409), /no longer works at the desk/)
})

test('what was typed is shown as text, whatever it is', async (t) => {
  const here = await desk(t)
  const id = here.queued()
  const typed = '</textarea><script>alert(1)</script>\n\n"\'&amp; \u202Ehidden'
  const action = `/claims/${id}/wording`
  const page = await refuse(here, here.salmas, action, { ...WORDING, statement: typed, place: '"><img src=x>', happenedOn: 'no', version: '1' }, 422)
  const form = formIn(page, action)
  assert.deepEqual([form.statement?.value, form.place?.value, form.happenedOn?.value], [typed, '"><img src=x>', 'no'])
  assert.doesNotMatch(page, /<script>|<img/)
})

test('the words are stored with LF, without outer white space, and otherwise as they were typed', async (t) => {
  const { salmas, queued, claim } = await desk(t)
  const id = queued()
  await salmas.post(`/claims/${id}/wording`, { ...WORDING, statement: '  e\u0301\r\n\t«الحَسَكَة» 👩‍👩‍👧 \u200F\r\n', version: '1' })
  assert.equal(claim(id).statement, 'e\u0301\n\t«الحَسَكَة» 👩‍👩‍👧 \u200F')
})
