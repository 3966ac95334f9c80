import { getDocumentProxy } from 'unpdf'
import { hasShapes, lettersOf, orderOf, pairsIn, turned } from '../../text/visual-order.ts'
import { linesOf, paragraphsOf, readLine, type Line, type Piece } from './pdf-lines.ts'
import { refused, type Extract, type Step } from './reading.ts'
import { UNPDF } from './tools.ts'

const MOST_PAGES = 500

/** Beyond it the text is too long anyway. */
const MOST_LETTERS = 400_000

/** Nothing in a PDF runs and nothing outside it is asked for: no fonts of this machine, no maps from elsewhere. */
const OPTIONS = { isEvalSupported: false, useSystemFonts: false, disableFontFace: true, enableXfa: false, stopAtErrors: false, verbosity: 0 } as const

type Pages = { lines: Line[][]; title: string; author: string }

/** The text of a PDF, put together from where its letters stand on the pages. */
export async function readPdf(bytes: Uint8Array): Promise<Extract> {
  const pages = await pagesOf(bytes)
  if (typeof pages === 'string') return refused(pages)
  const mended = inOrder(pages.lines)
  if (typeof mended === 'string') return refused(mended)
  const steps: Step[] = [{ step: 'pagesText', tool: UNPDF }, ...mended.steps]
  return { text: mended.text, steps, proposals: { title: pages.title, author: pages.author } }
}

async function pagesOf(bytes: Uint8Array): Promise<Pages | 'fileLocked' | 'fileTooManyPages'> {
  const document = await getDocumentProxy(bytes, OPTIONS).catch((error: unknown) => {
    if (error instanceof Error && error.name === 'PasswordException') return undefined
    throw error
  })
  if (!document) return 'fileLocked'
  if (document.numPages > MOST_PAGES) return 'fileTooManyPages'

  const lines: Line[][] = []
  let letters = 0
  for (let number = 1; number <= document.numPages && letters <= MOST_LETTERS; number++) {
    const { items } = await (await document.getPage(number)).getTextContent({ disableNormalization: true })
    const pieces = items.flatMap((item) => 'str' in item && item.str !== '' ? [pieceOf(item)] : [])
    letters += pieces.reduce((sum, { text }) => sum + text.length, 0)
    lines.push(linesOf(pieces))
  }
  const { info } = await document.getMetadata() as { info: { Title?: unknown; Author?: unknown } }
  return { lines, title: asText(info.Title), author: asText(info.Author) }
}

const asText = (value: unknown) => typeof value === 'string' ? value : ''

const pieceOf = ({ str, transform, width }: { str: string; transform: number[]; width: number }): Piece =>
  ({ text: str, x: transform[4]!, y: transform[5]!, width, size: Math.hypot(transform[2]!, transform[3]!) })

type Mended = { text: string; steps: Step[] }

/** So many Arabic letters have to show that they stand in their order; in fewer there may be nothing to see it by. */
const ENOUGH = 60

function inOrder(pages: readonly Line[][]): Mended | 'fileLetters' | 'fileOrder' {
  const all = pages.flat().flatMap(({ pieces }) => pieces.map(({ text }) => text)).join('')
  const letters = all.match(/\p{L}/gu)?.length ?? 0
  if ((all.match(/[\p{Co}\uFFFD\p{Cc}]/gu)?.length ?? 0) > 0.02 * all.length) return 'fileLetters'
  const arabic = all.match(/\p{Script=Arabic}/gu)?.length ?? 0
  if (arabic === 0) return { text: textOf(pages, { rightToLeft: false, mirrors: false }), steps: [] }

  const rightToLeft = arabic * 2 > letters
  const found = bestOf([pages, pages.map((page) => page.map(withTurnedPieces))].map((lines) => {
    const text = bestOf([true, false].map((mirrors) => textOf(lines, { rightToLeft, mirrors })), pairsIn)
    return { text, order: orderOf(text) }
  }), ({ order }) => order.right - order.wrong)

  const { right, wrong } = found.order
  if (right < 10 * wrong || (arabic >= ENOUGH && right < 3)) return 'fileOrder'
  return { text: lettersOf(found.text), steps: [...(hasShapes(all) ? [{ step: 'letters' } as const] : []), { step: 'readingOrder' }] }
}

/** The first of several equals: what the page says before what we make of it. */
const bestOf = <Item>(items: readonly Item[], worth: (item: Item) => number) => items.reduce((best, item) => worth(item) > worth(best) ? item : best)

/** The reader of the pages takes letters for drawn from left to right, and turns them. Where they were drawn in the order of reading, that was wrong. */
const withTurnedPieces = (line: Line): Line => ({ ...line, pieces: line.pieces.map((piece) => /\p{Script=Arabic}/u.test(piece.text) ? { ...piece, text: turned(piece.text) } : piece) })

function textOf(pages: readonly Line[][], way: { rightToLeft: boolean; mirrors: boolean }): string {
  return pages.map((lines) => paragraphsOf(lines.map((line) => ({ line, text: readLine(line, way) })), way.rightToLeft)).filter((text) => text !== '').join('\n\n')
}
