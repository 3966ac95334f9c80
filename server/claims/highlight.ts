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

  return cuts.slice(0, -1).map((start, index) => {
    const end = cuts[index + 1]!
    return { text: text.slice(start, end), claims: touching.filter(({ pieces }) => pieces.some((piece) => piece.start <= start && piece.end >= end)) }
  })
}

export const touches = (one: Span, other: Span) => one.start < other.end && one.end > other.start
