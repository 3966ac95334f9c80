import { mirrored } from '../../text/visual-order.ts'

/** Letters that a page holds together. From `x` they run `width` to the right, whichever way they are read; `text` is in the order of reading. */
export type Piece = { text: string; x: number; y: number; width: number; size: number }

/** Pieces on one line of a page, from left to right. */
export type Line = { pieces: Piece[]; y: number; size: number; start: number; end: number }

const ARABIC = /[\p{Script=Arabic}\p{Script=Hebrew}]/u
const isMark = (text: string) => /^\s*\p{M}+\s*$/u.test(text)

/** The lines of a page, in the order in which it draws them: columns are drawn one after the other. */
export function linesOf(pieces: readonly Piece[]): Line[] {
  const lines: Piece[][] = []
  for (const piece of pieces) {
    const last = lines.at(-1)
    if (last && isLevel(last.find(({ text }) => !/\p{M}/u.test(text)) ?? last[0]!, piece)) last.push(piece)
    else lines.push([piece])
  }
  return lines.map(asLine).filter(({ pieces: found }) => found.length > 0)
}

/** A letter with a mark is where its mark is, above or below the line. */
const isLevel = (line: Piece, { text, y, size }: Piece) => Math.abs(line.y - y) <= (/\p{M}/u.test(text) ? 0.9 : 0.4) * Math.max(line.size, size)

function asLine(pieces: readonly Piece[]): Line {
  const letters = pieces.filter(({ text }) => !isMark(text) && text.trim() !== '')
  const bearing = letters.map((piece) => withMarks(piece, pieces.filter((mark, index) => isMark(mark.text) && bearerOf(pieces, index) === piece)))
  const spaces = pieces.filter(({ text, width }) => text.trim() === '' && width > 0)
  const found = withSpaces([...bearing, ...spaces].toSorted((a, b) => a.x - b.x))
  const size = Math.max(0, ...found.map((piece) => piece.size))
  return { pieces: found, y: found[0]?.y ?? 0, size, start: found[0]?.x ?? 0, end: Math.max(0, ...found.map(({ x, width }) => x + width)) }
}

/** A mark is drawn right before or right after its letter, and begins where that begins, or nearly. */
function bearerOf(pieces: readonly Piece[], index: number): Piece | undefined {
  const isLetter = ({ text }: Piece) => !isMark(text) && text.trim() !== ''
  const [before, after] = [pieces.slice(0, index).findLast(isLetter), pieces.slice(index + 1).find(isLetter)]
  if (!before || !after) return before ?? after
  const { x } = pieces[index]!
  return Math.abs(before.x - x) < Math.abs(after.x - x) ? before : after
}

/** Marks stand behind the letter that they belong to; in a piece of several letters, behind the one above or below which they are drawn. */
function withMarks(piece: Piece, marks: readonly Piece[]): Piece {
  const signs = Array.from(piece.text)
  const places = marks.map((mark) => {
    const share = piece.width > 0 ? (mark.x - piece.x) / piece.width : 0
    return { text: mark.text.trim(), at: Math.min(signs.length - 1, Math.max(0, Math.floor((ARABIC.test(piece.text) ? 1 - share : share) * signs.length))) }
  })
  return { ...piece, text: signs.map((sign, index) => sign + places.filter(({ at }) => at === index).map(({ text }) => text).join('')).join('') }
}

/** White space where the page leaves some, whether or not it says so. */
function withSpaces(pieces: readonly Piece[]): Piece[] {
  const all: Piece[] = []
  for (const piece of pieces) {
    const last = all.at(-1)
    const gap = last ? piece.x - (last.x + last.width) : 0
    const isSpace = piece.text.trim() === ''
    if (last && !isSpace && gap > 0.2 * piece.size && !/\s$/.test(last.text)) all.push({ ...piece, text: ' ', x: last.x + last.width, width: gap })
    if (!isSpace || piece.width > 0.1 * piece.size) all.push(piece)
  }
  return all
}

type Class = 'arabic' | 'latin' | 'number' | 'neutral'

function classOf(text: string): Class {
  if (ARABIC.test(text) && /\p{L}/u.test(text)) return 'arabic'
  return /\p{L}/u.test(text) ? 'latin' : /\p{N}/u.test(text) ? 'number' : 'neutral'
}

/** The line as it is read. In a text that runs from right to left, so do its pieces, but for Latin words and numbers in between. */
export function readLine({ pieces }: Line, { rightToLeft, mirrors }: { rightToLeft: boolean; mirrors: boolean }): string {
  const runs = rightToLeft ? runsOf(pieces.flatMap(withoutRanges).flatMap(withoutEdges)).toReversed() : islands(runsOf(pieces))
  const read = ({ arabic, pieces: run }: Run) => arabic ? run.toReversed().map(({ text }) => mirrors ? mirrored(text) : text).join('') : textOf(run)
  return tidy(runs.map(read).join(''))
}

/** Behind Arabic letters the two numbers of 2014-2015 are drawn the other way round, for the hyphen between them belongs to the line. */
function withoutRanges(piece: Piece, index: number, pieces: readonly Piece[]): Piece[] {
  if (!/^\p{N}+(?:-\p{N}+)+$/u.test(piece.text) || !pieces.slice(index + 1).some(({ text }) => classOf(text) === 'arabic')) return [piece]
  return piece.text.split(/(-)/).map((text) => ({ ...piece, text }))
}

/** The point behind a Latin sentence belongs to the line, and is drawn on the other side of it. */
function withoutEdges(piece: Piece): Piece[] {
  if (!['latin', 'number'].includes(classOf(piece.text))) return [piece]
  const [, before = '', words = '', after = ''] = /^([^\p{L}\p{N}\p{Ps}\p{Pe}]*)(.*?)([^\p{L}\p{N}\p{M}\p{Ps}\p{Pe}]*)$/su.exec(piece.text) ?? []
  return [before, words, after].filter((text) => text !== '').map((text) => ({ ...piece, text }))
}

const textOf = (pieces: readonly Piece[]) => pieces.map(({ text }) => text).join('')
const tidy = (text: string) => text.replace(/[ \t\u00A0]+/g, ' ').trim()

type Run = { arabic: boolean; pieces: Piece[] }

/** Stretches that are read from left to right, and what lies between them. */
function runsOf(pieces: readonly Piece[]): Run[] {
  const runs: Run[] = []
  for (const [index, piece] of pieces.entries()) {
    const last = runs.at(-1)
    const goesOn = last?.arabic === false && continues(last, piece, pieces.slice(index + 1, index + 3))
    const arabic = !goesOn && !['latin', 'number'].includes(classOf(piece.text))
    if (last && (goesOn || (arabic && last.arabic))) last.pieces.push(piece)
    else runs.push({ arabic, pieces: [piece] })
  }
  return runs
}

/** Whether a piece belongs to the words from left to right before it: Latin words with the spaces between them, numbers with the points in them. */
function continues({ pieces }: Run, { text }: Piece, next: readonly Piece[]): boolean {
  const kind = classOf(text)
  if (kind === 'arabic') return false
  if (kind !== 'neutral') return true
  const follows = next.map((piece) => classOf(piece.text)).find((one) => one !== 'neutral')
  if (follows !== 'latin' && follows !== 'number') return false
  return pieces.some((piece) => classOf(piece.text) === 'latin') || (/^[.,:/٫٬]$/.test(text) && next[0] !== undefined && classOf(next[0].text) === 'number')
}

/** In a text that runs from left to right, what stands at the edges of Arabic words belongs to the text around them. */
function islands(runs: readonly Run[]): Run[] {
  return runs.flatMap(({ arabic, pieces }) => {
    const first = pieces.findIndex(({ text }) => classOf(text) === 'arabic')
    if (!arabic || first < 0) return [{ arabic: false, pieces }]
    const last = pieces.findLastIndex(({ text }) => classOf(text) === 'arabic')
    return [{ arabic: false, pieces: pieces.slice(0, first) }, { arabic: true, pieces: pieces.slice(first, last + 1) }, { arabic: false, pieces: pieces.slice(last + 1) }]
  })
}

/** How a line ends that no sentence goes beyond. */
export const ENDS = /[.!?؟…:»”")\]]$/

/** Lines that go on in the next are joined to paragraphs: by the space between them, and where a line ends long before the others do. */
export function paragraphsOf(lines: readonly { line: Line; text: string }[], rightToLeft: boolean): string {
  const steps = lines.slice(1).map(({ line }, index) => lines[index]!.line.y - line.y).filter((step) => step > 0).sort((a, b) => a - b)
  const usual = steps[Math.floor((steps.length - 1) / 2)] ?? 0
  const [start, end] = [Math.min(...lines.map(({ line }) => line.start)), Math.max(...lines.map(({ line }) => line.end))]

  let paragraphs = ''
  for (const [index, { line, text }] of lines.entries()) {
    const before = lines[index - 1]
    if (before) paragraphs += breaksAfter(before, line) ? '\n\n' : ' '
    paragraphs += text
  }
  return paragraphs

  function breaksAfter({ line, text }: { line: Line; text: string }, next: Line): boolean {
    const step = line.y - next.y
    const left = rightToLeft ? line.start - start : end - line.end
    return step > Math.min(1.3 * usual, 1.9 * line.size) || step < 0 || Math.abs(line.size - next.size) > 0.5 || (left > 0.2 * (end - start) && ENDS.test(text))
  }
}
