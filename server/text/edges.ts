import { hullOf, inOrder } from './pieces.ts'
import type { Span } from './span.ts'

export const EDGE_MOVES = ['start_earlier', 'start_later', 'end_earlier', 'end_later'] as const
export type EdgeMove = (typeof EDGE_MOVES)[number]

// What counts as a word at an edge: also 📡 and $, but no punctuation.
const IS_WORD = /[\p{L}\p{N}\p{S}]/u

// Unicode's own boundaries (UAX #29) never stand inside a surrogate pair, or between a letter and its marks.
type Segments = ReturnType<Intl.Segmenter['segment']>
const SEGMENTERS = new Map<string, Intl.Segmenter>()

function segmentsOf(text: string, language: string): Segments {
  const segmenter = SEGMENTERS.get(language) ?? new Intl.Segmenter(language, { granularity: 'word' })
  SEGMENTERS.set(language, segmenter)
  return segmenter.segment(text)
}

// The pieces with one edge a word further out or in; null when there is no further word, or none would be left.
export function moveEdge(text: string, language: string, pieces: readonly Span[], move: EdgeMove): Span[] | null {
  const segments = segmentsOf(text, language)
  const { start, end } = hullOf(pieces)
  if (move === 'start_earlier') {
    const word = wordBefore(segments, start)
    return word && inOrder([{ start: word.start, end: pieces[0]!.end }, ...pieces.slice(1)])
  }
  if (move === 'end_later') {
    const word = wordAfter(segments, end)
    return word && inOrder([...pieces.slice(0, -1), { start: pieces.at(-1)!.start, end: word.end }])
  }
  const words = wordsIn(text, language, pieces)
  if (words.length < 2) return null
  return move === 'start_later' ? within(pieces, words[1]!.start, end) : within(pieces, start, words.at(-2)!.end)
}

// The words of some pieces; one that an edge cuts counts with what is left of it.
export function wordsIn(text: string, language: string, pieces: readonly Span[]): Span[] {
  return pieces.flatMap(({ start, end }) => Array.from(segmentsOf(text.slice(start, end), language))
    .filter(({ segment }) => IS_WORD.test(segment))
    .map(({ segment, index }) => ({ start: start + index, end: start + index + segment.length })))
}

// What of the pieces lies between two places.
export const within = (pieces: readonly Span[], from: number, to: number): Span[] =>
  pieces.map(({ start, end }) => ({ start: Math.max(start, from), end: Math.min(end, to) })).filter(({ start, end }) => start < end)

function wordBefore(segments: Segments, at: number): Span | null {
  for (let found = segments.containing(at - 1); found; found = segments.containing(found.index - 1)) {
    if (IS_WORD.test(found.segment)) return { start: found.index, end: found.index + found.segment.length }
  }
  return null
}

function wordAfter(segments: Segments, at: number): Span | null {
  for (let found = segments.containing(at); found; found = segments.containing(found.index + found.segment.length)) {
    if (IS_WORD.test(found.segment)) return { start: found.index, end: found.index + found.segment.length }
  }
  return null
}

// What stands between two words and belongs to neither, and what opens a quotation or a parenthesis before a word and belongs to that word.
const BETWEEN = /[\s،,؛;:–—-]+$/u
const OPENING = /[«“"'([]+$/u

// The pieces cut in two before a word of theirs; null when that leaves one side without words.
export function splitBefore(text: string, language: string, pieces: readonly Span[], at: number): [Span[], Span[]] | null {
  const index = wordsIn(text, language, pieces).findIndex(({ start }) => start === at)
  if (index < 1) return null
  const piece = pieces.find(({ start, end }) => at >= start && at < end)!
  const second = at - (OPENING.exec(text.slice(piece.start, at))?.[0].length ?? 0)
  const first = second - (BETWEEN.exec(text.slice(piece.start, second))?.[0].length ?? 0)
  const halves = [within(pieces, 0, first), within(pieces, second, text.length)] as [Span[], Span[]]
  return halves.every((half) => wordsIn(text, language, half).length > 0) ? halves : null
}
