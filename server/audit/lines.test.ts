import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Json } from './canonical.ts'
import { linesOf } from './lines.ts'
import type { AuditEvent } from './trail.ts'

const names = { claim: () => 'claim 7', report: () => 'The bridge', person: () => 'Salma' }

const differencesOf = (action: AuditEvent['action'], before: Json, after: Json, locale: 'ar' | 'en' = 'en') => {
  const event: AuditEvent = { seq: 1, at: '2026-03-04T09:00:00.000Z', actor: null, action, subject: 'claim/1', claim: '1', report: '2', before, after, reason: null, batch: null, hash: '' }
  return linesOf([event], locale, names)[0]!.differences.map(({ field, before, after }) => [field, before?.replace(/[\u2068\u2069]/g, ''), after?.replace(/[\u2068\u2069]/g, '')])
}

test('an attribution of which only a verb or a link changed shows what changed', () => {
  const hop = { actor: 'Agence A', named: true, medium: 'post', verb: 'said', link: '' }
  const witness = { actor: 'a neighbour', named: false, medium: '', verb: '', link: '' }
  assert.deepEqual(differencesOf('claim.attributed', { attribution: [hop] }, { attribution: [{ ...hop, verb: 'denied', link: 'https://a.example/1' }, witness] }), [
    ['Attribution', 'Agence A (said · post)', 'Agence A (denied · post · https://a.example/1) › a neighbour (anonymous)'],
  ])
  assert.deepEqual(differencesOf('claim.attributed', { attribution: [] }, { attribution: [witness] }), [['Attribution', '—', 'a neighbour (anonymous)']])
})

test('days and numbers are written as the reader writes them', () => {
  assert.deepEqual(differencesOf('claim.reworded', { happenedOn: null }, { happenedOn: '2026-03-02', version: 3 }), [['Date', '—', '2 March 2026']])
  assert.deepEqual(differencesOf('claim.made', null, { start: 12 }, 'ar'), [['من', undefined, '١٢']])
})
