import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { anchorOf, assertAnchor, cutAt, inOrder, ownWords, readPieces, storedPieces, written } from './pieces.ts'

const TEXT = 'قال العمدة، وهو في القرية 🌊، إن الجسر مغلق.'
const at = (words: string) => { const start = TEXT.indexOf(words); return { start, end: start + words.length } }
const PIECES = [at('العمدة'), at('إن الجسر مغلق')]

test('an anchor is the stretch from the first piece to the last, verbatim, with what is around it', () => {
  const anchor = anchorOf(TEXT, PIECES)
  assert.deepEqual(anchor, {
    start: 4, end: TEXT.length - 1, quote: TEXT.slice(4, -1), prefix: 'قال ', suffix: '.', pieces: PIECES,
  })
  assert.equal(ownWords(anchor), 'العمدة إن الجسر مغلق')
  assert.equal(written(anchor), 'العمدة … إن الجسر مغلق')
  assert.deepEqual(cutAt(anchor).map(({ text, own }) => [text, own]), [['العمدة', true], ['، وهو في القرية 🌊، ', false], ['إن الجسر مغلق', true]])
  assert.deepEqual(cutAt(anchorOf(TEXT, [PIECES[0]!])), [{ text: 'العمدة', own: true }])
})

test('pieces come in the order of the text; those that touch or overlap are one', () => {
  assert.deepEqual(inOrder([{ start: 8, end: 9 }, { start: 0, end: 3 }, { start: 3, end: 5 }, { start: 4, end: 6 }]), [{ start: 0, end: 6 }, { start: 8, end: 9 }])
})

test('no piece cuts a character in two, or stands outside the text', () => {
  const wave = TEXT.indexOf('🌊')
  for (const piece of [{ start: wave + 1, end: wave + 4 }, { start: 0, end: wave + 1 }, { start: 3, end: 3 }, { start: 0, end: TEXT.length + 1 }]) {
    assert.throws(() => anchorOf(TEXT, [piece]), RangeError)
  }
})

test('an anchor that does not hold is not served', () => {
  const anchor = anchorOf(TEXT, PIECES)
  const [first, second] = PIECES as [typeof PIECES[0], typeof PIECES[0]]
  assertAnchor(TEXT, anchor)
  for (const pieces of [[], [second, first], [first], [second], [first, { ...second, start: first!.end }, second], [{ ...first!, start: first!.start + 1 }, second]]) {
    assert.throws(() => assertAnchor(TEXT, { ...anchor, pieces: pieces as typeof PIECES }), RangeError)
  }
  assert.throws(() => assertAnchor(TEXT, { ...anchor, quote: 'other words' }), RangeError)
  assert.throws(() => assertAnchor(`ا${TEXT}`, anchor), RangeError)
})

test('whatever pieces are stored are read again', () => {
  fc.assert(fc.property(fc.array(fc.tuple(fc.nat(60), fc.integer({ min: 1, max: 9 })), { minLength: 1, maxLength: 6 }), (spans) => {
    const pieces = inOrder(spans.map(([start, length]) => ({ start, end: start + length })))
    assert.deepEqual(readPieces({ start: pieces[0]!.start, end: pieces.at(-1)!.end, pieces: storedPieces(pieces) }), pieces)
  }))
})
