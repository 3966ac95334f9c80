import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { seedNewsroom } from '../seeds/newsroom.ts'
import { createDatabase, type Database } from './database.ts'
import { POLICY } from './export/page.ts'
import { ACCESS, type RouteName } from './people/access.ts'
import { ROLES, type Person, type Role } from './people/person.ts'
import { key, NOON, testServer } from './web/testing.ts'

/** What every answer carries, whoever asks and whatever it is. */
const ALWAYS = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-download-options': 'noopen',
  'x-frame-options': 'DENY',
  'x-permitted-cross-domain-policies': 'none',
  'x-xss-protection': '0',
}

const READERS = "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
const DESK = "default-src 'none';script-src 'self' 'nonce-…';style-src 'self';img-src 'self';font-src 'self';connect-src 'self';form-action 'self';base-uri 'none';frame-ancestors 'none';require-trusted-types-for 'script';trusted-types htmx"

/** What differs, by what an answer is. null: this header must not be there. */
type Kind = { policy: string; cache: string | null; vary?: string; language?: true; tag?: true; link?: string; ranges?: true; frames?: null; resource?: 'cross-origin'; disposition?: 'inline' | 'attachment' }

const ASK = 'public, no-cache'
const page: Kind = { policy: DESK, cache: 'no-store', vary: 'HX-Request-Type' }
const stranger: Kind = { ...page, policy: READERS }
const reader: Kind = { policy: READERS, cache: ASK, vary: 'Accept-Language, Accept-Encoding', language: true, tag: true }
const { language: _language, ...data }: Kind = { ...reader, vary: 'Accept-Encoding' }
const readerOrDesk: Kind = { ...reader, vary: 'Accept-Language, Accept-Encoding, Cookie' }
const version: Kind = { ...reader, cache: 'public, max-age=3600' }
const embed: Kind = { ...reader, policy: READERS.replace("frame-ancestors 'none'", 'frame-ancestors *'), resource: 'cross-origin', frames: null }
const picture: Kind = { policy: DESK, cache: 'public, max-age=31536000', vary: 'Accept-Encoding', tag: true, resource: 'cross-origin' }
const letter: Kind = { policy: READERS, cache: 'no-store', language: true }
const file: Kind = { policy: DESK, cache: 'no-store', disposition: 'attachment' }
const document: Kind = { ...file, policy: POLICY, disposition: 'inline' }
const kept = (seconds: number): Kind => ({ policy: DESK, cache: `public, max-age=${seconds}`, tag: true })

/** The doors that do not lead to a page of the desk, and what is behind them. The first kind is what somebody without an account gets, where that differs. */
const KINDS: { [door in RouteName]?: Kind | [Kind, Kind] } = {
  'GET /': [readerOrDesk, page],
  'GET /claims/:claimId': [readerOrDesk, page],
  'GET /reports/:reportId': [readerOrDesk, page],
  'GET /claims/:claimId/v/:number': version,
  'GET /reports/:reportId/v/:number': version,
  'GET /corrections': reader,
  'GET /feed.atom': reader,
  'GET /feed.json': reader,
  'GET /corrections.atom': reader,
  'GET /corrections.json': reader,
  'GET /api': reader,
  'GET /claimreview.json': data,
  'GET /claims/:claimId/embed': embed,
  'GET /claims/:claimId/v/:number/card.ar.png': picture,
  'GET /claims/:claimId/v/:number/card.en.png': picture,
  'GET /reports/:reportId/v/:number/card.ar.png': picture,
  'GET /reports/:reportId/v/:number/card.en.png': picture,
  'GET /claims/:claimId/draft': letter,
  'GET /claims/:claimId/errors/new': letter,
  'GET /claims/:claimId/errors/sent': letter,
  'GET /sign-in': [stranger, page],
  'GET /verify': [stranger, page],
  'GET /healthz': { policy: DESK, cache: null },
  'GET /checkpoint': kept(30),
  'GET /.well-known/claimdesk-key': kept(3600),
  'GET /schema/verification-report.json': kept(3600),
  'GET /api/v1/openapi.json': kept(300),
  'GET /claims/:claimId/evidence/:evidenceId/snapshots/:snapshotId/file': { ...file, policy: "sandbox; default-src 'none'" },
  'GET /reports/:reportId/export.html': document,
  'GET /reports/:reportId/export.json': { ...file, link: '</schema/verification-report.json>; rel="describedby"' },
  'GET /reports/:reportId/export.csv': file,
  'GET /reports/:reportId/export.pdf': file,
  'GET /reports/:reportId/export.docx': file,
  'GET /reports/:reportId/export.zip': file,
  'GET /exports/:exportId/file': { ...document, ranges: true, disposition: 'attachment' },
}

test('every page and file carries exactly the headers it should, for whoever may have it', async (t) => {
  const db = await demoDesk(t)
  const { anyone, as } = await testServer(t, db)
  const visitors = new Map([['nobody', anyone], ...ROLES.map((role) => [role, as(personWho(db, role))] as const)])
  const addressOf = addressesIn(db)
  let shown = 0

  for (const door of Object.keys(ACCESS) as RouteName[]) {
    if (!door.startsWith('GET ')) continue
    for (const [visitor, browser] of visitors) {
      const answer = await browser.get(addressOf(door))
      await answer.arrayBuffer()
      const got = headersOf(answer)
      if (answer.status === 200) {
        shown++
        assert.deepEqual(got, expected(kindOf(door, visitor)), `${door} for ${visitor}`)
        continue
      }
      const { 'content-security-policy': policy, 'cache-control': cache } = got
      assert.ok(answer.status < 500 && (policy === DESK || policy === READERS) && (cache === undefined || cache === 'no-store'), `${door} for ${visitor}: ${answer.status} ${JSON.stringify(got)}`)
    }
  }
  assert.ok(shown > 150, `${shown} answers were looked at`)
})

async function demoDesk(t: TestContext): Promise<Database> {
  const folder = mkdtempSync(join(tmpdir(), 'desk-'))
  const db = createDatabase(join(folder, 'claimdesk.db'))
  t.after(() => { db.close(); rmSync(folder, { recursive: true }) })
  await seedNewsroom(db, { key, end: NOON, deskName: 'Test desk' })
  return db
}

const personWho = (db: Database, role: Role) => db.prepare('SELECT id, name, email, role, locale FROM people WHERE role = ? LIMIT 1').get(role) as Person

/** An address behind each door where there is something. */
function addressesIn(db: Database): (door: RouteName) => string {
  const one = (sql: string) => String(db.prepare(sql).pluck().get())
  const ids: Record<string, string> = {
    claimId: one('SELECT claim_id FROM publications'), reportId: one('SELECT report_id FROM report_publications'), personId: one('SELECT id FROM people'),
    exportId: one('SELECT id FROM export_jobs'), hookId: one('SELECT id FROM webhooks'), letterId: one('SELECT id FROM letters'), number: '1',
  }
  const signedOff = one("SELECT id FROM claims WHERE status = 'signed_off'")
  const kept = db.prepare(`SELECT claim_id AS claimId, evidence_id AS evidenceId, snapshots.id AS snapshotId FROM snapshots JOIN evidence ON evidence.id = evidence_id WHERE sha256 IS NOT NULL`).get() as Record<string, string>
  return (door) => door.slice('GET '.length).replace(/[:*](\w+)/g, (_, name) => door.endsWith('/draft') ? signedOff : (door.includes(':snapshotId') ? kept[name] : ids[name]) ?? name)
}

const kindOf = (door: RouteName, visitor: string): Kind => {
  const kind = KINDS[door] ?? page
  return Array.isArray(kind) ? kind[visitor === 'nobody' ? 0 : 1] : kind
}

/** What belongs to the one answer, or to the connection. */
const OWN = new Set(['date', 'connection', 'keep-alive', 'transfer-encoding', 'content-length', 'content-type', 'last-modified'])

function headersOf({ headers }: Response): Record<string, string> {
  const kept = [...headers].filter(([name]) => !OWN.has(name)).map(([name, value]) => [name, normal(name, value)])
  return Object.fromEntries(kept)
}

function normal(name: string, value: string): string {
  if (name === 'etag') return value.replace(/^(?:W\/)?"[\w-]+"$/, 'a tag')
  if (name === 'content-disposition') return value.split(';')[0]!
  return value.replace(/nonce-[\w+/=-]+/, 'nonce-…')
}

function expected({ policy, cache, vary, language, tag, link, ranges, frames, resource, disposition }: Kind): Record<string, string> {
  const { 'x-frame-options': framed, ...always } = ALWAYS
  const special = { 'cache-control': cache, vary, 'content-language': language && 'en', etag: tag && 'a tag', link, 'accept-ranges': ranges && 'bytes', 'content-disposition': disposition }
  return {
    ...always, ...(frames === null ? {} : { 'x-frame-options': framed }), ...(resource ? { 'cross-origin-resource-policy': resource } : {}), 'content-security-policy': policy,
    ...Object.fromEntries(Object.entries(special).filter((entry): entry is [string, string] => typeof entry[1] === 'string')),
  }
}
