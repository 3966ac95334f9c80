import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { assertQuote, contextOf, occurrencesOf, quoteOf } from './span.ts'

const REPORT = 'غمرت المياه القرية. وقالت البلدية إن المياه بلغت السطوح 🌊 في القرية.'

test('a quote is what stands between start and end', () => {
  assert.equal(quoteOf(REPORT, { start: 0, end: 11 }), 'غمرت المياه')
})

test('a span that is no stretch of the text is refused', () => {
  const outside = [{ start: -1, end: 3 }, { start: 3, end: 3 }, { start: 5, end: 2 }, { start: 0, end: REPORT.length + 1 }, { start: 0.5, end: 2 }]
  for (const span of outside) assert.throws(() => quoteOf(REPORT, span), RangeError)
})

test('a quote that has moved is refused', () => {
  assert.throws(() => assertQuote(REPORT, { start: 1, end: 12 }, 'غمرت المياه'), RangeError)
})

test('the context of a quote is 32 units on either side, and never half a character', () => {
  const text = `${'🌊'.repeat(40)}كلمة${'🌊'.repeat(40)}`
  const context = contextOf(text, { start: 81, end: 83 })
  assert.ok(context.prefix.length <= 32 && context.suffix.length <= 32)
  for (const part of Object.values(contextOf(`a${text}`, { start: 81, end: 85 }))) assert.ok(part.isWellFormed())
})

test('prefix, quote and suffix stand beside each other in the text', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.nat(), fc.nat(), (text, a, b) => {
    const [start, end] = [Math.min(a, b) % text.length, (Math.max(a, b) % text.length) + 1]
    if (start >= end) return
    const { prefix, suffix } = contextOf(text, { start, end })
    assert.equal(text.slice(start - prefix.length, end + suffix.length), prefix + text.slice(start, end) + suffix)
  }))
})

test('every place of a quote is found, overlapping ones too', () => {
  assert.deepEqual(occurrencesOf('ناناناك', 'نانا'), [0, 2])
  assert.deepEqual(occurrencesOf(REPORT, 'القرية'), [12, 62])
  assert.deepEqual(occurrencesOf(REPORT, ''), [])
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 60 }), fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 4 }), (text, quote) => {
    assert.deepEqual(occurrencesOf(text, quote), [...text].flatMap((_, at) => (text.startsWith(quote, at) ? [at] : [])))
  }))
})
