import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { test } from 'node:test'
import { desk } from '../claims/testing.ts'
import { programOf, seen } from './testing.ts'

/** As once.ts makes it: whose key it is, and what they ask for with it. */
const keyOf = (personId: string, key: string, path: string, sent: object) =>
  [[personId, key], [path, sent]].map((part) => hash('sha256', JSON.stringify(part)).slice(0, 32)).join('')

test('nobody takes the key of somebody else’s program by sending it with a form: what it asks for is done', async (t) => {
  const here = await desk(t)
  const id = here.queued()
  const salmas = programOf(here, here.salma)
  const sent = { reason: 'It is a headline.' }
  const path = `/claims/${id}/dismissal`
  const [whole, half] = [keyOf(here.salma.id, 'daily', path, sent), keyOf(here.salma.id, 'daily', path, {}).slice(0, 32)]
  for (const once of [whole, `${half}-taken`]) assert.equal((await here.as(here.yusuf).post('/tokens', { name: 'Mine', role: 'checker', days: '1', once })).status, 201)

  const answer = await salmas.post(path, sent, { ...seen(here, id), 'idempotency-key': 'daily' })
  assert.deepEqual([answer.status, answer.headers.get('idempotency-replayed'), here.claim(id).status], [200, null, 'dismissed'])
  const again = await salmas.post(path, sent, { ...seen(here, id), 'idempotency-key': 'daily' })
  assert.deepEqual([again.status, again.headers.get('idempotency-replayed')], [200, 'true'], 'the key is as this test takes it to be')
  assert.equal(here.db.prepare('SELECT count(*) FROM audit_events WHERE once = ?').pluck().get(whole), 1)
})
