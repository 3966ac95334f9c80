import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setDefaultCACertificates, getCACertificates } from 'node:tls'
import { safePost } from './safe-post.ts'
import { addressesOf, canary, CERTIFICATE, guardFor, rawSite, secureSite, site, WEB } from './testing-web.ts'
import { problemWith, PUBLIC_WEB, type Guard } from './way-out.ts'

const never = new AbortController().signal
const post = (address: string, guard: Guard = guardFor(), stop = never) => safePost(address, { headers: { 'content-type': 'application/json', 'x-own': 'yes' }, body: '{"said":"نُشر"}' }, guard, stop)

test('a text is handed over whole, with the headers that were given and none that tell of anybody', async (t) => {
  const seen: object[] = []
  const port = await site(t, (req, res) => {
    const parts: Buffer[] = []
    req.on('data', (part: Buffer) => parts.push(part)).on('end', () => {
      seen.push({ ...req.headers, method: req.method, url: req.url, body: Buffer.concat(parts).toString() })
      res.writeHead(201).end('شكرًا')
    })
  })
  assert.deepEqual(await post(`http://a.example:${port}/in?key=1#part`), { status: 201, answer: 'شكرًا' })
  assert.deepEqual(seen, [{
    host: `a.example:${port}`, connection: 'keep-alive', 'content-type': 'application/json', 'x-own': 'yes', 'accept-encoding': 'identity', 'content-length': String(Buffer.byteLength('{"said":"نُشر"}')),
    method: 'POST', url: '/in?key=1', body: '{"said":"نُشر"}',
  }])
})

test('a redirect is an answer and is not followed, wherever it leads', async (t) => {
  const { port: inside, connections } = await canary(t)
  let asked = 0
  const port = await site(t, (req, res) => { asked++; res.writeHead(Number(req.url!.slice(1)), { location: `http://127.0.0.1:${inside}/` }).end() })
  for (const status of [301, 302, 303, 307, 308]) assert.deepEqual(await post(`http://a.example:${port}/${status}`), { status, answer: '' })
  assert.deepEqual([asked, connections()], [5, 0])
})

test('of an answer no more is read than the guard allows', async (t) => {
  const port = await site(t, (_req, res) => res.end('x'.repeat(10_000)))
  assert.deepEqual(await post(`http://a.example:${port}/`, guardFor({}, { mostBytes: 4096 })), { status: 200, answer: 'x'.repeat(4096) })
})

test('whoever answers without end is let go of soon', async (t) => {
  let poured = 0
  const port = await site(t, (_req, res) => {
    const pour = () => { do poured += 2 ** 16; while (!res.destroyed && res.write('x'.repeat(2 ** 16))) }
    res.on('drain', pour)
    pour()
  })
  assert.deepEqual(await post(`http://a.example:${port}/`, guardFor({}, { mostBytes: 4096 })), { status: 200, answer: 'x'.repeat(4096) })
  assert.ok(poured < 2 ** 24, `${poured} bytes`)
})

test('the name is judged where it is looked up, each time anew', async (t) => {
  const { port, connections } = await canary(t)
  for (const ips of [['127.0.0.1'], [WEB, '127.0.0.1'], ['::1'], ['169.254.169.254'], ['::ffff:127.0.0.1']]) {
    assert.deepEqual(await post(`http://inside.example:${port}/`, guardFor({ 'inside.example': ips })), { problem: 'fetchPrivate' }, ips.join())
  }
  const open = await site(t, (_req, res) => res.end())
  let asked = 0
  const resolve = async () => addressesOf(asked++ === 0 ? WEB : '127.0.0.1')
  const guard = guardFor({}, { resolve })
  assert.deepEqual([await post(`http://two-faced.example:${open}/`, guard), await post(`http://two-faced.example:${open}/`, guard)], [{ status: 200, answer: '' }, { problem: 'fetchPrivate' }])
  assert.equal(connections(), 0)
})

test('where only encrypted addresses may be asked, others are refused before a name is looked up', async () => {
  const guard = { ...PUBLIC_WEB, schemes: ['https:'], resolve: async () => assert.fail('no name may be looked up') } as const
  const rows: [string, string | null][] = [
    ['https://hooks.example/', null], ['http://hooks.example/', 'notSecure'], ['HTTP://hooks.example/', 'notSecure'], ['ftp://hooks.example/', 'notAnAddress'], ['hooks.example', 'notAnAddress'],
    ['https://hooks.example:8443/', 'fetchPort'], ['https://name:word@hooks.example/', 'fetchCredentials'], ['https://127.0.0.1/', 'fetchPrivate'], ['https://[::1]/', 'fetchPrivate'], ['https://2130706433/', 'fetchPrivate'],
  ]
  for (const [address, problem] of rows) {
    assert.equal(problemWith(address, guard), problem, address)
    if (problem) assert.deepEqual(await post(address, guard), { problem }, address)
  }
})

test('a server has to prove its name', async (t) => {
  const port = await secureSite(t, (_req, res) => res.end('secret'))
  assert.deepEqual(await post(`https://news.example:${port}/`), { problem: 'fetchCertificate' })
  const before = getCACertificates()
  t.after(() => setDefaultCACertificates(before))
  setDefaultCACertificates([...before, CERTIFICATE])
  assert.deepEqual(await post(`https://news.example:${port}/`), { status: 200, answer: 'secret' })
})

test('whoever breaks off lets go of the connection', async (t) => {
  const stop = new AbortController()
  const { port, closed } = await rawSite(t, () => stop.abort())
  assert.deepEqual(await post(`http://a.example:${port}/`, guardFor(), stop.signal), { problem: 'fetchNoAnswer' })
  await closed()
})

test('no proxy of the environment is asked', async (t) => {
  const { port: proxy, connections } = await canary(t)
  for (const name of ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'ALL_PROXY', 'NODE_USE_ENV_PROXY']) {
    const before = process.env[name]
    process.env[name] = name === 'NODE_USE_ENV_PROXY' ? '1' : `http://127.0.0.1:${proxy}`
    t.after(() => { if (before === undefined) delete process.env[name]; else process.env[name] = before })
  }
  const port = await site(t, (_req, res) => res.end('straight'))
  assert.deepEqual(await post(`http://a.example:${port}/`), { status: 200, answer: 'straight' })
  assert.equal(connections(), 0)
})
