import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import type { z } from 'zod'
import { signCheckpoint } from '../audit/checkpoint.ts'
import type { Database } from '../database.ts'
import { seedNewsroom } from '../../seeds/newsroom.ts'
import { createDatabase } from '../database.ts'
import { key, NOON } from '../web/testing.ts'
import { briefOf, EXTENTS, type BriefReport, type Extent } from './brief.ts'
import { verificationReport, type VerificationReport } from './document.ts'
import { jsonSchema, SCHEMA_ID, type Brief, type BriefSelection, type Full, type FullSelection } from './schema.ts'
import { periodOf, type Scope } from './scope.ts'
import type { briefPart, SelectedPart, SelectionHead } from './selection.ts'
import { correctedDesk, fullDesk } from './testing.ts'
import { writeSelection } from './writing.ts'

// Where the code comes to write something else than the schema says, this file does not compile.
const HELD: {
  full: (report: VerificationReport) => z.input<typeof Full>
  brief: (report: BriefReport) => z.input<typeof Brief>
  fullSelection: (report: SelectionHead & { extent: 'full'; reports: SelectedPart['told'][] }) => z.input<typeof FullSelection>
  briefSelection: (report: SelectionHead & { extent: 'brief'; reports: ReturnType<typeof briefPart>[] }) => z.input<typeof BriefSelection>
} = { full: (report) => report, brief: (report) => report, fullSelection: (report) => report, briefSelection: (report) => report }

const validate = new Ajv2020({ strict: false }).compile(jsonSchema())
const plainly = (value: unknown) => JSON.parse(JSON.stringify(value)) as Record<string, any>

function ensureValid(document: unknown, what: string) {
  assert.ok(validate(plainly(document)), `${what}: ${JSON.stringify(validate.errors?.filter(({ keyword }) => keyword !== 'anyOf').slice(0, 3))}`)
}

/** What the desk writes about claims of several reports. */
async function selection(t: TestContext, db: Database, scope: Scope, extent: Extent) {
  const folder = mkdtempSync(join(tmpdir(), 'claimdesk-schema-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const written = await writeSelection(db, { id: 'ANY0000000', scope, form: 'json', extent, locale: 'en' }, join(folder, 'x.json'), { sign: async () => signCheckpoint(db, key), tell: () => {} })
  assert.equal(written.outcome, 'written')
  return JSON.parse(readFileSync(join(folder, 'x.json'), 'utf8')) as Record<string, any>
}

test('every report of the tests and of the seeds is what the schema says, full and brief', async (t) => {
  const seeds = createDatabase(join(mkdtempSync(join(tmpdir(), 'claimdesk-schema-')), 'seeds.db'))
  t.after(() => seeds.close())
  await seedNewsroom(seeds, { key, end: NOON, deskName: undefined })
  let looked = 0
  for (const db of [(await fullDesk(t)).db, (await correctedDesk(t)).db, seeds]) {
    for (const id of db.prepare('SELECT id FROM reports').pluck().all() as string[]) {
      const report = verificationReport(db, id, key)
      ensureValid(HELD.full(report), `${report.report.title}, full`)
      ensureValid(HELD.brief(briefOf(report)), `${report.report.title}, brief`)
      looked++
    }
    for (const scope of [{ by: 'filter', filter: {} }, { by: 'filter', filter: { verdict: 'verified' } }, periodOf('2000-01-01', '2100-01-01')] satisfies Scope[]) {
      for (const extent of EXTENTS) ensureValid(await selection(t, db, scope, extent), `${scope.by}, ${extent}`)
    }
  }
  assert.ok(looked >= 5, `${looked} reports`)
})

test('what is missing, too much, or of another kind is refused, wherever it stands', async (t) => {
  const { db, report: { id } } = await correctedDesk(t)
  const full = plainly(verificationReport(db, id, key))
  const selected = await selection(t, db, { by: 'filter', filter: {} }, 'full')
  for (const [name, whole] of Object.entries({ full, brief: plainly(briefOf(verificationReport(db, id, key))), selected })) {
    let tried = 0
    for (const [path, mutate] of mutationsOf(whole)) {
      const mutated = structuredClone(whole)
      mutate(mutated)
      assert.equal(validate(mutated), false, `${name}: ${path}`)
      tried++
    }
    assert.ok(tried > 100, `${name}: ${tried} mutations`)
  }
})

/** Every key taken away, another beside it, and every value of another type; of lists the first entry. What an event says of before and after is its own business. */
function* mutationsOf(value: any, path: (string | number)[] = []): Generator<[string, (document: any) => void]> {
  const at = (document: any, steps: (string | number)[]) => steps.reduce((inner, step) => inner[step], document)
  const [parent, last] = [path.slice(0, -1), path.at(-1)]
  if (last === 'before' && parent.at(-1) === 'body' || last === 'after' && parent.at(-1) === 'body') return
  if (last !== undefined) {
    if (typeof last === 'string') yield [`without ${path.join('.')}`, (document) => { delete at(document, parent)[last] }]
    yield [`another type at ${path.join('.')}`, (document) => { at(document, parent)[last] = typeof value === 'boolean' ? 'true' : true }]
  }
  if (Array.isArray(value)) { if (value.length > 0) yield* mutationsOf(value[0], [...path, 0]) }
  else if (typeof value === 'object' && value !== null) {
    yield [`something more in ${path.join('.')}`, (document) => { at(document, path).somethingMore = 1 }]
    for (const [name, inner] of Object.entries(value)) yield* mutationsOf(inner, [...path, name])
  }
}

test('the schema is served to everybody, may be kept, and names its version', async (t) => {
  const { anyone, salmas, report } = await fullDesk(t)
  const answer = await anyone.get('/schema/verification-report.json')
  assert.deepEqual(['content-type', 'cache-control'].map((name) => answer.headers.get(name)), ['application/schema+json; charset=utf-8', 'public, max-age=3600'])
  assert.deepEqual(await answer.json(), plainly(jsonSchema()))
  assert.equal(jsonSchema().$id, SCHEMA_ID)
  const again = await anyone.get('/schema/verification-report.json', { 'if-none-match': answer.headers.get('etag')!, 'cache-control': 'max-age=0' })
  assert.equal(again.status, 304)
  assert.equal((await salmas.get(`/reports/${report.id}/export.json`)).headers.get('link'), '</schema/verification-report.json>; rel="describedby"')
})
