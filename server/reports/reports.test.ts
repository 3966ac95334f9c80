import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { change } from '../audit/trail.ts'
import type { Database } from '../database.ts'
import { LANGUAGES, proposeLanguage } from '../text/language.ts'
import { passagesOf } from '../text/passages.ts'
import { NOON, testDesk, testPeople, tracesIn } from '../web/testing.ts'
import { listReports } from './list.ts'
import { markPassage } from './passages.ts'
import { assertTiles, findPassage, findReport, insertReport, passagesOfReport, reportWithText, type Draft, type Report } from './reports.ts'
import { asStored, problemOfText } from './rules.ts'

const desk = (t: Parameters<typeof testDesk>[0]) => {
  const db = testDesk(t)
  return { db, ...testPeople(db) }
}

const draft = (text: string, more: Partial<Draft> = {}): Draft =>
  ({ title: 'A title', publisher: '', author: '', sourceAddress: '', publishedOn: null, language: 'en', text, fileName: null, ...more })

function insert(db: Database, person: Parameters<typeof change>[1]['person'], given: Draft, at = NOON): Report {
  return change(db, { person, at }, (record) => {
    const report = insertReport(db, { person, at }, given)
    record({ action: 'report.imported', subject: `report/${report.id}`, report: report.id })
    return report
  })
}

/** Texts that a careless store would change. */
const DELICATE = [
  '  Leading spaces, a tab\there, trailing spaces.  \n\n\n',
  'e\u0301 and \u00E9 are two things. \u1E9B\u0323 too.',
  'قُتِلَ ٧٣ عنصرًا. الاســـم المطوَّل لا يتغيّر.',
  'Family \u{1F468}\u200D\u{1F469}\u200D\u{1F467}, flag \u{1F1F8}\u{1F1FE}, skin \u{1F44B}\u{1F3FD}.',
  'Isolates \u2067عربي\u2069 and overrides \u202Eabc\u202C stay.',
  'Separators \u2028 and \u2029 and \u0085 stay.',
  '<script>alert(1)</script> & &amp; "quotes".',
  "'); DROP TABLE reports; --",
]

test('a text is stored as it stands, with the hash of its UTF-8, in passages that tile it', (t) => {
  const { db, salma } = desk(t)
  for (const text of DELICATE) {
    const report = insert(db, salma, draft(text))
    assert.equal(findReport(db, report.id).text, text)
    assert.equal(report.sha256, createHash('sha256').update(text, 'utf8').digest('hex'))
    assertTiles(text, passagesOfReport(db, report.id))
  }
})

test('an inserted report is found by its id and by its text, and knows who imported it', (t) => {
  const { db, salma } = desk(t)
  const about = { title: 'عنوان', publisher: 'P', author: 'A', sourceAddress: 'https://a.test/', publishedOn: '2015-07-30', language: 'ar', fileName: 'نص.txt' } as const
  const report = insert(db, salma, draft('نص.', about))

  assert.deepEqual(findReport(db, report.id), report)
  assert.deepEqual({ ...about, text: 'نص.', importedBy: 'Salma', importedAt: NOON.toISOString(), version: 1, revisionOf: null }, (({ id, sha256, rules, ...rest }) => rest)(report))
  assert.deepEqual(reportWithText(db, 'نص.'), { id: report.id })
  assert.equal(reportWithText(db, 'نص. '), undefined)
  assert.throws(() => findReport(db, '0000000000'), { status: 404 })
  assert.throws(() => findPassage(db, report.id, 2), { status: 404 })
})

test('the desk itself imports nothing, and the same text is never stored twice', (t) => {
  const { db, salma } = desk(t)
  assert.throws(() => insert(db, null, draft('Word.')), /by a person/)
  insert(db, salma, draft('Word.'))
  assert.throws(() => insert(db, salma, draft('Word.')), /never changes/)
  assert.equal(listReports(db, {}, 9).length, 1)
})

test('passages tile every text in every language', () => {
  const units = fc.constantFrom('.', ' ', '\n', '»', '«', '؟', '…', '"', '1', 'a', 'A', 'ب', 'دم', '।', '\u{1F525}', '\u0301', '\u202E', '\u200D', 'Dr', 'ص')
  const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.array(units).map((all) => all.join('')))
  fc.assert(fc.property(texts, fc.constantFrom(...LANGUAGES), (text, language) => {
    if (text !== '') assertTiles(text, passagesOf(text, language))
  }), { numRuns: 2000 })
})

test('a gap, an overlap, an empty passage or a missing end is no tiling', () => {
  const rows = [[], [[0, 2]], [[0, 1], [2, 3]], [[0, 2], [1, 3]], [[1, 3]], [[0, 1], [1, 1], [1, 3]], [[0, 4]]]
  for (const row of rows) assert.throws(() => assertTiles('abc', row.map(([start, end]) => ({ start: start!, end: end! }))), /tile/, JSON.stringify(row))
  assertTiles('abc', [{ start: 0, end: 1 }, { start: 1, end: 3 }])
})

test('marking a passage leaves one trace, marking it again as the same none', (t) => {
  const { db, salma } = desk(t)
  const { id } = insert(db, salma, draft('One. Two.'))
  const traces = (work: () => void) => { const before = tracesIn(db); work(); return tracesIn(db) - before }
  const mark = (as: 'context' | 'opinion' | null) => traces(() => markPassage(db, { person: salma, at: NOON }, id, 2, as))

  assert.deepEqual([mark(null), mark('context'), mark('context'), mark('opinion'), mark(null), mark(null)], [0, 1, 0, 1, 1, 0])
  assert.deepEqual(passagesOfReport(db, id).map((passage) => passage.mark), [null, null])
  assert.throws(() => markPassage(db, { person: salma, at: NOON }, id, 3, 'context'), { status: 404 })

  const bodies = db.prepare<[], { action: string; before: string; after: string }>(`
    SELECT action, body ->> '$.before' AS before, body ->> '$.after' AS after FROM audit_events WHERE subject = 'report/${id}' ORDER BY seq DESC LIMIT 2`).all()
  assert.deepEqual(bodies.map(({ action }) => action), ['passage.unmarked', 'passage.marked'])
  assert.deepEqual([bodies[1]!.before, bodies[1]!.after].map((json) => JSON.parse(json)), [{ passage: 2, mark: 'context' }, { passage: 2, mark: 'opinion' }])
})

test('the list goes from the newest back, in pages that neither repeat nor skip', (t) => {
  const { db, salma } = desk(t)
  for (let n = 0; n < 7; n++) insert(db, salma, draft(`Text ${n}.`, { title: `T${n}` }), new Date(NOON.getTime() + Math.floor(n / 3) * 1000))

  const seen: string[] = []
  let page = listReports(db, {}, 2)
  while (page.length > 0) {
    seen.push(...page.map(({ title }) => title))
    page = listReports(db, { before: page.at(-1)! }, 2)
  }
  assert.equal(seen[0], 'T6')
  assert.deepEqual(seen.map((title) => Math.floor(Number(title.slice(1)) / 3)), [2, 1, 1, 1, 0, 0, 0])
  assert.deepEqual(seen.toSorted(), ['T0', 'T1', 'T2', 'T3', 'T4', 'T5', 'T6'])
})

const BLNS = new URL('../../../shared/eval/hostile/blns/blns.json', import.meta.url)

test('naughty strings are stored exactly, or refused by a stated rule', { skip: existsSync(BLNS) ? false : 'the list of naughty strings is not here' }, (t) => {
  const { db, salma } = desk(t)
  const strings = new Set((JSON.parse(readFileSync(BLNS, 'utf8')) as string[]).map(asStored))
  const refused: Record<string, number> = {}
  let stored = 0

  for (const text of strings) {
    const problem = problemOfText(text)
    if (problem) refused[problem] = (refused[problem] ?? 0) + 1
    else {
      const { id } = insert(db, salma, draft(text, { language: proposeLanguage(text) }))
      assert.equal(findReport(db, id).text, text)
      assertTiles(text, passagesOfReport(db, id))
      stored++
    }
  }
  t.diagnostic(`${stored} stored, refused: ${JSON.stringify(refused)}`)
  assert.ok(stored > 400)
  assert.deepEqual(Object.keys(refused).filter((problem) => !['textBlank', 'binary', 'unreadable'].includes(problem)), [])
})
