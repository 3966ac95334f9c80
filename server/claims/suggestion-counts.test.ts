import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ar } from '../../views/locales/ar.ts'
import { en } from '../../views/locales/en.ts'
import type { Database } from '../database.ts'
import { Refusal } from '../errors.ts'
import { passagesOfReport } from '../reports/reports.ts'
import { claimsOfReport, type Claim } from './claims.ts'
import { moveEdges } from './edges.ts'
import { merge } from './merge.ts'
import { split } from './split.ts'
import { countSuggestions, FATES } from './suggestion-counts.ts'
import { importReport } from './suggestions.ts'
import { desk, DRAFT, type Desk } from './testing.ts'
import { accept, acceptAll, dismiss, dismissAll, restore } from './triage.ts'

/** What the counters should say, counted from the claims themselves. */
const recount = (db: Database) => db.prepare("SELECT rules, fate, count(*) AS claims FROM claims WHERE fate IS NOT NULL GROUP BY rules, fate ORDER BY 1, 2").all()
const counters = (db: Database) => db.prepare('SELECT * FROM suggestion_counts WHERE claims > 0 ORDER BY 1, 2').all()
const fatesOf = (db: Database) => Object.fromEntries(Object.entries(countSuggestions(db)[0]!.fates).filter(([, claims]) => claims > 0))

test('a suggestion is counted by what became of it, in one place at a time', async (t) => {
  const { db, at, by, salma, claim, suggested } = await desk(t)
  const [first, second, third, fourth] = [1, 2, 3, 4].map(suggested) as [string, string, string, string]
  assert.deepEqual(countSuggestions(db), [{ rules: 'any-1', made: 4, decided: 0, fates: { accepted: 0, edited: 0, split: 0, merged: 0, dismissed: 0, waiting: 4 } }])

  accept(db, by(salma), at(first))
  accept(db, by(salma), { ...at(second), statement: 'La mairie de Lyon compte 73 blessés.' })
  dismiss(db, by(salma), { ...at(third), reason: '' })
  assert.deepEqual(fatesOf(db), { accepted: 1, edited: 1, dismissed: 1, waiting: 1 })

  accept(db, by(salma), { ...at(fourth), statement: claim(fourth).statement, modality: claim(fourth).modality, place: 'Lyon', happenedOn: '2026-03-04' })
  assert.deepEqual(fatesOf(db), { accepted: 2, edited: 1, dismissed: 1 }, 'a day and a place are nothing that rules suggest')

  dismiss(db, by(salma), { ...at(second), reason: '' })
  restore(db, by(salma), at(third))
  assert.deepEqual(fatesOf(db), { accepted: 2, dismissed: 1, waiting: 1 }, 'what was accepted may be dismissed, what was dismissed may come back')
})

test('what a person made is no suggestion', async (t) => {
  const { db, queued, signedOff } = await desk(t)
  const before = countSuggestions(db)
  queued()
  signedOff()
  assert.deepEqual(countSuggestions(db), before)
})

/** Before the second word. */
const halved = ({ at, claim }: Desk, id: string) => ({ ...at(id), cut: { before: claim(id).start + claim(id).quote.indexOf(' ') + 1 } })
const shortened = ({ at }: Desk, id: string) => ({ ...at(id), to: { move: 'start_later' } as const })

test('two claims in one count as split, edges that were moved as edited, and what says the same as merged', async (t) => {
  const here = await desk(t)
  const { db, at, by, salma, suggested } = here
  const [first, second, third, fourth] = [1, 2, 3, 4].map(suggested) as [string, string, string, string]
  split(db, by(salma), halved(here, first))
  assert.deepEqual(fatesOf(db), { split: 1, waiting: 3 }, 'the half that was split off is no suggestion of the rules')

  accept(db, by(salma), at(first))
  accept(db, by(salma), at(second))
  moveEdges(db, by(salma), shortened(here, second))
  merge(db, by(salma), { ...at(third), into: first, as: 'repetition' })
  assert.deepEqual(fatesOf(db), { edited: 1, split: 1, merged: 1, waiting: 1 })

  restore(db, by(salma), at(third))
  split(db, by(salma), halved(here, second))
  dismiss(db, by(salma), { ...at(fourth), reason: '' })
  assert.deepEqual(fatesOf(db), { split: 2, dismissed: 1, waiting: 1 })
})

/** Everything that can happen to a suggestion. */
const OPERATIONS: Record<string, (desk: Desk, claimId: string, other: number) => void> = {
  accept: ({ db, by, at, salma }, id) => accept(db, by(salma), at(id)),
  edit: ({ db, by, at, salma, claim }, id) => accept(db, by(salma), { ...at(id), statement: `${claim(id).statement} Vraiment.` }),
  anotherModality: ({ db, by, at, salma }, id) => accept(db, by(salma), { ...at(id), modality: 'opinion' }),
  dismiss: ({ db, by, at, salma }, id) => dismiss(db, by(salma), { ...at(id), reason: '' }),
  restore: ({ db, by, at, salma }, id) => restore(db, by(salma), at(id)),
  acceptAll: ({ db, by, salma, claim }, id) => acceptAll(db, by(salma), claim(id).reportId, passageOf(db, claim(id))),
  dismissAll: ({ db, by, salma, claim }, id) => dismissAll(db, by(salma), claim(id).reportId, passageOf(db, claim(id))),
  split: (desk, id) => split(desk.db, desk.by(desk.salma), halved(desk, id)),
  moveEdges: (desk, id) => moveEdges(desk.db, desk.by(desk.salma), shortened(desk, id)),
  merge: ({ db, by, at, salma, claim }, id, other) => {
    const neighbours = claimsOfReport(db, claim(id).reportId)
    merge(db, by(salma), { ...at(id), into: neighbours[other % neighbours.length]!.id, as: 'repetition' })
  },
  checkOut: (desk, id) => { desk.inProgress(desk.salma, id) },
  import: ({ db, by, salma }) => { importReport(db, by(salma), { ...DRAFT, text: `${DRAFT.text} Encore ${countSuggestions(db)[0]!.made}.` }) },
}

const passageOf = (db: Database, { reportId, start }: Claim) => passagesOfReport(db, reportId).find(({ end }) => start < end)!

test('the counters agree with a recount after any work', async (t) => {
  const here = await desk(t)
  const anything = fc.array(fc.tuple(fc.constantFrom(...Object.keys(OPERATIONS)), fc.nat(), fc.nat()), { minLength: 20, maxLength: 40 })
  const seen = new Set<string>()
  // One desk for all runs: a run cannot be made smaller without the runs before it.
  fc.assert(fc.property(anything, (operations) => {
    for (const [name, number, other] of operations) {
      const ids = here.db.prepare('SELECT id FROM claims ORDER BY key').pluck().all() as string[]
      try {
        OPERATIONS[name]!(here, ids[number % ids.length]!, other)
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
      }
      for (const { fate } of counters(here.db) as { fate: string }[]) seen.add(fate)
    }
    assert.deepEqual(counters(here.db), recount(here.db))
  }), { numRuns: 25, endOnFailure: true })
  assert.deepEqual([...seen].sort(), [...FATES].sort())
})

test('the page says it in both languages, with shares of what was decided, and is linked from the reports', async (t) => {
  const { db, at, by, salma, suggested, salmas } = await desk(t)
  assert.match(await (await salmas.get('/reports')).text(), /href="\/reports\/suggestions"/)
  for (const number of [1, 2, 3]) accept(db, by(salma), at(suggested(number)))
  dismiss(db, by(salma), { ...at(suggested(4)), reason: '' })

  const english = await (await salmas.get('/reports/suggestions')).text()
  const cells = (page: string) => [...page.matchAll(/<td>([^]*?)<\/td>/g)].map(([, cell]) => cell!.replace(/<[^>]*>/g, '').trim())
  assert.deepEqual(cells(english), ['4', '3 75%', '0 0%', '0 0%', '0 0%', '1 25%', '0'])
  for (const words of [en.suggestions.title, en.suggestions.meanings.edited, 'any-1']) assert.ok(english.includes(words), words)

  db.prepare("UPDATE people SET locale = 'ar'").run()
  const arabic = await (await salmas.get('/reports/suggestions')).text()
  assert.deepEqual(cells(arabic).slice(0, 2), ['٤', '٣ ٧٥٪؜'])
  assert.ok(arabic.includes(ar.suggestions.title))
})
