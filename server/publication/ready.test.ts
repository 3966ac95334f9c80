import assert from 'node:assert/strict'
import { setTimeout as wait } from 'node:timers/promises'
import { test } from 'node:test'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { createServer, get } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { desk, type Desk } from '../claims/testing.ts'
import { wordsIn } from '../web/testing-page.ts'
import { testDesk } from '../web/testing.ts'
import { readyAnswers } from './ready.ts'

/** As it came over the wire: fetch would unpack it. */
const asked = (here: Pick<Desk, 'base'>, path: string, headers: Record<string, string> = {}) => new Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }>((resolve, reject) => {
  get(here.base + path, { headers: { 'accept-language': 'en', ...headers } }, (answer) => {
    const chunks: Buffer[] = []
    answer.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
      const { date: _date, connection: _connection, 'keep-alive': _alive, ...rest } = answer.headers
      resolve({ status: answer.statusCode!, headers: rest, body: Buffer.concat(chunks) })
    })
  }).on('error', reject)
})

/** Asks until the answer comes packed: that is done beside. */
async function packed(here: Pick<Desk, 'base'>, path: string, packing: string) {
  for (let time = 0; time < 200; time++) {
    const answer = await asked(here, path, { 'accept-encoding': packing })
    if (answer.headers['content-encoding'] === packing) return answer
    await wait(10)
  }
  throw new Error(`never packed as ${packing}`)
}

const published = (here: Desk) => {
  const id = here.published()
  here.publishedReport()
  return id
}
const addressesOf = (here: Desk, id: string) => ['/', '/corrections', '/feed.atom', '/feed.json', `/claims/${id}`, `/claims/${id}?lang=ar`, `/claims/${id}/v/1`, `/claims/${id}/embed`, '/claimreview.json', `/reports/${here.report.id}`, `/reports/${here.report.id}/v/1`]

test('an answer that was kept is the one that was made: the same bytes under the same headers', async (t) => {
  const here = await desk(t)
  for (const path of addressesOf(here, published(here))) {
    const [first, second] = [await asked(here, path), await asked(here, path)]
    assert.deepEqual(second, first, path)
    assert.equal(first.status, 200)
    assert.match(String(first.headers['content-security-policy']), /^default-src 'none'/, path)
  }
})

test('what is asked for again comes packed, the same inside, under a tag of its own that is known again', async (t) => {
  const here = await desk(t)
  const path = `/claims/${published(here)}`
  const plain = await asked(here, path)
  for (const [packing, unpack] of [['br', brotliDecompressSync], ['gzip', gunzipSync]] as const) {
    const { headers, body } = await packed(here, path, packing)
    assert.ok(unpack(body).equals(plain.body) && body.length < plain.body.length / 2, packing)
    assert.equal(headers.vary, 'Accept-Language, Accept-Encoding, Cookie')
    assert.notEqual(headers.etag, plain.headers.etag)
    for (const tag of [headers.etag, plain.headers.etag, `W/${String(plain.headers.etag)}`, `"other", ${String(headers.etag)}`]) {
      const again = await asked(here, path, { 'if-none-match': String(tag), 'accept-encoding': packing })
      assert.deepEqual([again.status, again.body.length, again.headers['content-encoding'], again.headers['cache-control']], [304, 0, undefined, 'public, no-cache'])
    }
    assert.equal((await asked(here, path, { 'if-none-match': '"another"', 'accept-encoding': packing })).status, 200)
    assert.equal((await asked(here, path, { 'accept-encoding': `${packing};q=0` })).headers['content-encoding'], undefined)
  }
})

test('what was corrected or withdrawn is never answered with what was kept: not of the claim, its report or a list', async (t) => {
  const here = await desk(t)
  const id = published(here)
  const all = () => Promise.all(addressesOf(here, id).map(async (path) => ({ path, words: wordsIn(String((await asked(here, path)).body)) })))
  await all()
  await packed(here, `/claims/${id}`, 'br')
  here.published(here.correctedOnce(id), 'Counted anew.')
  for (const { path, words } of await all()) assert.equal(/Counted anew|النسخة ٢|Disputed/.test(words), !path.endsWith('/v/1'), path)
  const fresh = await asked(here, `/claims/${id}`, { 'accept-encoding': 'br' })
  assert.match(wordsIn(String(fresh.body)), /Counted anew/)
  await all()
  await here.nadias.post(`/reports/${here.report.id}/unpublishing`, { publication: '2', reason: 'The paper took it back.' })
  const after = await all()
  assert.match(after.find(({ path }) => path === `/reports/${here.report.id}`)!.words, /The paper took it back\./)
  await here.nadias.post(`/claims/${id}/unpublishing`, { version: String(here.claim(id).version), reason: 'Nothing holds.' })
  assert.match(String((await asked(here, `/claims/${id}`)).body), /Nothing holds\./)
})

test('the desk’s own people get their own page, before and after anybody else; another language is another answer', async (t) => {
  const here = await desk(t)
  const path = `/claims/${published(here)}`
  for (let time = 0; time < 2; time++) {
    assert.doesNotMatch(String((await asked(here, path)).body), /id="publication"/)
    assert.match(await (await here.salmas.get(path)).text(), /id="publication"/)
    assert.match(String((await asked(here, path, { 'accept-language': 'ar' })).body), /<html lang="ar"/)
    assert.match(String((await asked(here, path, { cookie: 'sid=forged; locale=ar' })).body), /<html lang="en"/)
  }
})

test('it keeps no more than it may: what was longest unused goes first, and an address of no use is not kept at all', async (t) => {
  const drawn: string[] = []
  const app = express()
  app.use(readyAnswers(testDesk(t), 'http://desk.test', 10_000))
  app.use((req, res) => {
    drawn.push(req.url)
    res.set('ETag', `"${req.url}"`)
    res.locals.keep?.(Buffer.alloc(4000, 'a'))
    res.send(Buffer.alloc(4000, 'a'))
  })
  const server = createServer(app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => { server.closeAllConnections(); server.close() })
  const here = { base: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
  const [a, b, c] = ['A', 'B', 'C'].map((letter) => `/claims/${letter.repeat(10)}`) as [string, string, string]
  for (const path of [a, b, a, c, a, b, '/?text=x', '/?text=x', `${a}?lang=xx`, `${a}?lang=xx`, '/claims', '/claims']) await asked(here, path)
  assert.deepEqual(drawn, [a, b, c, b, '/?text=x', '/?text=x', `${a}?lang=xx`, `${a}?lang=xx`, '/claims', '/claims'])
})
