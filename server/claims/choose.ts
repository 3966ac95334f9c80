import { anchorOf, areApart, JOINT, written } from '../text/pieces.ts'
import { contextOf, isWhole, occurrencesOf, type Span } from '../text/span.ts'

/** What somebody chose of a report: with a mouse its place is known, or the places of its pieces; in a form without scripts only its words. */
export type Choice = { quote: string; start: number | null; end: number | null; pieces?: readonly Span[] | null }

/** A place where the quoted words stand, with what is around them. */
export type Occurrence = { start: number; before: string; after: string }

/** `vague`: words of which some were left out, and the pieces could be others of the same words. */
export type Chosen =
  | { found: 'one'; pieces: Span[]; quote: string }
  | { found: 'none' }
  | { found: 'several'; places: Occurrence[] }
  | { found: 'vague' }

const MOST_PLACES = 20

/** No claim leaves out words this often. Each piece is looked for in the whole text, and thousands of them would fill the memory with places. */
const MOST_PIECES = 50

/** How somebody writes that words were left out. */
const LEFT_OUT = /\s+(?:…|\.{3})\s+/u

/**
 * The exact words that were meant, asserted against the text. A place that does not hold the quote is no place at all:
 * nothing is looked for nearby, because a claim on the wrong words is worse than a refusal.
 */
export function choose(text: string, { quote, start, end, pieces = null }: Choice): Chosen {
  if (pieces) return standing(text, pieces, quote)
  if (start !== null && end !== null) return standing(text, [{ start, end }], quote)

  const starts = placesOf(text, quote)
  const only = start ?? (starts.length === 1 ? starts[0]! : null)
  if (only !== null) return starts.includes(only) ? standing(text, [{ start: only, end: only + quote.length }], quote) : { found: 'none' }
  if (starts.length === 0) return inPieces(text, quote.split(LEFT_OUT).map((words) => words.trim()))
  return { found: 'several', places: starts.slice(0, MOST_PLACES).map((at) => placeAt(text, { start: at, end: at + quote.length })) }
}

/** The same for words about a stretch that is known: of several places the one in that stretch is meant. */
export function chooseNear(text: string, quote: string, near: Span): Chosen {
  const anywhere = choose(text, { quote, start: null, end: null })
  if (anywhere.found === 'one') return anywhere
  const there = choose(text.slice(near.start, near.end), { quote, start: null, end: null })
  if (there.found !== 'one') return anywhere
  return { ...there, pieces: there.pieces.map(({ start, end }) => ({ start: near.start + start, end: near.start + end })) }
}

function standing(text: string, pieces: readonly Span[], quote: string): Chosen {
  const isThere = areApart(text, pieces) && written(anchorOf(text, pieces)) === quote
  return isThere ? { found: 'one', pieces: [...pieces], quote } : { found: 'none' }
}

/** Each piece at its first possible place, one after the other, and each at its last: where the two agree, there is only one way. */
function inPieces(text: string, words: readonly string[]): Chosen {
  if (words.length < 2 || words.length > MOST_PIECES || words.includes('')) return { found: 'none' }
  const places = new Map([...new Set(words)].map((piece) => [piece, placesOf(text, piece)]))
  const starts = words.map((piece) => places.get(piece)!)
  const first = oneAfterTheOther(words, starts)
  const last = oneBeforeTheOther(words, starts)
  if (!first || !last) return { found: 'none' }
  const pieces = first.map((start, index) => ({ start, end: start + words[index]!.length }))
  return first.every((start, index) => start === last[index]) ? standing(text, pieces, words.join(JOINT)) : { found: 'vague' }
}

function oneAfterTheOther(words: readonly string[], starts: readonly number[][]): number[] | null {
  let end = -1
  const found: number[] = []
  for (const [index, piece] of words.entries()) {
    const start = starts[index]!.find((at) => at > end)
    if (start === undefined) return null
    found.push(start)
    end = start + piece.length
  }
  return found
}

function oneBeforeTheOther(words: readonly string[], starts: readonly number[][]): number[] | null {
  let next = Infinity
  const found: number[] = []
  for (const [index, piece] of [...words.entries()].reverse()) {
    const start = starts[index]!.findLast((at) => at + piece.length < next)
    if (start === undefined) return null
    found.unshift(start)
    next = start
  }
  return found
}

const placesOf = (text: string, quote: string) => occurrencesOf(text, quote).filter((start) => isWhole(text, { start, end: start + quote.length }))

function placeAt(text: string, span: Span): Occurrence {
  const { prefix, suffix } = contextOf(text, span)
  return { start: span.start, before: prefix, after: suffix }
}
