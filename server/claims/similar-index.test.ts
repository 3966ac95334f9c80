import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import fc from 'fast-check'
import type { Database } from '../database.ts'
import { LANGUAGES, type Language } from '../text/language.ts'
import { EDGE_MOVES } from '../text/edges.ts'
import { STEMS } from '../text/stems.ts'
import type { Claim } from './claims.ts'
import { moveEdges } from './edges.ts'
import { merge } from './merge.ts'
import { MERGE_KINDS } from './rules.ts'
import { ensureStemsMade, rebuildStems } from './similar-index.ts'
import { split } from './split.ts'
import { translate } from './statements.ts'
import { desk, type Desk } from './testing.ts'
import { accept, acceptAll, dismiss, restore } from './triage.ts'
import { reword } from './wording.ts'

/** All that the index holds, in an order of its own. */
const contentOf = (db: Database) => ({
  stems: db.prepare('SELECT key, stems FROM claim_stems ORDER BY key').all(),
  counts: db.prepare('SELECT stem, claims FROM stem_counts ORDER BY stem').all(),
  found: db.prepare("SELECT stem, (SELECT json_group_array(rowid) FROM (SELECT rowid FROM similar_index WHERE similar_index MATCH '\"' || stem || '\"' ORDER BY rowid)) AS claims FROM stem_counts WHERE stem <> ''").all(),
})

const WORDS = ['pont', 'fermé', 'blessés', 'mairie', 'لا', 'الجسر', 'مغلق', '73', 'bridge', 'closed', 'not', '🏚️', 'l’école']

const pick = <Choice>(choices: readonly Choice[], words: string) => choices[words.length % choices.length]!

const anotherOf = ({ db }: Desk, id: string) =>
  db.prepare<[string, string], string>("SELECT id FROM claims WHERE id <> ? AND report_id = (SELECT report_id FROM claims WHERE id = ?) AND status = 'queued' ORDER BY key LIMIT 1").pluck().get(id, id)!

/** Where its second word begins, if it has two. */
const secondWord = ({ start, quote }: Claim) => start + Math.max(quote.search(/(?<=\s)\S/), 0)

/** What somebody does to a claim, as far as its status lets them. */
const OPERATIONS: Record<string, (d: Desk, id: string, words: string, language: Language) => unknown> = {
  make: (d) => d.queued(),
  accept: (d, id, words) => accept(d.db, d.by(d.salma), { ...d.at(id), statement: words }),
  acceptAll: (d, id) => acceptAll(d.db, d.by(d.salma), d.report.id, { start: d.claim(id).start, end: d.claim(id).start + 1 }),
  dismiss: (d, id) => dismiss(d.db, d.by(d.salma), { ...d.at(id), reason: '' }),
  restore: (d, id) => restore(d.db, d.by(d.salma), d.at(id)),
  reword: (d, id, words) => reword(d.db, d.by(d.salma), { ...d.at(id), statement: words, modality: 'asserted', place: '', happenedOn: null, dateBasis: '' }),
  translate: (d, id, words, language) => translate(d.db, d.by(d.salma), { ...d.at(id), language, statement: words }),
  moveAnEdge: (d, id, words) => moveEdges(d.db, d.by(d.salma), { ...d.at(id), to: { move: pick(EDGE_MOVES, words) } }),
  split: (d, id) => split(d.db, d.by(d.salma), { ...d.at(id), cut: { before: secondWord(d.claim(id)) } }),
  merge: (d, id, words) => merge(d.db, d.by(d.salma), { ...d.at(id), into: anotherOf(d, id), as: pick(MERGE_KINDS, words) }),
  takeTranslationAway: (d, id, _words, language) => translate(d.db, d.by(d.salma), { ...d.at(id), language, statement: '' }),
}

/** The names of those that were done; the others were refused, as they should be. */
function doAtRandom(d: Desk, times: number): Set<string> {
  const one = fc.record({ name: fc.constantFrom(...Object.keys(OPERATIONS)), pick: fc.nat(), words: fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 6 }), language: fc.constantFrom(...LANGUAGES) })
  const done = new Set<string>()
  for (const { name, pick, words, language } of fc.sample(one, { numRuns: times, seed: 10 })) {
    const ids = d.db.prepare<[], string>('SELECT id FROM claims ORDER BY key').pluck().all()
    try {
      OPERATIONS[name]!(d, ids[pick % ids.length]!, words.join(' '), language)
      done.add(name)
    } catch (refusal) {
      if (![409, 422].includes((refusal as { status?: number }).status ?? 0)) throw refusal
    }
  }
  return done
}

const quick = async (t: TestContext) => {
  const here = await desk(t)
  here.db.pragma('synchronous = OFF')
  return here
}

test('after a thousand operations the index is what it would be if it were made anew', async (t) => {
  const here = await quick(t)
  assert.deepEqual([...doAtRandom(here, 1000)].toSorted(), Object.keys(OPERATIONS).toSorted())

  const kept = contentOf(here.db)
  assert.ok(kept.counts.length > 10 && kept.stems.length > 20)
  here.db.exec("INSERT INTO similar_index (similar_index) VALUES ('integrity-check')")
  rebuildStems(here.db)
  assert.deepEqual(contentOf(here.db), kept)
})

test('only claims of the desk are in it', async (t) => {
  const { db, queued, suggested, by, salma, at } = await quick(t)
  const keys = () => db.prepare('SELECT id FROM claim_stems JOIN claims USING (key) ORDER BY key').pluck().all()
  assert.deepEqual(keys(), [], 'suggestions are not')
  const id = queued()
  accept(db, by(salma), at(suggested()))
  assert.deepEqual(keys().toSorted(), [id, suggested()].toSorted())
  dismiss(db, by(salma), { ...at(id), reason: '' })
  assert.deepEqual(keys(), [suggested()])
})

test('a change that is undone is undone in the index too', async (t) => {
  const { db, queued, at, by, salma } = await quick(t)
  const id = queued()
  const before = contentOf(db)
  db.exec("CREATE TEMP TRIGGER full BEFORE INSERT ON audit_events BEGIN SELECT RAISE(ABORT, 'the disk is full'); END")
  assert.throws(() => translate(db, by(salma), { ...at(id), language: 'en', statement: 'Seventy-three were hurt.' }), /the disk is full/)
  assert.deepEqual(contentOf(db), before)
})

test('an index that was made with other stems, or never, is made anew at the start', async (t) => {
  const { db, queued } = await quick(t)
  queued()
  const whole = contentOf(db)
  db.exec("DELETE FROM claim_stems; INSERT INTO stems_made VALUES (1, 'stems-0')")
  ensureStemsMade(db)
  assert.deepEqual(contentOf(db), whole)
  assert.equal(db.prepare('SELECT version FROM stems_made').pluck().get(), STEMS)

  db.exec('DELETE FROM claim_stems')
  ensureStemsMade(db)
  assert.deepEqual(contentOf(db).stems, [], 'once it is of this version, the claims’ own changes keep it')
})
