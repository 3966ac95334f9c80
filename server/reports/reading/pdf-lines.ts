import { mirrored } from '../../text/visual-order.ts'

/** Letters that a page holds together. From `x` they run `width` to the right, whichever way they are read; `text` is in the order of reading. */
export type Piece = { text: string; x: number; y: number; width: number; size: number }

/** Pieces on one line of a page, from left to right. */
export type Line = { pieces: Piece[]; y: number; size: number; start: number; end: number }

const ARABIC = /[\p{Script=Arabic}\p{Script=Hebrew}]/u
const ONLY_MARKS = /^\p{M}+$/u

/** The lines of a page, in the order in which it draws them: columns are drawn one after the other. */
export function linesOf(pieces: readonly Piece[]): Line[] {
  const lines: Piece[][] = []
  for (const piece of pieces) {
    const last = lines.at(-1)
    const level = last?.find(({ text }) => !ONLY_MARKS.test(text)) ?? last?.[0]
    if (last && level && Math.abs(level.y - piece.y) <= 0.4 * Math.max(level.size, piece.size)) last.push(piece)
    else lines.push([piece])
  }
  return lines.map(asLine).filter(({ pieces: found }) => found.length > 0)
}

function asLine(pieces: readonly Piece[]): Line {
  const marks = pieces.filter(({ text }) => ONLY_MARKS.test(text))
  const letters = withSpaces(pieces.filter(({ text, width }) => !ONLY_MARKS.test(text) && (text.trim() !== '' || width > 0)).toSorted((a, b) => a.x - b.x))
  for (const mark of marks) seat(letters, mark)
  const size = Math.max(0, ...letters.map((piece) => piece.size))
  return { pieces: letters, y: letters[0]?.y ?? 0, size, start: letters[0]?.x ?? 0, end: Math.max(0, ...letters.map(({ x, width }) => x + width)) }
}

/** Puts a mark behind the letter above or below which it is drawn. */
function seat(letters: Piece[], mark: Piece) {
  const index = letters.findLastIndex(({ text, x }) => x <= mark.x + 0.1 && text.trim() !== '')
  const bearer = letters[index]
  if (!bearer) return
  const signs = Array.from(bearer.text)
  const share = bearer.width > 0 ? (mark.x - bearer.x) / bearer.width : 0
  const place = Math.min(signs.length - 1, Math.max(0, Math.floor((ARABIC.test(bearer.text) ? 1 - share : share) * signs.length)))
  letters[index] = { ...bearer, text: signs.toSpliced(place + 1, 0, mark.text).join('') }
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
  const runs = runsOf(pieces)
  const mirror = (text: string) => mirrors ? mirrored(text) : text
  if (rightToLeft) return tidy(runs.toReversed().map(({ arabic, pieces: run }) => arabic ? run.toReversed().map(({ text }) => mirror(text)).join('') : textOf(run)).join(''))
  return tidy(islands(runs).map(({ arabic, pieces: run }) => arabic ? run.toReversed().map(({ text }) => mirror(text)).join('') : textOf(run)).join(''))
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

/** Whether a piece belongs to the words from left to right before it: Latin words with the spaces between them, numbers with their points and signs. */
function continues({ pieces }: Run, { text }: Piece, next: readonly Piece[]): boolean {
  const kind = classOf(text)
  if (kind === 'arabic') return false
  if (kind !== 'neutral') return true
  const follows = next.map((piece) => classOf(piece.text)).find((one) => one !== 'neutral')
  if (follows !== 'latin' && follows !== 'number') return /^[%°]$/.test(text) && /[0-9]$/.test(textOf(pieces))
  return pieces.some((piece) => classOf(piece.text) === 'latin') || (/^[.,:/٫٬-]$/.test(text) && follows === 'number' && classOf(next[0]!.text) === 'number')
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
    return step > 1.3 * usual || step < 0 || Math.abs(line.size - next.size) > 0.5 || (left > 0.2 * (end - start) && /[.!?؟:»”")\]]$/.test(text))
  }
}
