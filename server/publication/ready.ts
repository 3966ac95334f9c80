import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Request, RequestHandler, Response } from 'express'
import type { Database } from '../database.ts'
import { sessionCookie } from '../people/session-cookie.ts'
import type { Locale } from '../people/person.ts'
import { localeOf } from './public-page.ts'

/** Addresses whose answer depends on nothing but the language and what was published. */
const READY = /^\/(?:|corrections|claimreview\.json|(?:feed|corrections)\.(?:atom|json)|(?:claims|reports)\/[0-9A-Z]{10}(?:\/v\/\d{1,6}|\/embed)?)(?:\?lang=(?:ar|en))?$/

const PACKINGS = {
  br: (body: Buffer) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT, [constants.BROTLI_PARAM_SIZE_HINT]: body.length } }),
  gzip: (body: Buffer) => promisify(gzip)(body, { level: 9 }),
} as const
type Packing = keyof typeof PACKINGS

type Headers = Record<string, string | number>

/** `unchanged`: what goes with the answer that it is still the same (RFC 9110, 15.4.5). */
type Form = { headers: Headers; unchanged: Headers; body: Buffer }
/** An answer in the forms in which it was asked for. `tag` is what its tags begin with in each of them. */
type Answer = { tag: string; plain: Form; packed: Partial<Record<Packing, Form>> }

const MEGABYTE = 2 ** 20

/**
 * Keeps finished answers to readers, so that a claim that many read at once costs next to nothing: no session is looked for, and nothing is drawn.
 * Whatever is published, corrected or withdrawn makes another edition, which every request asks for; then all that was kept is forgotten.
 * What is asked for again is packed beside, so that a page costs its packing only where it is wanted.
 */
export function readyAnswers(db: Database, publicUrl: string, most = 16 * MEGABYTE): RequestHandler {
  const cookie = sessionCookie(publicUrl)
  const languages = languagesAsked()
  const answers = new Map<string, Answer>()
  let [edition, bytes, isPacking] = ['', 0, false]

  function forgetOld(): string {
    const newest = editionOf(db)
    if (newest !== edition) {
      answers.clear()
      ;[edition, bytes] = [newest, 0]
    }
    return newest
  }

  function keep(key: string, made: string, res: Response, body: Buffer) {
    if (made !== forgetOld()) return
    const headers = { ...res.getHeaders() } as Headers
    answers.set(key, { tag: String(headers.etag).slice(0, -1), plain: formOf(headers, body), packed: {} })
    takeRoom(body.length)
  }

  /** What was longest unused goes first. */
  function takeRoom(more: number) {
    bytes += more
    for (const [key, answer] of answers) {
      if (bytes <= most) break
      answers.delete(key)
      bytes -= sizeOf(answer)
    }
  }

  function pack(key: string, answer: Answer, packing: Packing) {
    isPacking = true
    void PACKINGS[packing](answer.plain.body).then((body) => {
      answer.packed[packing] = formOf({ ...answer.plain.headers, 'content-encoding': packing, etag: `${answer.tag}.${packing}"` }, body)
      if (answers.get(key) === answer) takeRoom(body.length)
    }).catch((error: unknown) => {
      // Readers get it unpacked; it must not end the desk.
      console.error(JSON.stringify({ error: `The desk could not pack an answer: ${String(error)}` }))
    }).finally(() => { isPacking = false })
  }

  return (req, res, next) => {
    if (req.method !== 'GET' || !READY.test(req.url) || cookie.read(req) !== undefined) return next()
    const made = forgetOld()
    const key = `${languages(req)} ${req.url}`
    const answer = answers.get(key)
    if (!answer) {
      res.locals.keep = (body) => keep(key, made, res, body)
      return next()
    }
    answers.delete(key)
    answers.set(key, answer)
    const packing = packingFor(req)
    const packed = packing && answer.packed[packing]
    // One at a time: signing in needs the same threads.
    if (packing && !packed && !isPacking) pack(key, answer, packing)
    send(req, res, answer.tag, packed || answer.plain)
  }
}

const sizeOf = ({ plain, packed }: Answer) => [plain, ...Object.values(packed)].reduce((sum, { body }) => sum + body.length, 0)

/** What readers can have seen is told apart by the last thing that was published. */
const editionOf = (db: Database) =>
  db.prepare("SELECT coalesce((SELECT max(key) FROM publications), 0) || '-' || coalesce((SELECT max(key) FROM report_publications), 0)").pluck().get() as string

function formOf(headers: Headers, body: Buffer): Form {
  const { etag, vary, 'cache-control': cacheControl } = headers
  return { body, headers: { ...headers, 'content-length': body.length }, unchanged: { etag: etag!, vary: vary!, 'cache-control': cacheControl! } }
}

function send(req: Request, res: Response, tag: string, { headers, unchanged, body }: Form) {
  if (req.headers['if-none-match']?.includes(tag)) res.writeHead(304, unchanged).end()
  else res.writeHead(200, headers).end(body)
}

const ASKED: Readonly<Record<Packing, RegExp>> = { br: /\bbr\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/, gzip: /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/ }

function packingFor({ headers: { 'accept-encoding': accepted = '' } }: Request): Packing | undefined {
  return ASKED.br.test(accepted) ? 'br' : ASKED.gzip.test(accepted) ? 'gzip' : undefined
}

/** Browsers send few different wishes, and reading one takes longer than answering. */
const MOST_WISHES = 1000

function languagesAsked(): (req: Request) => Locale {
  const known = new Map<string, Locale>()
  return (req) => {
    const inAddress = /lang=(ar|en)$/.exec(req.url)?.[1] as Locale | undefined
    if (inAddress) return inAddress
    const wish = req.headers['accept-language'] ?? ''
    const locale = known.get(wish) ?? localeOf(req)
    if (known.size < MOST_WISHES) known.set(wish, locale)
    return locale
  }
}
