import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { proposeDates } from './dates.ts'
import type { Language } from './language.ts'

// A Wednesday.
const PUBLISHED = '2015-03-18'

// Text, then for each day: words, day, basis; ! behind the basis: a day of the week beside it differs.
type Row = readonly [text: string, ...days: readonly (readonly [words: string, day: string, basis: string])[]]

const ARABIC: readonly Row[] = [
  ['انهار الجسر اليوم الأربعاء.', ['اليوم الأربعاء', '2015-03-18', 'relative']],
  ['انهار الجسر اليوم الخميس.', ['اليوم الخميس', '2015-03-18', 'relative!']],
  ['انهار الجسر أمس الثلاثاء.', ['أمس الثلاثاء', '2015-03-17', 'relative']],
  ['انهار الجسر مساء أمس.', ['مساء أمس', '2015-03-17', 'relative']],
  ['انهار الجسر أول من أمس.', ['أول من أمس', '2015-03-16', 'relative']],
  ['انهار الجسر فجر الأحد وأغلق الطريق.', ['فجر الأحد', '2015-03-15', 'weekday']],
  ['انهار الجسر الأحد الماضي.', ['الأحد الماضي', '2015-03-15', 'weekday']],
  ['انهار الجسر الأربعاء.', ['الأربعاء', '2015-03-18', 'weekday']],
  ['انهار الجسر الأربعاء الماضي.', ['الأربعاء الماضي', '2015-03-11', 'weekday']],
  ['ستجتمع اللجنة يوم الأحد.', ['يوم الأحد', '2015-03-22', 'weekday']],
  ['تجتمع اللجنة الأحد المقبل.', ['الأحد المقبل', '2015-03-22', 'weekday']],
  ['قالت البلدية الأحد إن الجسر سيغلق.', ['الأحد', '2015-03-15', 'weekday']],
  ['سيغلق الجسر، كما أعلنت البلدية الأحد.', ['الأحد', '2015-03-15', 'weekday']],
  ['انهار الجسر قبل يومين.', ['قبل يومين', '2015-03-16', 'relative']],
  ['انهار الجسر قبل ثلاثة أيام.', ['قبل ثلاثة أيام', '2015-03-15', 'relative']],
  ['انهار الجسر قبل يومين من الانتخابات.'],
  ['انهار الجسر منتصف الشهر الماضي.'],
  ['انهار الجسر في مارس الماضي.'],
  ['في اليوم التالي أغلق الطريق بعد صلاة الجمعة.'],
  ['انهار في 15 آذار/مارس 2015.', ['15 آذار/مارس 2015', '2015-03-15', 'written']],
  ['انهار في ١٥ مارس.', ['١٥ مارس', '2015-03-15', 'written']],
  ['انهار في 3 كانون الثاني.', ['3 كانون الثاني', '2015-01-03', 'written']],
  ['انهار في 20 غشت.', ['20 غشت', '2014-08-20', 'written']],
  ['سيفتح الجسر في 20 أغسطس (آب).', ['20 أغسطس (آب)', '2015-08-20', 'written']],
  ['انهار في الخامس عشر من آذار.', ['الخامس عشر من آذار', '2015-03-15', 'written']],
  ['انهار الاثنين 15 مارس 2015.', ['الاثنين 15 مارس 2015', '2015-03-15', 'written!']],
  ['انهار في 30 شباط 2015.'],
]

const ENGLISH: readonly Row[] = [
  ['The bridge fell on Monday.', ['Monday', '2015-03-16', 'weekday']],
  ['The bridge fell on Monday morning.', ['Monday morning', '2015-03-16', 'weekday']],
  ['The bridge fell on Wednesday.', ['Wednesday', '2015-03-18', 'weekday']],
  ['The bridge fell last Wednesday.', ['last Wednesday', '2015-03-11', 'weekday']],
  ['The bridge fell last Friday.', ['last Friday', '2015-03-13', 'weekday']],
  ['The council will meet on Monday.', ['Monday', '2015-03-23', 'weekday']],
  ['The bridge will close, the mayor said on Monday.', ['Monday', '2015-03-16', 'weekday']],
  ['The bridge fell yesterday.', ['yesterday', '2015-03-17', 'relative']],
  ['The bridge fell two days ago.', ['two days ago', '2015-03-16', 'relative']],
  ['The bridge fell on March 15.', ['March 15', '2015-03-15', 'written']],
  ['The bridge fell on 15 March 2013.', ['15 March 2013', '2013-03-15', 'written']],
  ['The bridge fell on the 15th of March.', ['15th of March', '2015-03-15', 'written']],
  ['The bridge fell on Sunday, March 15, 2015.', ['Sunday, March 15, 2015', '2015-03-15', 'written']],
  ['The bridge fell on Friday, March 15, 2015.', ['Friday, March 15, 2015', '2015-03-15', 'written!']],
  ['The bridge fell on Aug. 4.', ['Aug. 4', '2014-08-04', 'written']],
  ['They may march 15 kilometres in March 2015.'],
  ['Shops open every Monday and closed on Good Friday.'],
  ['It fell early last month, a few days before the vote.'],
]

for (const [language, rows] of [['ar', ARABIC], ['en', ENGLISH]] as const) {
  for (const [text, ...days] of rows) {
    test(`${language}: ${text}`, () => {
      const proposed = proposeDates(text, language, PUBLISHED)
      assert.deepEqual(proposed.map(({ words, day, basis, weekdayDiffers }) => [words, day, weekdayDiffers ? `${basis}!` : basis]), days)
    })
  }
}

test('without a day of publication only a whole written date is proposed', () => {
  assert.deepEqual(proposeDates('It fell on Monday, a day after 15 March, as on 2 May 2013.', 'en', null).map(({ day }) => day), ['2013-05-02'])
})

test('a language without a calendar here has no proposals', () => assert.deepEqual(proposeDates('Lundi 15 mars 2015', 'fr', PUBLISHED), []))

test('whatever the text, words are verbatim and days are days', () => {
  const part = fc.constantFrom('اليوم', 'أمس', 'الأحد', 'الماضي', '15', '31', 'مارس', '/', 'من', 'قبل', 'يومين', 'مساء', 'Monday', 'March', 'last', '2015', ',', '(', 'ago', 'days', '2', '.')
  fc.assert(fc.property(fc.array(part, { maxLength: 30 }).map((parts) => parts.join(' ')), fc.constantFrom<Language>('ar', 'en'), (text, language) => {
    for (const { start, end, words, day } of proposeDates(text, language, PUBLISHED)) {
      assert.equal(text.slice(start, end), words)
      assert.equal(new Date(day).toISOString().slice(0, 10), day)
    }
  }))
})
