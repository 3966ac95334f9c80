import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ACTIONS } from '../audit/actions.ts'
import { actionsOf, FAILING_FOR, HOOK_STATES, isTaken, KINDS, MOST_TRIES, STEPS, TOLD, UNTOLD, waitAfter, whyNot, type StepName } from './rules.ts'

test('every action of the trail is told, or named as one that stays in the house', () => {
  assert.deepEqual([...Object.keys(TOLD), ...UNTOLD].toSorted(), [...ACTIONS].toSorted())
  assert.deepEqual(new Set(Object.values(TOLD)), new Set(KINDS), 'nobody can ask for what is never told')
})

test('evidence, people and webhooks themselves are never told', () => {
  assert.deepEqual(Object.keys(TOLD).filter((action) => /^(?:evidence|search|person|token|webhook|desk|original|export)\./.test(action)), [])
  assert.deepEqual(actionsOf(['claim.signed_off', 'claim.withdrawn']), ['claim.unpublished', 'verdict.signed_off', 'verdict.signed_off_alone'])
})

/** What may be done with a webhook, by its state. */
const MAY: Record<StepName, string[]> = {
  pause: ['active'], resume: ['paused'], change: ['active', 'paused'], renew: ['active', 'paused'], resend: ['active', 'paused'], remove: ['active', 'paused'],
}

test('each step is taken from the states that it can be taken from, and refused from the others', () => {
  for (const step of Object.keys(STEPS) as StepName[]) {
    for (const state of HOOK_STATES) assert.equal(whyNot(step, state)?.status ?? null, MAY[step].includes(state) ? null : 409, `${step} from ${state}`)
  }
})

const [SECOND, MINUTE, HOUR] = [1000, 60_000, 60 * 60_000]

/** How long after the n-th failure it is tried again, in the middle of chance. */
const WAITS = [10 * SECOND, 30 * SECOND, 90 * SECOND, 4.5 * MINUTE, 13.5 * MINUTE, 40.5 * MINUTE, 121.5 * MINUTE, 364.5 * MINUTE, 12 * HOUR, 12 * HOUR, 12 * HOUR, 12 * HOUR, 12 * HOUR, null]

test('each wait is three times the one before, up to half a day, and after about three days there is none', () => {
  assert.deepEqual(WAITS.map((_, index) => waitAfter(index + 1, 0.5)), WAITS)
  assert.equal(WAITS.length, MOST_TRIES)
  const all = (random: number) => WAITS.reduce((sum: number, _, index) => sum + (waitAfter(index + 1, random) ?? 0), 0) / (24 * HOUR)
  assert.deepEqual([0, 0.5, 1].map((random) => Math.round(all(random) * 10) / 10), [2.2, 2.9, 3.6])
  assert.ok(FAILING_FOR < all(0) * 24 * HOUR, 'a receiver that is down all the while is paused when the first is given up')
})

test('chance moves a wait by a quarter either way and no further', () => {
  assert.deepEqual([0, 0.5, 1].map((random) => waitAfter(1, random)), [7500, 10_000, 12_500])
})

test('only a status from 200 to 299 is a yes', () => {
  assert.deepEqual([100, 199, 200, 202, 204, 299, 300, 301, 302, 304, 307, 400, 404, 410, 429, 500, 503].filter(isTaken), [200, 202, 204, 299])
})
