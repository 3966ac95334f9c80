import { align, NOWHERE } from './align.ts'
import type { Comparison, Side, Token } from './compare.ts'
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
  return (pieces) => {
    const there = placeIn(comparison, comparison.toNew, pieces)
    if (there.outcome === 'same' || there.outcome === 'moved') return there
    const elsewhere = amongNewcomers(comparison, newcomers, pieces)
    const found = elsewhere ? placeIn(comparison, elsewhere, pieces) : there
    return found.likeness > there.likeness && found.outcome !== 'vanished' ? found : there
  }
}

// For each old token the index of its counterpart, or NOWHERE.
type Counterparts = Int32Array

function placeIn(comparison: Comparison, toNew: Counterparts, pieces: readonly Span[]): Reanchored {
  const { old: before, new: after } = comparison
  const hull = { start: pieces[0]!.start, end: pieces.at(-1)!.end }
  const placed = joined(pieces.flatMap((piece) => placeOf(comparison, toNew, piece) ?? []))
  const [first, last] = [placed[0], placed.at(-1)]
  if (!first || !last) return { outcome: 'vanished', likeness: 0 }

  const span = { start: first.start, end: last.end }
  const likeness = likenessOf(comparison, toNew, { pieces, placed })
  if (likeness < LIKE_ENOUGH) return { outcome: 'vanished', likeness }
  if (!isUnbroken(toNew, tokensIn(before, hull))) return { outcome: 'changed', span, pieces: placed, likeness }
  const stays = span.start === hull.start && after.text.slice(span.start, span.end) === before.text.slice(hull.start, hull.end)
  return { outcome: stays ? 'same' : 'moved', span, pieces: placed, likeness }
}

// Tokens that a stretch touches: `from` up to `to` (exclusive).
type Range = { from: number; to: number }

const tokensIn = ({ tokens }: Side, { start, end }: Span): Range =>
  ({ from: firstFrom(tokens, (token) => token.end > start), to: firstFrom(tokens, (token) => token.start >= end) })

// The first index from which on it holds.
function firstFrom(tokens: readonly Token[], holds: (token: Token) => boolean): number {
  let low = 0
  for (let high = tokens.length; low < high;) {
    const middle = (low + high) >> 1
    if (holds(tokens[middle]!)) high = middle
    else low = middle + 1
  }
  return low
}

const isUnbroken = (toNew: Counterparts, { from, to }: Range) =>
  toNew.subarray(from, to).every((there, index) => there !== NOWHERE && there === toNew[from]! + index)

// By how many words a stretch that took the place of another may be longer.
const LONGER = 3

// The new place of one piece: from the first word that stayed to the last, and with what replaced the words at its edges.
function placeOf({ old: before, new: after }: Comparison, toNew: Counterparts, piece: Span): Span | null {
  const { from, to } = tokensIn(before, piece)
  const first = nextKept(toNew, from, to, 1)
  const last = nextKept(toNew, to - 1, from - 1, -1)
  const [left, right] = [nextKept(toNew, from - 1, -1, -1), nextKept(toNew, to, toNew.length, 1)]
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

function nextKept(toNew: Counterparts, from: number, to: number, step: 1 | -1): number | null {
  for (let at = from; at !== to && at >= 0 && at < toNew.length; at += step) if (toNew[at] !== NOWHERE) return at
  return null
}

// Not one word stayed: what stands between the same neighbours, if the piece was all that stood between them on one side at least.
function replaced({ tokens }: Side, free: Range, length: number, alone: { left: boolean; right: boolean }): Span | null {
  const room = free.to - free.from
  if (room <= 0 || !(alone.left || alone.right)) return null
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

// Pieces that grew into each other are one.
function joined(pieces: readonly Span[]): Span[] {
  const all: Span[] = []
  for (const piece of pieces) {
    const last = all.at(-1)
    if (last && piece.start <= last.end) last.end = Math.max(last.end, piece.end)
    else all.push({ ...piece })
  }
  return all
}

// How many words around a claim speak for it, as far as its sentence goes. They decide about the short ones: «73 wounded» became «75 wounded».
const AROUND = 2
const NEARBY = 8
const SENTENCE_END = /^[.!?؟۔।…]/u

// Twice the words both have, of all words of either: 1 when they are the same, 0 when none is.
function likenessOf({ old: before, new: after }: Comparison, toNew: Counterparts, { pieces, placed }: { pieces: readonly Span[]; placed: readonly Span[] }): number {
  const [all, allThere] = [tokensOf(before, pieces), tokensOf(after, placed)]
  // Of a claim without any word its signs count.
  const counts = all.some((at) => before.tokens[at]!.word) ? ({ word }: Token) => word : () => true
  const own = all.filter((at) => counts(before.tokens[at]!))
  const theirs = allThere.filter((at) => counts(after.tokens[at]!)).length
  const kept = own.filter((at) => toNew[at] !== NOWHERE).length

  const span = tokensIn(after, { start: placed[0]!.start, end: placed.at(-1)!.end })
  const near = neighboursOf(before, tokensIn(before, { start: pieces[0]!.start, end: pieces.at(-1)!.end }))
  const isNear = (there: number) => there !== NOWHERE && there >= span.from - NEARBY && there < span.to + NEARBY
  const stayed = near.filter((at) => isNear(toNew[at]!)).length
  return (2 * kept + 2 * stayed) / (own.length + theirs + 2 * near.length)
}

const tokensOf = (side: Side, pieces: readonly Span[]) => pieces.flatMap((piece) => {
  const { from, to } = tokensIn(side, piece)
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index)
})

function neighboursOf({ text, tokens }: Side, { from, to }: Range): number[] {
  const ends = (at: number) => SENTENCE_END.test(text.slice(tokens[at]!.start, tokens[at]!.end))
  const walk = (start: number, step: 1 | -1) => {
    const found: number[] = []
    for (let at = start; at >= 0 && at < tokens.length && Math.abs(at - start) < NEARBY && found.length < AROUND && !ends(at); at += step) if (tokens[at]!.word) found.push(at)
    return found
  }
  return [...walk(from - 1, -1), ...walk(to, 1)]
}

// Where each word of the new version stands that has no counterpart in the old one.
type Newcomers = ReadonlyMap<number, readonly number[]>

function newcomersIn({ new: after, toOld }: Comparison): Newcomers {
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
function amongNewcomers({ old: before, new: after, toOld }: Comparison, newcomers: Newcomers, pieces: readonly Span[]): Counterparts | null {
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
