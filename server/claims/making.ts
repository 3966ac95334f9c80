import type { Act } from '../audit/trail.ts'
import type { Database } from '../database.ts'
import type { Report } from '../reports/reports.ts'
import type { Modality } from '../text/suggest.ts'
import { choose, type Choice, type Chosen, type Occurrence } from './choose.ts'
import { makeClaim } from './suggestions.ts'

/** The claim that was made; or why none was, with the places between which somebody has to choose. */
export type Made = { id: string } | { unfound: Exclude<Chosen['found'], 'one'>; places: Occurrence[] }

/** Makes a claim of words that somebody chose in a report, if it is clear which they are. */
export function makeChosen(db: Database, act: Act, report: Report, { statement, modality, ...choice }: Choice & { statement: string; modality: Modality }): Made {
  const chosen = choose(report.text, choice)
  if (chosen.found !== 'one') return { unfound: chosen.found, places: chosen.found === 'several' ? chosen.places : [] }
  return { id: makeClaim(db, act, report, { ...chosen, statement, modality }) }
}
