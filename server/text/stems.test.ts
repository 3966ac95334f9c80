import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Language } from './language.ts'
import { stemsOf, termsIn } from './stems.ts'

const SAME: Record<string, [Language, string, string]> = {
  'hamza, alef maqsura, ta marbuta and vowel signs': ['ar', 'إغلاق المستشفى الكبيرَةِ', 'اغلاق المستشفي الكبيره'],
  'what is written onto an Arabic word': ['ar', 'والمستشفيات للجرحى وبالمدينة والوزير', 'مستشفى جرحى المدينة وزير'],
  'an Arabic letter written onto a number': ['ar', 'و٧٣ جريحًا', '73 جريحا'],
  'a word that was stretched': ['ar', 'العاصمـــــة', 'العاصمة'],
  'numbers in three scripts, with and without their signs': ['ar', '٧٣٬٠٠٠ ۷۳۰۰۰', '73,000'],
  'English endings': ['en', 'Vaccinations caused injuries', 'The vaccine that causes an injury'],
  'French endings and elided articles': ['fr', 'l’école fermée', 'les écoles fermées'],
  'Spanish endings': ['es', 'los heridos', 'la herida'],
  'German endings': ['de', 'die Regierungen', 'der Regierung'],
  'Persian letters': ['fa', 'كتاب يازدهم', 'کتاب یازدهم'],
  'English in an Arabic text': ['ar', 'تطبيق Telegrams', 'تطبيق telegram'],
  'a tag and its words': ['en', '#BridgeClosed #covid_19', 'bridge closed COVID19'],
}

for (const [name, [language, text, other]] of Object.entries(SAME)) {
  test(`${name} make no difference`, () => {
    const [stems, others] = [text, other].map((each) => new Set(stemsOf(each, language)))
    assert.ok(stems!.size > 0)
    assert.deepEqual([...stems!].filter((stem) => !others!.has(stem)), [])
  })
}

test('words that stand everywhere, addresses, handles and signatures tell nothing', () => {
  assert.deepEqual(stemsOf('RT @someone: The bridge is not closed https://t.co/abc pic.twitter.com/x &amp; www.a.example/b — Some One (@some_one) March 3, 2020', 'en'), ['bridg', 'close'])
  assert.deepEqual(stemsOf('لم يُغلَق هذا الجسر الذي في البلدة', 'ar'), ['يغلق', 'جسر', 'بلد'])
  assert.deepEqual(stemsOf('यह पुल बंद नहीं है', 'hi'), ['पुल', 'बंद'])
  assert.deepEqual(stemsOf('', 'ar'), [])
})

test('each word stands where it says', () => {
  const text = 'قُتل ٧٣ مدنيًا في #قرية_الجسر، وقالت Reuters: «لا»'
  assert.deepEqual(termsIn(text, 'ar').map(({ start, end }) => text.slice(start, end)), ['قُتل', '٧٣', 'مدنيًا', 'قرية', 'الجسر', 'وقالت', 'Reuters'])
})

test('whatever the text, words stand in their order, apart, and stems are fit for the index', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), fc.constantFrom<Language>('ar', 'en', 'fa', 'hi'), (text, language) => {
    let last = 0
    for (const { start, end, stem, word } of termsIn(text, language)) {
      assert.ok(start >= last && end > start && end <= text.length)
      assert.match(stem, /^[\p{L}\p{N}\p{M}]+$/u)
      assert.match(word, /^[\p{L}\p{N}\p{M}]+$/u)
      last = end
    }
  }))
})
