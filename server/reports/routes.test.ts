import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ar } from '../../views/locales/ar.ts'
import { en } from '../../views/locales/en.ts'
import { NOON, tracesIn } from '../web/testing.ts'
import { passagesOfReport } from './reports.ts'
import { desk, escaped, FIELDS } from './testing.ts'

test('a passage is marked and unmarked, and leads back to itself', async (t) => {
  const { db, salmas, stored } = await desk(t)
  const { id } = stored(await salmas.post('/reports/new', FIELDS))
  const marks = () => passagesOfReport(db, id).map(({ mark }) => mark)
  const mark = (number: string, fields: Record<string, string>) => salmas.post(`/reports/${id}/passages/${number}/mark`, fields)

  const before = tracesIn(db)
  const answer = await mark('2', { mark: 'context', once: 'form-1' })
  assert.deepEqual([answer.status, answer.headers.get('location'), tracesIn(db)], [303, `/reports/${id}#passage-2`, before + 1])
  assert.deepEqual(marks(), [null, 'context'])

  await mark('2', { mark: 'context' })
  assert.equal(tracesIn(db), before + 1)
  await mark('2', { mark: '', once: 'form-2' })
  const repeated = await mark('2', { mark: 'context', once: 'form-1' })
  assert.deepEqual([repeated.status, repeated.headers.get('location'), marks(), tracesIn(db)], [303, `/reports/${id}`, [null, null], before + 2])

  const rows: [number: string, fields: Record<string, string>, status: number][] = [
    ['3', { mark: 'context' }, 404], ['0', { mark: 'context' }, 404], ['x', { mark: 'context' }, 404], ['1.5', { mark: 'context' }, 404], ['%00', { mark: 'context' }, 404],
    ['1', { mark: 'claims' }, 422], ['1', {}, 422], ['1', { mark: 'Context' }, 422],
  ]
  for (const [number, fields, status] of rows) assert.equal((await mark(number, fields)).status, status, `${number} ${JSON.stringify(fields)}`)
  assert.equal((await salmas.post('/reports/0000000000/passages/1/mark', { mark: 'context' })).status, 404)
  assert.deepEqual(marks(), [null, null])
})

test('only members open these doors', async (t) => {
  const { anyone, reports } = await desk(t)
  assert.equal((await anyone.get('/reports')).status, 303)
  assert.equal((await anyone.get('/reports/new')).headers.get('location'), '/sign-in?next=%2Freports%2Fnew')
  assert.equal((await anyone.post('/reports/new', FIELDS)).status, 401)
  assert.equal((await anyone.post('/reports/new', { text: 'x'.repeat(2 ** 21) })).status, 413)
  assert.equal(reports(), 0)
})

test('an empty list says what to do; a full one goes on', async (t) => {
  const { salmas, clock } = await desk(t)
  const empty = await (await salmas.get('/reports')).text()
  assert.ok(empty.includes(escaped(en.reports.noneHint)) && empty.includes('href="/reports/new"'))

  for (let n = 0; n < 26; n++) {
    clock.at = new Date(NOON.getTime() + n * 1000)
    await salmas.post('/reports/new', { title: n === 25 ? 'عنوان <b>' : `Title ${n}`, text: `Text ${n}. And more.`, publisher: n === 25 ? 'P&Q' : '', publishedOn: n === 25 ? '2015-07-30' : '', language: 'en' })
  }
  const page = await (await salmas.get('/reports')).text()
  assert.equal(page.match(/<tr data-row>/g)?.length, 25)
  assert.match(page, /dir="auto" lang="en"[^>]*>عنوان &lt;b&gt;</)
  assert.ok(page.includes('P&amp;Q') && page.includes('30 July 2015') && !page.includes('Title 0<'))

  const older = /href="(\/reports\?before=[^"]+)"/.exec(page)![1]!
  const second = await (await salmas.get(older)).text()
  assert.equal(second.match(/<tr data-row>/g)?.length, 1)
  assert.ok(second.includes('Title 0<') && second.includes('href="/reports"'))
  for (const nonsense of ['x', '2026_0', '%00', "'--"]) assert.equal((await salmas.get(`/reports?before=${nonsense}`)).status, 200)
  assert.equal((await salmas.get('/reports?before=a&before=b')).status, 200)
})

test('the map of a report runs in reading direction', async (t) => {
  const { salmas, stored, db } = await desk(t)
  const { id } = stored(await salmas.post('/reports/new', { title: 'T', text: 'One. Twotwo. Three.', language: 'en' }))
  await salmas.post(`/reports/${id}/passages/1/mark`, { mark: 'opinion' })

  const english = await (await salmas.get('/reports')).text()
  assert.match(english, /aria-label="Coverage 33%: 1 of 3 passages dealt with"/)
  assert.match(english, /<rect class="coverage__opinion" x="0.00" width="263.16" y="0" height="10">/)
  assert.match(english, /<rect class="coverage__untriaged" x="263.16" width="736.84" y="7" height="3">/)
  assert.match(english, /translate\(0 0\)/)
  assert.doesNotMatch(english, / style=/)

  db.prepare("UPDATE people SET locale = 'ar'").run()
  const arabic = await (await salmas.get('/reports')).text()
  assert.match(arabic, /scale\(-1 1\)/)
  assert.ok(arabic.includes('فُرز ١ من ٣ مقاطع') && arabic.includes(ar.reports.columns.coverage))
  assert.equal((await salmas.get('/reports/new')).status, 200)
})
