import { change, type Act } from '../audit/trail.ts'
import type { Database } from '../database.ts'
import { unfit } from '../errors.ts'
import { newId } from '../ids.ts'
import { insertReport, type Draft, type Report } from '../reports/reports.ts'
import { contextOf, quoteOf, type Span } from '../text/span.ts'
import { suggestClaims, type Hop as SuggestedHop, type Modality, type Suggestion } from '../text/suggest.ts'
import { writeHops, type Hop } from './attribution.ts'
import { placeOf, termsOf } from './claims.ts'
import { belongsInQueue, type Status } from './rules.ts'

/** Takes a report in: its text, its passages, and what the rules suggest, all in one. Returns its id. */
export function importReport(db: Database, act: Act, draft: Draft): string {
  return change(db, act, (record) => {
    const report = insertReport(db, act, draft)
    const suggested = suggest(db, act, report)
    const { title, publisher, language, sha256, rules, id } = report
    record({ action: 'report.imported', subject: `report/${id}`, report: id, after: { title, publisher, language, sha256, rules, suggested } })
    return id
  })
}

/** A caveat or a note on sources is no claim of its own: it says what its passage is. Everything else becomes a suggested claim. */
function suggest(db: Database, act: Act, report: Report): number {
  const suggestions = suggestClaims(report.text, report.language)
  const claims = suggestions.filter(({ kind }) => kind !== 'caveat' && kind !== 'provenance')
  claims.forEach((suggestion, index) => insertSuggested(db, act, report, suggestion, index + 1))

  for (const { kind, passage } of suggestions) {
    if (kind === 'caveat') db.prepare(`UPDATE passages SET suggested_mark = 'caveat' WHERE report_id = ? AND number = ?`).run(report.id, passage + 1)
  }
  return claims.length
}

function insertSuggested(db: Database, act: Act, report: Report, { spans, modality, chain }: Suggestion, number: number) {
  const span = { start: spans[0]!.start, end: spans.at(-1)!.end }
  const statement = quoteOf(report.text, span)
  insertClaim(db, act, report, { span, statement, modality, status: 'suggested', number, rules: report.rules, hops: chain.map(asHop) })
}

const asHop = ({ actor, named, medium, verb }: SuggestedHop): Hop => ({ actor, named, medium: medium ?? '', verb: verb ?? '', link: '' })

type NewClaim = {
  span: Span
  statement: string
  modality: Modality
  status: Status
  number: number
  rules: string | null
  hops: readonly Hop[]
}

function insertClaim(db: Database, act: Act, report: Report, { span, statement, modality, status, number, rules, hops }: NewClaim): string {
  const id = newId()
  const quote = quoteOf(report.text, span)
  db.prepare(`
    INSERT INTO claims (
      id, report_id, number, span_start, span_end, quote, prefix, suffix, statement, language, modality, status, claimant, rules,
      created_by, created_at, queued_at, terms
    ) VALUES (
      @id, @reportId, @number, @start, @end, @quote, @prefix, @suffix, @statement, @language, @modality, @status, @claimant, @rules,
      @createdBy, @at, @queuedAt, @terms
    )
  `).run({
    id, reportId: report.id, number, ...span, quote, ...contextOf(report.text, span), statement, language: report.language, modality, status, rules,
    claimant: hops[0]?.actor ?? '', createdBy: rules === null ? act.person!.id : null, at: act.at.toISOString(),
    queuedAt: belongsInQueue(status, modality) ? act.at.toISOString() : null, terms: termsOf({ statement, quote }),
  })
  writeHops(db, id, hops)
  return id
}

type Chosen = { span: Span; quote: string; statement: string; modality: Modality }

/** Makes a claim of a stretch that somebody chose. The quote they saw must be what stands there. Returns the claim's id. */
export function makeClaim(db: Database, act: Act, report: Report, { span, quote, statement, modality }: Chosen): string {
  if (report.text.slice(span.start, span.end) !== quote || quote.trim() === '') throw unfit((t) => t.refusals.quoteMoved)

  return change(db, act, (record) => {
    const { number } = db.prepare('SELECT coalesce(max(number), 0) + 1 AS number FROM claims WHERE report_id = ?').get(report.id) as { number: number }
    const id = insertClaim(db, act, report, { span, statement, modality, status: 'queued', number, rules: null, hops: [] })
    record({ action: 'claim.made', ...placeOf({ id, reportId: report.id }), after: { ...span, quote, statement, modality, version: 1 } })
    return id
  })
}
