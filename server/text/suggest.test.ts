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

// Text, then one row for each claim: quote (… parts its spans), kind and modality, claimant or -.
type Example = readonly [name: string, text: string, ...claims: readonly (readonly [quote: string, kind: string, claimant: string])[]]

const ARABIC: readonly Example[] = [
  ['a speaker before «أن»', 'قال مدير الميناء سامي داود إن السفينة غرقت.', ['السفينة غرقت', 'factual asserted', 'مدير الميناء سامي داود']],
  ['a comma right behind the verb', 'وقال، في مؤتمر صحفي، رئيس البلدية إن الجسر انهار.', ['الجسر انهار', 'factual asserted', 'رئيس البلدية']],
  ['a name in quotation marks', 'قالت الناشطة «هدى سالم» إن الجسر انهار.', ['الجسر انهار', 'factual asserted', 'هدى سالم']],
  ['a title, then a name', 'وأوضح المتحدث باسم الميناء، سامي داود، أن السفينة غرقت.', ['السفينة غرقت', 'factual asserted', 'سامي داود']],
  ['the speaker before the verb', 'وكان المحافظ قد أعلن أن الطريق مغلق.', ['الطريق مغلق', 'factual asserted', 'المحافظ']],
  ['the last speaker goes on', 'قالت ليلى مراد إن الجسر انهار. وأضافت، في تصريح صحفي، أن الطريق مغلق.',
    ['الجسر انهار', 'factual asserted', 'ليلى مراد'], ['الطريق مغلق', 'factual asserted', 'ليلى مراد']],
  ['two speakers in one sentence', 'قال المحافظ إن الجسر انهار، بينما أكد مدير المرور أن الجسر سليم.',
    ['الجسر انهار', 'factual asserted', 'المحافظ'], ['الجسر سليم', 'factual asserted', 'مدير المرور']],
  ['an agency and its anonymous sources', 'ونقلت وكالة الميناء عن مصادر محلية قولها إن السفينة غرقت.', ['السفينة غرقت', 'factual asserted', 'وكالة الميناء']],
  ['behind the words', 'غرقت السفينة قبالة الميناء، بحسب خفر السواحل.', ['غرقت السفينة قبالة الميناء', 'factual asserted', 'خفر السواحل']],
  ['in the middle, and what follows is kept', 'قتل خمسة عمال حسبما جاء في بيان لوزارة العمل وأصيب عشرة آخرون.',
    ['قتل خمسة عمال', 'factual asserted', 'وزارة العمل'], ['وأصيب عشرة آخرون', 'factual asserted', 'وزارة العمل']],
  ['before the words', 'ووفقا لتقرير أصدرته نقابة البحارة، غرقت ثلاث سفن.', ['غرقت ثلاث سفن', 'factual asserted', 'نقابة البحارة']],
  ['a noun instead of «أن»', 'أعلنت وزارة الصحة وفاة ثلاثة أشخاص في القرية.', ['وفاة ثلاثة أشخاص في القرية', 'factual asserted', 'وزارة الصحة']],
  ['a participle goes on', 'قال المحافظ إن الطريق مغلق، مشيرا إلى أن الجسر انهار.',
    ['الطريق مغلق', 'factual asserted', 'المحافظ'], ['الجسر انهار', 'factual asserted', 'المحافظ']],
  ['a quotation, then the reporter again', 'وأضاف سامي داود: «غرقت السفينة في الليل»، دون توضيح السبب.',
    ['غرقت السفينة في الليل', 'factual asserted', 'سامي داود'], ['دون توضيح السبب', 'caveat asserted', '-']],
  ['reversed quotation marks', 'قال سامي داود: »غرقت السفينة في الليل«.', ['غرقت السفينة في الليل', 'factual asserted', 'سامي داود']],
  ['a quotation that was never closed', 'قال سامي داود إن «السفينة غرقت في الليل.', ['السفينة غرقت في الليل', 'factual asserted', 'سامي داود']],
  ['a report within a report', 'قالت الإذاعة إن المحافظ أعلن أن الجسر انهار.', ['الجسر انهار', 'factual asserted', 'المحافظ']],
  ['a second verb', 'قتل سبعة جنود وأصيب آخرون في الهجوم.', ['قتل سبعة جنود', 'factual asserted', '-'], ['وأصيب آخرون في الهجوم', 'factual asserted', '-']],
  ['a second noun of action', 'أدى الحريق إلى مقتل عامل وإصابة ثلاثة.', ['أدى الحريق إلى مقتل عامل', 'factual asserted', '-'], ['وإصابة ثلاثة', 'factual asserted', '-']],
  ['a list of names is one claim', 'شملت الحملة درعا وحلب والرقة.', ['شملت الحملة درعا وحلب والرقة', 'factual asserted', '-']],
  ['«قد» before the present', 'قد ينهار السد خلال أيام.', ['قد ينهار السد خلال أيام', 'prediction predicted', '-']],
  ['«قد» before the past', 'وقد انهار السد أمس.', ['وقد انهار السد أمس', 'factual asserted', '-']],
  ['a condition and what follows from it', 'إذا انهار السد، فستغرق القرية.', ['إذا انهار السد، فستغرق القرية', 'prediction predicted', '-']],
  ['«ما إذا» predicts nothing', 'ولا يعرف المحافظ ما إذا كان الجسر سليما.', ['ولا يعرف المحافظ ما إذا كان الجسر سليما', 'factual asserted', '-']],
  ['«سيطر» and «سيارة» are no future', 'سيطر المسلحون على سيارة إسعاف.', ['سيطر المسلحون على سيارة إسعاف', 'factual asserted', '-']],
  ['a likelihood', 'ومن المحتمل إغلاق الميناء غدا.', ['ومن المحتمل إغلاق الميناء غدا', 'prediction predicted', '-']],
  ['a warning', 'حذر خبراء من أن السد سينهار.', ['السد سينهار', 'prediction predicted', 'خبراء']],
  ['a demand', 'طالب نقيب البحارة بإغلاق الميناء فورا.', ['بإغلاق الميناء فورا', 'opinion opinion', 'نقيب البحارة']],
  ['a belief denied', 'لا يعتقد خبراء أن السد آمن.', ['السد آمن', 'opinion opinion', 'خبراء']],
  ['an aim', 'تهدف الحملة إلى تلقيح أطفال القرية.', ['تهدف الحملة إلى تلقيح أطفال القرية', 'factual intended', '-']],
  ['a vow', 'تعهد رئيس الوزراء بإعادة بناء الجسر.', ['بإعادة بناء الجسر', 'prediction intended', 'رئيس الوزراء']],
  ['a caveat', 'ولم يتسن التحقق من الخبر من مصدر مستقل.', ['ولم يتسن التحقق من الخبر من مصدر مستقل', 'caveat asserted', '-']],
  ['a provenance', 'واستند التقرير إلى وثائق داخلية.', ['واستند التقرير إلى وثائق داخلية', 'provenance asserted', '-']],
]

const ENGLISH: readonly Example[] = [
  ['a speaker and "that"', 'Mayor Ana Brel said that the bridge had collapsed.', ['the bridge had collapsed', 'factual asserted', 'Mayor Ana Brel']],
  ['a speaker without "that"', 'The coast guard said the ship had sunk.', ['the ship had sunk', 'factual asserted', 'The coast guard']],
  ['an agency is told', 'Ana Brel told AFP on Monday that the bridge had collapsed.', ['the bridge had collapsed', 'factual asserted', 'Ana Brel']],
  ['a name with something beside it', 'Ana Brel, a spokeswoman for the port, said the ship had sunk.', ['the ship had sunk', 'factual asserted', 'Ana Brel']],
  ['behind the words', 'Two bridges collapsed in the north, police said on Monday.', ['Two bridges collapsed in the north', 'factual asserted', 'police']],
  ['behind the words, verb first', '"The ship sank in ten minutes," said Ana Brel, a spokeswoman for the port.', ['The ship sank in ten minutes', 'factual asserted', 'Ana Brel']],
  ['"according to"', 'According to the port authority, the ship sank.', ['the ship sank', 'factual asserted', 'the port authority']],
  ['a pronoun', 'Ana Brel said the ship had sunk. She added that nobody was hurt.',
    ['the ship had sunk', 'factual asserted', 'Ana Brel'], ['nobody was hurt', 'factual asserted', 'Ana Brel']],
  ['a participle', 'Ana Brel said the ship had sunk, adding that nobody was hurt.',
    ['the ship had sunk', 'factual asserted', 'Ana Brel'], ['nobody was hurt', 'factual asserted', 'Ana Brel']],
  ['a caveat beside a report is not dropped', 'The army said it had taken the town, although the claim could not be confirmed.',
    ['it had taken the town', 'factual asserted', 'The army'], ['although the claim could not be confirmed', 'caveat asserted', '-']],
  ['two verbs share a subject', 'Rebels attacked the town and seized the airport.', ['Rebels attacked the town', 'factual asserted', '-'], ['Rebels … and seized the airport', 'factual asserted', '-']],
  ['a consequence', 'A bomb exploded in a market, killing two people and wounding ten.',
    ['A bomb exploded in a market', 'factual asserted', '-'], ['killing two people', 'factual asserted', '-'], ['and wounding ten', 'factual asserted', '-']],
  ['a clause in the middle', 'The blast, which shattered windows, destroyed a wall.', ['The blast … destroyed a wall', 'factual asserted', '-'], ['which shattered windows', 'factual asserted', '-']],
  ['a contrast', 'The bridge collapsed, but nobody was hurt.', ['The bridge collapsed', 'factual asserted', '-'], ['but nobody was hurt', 'factual asserted', '-']],
  ['an agency citing others', 'Reuters, citing two diplomats, reported that talks had failed.', ['talks had failed', 'factual asserted', 'Reuters']],
  ['a prediction', 'The dam would not stand another flood.', ['The dam would not stand another flood', 'prediction predicted', '-']],
  ['a warning', 'Engineers warned that the dam could burst.', ['the dam could burst', 'prediction predicted', 'Engineers']],
  ['a demand', 'Ana Brel urged the government to close the port.', ['the government to close the port', 'opinion opinion', 'Ana Brel']],
  ['an aim', 'The plan aims to reopen the port by June.', ['The plan aims to reopen the port by June', 'factual intended', '-']],
  ['nobody claimed responsibility', 'No group claimed responsibility for the attack.', ['No group claimed responsibility for the attack', 'factual asserted', '-']],
]

for (const [language, examples] of [['ar', ARABIC], ['en', ENGLISH]] as const) {
  for (const [name, text, ...claims] of examples) {
    test(`${language}: ${name}`, () => {
      const suggested = suggestClaims(text, language).map(({ spans, kind, modality, source }) =>
        [spans.map(({ start, end }) => text.slice(start, end)).join(' … '), `${kind} ${modality}`, source?.text ?? '-'])
      assert.deepEqual(suggested, claims)
    })
  }
}

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
    'مقتل', 'لكن', 'لم يتسن', 'على حد', 'فيما', 'كما ذكرت', 'الذي', 'سوف', '73', 'تهدف', 'طالب', 'بوقف', 'اتهم', 'ويجب', 'د.', '🌊'],
  en: ['said', 'that', '"', '“', '”', ',', ';', ':', '.', '.\n\n', '(', ')', 'and', 'killed', 'according to', 'the', 'he', 'adding', 'citing', 'which', 'army', 'Ali', 'but', 'while',
    'has', 'however', 'told', 'AFP', 'denied', 'would', 'who', 'wounding', 'on Monday', 'Reuters', 'urged', 'posted', '–', 'Dr.', '🌊'],
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
