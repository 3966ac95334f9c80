import { change, type Act } from '../audit/trail.ts'
import type { Database } from '../database.ts'
import type { Span } from '../text/span.ts'
import { findPassage, passagesOfReport, type Passage, type Report } from './reports.ts'
import { ensureNewest } from './versions.ts'

/** What a passage is when it holds no claim. */
export const MARKS = ['context', 'opinion', 'prediction', 'caveat'] as const
export type Mark = (typeof MARKS)[number]

/** Says what a passage is, or takes that back. Saying again what it is already changes nothing. */
export function markPassage(db: Database, act: Act, reportId: string, number: number, mark: Mark | null) {
  change(db, act, (record) => {
    ensureNewest(db, reportId)
    const passage = findPassage(db, reportId, number)
    if (passage.mark === mark) return

    db.prepare('UPDATE passages SET mark = ? WHERE report_id = ? AND number = ?').run(mark, reportId, number)
    record({
      action: mark ? 'passage.marked' : 'passage.unmarked',
      subject: `report/${reportId}`,
      report: reportId,
      before: { passage: number, mark: passage.mark },
      after: { passage: number, mark },
    })
  })
}

/** A passage whose text stood in the version before is what it was there, unless it was several things. Part of a larger change. */
export function carryMarks(db: Database, previous: Report, next: Report) {
  const known = Map.groupBy(passagesOfReport(db, previous.id), (passage) => textOf(previous, passage))
  for (const passage of passagesOfReport(db, next.id)) {
    const [mark, ...others] = new Set(known.get(textOf(next, passage))?.map(({ mark }) => mark))
    if (mark && others.length === 0) db.prepare('UPDATE passages SET mark = ? WHERE report_id = ? AND number = ?').run(mark, next.id, passage.number)
  }
}

const textOf = ({ text }: Pick<Report, 'text'>, { start, end }: Span) => text.slice(start, end).trim()

export const PASSAGE_STATES = ['claims', ...MARKS, 'untriaged'] as const
export type PassageState = (typeof PASSAGE_STATES)[number]

/** A stretch on the map of a report, with its length in the text. */
export type Stretch = { number: number; state: PassageState; length: number }

/** `share` is the part of all passages that somebody has dealt with, between 0 and 1; `nextUntriaged` is a passage's number. */
export type Coverage = {
  passages: Stretch[]
  all: number
  share: number
  untriaged: number
  nextUntriaged: number | null
}

/** Passages in the order of the text, and the spans of the claims that count: neither suggested nor dismissed. A claim wins over a mark. */
export function coverageOf(passages: readonly Omit<Passage, 'suggestedMark'>[], claimSpans: readonly Span[]): Coverage {
  const furthest = furthestEnds(passages, claimSpans)
  const states = passages.map(({ number, start, end, mark }, index) =>
    ({ number, state: furthest[index]! > start ? 'claims' : mark ?? 'untriaged', length: end - start } satisfies Stretch))

  const untriaged = states.filter(({ state }) => state === 'untriaged')
  return {
    passages: states,
    all: states.length,
    share: states.length === 0 ? 1 : (states.length - untriaged.length) / states.length,
    untriaged: untriaged.length,
    nextUntriaged: untriaged[0]?.number ?? null,
  }
}

/** What coverage needs to know of a claim: its words, and whether it was merged into another. */
export type Placed = { id: string; status: string; pieces: readonly Span[]; mergedInto: string | null }

/** Where the claims that count stand. One that was merged into another is another place where that one is said. */
export function placesOf<One extends Placed>(all: readonly One[], counts: (claim: One) => boolean): Span[] {
  const keptFor = keeping(all)
  return all.filter((claim) => counts(keptFor(claim))).flatMap(({ pieces }) => pieces)
}

/** Which claim stands for each: itself, unless it was merged into another. */
export function keeping<One extends Pick<Placed, 'id' | 'mergedInto'>>(all: readonly One[]): (claim: One) => One {
  const byId = new Map(all.map((claim) => [claim.id, claim]))
  return function keptFor(claim): One {
    const other = claim.mergedInto === null ? undefined : byId.get(claim.mergedInto)
    return other ? keptFor(other) : claim
  }
}

/** For each passage, how far the claims reach that start before its end: one walk along both, however many there are. */
function furthestEnds(passages: readonly Span[], claimSpans: readonly Span[]): number[] {
  const claims = claimSpans.toSorted((a, b) => a.start - b.start)
  let seen = 0
  let furthest = 0
  return passages.map(({ end }) => {
    for (; seen < claims.length && claims[seen]!.start < end; seen++) furthest = Math.max(furthest, claims[seen]!.end)
    return furthest
  })
}

/** Neighbours in the same state as one stretch: the same map with fewer lines to draw. */
export function joinNeighbours(passages: readonly Stretch[]): Stretch[] {
  const runs: Stretch[] = []
  for (const passage of passages) {
    const last = runs.at(-1)
    if (last?.state === passage.state) last.length += passage.length
    else runs.push({ ...passage })
  }
  return runs
}
