import type { Span } from '../text/span.ts'
import type { Claim } from './claims.ts'

/** What a highlight marks: the words of a claim, not what stands between them. */
type Pieces = { pieces: readonly Span[] }

/** A run of text that the same claims cover. Runs follow each other without a gap: their texts together are the passage. */
export type Run<Marked extends Pieces = Claim> = { text: string; claims: Marked[] }

/** Cuts a passage at the edges of its claims' words, so that overlapping highlights can be drawn as inline marks side by side. */
export function runsOf<Marked extends Pieces>(text: string, passage: Span, claims: readonly Marked[]): Run<Marked>[] {
  const touching = claims.filter(({ pieces }) => pieces.some((piece) => touches(piece, passage)))
  const edges = touching.flatMap(({ pieces }) => pieces.flatMap(({ start, end }) => [start, end])).filter((at) => at > passage.start && at < passage.end)
  const cuts = [...new Set([passage.start, ...edges, passage.end])].sort((a, b) => a - b)

  const runs = cuts.slice(0, -1).map((start, index): Run<Marked> => ({ text: text.slice(start, cuts[index + 1]), claims: [] }))
  // Each piece looks only at the runs that it covers: a passage of thousands of claims would take minutes otherwise.
  const runAt = new Map(cuts.map((cut, index) => [cut, index]))
  for (const claim of touching) {
    for (const piece of claim.pieces.filter((piece) => touches(piece, passage))) {
      const end = runAt.get(Math.min(piece.end, passage.end))!
      for (let index = runAt.get(Math.max(piece.start, passage.start))!; index < end; index++) runs[index]!.claims.push(claim)
    }
  }
  return runs
}

export const touches = (one: Span, other: Span) => one.start < other.end && one.end > other.start
