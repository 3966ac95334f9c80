import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { z } from 'zod'
import { desk, type Desk } from '../claims/testing.ts'
import { VERDICTS } from '../verdicts/rules.ts'
import { claimReviewOf, inPage, type ClaimReview } from './claim-review.ts'
import type { PublishedClaim } from './document.ts'
import { publishedVersions } from './publication.ts'
import { claimReview, claimReviewFeed } from './testing-claim-review.ts'

const URL = 'https://desk.example'

const HOP = { medium: '', verb: '', link: '' }
const CLAIMANTS = {
  none: [], anonymous: [{ ...HOP, actor: 'مصادر محلية', named: false }],
  person: [{ ...HOP, actor: 'ربيع السنديان', named: true }], organisation: [{ ...HOP, actor: 'Ministry of Water', named: true }, { ...HOP, actor: 'La Gazette', named: true }],
} as const

const STATEMENTS = { ar: 'أُسر 46 من عناصر الحرس في حي القناطر', en: '46 guards were captured in the quarter of Qanater', fr: '73 blessés', fa: '۷۳ نفر زخمی شدند' } as const

const publishedIn = (here: Desk, id = here.published()) => {
  const document = publishedVersions(here.db, id).at(-1)!.document
  assert.ok(document.kind === 'claim')
  return document
}

/** What a claim says of itself, in the shape of what was stored. */
const saying = (base: PublishedClaim, { verdict = 'verified', claimant = 'none', language = 'ar' }: { verdict?: (typeof VERDICTS)[number]; claimant?: keyof typeof CLAIMANTS; language?: keyof typeof STATEMENTS }): PublishedClaim =>
  ({ ...base, verdict: { ...base.verdict, verdict }, attribution: [...CLAIMANTS[claimant]], claim: { ...base.claim, language, statement: STATEMENTS[language] } })

const blocksIn = (page: string) => Array.from(page.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs), ([, json]) => JSON.parse(json!) as ClaimReview)
const blocksAt = async (here: Desk, path: string) => blocksIn(await (await here.anyone.get(path)).text())

test('every verdict, of every claimant, in every language, is a ClaimReview as it should be', async (t) => {
  const base = publishedIn(await desk(t))
  for (const verdict of VERDICTS) {
    for (const claimant of Object.keys(CLAIMANTS) as (keyof typeof CLAIMANTS)[]) {
      for (const language of Object.keys(STATEMENTS) as (keyof typeof STATEMENTS)[]) {
        const review = claimReviewOf(saying(base, { verdict, claimant, language }), URL)
        assert.deepEqual(claimReview.safeParse(review).error?.issues, undefined, `${verdict} ${claimant} ${language}`)
        assert.equal('ratingValue' in review.reviewRating, verdict === 'verified')
        assert.equal(/\p{Script=Arabic}/u.test(review.reviewRating.alternateName), language === 'ar')
        assert.deepEqual([review.itemReviewed.author?.['@type'], review.author.name], [{ person: 'Person', organisation: 'Organization', none: undefined, anonymous: undefined }[claimant], base.desk.name])
      }
    }
  }
})

type Review = z.infer<typeof claimReview>

/** Each of these is wrong in one way. */
const MISTAKES: Record<string, (review: Review & Record<string, never>) => object> = {
  'no address': ({ url: _url, ...rest }) => rest,
  'an address without a host': (review) => ({ ...review, url: '/claims/7K3M9Q2XTA' }),
  'an address that leads on': (review) => ({ ...review, url: `${review.url}?lang=ar` }),
  'an author without a name': (review) => ({ ...review, author: { '@type': 'Organization', url: review.author.url } }),
  'an author who is a person': (review) => ({ ...review, author: { ...review.author, '@type': 'Person' } }),
  'a claimant without a name': (review) => ({ ...review, itemReviewed: { ...review.itemReviewed, author: { '@type': 'Person', name: ' ' } } }),
  'a claimant of no kind': (review) => ({ ...review, itemReviewed: { ...review.itemReviewed, author: { name: 'Li Wei' } } }),
  'a number for what could not be settled': (review) => ({ ...review, reviewRating: { ...review.reviewRating, alternateName: 'Unverifiable' } }),
  'a number for what is disputed': (review) => ({ ...review, reviewRating: { ...review.reviewRating, alternateName: 'متنازع عليه' } }),
  'figures of another script': (review) => ({ ...review, reviewRating: { ...review.reviewRating, ratingValue: '٥' } }),
  'a verdict without a word': (review) => ({ ...review, reviewRating: { '@type': 'Rating', ratingValue: 5, bestRating: 5, worstRating: 1 } }),
  'a claim of 75 letters': (review) => ({ ...review, claimReviewed: 'x'.repeat(75) }),
  'no claim': (review) => ({ ...review, claimReviewed: '' }),
  'a day that is none': (review) => ({ ...review, itemReviewed: { ...review.itemReviewed, datePublished: '٢٠٢٦-٠٣-٠٣' } }),
  'a place without an address': (review) => ({ ...review, itemReviewed: { ...review.itemReviewed, appearance: { '@type': 'CreativeWork', url: '' } } }),
  'a name of the staff': (review) => ({ ...review, reviewedBy: 'Salma' }),
}

test('a ClaimReview with a mistake is found out', async (t) => {
  const review = claimReview.parse(claimReviewOf(saying(publishedIn(await desk(t)), { claimant: 'person' }), URL)) as Review & Record<string, never>
  for (const [mistake, made] of Object.entries(MISTAKES)) assert.equal(claimReview.safeParse(made(review)).success, false, mistake)
})

test('it says where the claim stands and where it was said, as far as the desk knows', async (t) => {
  const base = publishedIn(await desk(t))
  const report = { ...base.report, sourceAddress: 'https://gazette.example/1' }
  const attribution = [{ ...HOP, actor: 'ربيع السنديان', named: true, link: 'https://posts.example/9' }]
  const claimIn = (attributionCheck: PublishedClaim['attributionCheck']) => claimReviewOf({ ...base, report, attribution, attributionCheck }, URL).itemReviewed
  assert.deepEqual(claimIn('confirmed'), {
    '@type': 'Claim', author: { '@type': 'Person', name: 'ربيع السنديان' }, datePublished: '2026-03-03',
    appearance: { '@type': 'CreativeWork', url: 'https://gazette.example/1', headline: 'Le pont' }, firstAppearance: { '@type': 'CreativeWork', url: 'https://posts.example/9' },
  })
  assert.equal(claimIn('unchecked').firstAppearance, undefined)
  for (const neverSaid of ['misquoted', 'not_found'] as const) assert.deepEqual([claimIn(neverSaid).author, claimIn(neverSaid).firstAppearance], [undefined, undefined], neverSaid)
})

test('a long claim is cut at a word, or a letter of one that is longer', async (t) => {
  const base = publishedIn(await desk(t))
  const cut = (statement: string) => claimReviewOf({ ...base, claim: { ...base.claim, statement } }, URL).claimReviewed
  assert.equal(cut('  73   blessés\n'), '73 blessés')
  assert.equal(cut('x'.repeat(74)), 'x'.repeat(74))
  assert.equal(cut('x'.repeat(75)), `${'x'.repeat(73)}…`)
  assert.equal(cut('👩‍👩‍👧‍👦'.repeat(20)), `${'👩‍👩‍👧‍👦'.repeat(10)}…`)
  const arabic = 'قالت الوزارة إن القوات انسحبت من مواقعها في محيط البلدة، وإن المعارك استمرت ثلاثة أيام متواصلة'
  assert.equal(cut(arabic), 'قالت الوزارة إن القوات انسحبت من مواقعها في محيط البلدة، وإن المعارك…')
})

test('the page of the claim has one, of the version that holds; old versions, the card and what was withdrawn have none', async (t) => {
  const here = await desk(t)
  const id = here.published()
  const [block, ...further] = await blocksAt(here, `/claims/${id}`)
  assert.deepEqual(further, [])
  assert.deepEqual(block, claimReviewOf(publishedIn(here, id), 'http://desk.test'))
  assert.deepEqual(await blocksAt(here, `/claims/${id}?lang=ar`), [block])
  here.clock.at = new Date('2026-03-04T15:00:00.000Z')
  here.published(here.correctedOnce(id), 'Counted anew.')
  const [now] = await blocksAt(here, `/claims/${id}`)
  assert.deepEqual([now!.reviewRating.alternateName, now!.datePublished, now!.dateModified], ['Disputed', block!.datePublished, '2026-03-04T15:00:00.000Z'])
  await here.nadias.post(`/claims/${id}/unpublishing`, { version: String(here.claim(id).version), reason: 'Nothing holds.' })
  for (const path of ['', '/v/1', '/v/2', '/v/3', '/embed']) assert.deepEqual(await blocksAt(here, `/claims/${id}${path}`), [], path)
})

test('nothing in it ends the element it stands in', async (t) => {
  const here = await desk(t)
  const evil = '</script><script>alert(1)</script><!-- ]]> & \u2028\u2029'
  const id = here.queued()
  here.db.prepare('UPDATE claims SET statement = ? WHERE id = ?').run(evil, id)
  here.published(here.signedOff(here.inReview(here.salma, here.supported(here.inProgress(here.salma, id)))))
  const page = await (await here.anyone.get(`/claims/${id}`)).text()
  assert.equal(page.match(/<script/g)!.length, 1)
  assert.equal(blocksIn(page)[0]!.claimReviewed, evil.replace(/[\u2028\u2029]/g, ' ').trim())
  assert.equal(inPage({ a: '<\u2028\u2029>&' }), '{"a":"\\u003c\\u2028\\u2029\\u003e\\u0026"}')
})

test('the feed has the newest version of each, and can be walked to its end', async (t) => {
  const here = await desk(t)
  const empty = claimReviewFeed.parse(await (await here.anyone.get('/claimreview.json')).json())
  assert.deepEqual([empty.dataFeedElement, empty.hasPart], [[], undefined])

  const id = here.published(here.correctedOnce(), 'Counted anew.')
  const { text } = publishedVersions(here.db, id).at(-1)!
  const others = Array.from({ length: 100 }, (_, n) => {
    const other = here.queued('Le pont')
    here.db.prepare(`INSERT INTO publications (claim_id, version, kind, verdict, language, document, sha256, person_id, at) SELECT ?, 1, kind, verdict, language, json_set(?, '$.claim.id', ?), ?, person_id, at FROM publications WHERE claim_id = ? LIMIT 1`)
      .run(other, text, other, n.toString(16).padStart(64, '0'), id)
    return other
  })
  const answer = await here.anyone.get('/claimreview.json')
  assert.deepEqual(['content-type', 'cache-control', 'vary', 'content-language'].map((name) => answer.headers.get(name)), ['application/ld+json', 'public, no-cache', 'Accept-Encoding', null])
  assert.equal((await here.anyone.get('/claimreview.json', { 'If-None-Match': answer.headers.get('etag')!, 'Cache-Control': 'max-age=0' })).status, 304)
  const first = claimReviewFeed.parse(await answer.json())
  const second = claimReviewFeed.parse(await (await here.anyone.get(first.hasPart!.url.replace('http://desk.test', ''))).json())
  assert.deepEqual([first, second].flatMap(({ dataFeedElement }) => dataFeedElement.map(({ item }) => item.url)), [...others.toReversed(), id].map((one) => `http://desk.test/claims/${one}`))
  assert.equal(second.hasPart, undefined)

  await here.nadias.post(`/claims/${id}/unpublishing`, { version: String(here.claim(id).version), reason: 'Nothing holds.' })
  assert.doesNotMatch(await (await here.anyone.get(first.hasPart!.url.replace('http://desk.test', ''))).text(), new RegExp(id))
})
