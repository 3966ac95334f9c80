import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import fc from 'fast-check'
import type { Database } from '../database.ts'
import { Refusal } from '../errors.ts'
import { findReport } from '../reports/reports.ts'
import { signOff } from '../verdicts/sign-off.ts'
import { requestChanges } from '../verdicts/verdicts.ts'
import { NOON } from '../web/testing.ts'
import { assign, checkOut, release } from './check-out.ts'
import { countsIn, listing, listQueue, searching, type Filter, type Order } from './queue.ts'
import { importReport } from './suggestions.ts'
import { desk, DRAFT } from './testing.ts'
import { accept, dismiss, restore } from './triage.ts'
import { reword } from './wording.ts'

const SENTENCES = 12
const fill = (word: string, from: number) => Array.from({ length: SENTENCES }, (_, n) => `${word} numéro ${from + n} est tombé.`).join(' ')

/** Two reports in two languages, with a dozen suggestions each, and everything that can happen to a claim. */
async function busyDesk(t: TestContext) {
  const here = await desk(t)
  const { db, salma, yusuf, nadia, by, clock } = here
  for (const language of ['es', 'hi'] as const) importReport(db, by(salma), { ...DRAFT, language, title: language, text: fill('Pont', language === 'es' ? 100 : 200) })
  const ids = (db.prepare('SELECT id FROM claims ORDER BY key').all() as { id: string }[]).map(({ id }) => id)
  const people = [salma, yusuf, nadia]

  const verbs: ((id: string, n: number) => void)[] = [
    (id) => accept(db, by(salma), here.at(id)),
    (id) => accept(db, by(salma), { ...here.at(id), modality: 'predicted' }),
    (id) => dismiss(db, by(salma), { ...here.at(id), reason: '' }),
    (id) => restore(db, by(salma), here.at(id)),
    (id, n) => checkOut(db, by(people[n % 3]!), id),
    (id) => release(db, by(nadia), here.at(id)),
    (id, n) => assign(db, by(nadia), [id], [salma.id, yusuf.id, null][n % 3]!),
    (id, n) => reword(db, by(nadia), { ...here.at(id), statement: `Pont numéro ${n}`, modality: n % 2 ? 'asserted' : 'opinion', place: '', happenedOn: null, dateBasis: '' }),
    (id) => here.attach(id, { stance: 'contradicts' }),
    (id) => here.propose(id, 'disputed', { ...salma, id: here.claim(id).holderId ?? salma.id }),
    (id) => signOff(db, by(here.adam), { ...here.at(id), bypassReason: '' }),
    (id) => requestChanges(db, by(nadia), { ...here.at(id), request: 'More.' }),
    () => { clock.at = new Date(clock.at.getTime() + 7 * 60_000) },
  ]
  /** Does it when the rules let it. */
  const dare = ([verb, id, n]: readonly [number, number, number]) => {
    try {
      verbs[verb % verbs.length]!(ids[id % ids.length]!, n)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
    }
  }
  return { ...here, dare, verbs: verbs.length }
}

type Row = { id: string; key: number; status: string; verdict: string | null; assignee: string | null; language: string; report: string; modality: string; queuedAt: string | null }

/** What a filter should show, found by looking at every claim. */
function byLooking(db: Database, filter: Filter, order: Order): string[] {
  const all = db.prepare('SELECT id, key, status, verdict, assignee_id AS assignee, language, report_id AS report, modality, queued_at AS queuedAt FROM claims').all() as Row[]
  const wanted = all.filter((row) => row.modality === 'asserted' && row.status !== 'suggested' && row.status !== 'dismissed')
    .filter((row) => (['status', 'verdict', 'assignee', 'language', 'report'] as const).every((name) => filter[name] === undefined || row[name] === filter[name]))
  const sorted = wanted.sort((a, b) => (a.queuedAt! < b.queuedAt! ? -1 : a.queuedAt! > b.queuedAt! ? 1 : a.key - b.key))
  return (order === 'newest' ? sorted.toReversed() : sorted).map(({ id }) => id)
}

/** Every page after the first begins where the one before ended, as the address bar does it. */
function byPages(db: Database, filter: Filter, order: Order, size: number): string[] {
  const found: string[] = []
  for (let rows = listQueue(db, filter, order, undefined, size); rows.length > 0; rows = listQueue(db, filter, order, rows.at(-1), size)) found.push(...rows.map(({ id }) => id))
  return found
}

test('whatever happens to the claims, each filter shows and counts exactly its own, and pages neither repeat nor skip', async (t) => {
  const { db, dare, salma, yusuf, report, verbs } = await busyDesk(t)
  const reports = db.prepare('SELECT id FROM reports').pluck().all() as string[]
  const filters = fc.record({
    status: fc.constantFrom(undefined, undefined, 'queued', 'in_progress', 'in_review', 'signed_off'),
    verdict: fc.constantFrom(undefined, undefined, null, 'disputed', 'verified'),
    assignee: fc.constantFrom(undefined, undefined, null, salma.id, yusuf.id),
    language: fc.constantFrom(undefined, undefined, 'fr', 'es', 'hi', 'de'),
    report: fc.constantFrom(undefined, undefined, ...reports),
  })
  const reached = new Set<unknown>()
  const steps = fc.array(fc.tuple(fc.nat(verbs - 1), fc.nat(40), fc.nat(5)), { minLength: 20, maxLength: 80 })

  fc.assert(fc.property(steps, fc.array(filters, { minLength: 12, maxLength: 12 }), fc.constantFrom('newest', 'oldest'), fc.integer({ min: 1, max: 7 }), (happenings, asked, order, size) => {
    happenings.forEach(dare)
    for (const status of db.prepare('SELECT DISTINCT status FROM claims').pluck().all()) reached.add(status)
    for (const filter of [{}, ...asked] as Filter[]) {
      const wanted = byLooking(db, filter, order)
      assert.deepEqual(byPages(db, filter, order, size), wanted)
      assert.equal(countsIn(db, filter.report)(filter), wanted.length)
      assert.equal(countsIn(db, undefined)({ ...filter, report: undefined }), byLooking(db, { ...filter, report: undefined }, order).length)
    }
  }), { numRuns: 30, seed: 20260304 })

  assert.equal(reached.size, 6, `the happenings must reach every status, and reached ${[...reached].join(', ')}`)
  assert.ok(report)
})

const VALUES = { status: 'queued', verdict: 'disputed', assignee: 'SALMA00000', language: 'ar', report: 'REPORT0000' } as const
const planOf = (db: Database, sql: string) => (db.prepare(`EXPLAIN QUERY PLAN ${sql}`)
  .all({ queuedAt: '9', key: 1, limit: 50, match: '"x"*', ...VALUES }) as { detail: string }[]).map(({ detail }) => detail).join('\n')

/** Which index serves which filters, of those whose columns are all asked for the narrowest. */
const SERVED: [names: (keyof Filter)[], index: string][] = [
  [[], 'queue'],
  [['status'], 'queue_by_status'], [['verdict'], 'queue_by_verdict'], [['assignee'], 'queue_by_assignee'], [['language'], 'queue_by_language'], [['report'], 'queue_by_report'],
  [['status', 'verdict'], 'queue_by_status_verdict'], [['status', 'assignee'], 'queue_by_status_assignee'], [['status', 'language'], 'queue_by_status_language'],
  [['verdict', 'assignee'], 'queue_by_assignee'], [['verdict', 'language'], 'queue_by_verdict'], [['assignee', 'language'], 'queue_by_assignee'],
  [['status', 'verdict', 'assignee'], 'queue_by_status_assignee'], [['status', 'verdict', 'language'], 'queue_by_status_verdict'],
  [['status', 'report'], 'queue_by_report'], [['assignee', 'report'], 'queue_by_report'], [['status', 'verdict', 'assignee', 'language', 'report'], 'queue_by_report'],
]

const COLUMNS = { status: 'status', verdict: 'verdict', assignee: 'assignee_id', language: 'language', report: 'report_id' } as const

test('every filter is served by its own index, in its order, without sorting', async (t) => {
  const { db } = await desk(t)
  for (const [names, index] of SERVED) {
    for (const order of ['newest', 'oldest'] as const) {
      for (const missing of [false, true]) {
        const filter = Object.fromEntries(names.map((name) => [name, missing && (name === 'verdict' || name === 'assignee') ? null : VALUES[name as keyof typeof VALUES]])) as Filter
        const plan = planOf(db, listing(filter, order))
        assert.match(plan, new RegExp(`SEARCH claims USING INDEX ${index} \\(`), `${names.join('+')} ${order}: ${plan}`)
        assert.doesNotMatch(plan, /TEMP B-TREE|SCAN/, `${names.join('+')} ${order}: ${plan}`)
        if (names.length === 1) assert.match(plan, new RegExp(`\\(${COLUMNS[names[0] as keyof typeof COLUMNS]}=\\? AND`))
      }
    }
  }
})

test('a search walks its hits in order, without sorting', async (t) => {
  const { db } = await desk(t)
  for (const order of ['newest', 'oldest'] as const) {
    for (const filter of [{}, VALUES] as Filter[]) {
      const plan = planOf(db, searching(filter, order))
      assert.match(plan, /^SCAN claims_search VIRTUAL TABLE INDEX \d+:.*\nSEARCH claims USING INTEGER PRIMARY KEY/)
      assert.doesNotMatch(plan, /TEMP B-TREE/)
    }
  }
})

const ARABIC = 'سيطر تنظيم الدولة الإسلامية على أحياء في الحسكة. قالت وحدات حماية الشعب إنها انسحبت. وقتل ٧٣ شخصا.'

test('words are found however they are written', async (t) => {
  const { db, by, salma } = await desk(t)
  // Told to be Hindi, so that each sentence is one suggestion whatever the rules for Arabic say.
  const report = findReport(db, importReport(db, by(salma), { ...DRAFT, title: 'الحسكة', text: ARABIC, language: 'hi' }))
  const ids = db.prepare('SELECT id FROM claims WHERE report_id = ? ORDER BY span_start').pluck().all(report.id) as string[]
  for (const claimId of ids) accept(db, by(salma), { claimId, version: 1 })
  const found = (text: string, filter: Filter = {}) => listQueue(db, { text, ...filter }, 'oldest', undefined, 50).map(({ id }) => ids.indexOf(id))

  for (const [text, hits] of [
    ['الاسلامية', [0]], ['إسلاميه', [0]], ['اسلام', [0]], ['حسكة', [0]], ['الحَسَكة', [0]], ['حسكه', [0]], ['الشعب', [1]], ['73', [2]], ['٧٣', [2]], ['شخص', [2]],
    ['الدولة الحسكة', [0]], ['الدولة الشعب', []], ['سكة', []], ['', []], ['!!! ؟', []], ['"', []], ['الحسكة" OR "الشعب', []], ['NOT', []], ['*', []], ['terms:الحسكة', []],
  ] as const) assert.deepEqual(found(text), hits, text)
  assert.deepEqual(found('الحسكة', { status: 'in_review' }), [])
  assert.deepEqual(found('الحسكة', { status: 'queued', assignee: null, verdict: null, report: report.id }), [0])

  reword(db, by(salma), { claimId: ids[0]!, version: 2, statement: 'انسحب الجيش', modality: 'asserted', place: '', happenedOn: null, dateBasis: '' })
  assert.deepEqual([found('جيش'), found('الاسلامية')], [[0], [0]], 'the wording is searched, and the words of the report still are')
  dismiss(db, by(salma), { claimId: ids[0]!, version: 3, reason: '' })
  assert.deepEqual(found('جيش'), [])
})

test('pages of hits neither repeat nor skip', async (t) => {
  const { db, by, salma, clock } = await desk(t)
  importReport(db, by(salma), { ...DRAFT, title: 'es', language: 'es', text: fill('Pont', 300) })
  const ids = db.prepare('SELECT id FROM claims ORDER BY key').pluck().all() as string[]
  for (const [index, claimId] of ids.toReversed().entries()) {
    clock.at = new Date(NOON.getTime() + index * 1000)
    accept(db, by(salma), { claimId, version: 1 })
  }
  const all = db.prepare("SELECT id FROM claims WHERE statement LIKE '%pont%' ORDER BY key").pluck().all() as string[]
  assert.ok(all.length > SENTENCES)
  for (const size of [1, 3, 5, 50]) {
    assert.deepEqual(byPages(db, { text: 'pont' }, 'oldest', size), all)
    assert.deepEqual(byPages(db, { text: 'pont' }, 'newest', size), all.toReversed())
  }
})
