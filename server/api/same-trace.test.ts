import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ASKED, desk, LINK, RATIONALE, SEARCH, type Desk } from '../claims/testing.ts'
import { eventsAfter } from '../people/testing.ts'
import { tracesIn } from '../web/testing.ts'
import { plain, programOf } from './testing.ts'

type Case = { claim: (desk: Desk) => string; by?: 'nadia'; form: Record<string, string>; body?: Record<string, unknown> }

/** One change, as a form sends it and as a program does; where the two read the same, it is written once. */
const CASES: Record<string, Case> = {
  acceptance: { claim: (d) => d.suggested(), form: { statement: 'Mine', modality: 'predicted' } },
  dismissal: { claim: (d) => d.suggested(), form: { reason: 'A headline.' } },
  restoration: { claim: (d) => d.dismissed(), form: {} },
  wording: { claim: (d) => d.queued(), form: { statement: 'Mine', modality: 'opinion', place: 'Hasakah', happenedOn: '2026-03-03', dateBasis: 'yesterday' } },
  statements: { claim: (d) => d.queued(), form: { language: 'en', statement: '73 were hurt' } },
  attribution: {
    claim: (d) => d.queued(), form: { 'actor-1': 'Mairie', 'named-1': 'on', 'verb-1': 'compte', 'actor-2': 'un voisin', 'medium-2': 'radio' },
    body: { hops: [{ actor: 'Mairie', verb: 'compte' }, { actor: 'un voisin', named: false, medium: 'radio' }] },
  },
  'attribution-check': { claim: (d) => d.queued(), form: { answer: 'misquoted', note: 'Heard.' } },
  due: { claim: (d) => d.foretold(), form: { dueOn: '2026-04-01', condition: 'If it rains.' } },
  assignment: { claim: (d) => d.inProgress(), by: 'nadia', form: { assignee: '' }, body: { assignee: null } },
  edges: { claim: (d) => d.queued(), form: { move: 'end_earlier' } },
  split: { claim: (d) => d.queued(), form: { before: '39' }, body: { before: 39 } },
  requests: { claim: (d) => d.queued(), form: { ...ASKED } },
  remarks: { claim: (d) => d.queued(), form: { words: 'They call back at four.' } },
  'check-out': { claim: (d) => d.queued(), form: {} },
  release: { claim: (d) => d.inProgress(), form: {} },
  evidence: { claim: (d) => d.queued(), form: { ...LINK, visibility: 'sealed' } },
  searches: { claim: (d) => d.queued(), form: SEARCH },
  verdicts: { claim: (d) => d.supported(d.inProgress()), form: { verdict: 'verified', rationale: RATIONALE } },
  'change-requests': { claim: (d) => d.inReview(), by: 'nadia', form: { request: 'More.' } },
  'sign-offs': { claim: (d) => d.inReview(), by: 'nadia', form: {} },
  publications: { claim: (d) => d.signedOff(), by: 'nadia', form: {} },
  corrections: { claim: (d) => d.published(), by: 'nadia', form: { request: 'Look again.' } },
  unpublishing: { claim: (d) => d.published(), by: 'nadia', form: { reason: 'The source took it back.' } },
}

for (const [path, { claim, by = 'salma', form, body = form }] of Object.entries(CASES)) {
  test(`${path} through the API leaves the trace that its form leaves`, async (t) => {
    const left = async (send: (here: Desk, id: string, version: string) => Promise<Response>) => {
      const here = await desk(t)
      const id = claim(here)
      // A token that is made is a trace too, and none of this change.
      const before = tracesIn(here.db)
      const answer = await send(here, id, String(here.claim(id).version))
      assert.ok([200, 201, 303].includes(answer.status), `${answer.status} ${(await answer.text()).slice(0, 300)}`)
      return plain(eventsAfter(here.db, before).filter(({ action }) => action !== 'token.made'))
    }
    const byForm = await left((here, id, version) => here[`${by}s`].post(`/claims/${id}/${path}`, { ...form, version }))
    const byApi = await left((here, id, version) => programOf(here, here[by]).post(`/claims/${id}/${path}`, body, { 'if-match': `"${version}"` }))
    assert.ok(byForm.length >= 1)
    assert.deepEqual(byApi, byForm)
  })
}
