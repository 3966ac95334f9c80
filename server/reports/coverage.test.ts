import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { coverageOf, MARKS, joinNeighbours, type Mark } from './passages.ts'

const passage = (number: number, start: number, end: number, mark: Mark | null = null) => ({ number, start, end, mark })

test('a passage has claims, or what somebody marked it as, or nobody has touched it', () => {
  const passages = [passage(1, 0, 10), passage(2, 10, 20, 'context'), passage(3, 20, 30, 'opinion'), passage(4, 30, 40)]
  const rows: [claims: { start: number; end: number }[], states: string][] = [
    [[], 'untriaged context opinion untriaged'],
    [[{ start: 0, end: 10 }], 'claims context opinion untriaged'],
    [[{ start: 9, end: 11 }], 'claims claims opinion untriaged'],
    [[{ start: 10, end: 20 }], 'untriaged claims opinion untriaged'],
    [[{ start: 3, end: 35 }], 'claims claims claims claims'],
    [[{ start: 39, end: 40 }, { start: 0, end: 1 }], 'claims context opinion claims'],
    [[{ start: 0, end: 25 }, { start: 5, end: 6 }], 'claims claims claims untriaged'],
  ]
  for (const [claims, states] of rows) assert.equal(coverageOf(passages, claims).passages.map(({ state }) => state).join(' '), states)
})

test('coverage counts passages, not letters, and names the first that is left', () => {
  const { share, untriaged, nextUntriaged, all } = coverageOf([passage(1, 0, 1, 'caveat'), passage(2, 1, 90), passage(3, 90, 99), passage(4, 99, 100)], [{ start: 99, end: 100 }])
  assert.deepEqual({ share, untriaged, nextUntriaged, all }, { share: 0.5, untriaged: 2, nextUntriaged: 2, all: 4 })

  const whole = coverageOf([passage(1, 0, 1, 'caveat')], [])
  assert.deepEqual([whole.share, whole.untriaged, whole.nextUntriaged], [1, 0, null])
})

test('the one walk along claims and passages finds what comparing each with each finds', () => {
  const spans = fc.array(fc.tuple(fc.nat(60), fc.integer({ min: 1, max: 30 })).map(([start, length]) => ({ start, end: start + length })))
  const tiles = fc.array(fc.tuple(fc.integer({ min: 1, max: 12 }), fc.option(fc.constantFrom(...MARKS))), { minLength: 1 }).map((lengths) => {
    let end = 0
    return lengths.map(([length, mark], index) => passage(index + 1, end, end += length, mark))
  })

  fc.assert(fc.property(tiles, spans, (passages, claims) => {
    const expected = passages.map(({ start, end, mark }) => claims.some((claim) => claim.start < end && claim.end > start) ? 'claims' : mark ?? 'untriaged')
    const found = coverageOf(passages, claims)
    assert.deepEqual(found.passages.map(({ state }) => state), expected)
    assert.equal(found.untriaged, expected.filter((state) => state === 'untriaged').length)
  }))
})

test('runs keep the length of the whole and have no two alike beside each other', () => {
  const { passages } = coverageOf([passage(1, 0, 3), passage(2, 3, 5), passage(3, 5, 9, 'context'), passage(4, 9, 10)], [])
  assert.deepEqual(joinNeighbours(passages), [{ number: 1, state: 'untriaged', length: 5 }, { number: 3, state: 'context', length: 4 }, { number: 4, state: 'untriaged', length: 1 }])
})
