import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { BlockList } from 'node:net'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { safeFetch, type Guard } from './safe-fetch.ts'
import { isPublicAddress } from './public-address.ts'
import { addressesOf, canary, guardFor, isLoopback, rawSite, tether, WEB } from './testing-web.ts'

/** Ways to write addresses that lead inside, PORT standing for the canary's. Every name leads to the canary, too. */
const NOTATIONS = [
  // Loopback as numbers: short, whole, octal, hexadecimal, padded, mixed, with a dot behind.
  ...['127.0.0.1', '127.1', '127.0.1', '127.0.0.1.', '2130706433', '017700000001', '0x7f000001', '0X7F.0x0.0x0.0x1', '0177.0.0.1', '00000177.0.0.01', '0x7f.1', '0177.0.0x1', '127.127.127.127', '127.255.255.254', '0', '0x0', '00', '0.0.0.0'],
  // As names, in other cases and digits, and as parts of names.
  ...['localhost', 'LOCALHOST', 'localhost.', 'a.localhost', 'ip6-localhost', 'localhost.localdomain', 'inside', 'desk.internal', '127.0.0.1.nip.example', 'LOCaLHoST', 'ⓛocalhost', 'xn--inside-', '①②⑦.⓪.⓪.①', '127。0。0。1', '１２７.0.0.1', '𝟙𝟚𝟟.0.0.1', '%31%32%37.0.0.1', '127%2e0.0.1', '%6cocalhost', '٣.example'],
  // IPv6, and IPv4 within it.
  ...['[::1]', '[0:0:0:0:0:0:0:1]', '[0000::0001]', '[::]', '[::ffff:127.0.0.1]', '[::FFFF:7f00:1]', '[0:0:0:0:0:ffff:7f00:0001]', '[::127.0.0.1]', '[::7f00:1]', '[::ffff:0:127.0.0.1]', '[64:ff9b::127.0.0.1]', '[64:ff9b:1::7f00:1]', '[2002:7f00:1::]', '[2002:7f00:1::1]', '[2001:0:7f00:1::]', '[2001:0:4136:e378:8000:63bf:80ff:fffe]', '[fe80::1]', '[fe80::1%25lo]', '[fec0::1]', '[fc00::1]', '[ff02::1]', '[100::1]', '[2001:db8::1]', '[3fff::1]', '[5f00::1]'],
  // Private, a carrier's, link-local, metadata, and others that lead to nobody.
  ...['10.0.0.1', '10.1', '172.16.0.1', '172.31.255.254', '192.168.0.1', '192.168.1', '3232235777', '100.64.0.1', '100.100.100.200', '169.254.169.254', '2852039166', '0xa9fea9fe', '0xA9.0xFE.0xA9.0xFE', '0251.0376.0251.0376', '0251.00376.000251.0000376', '169.254.43518', '[::ffff:a9fe:a9fe]', '[::ffff:169.254.169.254]', '[64:ff9b::a9fe:a9fe]', '[2002:a9fe:a9fe::]', '[fd00:ec2::254]', '[fd20:ce::254]', '169.254.170.2', '192.0.0.192', '168.63.129.16', '198.18.0.1', '192.0.2.1', '198.51.100.1', '203.0.113.1', '192.88.99.1', '224.0.0.1', '240.0.0.1', '255.255.255.255'],
].flatMap((host) => [`http://${host}:PORT/`, `https://${host}:PORT/latest/meta-data/`])

/** Where a reader of addresses may take one part for another. */
const CONFUSIONS = [
  'http:127.0.0.1:PORT/', 'http:/127.0.0.1:PORT/', 'http:\\\\127.0.0.1:PORT\\', 'http:///127.0.0.1:PORT/', 'HTTP://127.0.0.1:PORT', ' http://127.0.0.1:PORT/ ', 'ht\ntp://127.0.0.1:PORT/', 'http://127.0.\t0.1:PORT/',
  'http://news.example@127.0.0.1:PORT/', 'http://127.0.0.1:PORT@news.example/', 'http://127.0.0.1:PORT\\@news.example/', 'http://127.0.0.1:PORT#@news.example/', 'http://127.0.0.1:PORT?@news.example/', 'http://news.example:x@127.0.0.1:PORT/',
  'http://127.0.0.1:PORT:@@news.example/', 'http://news.example%00@127.0.0.1:PORT/', 'http://news.example#@127.0.0.1:PORT/', 'http://news.example;127.0.0.1:PORT/', 'http://127.0.0.1 :PORT/', 'http://127.0.0.1%0a:PORT/', 'http://127.0.0.1:0PORT/',
  'http://127.0.0.1:PORT/%0d%0aHost:%20news.example', 'http://[::1]:PORT\\@news.example', 'http://[::1%25]:PORT/', 'http://::1:PORT/', 'http://[127.0.0.1]:PORT/', 'http://0x7f.0.0.1.:PORT//', '//127.0.0.1:PORT/', '127.0.0.1:PORT', 'localhost:PORT/',
  ...['file', 'ftp', 'gopher', 'dict', 'ldap', 'sftp', 'tftp', 'netdoc', 'jar:http', 'view-source:http', 'ws', 'wss', 'unix', 'about', 'data', 'javascript', 'blob:http', 'feed:http'].map((scheme) => `${scheme}://127.0.0.1:PORT/`),
]

const OWN = [...NOTATIONS, ...CONFUSIONS]

const CORPUS = join(import.meta.dirname, '../../../shared/eval/hostile')
const withCorpus = { skip: !existsSync(CORPUS) && '../shared/eval/hostile is not there' }

/** Every line of the collection, every address in it, and each of these with the canary's port. */
function corpusFor(port: number): string[] {
  const texts = globSync('{ssrf,redirect}/**/*.{md,txt,svg}', { cwd: CORPUS }).map((file) => readFileSync(join(CORPUS, file), 'utf8'))
  const lines = texts.flatMap((text) => text.split('\n')).map((line) => line.trim()).filter(Boolean)
  const found = lines.flatMap((line) => line.match(/[a-z][a-z0-9+.-]{0,20}:[^\s"'`<>|]+/gi) ?? [])
  const urls = (JSON.parse(readFileSync(join(CORPUS, 'url/urltestdata.json'), 'utf8')) as (string | { input: string })[]).flatMap((one) => typeof one === 'string' ? [] : [one.input])
  const all = [...new Set([...lines, ...found, ...urls])]
  return [...all, ...all.flatMap((address) => atPort(address, port))]
}

function atPort(address: string, port: number): string[] {
  const url = URL.parse(address)
  if (!url || !/^https?:$/.test(url.protocol)) return []
  url.port = String(port)
  return [url.href]
}

/** Refuses every address, so that nothing is connected whatever happens, and notes which the guard would have let through. */
function dryGuard(): Guard & { wouldReach: Set<string> } {
  const wouldReach = new Set<string>()
  const mayReach = (ip: string) => {
    if (isPublicAddress(ip)) wouldReach.add(ip)
    return false
  }
  return { ...guardFor(), wouldReach, mayReach, resolve: async () => addressesOf('127.0.0.1', '::1') }
}

const PRIVATE = new BlockList()
for (const [network, bits] of [['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.168.0.0', 16], ['224.0.0.0', 3]] as const) PRIVATE.addSubnet(network, bits)
for (const [network, bits] of [['::', 96], ['64:ff9b::', 32], ['100::', 8], ['2001::', 23], ['2002::', 16], ['8000::', 1], ['4000::', 2]] as const) PRIVATE.addSubnet(network, bits, 'ipv6')
const isInside = (ip: string) => PRIVATE.check(ip, ip.includes(':') ? 'ipv6' : 'ipv4')

/** The guard taken off for the loopback and for nothing else: what then arrives shows that the canary would have been reached. */
const unguarded: Guard = { ...dryGuard(), mayReach: isLoopback }

/** How many of these addresses are refused, how many connections arrive inside, and which would have gone out. */
async function tryAll(t: TestContext, addressesFor: (port: number) => string[], guard: Guard) {
  const strays = tether(t)
  const { port, connections } = await canary(t)
  const addresses = addressesFor(port)
  let refused = 0
  for (const address of addresses) if ('problem' in await safeFetch(address, { ...guard, mostMilliseconds: 2000 })) refused++
  return { all: addresses.length, refused, arrived: connections(), strays }
}

const own = (port: number) => OWN.map((address) => address.replaceAll('PORT', String(port)))

test('no notation of an address inside gets through', async (t) => {
  const guard = dryGuard()
  const { all, ...found } = await tryAll(t, own, guard)
  assert.ok(all > 200)
  assert.deepEqual({ ...found, wouldReach: [...guard.wouldReach] }, { refused: all, arrived: 0, strays: [], wouldReach: [] })
})

test('without the guard the same list does get through', async (t) => {
  const { arrived } = await tryAll(t, own, unguarded)
  assert.ok(arrived > 50, `${arrived} connections`)
})

test('nothing of the collection gets inside', withCorpus, async (t) => {
  const guard = dryGuard()
  const { all, ...found } = await tryAll(t, corpusFor, guard)
  assert.ok(all > 1000)
  assert.deepEqual(found, { refused: all, arrived: 0, strays: [] })
  assert.deepEqual([...guard.wouldReach].filter(isInside), [])
  t.diagnostic(`${all} addresses; the guard would have reached ${[...guard.wouldReach].join(', ') || 'none'}`)
})

test('without the guard the collection does get inside', withCorpus, async (t) => {
  const { arrived } = await tryAll(t, corpusFor, unguarded)
  assert.ok(arrived > 50, `${arrived} connections`)
})

/** A site that sends everybody on to the given addresses, one after the other. */
async function tryRedirects(t: TestContext, locationsFor: (port: number) => string[], guard: Guard) {
  const strays = tether(t)
  const { port: inside, connections } = await canary(t)
  const locations = locationsFor(inside).map((location) => location.replaceAll(/[\r\n]/g, ''))
  const { port } = await rawSite(t, (socket, request) => {
    const [, number] = /^GET \/start\/(\d+) /.exec(request) ?? []
    socket.end(number ? `HTTP/1.1 302 Found\r\nLocation: ${locations[Number(number)]}\r\nContent-Length: 0\r\n\r\n` : 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n')
  })
  const left = new Set<string>()
  for (const [index, location] of locations.entries()) {
    const fetched = await safeFetch(`http://${WEB}:${port}/start/${index}`, { ...guard, mayReach: (ip) => ip === WEB || guard.mayReach(ip), mostMilliseconds: 2000 })
    // An address without a host of its own stays on the site that sent it.
    if ('page' in fetched && new URL(fetched.page.finalAddress).host !== `${WEB}:${port}`) left.add(location)
  }
  return { all: locations.length, left: [...left], arrived: connections(), strays }
}

test('a redirect to any of them gets no further', async (t) => {
  const guard = dryGuard()
  assert.deepEqual(await tryRedirects(t, own, guard), { all: OWN.length, left: [], arrived: 0, strays: [] })
  assert.deepEqual([...guard.wouldReach], [])
})

test('without the guard a redirect does', async (t) => {
  const { arrived } = await tryRedirects(t, own, unguarded)
  assert.ok(arrived > 50, `${arrived} connections`)
})

test('a redirect to anything of the collection gets no further', withCorpus, async (t) => {
  const guard = dryGuard()
  const { all, ...found } = await tryRedirects(t, corpusFor, guard)
  assert.ok(all > 1000)
  assert.deepEqual({ ...found, inside: [...guard.wouldReach].filter(isInside) }, { left: [], arrived: 0, strays: [], inside: [] })
})
