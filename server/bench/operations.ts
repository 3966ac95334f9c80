import type { Database } from '../database.ts'
import { startSession } from '../people/sessions.ts'
import type { Person } from '../people/person.ts'
import { fold } from '../text/fold.ts'
import type { Wanted } from './load.ts'
import { SOUGHT, type Tongue } from './words.ts'

/** What PERFORMANCE wants: CPU and p50 of one after the other in milliseconds, p99 in milliseconds and answers a second of 32 at once. */
export type Goal = { cpu: number; p50: number; p99: number; perSecond: number }

/** `again`: each page was seen before, and is asked for by its tag. */
export type Operation = { name: string; goal: Goal | null; requests: Wanted[]; again?: true }

const QUEUE: Goal = { cpu: 0.5, p50: 0.7, p99: 50, perSecond: 1500 }
const DEEP: Goal = { cpu: 0.6, p50: 0.84, p99: 60, perSecond: 1250 }
const CLAIM: Goal = { cpu: 0.3, p50: 0.4, p99: 25, perSecond: 3000 }
const SEARCH: Goal = { cpu: 0.7, p50: 0.9, p99: 60, perSecond: 1200 }
const PUBLIC: Goal = { cpu: 0.06, p50: 0.08, p99: 5, perSecond: 15_000 }
const UNCHANGED: Goal = { ...PUBLIC, perSecond: 20_000 }
export const VERDICT: Goal = { cpu: 0.45, p50: 0.6, p99: 40, perSecond: 2000 }

/** How many different pages of a kind are asked for. */
const DIFFERENT = 60

/** One who checks in Arabic and one who supervises in English: what most people see, and the most there is to see. */
export function viewersOf(db: Database): { person: Person; cookie: string }[] {
  return [['checker', 'ar'], ['supervisor', 'en']].map(([role, locale]) => {
    const person = db.prepare('SELECT id, name, email, role, locale FROM people WHERE role = ? AND locale = ?').get(role, locale) as Person
    return { person, cookie: `sid=${startSession(db, { person, at: new Date() })}` }
  })
}

/** The pages that are measured, each with what must stand in it, found by another way than the page's own. */
export function pagesOf(db: Database, cookies: readonly string[]): Operation[] {
  const listed = (path: string, condition: string, ...values: unknown[]) => ({ path, must: `href="/claims/${newest(db, condition, values)}"` })
  const page = (name: string, goal: Goal | null, pages: { path: string; must: string }[]): Operation => ({ name, goal, requests: pages.flatMap(({ path, must }) => cookies.map((cookie) => get(path, cookie, must))) })
  const checkers = (db.prepare(`SELECT id FROM people WHERE role = 'checker'`).all() as { id: string }[]).map(({ id }) => id)
  const search = (text: string) => [{ path: `/claims?${new URLSearchParams({ text })}`, must: found(db, text) }]
  const searches = (['en', 'ar'] as Tongue[]).flatMap((tongue) => (['common', 'rare', 'prefix'] as const).map((kind) =>
    page(`search: ${kind}, ${tongue}`, SEARCH, search(SOUGHT[tongue][kind]))))

  return [
    page('queue', QUEUE, [listed('/claims', 'true')]),
    page('queue: status', QUEUE, ['queued', 'in_review', 'signed_off'].map((status) => listed(`/claims?status=${status}`, 'status = ?', status))),
    page('queue: status, assignee', QUEUE, checkers.map((id) => listed(`/claims?status=signed_off&assignee=${id}`, `status = 'signed_off' AND assignee_id = ?`, id))),
    page('queue: verdict', QUEUE, ['verified', 'disputed', 'unverifiable'].map((verdict) => listed(`/claims?verdict=${verdict}`, 'verdict = ?', verdict))),
    page('queue: language', QUEUE, ['ar', 'en'].map((language) => listed(`/claims?language=${language}`, 'language = ?', language))),
    page('queue: deep page', DEEP, deepPages(db)),
    page('claim', CLAIM, wholeClaims(db).map((id) => ({ path: `/claims/${id}`, must: `data-claim="${id}"` }))),
    page('report', null, someReports(db).map(({ id, last }) => ({ path: `/reports/${id}`, must: `id="claim-${last}"` }))),
    ...searches,
    page('similar claims', null, similarPages(db)),
    { name: 'public claim page', goal: PUBLIC, requests: publicPages(db) },
    { name: 'same, unchanged (304)', goal: UNCHANGED, requests: publicPages(db), again: true },
    { name: 'published list', goal: null, requests: toReaders('/', `href="/claims/${newestPublic(db)}"`) },
  ]
}

/** Without an account, in either language. */
const toReaders = (path: string, must: string) => ['ar', 'en'].map((language): Wanted => ({ method: 'GET', path, headers: { 'accept-language': language }, status: 200, must }))

const newestPublic = (db: Database) => db.prepare('SELECT claim_id FROM publications ORDER BY key DESC LIMIT 1').pluck().get() as string

const publicPages = (db: Database) => (db.prepare(`
  SELECT claim_id AS id FROM publications WHERE key % (SELECT max(1, max(key) / ?) FROM publications) = 0 LIMIT ?
`).all(DIFFERENT, DIFFERENT) as Id[]).flatMap(({ id }) => toReaders(`/claims/${id}`, `>${id}</bdi>`))

export const get = (path: string, cookie: string, must: string): Wanted => ({ method: 'GET', path, headers: { cookie }, status: 200, must })

type Id = { id: string }

const newest = (db: Database, condition: string, values: unknown[]) =>
  (db.prepare(`SELECT id FROM claims WHERE queued_at IS NOT NULL AND ${condition} ORDER BY queued_at DESC, key DESC LIMIT 1`).get(values) as Id).id

/** What stands on the page of a search: the newest claim with a word that begins so, found by reading them one by one. A small desk may have none. */
function found(db: Database, text: string): string {
  const term = fold(text).replace(/^ال/, '')
  const claim = db.prepare(`SELECT id FROM claims WHERE queued_at IS NOT NULL AND ' ' || terms LIKE ? ORDER BY key DESC LIMIT 1`).get(`% ${term}%`) as Id | undefined
  return claim ? `href="/claims/${claim.id}"` : 'class="empty'
}

/** Pages in the middle of the queue. The row after the cursor must be on it. */
function deepPages(db: Database) {
  const { most } = db.prepare('SELECT max(key) AS most FROM claims').get() as { most: number }
  const at = db.prepare('SELECT key, id, queued_at AS queuedAt FROM claims WHERE queued_at IS NOT NULL AND key < ? ORDER BY key DESC LIMIT 1')
  return Array.from({ length: DIFFERENT }, (_, index) => {
    const cursor = at.get(Math.floor(most * (0.5 + index / 1000))) as Id & { key: number; queuedAt: string }
    return { path: `/claims?${new URLSearchParams({ after: `${cursor.queuedAt}_${cursor.key}` })}`, must: `href="/claims/${newest(db, '(queued_at, key) < (?, ?)', [cursor.queuedAt, cursor.key])}"` }
  })
}

/** Claims with everything: evidence, verdict, sign-off, trail. They are spread over the whole desk. */
const wholeClaims = (db: Database) => (db.prepare(`
  SELECT claim_id AS id FROM sign_offs WHERE rowid % (SELECT max(1, max(rowid) / ?) FROM sign_offs) = 0 LIMIT ?
`).all(DIFFERENT, DIFFERENT) as Id[]).map(({ id }) => id)

/** What claims state, asked for again. On a large desk dozens say the same word for word, so any of them will do. */
const similarPages = (db: Database) => (db.prepare(`
  SELECT statement FROM claims WHERE queued_at IS NOT NULL AND key % (SELECT max(1, max(key) / ?) FROM claims) = 0 LIMIT ?
`).all(DIFFERENT, DIFFERENT) as { statement: string }[]).map(({ statement }) => ({ path: `/claims/similar?${new URLSearchParams({ text: statement })}`, must: 'id="similar-' }))

const someReports = (db: Database) => db.prepare(`
  SELECT reports.id, (SELECT claims.id FROM claims WHERE report_id = reports.id ORDER BY span_start DESC LIMIT 1) AS last
  FROM reports WHERE rowid % (SELECT max(1, max(rowid) / ?) FROM reports) = 0 LIMIT ?
`).all(DIFFERENT, DIFFERENT) as (Id & { last: string })[]
