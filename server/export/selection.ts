import { hash } from 'node:crypto'
import { openingOf } from '../audit/checkpoint.ts'
import type { Database } from '../database.ts'
import { wordsAround } from './around.ts'
import { briefClaim, briefMethod, type Extent } from './brief.ts'
import { FORMAT } from './document.ts'
import { countsOf, coverOf, METHOD, readPart, type ReportedClaim } from './part.ts'
import type { Scope, Selected } from './scope.ts'
import { custodyOf, extractOf } from './trail.ts'

// A verification report over claims of several reports: what stands at its head, and a part for each report, so that no more than one of them is held at a time.

export type SelectedPart = ReturnType<typeof selectedPart>
export type SelectedClaim = ReportedClaim & { context: ReturnType<typeof wordsAround> }
export type SelectionHead = ReturnType<typeof headOf>
export type Totals = ReturnType<typeof countsOf>

/** What is told of the claims of one report. Of its text only their quotes stand here, with the words around them; of its trail what happened to them, and how it came in; nothing of it where it is not asked for. */
export function selectedPart(db: Database, { reportId, claims: ids }: Selected, hasTrail: boolean) {
  const asked = new Set(ids)
  const part = readPart(db, reportId, asked)
  const { all, read: { report, said, signOffs }, claims, corrections, upToHere } = part
  if (hash('sha256', report.text) !== report.sha256) throw new Error('The text is not the one that was imported')

  const speakingFor = new Set(claims.flatMap(({ id }) => (said.get(id) ?? []).map((other) => other.id)).concat(ids))
  const events = hasTrail ? extractOf(db, upToHere, speakingFor) : []
  const judged = new Set(claims.flatMap(({ verdict, earlierVerdicts }) => [verdict, ...earlierVerdicts].map((one) => one?.id)))
  return {
    counts: countsOf(claims, { signOffs: new Map([...signOffs].filter(([judgementId]) => judged.has(judgementId))) }),
    told: {
      ...coverOf(db, part),
      claims: claims.map((claim): SelectedClaim => ({ ...claim, context: wordsAround(report.text, claim.quote) })),
      corrections, custody: custodyOf(events, all), audit: events,
    },
  }
}

/** The same, as the brief report has it. */
export function briefPart({ report, approval, claims, corrections }: SelectedPart['told']) {
  return { report, approval, claims: claims.map(briefClaim), corrections }
}

type Facts = { scope: Scope; extent: Extent; reports: number; counts: Totals; asOf: string; checkpoint: string }

/** What such a report says of itself. It is of the moment of the last event of the trail, and the checkpoint covers that: claims of the whole desk may be in it. */
export function headOf(db: Database, { scope, extent, reports, counts, asOf, checkpoint }: Facts) {
  return {
    ...FORMAT, extent, scope, desk: openingOf(db), asOf,
    counts: { reports, ...counts },
    method: extent === 'brief' ? briefMethod(METHOD) : METHOD,
    checkpoint,
  }
}

/** Adds up what two parts count. */
export function added<Numbers extends object>(one: Numbers, other: Numbers): Numbers {
  return Object.fromEntries(Object.entries(one).map(([name, value]) => {
    const more = (other as Record<string, unknown>)[name]
    return [name, typeof value === 'number' ? value + (more as number) : added(value as object, more as object)]
  })) as Numbers
}

/** The counts of no claims. */
export const NOTHING: Totals = countsOf([], { signOffs: new Map() })
