import { appendFileSync, closeSync, mkdirSync, openSync, readSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { canonical } from '../audit/canonical.ts'
import { checkpointAt } from '../audit/checkpoint.ts'
import { headOf as headOfTrail } from '../audit/trail.ts'
import type { Database } from '../database.ts'
import type { Locale } from '../people/person.ts'
import type { Extent } from './brief.ts'
import { LOOK } from './page.ts'
import { pageAround, partIn, scopeWords } from './selection-page.ts'
import { printLook } from './print-style.ts'
import { selectedIn, type Scope } from './scope.ts'
import { added, briefPart, headOf, NOTHING, selectedPart, type SelectedPart, type SelectionHead } from './selection.ts'
import { sheetHead, sheetRows } from './sheet.ts'

/** A report over several reports leaves in these; a bundle proves what is said of one text, and so is made of one report. */
export const FORMS = ['html', 'pdf', 'docx', 'json', 'csv'] as const
export type Form = (typeof FORMS)[number]

/** What somebody asked for. */
export type Job = { id: string; scope: Scope; form: Form; extent: Extent; locale: Locale }

/** What becomes of a job that nobody stopped and that did not fail. `html` is what is still to be printed. */
export type Written = { outcome: 'written'; claims: number } | { outcome: 'empty' | 'tooMany' }

/** A browser and a word processor are at their end with more. */
export const MOST_TO_PRINT = 1000
const MOST: Partial<Record<Form, number>> = { pdf: MOST_TO_PRINT, docx: MOST_TO_PRINT }

type Facts = { asOf: string; checkpoint: string; desk: SelectionHead['desk'] }
type Writer = { part: (part: SelectedPart['told'], facts: Facts, isFirst: boolean) => string; around: (head: SelectionHead) => [string, string] }

/**
 * Writes a report over several reports into a file, report by report, so that what it takes does not grow with it. `db` is in a transaction, so all of it is of one moment.
 * `sign` brings a signed head that covers the last event, where none is kept yet; `tell` says how far it is. The file has its name once it is whole.
 */
export async function writeSelection(db: Database, job: Job, file: string, { sign, tell }: { sign: () => Promise<string>; tell: (done: number, all: number) => void }): Promise<Written> {
  const selected = selectedIn(db, job.scope)
  const all = selected.reduce((sum, { claims }) => sum + claims.length, 0)
  if (all === 0) return { outcome: 'empty' }
  if (all > (MOST[job.form] ?? Infinity)) return { outcome: 'tooMany' }

  const last = headOfTrail(db)!
  const facts = { asOf: last.at, checkpoint: checkpointAt(db, last.seq) ?? await sign() }
  const about = { scope: job.scope, extent: job.extent, ...facts }
  const { desk } = headOf(db, { ...about, reports: 0, counts: NOTHING })
  const writer = writerFor(db, job)
  const kept: SelectedPart['told'][] = []
  let [counts, done] = [NOTHING, 0]

  // Somebody may have cleared it away as a folder of leftovers, which it nearly is.
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const parts = openSync(`${file}.parts`, 'w')
  for (const [index, one] of selected.entries()) {
    const part = selectedPart(db, one, job.extent === 'full' && job.form !== 'csv')
    counts = added(counts, part.counts)
    if (writer) writeSync(parts, writer.part(part.told, { ...facts, desk }, index === 0))
    else kept.push(part.told)
    tell(done += one.claims.length, all)
  }
  closeSync(parts)

  const head = headOf(db, { ...about, reports: selected.length, counts })
  if (writer) assemble(file, writer.around(head))
  else writeFileSync(`${file}.whole`, await (await import('./word-selection.ts')).wordOfSelection(head, kept, { scope: scopeWords(db, job.scope, job.locale), locale: job.locale }))
  renameSync(`${file}.whole`, file)
  rmSync(`${file}.parts`)
  return { outcome: 'written', claims: counts.claims }
}

/** What is said first is known last. */
function assemble(file: string, [before, after]: [string, string]) {
  writeFileSync(`${file}.whole`, before)
  const [from, to] = [openSync(`${file}.parts`, 'r'), openSync(`${file}.whole`, 'a')]
  const chunk = Buffer.allocUnsafe(2 ** 20)
  for (let length = readSync(from, chunk); length > 0; length = readSync(from, chunk)) writeSync(to, chunk, 0, length)
  closeSync(from)
  closeSync(to)
  appendFileSync(`${file}.whole`, after)
}

/** null for what cannot be written piece by piece. */
function writerFor(db: Database, { id, scope, form, extent, locale }: Job): Writer | null {
  if (form === 'docx') return null
  if (form === 'json') return { part: (part, _facts, isFirst) => (isFirst ? '' : ',') + canonical(extent === 'brief' ? briefPart(part) : part), around: jsonAround }
  if (form === 'csv') return { part: ({ claims, ...part }, facts) => sheetRows(claims, { ...part, ...facts, passageOf: () => null }, extent), around: () => [sheetHead(extent), ''] }

  const look = form === 'pdf' ? printLook() : LOOK
  return { part: (part, { desk }) => partIn(part, { desk, locale, extent }), around: (head) => pageAround(head, { scope: scopeWords(db, scope, locale), locale, id, look }) }
}

/** Canonical JSON in two pieces. In no string of it can this stand: quotation marks are escaped there. */
function jsonAround(head: SelectionHead): [string, string] {
  const [before, after] = canonical({ ...head, reports: [] }).split('"reports":[]') as [string, string]
  return [`${before}"reports":[`, `]${after}`]
}
