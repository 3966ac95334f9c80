import { getDocumentProxy } from 'unpdf'
import { hasShapes, lettersOf, marksBehind, orderOf, pairsIn, turned } from '../../text/visual-order.ts'
import { ENDS, linesOf, paragraphsOf, readLine, type Line, type Piece } from './pdf-lines.ts'
import { refused, type Extract, type Step } from './reading.ts'
import { UNPDF } from './tools.ts'

const MOST_PAGES = 500

/** What stands where the fonts do not say which letter it is. */
const UNKNOWN = /[\0-\x08\x0E-\x1F\uFFFD]/g

/** What stands for them in the text, so that a person sees that something is missing. */
const BOX = '▯'

/** What symbol fonts have for the dots of lists, in letters of their own. */
const DOTS = /[\uF06C\uF06E\uF071\uF076\uF0A7\uF0B7\uF0D8\uF0FC]/g

/** Beyond it the text is too long anyway. */
const MOST_LETTERS = 400_000

/** Nothing in a PDF runs and nothing outside it is asked for: no fonts of this machine, no maps from elsewhere. */
const OPTIONS = { isEvalSupported: false, useSystemFonts: false, disableFontFace: true, enableXfa: false, stopAtErrors: false, verbosity: 0 } as const

/** `lost` counts the signs of which the fonts do not say what they are. */
type Pages = { lines: Line[][]; lost: number; title: string; author: string }

/** The text of a PDF, put together from where its letters stand on the pages. */
export async function readPdf(bytes: Uint8Array): Promise<Extract> {
  const pages = await pagesOf(bytes)
  if (typeof pages === 'string') return refused(pages)
  const mended = inOrder(pages.lines)
  if (typeof mended === 'string') return refused(mended)
  const steps: Step[] = [{ step: 'pagesText', tool: UNPDF }, ...mended.steps, ...(pages.lost > 0 ? [{ step: 'lostSigns', detail: String(pages.lost) } as const] : [])]
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
  let [letters, lost] = [0, 0]
  for (let number = 1; number <= document.numPages && letters <= MOST_LETTERS; number++) {
    const { items } = await (await document.getPage(number)).getTextContent({ disableNormalization: true })
    const pieces = items.flatMap((item) => 'str' in item && item.str !== '' ? [pieceOf(item)] : [])
    letters += pieces.reduce((sum, { text }) => sum + text.length, 0)
    lost += pieces.reduce((sum, { text }) => sum + (text.match(UNKNOWN)?.length ?? 0), 0)
    lines.push(linesOf(pieces.flatMap(withBoxes)))
  }
  const { info } = await document.getMetadata() as { info: { Title?: unknown; Author?: unknown } }
  return { lines, lost, title: asText(info.Title), author: asText(info.Author) }
}

/** Unknown signs that take no room, above and below letters, leave none. */
function withBoxes(piece: Piece): Piece[] {
  const text = piece.text.replace(UNKNOWN, piece.width > 0.05 * piece.size ? BOX : '')
  return text === '' ? [] : [{ ...piece, text }]
}

const asText = (value: unknown) => typeof value === 'string' ? value : ''

const pieceOf = ({ str, transform, width }: { str: string; transform: number[]; width: number }): Piece =>
  ({ text: str.replace(DOTS, '•'), x: transform[4]!, y: transform[5]!, width, size: Math.hypot(transform[2]!, transform[3]!) })

type Mended = { text: string; steps: Step[] }

/** So many Arabic letters have to show that they stand in their order; in fewer there may be nothing to see it by. */
const ENOUGH = 40

function inOrder(pages: readonly Line[][]): Mended | 'fileLetters' | 'fileOrder' {
  const all = pages.flat().flatMap(({ pieces }) => pieces.map(({ text }) => text)).join('')
  const letters = all.match(/\p{L}/gu)?.length ?? 0
  if ((all.match(/[\p{Co}▯]/gu)?.length ?? 0) > 0.02 * all.length) return 'fileLetters'
  const arabic = all.match(/\p{Script=Arabic}/gu)?.length ?? 0
  const letterStep: Step[] = hasShapes(all) ? [{ step: 'letters' }] : []
  if (arabic === 0) return { text: lettersOf(textOf(pages, { rightToLeft: false, mirrors: false })), steps: letterStep }

  const rightToLeft = arabic * 2 > letters
  const found = bestOf(WAYS.map((way) => {
    const lines = pages.map((page) => page.map((line) => inWay(line, way)))
    const text = bestOf([true, false].map((mirrors) => textOf(lines, { rightToLeft, mirrors })), pairsIn)
    return { text, order: orderOf(text) }
  }), ({ order }) => order.right - order.wrong)

  const { right, wrong } = found.order
  if (right < 8 * wrong || (arabic >= ENOUGH && right < 2)) return 'fileOrder'
  return { text: lettersOf(found.text), steps: [...letterStep, { step: 'readingOrder' }] }
}

/** The first of several equals: what the page says before what we make of it. */
const bestOf = <Item>(items: readonly Item[], worth: (item: Item) => number) => items.reduce((best, item) => worth(item) > worth(best) ? item : best)

/**
 * The reader of the pages takes letters for drawn from left to right, marks before their letters, and turns them. Where they were drawn in the
 * order of reading, or marks after their letters, that was wrong.
 */
const WAYS: readonly ((text: string) => string)[] = [(text) => text, marksBehind, turned, (text) => marksBehind(turned(text))]

const inWay = (line: Line, way: (text: string) => string): Line =>
  ({ ...line, pieces: line.pieces.map((piece) => /\p{Script=Arabic}/u.test(piece.text) ? { ...piece, text: way(piece.text) } : piece) })

function textOf(pages: readonly Line[][], way: { rightToLeft: boolean; mirrors: boolean }): string {
  const texts = pages.map((lines) => paragraphsOf(lines.map((line) => ({ line, text: readLine(line, way) })), way.rightToLeft)).filter((text) => text !== '')
  return texts.reduce((all, text) => all === '' ? text : `${all}${ENDS.test(all) ? '\n\n' : ' '}${text}`, '')
}
