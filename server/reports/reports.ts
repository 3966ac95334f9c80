import { hash } from 'node:crypto'
import type { Act } from '../audit/trail.ts'
import type { Database } from '../database.ts'
import { notFound } from '../errors.ts'
import { newId } from '../ids.ts'
import type { Language } from '../text/language.ts'
import { passagesOf } from '../text/passages.ts'
import type { Span } from '../text/span.ts'
import { RULES } from '../text/suggest.ts'
import type { Mark } from './passages.ts'

/** `importedBy` is a name; `rules` is the version of the rules that suggested its claims. */
export type Report = {
  id: string
  title: string
  publisher: string
  author: string
  sourceAddress: string
  publishedOn: string | null
  language: Language
  text: string
  sha256: string
  fileName: string | null
  rules: string
  importedBy: string
  importedAt: string
  /** Counts the versions of one article, from 1; `revisionOf` is the report that holds the version before. */
  version: number
  revisionOf: string | null
}

/** What somebody brings to be checked. */
export type Draft = Pick<Report, 'title' | 'publisher' | 'author' | 'sourceAddress' | 'publishedOn' | 'language' | 'text' | 'fileName'>

/** A stretch of the text, counted from 1; `mark` is what somebody said it is, `suggestedMark` what the rules took it for. */
export type Passage = Span & { number: number; mark: Mark | null; suggestedMark: Mark | null }

/** Stores a report and its passages. Part of a larger change: it opens no transaction and leaves no trace of its own. */
export function insertReport(db: Database, act: Act, draft: Draft, previous: Report | null = null): Report {
  if (!act.person) throw new Error('A report is imported by a person')
  const spans = passagesOf(draft.text, draft.language)
  assertTiles(draft.text, spans)

  const id = newId()
  db.prepare(`
    INSERT INTO reports (id, title, publisher, author, source_address, published_on, language, text, sha256, file_name, rules, imported_by, imported_at, revision_of, version)
    VALUES (@id, @title, @publisher, @author, @sourceAddress, @publishedOn, @language, @text, @sha256, @fileName, @rules, @importedBy, @importedAt, @revisionOf, @version)`,
  ).run({ ...draft, id, sha256: sha256Of(draft.text), rules: rulesFor(draft.language), importedBy: act.person.id, importedAt: act.at.toISOString(), revisionOf: previous?.id ?? null, version: (previous?.version ?? 0) + 1 })

  const insert = db.prepare('INSERT INTO passages (report_id, number, span_start, span_end) VALUES (?, ?, ?, ?)')
  for (const [index, { start, end }] of spans.entries()) insert.run(id, index + 1, start, end)
  return findReport(db, id)
}

export function findReport(db: Database, id: string): Report {
  const report = db.prepare<[string], Report>(`
    SELECT reports.id, title, publisher, author, source_address AS sourceAddress, published_on AS publishedOn, language, text, sha256,
      file_name AS fileName, rules, people.name AS importedBy, imported_at AS importedAt, version, revision_of AS revisionOf
    FROM reports JOIN people ON people.id = imported_by
    WHERE reports.id = ?`).get(id)
  if (!report) throw notFound()
  return report
}

/** Who published a report. Reading its text as well takes ten times as long. */
export const publisherOf = (db: Database, id: string) =>
  db.prepare<[string], { publisher: string }>('SELECT publisher FROM reports WHERE id = ?').get(id)?.publisher ?? ''

/** The report that holds exactly this text. */
export function reportWithText(db: Database, text: string): { id: string } | undefined {
  return db.prepare<[string], { id: string }>('SELECT id FROM reports WHERE sha256 = ?').get(sha256Of(text))
}

export function passagesOfReport(db: Database, reportId: string): Passage[] {
  return db.prepare<[string], Passage>(`
    SELECT number, span_start AS start, span_end AS end, mark, suggested_mark AS suggestedMark
    FROM passages WHERE report_id = ? ORDER BY number`).all(reportId)
}

/** The passages that a stretch of the text touches, in their order. */
export function passagesAround(db: Database, reportId: string, { start, end }: Span): Span[] {
  return db.prepare<[string, number, number], Span>(`
    SELECT span_start AS start, span_end AS end
    FROM passages WHERE report_id = ? AND span_end > ? AND span_start < ? ORDER BY number`).all(reportId, start, end)
}

export function findPassage(db: Database, reportId: string, number: number): Passage {
  const passage = db.prepare<[string, number], Passage>(`
    SELECT number, span_start AS start, span_end AS end, mark, suggested_mark AS suggestedMark
    FROM passages WHERE report_id = ? AND number = ?`).get(reportId, number)
  if (!passage) throw notFound()
  return passage
}

/** Passages may neither overlap nor leave a gap: whatever stands in the report stands in exactly one of them. */
export function assertTiles(text: string, spans: readonly Span[]) {
  const ends = spans.map(({ end }) => end)
  const tiles = ends.at(-1) === text.length && spans.every(({ start, end }, index) => start === (ends[index - 1] ?? 0) && start < end)
  if (!tiles) throw new Error('The passages do not tile the text')
}

/** Of the text as UTF-8, in hexadecimal. */
const sha256Of = (text: string) => hash('sha256', text)

const rulesFor = (language: Language) => language === 'ar' || language === 'en' ? RULES[language] : RULES.other
