import { NOWHERE } from './align.ts'
import { nextKept, tokensIn, type Comparison, type Counterparts, type Range, type Side } from './compare.ts'
import { likenessOf } from './likeness.ts'
import { amongNewcomers, newcomersIn } from './newcomers.ts'
import { hullOf, inOrder } from './pieces.ts'
import type { Span } from './span.ts'

export const OUTCOMES = ['same', 'moved', 'changed', 'vanished'] as const
export type Outcome = (typeof OUTCOMES)[number]

// Where a claim's words stand in the new version. same: letter by letter at the same place; moved: the same words elsewhere, white space aside.
// `pieces` are in order inside `span`, which begins and ends with them. `likeness` is the share of words that are still there, from 0 to 1.
export type Reanchored =
  | { outcome: Exclude<Outcome, 'vanished'>; span: Span; pieces: Span[]; likeness: number }
  | { outcome: 'vanished'; likeness: number }

// Below, what stands there now is not what the claim was made of.
const LIKE_ENOUGH = 0.5

// Finds the words of a claim again: where the two versions correspond, else among what is new in the new one.
// What stood in the old version already is never taken for them, however alike: those are other words.
export function reanchoring(comparison: Comparison): (pieces: readonly Span[]) => Reanchored {
  const newcomers = newcomersIn(comparison)
  const neighbours = neighboursIn(comparison.toNew)
  return (pieces) => {
    const there = placeIn(comparison, comparison.toNew, pieces, neighbours)
    if (there.outcome === 'same' || there.outcome === 'moved') return there
    const elsewhere = amongNewcomers(comparison, newcomers, pieces)
    const found = elsewhere ? placeIn(comparison, elsewhere, pieces) : there
    return found.likeness > there.likeness && found.outcome !== 'vanished' ? found : there
  }
}

// The tokens nearest to a stretch that have a counterpart; null where there is none.
type Neighbours = (stretch: Range) => { left: number | null; right: number | null }

const neighboursAround = (toNew: Counterparts): Neighbours => ({ from, to }) => ({ left: nextKept(toNew, from - 1, -1, -1), right: nextKept(toNew, to, toNew.length, 1) })

// The same for many stretches: where two texts share little, each of them would look through all there is.
function neighboursIn(toNew: Counterparts): Neighbours {
  const [before, after] = [new Int32Array(toNew.length + 1).fill(NOWHERE), new Int32Array(toNew.length + 1).fill(NOWHERE)]
  for (let at = 0; at < toNew.length; at++) before[at + 1] = toNew[at] === NOWHERE ? before[at]! : at
  for (let at = toNew.length - 1; at >= 0; at--) after[at] = toNew[at] === NOWHERE ? after[at + 1]! : at
  const orNull = (at: number) => at === NOWHERE ? null : at
  return ({ from, to }) => ({ left: orNull(before[from]!), right: orNull(after[to]!) })
}

function placeIn(comparison: Comparison, toNew: Counterparts, pieces: readonly Span[], neighbours = neighboursAround(toNew)): Reanchored {
  const { old: before, new: after } = comparison
  const hull = hullOf(pieces)
  const placed = inOrder(pieces.flatMap((piece) => placeOf(comparison, toNew, piece, neighbours) ?? []))
  const [first, last] = [placed[0], placed.at(-1)]
  if (!first || !last) return { outcome: 'vanished', likeness: 0 }

  const span = { start: first.start, end: last.end }
  const likeness = likenessOf(comparison, toNew, { pieces, placed })
  if (likeness < LIKE_ENOUGH) return { outcome: 'vanished', likeness }
  if (!isUnbroken(toNew, tokensIn(before, hull))) return { outcome: 'changed', span, pieces: placed, likeness }
  const stays = span.start === hull.start && after.text.slice(span.start, span.end) === before.text.slice(hull.start, hull.end)
  return { outcome: stays ? 'same' : 'moved', span, pieces: placed, likeness }
}

const isUnbroken = (toNew: Counterparts, { from, to }: Range) =>
  toNew.subarray(from, to).every((there, index) => there !== NOWHERE && there === toNew[from]! + index)

// By how many words a stretch that took the place of another may be longer.
const LONGER = 3

// The new place of one piece: from the first word that stayed to the last, and with what replaced the words at its edges.
function placeOf({ old: before, new: after }: Comparison, toNew: Counterparts, piece: Span, neighbours: Neighbours): Span | null {
  const { from, to } = tokensIn(before, piece)
  const first = nextKept(toNew, from, to, 1)
  const last = nextKept(toNew, to - 1, from - 1, -1)
  const { left, right } = neighbours({ from, to })
  // Tokens of the new text that may belong to the piece: between the counterparts of its neighbours.
  const free = { from: left === null ? 0 : toNew[left]! + 1, to: right === null ? after.tokens.length : toNew[right]! }
  const alone = { left: from - (left ?? -1) === 1, right: (right ?? toNew.length) === to }
  if (first === null || last === null) return replaced(after, free, to - from, alone)

  const reach = (gone: number, room: number, isAlone: boolean) => gone === 0 ? 0 : Math.min(room, isAlone ? gone + LONGER : gone)
  const head = toNew[first]! - reach(first - from, toNew[first]! - free.from, alone.left)
  const tail = toNew[last]! + reach(to - 1 - last, free.to - 1 - toNew[last]!, alone.right)
  return {
    start: first === from ? startOf(before, after, { at: first, there: head }, piece) : after.tokens[head]!.start,
    end: last === to - 1 ? endOf(before, after, { at: last, there: tail }, piece) : after.tokens[tail]!.end,
  }
}

// Not one word stayed: what stands between the same neighbours, if the piece was all that stood between them on one side at least.
function replaced({ tokens }: Side, free: Range, length: number, alone: { left: boolean; right: boolean }): Span | null {
  const room = free.to - free.from
  // White space alone is no word that another could replace.
  if (room <= 0 || length === 0 || !(alone.left || alone.right)) return null
  const taken = Math.min(room, alone.left && alone.right ? length + LONGER : length)
  const from = alone.left ? free.from : free.to - taken
  return { start: tokens[from]!.start, end: tokens[from + taken - 1]!.end }
}

type Pair = { at: number; there: number }

// An edge keeps its distance from the edge of its word: inside of it, or in the white space around it as far as that is the same.
function startOf(before: Side, after: Side, { at, there }: Pair, { start }: Span): number {
  const inside = start - before.tokens[at]!.start
  if (inside >= 0) return after.tokens[there]!.start + inside
  const space = before.text.slice(start, before.tokens[at]!.start)
  return after.text.endsWith(space, after.tokens[there]!.start) ? after.tokens[there]!.start - space.length : after.tokens[there]!.start
}

function endOf(before: Side, after: Side, { at, there }: Pair, { end }: Span): number {
  const beyond = end - before.tokens[at]!.end
  if (beyond <= 0) return after.tokens[there]!.end + beyond
  return after.text.startsWith(before.text.slice(before.tokens[at]!.end, end), after.tokens[there]!.end) ? after.tokens[there]!.end + beyond : after.tokens[there]!.end
}
