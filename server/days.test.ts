import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { isDue, isSilent } from './claims/rules.ts'
import { dueOn, isOverdue } from './letters/rules.ts'
import { dayOf, daysAfter, universalDayOf } from './days.ts'

const zone = process.env.TZ
after(() => { if (zone === undefined) delete process.env.TZ; else process.env.TZ = zone })

/** Late in the evening in UTC; where the desk stands it may be the next day, or still this one. */
const LATE = new Date('2026-03-04T22:30:00.000Z')

for (const [place, day] of [
  ['UTC', '2026-03-04'], ['Asia/Baghdad', '2026-03-05'], ['America/New_York', '2026-03-04'], ['Pacific/Kiritimati', '2026-03-05'], ['Asia/Kolkata', '2026-03-05'],
] as const) {
  test(`in ${place} it is ${day}, for whoever types a day and for what waits for one`, () => {
    process.env.TZ = place
    assert.deepEqual([dayOf(LATE), universalDayOf(LATE)], [day, '2026-03-04'])
    assert.equal(isDue({ modality: 'predicted', dueOn: '2026-03-05' }, LATE), day === '2026-03-05')
    assert.equal(dueOn(LATE), daysAfter(day, 7))
    assert.equal(isOverdue({ dueOn: '2026-03-04', answeredAt: null }, dayOf(LATE)), day === '2026-03-05')
    assert.equal(isSilent({ answerBy: '2026-03-04', replies: [] }, dayOf(LATE)), day === '2026-03-05')
  })
}

test('days are counted as days, not as hours: clocks are put forward and back', () => {
  for (const place of ['UTC', 'Europe/Berlin', 'Pacific/Kiritimati']) {
    process.env.TZ = place
    assert.deepEqual([daysAfter('2026-03-28', 2), daysAfter('2026-10-24', 2), daysAfter('2026-03-01', -1), daysAfter('2028-02-28', 1)], ['2026-03-30', '2026-10-26', '2026-02-28', '2028-02-29'])
  }
  process.env.TZ = 'Europe/Berlin'
  assert.equal(dueOn(new Date('2026-03-28T22:30:00.000Z')), '2026-04-04', 'half past eleven, and a week with an hour less')
})
