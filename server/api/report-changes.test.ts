import assert from 'node:assert/strict'
import { test } from 'node:test'
import { claimsOfReport } from '../claims/claims.ts'
import { desk, type Desk } from '../claims/testing.ts'
import { eventsAfter } from '../people/testing.ts'
import { planPublication } from '../publication/report-plan.ts'
import { NOON, tracesIn } from '../web/testing.ts'
import { en } from '../../views/locales/en.ts'
import { plain, problemIn, programOf } from './testing.ts'

type Case = { by?: 'nadia'; prepare?: (here: Desk) => unknown; sent: (here: Desk) => { form: Record<string, string>; body?: Record<string, unknown> } }

const CASES: Record<string, Case> = {
  'passages/1/mark': { sent: () => ({ form: { mark: 'opinion' } }) },
  'passages/1/acceptance': { sent: () => ({ form: {} }) },
  'passages/2/dismissal': { sent: () => ({ form: {} }) },
  'passages/4/caveat': { prepare: (d) => d.queued(), sent: (d) => { const id = claimsOfReport(d.db, d.report.id).find(({ rules }) => rules === null)!.id; return { form: { known: '', covers: id }, body: { known: '', covers: [id] } } } },
  'sign-offs': { by: 'nadia', prepare: (d) => d.readToItsEnd(), sent: (d) => ({ form: { content: d.readingHash() } }) },
  publications: { by: 'nadia', prepare: (d) => d.signedOff(), sent: (d) => ({ form: { content: planPublication(d.db, d.report.id, NOON).fingerprint } }) },
  unpublishing: { by: 'nadia', prepare: (d) => { d.signedOff(); d.publishedReport() }, sent: () => ({ form: { publication: '1', reason: 'It is written anew.' }, body: { publication: 1, reason: 'It is written anew.' } }) },
}

for (const [path, { by = 'salma', prepare = () => {}, sent }] of Object.entries(CASES)) {
  test(`${path} of a report through the API leaves the traces that its form leaves, and sent twice no more`, async (t) => {
    const left = async (send: (here: Desk, address: string) => Promise<Response>) => {
      const here = await desk(t)
      prepare(here)
      const before = tracesIn(here.db)
      const answer = await send(here, `/reports/${here.report.id}/${path}`)
      assert.ok([200, 303].includes(answer.status), `${answer.status} ${(await answer.text()).slice(0, 300)}`)
      return plain(eventsAfter(here.db, before).filter(({ action }) => action !== 'token.made'))
    }
    const byForm = await left((here, address) => here[`${by}s`].post(address, sent(here).form))
    const byApi = await left(async (here, address) => {
      const { form, body = form } = sent(here)
      const program = programOf(here, here[by])
      const key = { 'idempotency-key': 'one' }
      await program.post(address, body, key)
      const again = await program.post(address, body, key)
      assert.equal(again.headers.get('idempotency-replayed'), 'true')
      return again
    })
    assert.ok(byForm.length >= 1)
    assert.deepEqual(byApi, byForm)
  })
}

test('what was not seen as it is now is not approved, published or taken back', async (t) => {
  const here = await desk(t)
  const nadias = programOf(here, here.nadia)
  const path = `/reports/${here.report.id}`
  const { content } = await (await nadias.get(path)).json() as { content: string }
  const plan = await (await nadias.get(`${path}/publications`)).json() as { content: string }
  here.signedOff()
  for (const [verb, body, sentence] of [['sign-offs', { content, reason: 'All the same.' }, en.refusals.reportMovedOn], ['publications', { content: plan.content }, en.refusals.publicationMovedOn], ['unpublishing', { publication: 1, reason: 'x' }, en.refusals.reportNotPublic]] as const) {
    const answer = await nadias.post(`${path}/${verb}`, body)
    assert.deepEqual([answer.status, (await problemIn(answer)).detail], [409, sentence])
  }
  for (const [verb, body, field] of [['sign-offs', {}, 'content'], ['publications', { content: 7 }, 'content'], ['unpublishing', { publication: '1', reason: 'x' }, 'publication'], ['passages/1/mark', { mark: 'claim' }, 'mark']] as const) {
    const answer = await nadias.post(`${path}/${verb}`, body)
    assert.deepEqual([answer.status, (await problemIn(answer)).errors!.map((one) => one.field)], [422, [field]])
  }
  const id = here.queued()
  here.caveat([id])
  const caveat = await nadias.get(`${path}/passages/4/caveat`)
  assert.deepEqual(await caveat.json(), { known: id, covers: [{ claimId: id, number: here.claim(id).number, proposed: false }] })
  assert.equal((await nadias.post(`${path}/passages/4/caveat`, { known: '', covers: [] })).status, 409)
  assert.equal((await nadias.post(`${path}/passages/99/mark`, { mark: 'opinion' })).status, 404)
})
