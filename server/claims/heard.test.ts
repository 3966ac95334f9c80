import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readAnswer } from './heard.ts'

const TEXT = 'The bridge is closed. The mayor counts 73 injured. 📡 The bridge is closed, he said.'
const at = (quote: string, from = 0) => ({ start: TEXT.indexOf(quote, from), end: TEXT.indexOf(quote, from) + quote.length })
const heard = (...suggestions: unknown[]) => readAnswer({ name: 'seer', version: '2', suggestions }, TEXT)
const made = (...suggestions: unknown[]) => heard(...suggestions)?.suggestions

test('a quote becomes a suggestion where it stands', () => {
  assert.deepEqual(heard({ quote: 'The mayor counts 73 injured' }), {
    rules: 'seer 2', dropped: 0, suggestions: [{ ...at('The mayor counts 73 injured'), modality: 'asserted', claimant: null }],
  })
})

test('one that stands in several places needs what is around it', () => {
  const quote = 'The bridge is closed'
  assert.deepEqual(made({ quote }), [])
  assert.deepEqual(made({ quote, prefix: '📡 ' })?.[0], { ...at(quote, 10), modality: 'asserted', claimant: null })
  assert.deepEqual(made({ quote, suffix: '. The' })?.[0], { ...at(quote), modality: 'asserted', claimant: null })
  assert.deepEqual(made({ quote, prefix: 'x', suffix: ',' }), [])
})

test('what does not stand in the text is left out and counted', () => {
  for (const quote of ['The bridge was closed', 'the bridge is closed', '', '  ', 'The  mayor', '\uD83D', '\uDCE1 The', 7, null, ['The mayor'], undefined]) {
    assert.deepEqual(heard({ quote }), { rules: 'seer 2', suggestions: [], dropped: 1 }, String(quote))
  }
  for (const nothing of [null, 'The mayor', 7, [], {}]) assert.equal(heard(nothing)?.dropped, 1)
})

test('kinds and modalities are ours, a claimant stands in the text, and caveats are no claims', () => {
  const quote = 'The mayor counts 73 injured'
  const one = (more: object) => made({ quote, ...more })?.[0]
  assert.equal(one({ kind: 'prediction' })?.modality, 'predicted')
  assert.equal(one({ kind: 'opinion' })?.modality, 'opinion')
  assert.equal(one({ kind: 'prediction', modality: 'intended' })?.modality, 'intended')
  assert.equal(one({ claimant: 'The mayor' })?.claimant, 'The mayor')
  assert.equal(one({ claimant: 'The president' })?.claimant, null)
  assert.equal(one({ claimant: null })?.claimant, null)
  for (const more of [{ kind: 'caveat' }, { kind: 'provenance' }, { kind: 'verified' }, { modality: 'true' }, { kind: '__proto__' }, { claimant: {} }]) assert.equal(one(more), undefined, JSON.stringify(more))
})

test('whatever else it says is not looked at', () => {
  const json = `{"name":"seer","version":"2","__proto__":{"admin":true},"suggestions":[{"quote":"The mayor counts 73 injured","verdict":"verified","status":"signed_off","id":"AAAAAAAAAA","rules":"en-3",
    "start":0,"end":3,"__proto__":{"modality":"opinion"},"constructor":{"prototype":{"polluted":true}}}]}`
  assert.deepEqual(readAnswer(JSON.parse(json), TEXT), { rules: 'seer 2', dropped: 0, suggestions: [{ ...at('The mayor counts 73 injured'), modality: 'asserted', claimant: null }] })
  assert.equal(({} as Record<string, unknown>).polluted, undefined)
})

test('an answer without a name, a version or a list is none', () => {
  const answers = [
    undefined, null, 'text', 7, [], {}, { name: 'seer', version: '2' }, { version: '2', suggestions: [] }, { name: 'seer', suggestions: [] }, { name: 'seer', version: 2, suggestions: [] },
    { name: '', version: '2', suggestions: [] }, { name: 'two words', version: '2', suggestions: [] }, { name: 'a\u202Eb', version: '2', suggestions: [] }, { name: 'x'.repeat(41), version: '2', suggestions: [] },
    { name: 'seer', version: '2', suggestions: {} }, { name: 'seer', version: '2', suggestions: Array(501).fill({ quote: 'The mayor' }) },
  ]
  for (const answer of answers) assert.equal(readAnswer(answer, TEXT), undefined, JSON.stringify(answer)?.slice(0, 80))
  assert.deepEqual(readAnswer({ name: 'مقترح', version: '2026.1', suggestions: [] }, TEXT), { rules: 'مقترح 2026.1', suggestions: [], dropped: 0 })
})

test('every suggestion that is kept is verbatim, whatever was answered', () => {
  const words = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('The bridge is closed', 'he said', '📡', 'The mayor', ' '))
  const suggestion = fc.record({ quote: words, prefix: words, suffix: words, claimant: words, kind: fc.string() }, { requiredKeys: ['quote'] })
  fc.assert(fc.property(fc.array(fc.oneof(suggestion, fc.anything()), { maxLength: 8 }), (suggestions) => {
    const answer = heard(...suggestions)!
    assert.equal(answer.suggestions.length + answer.dropped, suggestions.length)
    const quotes = suggestions.map((one) => (one as { quote?: unknown } | null | undefined)?.quote)
    for (const { start, end } of answer.suggestions) assert.ok(quotes.includes(TEXT.slice(start, end)))
  }))
})

test('what stands in thousands of places is not looked at in each of them', () => {
  const text = `here ${'b'.repeat(2000)}`
  const heardOf = (quote: string) => readAnswer({ name: 'x', version: '1', suggestions: [{ quote, prefix: 'here ' }] }, text)!
  assert.equal(heardOf('bbb').dropped, 1)
  assert.equal(heardOf('b'.repeat(1500)).dropped, 0)
})
