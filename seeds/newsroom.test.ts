import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { ACTIONS } from '../server/audit/actions.ts'
import { verifyBundle } from '../server/audit/verify-bundle.ts'
import { verifyDatabase } from '../server/audit/verify.ts'
import { claimsOfReport, findClaim, type Claim } from '../server/claims/claims.ts'
import { ATTRIBUTION_CHECKS, STATUSES } from '../server/claims/rules.ts'
import { createDatabase, type Database } from '../server/database.ts'
import { evidenceOf, type Link } from '../server/evidence/evidence.ts'
import { STANCES, VISIBILITIES } from '../server/evidence/rules.ts'
import { packed } from '../server/export/bundle.ts'
import { verificationReport } from '../server/export/document.ts'
import { LOCALES } from '../server/people/person.ts'
import type { PublishedClaim } from '../server/publication/document.ts'
import { listReports } from '../server/reports/list.ts'
import { PASSAGE_STATES } from '../server/reports/passages.ts'
import { assertTiles, findReport, passagesOfReport } from '../server/reports/reports.ts'
import { contextOf } from '../server/text/span.ts'
import { MODALITIES } from '../server/text/suggest.ts'
import { gateOf, isOpen, VERDICTS } from '../server/verdicts/rules.ts'
import { signOffsOf } from '../server/verdicts/sign-off.ts'
import { balanceOf, judgementsOf } from '../server/verdicts/verdicts.ts'
import { en } from '../views/locales/en.ts'
import { formats } from '../views/locales/formats.ts'
import { seedNewsroom } from './newsroom.ts'

const END = new Date('2026-03-04T12:00:00.000Z')
const KEY = generateKeyPairSync('ed25519').privateKey

const folder = mkdtempSync(join(tmpdir(), 'seeds-'))
const file = join(folder, 'desk.db')
let db: Database
let changes: number

before(async () => {
  db = createDatabase(file)
  changes = (await seedNewsroom(db, { key: KEY, end: END })).changes
})
after(() => { db.close(); rmSync(folder, { recursive: true }) })

const reports = () => listReports(db, {}, 10)
const claims = (): Claim[] => reports().flatMap(({ id }) => claimsOfReport(db, id))
const links = () => claims().flatMap(({ id }) => evidenceOf(db, id)).filter((evidence): evidence is Link => evidence.kind === 'link')
const bodies = (desk: Database) => desk.prepare<[], string>('SELECT body FROM audit_events ORDER BY seq').pluck().all()
const times = (action: string) => db.prepare<[string], number>('SELECT count(*) FROM audit_events WHERE action = ?').pluck().get(action)!

const shows = <Word extends string>(what: string, all: readonly Word[], found: readonly (Word | null)[]) => {
  assert.deepEqual(all.filter((word) => !found.includes(word)), [], `no claim, passage or evidence shows this ${what}`)
}

test('the trail is whole, and holds one trace for every change that was told', () => {
  const { ok, problems, events } = verifyDatabase(file, [])
  assert.deepEqual({ ok, problems, events }, { ok: true, problems: [], events: changes })
})

test('every report can be handed out as a bundle that says what its events say', () => {
  for (const { id } of reports()) {
    const report = verificationReport(db, id, KEY)
    for (const locale of LOCALES) {
      const { ok, problems } = verifyBundle(packed(db, report, locale, KEY), { key: report.desk.vkey })
      assert.deepEqual([ok, problems.map((sentence) => sentence(en, formats.en))], [true, []], report.report.title)
    }
    const file = join(folder, `${id}.zip`)
    writeFileSync(file, packed(db, report, 'ar', KEY))
    const told = execFileSync(process.execPath, ['server/audit/command.ts', '--bundle', file, '--key', report.desk.vkey], { encoding: 'utf8' })
    assert.match(told, /^OK: nothing in this bundle was changed/m)
  }
})

test('every word of the desk has something to show', () => {
  shows('status', STATUSES, claims().map(({ status }) => status))
  shows('verdict', VERDICTS, claims().map(({ verdict }) => verdict))
  shows('modality', MODALITIES, claims().map(({ modality }) => modality))
  shows('attribution check', ATTRIBUTION_CHECKS, claims().map(({ attributionCheck }) => attributionCheck))
  shows('stance', STANCES, links().map(({ stance }) => stance))
  shows('visibility', VISIBILITIES, links().map(({ visibility }) => visibility))
  shows('passage', PASSAGE_STATES, reports().flatMap(({ coverage }) => coverage.passages.map(({ state }) => state)))
})

test('whatever can be done with a claim was done', () => {
  const steps = ACTIONS.filter((action) => /^(?:report|caveat|claim|evidence|search|snapshot|verdict)\./.test(action) || action === 'passage.marked')
  assert.deepEqual(steps.filter((action) => times(action) === 0), [])
})

test('every span is what stands in its report', () => {
  for (const { id } of reports()) {
    const { text } = findReport(db, id)
    assertTiles(text, passagesOfReport(db, id))
    for (const claim of claimsOfReport(db, id)) {
      assert.equal(text.slice(claim.start, claim.end), claim.quote)
      assert.deepEqual({ prefix: claim.prefix, suffix: claim.suffix }, contextOf(text, claim))
    }
  }
})

test('the time goes on, and ends when it should', () => {
  const at = db.prepare<[], string>('SELECT at FROM audit_events ORDER BY seq').pluck().all()
  assert.deepEqual(at, at.toSorted())
  assert.ok(at.at(-1)! <= END.toISOString())
  assert.equal(new Set(at.map((moment) => moment.slice(0, 10))).size, 6)
})

test('readers are told of the copy that the desk keeps of a page, and of its hash', () => {
  const published = db.prepare<[], string>("SELECT document FROM publications WHERE kind = 'claim'").pluck().all().map((document) => JSON.parse(document) as PublishedClaim)
  const kept = published.flatMap(({ evidence }) => [...evidence.supports, ...evidence.contradicts, ...evidence.context]).flatMap(({ kept }) => kept ?? [])
  assert.ok(kept.length > 0)
  for (const { sha256 } of kept) assert.equal(db.prepare('SELECT count(*) FROM snapshot_files WHERE sha256 = ?').pluck().get(sha256), 1)
})

test('some claims are in hand as the story ends, and one was left lying', () => {
  const held = claims().filter(({ status }) => status === 'in_progress').map(({ heldUntil }) => heldUntil! > END.toISOString())
  assert.deepEqual(held.toSorted(), [false, true, true, true])
})

test('five outlets with one origin do not open the gate', () => {
  const repeated = claims().find(({ id }) => evidenceOf(db, id).length === 5 && balanceOf(db, findClaim(db, id)).supporting.length === 5)
  assert.ok(repeated)
  const gate = gateOf('verified', balanceOf(db, repeated), { rationale: 'Five outlets say so, each of them in its own words.', settle: '' })
  assert.deepEqual(gate.filter(({ met }) => !met).map(({ requirement }) => requirement), ['twoOrigins'])
})

test('every verdict that stands still passes the gate', () => {
  for (const claim of claims().filter(({ verdict }) => verdict)) {
    const { verdict, rationale, settle } = judgementsOf(db, claim.id).at(-1)!
    assert.equal(claim.verdict, verdict)
    assert.ok(isOpen(gateOf(verdict, balanceOf(db, claim), { rationale, settle })), claim.statement)
  }
})

test('two verdicts were changed, one of them after publication, one was signed alone, and two sign-offs no longer hold: one of them because the report changed', () => {
  assert.deepEqual(claims().map(({ id }) => judgementsOf(db, id)).filter(({ length }) => length > 1).map((all) => all.map(({ verdict }) => verdict)), [['verified', 'disputed'], ['unverifiable', 'disputed']])
  assert.equal(claims().flatMap(({ id }) => signOffsOf(db, id)).filter(({ bypassReason }) => bypassReason !== null).length, 1)
  assert.deepEqual(claims().filter(({ id, status }) => status === 'in_review' && signOffsOf(db, id).length > 0).map(({ changedIn }) => changedIn !== null).toSorted(), [false, true])
})

test('no address leads to anybody who exists', () => {
  const addresses = [...links().map(({ address }) => address), ...reports().map(({ id }) => findReport(db, id).sourceAddress)]
  const hops = db.prepare<[], string>('SELECT link FROM attribution_hops WHERE link <> \'\'').pluck().all()
  assert.deepEqual([...addresses, ...hops].filter((address) => !new URL(address).hostname.endsWith('.example')), [])
})

test('told again, it is the same story but for the ids', async () => {
  const again = createDatabase(join(folder, 'again.db'))
  await seedNewsroom(again, { key: KEY, end: END })
  const withoutIds = (desk: Database) => bodies(desk).map((body) => body.replace(/[0-9a-f]{64}|[0-9A-HJKMNP-TV-Z]{10}/g, '…'))
  assert.deepEqual(withoutIds(again), withoutIds(db))
  again.close()
})

test('it can end on any day and at any hour', async () => {
  for (const [index, end] of ['2026-11-20T00:10:00.000Z', '2027-01-03T23:59:00.000Z'].entries()) {
    const desk = createDatabase(join(folder, `end-${index}.db`))
    await seedNewsroom(desk, { key: KEY, end: new Date(end) })
    assert.equal(bodies(desk).length, changes)
    desk.close()
  }
})
