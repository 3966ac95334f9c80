import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ANSWER_DAYS, CONTACT_DAYS, dueOn, forgottenBefore, isOverdue, maySay, OUTCOMES } from './rules.ts'

test('a letter is due a week after it came, and overdue from the day after that until it is answered', () => {
  assert.deepEqual([ANSWER_DAYS, dueOn(new Date('2026-02-25T23:59:59.999Z')), dueOn(new Date('2026-02-26T00:00:00.000Z'))], [7, '2026-03-04', '2026-03-05'])
  for (const [today, answeredAt, overdue] of [
    ['2026-03-03', null, false], ['2026-03-04', null, false], ['2026-03-05', null, true], ['2026-03-05', '2026-03-05T09:00:00.000Z', false],
  ] as const) assert.equal(isOverdue({ dueOn: '2026-03-04', answeredAt }, today), overdue, `${today} ${answeredAt}`)
})

test('who wrote is forgotten thirty days after the answer', () => {
  assert.deepEqual([CONTACT_DAYS, forgottenBefore(new Date('2026-03-31T08:00:00.000Z'))], [30, '2026-03-01T08:00:00.000Z'])
})

test('corrected is said only where a later version is public; everything else always', () => {
  for (const outcome of OUTCOMES) {
    for (const [newest, may] of [[2, outcome !== 'corrected'], [3, true], [9, true]] as const) assert.equal(maySay(outcome, { publication: 2 }, newest), may, `${outcome} ${newest}`)
  }
})
