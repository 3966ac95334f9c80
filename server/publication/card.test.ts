import assert from 'node:assert/strict'
import { test } from 'node:test'
import { desk } from '../claims/testing.ts'
import type { Locale } from '../people/person.ts'
import { VERDICTS } from '../verdicts/rules.ts'
import { cardContent } from './card-content.ts'
import { cardOf, svgOf } from './card.ts'
import type { Published, PublishedClaim } from './document.ts'
import { publishedVersions } from './publication.ts'
import { latestOfReport } from './report-versions.ts'
import { partsOf } from './testing-link.ts'

const pictureOf = (document: Published, locale: Locale) => cardOf(cardContent(document, locale)!)
const sourceOf = (document: Published, locale: Locale) => svgOf(cardContent(document, locale)!)

async function aClaim(t: Parameters<typeof desk>[0]) {
  const here = await desk(t)
  return publishedVersions(here.db, here.published())[0]!.document as PublishedClaim
}

test('a picture is the same bytes each time, and holds nothing but what it shows', async (t) => {
  const document = await aClaim(t)
  const png = pictureOf(document, 'ar')
  assert.deepEqual(partsOf(Buffer.from(png)), { width: 1200, height: 630, parts: ['IHDR', 'IDAT', 'IEND'] })
  assert.deepEqual(pictureOf(structuredClone(document), 'ar'), png)
  for (const other of [pictureOf(document, 'en'), pictureOf({ ...document, claim: { ...document.claim, statement: '74 blessés' } }, 'ar'), pictureOf({ ...document, verdict: { ...document.verdict, verdict: 'disputed' } }, 'ar')]) assert.notDeepEqual(other, png)
})

test('it is drawn of shapes: no word of the claim stands in its source', async (t) => {
  const document = await aClaim(t)
  const statement = '<script>alert(1)</script> & "قال" ]]> 😀 日本語'
  const svg = sourceOf({ ...document, claim: { ...document.claim, statement }, desk: { ...document.desk, name: '<b>CANARY</b>' } }, 'en')
  assert.deepEqual([...new Set(svg.match(/(?<=<)\w+/g))].toSorted(), ['circle', 'g', 'path', 'rect', 'svg'])
  assert.doesNotMatch(svg.replace(/<[^>]*>/g, ''), /\S/)
  assert.doesNotMatch(svg, /CANARY|script/)
})

test('whatever a claim says, it stays within the picture', async (t) => {
  const document = await aClaim(t)
  for (const [language, statement] of [['ar', 'ﷺ'.repeat(400)], ['ar', 'كلمة '.repeat(800)], ['en', 'W'.repeat(2000)], ['hi', 'क्ष'.repeat(900)], ['xx', 'ü '.repeat(900)], ['en', '😀'], ['en', '\u202E'], ['fa', `${'x'.repeat(90)} ژ`]] as const) {
    const attribution = [{ actor: statement, named: true, medium: '', verb: '', link: '' }]
    const svg = sourceOf({ ...document, attribution, desk: { ...document.desk, name: statement }, claim: { ...document.claim, language, statement } } as PublishedClaim, language === 'ar' ? 'ar' : 'en')
    const places = Array.from(svg.matchAll(/translate\((-?[\d.]+) (-?[\d.]+)\)/g), ([, x, y]) => [Number(x), Number(y)] as const)
    assert.ok(places.every(([x, y]) => x >= 60 && x <= 1140 && y >= 72 && y <= 600), `${language} ${statement.slice(0, 20)}`)
  }
})

test('a claimant who never said it is not named', async (t) => {
  const document = { ...await aClaim(t), attribution: [{ actor: 'Li Wei', named: true, medium: '', verb: '', link: '' }] }
  const [said, unsaid] = (['unchecked', 'not_found'] as const).map((attributionCheck) => sourceOf({ ...document, attributionCheck }, 'en').length)
  assert.ok(said! > unsaid! + 1000)
})

test('the picture of a report tells its verdicts in numbers', async (t) => {
  const here = await desk(t)
  here.published()
  here.publishedReport()
  const { document } = latestOfReport(here.db, here.report.id)!
  const card = cardContent(document, 'ar')!
  assert.deepEqual(card, { locale: 'ar', badges: [{ verdict: 'verified', words: 'مؤكد ١' }], statement: 'Le pont', language: 'fr', line: 'تقرير جرى التحقق منه · \u2068La Gazette\u2069', deskName: 'Test desk', date: '٤ مارس ٢٠٢٦' })
  const many = VERDICTS.map((verdict) => ({ verdict, words: `${verdict} ${10 ** 9}` }))
  assert.ok(Array.from(svgOf({ ...card, badges: many }).matchAll(/translate\((-?[\d.]+) /g), ([, x]) => Number(x)).every((x) => x >= 60 && x <= 1140), 'however many')
})

test('what somebody typed turns no other words around', async (t) => {
  const document = await aClaim(t)
  const { statement, line } = cardContent({ ...document, claim: { ...document.claim, statement: ' a\u202Eb\u2066\n\0 c' }, attribution: [{ actor: 'x\u2069\u202Ey', named: true, medium: '', verb: '', link: '' }] }, 'en')!
  assert.deepEqual([statement, line], ['ab c', 'According to \u2068xy\u2069'])
})
