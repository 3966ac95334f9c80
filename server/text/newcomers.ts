import { align, NOWHERE } from './align.ts'
import { nextKept, tokensIn, tokensOf, type Comparison, type Counterparts, type Range, type Side } from './compare.ts'
import { NEARBY } from './likeness.ts'
import type { Span } from './span.ts'

// Where each word of the new version stands that has no counterpart in the old one.
export type Newcomers = ReadonlyMap<number, readonly number[]>

export function newcomersIn({ new: after, toOld }: Comparison): Newcomers {
  const places = new Map<number, number[]>()
  after.ids.forEach((id, at) => {
    if (toOld[at] !== NOWHERE) return
    const known = places.get(id)
    if (known) known.push(at)
    else places.set(id, [at])
  })
  return places
}

// How many words before and after a claim help to find it, and how often one may stand there to be of help.
const CONTEXT = 8
const MOST_PLACES = 64

// Fewer words than these are found anywhere.
const FEWEST_WORDS = 3

// A whole paragraph may have gone elsewhere: its words are new there and gone here. Each votes for a distance; where most agree, the claim is compared.
export function amongNewcomers({ old: before, new: after, toOld }: Comparison, newcomers: Newcomers, pieces: readonly Span[]): Counterparts | null {
  const hull = tokensIn(before, { start: pieces[0]!.start, end: pieces.at(-1)!.end })
  const distance = mostVoted(before, newcomers, { from: Math.max(0, hull.from - CONTEXT), to: Math.min(before.ids.length, hull.to + CONTEXT) })
  if (distance === null) return null

  const slack = (hull.to - hull.from) >> 1
  const start = Math.max(0, hull.from + distance - slack)
  const found = align(before.ids.slice(hull.from, hull.to), after.ids.slice(start, hull.to + distance + slack))
  const toNew = new Int32Array(before.ids.length).fill(NOWHERE)
  found.forEach((there, index) => { if (there !== NOWHERE) toNew[hull.from + index] = start + there })
  for (const step of [-1, 1] as const) followOutwards(before, after, toNew, hull, step)

  const kept = tokensOf(before, pieces).filter((at) => before.tokens[at]!.word && toNew[at] !== NOWHERE).map((at) => toNew[at]!)
  const taken = kept.filter((there) => toOld[there] !== NOWHERE).length
  return kept.length >= FEWEST_WORDS && 2 * taken <= kept.length ? toNew : null
}

// What stands right beside the claim in both places came along with it.
function followOutwards(before: Side, after: Side, toNew: Counterparts, { from, to }: Range, step: 1 | -1) {
  const edge = step === 1 ? nextKept(toNew, to - 1, from - 1, -1) : nextKept(toNew, from, to, 1)
  if (edge === null) return
  for (let at = edge + step, there = toNew[edge]! + step; Math.abs(at - edge) <= NEARBY && before.ids[at] !== undefined && before.ids[at] === after.ids[there]; at += step, there += step) toNew[at] = there
}

function mostVoted({ ids, tokens }: Side, newcomers: Newcomers, { from, to }: Range): number | null {
  const votes = new Map<number, number>()
  for (let at = from; at < to; at++) {
    const places = tokens[at]!.word ? newcomers.get(ids[at]!) ?? [] : []
    if (places.length <= MOST_PLACES) for (const place of places) votes.set(place - at, (votes.get(place - at) ?? 0) + 1)
  }
  let best: number | null = null
  for (const [distance, count] of votes) if (count > (best === null ? 1 : votes.get(best)!)) best = distance
  return best
}
