import { lookup, type LookupAddress } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { promisify } from 'node:util'
import { Agent, buildConnector, request, type Dispatcher } from 'undici'
import type { Problem } from '../web/form.ts'
import { isPublicAddress } from './public-address.ts'

/** Where the desk may go for somebody who only typed an address, and how far. */
export type Guard = {
  resolve: (host: string) => Promise<LookupAddress[]>
  mayReach: (ip: string) => boolean
  schemes: readonly ('http:' | 'https:')[]
  /** '' is the usual one. */
  mayUsePort: (port: string) => boolean
  mostBytes: number
  mostMilliseconds: number
}

const systemLookup = promisify(lookup)

export const PUBLIC_WEB: Guard = {
  resolve: (host) => systemLookup(host, { all: true, order: 'verbatim' }),
  mayReach: isPublicAddress,
  schemes: ['http:', 'https:'],
  mayUsePort: (port) => ['', '80', '443'].includes(port),
  mostBytes: 10 * 2 ** 20,
  mostMilliseconds: 20_000,
}

const CONNECTING = { timeout: 10_000, autoSelectFamilyAttemptTimeout: 2000, allowH2: false } as const

/** An address that may be asked, as far as it can be told before a name is looked up. The part after # is the reader's own. */
export function doorOf(url: URL | null, { mayReach, schemes, mayUsePort }: Guard): URL {
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') throw refused('notAnAddress')
  if (!schemes.includes(url.protocol)) throw refused('notSecure')
  if (url.username !== '' || url.password !== '') throw refused('fetchCredentials')
  if (!mayUsePort(url.port)) throw refused('fetchPort')
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) !== 0 && !mayReach(host)) throw refused('fetchPrivate')

  const door = new URL(url)
  door.hash = ''
  return door
}

/** Why an address would be refused before anything is asked; null when nothing speaks against it yet. */
export function problemWith(address: string, guard: Guard): Problem | null {
  try {
    doorOf(URL.parse(address), guard)
    return null
  } catch (error) {
    return problemOf(error)
  }
}

type Request = { method: 'GET' | 'POST'; headers: Record<string, string>; body?: string }

/**
 * One request on a connection of its own, which is closed when its answer was read: nothing is connected that the guard was not asked about.
 * Names are looked up while connecting, so that the address that was judged is the address that is used. It follows nothing.
 */
export async function onConnection<Result>(url: URL, asked: Request, guard: Guard, signal: AbortSignal, read: (answer: Dispatcher.ResponseData, ip: string) => Promise<Result>): Promise<Result> {
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
    const answer = await request(url, { ...asked, dispatcher: agent, signal })
    // What still comes of a body that nobody reads ends in an error when the connection is closed.
    answer.body.on('error', () => {})
    return await read(answer, ip)
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

export const refused = (problem: Problem) => Object.assign(new Error(`Not fetched: ${problem}`), { problem })

/** What the network calls its failures, and what people are told. The first that fits counts; any other failure of the network is a silence. */
const FAILURES: readonly [RegExp, Problem][] = [
  [/^(?:ENOTFOUND|EAI_\w+|ENODATA)$/, 'fetchUnknown'],
  [/TIMEOUT|ETIMEDOUT/, 'fetchTooSlow'],
  [/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|ERR_SSL|EPROTO/, 'fetchCertificate'],
  [/^HPE_|HTTPParserError|UND_ERR_HEADERS_OVERFLOW/, 'fetchFailed'],
  [/./, 'fetchNoAnswer'],
]

/** An error without a code is a bug of ours, save what says that it was not HTTP that came. */
export function problemOf(error: unknown): Problem {
  const { problem, name, code = name === 'HTTPParserError' ? name : '' } = error as Partial<Error & { problem: Problem; code: string }>
  if (problem !== undefined) return problem
  const [, found] = FAILURES.find(([sign]) => sign.test(code)) ?? []
  if (found === undefined) throw error
  return found
}
