import assert from 'node:assert/strict'
import type { Socket } from 'node:net'
import { test } from 'node:test'
import { setDefaultCACertificates, getCACertificates } from 'node:tls'
import { gzipSync } from 'node:zlib'
import { safeFetch } from './safe-fetch.ts'
import { addressesOf, canary, CERTIFICATE, guardFor, rawSite, secureSite, site, WEB } from './testing-web.ts'
import { PUBLIC_WEB, type Guard } from './way-out.ts'

const OK = 'HTTP/1.1 200 OK\r\n'
const problemOf = async (address: string, guard: Guard = guardFor()) => {
  const fetched = await safeFetch(address, guard)
  return 'problem' in fetched ? fetched.problem : `fetched ${fetched.page.finalAddress}`
}
const pageAt = async (address: string, guard: Guard = guardFor()) => {
  const fetched = await safeFetch(address, guard)
  assert.ok('page' in fetched, JSON.stringify(fetched))
  return fetched.page
}

test('a page comes with its bytes, its kind, its name and the way to it', async (t) => {
  const asked: object[] = []
  const port = await site(t, (req, res) => {
    asked.push({ path: req.url, encoding: req.headers['accept-encoding'], cookie: req.headers.cookie, referrer: req.headers.referer })
    if (req.url === '/start') res.writeHead(302, { location: `http://b.example:${port}/%D8%AE%D8%A8%D8%B1.html?id=1` }).end('moved')
    else res.setHeader('Content-Type', 'text/html; charset=windows-1256').end(Buffer.from([0xce, 0xc8, 0xd1]))
  })
  const { bytes, ...page } = await pageAt(`http://a.example:${port}/start#part`)
  const finalAddress = `http://b.example:${port}/%D8%AE%D8%A8%D8%B1.html?id=1`
  assert.deepEqual(page, {
    address: `http://a.example:${port}/start#part`, finalAddress, mediaType: 'text/html; charset=windows-1256', name: 'خبر.html',
    hops: [{ address: `http://a.example:${port}/start`, status: 302, ip: WEB }, { address: finalAddress, status: 200, ip: WEB }],
  })
  assert.deepEqual([...bytes], [0xce, 0xc8, 0xd1])
  const nothing = { encoding: 'identity', cookie: undefined, referrer: undefined }
  assert.deepEqual(asked, [{ path: '/start', ...nothing }, { path: '/%D8%AE%D8%A8%D8%B1.html?id=1', ...nothing }])
})

test('an address in its bytes leads on: servers send Arabic paths as they are', async (t) => {
  const { port } = await rawSite(t, (socket, request) => {
    socket.end(request.startsWith('GET /start') ? 'HTTP/1.1 301 Moved\r\nLocation: /خبر\r\nContent-Length: 0\r\n\r\n' : `${OK}Content-Length: 2\r\n\r\nhi`)
  })
  assert.equal((await pageAt(`http://a.example:${port}/start`)).finalAddress, `http://a.example:${port}/%D8%AE%D8%A8%D8%B1`)
})

test('five turns are followed, six are not, nor is a circle', async (t) => {
  const port = await site(t, (req, res) => {
    const left = Number(req.url!.slice(1))
    if (left === 0) res.end('here')
    else res.writeHead(307, { location: left === 99 ? '/99' : `/${left - 1}` }).end()
  })
  assert.equal((await pageAt(`http://a.example:${port}/5`)).hops.length, 6)
  assert.equal(await problemOf(`http://a.example:${port}/6`), 'fetchRedirects')
  assert.equal(await problemOf(`http://a.example:${port}/99`), 'fetchRedirects')
})

test('a name that answers differently the second time does not get in', async (t) => {
  const { port: closed, connections } = await canary(t)
  const open = await site(t, (_req, res) => res.writeHead(302, { location: `http://two-faced.example:${closed}/` }).end())

  let asked = 0
  const resolve = async () => addressesOf(asked++ === 0 ? WEB : '127.0.0.1')
  assert.equal(await problemOf(`http://two-faced.example:${open}/`, guardFor({}, { resolve })), 'fetchPrivate')
  assert.deepEqual([asked, connections()], [2, 0])
})

test('a name is looked up once for each connection, so that it has no second chance', async (t) => {
  let asked = 0
  const resolve = async () => addressesOf(asked++ === 0 ? WEB : '127.0.0.1')
  const port = await site(t, (_req, res) => res.end('once'))
  assert.equal((await pageAt(`http://two-faced.example:${port}/`, guardFor({}, { resolve }))).bytes.toString(), 'once')
  assert.equal(asked, 1)
})

test('a name with one address that is private is refused whole, whichever comes first', async (t) => {
  const { port, connections } = await canary(t)
  const faces = [[WEB, '127.0.0.1'], ['127.0.0.1', WEB], [WEB, '::1'], [WEB, '::ffff:127.0.0.1'], [WEB, 'fe80::1%lo'], [WEB, '169.254.169.254'], ['64:ff9b::7f00:1']]
  for (const ips of faces) assert.equal(await problemOf(`http://mixed.example:${port}/`, guardFor({ 'mixed.example': ips })), 'fetchPrivate', ips.join())
  assert.equal(await problemOf(`http://nobody.example:${port}/`, guardFor({ 'nobody.example': [] })), 'fetchUnknown')
  assert.equal(connections(), 0)
})

test('only addresses of the web are asked, on its usual ports, and without a password', async () => {
  const rows: [address: string, problem: string][] = [
    ['', 'notAnAddress'], ['news.example', 'notAnAddress'], ['//news.example', 'notAnAddress'], ['http://', 'notAnAddress'], ['http://a b', 'notAnAddress'],
    ...['file:///etc/passwd', 'ftp://news.example/', 'gopher://127.0.0.1:25/_x', 'data:text/html,x', 'javascript:alert(1)', 'blob:http://news.example/x', 'ws://news.example', 'jar:http://127.0.0.1!/', 'about:blank']
      .map((address): [string, string] => [address, 'notAnAddress']),
    ['http://name@news.example/', 'fetchCredentials'], ['http://:word@news.example/', 'fetchCredentials'], ['https://news.example@127.0.0.1/', 'fetchCredentials'],
    ['http://news.example:22/', 'fetchPort'], ['https://news.example:8443/', 'fetchPort'], ['http://news.example:0/', 'fetchPort'],
  ]
  const { mayUsePort } = PUBLIC_WEB
  const guard = guardFor({}, { mayUsePort, resolve: async () => assert.fail('no name may be looked up') })
  for (const [address, problem] of rows) assert.equal(await problemOf(address, guard), problem, address)
  for (const port of ['', '80', '443']) assert.ok(mayUsePort(port))
})

test('a redirect is judged like an address that was typed', async (t) => {
  const rows: [location: string, problem: string][] = [
    ['file:///etc/passwd', 'fetchRedirectedAway'], ['javascript:alert(1)', 'fetchRedirectedAway'], ['http://[', 'fetchRedirectedAway'], ['ftp://news.example/', 'fetchRedirectedAway'],
    ['http://name:word@news.example/', 'fetchCredentials'], ['http://127.0.0.1/', 'fetchPrivate'], ['//[::1]/', 'fetchPrivate'], ['http://inside.example/', 'fetchPrivate'],
  ]
  const { port } = await rawSite(t, (socket, request) => {
    socket.end(`HTTP/1.1 302 Found\r\nLocation: ${rows[Number(/^GET \/(\d+)/.exec(request)![1])]![0]}\r\nContent-Length: 0\r\n\r\n`)
  })
  for (const [index, [location, problem]] of rows.entries()) {
    assert.equal(await problemOf(`http://news.example:${port}/${index}`, guardFor({ 'inside.example': ['10.0.0.7'] })), problem, location)
  }
})

test('what is no page is not taken for one', async (t) => {
  const bomb = gzipSync(Buffer.alloc(50 * 2 ** 20))
  const rows: [status: number, headers: Record<string, string>, body: string | Buffer, problem: string][] = [
    [404, {}, '', 'fetchNotFound'], [410, {}, '', 'fetchNotFound'], [401, {}, '', 'fetchForbidden'], [403, {}, '', 'fetchForbidden'], [429, {}, '', 'fetchForbidden'], [451, {}, '', 'fetchForbidden'],
    [500, {}, '', 'fetchFailed'], [503, {}, '', 'fetchFailed'], [418, {}, '', 'fetchFailed'], [304, {}, '', 'fetchFailed'], [302, {}, '', 'fetchFailed'],
    [200, { 'content-type': 'image/png' }, 'x', 'fetchNotAPage'], [200, { 'content-type': 'VIDEO/mp4' }, 'x', 'fetchNotAPage'],
    [200, { 'content-encoding': 'gzip' }, bomb, 'fetchEncoded'], [200, { 'content-encoding': 'br' }, 'x', 'fetchEncoded'],
  ]
  const port = await site(t, (req, res) => {
    const [status, headers, body] = rows[Number(req.url!.slice(1))]!
    res.writeHead(status, headers).end(body)
  })
  for (const [index, [status, headers, , problem]] of rows.entries()) {
    assert.equal(await problemOf(`http://news.example:${port}/${index}`), problem, `${status} ${JSON.stringify(headers)}`)
  }
})

test('whoever is slow or endless is let go of', async (t) => {
  const drip = (socket: Socket, bytes: string, every: number) => {
    const timer = setInterval(() => socket.destroyed ? clearInterval(timer) : socket.write(bytes), every)
  }
  const flood = (socket: Socket, bytes: Buffer) => {
    const pour = () => { while (!socket.destroyed && socket.write(bytes)); }
    socket.on('drain', pour)
    pour()
  }
  const rows: Record<string, [problem: string, answer: (socket: Socket) => void]> = {
    'no answer at all': ['fetchTooSlow', () => {}],
    'headers letter by letter': ['fetchTooSlow', (socket) => { socket.write(OK); drip(socket, 'x', 10) }],
    'a body letter by letter': ['fetchTooSlow', (socket) => { socket.write(`${OK}\r\n`); drip(socket, 'x', 10) }],
    'a body that stops in the middle': ['fetchTooSlow', (socket) => socket.write(`${OK}Content-Length: 1000\r\n\r\nhalf`)],
    'hints without end': ['fetchTooSlow', (socket) => drip(socket, 'HTTP/1.1 103 Early Hints\r\n\r\n', 5)],
    'a redirect that goes on talking': ['fetchTooSlow', (socket) => { socket.write('HTTP/1.1 302 Found\r\nLocation: http://silent.example/\r\n\r\n'); drip(socket, 'x', 10) }],
    'headers without end': ['fetchFailed', (socket) => { socket.write(OK); flood(socket, Buffer.from(`x-more: ${'x'.repeat(1000)}\r\n`)) }],
    'a body without end': ['fetchTooLarge', (socket) => { socket.write(`${OK}\r\n`); flood(socket, Buffer.alloc(2 ** 16)) }],
    'chunks without end': ['fetchTooLarge', (socket) => { socket.write(`${OK}Transfer-Encoding: chunked\r\n\r\n`); flood(socket, Buffer.from(`400\r\n${'x'.repeat(1024)}\r\n`)) }],
    'a long length': ['fetchTooLarge', (socket) => { socket.write(`${OK}Content-Length: 999999999999\r\n\r\n`); flood(socket, Buffer.alloc(2 ** 16)) }],
    'no HTTP': ['fetchFailed', (socket) => socket.end('SSH-2.0-OpenSSH_9.9\r\n')],
    'a closed door': ['fetchNoAnswer', (socket) => socket.destroy()],
  }
  const silent = new Promise<never>(() => {})
  for (const [name, [problem, answer]] of Object.entries(rows)) {
    await t.test(name, async (t) => {
      const { port, closed } = await rawSite(t, answer)
      const resolve = async (host: string) => host === 'silent.example' ? silent : addressesOf(WEB)
      assert.equal(await problemOf(`http://news.example:${port}/`, guardFor({}, { resolve, mostBytes: 2 ** 20, ...(problem === 'fetchTooSlow' ? { mostMilliseconds: 400 } : {}) })), problem)
      await closed()
    })
  }
})

test('ten megabytes are taken and not a byte more', async (t) => {
  const port = await site(t, (req, res) => res.end(Buffer.alloc(10 * 2 ** 20 + Number(req.url!.slice(1)))))
  assert.equal((await pageAt(`http://news.example:${port}/0`)).bytes.length, 10 * 2 ** 20)
  assert.equal(await problemOf(`http://news.example:${port}/1`), 'fetchTooLarge')
})

test('a name that nobody has, a machine that is not there', async () => {
  const failing = (code: string) => guardFor({}, { resolve: async () => { throw Object.assign(new Error(code), { code }) } })
  assert.equal(await problemOf('http://nowhere.example/', failing('ENOTFOUND')), 'fetchUnknown')
  assert.equal(await problemOf('http://nowhere.example/', failing('EAI_AGAIN')), 'fetchUnknown')
  assert.equal(await problemOf(`http://${WEB}:1/`), 'fetchNoAnswer')
  const silent = guardFor({}, { resolve: () => new Promise(() => {}), mostMilliseconds: 100 })
  assert.equal(await problemOf('http://silent.example/', silent), 'fetchTooSlow')
})

test('a bug is not told as a failure of the network', async () => {
  await assert.rejects(safeFetch('http://news.example/', guardFor({}, { resolve: async () => { throw new TypeError('ours') } })), /ours/)
})

test('a server has to prove its name, and does not send on to where anybody could listen', async (t) => {
  const plain = await site(t, (_req, res) => res.end('plain'))
  const secure = await secureSite(t, (req, res) => req.url === '/down' ? res.writeHead(301, { location: `http://news.example:${plain}/` }).end() : res.end('secret'))

  assert.equal(await problemOf(`https://news.example:${secure}/`), 'fetchCertificate', 'signed by nobody known')
  assert.equal(await problemOf(`https://news.example:${plain}/`), 'fetchCertificate', 'no TLS at all')
  assert.notEqual((await problemOf(`http://news.example:${secure}/`)).slice(0, 7), 'fetched')

  const before = getCACertificates()
  t.after(() => setDefaultCACertificates(before))
  setDefaultCACertificates([...before, CERTIFICATE])
  assert.equal((await pageAt(`https://news.example:${secure}/`)).bytes.toString(), 'secret')
  assert.equal(await problemOf(`https://other.example:${secure}/`), 'fetchCertificate', 'the certificate of another')
  assert.equal(await problemOf(`https://news.example:${secure}/down`), 'fetchDowngrade')
})
