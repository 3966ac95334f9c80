import assert from 'node:assert/strict'
import { test } from 'node:test'
import { proposeDates } from '../text/dates.ts'
import { findReport } from '../reports/reports.ts'
import { eventsAfter } from '../people/testing.ts'
import { formIn, tagsIn, wordsIn } from '../web/testing-page.ts'
import { tracesIn } from '../web/testing.ts'
import { attribute, hopsOf, type Hop } from './attribution.ts'
import { withDay, withHops } from './form.ts'
import { importReport, makeClaim } from './suggestions.ts'
import { desk, DRAFT, refuse, sendTwice } from './testing.ts'

/** Rows of a form as one line each; a star stands for a named actor. */
const typedRows = (rows: readonly string[]) => Object.fromEntries([['version', '1'], ['hops', String(rows.length)], ...rows.flatMap((row, index) => [
  [`actor-${index + 1}`, row.replace('*', '')], ...(row.endsWith('*') ? [[`named-${index + 1}`, 'on']] : []),
])]) as Record<string, string>
const rowsIn = (values: Record<string, string>) => Array.from({ length: Number(values.hops) }, (_, index) => `${values[`actor-${index + 1}`] ?? ''}${values[`named-${index + 1}`] === 'on' ? '*' : ''}`)

const EDITS: [rows: string[], edit: string, after: string[], focus: string][] = [
  [['A*', 'B', 'C*'], 'up-2', ['B', 'A*', 'C*'], 'actor-1'],
  [['A*', 'B', 'C*'], 'down-2', ['A*', 'C*', 'B'], 'actor-3'],
  [['A*', 'B', 'C*'], 'up-1', ['A*', 'B', 'C*'], 'actor-1'],
  [['A*', 'B', 'C*'], 'down-3', ['A*', 'B', 'C*'], 'actor-3'],
  [['A*', 'B', 'C*'], 'remove-1', ['B', 'C*'], 'actor-1'],
  [['A*', 'B', 'C*'], 'remove-3', ['A*', 'B'], 'actor-2'],
  [['A*'], 'remove-1', ['*'], 'actor-1'],
  [['A*', 'B'], 'add', ['A*', 'B', '*'], 'actor-3'],
  [['A', 'B', 'C', 'D', 'E', 'F'], 'add', ['A', 'B', 'C', 'D', 'E', 'F'], 'actor-6'],
  [['A', 'B'], 'up-5', ['A', 'B'], 'actor-2'],
  [['A', ''], 'up-2', ['', 'A'], 'actor-1'],
]

for (const [rows, edit, after, focus] of EDITS) {
  test(`${edit} makes ${after.join(', ')} of ${rows.join(', ')}, and asks for ${focus}`, () => {
    const drawn = withHops({ ...typedRows(rows), edit })!
    assert.deepEqual([rowsIn(drawn), drawn.focus], [after, focus])
  })
}

test('the save button and what is no button of the form edit nothing', () => {
  for (const edit of ['', 'save', 'up', 'up-', 'up-0', 'up-7', 'up-1 ', 'UP-1', 'add-', 'add-1']) assert.equal(withHops({ ...typedRows(['A', 'B']), edit }), null, edit)
  for (const useDay of ['', '2026-03-04', 'Monday', '2026-3-4 Monday', `2026-03-04 ${'x'.repeat(501)}`]) assert.equal(withDay({ statement: 'S', useDay }), null)
})

test('hops are put in order without anything being saved, and then saved', async (t) => {
  const here = await desk(t)
  const id = here.queued()
  const action = `/claims/${id}/attribution`
  const before = here.db.serialize()
  const typed = { version: '1', hops: '2', 'actor-1': 'Agence', 'verb-1': 'rapporte', 'link-1': 'not yet an address', 'actor-2': 'Mairie', 'named-2': 'on' }
  const answer = await here.salmas.post(action, { ...typed, edit: 'up-2' })
  const form = formIn(await answer.text(), action)
  assert.equal(answer.status, 200)
  assert.ok(before.equals(here.db.serialize()), 'nothing is saved')
  assert.deepEqual([form['actor-1']?.value, form['named-1']?.value, form['actor-2']?.value, form['verb-2']?.value, form['link-2']?.value, form['named-2']?.value], ['Mairie', 'on', 'Agence', 'rapporte', 'not yet an address', undefined])
  assert.deepEqual([form['actor-1']?.focused, form['actor-3']], [true, undefined])

  const sent = Object.fromEntries(Object.entries(form).flatMap(([name, { value }]) => value === undefined || name === 'edit' ? [] : [[name, value]]))
  await here.salmas.post(action, { ...sent, 'link-2': 'https://agence.example' })
  assert.deepEqual(hopsOf(here.db, id).map(({ actor, named }) => [actor, named]), [['Mairie', true], ['Agence', false]])
})

test('the button that Enter presses saves', async (t) => {
  const { salmas, queued } = await desk(t)
  const id = queued()
  const page = await (await salmas.get(`/claims/${id}`)).text()
  const form = page.match(/<form[^>]*>[\s\S]*?<\/form>/g)!.filter((one) => one.includes(`/${id}/attribution"`) || one.includes(`/${id}/wording"`))
  assert.equal(form.length, 2)
  for (const one of form) assert.equal(tagsIn(one).find(({ name }) => name === 'button')!.attributes.name, undefined)
})

test('a form that has become stale says so, whatever button is pressed', async (t) => {
  const here = await desk(t)
  const id = here.queued()
  here.due(here.foretold(), '2026-04-01')
  await here.salmas.post(`/claims/${id}/attribution-check`, { version: '1', answer: 'confirmed' })
  for (const [path, sent] of [['attribution', { 'actor-1': 'Mairie', edit: 'add' }], ['wording', { statement: 'Mine', useDay: '2026-03-02 lundi' }]] as const) {
    const page = await refuse(here, here.salmas, `/claims/${id}/${path}`, { ...sent, version: '1' }, 409)
    assert.match(wordsIn(page), /What changed meanwhile .* checked who said the claim/)
  }
})

test('while somebody else holds the claim, its forms are not drawn but refused, with what was typed', async (t) => {
  const here = await desk(t)
  const id = here.inProgress(here.yusuf)
  const page = wordsIn(await refuse(here, here.salmas, `/claims/${id}/attribution`, { version: '2', 'actor-1': 'Mairie du village', edit: 'add' }, 409))
  assert.match(page, /Yusuf.* holds this claim until .* Mairie du village/)
})

const CHAIN: Hop[] = [{ actor: 'un voisin', named: false, medium: '', verb: 'dit', link: '' }, { actor: 'Mairie', named: true, medium: 'tweet', verb: '', link: 'https://mairie.example/1' }]

test('the chain of another claim is taken in one step, and the trace says whence', async (t) => {
  const here = await desk(t)
  const [from, same, id] = [here.queued('Le pont'), here.queued('fermé'), here.queued()]
  for (const claimId of [from, same]) attribute(here.db, here.by(here.salma), { ...here.at(claimId), hops: CHAIN })
  const page = await (await here.salmas.get(`/claims/${id}`)).text()
  assert.match(wordsIn(page), new RegExp(`The same chain as claim ${here.claim(from).number}: .un voisin. › .Mairie. Take it`), 'each chain once')

  const event = await sendTwice(here, here.salmas, `/claims/${id}/chain`, { version: '1', from }, `/claims/${id}`)
  assert.deepEqual([event.action, event.before, event.after], ['claim.attributed', { attribution: [] }, { attribution: CHAIN, takenFrom: from, version: 2 }])
  assert.deepEqual([hopsOf(here.db, id), here.claim(id).claimant], [CHAIN, 'un voisin'])
  assert.doesNotMatch(wordsIn(await (await here.salmas.get(`/claims/${id}`)).text()), /The same chain as/, 'its own is not offered')
})

test('a chain is taken of a claim of the same report only', async (t) => {
  const here = await desk(t)
  const report = findReport(here.db, importReport(here.db, here.by(here.salma), { ...DRAFT, title: 'Ailleurs', text: 'Ici.' }))
  const other = makeClaim(here.db, here.by(here.salma), report, { pieces: [{ start: 0, end: 3 }], quote: 'Ici', statement: 'Ici', modality: 'asserted' })
  const id = here.queued()
  await refuse(here, here.salmas, `/claims/${id}/chain`, { version: '1', from: other }, 404)
  await refuse(here, here.salmas, `/claims/${id}/chain`, { version: '1', from: '0000000000' }, 404)
  for (const from of ['', 'claim 4']) await refuse(here, here.salmas, `/claims/${id}/chain`, { version: '1', from }, 422)
})

test('whether they said it is a question of its own, with what the answer rests on', async (t) => {
  const here = await desk(t)
  const id = here.queued()
  attribute(here.db, here.by(here.salma), { ...here.at(id), hops: CHAIN })
  const page = wordsIn(await (await here.salmas.get(`/claims/${id}`)).text())
  assert.match(page, /Did .un voisin. really say this\? Unchecked Confirmed Misquoted Not found What that rests on \(optional\) Save/)
  const event = await sendTwice(here, here.salmas, `/claims/${id}/attribution-check`, { version: '2', answer: 'misquoted', note: 'His own post says 37.' }, `/claims/${id}`)
  assert.deepEqual([event.before, event.after], [{ attributionCheck: 'unchecked', note: '' }, { attributionCheck: 'misquoted', note: 'His own post says 37.', version: 3 }])
  const form = formIn(await (await here.salmas.get(`/claims/${id}`)).text(), `/claims/${id}/attribution-check`)
  assert.deepEqual([form.answer?.value, form.note?.value], ['misquoted', 'His own post says 37.'])
})

const THURSDAY = 'The bridge fell on Thursday. Ana Brel said it was old.'

test('a day that the text names is filled in with its basis, and saved by nobody but a person', async (t) => {
  const here = await desk(t)
  const report = findReport(here.db, importReport(here.db, here.by(here.salma), { ...DRAFT, title: 'Bridge', language: 'en', publishedOn: '2026-03-06', text: THURSDAY }))
  const make = (quote: string) => makeClaim(here.db, here.by(here.salma), report, { pieces: [{ start: THURSDAY.indexOf(quote), end: THURSDAY.indexOf(quote) + quote.length }], quote, statement: quote, modality: 'asserted' })
  const [fell, old] = [make('The bridge fell'), make('it was old')]
  assert.deepEqual(proposeDates(THURSDAY, 'en', '2026-03-06').map(({ day }) => day), ['2026-03-05'])

  const action = `/claims/${fell}/wording`
  const page = await (await here.salmas.get(`/claims/${fell}`)).text()
  assert.match(wordsIn(page), /Use 5 March 2026: “.Thursday.”, counted from the publication date/)
  assert.doesNotMatch(wordsIn(await (await here.salmas.get(`/claims/${old}`)).text()), /Use 5 March/, 'another sentence names no day')
  assert.equal(formIn(page, action).happenedOn?.value, '')

  const useDay = tagsIn(page).find(({ attributes }) => attributes.name === 'useDay')!.attributes.value!
  const seen = tracesIn(here.db)
  const drawn = formIn(await (await here.salmas.post(action, { version: '1', statement: 'Half a sen', modality: 'predicted', place: 'Lyon', happenedOn: '', dateBasis: '', useDay })).text(), action)
  assert.deepEqual([drawn.happenedOn?.value, drawn.dateBasis?.value, drawn.statement?.value, drawn.modality?.value, drawn.place?.value], ['2026-03-05', 'publication date and “Thursday”', 'Half a sen', 'predicted', 'Lyon'])
  assert.deepEqual([eventsAfter(here.db, seen), here.claim(fell).happenedOn], [[], null])
})

test('without a day of publication no day is reckoned', async (t) => {
  const here = await desk(t)
  const report = findReport(here.db, importReport(here.db, here.by(here.salma), { ...DRAFT, title: 'Bridge', language: 'en', publishedOn: null, text: THURSDAY }))
  const id = makeClaim(here.db, here.by(here.salma), report, { pieces: [{ start: 0, end: 15 }], quote: 'The bridge fell', statement: 'x', modality: 'asserted' })
  assert.doesNotMatch(await (await here.salmas.get(`/claims/${id}`)).text(), /useDay/)
})
