import type { Speeches } from './reading.ts'
import type { Span } from './span.ts'

// The inside of a pair of quotation marks; the marks stand at start - 1 and end.
export type Quotation = Span

type Direction = 'opens' | 'closes'

// Which marks belong together. „…“ is German: “ closes there, but opens in English.
const FAMILIES = { '«': 'angle', '»': 'angle', '“': 'curly', '”': 'curly', '„': 'curly', '"': 'straight' } as const
type QuotationMark = keyof typeof FAMILIES

// A pair further apart than this is a slip of the pen, not a quotation.
const LONGEST = 2000

// Quotations within quotations; beyond it, the outer ones are given up.
const DEEPEST = 3

// Pairs within a paragraph; marks without a partner are passed over, so that one lost mark does not turn the rest inside out.
export function quotationsOf(text: string): Quotation[] {
  const reversed = writesReversed(text)
  const found: Quotation[] = []
  let open: { mark: QuotationMark; at: number }[] = []
  for (const match of text.matchAll(/[«»“”„"]|\n\s*\n/g)) {
    const mark = match[0] as QuotationMark
    if (!(mark in FAMILIES)) {
      open = []
      continue
    }
    const direction = directionOf(text, mark, match.index, reversed, open.at(-1)?.mark)
    if (direction === 'opens') open = [...open.slice(-DEEPEST), { mark, at: match.index }]
    else pairUp(open, mark, match.index, found)
  }
  return found.sort((a, b) => a.start - b.start || b.end - a.end)
}

function pairUp(open: { mark: QuotationMark; at: number }[], mark: QuotationMark, at: number, found: Quotation[]): void {
  const last = open.at(-1)
  if (!last || FAMILIES[last.mark] !== FAMILIES[mark] && !(last.mark === '“' && mark === '"')) return
  open.pop()
  if (at - last.at <= LONGEST) found.push({ start: last.at + 1, end: at })
}

// Some agencies' archives write »…« throughout: the first mark tells.
function writesReversed(text: string): boolean {
  const first = /[«»]/.exec(text)
  return first !== null && first[0] === '»'
}

function directionOf(text: string, mark: QuotationMark, at: number, reversed: boolean, last: QuotationMark | undefined): Direction {
  if (mark === '«') return reversed ? 'closes' : 'opens'
  if (mark === '»') return reversed ? 'opens' : 'closes'
  if (mark === '”') return 'closes'
  if (mark === '„') return 'opens'
  if (mark === '“') return last === '„' ? 'closes' : 'opens'
  if (last !== '"' && last !== '“') return 'opens'
  const afterSpace = /[\s([:،,]/.test(text[at - 1] ?? ' ')
  const beforeSpace = /[\s.,،؛;:!؟?)\]»”]/.test(text[at + 1] ?? ' ')
  return afterSpace && !beforeSpace ? 'opens' : 'closes'
}

const SHORTEST_SPEECH = 4

// Few words in quotation marks are a name; more are what somebody said.
function isSpeech(text: string, { start, end }: Quotation): boolean {
  return (text.slice(start, end).match(/[\p{L}\p{N}\p{M}]+/gu) ?? []).length >= SHORTEST_SPEECH
}

export function speechesOf(text: string): Speeches {
  const speeches = quotationsOf(text).filter((quotation) => isSpeech(text, quotation))
  const edges = outermost(speeches)
  return {
    opens: new Set(speeches.map((speech) => speech.start)),
    closes: new Set(speeches.map((speech) => speech.end)),
    contains: (offset) => around(edges, offset) >= 0,
    around: (offset) => around(edges, offset),
  }
}

function outermost(sorted: readonly Span[]): Span[] {
  const outer: Span[] = []
  for (const span of sorted) if (span.end > (outer.at(-1)?.end ?? -1)) outer.push(span)
  return outer
}

// By halves: a report may quote thousands of times.
function around(spans: readonly Span[], offset: number): number {
  let [low, high] = [0, spans.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (spans[middle]!.end <= offset) low = middle + 1
    else high = middle
  }
  const span = spans[low]
  return span && span.start <= offset ? span.start : -1
}
