import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refusal } from '../errors.ts'
import { NOON } from '../web/testing.ts'
import { en } from '../../views/locales/en.ts'
import { formats } from '../../views/locales/formats.ts'
import { belongsInQueue, canTake, ensureCanTake, leaseFrom, QUEUE_STATUSES, STATUSES, STEPS, type Standing, type Status, type StepName } from './rules.ts'

const ME = 'ME00000000'
const AHEAD = new Date(NOON.getTime() + 1).toISOString()
const OVER = NOON.toISOString()

/** Who holds the claim: I, somebody whose time runs, somebody whose time is over, nobody. */
const HOLDS = {
  m: { holderId: ME, holder: 'Me', heldUntil: AHEAD, changedIn: null },
  l: { holderId: 'OTHER00000', holder: 'Yusuf', heldUntil: AHEAD, changedIn: null },
  e: { holderId: 'OTHER00000', holder: 'Yusuf', heldUntil: OVER, changedIn: null },
  n: { holderId: null, holder: null, heldUntil: null, changedIn: null },
} as const

const ASSERTED = { modality: 'asserted', dueOn: null } as const

const ALL = 'mlen'
const NONE = ''

/**
 * For every step and status the holds under which it may be taken, for a checker and for a supervisor (an admin is treated as one).
 * Written by hand from the description of a claim's life, so that a slip in the table of the rules shows here.
 */
const MAY: Record<StepName, Record<Status, readonly [checker: string, supervisor: string]>> = {
  accept: {
    suggested: [ALL, ALL], dismissed: [NONE, NONE], queued: [NONE, NONE], in_progress: [NONE, NONE], in_review: [NONE, NONE], signed_off: [NONE, NONE], published: [NONE, NONE],
  },
  dismiss: {
    suggested: [ALL, ALL], dismissed: [NONE, NONE], queued: [ALL, ALL], in_progress: [NONE, NONE], in_review: [NONE, NONE], signed_off: [NONE, NONE], published: [NONE, NONE],
  },
  restore: {
    suggested: [NONE, NONE], dismissed: [ALL, ALL], queued: [NONE, NONE], in_progress: [NONE, NONE], in_review: [NONE, NONE], signed_off: [NONE, NONE], published: [NONE, NONE],
  },
  assign: {
    suggested: [NONE, NONE], dismissed: [NONE, NONE], queued: [NONE, ALL], in_progress: [NONE, ALL], in_review: [NONE, ALL], signed_off: [NONE, ALL], published: [NONE, ALL],
  },
  check_out: {
    suggested: [NONE, NONE], dismissed: [NONE, NONE], queued: ['men', 'men'], in_progress: ['men', 'men'], in_review: [NONE, NONE], signed_off: [NONE, NONE], published: [NONE, NONE],
  },
  release: {
    suggested: [NONE, NONE], dismissed: [NONE, NONE], queued: [NONE, NONE], in_progress: ['m', ALL], in_review: [NONE, NONE], signed_off: [NONE, NONE], published: [NONE, NONE],
  },
  work: {
    suggested: [NONE, NONE], dismissed: [NONE, NONE], queued: ['men', 'men'], in_progress: ['men', 'men'], in_review: ['men', 'men'], signed_off: ['men', 'men'], published: ['men', 'men'],
  },
  foretell: {
    suggested: [NONE, NONE], dismissed: [NONE, NONE], queued: [NONE, NONE], in_progress: [NONE, NONE], in_review: [NONE, NONE], signed_off: [NONE, NONE], published: [NONE, NONE],
  },
  snapshot: {
    suggested: [NONE, NONE], dismissed: [NONE, NONE], queued: [ALL, ALL], in_progress: [ALL, ALL], in_review: [ALL, ALL], signed_off: [ALL, ALL], published: [ALL, ALL],
  },
  link: {
    suggested: [NONE, NONE], dismissed: [NONE, NONE], queued: [ALL, ALL], in_progress: [ALL, ALL], in_review: [ALL, ALL], signed_off: [ALL, ALL], published: [ALL, ALL],
  },
  split: {
    suggested: ['men', 'men'], dismissed: [NONE, NONE], queued: ['men', 'men'], in_progress: ['men', 'men'], in_review: ['men', 'men'], signed_off: ['men', 'men'], published: ['men', 'men'],
  },
  merge: {
    suggested: ['men', 'men'], dismissed: [NONE, NONE], queued: ['men', 'men'], in_progress: ['men', 'men'], in_review: [NONE, NONE], signed_off: [NONE, NONE], published: [NONE, NONE],
  },
  take_in: {
    suggested: ['men', 'men'], dismissed: [NONE, NONE], queued: ['men', 'men'], in_progress: ['men', 'men'], in_review: ['men', 'men'], signed_off: ['men', 'men'], published: ['men', 'men'],
  },
  propose: {
    suggested: [NONE, NONE], dismissed: [NONE, NONE], queued: [NONE, NONE], in_progress: ['m', 'm'], in_review: [NONE, NONE], signed_off: [NONE, NONE], published: [NONE, NONE],
  },
  request_changes: {
    suggested: [NONE, NONE], dismissed: [NONE, NONE], queued: [NONE, NONE], in_progress: [NONE, NONE], in_review: [NONE, ALL], signed_off: [NONE, ALL], published: [NONE, NONE],
  },
  sign_off: {
    suggested: [NONE, NONE], dismissed: [NONE, NONE], queued: [NONE, NONE], in_progress: [NONE, NONE], in_review: [NONE, ALL], signed_off: [NONE, NONE], published: [NONE, NONE],
  },
  publish: {
    suggested: [NONE, NONE], dismissed: [NONE, NONE], queued: [NONE, NONE], in_progress: [NONE, NONE], in_review: [NONE, NONE], signed_off: [NONE, ALL], published: [NONE, NONE],
  },
  correct: {
    suggested: [NONE, NONE], dismissed: [NONE, NONE], queued: [NONE, NONE], in_progress: [NONE, NONE], in_review: [NONE, NONE], signed_off: [NONE, NONE], published: [NONE, ALL],
  },
  unpublish: {
    suggested: [NONE, NONE], dismissed: [NONE, ALL], queued: [NONE, ALL], in_progress: [NONE, ALL], in_review: [NONE, ALL], signed_off: [NONE, ALL], published: [NONE, ALL],
  },
}

for (const [step, statuses] of Object.entries(MAY) as [StepName, (typeof MAY)[StepName]][]) {
  for (const [status, [checker, supervisor]] of Object.entries(statuses) as [Status, readonly [string, string]][]) {
    for (const [role, expected] of [['checker', checker], ['supervisor', supervisor], ['admin', supervisor]] as const) {
      test(`a ${role} may ${step} a claim that is ${status} when held so: ${expected || 'never'}`, () => {
        const may = Object.entries(HOLDS).filter(([, hold]) => canTake(step, { status, ...ASSERTED, ...hold }, { id: ME, role }, NOON)).map(([hold]) => hold).join('')
        assert.equal(may, expected)
      })
    }
  }
}

test('the table of this test has every step and every status', () => {
  assert.deepEqual(Object.keys(MAY).sort(), Object.keys(STEPS).sort())
  for (const statuses of Object.values(MAY)) assert.deepEqual(Object.keys(statuses).sort(), [...STATUSES].sort())
})

test('a step leads where the life of a claim says', () => {
  assert.deepEqual(Object.fromEntries(Object.entries(STEPS).map(([name, { to }]) => [name, to])), {
    accept: 'queued', dismiss: 'dismissed', restore: 'suggested', assign: 'stays', check_out: 'in_progress', release: 'queued',
    work: 'stays', foretell: 'stays', split: 'stays', merge: 'dismissed', take_in: 'stays', snapshot: 'stays', link: 'stays', propose: 'in_review', request_changes: 'in_progress', sign_off: 'signed_off', publish: 'published', correct: 'in_progress', unpublish: 'stays'
  })
})

const refusalOf = (step: StepName, standing: Standing, role: 'checker' | 'supervisor') => {
  try {
    ensureCanTake(step, standing, { id: ME, role }, NOON)
  } catch (error) {
    assert.ok(error instanceof Refusal)
    return [error.status, error.sentence(en, formats.en)]
  }
  return null
}

test('a refusal says why: the role first, then the status, then who holds it', () => {
  assert.equal(refusalOf('work', { status: 'queued', ...ASSERTED, ...HOLDS.n }, 'checker'), null)
  assert.deepEqual(refusalOf('sign_off', { status: 'queued', ...ASSERTED, ...HOLDS.l }, 'checker'), [403, en.refusals.notYourRole])
  assert.deepEqual(refusalOf('sign_off', { status: 'queued', ...ASSERTED, ...HOLDS.n }, 'supervisor'), [409, 'It cannot be signed off now: its status is “Queued”.'])
  assert.deepEqual(refusalOf('propose', { status: 'in_progress', ...ASSERTED, ...HOLDS.n }, 'checker'), [409, en.refusals.checkOutFirst])
  for (const hold of Object.values(HOLDS)) assert.deepEqual(refusalOf('propose', { status: 'queued', ...ASSERTED, ...hold }, 'checker'), [409, en.refusals.checkOutFirst])
  assert.deepEqual(refusalOf('propose', { status: 'queued', modality: 'opinion', dueOn: null, ...HOLDS.n }, 'checker'), [409, en.refusals.notAsserted('Opinion')])
  assert.deepEqual(refusalOf('propose', { status: 'suggested', ...ASSERTED, ...HOLDS.n }, 'checker'), [409, 'It cannot be given a verdict now: its status is “Suggested”.'])
  assert.deepEqual(refusalOf('release', { status: 'in_progress', ...ASSERTED, ...HOLDS.l }, 'checker'), [403, en.refusals.notYourRole])
  const [status, sentence] = refusalOf('work', { status: 'in_progress', ...ASSERTED, ...HOLDS.l }, 'supervisor') as [number, string]
  assert.equal(status, 409)
  assert.match(sentence, /Yusuf.* holds this claim until \d\d:00\. A supervisor can release it\./)
})

test('what nobody asserts is not judged, and can still be given back', () => {
  for (const modality of ['predicted', 'intended', 'opinion'] as const) {
    const may = (step: StepName, status: Status) => canTake(step, { status, modality, dueOn: null, ...HOLDS.m }, { id: ME, role: 'supervisor' }, NOON)
    assert.deepEqual([may('check_out', 'queued'), may('propose', 'in_progress'), may('sign_off', 'in_review')], [false, false, false])
    assert.deepEqual([may('accept', 'suggested'), may('work', 'queued'), may('release', 'in_progress'), may('request_changes', 'in_review')], [true, true, true, true])
  }
  const [status, sentence] = refusalOf('check_out', { status: 'queued', modality: 'opinion', dueOn: null, ...HOLDS.n }, 'checker') as [number, string]
  assert.deepEqual([status, sentence], [409, en.refusals.notAsserted('Opinion')])
})

test('a lease lasts half an hour', () => assert.equal(leaseFrom(NOON), '2026-03-04T12:30:00.000Z'))

test('what is foretold is judged from its day on, an opinion never', () => {
  const [yesterday, today, tomorrow] = ['2026-03-03', '2026-03-04', '2026-03-05']
  const steps = (modality: Standing['modality'], dueOn: string | null) => {
    const standing = (status: Status) => ({ status, modality, dueOn, ...HOLDS.m })
    const may = (['check_out', 'propose', 'sign_off'] as const).map((step) => canTake(step, standing(STEPS[step].from.at(-1)!), { id: ME, role: 'supervisor' }, NOON))
    assert.equal(new Set(may).size, 1)
    return may[0]
  }
  for (const modality of ['predicted', 'intended'] as const) {
    assert.deepEqual([yesterday, today, tomorrow, null].map((day) => steps(modality, day)), [true, true, false, false])
    assert.deepEqual(refusalOf('propose', { status: 'in_progress', modality, dueOn: tomorrow, ...HOLDS.m }, 'checker'), [409, en.refusals.notDue('5 March 2026')])
    assert.deepEqual([...QUEUE_STATUSES].filter((status) => canTake('foretell', { status, modality, dueOn: null, ...HOLDS.n }, { id: ME, role: 'checker' }, NOON)), [...QUEUE_STATUSES])
  }
  assert.deepEqual([yesterday, today, null].map((day) => steps('opinion', day)), [false, false, false])
  assert.deepEqual(refusalOf('foretell', { status: 'queued', modality: 'opinion', dueOn: null, ...HOLDS.n }, 'checker'), [409, en.refusals.notForetold('Opinion')])
})

test('only what is asserted or due, accepted and not dismissed waits in the queue', () => {
  const waiting = (dueOn: string | null) => STATUSES.flatMap((status) => (['asserted', 'predicted', 'intended', 'opinion'] as const).filter((modality) => belongsInQueue({ status, modality, dueOn }, NOON)).map((modality) => `${status} ${modality}`))
  assert.deepEqual([null, '2026-03-05'].map(waiting), Array(2).fill(QUEUE_STATUSES.map((status) => `${status} asserted`)))
  assert.deepEqual(waiting('2026-03-04'), QUEUE_STATUSES.flatMap((status) => ['asserted', 'predicted', 'intended'].map((modality) => `${status} ${modality}`)))
})
