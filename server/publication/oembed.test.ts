import assert from 'node:assert/strict'
import { test } from 'node:test'
import { desk } from '../claims/testing.ts'
import { tagsIn, unescaped, wordsIn } from '../web/testing-page.ts'

type Answer = { version: string; type: string; provider_name: string; provider_url: string; title: string; html: string; width: number; height: number }

test('others learn how to put the card of a claim into their pages, as JSON and as XML', async (t) => {
  const here = await desk(t)
  const id = here.published()
  const asked = (query: string) => here.anyone.get(`/oembed?url=${encodeURIComponent(`http://desk.test/claims/${id}`)}${query}`)
  const json = await asked('')
  const answer = await json.json() as Answer
  assert.deepEqual([json.headers.get('content-type'), answer.version, answer.type, answer.provider_name, answer.provider_url, answer.title], ['application/json; charset=utf-8', '1.0', 'rich', 'Test desk', 'http://desk.test/', 'Verified: 73 blessés'])
  const [frame] = tagsIn(answer.html)
  assert.deepEqual(frame!.attributes, {
    src: `http://desk.test/claims/${id}/embed?lang=en`, width: '600', height: '310', title: 'Verified: 73 blessés', lang: 'en', loading: 'lazy',
    sandbox: 'allow-same-origin allow-popups allow-popups-to-escape-sandbox', style: 'border:0;max-width:100%',
  })

  const xml = await asked('&format=xml')
  const text = await xml.text()
  assert.match(xml.headers.get('content-type')!, /^text\/xml/)
  assert.deepEqual(Object.fromEntries(Array.from(text.matchAll(/<(\w+)>([^<]*)<\/\1>/g), ([, name, value]) => [name, unescaped(value!.replaceAll('&quot;', '"'))])), Object.fromEntries(Object.entries(answer).map(([name, value]) => [name, String(value)])))
  assert.equal((await asked('&format=xml')).headers.get('etag'), xml.headers.get('etag'))
})

test('the card is no larger than there is room for, and in the language that was asked for', async (t) => {
  const here = await desk(t)
  const id = here.published()
  const asked = async (query: string, page = `http://desk.test/claims/${id}`) => (await here.anyone.get(`/oembed?url=${encodeURIComponent(page)}&${query}`)).json() as Promise<Answer>
  const sizeOf = async (query: string) => { const { width, height } = await asked(query); return [width, height] }
  assert.deepEqual(await Promise.all(['maxwidth=400', 'maxwidth=5000&maxheight=5000', 'maxheight=100', 'maxwidth=320&maxheight=240', 'maxwidth=0&maxheight=-3', 'maxwidth=wide'].map(sizeOf)), [[400, 310], [600, 310], [600, 100], [320, 240], [600, 310], [600, 310]])
  const arabic = await asked('', `http://desk.test/claims/${id}?lang=ar`)
  assert.match(arabic.html, /embed\?lang=ar" .*lang="ar"/)
  assert.match(arabic.title, /^مؤكد/)
})

test('of other addresses it knows nothing, and other forms it does not have', async (t) => {
  const here = await desk(t)
  const id = here.published()
  /** What a program can read, whatever is wrong. */
  const statusOf = async (query: string) => {
    const answer = await here.anyone.get(`/oembed?${query}`)
    const { status, title, detail } = await answer.json() as { status: number; title: string; detail: string }
    assert.deepEqual([answer.headers.get('content-type'), answer.headers.get('cache-control'), status], ['application/problem+json; charset=utf-8', 'no-store', answer.status], query)
    assert.ok(title && detail, query)
    return answer.status
  }
  const other = (url: string) => statusOf(`url=${encodeURIComponent(url)}`)
  for (const url of ['nonsense', 'javascript:alert(1)', `https://desk.test/claims/${id}`, `http://desk.test.evil.example/claims/${id}`, `http://evil.example/claims/${id}`, `http://desk.test/claims/${here.signedOff()}`, 'http://desk.test/claims/0000000000', `http://desk.test/claims/${id}/v/1`, 'http://desk.test/', `http://desk.test/claims/${id.toLowerCase()}x`]) assert.equal(await other(url), 404, url)
  for (const nothing of ['', 'url=', 'url=a&url=b', 'format=json']) assert.equal(await statusOf(nothing), 400, nothing)
  assert.equal(await statusOf('url[]=a&url[]=b'), 400)
  assert.match(await (await here.anyone.get('/oembed', { 'accept-language': 'ar' })).text(), /أي صفحة؟/)
  for (const format of ['yaml', 'JSON', '']) assert.equal(await statusOf(`format=${format}&url=http://desk.test/claims/${id}`), 501, format)
})

test('the card says what holds now, in any frame and without script', async (t) => {
  const here = await desk(t)
  const id = here.published()
  const path = `/claims/${id}/embed`
  const answer = await here.anyone.get(path)
  const page = await answer.text()
  assert.match(answer.headers.get('content-security-policy')!, /^default-src 'none';(?!.*script).* frame-ancestors \*$/)
  assert.deepEqual(['x-frame-options', 'cross-origin-resource-policy', 'set-cookie', 'vary', 'cache-control'].map((name) => answer.headers.get(name)), [null, 'cross-origin', null, 'Accept-Language, Accept-Encoding', 'public, no-cache'])
  assert.doesNotMatch(page, /<script|<form|nonce/)
  assert.match(wordsIn(page), /Verified 73 blessés Independent evidence supports it\. Test desk · 4 March 2026 How it was checked$/)
  const link = tagsIn(page).find(({ name, closes }) => name === 'a' && !closes)!
  assert.deepEqual(link.attributes, { href: `/claims/${id}`, target: '_blank', rel: 'noopener' })
  assert.equal((await here.anyone.get(path, { 'If-None-Match': answer.headers.get('etag')!, 'Cache-Control': 'max-age=0' })).status, 304)
  assert.equal(await (await here.salmas.get(path)).text(), page, 'the same for whoever is signed in')
  assert.match(await (await here.anyone.get(`${path}?lang=ar`)).text(), /<html lang="ar" dir="rtl">[\s\S]*href="\/claims\/\w+\?lang=ar"/)

  await here.nadias.post(`/claims/${id}/unpublishing`, { version: String(here.claim(id).version), reason: 'Nothing holds.' })
  assert.match(wordsIn(await (await here.anyone.get(path)).text()), /Withdrawn This claim was withdrawn/)
  assert.match((await (await here.anyone.get(`/oembed?url=http://desk.test/claims/${id}`)).json() as Answer).title, /withdrawn/)
  for (const hidden of [here.signedOff(), '0000000000', 'nonsense']) assert.equal((await here.anyone.get(`/claims/${hidden}/embed`)).status, 404)
})

test('a statement that means harm is a title and a heading, and nothing else', async (t) => {
  const here = await desk(t)
  const evil = `"'><script>alert(1)</script><img src=x onerror=alert(1)>]]>&lt;`
  const [harmless, id] = [here.queued(), here.queued('Le pont')]
  here.db.prepare('UPDATE claims SET statement = ? WHERE id = ?').run(evil, id)
  for (const one of [harmless, id]) here.published(here.signedOff(here.inReview(here.salma, here.supported(here.inProgress(here.salma, one)))))
  const bones = async (path: string) => tagsIn(await (await here.anyone.get(path)).text()).map(({ name, attributes }) => [name, Object.keys(attributes)])
  assert.deepEqual(await bones(`/claims/${id}/embed`), await bones(`/claims/${harmless}/embed`))
  assert.deepEqual(await bones(`/claims/${id}?lang=en`), await bones(`/claims/${harmless}?lang=en`))
  const asked = `/oembed?url=http://desk.test/claims/${id}`
  const { title, html } = await (await here.anyone.get(asked)).json() as Answer
  const frame = tagsIn(html.replaceAll('&quot;', '&#34;'))
  assert.deepEqual([title, frame.length, frame[0]!.attributes.title], [`Verified: ${evil}`, 2, title])
  assert.deepEqual(tagsIn(await (await here.anyone.get(`${asked}&format=xml`)).text()).filter(({ closes }) => !closes).map(({ name }) => name), ['oembed', 'version', 'type', 'provider_name', 'provider_url', 'title', 'html', 'width', 'height'])
})

test('nothing else may stand in a frame', async (t) => {
  const here = await desk(t)
  const id = here.published()
  for (const path of ['/', '/corrections', `/claims/${id}`, `/claims/${id}/v/1`, `/claims/${here.queued()}/embed`, '/sign-in', '/claimreview.json', '/oembed']) {
    const { headers } = await here.anyone.get(path)
    assert.match(headers.get('content-security-policy')!, /frame-ancestors 'none'/, path)
    assert.equal(headers.get('x-frame-options'), 'DENY', path)
  }
})
