import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { cosine, gramsOf } from './grams.ts'
import { termsIn } from './stems.ts'

const gramsIn = (text: string, weightOf: (stem: string) => number = () => 1) => gramsOf(termsIn(text, 'ar'), weightOf)

test('the same words are 1, nothing in common is 0, and spelling counts piece by piece', () => {
  const near = (a: string, b: string) => cosine(gramsIn(a), gramsIn(b))
  assert.ok(Math.abs(near('الجسر مغلق', 'مغلق الجسر') - 1) < 1e-9)
  assert.equal(near('الجسر مغلق', 'مستشفى'), 0)
  assert.equal(near('', 'مستشفى'), 0)
  assert.ok(near('المستشفيات', 'المستشفى') > 0.4)
  assert.ok(near('المستشفيات', 'المستشفى') > near('المستشفيات', 'المستودع'))
})

test('a rare word weighs more than a common one', () => {
  const weightOf = (stem: string) => stem === 'سارم' ? 3 : 1
  const asked = gramsIn('سارم المدينة', weightOf)
  assert.ok(cosine(asked, gramsIn('سارم القرية', weightOf)) > cosine(asked, gramsIn('بلدة المدينة', weightOf)))
})

test('likeness has no direction and stays between 0 and 1', () => {
  fc.assert(fc.property(fc.string({ maxLength: 60 }), fc.string({ maxLength: 60 }), (a, b) => {
    const [there, back] = [cosine(gramsIn(a), gramsIn(b)), cosine(gramsIn(b), gramsIn(a))]
    assert.ok(Math.abs(there - back) < 1e-9 && there >= 0 && there < 1 + 1e-9)
  }))
})
