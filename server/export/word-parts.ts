import {
  BorderStyle, ExternalHyperlink, HeadingLevel, InternalHyperlink, Paragraph, Table, TableCell, TableLayoutType, TableRow, TextRun, UnderlineType, WidthType,
  type IRunOptions, type ParagraphChild,
} from 'docx'
import type { Verdict } from '../verdicts/rules.ts'
import { directionOf, type Direction, type Language } from '../text/language.ts'
import { nameIn, sentenceIn, type Stretch } from './word-text.ts'

/** A sentence of ours, or a piece of a paragraph with something special about it. `own` is the direction of what somebody typed; `code` is always left to right. */
export type Inline = string | {
  text: string
  typed?: Direction | 'auto'
  code?: boolean
  bold?: boolean
  soft?: boolean
  color?: string
  struck?: boolean
  mark?: Verdict | 'open'
  /** Where it leads: an address, or a claim of this report. */
  href?: string
  claim?: string
}

export type Block = Paragraph | Table

/** How a paragraph stands: its direction and language, and what it is. */
type Standing = { dir: Direction; lang: Language; as?: 'title' | 'section' | 'claim' | 'heading'; reading?: boolean; indent?: boolean; keep?: boolean; before?: number; bookmark?: (children: ParagraphChild[]) => ParagraphChild }

const HEADINGS = { title: HeadingLevel.TITLE, section: HeadingLevel.HEADING_1, claim: HeadingLevel.HEADING_2, heading: HeadingLevel.HEADING_3 } as const

/** On every system that has a word processor, with Arabic letters, or something is put in their place that has them. */
const FONTS = { ui: 'Arial', reading: 'Times New Roman', code: 'Courier New' } as const
/** In half points. */
const READING_SIZE = 24
const CODE_SIZE = 17

const LINK = '1F4FA3'
const SOFT = '4D5159'
const MARKS = {
  verified: { fill: 'E2F1E8', underline: UnderlineType.SINGLE },
  disputed: { fill: 'FAE8E4', underline: UnderlineType.DOUBLE },
  unverifiable: { fill: 'EDEAF7', underline: UnderlineType.DASH },
  open: { fill: 'F3F0E6', underline: UnderlineType.DOTTED },
} as const

/** One paragraph. Its line breaks are those of the text. */
export function paragraph(inlines: readonly Inline[], { dir, lang, as, reading = false, indent = false, keep = false, before = 0, bookmark }: Standing): Paragraph {
  const font = { lang, reading, ...(as || !reading ? {} : { size: READING_SIZE }) }
  const children = inlines.flatMap((inline) => childrenOf(inline, dir, font))
  return new Paragraph({
    bidirectional: dir === 'rtl',
    ...(as ? { heading: HEADINGS[as] } : {}),
    ...(indent ? { indent: { start: 340 } } : {}),
    keepNext: keep || as !== undefined,
    spacing: { before, after: 80 },
    children: bookmark ? [bookmark(children)] : children,
  })
}

type Look = Pick<IRunOptions, 'bold' | 'strike' | 'color' | 'shading' | 'underline'> & { font?: string }
type Font = { lang: Language; reading: boolean; size?: number }

function childrenOf(inline: Inline, dir: Direction, font: Font): ParagraphChild[] {
  if (typeof inline === 'string') return runsOf(sentenceIn(inline, dir), font)
  const { text, typed, code = false, bold, soft, color, struck, mark, href, claim } = inline
  const stretches = code ? nameIn(text, dir, 'ltr') : typed === undefined ? sentenceIn(text, dir) : nameIn(text, dir, typed === 'auto' ? undefined : typed)
  const look: Look = {
    ...(bold ? { bold } : {}), ...(struck ? { strike: struck } : {}),
    ...(color ?? (soft && SOFT) ? { color: color ?? SOFT } : {}),
    ...(mark ? { shading: { fill: MARKS[mark].fill }, underline: { type: MARKS[mark].underline } } : {}),
    ...(href === undefined && claim === undefined ? {} : { color: LINK }),
  }
  const runs = runsOf(stretches, code ? { ...font, size: CODE_SIZE } : font, { ...look, ...(code ? { font: FONTS.code } : {}) })
  if (href !== undefined) return [new ExternalHyperlink({ link: href, children: runs })]
  if (claim !== undefined) return [new InternalHyperlink({ anchor: bookmarkOf(claim), children: runs })]
  return runs
}

/** The name of the bookmark at a claim, which links in the document lead to. */
export const bookmarkOf = (claim: string) => `claim_${claim}`

const LANGUAGES: Record<Language, string> = { ar: 'ar-SA', fa: 'fa-IR', en: 'en-GB', fr: 'fr-FR', es: 'es-ES', de: 'de-DE', hi: 'hi-IN' }

function runsOf(stretches: readonly Stretch[], { lang, reading, size }: Font, { font = reading ? FONTS.reading : FONTS.ui, ...look }: Look = {}): TextRun[] {
  const rightToLeft = directionOf(lang) === 'rtl'
  return stretches.flatMap(({ text, dir }) => {
    const language = dir === 'rtl' ? { bidirectional: LANGUAGES[rightToLeft ? lang : 'ar']! } : { value: LANGUAGES[rightToLeft ? 'en' : lang]! }
    return text.split('\n').map((line, index) => new TextRun({
      ...look, text: line, rightToLeft: dir === 'rtl', language, font: { ascii: font, hAnsi: font, cs: font },
      ...(size === undefined ? {} : { size }), ...(index > 0 ? { break: 1 } : {}),
    }))
  })
}

/** The width of a page between its margins, in twentieths of a point. */
const WIDTH = 9978

const NONE = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const
const LINE = { style: BorderStyle.SINGLE, size: 4, color: 'D0CCBF' } as const

/** A table whose first column is where its readers begin. Shares are parts of the page's width. */
export function table(rows: readonly (readonly (readonly Paragraph[])[])[], { dir, shares, head }: { dir: Direction; shares: readonly number[]; head?: readonly Paragraph[] }): Table {
  const all = shares.reduce((sum, share) => sum + share, 0)
  const columnWidths = shares.map((share) => Math.floor(WIDTH * share / all))
  const row = (cells: readonly (readonly Paragraph[])[], tableHeader = false) => new TableRow({
    tableHeader, cantSplit: true,
    children: cells.map((children, index) => new TableCell({ children, width: { size: columnWidths[index]!, type: WidthType.DXA }, margins: { top: 40, bottom: 20, left: 60, right: 60 } })),
  })
  return new Table({
    visuallyRightToLeft: dir === 'rtl',
    layout: TableLayoutType.FIXED,
    width: { size: WIDTH, type: WidthType.DXA },
    columnWidths,
    borders: { top: LINE, bottom: LINE, left: NONE, right: NONE, insideHorizontal: LINE, insideVertical: NONE },
    rows: [...head ? [row(head.map((cell) => [cell]), true)] : [], ...rows.map((cells) => row(cells))],
  })
}
