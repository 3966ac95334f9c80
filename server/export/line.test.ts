import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { canonical } from '../audit/canonical.ts'
import { openNote, parseVerifierKey } from '../audit/note.ts'
import { parseCheckpoint } from '../audit/checkpoint.ts'
import { importReport, makeClaim } from '../claims/suggestions.ts'
import type { Database } from '../database.ts'
import { findReport } from '../reports/reports.ts'
import { key, NOON, testLine, toNothing } from '../web/testing.ts'
import { en } from '../../views/locales/en.ts'
import { BOM } from './csv.ts'
import { verificationReport } from './document.ts'
import { askExport, cancelExport, findJob, MOST_OPEN } from './jobs.ts'
import { writeApart } from './job-apart.ts'
import { exportLine, type ExportLine } from './line.ts'
import { periodOf } from './scope.ts'
import { fullDesk, plain } from './testing.ts'
import type { Job } from './writing.ts'

type Told = Awaited<ReturnType<typeof fullDesk>>

const ALL: Omit<Job, 'id'> = { scope: { by: 'filter', filter: {} }, form: 'json', extent: 'full', locale: 'en' }

/** Asks, waits until it has ended, and returns it with what was written. */
async function written({ db, salma, exports, by }: Told, asked: Partial<Omit<Job, 'id'>>) {
  const id = askExport(db, by(salma), { ...ALL, ...asked })
  exports.next()
  const job = await ended(db, id)
  const file = exports.fileOf(job)
  return { job, bytes: file ? readFileSync(file) : Buffer.of() }
}

async function ended(db: Database, id: string) {
  for (let tries = 0; tries < 400; tries++) {
    const job = findJob(db, id)
    if (job.outcome !== null) return job
    await wait(25)
  }
  throw new Error('The export came to no end')
}

/** A second report, with a claim of its own. */
function another({ db, adam, by }: Told) {
  const report = findReport(db, importReport(db, by(adam), { title: 'Une autre', publisher: '', author: '', sourceAddress: '', publishedOn: null, language: 'fr', text: 'La route est coupée.', fileName: null }))
  return makeClaim(db, by(adam), report, { pieces: [{ start: 0, end: 19 }], quote: 'La route est coupée', statement: 'La route est coupée', modality: 'asserted' })
}

test('a report over what the queue shows has a part for each report, with its claims as the report of that report tells them', async (t) => {
  const told = await fullDesk(t)
  const other = another(told)
  const { job, bytes } = await written(told, {})
  const document = JSON.parse(bytes.toString())
  assert.equal(bytes.toString(), canonical(document), 'canonical, though it was written piece by piece')
  assert.deepEqual([job.outcome, job.claims, job.size, document.scope, document.counts.reports, document.counts.claims], ['done', 6, bytes.length, ALL.scope, 2, 6])

  const own = verificationReport(told.db, told.report.id, key)
  const [first, second] = document.reports
  assert.deepEqual(first.claims.map(({ context, ...claim }: any) => claim), JSON.parse(JSON.stringify(own.claims)))
  assert.deepEqual(second.claims.map(({ id }: any) => id), [other])
  const { before, after } = first.claims.at(-1).context
  assert.ok(own.source.text.replaceAll('\n', ' ').includes(before + first.claims.at(-1).quote.exact + after.replace(/…$/, '')))
  const { suggested: _suggested, dismissed: _dismissed, ...counts } = own.counts
  assert.deepEqual({ ...counts, claims: 6, withoutVerdict: counts.withoutVerdict + 1, statuses: { ...counts.statuses, queued: counts.statuses.queued + 1 }, reports: 2 }, document.counts)
})

test('its trail is that of its claims, and the signed head covers every event in it', async (t) => {
  const told = await fullDesk(t)
  const { desk, checkpoint, asOf, reports: [part] } = JSON.parse((await written(told, { scope: { by: 'filter', filter: { verdict: 'unverifiable' } } })).bytes.toString())
  assert.deepEqual(part.claims.map(({ id }: any) => id), [told.ids.inReview])
  const events = part.audit.filter(({ body }: any) => body !== null).map(({ body }: any) => body)
  assert.ok(events.some(({ action }: any) => action === 'verdict.proposed'))
  assert.ok(events.every(({ claim, action }: any) => claim === told.ids.inReview || action === 'report.imported'))
  assert.equal(part.custody.length, part.audit.length)
  const { size, time } = parseCheckpoint(openNote(checkpoint, parseVerifierKey(desk.vkey)))
  assert.ok(size >= part.audit.at(-1).seq)
  assert.equal(time, asOf)
})

test('a period is of what was signed off in it, the days as they are in the time zone of the desk', async (t) => {
  const told = await fullDesk(t)
  const day = told.clock.at.toISOString().slice(0, 10)
  const { job, bytes } = await written(told, { scope: periodOf(day, day) })
  const document = JSON.parse(bytes.toString())
  assert.deepEqual(document.reports.flatMap(({ claims }: any) => claims.map(({ id }: any) => id)).toSorted(), [told.ids.signed, told.ids.alone, told.ids.stale].toSorted())
  assert.deepEqual([job.claims, document.scope.from, document.scope.to], [3, day, day])
  assert.equal((await written(told, { scope: periodOf('2020-01-01', '2020-12-31') })).job.outcome, 'empty')
  assert.equal((await written(told, { scope: periodOf('0001-01-01', '9999-12-31') })).job.claims, 3)
})

test('it leaves in every form and in both languages, brief and full, and no word of what is sealed leaves with it', async (t) => {
  const told = await fullDesk(t)
  for (const [form, start] of [['html', '<!doctype html>'], ['csv', BOM], ['json', '{'], ['docx', 'PK'], ['pdf', '%PDF-']] as const) {
    for (const [extent, locale] of [['full', 'ar'], ['brief', 'en']] as const) {
      const { job, bytes } = await written(told, { form, extent, locale })
      assert.equal(job.outcome, 'done', `${form}, ${extent}`)
      assert.equal(bytes.subarray(0, Buffer.byteLength(start)).toString(), start)
      if (form === 'docx' || form === 'pdf') continue
      const text = bytes.toString()
      assert.ok(text.includes(plain('rationale')) && text.includes(plain('statement')), form)
      for (const canary of ['SEALED', 'INTERNAL', ...told.hidden]) assert.ok(!text.includes(canary), `${form}, ${extent}: ${canary}`)
      if (form === 'html') assert.match(text, locale === 'ar' ? /^<!doctype html>\n<html lang="ar" dir="rtl">/ : /^<!doctype html>\n<html lang="en" dir="ltr">/)
      if (extent === 'brief') assert.ok(!text.includes(plain('check note')), form)
    }
  }
})

test('one is written after the other, each person has few in the line, and who waits is told how many are before', async (t) => {
  const told = await fullDesk(t)
  const { db, by, salma, nadia, exports, salmas } = told
  const ids = Array.from({ length: MOST_OPEN }, () => askExport(db, by(salma), ALL))
  assert.throws(() => askExport(db, by(salma), ALL), { status: 409 })
  const hers = askExport(db, by(nadia), ALL)
  exports.next()
  exports.next()
  const starts = [...ids, hers].map((id) => findJob(db, id).startedAt !== null)
  assert.deepEqual(starts, [true, false, false, false])
  assert.match(await (await salmas.get(`/exports/${ids[2]}`)).text(), new RegExp(en.exports.waits(2)))
  for (const id of [...ids, hers]) assert.equal((await ended(db, id)).outcome, 'done')
})

test('one that is cancelled leaves the line or ends where it is, and leaves nothing behind', async (t) => {
  const told = await fullDesk(t)
  const { db, by, salma, exports } = told
  const [running, waiting, after] = [askExport(db, by(salma), ALL), askExport(db, by(salma), ALL), askExport(db, by(salma), ALL)]
  exports.next()
  for (const id of [waiting, running]) {
    cancelExport(db, by(salma), id)
    exports.stop(id)
  }
  assert.equal((await ended(db, after)).outcome, 'done')
  assert.deepEqual([findJob(db, running).outcome, findJob(db, waiting).outcome], ['cancelled', 'cancelled'])
  assert.deepEqual(readdirSync(join(dirname(db.name), '.exports')), [`${after}.json`])
  assert.throws(() => cancelExport(db, by(salma), after), { status: 409 })
})

test('an export that fails says so, one that takes too long is stopped, and where nothing can print there is no PDF; the next is written all the same', async (t) => {
  const told = await fullDesk(t)
  const { db, by, salma } = told
  await told.exports.close()
  const logged: string[] = []
  const line = (more: Partial<Parameters<typeof exportLine>[1]>) => {
    const made = exportLine(db, { folder: join(dirname(db.name), 'other'), key, print: toNothing, now: () => NOON, log: (error) => logged.push(error), ...more })
    t.after(() => made.close())
    return made
  }
  const outcomeIn = async (made: ExportLine, asked: Partial<Omit<Job, 'id'>>) => { const id = askExport(db, by(salma), { ...ALL, ...asked }); made.next(); return (await ended(db, id)).outcome }

  assert.equal(await outcomeIn(line({ patience: 1 }), {}), 'tooLong')
  assert.equal(await outcomeIn(line({ print: async () => 'none' }), { form: 'pdf' }), 'unprinted')
  assert.equal(await outcomeIn(line({ print: async () => { throw new Error('no ink') } }), { form: 'pdf' }), 'failed')
  assert.match(logged.join(), /could not write export .*no ink/)
  const whole = line({})
  db.exec('DROP TRIGGER reports_are_not_edited')
  db.prepare("UPDATE reports SET text = text || '.'").run()
  assert.equal(await outcomeIn(whole, {}), 'failed')
  db.prepare('UPDATE reports SET text = substr(text, 1, length(text) - 1)').run()
  assert.equal(await outcomeIn(whole, {}), 'done')
})

test('a desk that was stopped says of what was being written that it is not whole, and goes on with what waited', async (t) => {
  const told = await fullDesk(t)
  const { db, by, salma } = told
  const [running, waiting] = [askExport(db, by(salma), ALL), askExport(db, by(salma), ALL)]
  told.exports.next()
  await told.exports.close()
  assert.deepEqual([findJob(db, running).outcome, findJob(db, waiting).startedAt], [null, null])
  testLine(t, db)
  assert.equal((await ended(db, waiting)).outcome, 'done')
  assert.equal(findJob(db, running).outcome, 'interrupted')
  assert.ok((await (await told.salmas.get(`/exports/${running}`)).text()).includes(en.exports.outcomes.interrupted))
})

test('where it cannot be written down how an export ended, the desk says so and goes on', async (t) => {
  const told = await fullDesk(t)
  const lines: string[] = []
  await told.exports.close()
  told.db.exec("CREATE TEMP TRIGGER full BEFORE UPDATE OF ended_at ON export_jobs BEGIN SELECT RAISE(ABORT, 'the disk is full'); END")
  const id = askExport(told.db, told.by(told.salma), ALL)
  const line = exportLine(told.db, { folder: join(dirname(told.db.name), '.exports'), key, print: toNothing, now: () => NOON, log: (said) => lines.push(said) })
  for (let tries = 0; tries < 400 && lines.length === 0; tries++) await wait(25)
  assert.match(lines.join(), /could not write down how export \w{10} ended: .*the disk is full/)
  told.db.exec('DROP TRIGGER temp.full')
  line.next()
  assert.equal((await ended(told.db, id)).outcome, 'done', 'once there is room it is written again')
  await line.close()
})

test('an export that needs a signed head fails where none can be signed', async (t) => {
  const { db, exports, queued } = await fullDesk(t)
  await exports.close()
  queued()
  const sign = () => { throw new Error('the disk is full') }
  const end = await writeApart({ database: db.name, file: join(dirname(db.name), 'unsigned.json'), job: { id: 'UNSIGNED00', ...ALL } }, { sign, patience: 30_000 }).ended
  assert.deepEqual([end.outcome, (end as { error?: Error }).error?.message], ['failed', 'the disk is full'])
})

test('files lie ready for a day, a few of each person, and whatever belongs to nothing goes', async (t) => {
  const told = await fullDesk(t)
  const { db, exports } = told
  const folder = join(dirname(db.name), '.exports')
  mkdirSync(folder, { recursive: true })
  for (const name of ['BROKEN0000.json.parts', 'BROKEN0000.json.whole']) writeFileSync(join(folder, name), 'x')
  const jobs = []
  for (let n = 0; n < 7; n++) jobs.push((await written(told, {})).job)
  assert.deepEqual(jobs.map((job) => exports.fileOf(job) !== undefined), [false, false, true, true, true, true, true])
  assert.equal(readdirSync(folder).length, 5)

  const [, , old, young] = jobs as [(typeof jobs)[0], (typeof jobs)[0], (typeof jobs)[0], (typeof jobs)[0]]
  const aged = (hours: number) => new Date(told.clock.at.getTime() - hours * 3_600_000)
  for (const job of jobs.slice(2)) utimesSync(exports.fileOf(job)!, aged(23), aged(23))
  utimesSync(exports.fileOf(old)!, aged(25), aged(25))
  exports.clear()
  assert.deepEqual([exports.fileOf(old), existsSync(exports.fileOf(young)!)], [undefined, true])
  const page = await (await told.salmas.get(`/exports/${old.id}`)).text()
  assert.ok(page.includes(en.exports.gone) && !page.includes(`/exports/${old.id}/file`))
})

test('where somebody took the whole folder away, the next export makes it anew, for nobody else to read', async (t) => {
  const told = await fullDesk(t)
  const folder = join(dirname(told.db.name), '.exports')
  rmSync(folder, { recursive: true })
  const { job, bytes } = await written(told, {})
  assert.deepEqual([job.outcome, bytes.length, statSync(folder).mode & 0o777], ['done', job.size, 0o700])
})

test('while an export is written the desk goes on writing, and its log is emptied afterwards', async (t: TestContext) => {
  const told = await fullDesk(t)
  const { db, by, salma, exports } = told
  const id = askExport(db, by(salma), ALL)
  exports.next()
  while (findJob(db, id).outcome === null) { told.queued(); await wait(5) }
  assert.equal(findJob(db, id).outcome, 'done')
  assert.deepEqual((db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[])[0]?.busy, 0)
})
