import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { desk } from './claims/testing.ts'
import { ACCESS } from './people/access.ts'
import { writeLetter } from './letters/testing.ts'
import { startSession } from './people/sessions.ts'
import { hostileLines, hostileTexts, randomFrom } from './testing-hostile.ts'

const SEED = 20260304
const REQUESTS = 3000
const AT_ONCE = 24
const PATIENCE = 5000

const METHODS = ['GET', 'GET', 'GET', 'POST', 'POST', 'POST', 'POST', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT', 'QUERY', 'get', 'G\tET', '', 'POST\0', ...hostileLines('http-protocol-methods')]
const SEGMENTS = [
  '%00', '%2F', '%2e%2e', '..', '.', '%E0%A4%A', '%', '%%', '%zz', '%ED%A0%80', '%F0%9F%91%8B', '%FF%FE', '\\', ';', ':', '*', '*splat', '(', '[', '{}', '%5B', "'", '%22', '%3Cscript%3E', '__proto__', 'constructor',
  'toString', '0', '-1', '1e3', '99999999999999999999', 'x'.repeat(300), 'é', '\u{1F44B}', '\x7f', '%0d%0aSet-Cookie:%20a=b', '%20', '+', '~', 'export.html', 'undefined', 'null', ...hostileLines('NullByteRepresentations'),
]
const FIELDS = [
  'version', 'once', 'statement', 'modality', 'place', 'happenedOn', 'dateBasis', 'claim', 'assignee', 'stance', 'address', 'title', 'origin', 'quote', 'note', 'visibility', 'lookedIn', 'lookedFor', 'lookedOn', 'reason', 'verdict',
  'rationale', 'settle', 'request', 'bypassReason', 'start', 'end', 'mark', 'email', 'password', 'name', 'role', 'locale', 'back', 'next', 'text', 'language', 'publishedOn', 'actor-1', 'link-1', 'named-1', 'answer', 'move', 'before', 'first', 'second', 'into', 'as', 'from', 'evidence', 'covers', 'known', 'dueOn', 'condition', 'kind', 'content', 'fingerprint', 'original', 'by', 'edit', 'publication', 'show', 'lang', 'useDay', 'hops', 'message', 'seenAt', 'contact', 'outcome', 'askedOf', 'channel', 'question', 'askedOn', 'answerBy', 'words', 'answeredOn', 'kinds', '__proto__', 'constructor', 'a[b]', 'a[]', '', '%00',
]
const VALUES = ['', '1', '2', '-1', '1e9', 'asserted', 'verified', 'supports', 'https://x.example/', 'javascript:x', '2026-02-30', '2026-03-04', 'on', '\0', '%00', '%', '%E0%A4%A', '%ED%A0%80', '\r\n', 'x'.repeat(6000), ...hostileTexts().filter((_, n) => n % 7 === 0)]

type Draw = ReturnType<typeof randomFrom>
const times = <Item>(n: number, make: () => Item): Item[] => Array.from({ length: n }, make)

/** Most of it half right, so that it gets past the first door. */
function requestFrom(draw: Draw, ids: readonly string[], cookie: string): Buffer {
  const { one, below, next } = draw
  const path = pathFrom(draw, ids)
  const method = next() < 0.3 ? one(METHODS) : one(Object.keys(ACCESS)).split(' ')[0]!
  const body = bodyFrom(draw)
  const headers = [
    next() < 0.97 ? 'Host: desk.test' : one(['', 'Host: a\r\nHost: b', 'Host: \x80', `Host: ${'h'.repeat(3000)}`]),
    next() < 0.85 ? `Cookie: ${cookie}` : one([`Cookie: ${cookie}; ${cookie}`, 'Cookie: sid=', 'Cookie: =;;=;sid', `Cookie: ${'c=1; '.repeat(800)}`, 'Cookie: locale=xx; sid=%00']),
    next() < 0.9 ? 'Sec-Fetch-Site: same-origin' : one(['Sec-Fetch-Site: cross-site', 'Origin: null', 'Origin: ://', 'Origin: http://desk.test']),
    `Content-Type: ${next() < 0.75 ? body.type : one(['text/plain', 'application/json', 'application/x-www-form-urlencoded; charset=utf-7', 'application/x-www-form-urlencoded; charset=\xff', 'multipart/form-data', 'multipart/form-data; boundary=', '', ';;;', 'x'.repeat(500)])}`,
    next() < 0.85 ? `Content-Length: ${body.bytes.length}` : one([
      'Content-Length: -1', 'Content-Length: 1e3', 'Content-Length: 99999999999', 'Content-Length: 5\r\nContent-Length: 6', 'Transfer-Encoding: chunked', 'Transfer-Encoding: chunked\r\nContent-Length: 4', 'Transfer-Encoding: xchunked', 'Content-Length: 0x10', '',
    ]),
    ...times(below(3), () => one([
      'Accept-Language: *;q=x', `Accept-Language: ${'ar,'.repeat(500)}`, 'HX-Request-Type: partial', 'HX-Request: true', 'If-None-Match: *', 'Range: bytes=0-', 'Range: bytes=9-1', 'Expect: 100-continue', 'Expect: nothing', 'Upgrade: websocket\r\nConnection: Upgrade', 'X-Forwarded-Host: evil',
      'X-Forwarded-For: ::::', 'X-Forwarded-Proto: javascript', 'Content-Encoding: gzip', 'Content-Encoding: br', 'Content-Encoding: none', 'Accept: \x00', 'Bad Header', ': empty', 'X: \xff\xfe', `X-Long: ${'y'.repeat(one([100, 9000, 20_000]))}`, 'If-Modified-Since: yesterday',
    ])),
  ].filter((line) => line !== '')
  const version = next() < 0.96 ? 'HTTP/1.1' : one(['HTTP/1.0', 'HTTP/2.0', 'HTTP/0.9', 'HTTP/1.1 ', 'HTP/1.1', ''])
  return Buffer.concat([Buffer.from(`${method} ${path} ${version}\r\n${headers.join('\r\n')}\r\n\r\n`, 'latin1'), body.bytes])
}

function pathFrom({ one, below, next }: Draw, ids: readonly string[]): string {
  const pattern = one(Object.keys(ACCESS)).split(' ')[1]!
  // Signing out would end the session of all requests that follow.
  const path = (pattern === '/sign-out' ? '/claims' : pattern).replace(/[:*]\w+/g, () => next() < 0.5 ? one(ids) : one(SEGMENTS))
  const strayed = next() < 0.15 ? `${path}/${times(1 + below(4), () => one(SEGMENTS)).join('/')}` : path
  const elsewhere = next() < 0.08 ? one([...hostileLines('traversals-8-deep-exotic-encoding'), `/static/${one(SEGMENTS)}`, '//evil.example/', 'http://evil.example/claims', '*', '/%', '/\\', '?']).replaceAll(' ', '%20') : strayed
  const query = next() < 0.4 ? `?${times(below(5), () => `${one(FIELDS)}=${encodeURI(one(VALUES).toWellFormed()).slice(0, 400)}`).join('&')}` : one(['', '', '?', '?&&=&', '?%', '?a=%E0%A4%A', '?text=%00', '?__proto__[x]=1', ...hostileLines('hpp')])
  return (elsewhere + query).replace(/[\r\n]/g, '')
}

function bodyFrom({ one, below, next }: Draw): { type: string; bytes: Buffer } {
  const pairs = times(below(12), (): [string, string] => [one(FIELDS), one(VALUES).toWellFormed()])
  const kind = next()
  if (kind < 0.7) return { type: 'application/x-www-form-urlencoded', bytes: Buffer.from(new URLSearchParams(pairs).toString()) }
  if (kind < 0.8) return { type: 'application/x-www-form-urlencoded', bytes: Buffer.from(pairs.map(([name, value]) => `${name}=${value}`).join('&'), 'latin1') }
  if (kind < 0.95) {
    const parts = pairs.map(([name, value]) => `--b\r\nContent-Disposition: form-data; name="${one([name, 'file', 'text', `${name}"`])}"${one(['', '; filename="ا.txt"', '; filename="\x00"', '; filename*=utf-8\'\'%FF'])}\r\n${one(['', 'Content-Type: text/plain\r\n', 'Broken\r\n'])}\r\n${value}\r\n`)
    return { type: 'multipart/form-data; boundary=b', bytes: Buffer.from(parts.join('') + one(['--b--\r\n', '--b', ''])) }
  }
  return { type: 'application/x-www-form-urlencoded', bytes: Buffer.from(times(1 + below(400), () => `${one(FIELDS)}=${below(9)}`).join('&')) }
}

/** Sends bytes as they are. Resolves to everything that came back before the other side closed. */
async function exchange(port: number, bytes: Buffer): Promise<string> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
  const heard: Buffer[] = []
  socket.on('data', (chunk) => heard.push(chunk)).on('error', () => undefined)
  socket.setTimeout(PATIENCE, () => socket.destroy(new Error('it hangs')))
  socket.end(bytes)
  await once(socket, 'close').catch(() => undefined)
  return Buffer.concat(heard).toString('latin1')
}

const statusesIn = (heard: string) => Array.from(heard.matchAll(/^HTTP\/1\.1 (\d{3})/gm), ([, status]) => Number(status))

test('whatever bytes arrive, the desk answers with no failure of its own, and goes on', { timeout: 170_000 }, async (t) => {
  const here = await desk(t)
  const { db, adam, salma, base, report } = here
  const failures = t.mock.method(console, 'error', () => undefined)
  const port = Number(new URL(base).port)
  const draw = randomFrom(SEED)
  const id = here.inReview()
  const open = here.published()
  const ids = [id, open, writeLetter(here, open), here.asked(here.queued()), here.suggested(), here.queued(), report.id, salma.id, here.attach(here.queued()), '1', '2']
  const cookie = `sid=${startSession(db, { person: { ...adam }, at: here.clock.at })}`
  const seen = new Map<number, number>()
  let silent = 0

  for (let sent = 0; sent < REQUESTS; sent += AT_ONCE) {
    await Promise.all(times(AT_ONCE, async () => {
      const bytes = requestFrom(draw, ids, cookie)
      const statuses = statusesIn(await exchange(port, bytes))
      if (statuses.length === 0) silent++
      for (const status of statuses) {
        seen.set(status, (seen.get(status) ?? 0) + 1)
        assert.ok(status < 500, `${status} for\n${bytes.toString('latin1').slice(0, 1500)}\n${failures.mock.calls.at(-1)?.arguments.join(' ')}`)
      }
    }))
  }

  assert.deepEqual(failures.mock.calls.map(({ arguments: said }) => said), [])
  assert.equal(await (await fetch(`${base}/healthz`)).text(), 'ok')
  assert.equal((await here.nadias.get(`/claims/${id}`)).status, 200)
  assert.equal(db.pragma('integrity_check', { simple: true }), 'ok')
  assert.equal('x' in {} || 'verdict' in {}, false, 'nothing has reached the prototype of all objects')
  for (const status of [200, 303, 400, 404, 422]) assert.ok((seen.get(status) ?? 0) > 10, `only ${seen.get(status)} answers were ${status}, so the requests do not reach what they should: ${JSON.stringify([...seen])}`)
  t.diagnostic(`seed ${SEED}: ${JSON.stringify(Object.fromEntries([...seen].sort()))}, ${silent} without an answer`)
})

test('what is too much is refused, however it is packed', async (t) => {
  const here = await desk(t)
  const { base, salma, db, clock } = here
  const cookie = `sid=${startSession(db, { person: salma, at: clock.at })}`
  const id = here.queued()
  const before = db.serialize()
  const form = 'application/x-www-form-urlencoded'
  const post = (path: string, body: NonNullable<RequestInit['body']>, headers: Record<string, string>) =>
    fetch(base + path, { method: 'POST', redirect: 'manual', body, headers: { cookie, 'sec-fetch-site': 'same-origin', 'content-type': form, ...headers } }).then(({ status }) => status, () => 'closed')

  const large = `statement=${'x'.repeat(2 * 2 ** 20)}`
  const bomb = new Uint8Array(gzipSync(Buffer.alloc(50 * 2 ** 20, 'a')))
  for (const path of [`/claims/${id}/wording`, '/sign-in', '/nothing', '/locale']) {
    assert.equal(await post(path, large, {}), 413, path)
    assert.equal(await post(path, bomb, { 'content-encoding': 'gzip' }), 413, path)
    assert.equal(await post(path, new Uint8Array([1, 2, 3]), { 'content-encoding': 'gzip' }), 400, path)
    assert.equal(await post(path, 'a=1', { 'content-encoding': 'zstd-nothing' }), 415, path)
    assert.equal(await post(path, 'a=1', { 'content-type': `${form}; charset=utf-7` }), 415, path)
    assert.equal(await post(path, 'a&'.repeat(300), {}), 413, path)
  }
  assert.equal(await post('/reports/new', bomb, { 'content-encoding': 'gzip' }), 413)
  assert.equal(await post('/reports/new', `text=${'x'.repeat(9 * 2 ** 20)}`, {}), 413)
  assert.ok(before.equals(db.serialize()))
})
