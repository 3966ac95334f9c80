import { assertQuote, contextOf, isWhole, quoteOf, type Context, type Span } from './span.ts'

// Where a claim stands: the stretch from its first word to its last, verbatim, and what of it are the claim's own words, in the order of the text.
export type Anchor = Span & Context & { quote: string; pieces: Span[] }

// What stands between two pieces when they are written as one quote.
export const JOINT = ' … '

// The anchor of these pieces. Throws unless each is a stretch of the text that cuts no character.
export function anchorOf(text: string, pieces: readonly Span[]): Anchor {
  const joined = inOrder(pieces)
  for (const piece of joined) if (!isWhole(text, piece)) throw new RangeError(`${piece.start}–${piece.end} is no stretch of whole characters`)
  const hull = hullOf(joined)
  return { ...hull, quote: quoteOf(text, hull), ...contextOf(text, hull), pieces: joined }
}

// Throws unless the quote is what stands there and its pieces lie in it one after the other, each of whole characters.
export function assertAnchor(text: string, { start, end, quote, pieces }: Span & { quote: string; pieces: readonly Span[] }): void {
  assertQuote(text, { start, end }, quote)
  if (!areApart(text, pieces) || pieces[0]?.start !== start || pieces.at(-1)!.end !== end) throw new RangeError(`the pieces of ${start}–${end} do not lie in it one after the other`)
}

// Whether these are stretches of whole characters, one after the other; none at all are no pieces.
export const areApart = (text: string, pieces: readonly Span[]): boolean =>
  pieces.length > 0 && pieces.every((piece, index) => isWhole(text, piece) && piece.start > (pieces[index - 1]?.end ?? -1))

export const hullOf = (pieces: readonly Span[]): Span => ({ start: pieces[0]!.start, end: pieces.at(-1)!.end })

// In the order of the text; those that overlap or touch become one.
export function inOrder(spans: readonly Span[]): Span[] {
  const joined: Span[] = []
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start)) {
    const last = joined.at(-1)
    if (last && start <= last.end) last.end = Math.max(last.end, end)
    else joined.push({ start, end })
  }
  return joined
}

// The words of each piece, read out of the quote that holds them all.
const wordsOfPieces = ({ start, quote, pieces }: Pick<Anchor, 'start' | 'quote' | 'pieces'>): string[] =>
  pieces.map((piece) => quote.slice(piece.start - start, piece.end - start))

// Each piece with its words, as what leaves the desk tells them.
export function exactPieces(anchor: Pick<Anchor, 'start' | 'quote' | 'pieces'>): (Span & { exact: string })[] {
  const words = wordsOfPieces(anchor)
  return anchor.pieces.map(({ start, end }, index) => ({ exact: words[index]!, start, end }))
}

// The claim's own words as one sentence: what it says when nobody has worded it yet.
export const ownWords = (anchor: Pick<Anchor, 'start' | 'quote' | 'pieces'>): string => wordsOfPieces(anchor).map((words) => words.trim()).join(' ')

// The quote as it is written where it stands for itself: its pieces, and that something was left out.
export const written = (anchor: Pick<Anchor, 'start' | 'quote' | 'pieces'>): string => wordsOfPieces(anchor).join(JOINT)

// The stretch cut at the edges of its pieces: what is the claim's, and what stands between.
export function cutAt({ start, end, quote, pieces }: Pick<Anchor, 'start' | 'end' | 'quote' | 'pieces'>): { text: string; own: boolean }[] {
  const edges = [start, ...pieces.flatMap((piece) => [piece.start, piece.end]), end]
  return edges.slice(0, -1)
    .map((from, index) => ({ text: quote.slice(from - start, edges[index + 1]! - start), own: index % 2 === 1 }))
    .filter(({ text }) => text !== '')
}

// As a column holds them: nothing when all of the stretch is the claim's.
export const storedPieces = (pieces: readonly Span[]): string | null => pieces.length > 1 ? JSON.stringify(pieces.map(({ start, end }) => [start, end])) : null

export const readPieces = ({ start, end, pieces }: Span & { pieces: string | null }): Span[] =>
  pieces === null ? [{ start, end }] : (JSON.parse(pieces) as [number, number][]).map(([from, to]) => ({ start: from, end: to }))
