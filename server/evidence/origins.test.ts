import assert from 'node:assert/strict'
import { test } from 'node:test'
import { desk, LINK, refuse } from '../claims/testing.ts'
import { formIn, tagsIn, wordsIn } from '../web/testing-page.ts'
import { knownAround, originsIn, proposeOrigin, type Known } from './origins.ts'

const WIRE: Known = { origin: 'Corvane', publisher: 'Corvane', address: 'https://www.corvane.example/wire/1', quote: '23 people were treated', title: 'The wire' }
const TIDE: Known = { origin: 'A doctor', publisher: 'الجريدة', address: 'https://tide.example/a', quote: '', title: 'The tide' }

const PROPOSED: [name: string, typed: { publisher?: string; address?: string; quote?: string }, wanted: string | null][] = [
  ['the same words', { quote: ' 23 People  were treated', publisher: 'Other' }, 'Corvane by quote'],
  ['the same publisher', { publisher: 'corvane ', address: 'https://elsewhere.example' }, 'Corvane by publisher'],
  ['the same publisher, written otherwise', { publisher: 'الجريده' }, 'A doctor by publisher'],
  ['the same site', { address: 'https://corvane.example/other' }, 'Corvane by host'],
  ['words before the publisher', { quote: '23 people were treated', publisher: 'الجريدة' }, 'Corvane by quote'],
  ['the publisher before the site', { address: 'https://corvane.example/x', publisher: 'الجريدة' }, 'A doctor by publisher'],
  ['nothing alike', { publisher: 'Tide', address: 'https://new.example', quote: '23' }, null],
  ['nothing typed, for nothing is like nothing', { publisher: '', address: '', quote: ' ' }, null],
  ['another site of the same owner', { address: 'https://news.corvane.example/' }, null],
  ['no address', { address: 'corvane.example' }, null],
]

for (const [name, typed, wanted] of PROPOSED) {
  test(`an origin is proposed for ${name}: ${wanted}`, () => {
    const proposal = proposeOrigin([TIDE, WIRE], typed)
    assert.equal(proposal && `${proposal.origin} by ${proposal.by}`, wanted)
  })
}

test('what is known: of the claim, of those linked to it and of those around it; not what was withdrawn', async (t) => {
  const here = await desk(t)
  const [id, near] = [here.queued(), here.queued('Le pont')]
  here.attach(id, { origin: 'Agence A' })
  here.attach(near, { origin: 'agence  a', title: 'Again' })
  here.attach(near, { origin: 'Agence B' })
  const gone = here.attach(near, { origin: 'Gone' })
  await here.salmas.post(`/claims/${near}/evidence/${gone}/withdrawal`, { version: String(here.claim(near).version), reason: 'x' })
  assert.deepEqual(originsIn(knownAround(here.db, here.claim(id))).toSorted(), ['Agence A', 'Agence B'])

  const far = { ...here.claim(id), reportId: 'ELSEWHERE0' }
  assert.deepEqual(knownAround(here.db, far), [])
  here.conflict(near, id)
  assert.deepEqual(originsIn(knownAround(here.db, far)).toSorted(), ['Agence B', 'agence  a'])
})

test('an origin that was left out is filled in for somebody to confirm, with the reason; nothing is saved by it', async (t) => {
  const here = await desk(t)
  const id = here.queued()
  here.attach(id)
  const action = `/claims/${id}/evidence`
  const sent = { ...LINK, version: '2', title: 'Reprise', origin: ' ', address: 'https://other.example/', note: 'half a' }
  const before = here.db.serialize()
  const answer = await here.salmas.post(action, sent)
  const page = await answer.text()
  assert.deepEqual([answer.status, before.equals(here.db.serialize())], [200, true])
  const form = formIn(page, action)
  assert.deepEqual([form.origin?.value, form.origin?.focused, form.origin?.invalid, form.title?.value, form.note?.value, form.stance?.value], ['Agence A', true, false, 'Reprise', 'half a', 'supports'])
  assert.match(wordsIn(page), /Proposed, because .Dépêche. has the same publisher\./)

  await here.salmas.post(action, { ...sent, origin: form.origin!.value! })
  assert.match(wordsIn(await (await here.yusufs.get(`/claims/${id}`)).text()), /Reprise/)
  here.inProgress(here.salma, id)
  assert.match(wordsIn(await (await here.salmas.get(`/claims/${id}`)).text()), /from two different origins \(2 links, 1 origin\) : not yet/)
})

test('where nothing is known the origin is asked for, and what is known is offered as it is typed', async (t) => {
  const here = await desk(t)
  const id = here.queued()
  const form = formIn(await refuse(here, here.salmas, `/claims/${id}/evidence`, { ...LINK, version: '1', origin: '' }, 422), `/claims/${id}/evidence`)
  assert.equal(form.origin?.problem, 'Fill this in.')
  here.attach(here.queued('Le pont'))
  const page = await (await here.salmas.get(`/claims/${id}`)).text()
  const list = page.match(/<datalist id="origins">[\s\S]*?<\/datalist>/)![0]
  assert.deepEqual(tagsIn(list).filter(({ name, closes }) => name === 'option' && !closes).map(({ attributes }) => attributes.value), ['Agence A'])
})

test('what is known is looked up by its claims', async (t) => {
  const { db, queued, claim } = await desk(t)
  let asked = ''
  const prepare = db.prepare
  const one = claim(queued())
  db.prepare = ((sql: string) => { asked = sql; return prepare(sql) }) as typeof db.prepare
  knownAround(db, one)
  db.prepare = prepare
  const plan = (db.prepare(`EXPLAIN QUERY PLAN ${asked}`).all({ id: '', reportId: '', from: 0, to: 0 }) as { detail: string }[]).map(({ detail }) => detail).join('\n')
  assert.match(plan, /SEARCH evidence USING INDEX evidence_of_claim \(claim_id=\?\)/)
  assert.doesNotMatch(plan, /SCAN (evidence|claims|claim_links)/)
})
