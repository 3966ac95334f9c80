import type { Database } from '../database.ts'
import type { Person } from '../people/person.ts'
import type { Report } from '../reports/reports.ts'
import { wordsIn } from '../text/edges.ts'
import { written } from '../text/pieces.ts'
import { findClaim, mergedInto, near, splitFrom, type Claim } from './claims.ts'
import { canTake, STEPS } from './rules.ts'

/** More words than this are split by typing the two quotes. */
const MOST_WORDS = 80

/** Where a claim stands and what it is one with, as its page shows it. */
export function standingOf(db: Database, claim: Claim, report: Report, viewer: Person, now: Date) {
  return {
    written: written(claim),
    words: canTake('split', claim, viewer, now) ? wordsOf(claim, report) : [],
    said: mergedInto(db, claim.id),
    splitOff: splitFrom(db, claim.id),
    splitFrom: claim.splitFrom === null ? null : findClaim(db, claim.splitFrom),
    mergedInto: claim.mergedInto === null ? null : findClaim(db, claim.mergedInto),
    others: canTake('merge', claim, viewer, now) ? othersThan(db, claim) : [],
  }
}

function wordsOf({ pieces }: Claim, { text, language }: Report) {
  const words = wordsIn(text, language, pieces)
  return words.length > MOST_WORDS ? [] : words.map(({ start, end }) => ({ start, text: text.slice(start, end) }))
}

type Other = Pick<Claim, 'id' | 'number' | 'statement'>

/** The claims of the report that could stand for this one, those next to it. */
function othersThan(db: Database, claim: Claim): Other[] {
  return db.prepare<Record<string, unknown>, Other>(`
    SELECT id, number, statement FROM claims
    WHERE report_id = @reportId AND id <> @id AND number BETWEEN @from AND @to AND status IN (SELECT value FROM json_each(@statuses))
    ORDER BY number
  `).all({ ...near(claim), id: claim.id, statuses: JSON.stringify(STEPS.take_in.from) })
}
