import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { shaped } from '../reports/reading/testing-documents.ts'
import { hasShapes, lettersOf, marksBehind, mirrored, orderOf, pairsIn, turned } from './visual-order.ts'

test('shapes become the letters they stand for, and nothing else changes', () => {
  const rows: [shapes: string, letters: string][] = [
    ['\uFEE3\uFEAA\uFEF3\uFEE8\uFE94', 'مدينة'],
    ['\uFEFB \uFEF7\u0646', 'لا لأن'],
    ['\uFEB7\uFEA8\uFEBC\u064B\uFE8E', 'شخصًا'],
    ['\uFE77\uFE76', '\u064E\u064E'],
    ['\uFB56\u06CC', 'پی'],
    ['oﬃcial ﬁle', 'official file'],
    ['قَالَ «الاســم» ﷺ 73 ٧٣ é e\u0301 ½ Ⅳ', 'قَالَ «الاســم» ﷺ 73 ٧٣ é e\u0301 ½ Ⅳ'],
  ]
  for (const [shapes, letters] of rows) assert.equal(lettersOf(shapes), letters)
  for (const [shapes] of rows.slice(0, -1)) assert.ok(hasShapes(shapes), shapes)
  assert.ok(!hasShapes(rows.at(-1)![1]))
})

test('whatever is shaped can be read again', () => {
  const word = fc.string({ unit: fc.constantFrom(...'ابتثجحخدذرزسشصضطظعغفقكلمنهويةىأإآؤئء'), minLength: 1, maxLength: 9 })
  fc.assert(fc.property(fc.array(word, { minLength: 1, maxLength: 8 }).map((words) => words.join(' ')), (text) => {
    assert.equal(lettersOf(shaped(text)), text)
    assert.equal(turned(turned(text)), text)
  }))
})

test('the order of letters is told by the shapes that join, the words that every text has, and where endings stand', () => {
  const rows = ['نقلت الوكالة عن مصدر في المدينة أن الطريق إلى المرفأ مغلق', 'وأضاف أن هذه الرواية كانت على كل لسان', 'قال إن شخصًا قُتل فورًا']
  for (const text of rows) {
    const backwards = Array.from(text).reverse().join('')
    for (const [told, order] of [[orderOf(text), orderOf(backwards)], [orderOf(shaped(text)), orderOf(Array.from(shaped(text)).reverse().join(''))]] as const) {
      assert.ok(told.right >= 2 && told.wrong === 0, `${text}: ${JSON.stringify(told)}`)
      assert.ok(order.wrong > order.right, `${backwards}: ${JSON.stringify(order)}`)
    }
  }
  assert.deepEqual(orderOf('The mayor said that 73 people left.'), { right: 0, wrong: 0 })
})

test('brackets find their partners one way round only, numbers keep their direction, and marks come behind their letters', () => {
  assert.equal(mirrored(')«R9»('), '(»R9«)')
  assert.deepEqual([pairsIn('(a) «b» [c]'), pairsIn(')a( »b« ]c[')], [3, 0])
  assert.equal(turned('قلغم 1.5 R9 قيرطلا'), 'الطريق R9 1.5 مغلق')
  assert.equal(marksBehind('\u064Eقال'), 'ق\u064Eال')
})
