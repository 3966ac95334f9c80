import type { Database } from '../database.ts'
import type { Person } from '../people/person.ts'
import type { Report } from '../reports/reports.ts'
import { wordsIn } from '../text/edges.ts'
import { written } from '../text/pieces.ts'
import { findClaim, mergedInto, neighboursOf, splitFrom, type Claim } from './claims.ts'
import { canTake, STEPS, type Status } from './rules.ts'

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

/** The claims around this one that could stand for it. */
const othersThan = (db: Database, claim: Claim) => neighboursOf(db, claim).filter(({ status }) => (STEPS.take_in.from as readonly Status[]).includes(status))
