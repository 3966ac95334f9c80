import { NOWHERE } from './align.ts'
import { tokensIn, tokensOf, type Comparison, type Counterparts, type Range, type Side, type Token } from './compare.ts'
import type { Span } from './span.ts'

// How many words around a claim speak for it, as far as its sentence goes. They decide about the short ones: «73 wounded» became «75 wounded».
const AROUND = 2
export const NEARBY = 8
const SENTENCE_END = /^[.!?؟۔।…]/u

// Twice the words both have, of all words of either: 1 when they are the same, 0 when none is.
export function likenessOf({ old: before, new: after }: Comparison, toNew: Counterparts, { pieces, placed }: { pieces: readonly Span[]; placed: readonly Span[] }): number {
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

function neighboursOf({ text, tokens }: Side, { from, to }: Range): number[] {
  const ends = (at: number) => SENTENCE_END.test(text.slice(tokens[at]!.start, tokens[at]!.end))
  const walk = (start: number, step: 1 | -1) => {
    const found: number[] = []
    for (let at = start; at >= 0 && at < tokens.length && Math.abs(at - start) < NEARBY && found.length < AROUND && !ends(at); at += step) if (tokens[at]!.word) found.push(at)
    return found
  }
  return [...walk(from - 1, -1), ...walk(to, 1)]
}
