import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readArabic } from './arabic.ts'
import { readEnglish } from './english.ts'
import type { Language } from './language.ts'
import { passagesOf } from './passages.ts'
import { speechesOf } from './quotations.ts'
import { newMemory } from './speakers.ts'
import { KINDS, MODALITIES, readingsOf, suggestClaims } from './suggest.ts'
import { wordsOf } from './words.ts'

test('the chain runs from who said it to who passed it on', () => {
  const [claim] = suggestClaims('ونقلت وكالة الميناء عن مصادر محلية قولها إن السفينة غرقت.', 'ar')
  assert.deepEqual(claim?.chain, [
    { actor: 'مصادر محلية', named: false, medium: null, verb: null },
    { actor: 'وكالة الميناء', named: true, medium: null, verb: 'نقلت' },
  ])
})

test('a verb is shown as it is written, without the conjunction that joins it', () => {
  const [, claim] = suggestClaims('قال سامي داود إن السفينة غرقت. وأوضح أن الطاقم نجا كله.', 'ar')
  assert.equal(claim?.chain[0]?.verb, 'أوضح')
})

test('what a speaker spoke in goes into the chain', () => {
  const [claim] = suggestClaims('وفي تغريدة عبر حسابه، قال سامي داود إن السفينة غرقت.', 'ar')
  assert.deepEqual(claim?.chain, [{ actor: 'سامي داود', named: true, medium: 'تغريدة عبر حسابه', verb: 'قال' }])
})

test('a name that «ل» is written onto is whole in the chain, and its span is verbatim', () => {
  const text = 'غرقت السفينة، وفقا للمرصد البحري.'
  const [claim] = suggestClaims(text, 'ar')
  assert.equal(claim?.chain[0]?.actor, 'المرصد البحري')
  assert.equal(text.slice(claim?.source?.start, claim?.source?.end), claim?.source?.text)
})

test('other languages have a claim for each sentence', () => {
  const text = 'Le pont est tombé. Personne n’a été blessé.'
  assert.deepEqual(suggestClaims(text, 'fr').map(({ spans, kind }) => [text.slice(spans[0]?.start, spans[0]?.end), kind]), [
    ['Le pont est tombé', 'factual'], ['Personne n’a été blessé', 'factual'],
  ])
})

// Words that the rules look for, in any order: the texts nobody would write.
const SCRAPS = {
  ar: ['قال', 'وأضاف', 'أن', 'إن', '«', '»', '"', '،', '؛', ':', '.', '.\n\n', '(', ')', 'وقتل', 'نقلت', 'عن', 'بحسب', 'وفقا', 'للمرصد', 'مشيرا', 'إلى', 'كان', 'قد', 'الجيش',
    'مقتل', 'لكن', 'لم يتسن', 'على حد', 'فيما', 'كما ذكرت', 'الذي', 'سوف', '73', 'تهدف', 'طالب', 'بوقف', 'اتهم', 'ويجب', 'د.', 'أما', 'جاء في', 'دعا', 'جميع', 'وصف', 'بأنه', 'كما', 'المصدر', 'الوزير', 'وسيدفع', '؟', '🌊'],
  en: ['said', 'that', '"', '“', '”', ',', ';', ':', '.', '.\n\n', '(', ')', 'and', 'killed', 'according to', 'the', 'he', 'adding', 'citing', 'which', 'army', 'Ali', 'but', 'while',
    'has', 'however', 'told', 'AFP', 'denied', 'would', 'who', 'wounding', 'on Monday', 'Reuters', 'urged', 'posted', '–', 'Dr.', 'put the toll', 'claim', 'expect', 'called', 'they', 'the report', 'a claim', 'to', 'minister', '?', '🌊'],
} as const

function anyText(language: 'ar' | 'en') {
  return fc.array(fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...SCRAPS[language]) }, { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }) }), { maxLength: 60 })
    .map((words) => words.join(' '))
}

for (const language of ['ar', 'en'] as const) {
  test(`${language}: spans are stretches of their passage, in order, and the rest of a suggestion is in its tables`, () => {
    fc.assert(fc.property(anyText(language), (text) => {
      const passages = passagesOf(text, language)
      for (const { spans, kind, modality, source, passage } of suggestClaims(text, language)) {
        const { start, end } = passages[passage]!
        for (const span of spans) assert.ok(start <= span.start && span.start < span.end && span.end <= end)
        assert.ok(spans.every((span, index) => index === 0 || span.start >= spans[index - 1]!.end))
        assert.ok(KINDS.includes(kind) && MODALITIES.includes(modality))
        if (source) assert.equal(text.slice(source.start, source.end), source.text)
      }
    }), { numRuns: 300 })
  })

  test(`${language}: no letter is in neither a claim nor the words that say who speaks`, () => {
    fc.assert(fc.property(anyText(language), (text) => {
      const read = readingsOf(text, language).flatMap(({ pieces, frames }) => [...pieces.flatMap(({ spans }) => spans), ...frames])
      for (const match of text.matchAll(/[\p{L}\p{N}]/gu)) {
        assert.ok(read.some(({ start, end }) => start <= match.index && match.index < end), `${match[0]} at ${match.index} is lost`)
      }
    }), { numRuns: 300 })
  })

  test(`${language}: the same text gives the same suggestions`, () => {
    fc.assert(fc.property(anyText(language), (text) => assert.deepEqual(suggestClaims(text, language), suggestClaims(text, language))))
  })
}

// Work is counted, not timed: how often a rule looks at a word.
function looksPerWord(language: Language, text: string): number {
  let looks = 0
  const words = wordsOf(text, { start: 0, end: text.length })
  const watched = new Proxy(words, {
    get(target, key, receiver) {
      if (typeof key === 'string' && /^\d/.test(key)) looks += 1
      return Reflect.get(target, key, receiver)
    },
  })
  const read = language === 'ar' ? readArabic : readEnglish
  read({ text, words: watched, speeches: speechesOf(text) }, newMemory())
  return looks / words.length
}

test('four times the text is four times the work, whatever is repeated', () => {
  for (const language of ['ar', 'en'] as const) {
    for (const scrap of SCRAPS[language]) {
      const [small, large] = [200, 800].map((times) => looksPerWord(language, `${scrap} `.repeat(times))) as [number, number]
      assert.ok(large <= small * 1.5 + 10, `${scrap}: ${small} looks at each word became ${large}`)
    }
  }
})

test('a megabyte of cues and quotation marks is read to its end', () => {
  for (const [language, part] of [['ar', '«قال، وأضاف» بحسب '], ['en', '"said, and ” according to ']] as const) {
    const text = part.repeat(1_000_000 / part.length)
    assert.ok(suggestClaims(text, language).every(({ passage }) => passage === 0))
  }
})
