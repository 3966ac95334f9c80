// Offsets count UTF-16 code units, the unit of JavaScript strings and of the W3C selectors; the end is exclusive.
export type Span = { start: number; end: number }

export type Context = { prefix: string; suffix: string }

const CONTEXT_LENGTH = 32

export function quoteOf(text: string, span: Span): string {
  if (!isSpanOf(text, span)) {
    throw new RangeError(`${span.start}–${span.end} is no stretch of a text of ${text.length} units`)
  }
  return text.slice(span.start, span.end)
}

export function isSpanOf(text: string, { start, end }: Span): boolean {
  return Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start < end && end <= text.length
}

// Whether it is a stretch of the text that cuts no character in two.
export const isWhole = (text: string, span: Span): boolean => isSpanOf(text, span) && !splitsPair(text, span.start) && !splitsPair(text, span.end)

export function assertQuote(text: string, span: Span, quote: string): void {
  if (quoteOf(text, span) !== quote) {
    throw new RangeError(`the text at ${span.start}–${span.end} is not the quote`)
  }
}

// What stands before and after, as a W3C TextQuoteSelector wants it: it finds the quote again when offsets have shifted.
export function contextOf(text: string, { start, end }: Span): Context {
  let from = Math.max(0, start - CONTEXT_LENGTH)
  let to = Math.min(text.length, end + CONTEXT_LENGTH)
  if (splitsPair(text, from)) from += 1
  if (splitsPair(text, to)) to -= 1
  return { prefix: text.slice(Math.min(from, start), start), suffix: text.slice(end, Math.max(to, end)) }
}

function splitsPair(text: string, at: number): boolean {
  return /[\uD800-\uDBFF]/.test(text[at - 1] ?? '') && /[\uDC00-\uDFFF]/.test(text[at] ?? '')
}

// Every place where the quote starts, overlapping ones too. Knuth–Morris–Pratt: indexOf from each hit is quadratic on 'aaaa…'.
export function occurrencesOf(text: string, quote: string): number[] {
  if (quote === '') return []
  const fallback = fallbackTable(quote)
  const starts: number[] = []
  let matched = 0
  for (let at = 0; at < text.length; at++) {
    while (matched > 0 && (matched === quote.length || text[at] !== quote[matched])) matched = fallback[matched - 1]!
    if (text[at] === quote[matched]) matched += 1
    if (matched === quote.length) starts.push(at - quote.length + 1)
  }
  return starts
}

function fallbackTable(quote: string): number[] {
  const table = [0]
  let matched = 0
  for (let at = 1; at < quote.length; at++) {
    while (matched > 0 && quote[at] !== quote[matched]) matched = table[matched - 1]!
    if (quote[at] === quote[matched]) matched += 1
    table.push(matched)
  }
  return table
}
