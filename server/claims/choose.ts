import { contextOf, occurrencesOf, type Span } from '../text/span.ts'

/** What somebody chose of a report: with a mouse its place is known, in a form without scripts only its words. */
export type Choice = { quote: string; start: number | null; end: number | null }

/** A place where the quoted words stand, with what is around them. */
export type Place = { start: number; before: string; after: string }

export type Chosen =
  | { found: 'one'; span: Span; quote: string }
  | { found: 'none' }
  | { found: 'several'; places: Place[] }

const MOST_PLACES = 20

/**
 * The exact stretch that was meant, asserted against the text. A place that does not hold the quote is no place at all:
 * nothing is looked for nearby, because a claim on the wrong words is worse than a refusal.
 */
export function choose(text: string, { quote, start, end }: Choice): Chosen {
  if (start !== null && end !== null) {
    return end - start === quote.length && text.slice(start, end) === quote && quote !== '' ? { found: 'one', span: { start, end }, quote } : { found: 'none' }
  }

  const starts = occurrencesOf(text, quote)
  const only = start ?? (starts.length === 1 ? starts[0]! : null)
  if (only !== null) return starts.includes(only) ? { found: 'one', span: { start: only, end: only + quote.length }, quote } : { found: 'none' }
  if (starts.length === 0) return { found: 'none' }
  return { found: 'several', places: starts.slice(0, MOST_PLACES).map((at) => placeAt(text, { start: at, end: at + quote.length })) }
}

function placeAt(text: string, span: Span): Place {
  const { prefix, suffix } = contextOf(text, span)
  return { start: span.start, before: prefix, after: suffix }
}
