import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { desk, refuse, sendTwice, type Desk } from '../claims/testing.ts'
import { en } from '../../views/locales/en.ts'
import { tagsIn, wordsIn } from '../web/testing-page.ts'
import { askExport, findJob, MOST_OPEN } from './jobs.ts'
import { POLICY } from './page.ts'

const HOW = { as: 'csv', extent: 'full', lang: 'en' }
const MARCH = { by: 'period', from: '2026-03-01', to: '2026-03-31', ...HOW }

async function finished({ db }: Desk, id: string) {
  for (let tries = 0; tries < 400 && findJob(db, id).outcome === null; tries++) await wait(25)
  return findJob(db, id)
}

test('who comes from the queue exports what it shows, under the same filter', async (t) => {
  const here = await desk(t)
  const [one] = [here.signedOff(), here.queued()]
  const queue = await (await here.salmas.get('/claims?status=signed_off&text=bless%C3%A9s&order=oldest')).text()
  const link = tagsIn(queue).find(({ attributes }) => attributes.href?.startsWith('/exports'))!.attributes.href!
  assert.equal(link, '/exports?by=filter&status=signed_off&text=bless%C3%A9s')
  const page = await (await here.salmas.get(link)).text()
  for (const wanted of [en.statuses.signed_off, 'blessés', en.exports.filterLead]) assert.ok(wordsIn(page).includes(wanted), wanted)
  const hidden = Object.fromEntries(tagsIn(page).filter(({ name, attributes }) => name === 'input' && attributes.type === 'hidden' && attributes.name).map(({ attributes }) => [attributes.name, attributes.value!]))
  const { location } = Object.fromEntries((await here.salmas.post('/exports', { ...hidden, ...HOW })).headers)
  const job = await finished(here, location!.split('/').at(-1)!)
  assert.deepEqual([job.outcome, job.claims, job.scope], ['done', 1, { by: 'filter', filter: { status: 'signed_off', text: 'blessés' } }])
  const file = await here.salmas.get(`/exports/${job.id}/file`)
  assert.deepEqual(['content-type', 'content-disposition', 'cache-control', 'content-security-policy'].map((name) => file.headers.get(name)), ['text/csv; charset=utf-8; header=present', `attachment; filename="verification-report-${job.id}.csv"`, 'no-store', POLICY])
  const sheet = await file.text()
  assert.ok(sheet.includes(one) && sheet.split('\r\n').length === 3)
})

test('how many claims an export will hold is said before it is asked for, as the queue counts them', async (t) => {
  const here = await desk(t)
  const { reportId } = here.claim(here.signedOff())
  here.signedOff()
  here.queued()
  const said = async (query: string) => wordsIn(await (await here.salmas.get(`/exports?by=filter&${query}`)).text())
  for (const [query, claims] of [['', 3], ['status=signed_off', 2], ['status=queued', 1], ['verdict=none', 1], ['verdict=verified&order=oldest', 2], ['status=published', 0], ['assignee=none', 1], [`report=${reportId}&status=signed_off`, 2]] as const) {
    assert.ok((await said(query)).includes(en.exports.thatIs(claims)), `${query}: ${claims}`)
  }
  const searched = await said('text=bless%C3%A9s')
  assert.ok(searched.includes(en.exports.notCounted) && !searched.includes('As things are now'))
  assert.doesNotMatch(wordsIn(await (await here.salmas.get('/exports')).text()), /As things are now|counted only/)
})

test('what cannot be exported so is refused at its field, with what was typed', async (t) => {
  const here = await desk(t)
  for (const [fields, wanted] of [
    [{ ...MARCH, from: '' }, 'id="field-from-problem"'], [{ ...MARCH, from: '2026-04-01' }, en.problems.endsBefore], [{ ...MARCH, to: '2026-02-30' }, 'id="field-to-problem"'],
    [{ ...MARCH, as: 'zip' }, 'id="field-as-problem"'], [{ ...MARCH, extent: 'some' }, 'id="field-extent-problem"'], [{ ...MARCH, lang: 'xx' }, 'id="field-lang-problem"'],
  ] as [Record<string, string>, string][]) {
    const page = await refuse(here, here.salmas, '/exports', fields, 422)
    assert.ok(page.includes(wanted), wanted)
    if (fields.from) assert.ok(page.includes(`value="${fields.from}"`))
  }
  await here.exports.close()
  const asked = await Promise.all([MARCH, MARCH, { ...MARCH, to: '2026-03-30' }].map((fields) => here.salmas.post('/exports', { ...fields, once: 'one' })))
  assert.equal(new Set(asked.map(({ headers }) => headers.get('location'))).size, 2, 'another period under the old key is another export')
  for (let n = 2; n < MOST_OPEN; n++) assert.equal((await here.salmas.post('/exports', MARCH)).status, 303)
  assert.ok((await refuse(here, here.salmas, '/exports', MARCH, 409)).includes(en.refusals.tooManyExports(MOST_OPEN)))
})

test('an export is its asker’s, and whoever supervises sees to the line; cancelling twice does it once', async (t) => {
  const here = await desk(t)
  await here.exports.close()
  const id = askExport(here.db, here.by(here.salma), { scope: { by: 'filter', filter: {} }, form: 'json', extent: 'brief', locale: 'ar' })
  for (const path of ['', '/file', '/cancellation']) assert.equal((await here.yusufs.get(`/exports/${id}${path}`)).status, 404)
  await refuse(here, here.yusufs, `/exports/${id}/cancellation`, {}, 404)
  const seen = async (browser: typeof here.salmas) => (await (await browser.get('/exports')).text()).includes(`/exports/${id}`)
  assert.deepEqual([await seen(here.yusufs), await seen(here.salmas), await seen(here.nadias)], [false, true, true])
  for (const browser of [here.salmas, here.nadias, here.adams]) assert.equal((await browser.get(`/exports/${id}`)).status, 200)
  assert.equal((await here.salmas.get(`/exports/${id}/file`)).headers.get('location'), `/exports/${id}`)

  await sendTwice(here, here.nadias, `/exports/${id}/cancellation`, {}, `/exports/${id}`)
  assert.equal(findJob(here.db, id).outcome, 'cancelled')
  await refuse(here, here.salmas, `/exports/${id}/cancellation`, {}, 409)
  for (const id of ['0000000000', 'x', '%00']) assert.equal((await here.salmas.get(`/exports/${id}`)).status, 404)
})

test('the page of an export asks again by itself while it waits, and no longer once it has ended', async (t) => {
  const here = await desk(t)
  await here.exports.close()
  const id = askExport(here.db, here.by(here.salma), { scope: { by: 'filter', filter: {} }, form: 'json', extent: 'brief', locale: 'ar' })
  const watched = async () => tagsIn(await (await here.salmas.get(`/exports/${id}`)).text()).find(({ attributes }) => 'data-watched' in attributes)!.attributes
  assert.deepEqual([(await watched())['hx-get'], (await watched())['hx-trigger']], [`/exports/${id}`, 'every 2s'])
  await here.salmas.post(`/exports/${id}/cancellation`)
  assert.equal((await watched())['hx-get'], undefined)
})
