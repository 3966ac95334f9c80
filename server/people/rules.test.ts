import assert from 'node:assert/strict'
import { test } from 'node:test'
import { words } from '../../views/locales/words.ts'
import type { Role } from './person.ts'
import { STANDINGS, STEPS, whyNot, type Standing, type StepName } from './rules.ts'

const YES = null
type Answer = typeof YES | 'notYourself' | 'personMovedOn' | 'lastAdmin'

/** What an admin may do with somebody else, while there are other admins. */
const TABLE: Record<StepName, Record<Standing, Answer>> = {
  role: { invited: YES, active: YES, disabled: 'personMovedOn' },
  disabling: { invited: YES, active: YES, disabled: 'personMovedOn' },
  enabling: { invited: 'personMovedOn', active: 'personMovedOn', disabled: YES },
  reset: { invited: YES, active: YES, disabled: 'personMovedOn' },
}

const steps = Object.keys(STEPS) as StepName[]

function answer(step: StepName, standing: Standing, { role = 'checker', otherAdmins = 1, self = false }: { role?: Role; otherAdmins?: number; self?: boolean } = {}) {
  const refusal = whyNot(step, { actorId: self ? 'her' : 'him', person: { id: 'her', role, standing }, otherAdmins })
  const known = Object.entries(words.en.refusals).find(([, sentence]) => sentence === refusal?.sentence(words.en, undefined as never))
  return refusal === null ? YES : known?.[0]
}

for (const step of steps) {
  for (const standing of STANDINGS) {
    test(`${step} of somebody who is ${standing}`, () => {
      assert.equal(answer(step, standing), TABLE[step][standing])
      assert.equal(answer(step, standing, { role: 'admin' }), TABLE[step][standing])
    })
  }
}

test('nobody does any of it to themselves', () => {
  for (const step of steps) for (const standing of STANDINGS) assert.equal(answer(step, standing, { role: 'admin', self: true }), 'notYourself')
})

test('the last admin stays an admin, and stays in', () => {
  const last = { role: 'admin', otherAdmins: 0 } as const
  assert.equal(answer('disabling', 'active', last), 'lastAdmin')
  assert.equal(answer('role', 'active', last), 'lastAdmin')
  assert.equal(answer('reset', 'active', last), YES)
  assert.equal(answer('disabling', 'active', { otherAdmins: 0 }), YES)
})

test('the desk itself is nobody who could be refused for being themselves', () => {
  assert.equal(whyNot('disabling', { actorId: null, person: { id: 'her', role: 'checker', standing: 'active' }, otherAdmins: 1 }), null)
})
