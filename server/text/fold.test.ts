import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fold, indexText, queryTerms, searchTerms } from './fold.ts'

const FOLDED = [
  ['alef with hamza', 'الإسلامية', 'الاسلاميه'],
  ['vowel signs and tatweel', 'الحَقِيقَـــةُ', 'الحقيقه'],
  ['alef maqsura', 'مستشفى', 'مستشفي'],
  ['hamza on its seat', 'مسؤول طوارئ', 'مسوول طواري'],
  ['Persian letters', 'کتابی', 'كتابي'],
  ['Arabic-Indic and Persian digits', '٧٣ و ۵۱', '73 و 51'],
  ['marks of direction and zero width', '\u200fدرعا\u200c', 'درعا'],
  ['Latin diacritics and case', 'São ÉVÊNEMENT Łódź', 'sao evenement lodz'],
  ['compatibility forms', 'ﻻ ｆｕｌｌ', 'لا full'],
  ['Hindi keeps its vowels', 'हिन्दी', 'हिन्दी'],
] as const

for (const [name, text, folded] of FOLDED) {
  test(`folding: ${name}`, () => assert.equal(fold(text), folded))
}

// Every query term must begin some indexed term: what FTS5 does with "term"*.
function finds(query: string, text: string): boolean {
  const indexed = indexText(text).split(' ')
  return queryTerms(query).every((term) => indexed.some((each) => each.startsWith(term)))
}

const FOUND = [
  ['حسكة', 'في أحياء الحسكة الغربية'], ['الحسكة', 'بمدينة حسكة'], ['الاسلامية', 'الفصائل الإسلامية'], ['دمشق', 'وصلوا لدمشق ليلا'], ['المرصد', 'وفقا للمرصد'],
  ['مقاتلو', 'ومقاتلو التنظيم'], ['الحس', 'الحسكة'], ['المدينة', 'بالمدينة'], ['البلدية', 'والبلدية'], ['evenement', 'Événements'], ['73', '٧٣ قتيلا'], ['الله', 'عبد الله'],
] as const

for (const [query, text] of FOUND) {
  test(`«${query}» finds «${text}»`, () => assert.ok(finds(query, text)))
}

test('a short word does not lose what only looks like an article', () => {
  assert.deepEqual(queryTerms('الله والد ولد'), ['الله', 'والد', 'ولد'])
})

test('search terms are the distinct forms of the words, with and without what is written onto them', () => {
  assert.deepEqual(searchTerms('والمدينة المدينة town'), ['والمدينه', 'المدينه', 'مدينه', 'town'])
})

test('folding twice changes nothing more, and every word finds itself', () => {
  const text = fc.string({ unit: fc.constantFrom(...'والبكفلحسمةىأإآؤئ ٣aÉß-«') })
  fc.assert(fc.property(text, (each) => {
    assert.equal(fold(fold(each)), fold(each))
    assert.ok(finds(each, each))
  }))
})
