import type { Dispatcher } from 'undici'
import type { Problem } from '../web/form.ts'
import { doorOf, onConnection, problemOf, PUBLIC_WEB, refused, type Guard } from './way-out.ts'

/** One answer on the way: what was asked, what came, and from which IP address. */
export type Hop = { address: string; status: number; ip: string }

/** `mediaType` is the whole of the Content-Type, with the charset if it names one; `name` is the last part of the address. */
export type FetchedPage = { address: string; finalAddress: string; hops: Hop[]; mediaType: string; name: string; bytes: Buffer }

/** `hops` is what answered before it failed. */
export type Fetched = { page: FetchedPage } | { problem: Problem; hops?: Hop[] }

/** Gets a page from the web, or says why not. */
export type FetchPage = (address: string) => Promise<Fetched>

const MOST_REDIRECTS = 5
const REDIRECTS = [301, 302, 303, 307, 308]

/** Without an encoding: a few bytes could unfold into more than anybody asked for. */
const HEADERS = {
  'user-agent': 'Mozilla/5.0 (compatible; Claimdesk)',
  'accept': 'text/html,application/xhtml+xml,application/pdf,text/plain,*/*;q=0.5',
  'accept-encoding': 'identity',
}

/** Gets a page for somebody who only typed its address: it may lead anywhere, so each hop on the way is judged anew. */
export async function safeFetch(address: string, guard: Guard = PUBLIC_WEB): Promise<Fetched> {
  const signal = AbortSignal.timeout(guard.mostMilliseconds)
  const hops: Hop[] = []
  try {
    return { page: await follow(address, guard, signal, hops) }
  } catch (error) {
    return { problem: signal.aborted ? 'fetchTooSlow' : problemOf(error), hops }
  }
}

async function follow(address: string, guard: Guard, signal: AbortSignal, hops: Hop[]): Promise<FetchedPage> {
  let url = doorOf(URL.parse(address), guard)
  while (hops.length <= MOST_REDIRECTS) {
    const { next, page } = await visit(url, guard, signal, hops)
    if (page) return { address, finalAddress: url.href, hops, ...page }
    url = next
  }
  throw refused('fetchRedirects')
}

type Visit = { next: URL; page?: never } | { page: Pick<FetchedPage, 'mediaType' | 'name' | 'bytes'>; next?: never }

const visit = (url: URL, guard: Guard, signal: AbortSignal, hops: Hop[]): Promise<Visit> =>
  onConnection(url, { method: 'GET', headers: HEADERS }, guard, signal, async (answer, ip) => {
    hops.push({ address: url.href, status: answer.statusCode, ip })
    const location = locationIn(answer)
    if (REDIRECTS.includes(answer.statusCode) && location !== undefined) return { next: nextDoor(url, location, guard) }
    return { page: await read(url, answer, guard) }
  })

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
