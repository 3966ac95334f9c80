import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formIn, wordsIn } from '../web/testing-page.ts'
import { desk, LINK, RATIONALE, refuse, SEARCH, type Desk } from './testing.ts'

type Form = [path: string, from: (desk: Desk) => string, sent: Record<string, string>, by?: 'nadias']

const WORDING = { statement: 'Mine', modality: 'asserted', place: 'Lyon', happenedOn: '2026-03-02', dateBasis: 'mine' }

/** Every form that is made from what a claim says, sent from a page that was opened before somebody else's change. */
const FORMS: Form[] = [
  ['acceptance', ({ suggested }) => suggested(), { statement: 'Mine', modality: 'opinion' }],
  ['dismissal', ({ suggested }) => suggested(), { reason: 'Mine' }],
  ['restoration', ({ dismissed }) => dismissed(), {}],
  ['wording', ({ queued }) => queued(), WORDING],
  ['attribution', ({ queued }) => queued(), { 'actor-1': 'Mine', 'verb-1': 'says' }],
  ['attribution-check', ({ queued }) => queued(), { answer: 'confirmed' }],
  ['evidence', ({ queued }) => queued(), { ...LINK, note: 'Mine' }],
  ['searches', ({ queued }) => queued(), { ...SEARCH, note: 'Mine' }],
  ['verdicts', ({ supported, inProgress }) => supported(inProgress()), { verdict: 'verified', rationale: `${RATIONALE} Mine.`, settle: 'Mine' }],
  ['change-requests', ({ inReview }) => inReview(), { request: 'Mine' }, 'nadias'],
  ['sign-offs', ({ inReview }) => inReview(), {}, 'nadias'],
]

for (const [path, from, sent, by = 'salmas'] of FORMS) {
  test(`a stale form of ${path} never wins: it comes back with what was typed and what changed`, async (t) => {
    const here = await desk(t)
    const id = from(here)
    const { version } = here.claim(id)
    here.db.prepare('UPDATE claims SET version = version + 1 WHERE id = ?').run(id)

    const action = `/claims/${id}/${path}`
    const page = await refuse(here, here[by], action, { ...sent, version: String(version) }, 409)
    assert.match(wordsIn(page), /Somebody changed this while you were writing\./)
    if (path === 'attribution-check') return
    const form = formIn(page, action)
    for (const [name, typed] of Object.entries(sent)) assert.equal(form[name]?.value, typed, name)
    assert.equal(form.version?.value, String(version + 1))
  })
}

test('what changed meanwhile is listed, and nothing older', async (t) => {
  const here = await desk(t)
  const { salmas, yusufs, queued } = here
  const id = queued()
  await salmas.post(`/claims/${id}/wording`, { statement: 'Seen by both', modality: 'asserted', version: '1' })
  await yusufs.post(`/claims/${id}/wording`, { statement: 'By Yusuf', modality: 'asserted', version: '2' })
  await yusufs.post(`/claims/${id}/evidence`, { ...LINK, title: 'Seen by Yusuf', version: '3' })

  const page = await refuse(here, salmas, `/claims/${id}/wording`, { ...WORDING, version: '2' }, 409)
  const notice = /role="alert"[\s\S]*?<\/ol>/.exec(page)![0]
  assert.equal(notice.match(/<time /g)?.length, 2)
  assert.match(wordsIn(notice), /Yusuf\u2069 reworded the claim .*Seen by both.* By Yusuf .*Yusuf\u2069 attached \u2068Seen by Yusuf/)
  assert.equal(formIn(page, `/claims/${id}/wording`).statement?.value, 'Mine')

  const answer = await salmas.post(`/claims/${id}/wording`, { ...WORDING, version: formIn(page, `/claims/${id}/wording`).version!.value! })
  assert.equal(answer.status, 303)
  assert.equal(here.claim(id).statement, 'Mine')
})

test('a withdrawal and its undoing are stale forms too', async (t) => {
  const here = await desk(t)
  const id = here.queued()
  const evidence = here.attach(id)
  await refuse(here, here.salmas, `/claims/${id}/evidence/${evidence}/withdrawal`, { version: '1', reason: 'Mine' }, 409)
  await here.salmas.post(`/claims/${id}/evidence/${evidence}/withdrawal`, { version: '2', reason: 'Mine' })
  await refuse(here, here.salmas, `/claims/${id}/evidence/${evidence}/reinstatement`, { version: '2' }, 409)
})

test('a number that the claim has not reached yet is stale as well', async (t) => {
  const here = await desk(t)
  const page = await refuse(here, here.salmas, `/claims/${here.queued()}/wording`, { ...WORDING, version: '9' }, 409)
  assert.doesNotMatch(page, /What changed meanwhile/)
})

test('a stale form with fields of any name comes back', async (t) => {
  const here = await desk(t)
  const id = here.queued()
  for (const name of ['constructor', 'toString', 'hasOwnProperty', '__proto__', 'constructor-1', '']) {
    await refuse(here, here.salmas, `/claims/${id}/dismissal`, new URLSearchParams([['version', '99'], [name, 'x']]), 409)
  }
})
