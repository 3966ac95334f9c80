import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findNote, openNote, parseVerifierKey } from '../audit/note.ts'
import { LOCALES } from '../people/person.ts'
import { words } from '../../views/locales/words.ts'
import { key } from '../web/testing.ts'
import { wordsIn } from '../web/testing-page.ts'
import { briefOf } from './brief.ts'
import { verificationReport } from './document.ts'
import { pageOf } from './page.ts'
import { fullDesk, plain } from './testing.ts'

const PRINTED = ['statement', 'translation', 'actor', 'rationale', 'settle', 'bypass reason', 'first title', 'against title', 'looked in', 'looked for', 'reply'].map(plain)
const LEFT_OUT = ['check note', 'first quote', 'against note', 'withdrawn title', 'withdrawal reason', 'request', 'conflict note', 'search note', 'first origin', 'date basis', 'medium', 'verb'].map(plain)

test('a brief report says what was found, why, where that stands and who answers for it, and no more', async (t) => {
  const { db, report, ids, salmas } = await fullDesk(t)
  const full = verificationReport(db, report.id, key)
  const brief = briefOf(full)
  assert.deepEqual(Object.keys(brief), ['format', 'version', 'extent', 'scope', 'desk', 'asOf', 'report', 'approval', 'counts', 'method', 'coverage', 'claims', 'corrections', 'checkpoint'])
  const signed = brief.claims.find(({ id }) => id === ids.signed)!
  assert.deepEqual([signed.claimant, signed.sources.map(({ stance }) => stance), signed.searches.length, signed.withheld], [{ actor: plain('actor'), named: true }, ['supports', 'supports', 'contradicts', 'context'], 1, { internal: 2, sealed: 2 }])
  assert.deepEqual(signed.approval, full.claims.find(({ id }) => id === ids.signed)!.approval)

  const get = async (form: string) => (await salmas.get(`/reports/${report.id}/export.${form}?extent=brief`)).text()
  const forms = { json: JSON.stringify(JSON.parse(await get('json'))), html: wordsIn(await get('html')), csv: await get('csv') }
  assert.deepEqual(JSON.parse(forms.json), JSON.parse(JSON.stringify(brief)))
  for (const [form, content] of Object.entries(forms)) {
    // A cell holds how many searches there were.
    for (const wanted of PRINTED.filter((words) => form !== 'csv' || !/looked|title|reply/.test(words))) assert.ok(content.includes(wanted), `${form}: ${wanted}`)
    for (const unwanted of LEFT_OUT) assert.ok(!content.includes(unwanted), `${form}: ${unwanted}`)
    // That of the last event is in the signed head.
    for (const { hash } of full.audit.slice(0, -1)) assert.ok(!content.includes(hash), `${form}: ${hash}`)
    assert.doesNotMatch(content, /SEALED|INTERNAL/)
    assert.ok(content.includes(full.checkpoint.split('\n')[2]!), `${form} has the signed head`)
  }
})

test('a brief page has its own sections in each language, and its checkpoint verifies', async (t) => {
  const { db, report } = await fullDesk(t)
  const full = verificationReport(db, report.id, key)
  for (const locale of LOCALES) {
    const page = pageOf(full, locale, { extent: 'brief' })
    const w = words[locale].export
    for (const section of ['summary', 'method', 'claims', 'corrections', 'checkpoint'] as const) assert.ok(page.includes(`>${w.sections[section]}</h2>`), section)
    for (const section of ['source', 'custody', 'audit'] as const) assert.ok(!page.includes(`>${w.sections[section]}</h2>`), section)
    assert.ok(openNote(findNote(page)!, parseVerifierKey(full.desk.vkey)))
  }
})

test('the language of an export may be another than the reader’s, and what cannot be understood asks for nothing', async (t) => {
  const { db, report, salmas } = await fullDesk(t)
  const full = verificationReport(db, report.id, key)
  const page = async (search: string) => (await salmas.get(`/reports/${report.id}/export.html${search}`)).text()
  assert.equal(await page('?lang=ar'), pageOf(full, 'ar'))
  assert.equal(await page('?lang=ar&extent=brief'), pageOf(full, 'ar', { extent: 'brief' }))
  for (const search of ['', '?lang=xx&extent=all', '?lang=ar&lang=en&extent[]=brief', '?lang=']) assert.equal(await page(search), pageOf(full, 'en'), search)
  const answer = await salmas.get(`/reports/${report.id}/export.csv?extent=brief`)
  assert.equal(answer.headers.get('content-disposition'), `attachment; filename="verification-report-${report.id}-brief.csv"`)
})
