import { existsSync, globSync, readFileSync } from 'node:fs'
import { BlockList } from 'node:net'
import { join } from 'node:path'
import { isPublicAddress } from './public-address.ts'
import { addressesOf, guardFor, isLoopback } from './testing-web.ts'
import type { Guard } from './way-out.ts'

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

export const OWN = [...NOTATIONS, ...CONFUSIONS]

const CORPUS = join(import.meta.dirname, '../../../shared/eval/hostile')
export const withCorpus = { skip: !existsSync(CORPUS) && '../shared/eval/hostile is not there' }

/** Every line of the collection, every address in it, and each of these with the canary's port. */
export function corpusFor(port: number): string[] {
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
export function dryGuard(): Guard & { wouldReach: Set<string> } {
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
export const isInside = (ip: string) => PRIVATE.check(ip, ip.includes(':') ? 'ipv6' : 'ipv4')

/** The guard taken off for the loopback and for nothing else: what then arrives shows that the canary would have been reached. */
export const unguarded: Guard = { ...dryGuard(), mayReach: isLoopback }

/** All of ours, with the canary's port. */
export const own = (port: number) => OWN.map((address) => address.replaceAll('PORT', String(port)))
