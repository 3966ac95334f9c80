import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { LANGUAGES, type Language } from './language.ts'
import { passagesOf } from './passages.ts'

// «|» stands where a new passage begins.
const CUT = [
  ['a space is missing after the full stop', 'ar', 'انقطعت الكهرباء عن الحي.|وقالت الشركة إن السبب عطل. |ولم تحدد موعدا.'],
  ['an initial and an abbreviated title', 'ar', 'قال د. سامي خليل إن المستشفى ممتلئ. |وأضاف أن الأدوية نفدت.'],
  ['a question in Arabic', 'ar', 'من أغلق الطريق؟ |لا أحد يعرف!'],
  ['a quotation holds its closing mark', 'ar', 'وقال: «انتهى كل شيء.» |ثم غادر.'],
  ['a heading on a line of its own', 'ar', 'حريق في السوق\n|اندلع حريق فجر الأحد. |وأصيب عامل.'],
  ['titles, initials and abbreviations', 'en', 'Dr. J. K. Rowe met Gov. Lane at 5 p.m. on Monday. |Nobody else came.'],
  ['decimals and addresses', 'en', 'It rose 3.5 percent, example.org said. |Then it fell.'],
  ['a question inside a sentence', 'en', '"Why now?" he asked. |Nobody answered.'],
  ['paragraphs and a numbered list', 'en', 'Findings\n\n|1. The wall fell.\n|2. Nobody was hurt.'],
  ['lines broken in the middle of a sentence', 'en', 'The wall of the old\nharbour fell. |Nobody was hurt.'],
  ['a space is missing after the full stop', 'en', 'Two sailors drowned.|The ship had left at dawn. |See www.example.org for more.'],
  ['a letter as a name at the end', 'en', 'Police said so in a post on X. |No one was hurt.'],
  ['a number at the beginning', 'en', 'The river was a dump. |1987 was the worst year.'],
  ['a smile at the end', 'de', 'Alles bestens, wie immer :) |Also bis bald. '],
  ['letters with full stops', 'hi', 'वह एम. ए. पास है। |वह बी.सी. में रहता है।'],
  ['an ordinal', 'de', 'Am 3. Oktober fiel die Mauer. |Niemand wurde verletzt.'],
  ['a space before the closing mark', 'fr', '« Le mur est tombé. » |Personne n’a été blessé.'],
  ['abbreviated titles', 'es', 'El Sr. Gómez y la Dra. Ruiz salieron. |Nadie volvió.'],
  ['a danda', 'hi', 'दीवार गिर गई। |कोई घायल नहीं हुआ।'],
  ['a Persian full stop', 'fa', 'دیوار فرو ریخت. |کسی آسیب ندید.'],
] as const satisfies readonly (readonly [string, Language, string])[]

for (const [name, language, marked] of CUT) {
  test(`${language}: ${name}`, () => {
    const text = marked.replaceAll('|', '')
    assert.deepEqual(passagesOf(text, language).map(({ start, end }) => text.slice(start, end)), marked.split('|'))
  })
}

test('no text, no passages', () => assert.deepEqual(passagesOf('', 'ar'), []))

test('passages tile any text in any language', () => {
  const unit = fc.oneof(fc.string({ unit: 'binary', maxLength: 3 }), fc.constantFrom('. ', '.', '«', '»', '"', '\n', 'ب', 'كلمة', 'A.', 'the', '؟', '1. ', ' '))
  fc.assert(fc.property(fc.array(unit).map((parts) => parts.join('')), fc.constantFrom(...LANGUAGES), (text, language) => {
    const passages = passagesOf(text, language)
    assert.equal(passages.map(({ start, end }) => text.slice(start, end)).join(''), text)
    assert.ok(passages.every(({ start, end }) => start < end))
  }))
})

test('a long text of nothing but dots, marks or abbreviations is tiled too', () => {
  for (const part of ['. ', '»', 'د. ']) {
    const text = part.repeat(200_000 / part.length)
    assert.equal(passagesOf(text, 'ar').at(-1)?.end, text.length)
  }
})
