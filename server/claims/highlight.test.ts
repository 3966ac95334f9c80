import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { inOrder } from '../text/pieces.ts'
import { runsOf, touches } from './highlight.ts'

const TEXT = '0123456789abcdefghij'
const span = fc.tuple(fc.nat(18), fc.integer({ min: 1, max: 8 })).map(([start, length]) => ({ start, end: Math.min(TEXT.length, start + length) }))

test('runs are the passage, and each names every claim that has words in it', () => {
  const claims = fc.array(fc.array(span, { minLength: 1, maxLength: 3 }).map((pieces) => ({ pieces: inOrder(pieces) })), { maxLength: 6 })
  fc.assert(fc.property(span, claims, (passage, claims) => {
    const runs = runsOf(TEXT, passage, claims)
    assert.equal(runs.map(({ text }) => text).join(''), TEXT.slice(passage.start, passage.end))
    let start = passage.start
    for (const run of runs) {
      const here = { start, end: start += run.text.length }
      assert.deepEqual(run.claims, claims.filter(({ pieces }) => pieces.some((piece) => touches(piece, here))))
    }
  }))
})
