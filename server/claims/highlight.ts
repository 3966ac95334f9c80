import type { Span } from '../text/span.ts'
import type { Claim } from './claims.ts'

/** A run of text that the same claims cover. Runs follow each other without a gap: their texts together are the passage. */
export type Run<Marked extends Span = Claim> = { text: string; claims: Marked[] }

/** Cuts a passage at the edges of its claims, so that overlapping highlights can be drawn as inline marks side by side. */
export function runsOf<Marked extends Span>(text: string, passage: Span, claims: readonly Marked[]): Run<Marked>[] {
  const touching = claims.filter(({ start, end }) => start < passage.end && end > passage.start)
  const edges = touching.flatMap(({ start, end }) => [start, end]).filter((at) => at > passage.start && at < passage.end)
  const cuts = [...new Set([passage.start, ...edges, passage.end])].sort((a, b) => a - b)

  return cuts.slice(0, -1).map((start, index) => {
    const end = cuts[index + 1]!
    return { text: text.slice(start, end), claims: touching.filter((claim) => claim.start <= start && claim.end >= end) }
  })
}
