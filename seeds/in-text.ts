import { claimsOfReport } from '../server/claims/claims.ts'
import type { Database } from '../server/database.ts'
import { findReport, passagesOfReport, type Report } from '../server/reports/reports.ts'
import { occurrencesOf, type Span } from '../server/text/span.ts'

/** Where the words stand. The story is told of words that stand in one place only. */
export function spanOf({ text, title }: Report, words: string): Span {
  const [start, another] = occurrencesOf(text, words)
  if (start === undefined || another !== undefined) throw new Error(`“${words}” does not stand exactly once in “${title}”`)
  return { start, end: start + words.length }
}

export function passageOf(db: Database, reportId: string, words: string) {
  const { start } = spanOf(findReport(db, reportId), words)
  return passagesOfReport(db, reportId).find((passage) => start < passage.end)!
}

/** How many suggestions begin in a passage. */
export const suggestedIn = (db: Database, reportId: string, passage: Span) =>
  claimsOfReport(db, reportId).filter(({ status, start }) => status === 'suggested' && start >= passage.start && start < passage.end).length

export function suggestionWith(db: Database, reportId: string, words: string): string | undefined {
  const { start, end } = spanOf(findReport(db, reportId), words)
  return claimsOfReport(db, reportId).find((claim) => claim.status === 'suggested' && claim.start <= start && claim.end >= end)?.id
}
