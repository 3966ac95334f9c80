import { lookup, type LookupAddress } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { promisify } from 'node:util'
import { Agent, buildConnector, request, type Dispatcher } from 'undici'
import type { Problem } from '../web/form.ts'
import { isPublicAddress } from './public-address.ts'

/** One answer on the way: what was asked, what came, and from which IP address. */
export type Hop = { address: string; status: number; ip: string }

/** `mediaType` is the whole of the Content-Type, with the charset if it names one; `name` is the last part of the address. */
export type FetchedPage = { address: string; finalAddress: string; hops: Hop[]; mediaType: string; name: string; bytes: Buffer }

export type Fetched = { page: FetchedPage } | { problem: Problem }

/** Gets a page from the web, or says why not. */
export type FetchPage = (address: string) => Promise<Fetched>

/** Where a fetch may go, and how far. */
export type Guard = {
  resolve: (host: string) => Promise<LookupAddress[]>
  mayReach: (ip: string) => boolean
  /** '' is the usual one. */
  mayUsePort: (port: string) => boolean
  mostBytes: number
  mostMilliseconds: number
}

const systemLookup = promisify(lookup)

export const PUBLIC_WEB: Guard = {
  resolve: (host) => systemLookup(host, { all: true, order: 'verbatim' }),
  mayReach: isPublicAddress,
  mayUsePort: (port) => ['', '80', '443'].includes(port),
  mostBytes: 10 * 2 ** 20,
  mostMilliseconds: 20_000,
}

const MOST_REDIRECTS = 5
const REDIRECTS = [301, 302, 303, 307, 308]
const CONNECTING = { timeout: 10_000, autoSelectFamilyAttemptTimeout: 2000, allowH2: false } as const

/** Without an encoding: a few bytes could unfold into more than anybody asked for. */
const HEADERS = {
  'user-agent': 'Mozilla/5.0 (compatible; Claimdesk)',
  'accept': 'text/html,application/xhtml+xml,application/pdf,text/plain,*/*;q=0.5',
  'accept-encoding': 'identity',
}

/**
 * Gets a page for somebody who only typed its address: it may lead anywhere, so nothing is connected that the guard was not asked about.
 * The names of each hop are looked up while connecting, so that the address that was judged is the address that is used.
 */
export async function safeFetch(address: string, guard: Guard = PUBLIC_WEB): Promise<Fetched> {
  const signal = AbortSignal.timeout(guard.mostMilliseconds)
  try {
    return { page: await follow(address, guard, signal) }
  } catch (error) {
    return { problem: signal.aborted ? 'fetchTooSlow' : problemOf(error) }
  }
}

async function follow(address: string, guard: Guard, signal: AbortSignal): Promise<FetchedPage> {
  const hops: Hop[] = []
  let url = doorOf(URL.parse(address), guard)
  while (hops.length <= MOST_REDIRECTS) {
    const { hop, next, page } = await visit(url, guard, signal)
    hops.push(hop)
    if (page) return { address, finalAddress: url.href, hops, ...page }
    url = next
  }
  throw refused('fetchRedirects')
}

/** An address that may be asked, as far as it can be told before a name is looked up. The part after # is the reader's own. */
function doorOf(url: URL | null, { mayReach, mayUsePort }: Guard): URL {
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') throw refused('notAnAddress')
  if (url.username !== '' || url.password !== '') throw refused('fetchCredentials')
  if (!mayUsePort(url.port)) throw refused('fetchPort')
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) !== 0 && !mayReach(host)) throw refused('fetchPrivate')

  const door = new URL(url)
  door.hash = ''
  return door
}

type Visit = { hop: Hop; next: URL; page?: never } | { hop: Hop; page: Pick<FetchedPage, 'mediaType' | 'name' | 'bytes'>; next?: never }

/** One request on a connection of its own. */
async function visit(url: URL, guard: Guard, signal: AbortSignal): Promise<Visit> {
  let ip = ''
  const connect = buildConnector({ ...CONNECTING, lookup: guardedLookup(guard) })
  const agent = new Agent({
    connections: 1,
    connect: (options, done) => connect(options, (...answer) => {
      ip = answer[1]?.remoteAddress ?? ''
      done(...answer)
    }),
  })
  try {
    const answer = await request(url, { dispatcher: agent, signal, headers: HEADERS })
    // What still comes of a body that nobody reads ends in an error when the connection is closed.
    answer.body.on('error', () => {})
    const hop = { address: url.href, status: answer.statusCode, ip }
    const location = locationIn(answer)
    if (REDIRECTS.includes(answer.statusCode) && location !== undefined) return { hop, next: nextDoor(url, location, guard) }
    return { hop, page: await read(url, answer, guard) }
  } finally {
    await agent.destroy()
  }
}

/** Answers with all addresses of a name, if all of them may be reached: a name with two faces is refused whole. */
function guardedLookup({ resolve, mayReach }: Guard): LookupFunction {
  return (host, { all }, done) => {
    resolve(host).then((found) => {
      if (found.length === 0) throw refused('fetchUnknown')
      if (!found.every(({ address }) => mayReach(address))) throw refused('fetchPrivate')
      const { address, family } = found[0]!
      if (all) done(null, found)
      else done(null, address, family)
    }).catch((error: Error) => done(error, ''))
  }
}

/** Headers come as Latin-1; what servers send there is UTF-8. */
function locationIn({ headers }: Dispatcher.ResponseData): string | undefined {
  const [location] = [headers.location].flat()
  return location === undefined ? undefined : Buffer.from(location, 'latin1').toString()
}

function nextDoor(url: URL, location: string, guard: Guard): URL {
  const next = URL.parse(location, url.href)
  if (url.protocol === 'https:' && next?.protocol === 'http:') throw refused('fetchDowngrade')
  if (!next || !/^https?:$/.test(next.protocol)) throw refused('fetchRedirectedAway')
  return doorOf(next, guard)
}

async function read(url: URL, { statusCode, headers, body }: Dispatcher.ResponseData, { mostBytes }: Guard) {
  const problem = problemOfStatus(statusCode)
  if (problem) throw refused(problem)
  const mediaType = [headers['content-type']].flat()[0] ?? ''
  if (/^(?:image|video|audio|font)\//i.test(mediaType)) throw refused('fetchNotAPage')
  const encoding = [headers['content-encoding']].flat()[0] ?? 'identity'
  if (encoding.trim().toLowerCase() !== 'identity') throw refused('fetchEncoded')
  return { mediaType, name: nameOf(url), bytes: await readAll(body, mostBytes) }
}

export async function readAll(body: AsyncIterable<Buffer>, most: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    if (size > most) throw refused('fetchTooLarge')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** The last part of an address, as people read it. */
function nameOf({ pathname }: URL): string {
  const last = pathname.slice(pathname.lastIndexOf('/') + 1)
  try {
    return decodeURIComponent(last)
  } catch {
    return last
  }
}

function problemOfStatus(status: number): Problem | undefined {
  if (status >= 200 && status < 300) return undefined
  if (status === 404 || status === 410) return 'fetchNotFound'
  return [401, 402, 403, 407, 429, 451].includes(status) ? 'fetchForbidden' : 'fetchFailed'
}

const refused = (problem: Problem) => Object.assign(new Error(`Not fetched: ${problem}`), { problem })

/** What the network calls its failures, and what people are told. The first that fits counts; any other failure of the network is a silence. */
const FAILURES: readonly [RegExp, Problem][] = [
  [/^(?:ENOTFOUND|EAI_\w+|ENODATA)$/, 'fetchUnknown'],
  [/TIMEOUT|ETIMEDOUT/, 'fetchTooSlow'],
  [/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|ERR_SSL|EPROTO/, 'fetchCertificate'],
  [/^HPE_|HTTPParserError|UND_ERR_HEADERS_OVERFLOW/, 'fetchFailed'],
  [/./, 'fetchNoAnswer'],
]

/** An error without a code is a bug of ours, save what says that it was not HTTP that came. */
function problemOf(error: unknown): Problem {
  const { problem, name, code = name === 'HTTPParserError' ? name : '' } = error as Partial<Error & { problem: Problem; code: string }>
  if (problem !== undefined) return problem
  const [, found] = FAILURES.find(([sign]) => sign.test(code)) ?? []
  if (found === undefined) throw error
  return found
}
