import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { periodOf } from './scope.ts'

const zone = process.env.TZ
after(() => { if (zone === undefined) delete process.env.TZ; else process.env.TZ = zone })

for (const [place, from, to, since, until] of [
  ['UTC', '2026-03-01', '2026-03-31', '2026-03-01T00:00:00.000Z', '2026-04-01T00:00:00.000Z'],
  ['Asia/Baghdad', '2026-03-01', '2026-03-01', '2026-02-28T21:00:00.000Z', '2026-03-01T21:00:00.000Z'],
  // The day on which clocks are put forward has twenty-three hours.
  ['Europe/Berlin', '2026-03-29', '2026-03-29', '2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z'],
  ['America/New_York', '2028-02-29', '2028-12-31', '2028-02-29T05:00:00.000Z', '2029-01-01T05:00:00.000Z'],
  ['UTC', '0099-01-01', '9999-12-31', '0099-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z'],
] as const) {
  test(`from ${from} to ${to} in ${place} is from the first moment of the one to the last of the other`, () => {
    process.env.TZ = place
    assert.deepEqual(periodOf(from, to), { by: 'period', from, to, zone: place, since, until })
  })
}
