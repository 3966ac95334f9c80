import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { test } from 'node:test'
import Sqlite from 'better-sqlite3'
import { en } from '../../views/locales/en.ts'
import { eventsAfter } from '../people/testing.ts'
import { formIn, wordsIn } from '../web/testing-page.ts'
import { NOON, tracesIn } from '../web/testing.ts'
import { originalOf } from './originals.ts'
import { desk, valuesIn } from './testing.ts'

const HOUR = 60 * 60_000
const PAGE = '<!doctype html><html lang="en"><meta charset="utf-8"><title>The bridge</title><meta name="author" content="Sam"><p>The bridge is closed.</p><p>It is old.</p></html>'
const TEXT = 'The bridge is closed.\n\nIt is old.'

/** The id under which a file waits that was just brought. */
const idIn = (answer: Response) => new URL(answer.headers.get('location')!, 'http://x').searchParams.get('original')!
const waitingIn = (db: Sqlite.Database) => db.prepare('SELECT count(*) FROM waiting_originals').pluck().get() as number

test('what somebody typed wins over what the file says of itself, and the form comes back filled, as often as it is asked for', async (t) => {
  const { salmas, upload, reports } = await desk(t)
  const brought = await upload({ title: '', text: '', publisher: 'Typed', author: '', publishedOn: '2015-07-30', language: 'fr' }, { name: 'a.html', content: PAGE })
  for (const time of ['once', 'again']) {
    const page = await (await salmas.get(brought.headers.get('location')!)).text()
    const { once: _, ...values } = valuesIn(page)
    assert.deepEqual(values, { original: idIn(brought), text: TEXT, title: 'The bridge', publisher: 'Typed', author: 'Sam', sourceAddress: '', publishedOn: '2015-07-30', language: 'fr' }, time)
    assert.ok(!('file' in formIn(page, '/reports/new')), 'another file would not belong to this text')
    for (const words of [en.originals.preview, en.originals.kinds['text/html']]) assert.ok(wordsIn(page).includes(words), words)
    assert.ok(page.includes('<bdi>a</bdi>.<bdi>html</bdi>'))
  }
  assert.equal(reports(), 0)
})

test('text and original are imported together, with both hashes, every step, and what the person corrected', async (t) => {
  const { db, salmas, upload, stored } = await desk(t)
  const brought = await upload({}, { name: 'صفحة.html', content: PAGE })
  const before = tracesIn(db)
  const values = valuesIn(await (await salmas.get(brought.headers.get('location')!)).text())
  const report = stored(await upload({ ...values, text: 'The bridge is closed.\r\nIt is old.' }))

  const original = originalOf(db, report.id)!
  assert.deepEqual([report.text, report.fileName], ['The bridge is closed.\nIt is old.', 'صفحة.html'])
  assert.deepEqual([original.sha256, original.size, original.mediaType, original.broughtBy, original.broughtAt], [hash('sha256', PAGE), PAGE.length, 'text/html', 'Salma', NOON.toISOString()])
  assert.deepEqual(original.steps.map(({ step, detail }) => [step, detail]), [['wholePage', undefined], ['edited', 'Salma']])
  assert.match(original.steps[0]!.tool!, /^linkedom \d+\.\d+\.\d+$/)
  assert.equal(waitingIn(db), 0)

  const [event] = eventsAfter(db, before)
  assert.deepEqual([event!.action, (event!.after as { original: string }).original], ['report.imported', original.sha256])
  const page = wordsIn(await (await salmas.get(`/reports/${report.id}`)).text())
  for (const words of [original.sha256, report.sha256, ...original.steps.map((step) => en.originals.steps[step.step](step))]) assert.ok(page.includes(words), words)
  assert.ok(wordsIn(await (await salmas.get(`/audit?report=${report.id}`)).text()).includes(en.originals.steps.edited({ step: 'edited', detail: 'Salma' })))
})

test('what only went through a form is not taken for corrected', async (t) => {
  const { db, uploadAndImport, stored } = await desk(t)
  const text = '\n\n  Leading. \u2067x\u2069 \u{1F468}\u200D\u{1F469} e\u0301 %20 &amp; \n\n'
  const report = stored(await uploadAndImport({ title: 'T' }, { name: 'a.txt', content: text }))
  assert.deepEqual([report.text, originalOf(db, report.id)!.steps], [text, []])
})

test('a form that comes back keeps its original; sent twice it imports once', async (t) => {
  const { db, salmas, upload, stored, reports } = await desk(t)
  const brought = await upload({ once: 'brought' }, { name: 'a.html', content: PAGE })
  const again = await upload({ once: 'brought' }, { name: 'a.html', content: PAGE })
  assert.deepEqual([again.headers.get('location'), waitingIn(db)], [brought.headers.get('location'), 1])

  const values = valuesIn(await (await salmas.get(brought.headers.get('location')!)).text())
  const wrong = await upload({ ...values, text: '', publishedOn: 'x' })
  const form = formIn(await wrong.text(), '/reports/new')
  assert.deepEqual([wrong.status, form.original?.value, form.text?.problem, form.publishedOn?.problem], [422, values.original, en.problems.missing, en.problems.notADay])

  const imported = await upload({ ...values, once: 'import' })
  const repeated = await upload({ ...values, once: 'import' })
  assert.equal(repeated.headers.get('location'), `/reports/${stored(imported).id}?known=1`)
  assert.equal(reports(), 1)
})

test('the text of a file that the desk knows leads to its report, before anything is kept', async (t) => {
  const { db, salmas, upload, reports } = await desk(t)
  const pasted = await salmas.post('/reports/new', { title: 'T', text: TEXT })
  const before = db.serialize()
  const answer = await upload({}, { name: 'a.html', content: PAGE })
  assert.deepEqual([answer.status, answer.headers.get('location')], [303, `${pasted.headers.get('location')}?known=1`])
  assert.ok(before.equals(db.serialize()))
  assert.equal(reports(), 1)
})

test('an original waits a day, for whoever brought it and for nobody else', async (t) => {
  const { db, as, yusuf, clock, salmas, upload, reports } = await desk(t)
  const brought = await upload({}, { name: 'a.html', content: PAGE })
  const place = brought.headers.get('location')!
  const values = valuesIn(await (await salmas.get(place)).text())

  const stranger = await as(yusuf).get(place)
  assert.deepEqual([stranger.status, formIn(await stranger.text(), '/reports/new').file?.problem], [404, en.problems.originalGone])
  const stolen = await as(yusuf).upload('/reports/new', values)
  const form = formIn(await stolen.text(), '/reports/new')
  assert.deepEqual([stolen.status, form.file?.problem, form.text?.value?.replaceAll('\r\n', '\n'), form.original], [422, en.problems.originalGone, TEXT, undefined])
  for (const nonsense of ['', '0000000000', '%00', "'--"]) assert.ok([200, 404].includes((await salmas.get(`/reports/new?original=${nonsense}`)).status))

  clock.at = new Date(NOON.getTime() + 25 * HOUR)
  db.prepare('UPDATE sessions SET expires_at = ?').run('9999')
  assert.equal((await salmas.get(place)).status, 404)
  assert.equal((await upload(values)).status, 422)
  assert.equal(reports(), 0)
})

test('what was never imported goes: when its day is over, and when one person brings too many; the trail says so', async (t) => {
  const { db, clock, as, yusuf, upload } = await desk(t)
  const names = (number: number) => ({ name: `${number}.txt`, content: `Text ${number}.` })
  await as(yusuf).upload('/reports/new', {}, names(100))
  for (let number = 0; number < 12; number++) {
    clock.at = new Date(NOON.getTime() + number * 1000)
    await upload({}, names(number))
  }
  const left = db.prepare('SELECT file_name FROM waiting_originals ORDER BY brought_at, file_name').pluck().all()
  assert.deepEqual(left.toSorted(), [100, ...Array.from({ length: 10 }, (_, n) => n + 2)].map((number) => `${number}.txt`).toSorted(), 'others keep theirs')

  clock.at = new Date(NOON.getTime() + 25 * HOUR)
  db.prepare('UPDATE sessions SET expires_at = ?').run('9999')
  const before = tracesIn(db)
  await upload({}, names(13))
  assert.deepEqual(db.prepare('SELECT file_name FROM waiting_originals').pluck().all(), ['13.txt'])
  const [event, ...more] = eventsAfter(db, before)
  assert.equal(more.length, 0)
  assert.deepEqual((event!.after as { forgotten: string[] }).forgotten.toSorted(), [100, ...Array.from({ length: 10 }, (_, n) => n + 2)].map((number) => hash('sha256', `Text ${number}.`)).toSorted())
})

test('the original comes back byte for byte, as a file to save and as nothing else', async (t) => {
  const { anyone, salmas, upload, uploadAndImport, stored } = await desk(t)
  const content = '<!doctype html><script>alert(1)</script><p>Words of a page.</p>'
  const { id } = stored(await uploadAndImport({ title: 'T' }, { name: 'تقرير "1"\u202E.html', content }))
  const answer = await salmas.get(`/reports/${id}/original`)

  assert.equal(await answer.text(), content)
  const { headers } = answer
  assert.match(headers.get('content-disposition')!, /^attachment; filename=".*"; filename\*=UTF-8''%D8%AA%D9%82%D8%B1%D9%8A%D8%B1%20%221%22\.html$/)
  assert.deepEqual(
    ['content-type', 'x-content-type-options', 'content-security-policy', 'cache-control'].map((name) => headers.get(name)),
    ['application/octet-stream', 'nosniff', "sandbox; default-src 'none'", 'no-store'],
  )
  assert.equal((await anyone.get(`/reports/${id}/original`)).status, 303)
  const pasted = stored(await upload({ title: 'T', text: 'Pasted.' }))
  for (const address of [pasted.id, '0000000000', '%00']) assert.equal((await salmas.get(`/reports/${address}/original`)).status, 404)
})

test('an original is never edited, deleted or replaced, on any connection', async (t) => {
  const { db, uploadAndImport } = await desk(t)
  await uploadAndImport({ title: 'T' }, { name: 'a.txt', content: 'One.' })
  const raw = new Sqlite(db.name)
  t.after(() => raw.close())
  for (const pragma of ['recursive_triggers = OFF', 'foreign_keys = OFF']) raw.pragma(pragma)
  const all = () => raw.prepare('SELECT * FROM originals').all()
  const before = all()
  assert.equal(before.length, 1)

  const columns = 'sha256, media_type, size, file_name, address, final_address, steps, brought_by, brought_at, bytes'
  for (const sql of [
    "UPDATE originals SET file_name = 'x'", 'DELETE FROM originals', `REPLACE INTO originals SELECT * FROM originals`,
    `REPLACE INTO originals (rowid, report_id, ${columns}) SELECT rowid, 'AAAAAAAAAA', ${columns} FROM originals`,
  ]) {
    assert.throws(() => raw.exec(sql), /never changes/, sql)
    assert.deepEqual(all(), before)
  }
})
