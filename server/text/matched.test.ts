import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { matchedIn } from './matched.ts'
import { stemsOf } from './stems.ts'

const marked = (text: string, other: string, language: 'ar' | 'en' = 'ar') =>
  matchedIn(text, language, new Set(stemsOf(other, language))).filter(({ matched }) => matched).map(({ text }) => text)

test('whole words are marked, with what is written onto them, and words side by side together', () => {
  assert.deepEqual(marked('أُغلق الجسرُ الكبير في سارم', 'جسر كبير'), ['الجسرُ الكبير'])
  assert.deepEqual(marked('The bridges were closed, it said.', 'a bridge that closes', 'en'), ['bridges', 'closed'])
  assert.deepEqual(marked('لا شيء مشترك', 'جسر'), [])
})

test('the stretches are the text, however it is written', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (text) => {
    const stretches = matchedIn(text, 'ar', new Set(stemsOf(text, 'ar').filter((_, index) => index % 2 === 0)))
    assert.equal(stretches.map((stretch) => stretch.text).join(''), text)
  }))
})
