import assert from 'node:assert/strict'
import { test } from 'node:test'
import { desk } from '../claims/testing.ts'
import { partsOf, readLink } from './testing-link.ts'

test('a site that shows the link of a claim finds its words, its picture and its card', async (t) => {
  const here = await desk(t)
  const id = here.published()
  const get = (address: string) => here.anyone.get(address.replace('http://desk.test', ''))
  const page = `http://desk.test/claims/${id}`
  const { properties, canonical, languages, embedded, framed, picture } = await readLink(get, page)
  assert.deepEqual(properties, {
    viewport: 'width=device-width', '': '', description: 'Verified: Independent evidence supports it.',
    'og:type': 'article', 'og:site_name': 'Test desk', 'og:title': '73 blessés', 'og:description': 'Verified: Independent evidence supports it.', 'og:url': page,
    'og:locale': 'en_GB', 'og:locale:alternate': 'ar_AR',
    'og:image': `${page}/v/1/card.en.png`, 'og:image:type': 'image/png', 'og:image:width': '1200', 'og:image:height': '630', 'og:image:alt': 'Verified: Independent evidence supports it. 73 blessés', 'twitter:card': 'summary_large_image',
  })
  assert.deepEqual([canonical, languages], [page, [['ar', `${page}?lang=ar`], ['en', `${page}?lang=en`], ['x-default', page]]])
  assert.equal(embedded?.type, 'rich')
  assert.match(framed!, /73 blessés/)
  assert.deepEqual(picture, { type: 'image/png', width: 1200, height: 630, parts: ['IHDR', 'IDAT', 'IEND'] })
})

test('in each language the link speaks that language; an old version leads to the one that holds', async (t) => {
  const here = await desk(t)
  const id = here.published(here.correctedOnce(), 'Counted anew.')
  const page = `http://desk.test/claims/${id}`
  const get = (address: string) => here.anyone.get(address.replace('http://desk.test', ''))
  const arabic = await readLink(get, `${page}?lang=ar`)
  assert.deepEqual([arabic.properties['og:locale'], arabic.properties['og:url'], arabic.canonical, arabic.properties['og:image']], ['ar_AR', page, `${page}?lang=ar`, `${page}/v/2/card.ar.png`])
  assert.match(arabic.properties['og:description']!, /^متنازع عليه: /)
  assert.match(arabic.framed!, /<html lang="ar"/)
  const old = await readLink(get, `${page}/v/1`)
  assert.deepEqual([old.properties['og:url'], old.canonical, old.languages, old.embedded, old.picture?.width], [`${page}/v/1`, page, [], undefined, 1200])

  await here.nadias.post(`/claims/${id}/unpublishing`, { version: String(here.claim(id).version), reason: 'Nothing holds.' })
  const gone = await readLink(get, page)
  assert.deepEqual([gone.properties['og:title'], gone.properties['twitter:card'], gone.picture], ['This claim was withdrawn', 'summary', undefined])
  assert.match(gone.framed!, /withdrawn/)
})

test('a report is shown with its verdicts in numbers', async (t) => {
  const here = await desk(t)
  here.published()
  here.publishedReport()
  const page = `http://desk.test/reports/${here.report.id}`
  const get = (address: string) => here.anyone.get(address.replace('http://desk.test', ''))
  const { properties, canonical, languages, embedded, picture } = await readLink(get, page)
  assert.deepEqual(['og:title', 'og:description', 'og:url', 'og:image', 'twitter:card'].map((name) => properties[name]), ['Le pont', 'Checked report · Verified 1', page, `${page}/v/1/card.en.png`, 'summary_large_image'])
  assert.deepEqual([canonical, languages.length, embedded, picture], [page, 3, undefined, { type: 'image/png', width: 1200, height: 630, parts: ['IHDR', 'IDAT', 'IEND'] }])
  await here.nadias.post(`/reports/${here.report.id}/unpublishing`, { publication: '1', reason: 'The paper took it back.' })
  const gone = await readLink(get, page)
  assert.deepEqual([gone.properties['og:title'], gone.properties['twitter:card'], (await get(`${page}/v/2/card.en.png`)).status, (await get(`${page}/v/1/card.en.png`)).status], ['This report was withdrawn', 'summary', 404, 200])
})

test('the picture of a version stays what it is, can be kept for long, and is there for versions that say something', async (t) => {
  const here = await desk(t)
  const id = here.published()
  const answer = await here.anyone.get(`/claims/${id}/v/1/card.ar.png`)
  const bytes = Buffer.from(await answer.arrayBuffer())
  assert.deepEqual(['cache-control', 'vary', 'content-language', 'cross-origin-resource-policy', 'set-cookie'].map((name) => answer.headers.get(name)), ['public, max-age=31536000', 'Accept-Encoding', null, 'cross-origin', null])
  assert.equal((await here.anyone.get(`/claims/${id}/v/1/card.ar.png`, { 'If-None-Match': answer.headers.get('etag')!, 'Cache-Control': 'max-age=0' })).status, 304)
  assert.ok(!Buffer.from(await (await here.anyone.get(`/claims/${id}/v/1/card.en.png`)).arrayBuffer()).equals(bytes), 'each language has its own')
  here.published(here.correctedOnce(id), 'Counted anew.')
  await here.nadias.post(`/claims/${id}/unpublishing`, { version: String(here.claim(id).version), reason: 'Nothing holds.' })
  const again = await Promise.all(Array.from({ length: 3 }, async () => Buffer.from(await (await here.salmas.get(`/claims/${id}/v/1/card.ar.png`)).arrayBuffer())))
  for (const one of again) assert.ok(one.equals(bytes))
  for (const path of [`/claims/${id}/v/3/card.ar.png`, `/claims/${id}/v/4/card.en.png`, `/claims/${id}/v/01/card.en.png`, `/claims/${here.signedOff()}/v/1/card.en.png`]) assert.equal((await here.anyone.get(path)).status, 404, path)
  assert.throws(() => partsOf(Buffer.from('GIF89a')))
})
