import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { repetitionsIn } from './repetition.ts'

test('a text that repeats an earlier one in the same words is found, however it is written', () => {
  assert.deepEqual(repetitionsIn([
    'أُغلق الطريق السريع بسواتر ترابية', 'غرقت ثلاث قوارب في المرفأ', 'أغلق الطريق السريع بسواتر ترابيه', 'The bridge is closed', 'THE BRIDGE is closed,', 'The bridge is open to traffic',
    'وأُغلق الطريق السريع بسواتر ترابية أيضًا',
  ], 'ar'), [null, null, 0, null, 3, null, 0])
})

test('the first of several is named, and a text without words repeats none', () => {
  assert.deepEqual(repetitionsIn(['the same words', 'the same words', 'the same words', '…', '…', ''], 'en'), [null, 0, 0, null, null, null])
})

test('what says no does not repeat what says yes', () => {
  assert.deepEqual(repetitionsIn(['The bridge over the river is closed', 'The bridge over the river is not closed', 'The bridge over the river is not closed'], 'en'), [null, null, 1])
})

test('leaving most pairs uncompared finds what comparing all of them finds', () => {
  const word = fc.constantFrom('bridge', 'closed', 'river', 'الجسر', 'مغلق', 'a', 'water', '73')
  fc.assert(fc.property(fc.array(fc.array(word, { maxLength: 6 }).map((words) => words.join(' ')), { maxLength: 14 }), (texts) => {
    const byPairs = texts.map((text, index) => {
      const found = texts.slice(0, index).findIndex((earlier) => repetitionsIn([earlier, text], 'en')[1] === 0)
      return found === -1 ? null : found
    })
    assert.deepEqual(repetitionsIn(texts, 'en'), byPairs)
  }))
})
