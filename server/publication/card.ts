import { Resvg } from '@resvg/resvg-js'
import { directionOf, isLanguage, type Direction } from '../text/language.ts'
import type { Verdict } from '../verdicts/rules.ts'
import type { Card } from './card-content.ts'
import { drawable, lineOf, lineWithin, wrapped, type Line, type Style } from './card-text.ts'

/** What sites that show links expect of a picture. */
const CARD = { width: 1200, height: 630 } as const

const EDGE = 72
const WITHIN = CARD.width - 2 * EDGE

/** As in tokens.css, light: a picture does not know where it will be shown. */
const COLOURS = { paper: '#faf9f5', ink: '#1b1d21', soft: '#50545c', line: '#e4e1d8' } as const
const TONES = {
  verified: { tone: '#17603f', wash: '#e2f1e8' }, disputed: { tone: '#9c3025', wash: '#fae8e4' }, unverifiable: { tone: '#554584', wash: '#edeaf7' },
} as const satisfies Record<Verdict, object>

/** The largest in which the whole statement fits is taken; in the last it is cut. */
const SIZES = [{ size: 64, lines: 3 }, { size: 54, lines: 4 }, { size: 46, lines: 4 }, { size: 40, lines: 5 }] as const
/** Of a statement no more is looked at. */
const MORE_THAN_FITS = 2000
/** Arabic needs more room between its lines. */
const LINE_HEIGHT = { rtl: 1.5, ltr: 1.25 } as const
const STATEMENT = { top: 162, bottom: 466 } as const

/** The picture of one version for those who show its link: the same bytes for the same version. It holds letters as shapes, and no text at all. */
export const cardOf = (card: Card): Uint8Array => new Resvg(svgOf(card), { font: { loadSystemFonts: false } }).render().asPng()

/** Exported for its test. */
export function svgOf({ locale, badges, statement, language, line, deskName, date }: Card): string {
  const dir = directionOf(locale)
  const small: Style = { weight: '400', size: 30, dir }
  const strip = badges.length === 1 ? TONES[badges[0]!.verdict].tone : COLOURS.soft
  const said = line === null ? null : lineWithin(drawable(line, '400'), small, WITHIN)
  const day = lineOf(date, small)
  const name = lineWithin(drawable(deskName, '600'), { ...small, weight: '600' }, WITHIN - day.width - EDGE)

  return `<svg xmlns="http://www.w3.org/2000/svg" width="${CARD.width}" height="${CARD.height}">`
    + `<rect width="100%" height="100%" fill="${COLOURS.paper}"/><rect x="${dir === 'rtl' ? CARD.width - 24 : 0}" width="24" height="100%" fill="${strip}"/>`
    + badgesOf(badges, dir)
    + statementOf(statement, isLanguage(language) ? directionOf(language) : 'ltr')
    + (said ? lineAt(said, startFor(said, dir), 512, COLOURS.soft) : '')
    + `<rect x="${EDGE}" y="540" width="${WITHIN}" height="2" fill="${COLOURS.line}"/>`
    + lineAt(name, startFor(name, dir), 588, COLOURS.ink) + lineAt(day, endFor(day, dir), 588, COLOURS.soft)
    + '</svg>'
}

/** At its own side: its direction is that of its language, not of the page. */
function statementOf(statement: string, dir: Direction): string {
  const text = drawable(statement.slice(0, MORE_THAN_FITS), '600')
  const tried = SIZES.map(({ size, lines }) => ({ size, ...wrapped(text, { weight: '600', size, dir }, { width: WITHIN, lines }) }))
  const { size, lines } = tried.find(({ whole }) => whole) ?? tried.at(-1)!
  const height = size * LINE_HEIGHT[dir]
  const top = STATEMENT.top + (STATEMENT.bottom - STATEMENT.top - height * lines.length) / 2
  return lines.map((line, index) => lineAt(line, startFor(line, dir), top + height * (index + 0.72), COLOURS.ink)).join('')
}

/** Each a word, a shape and a colour, as on the page; smaller where they would not stand in a row. */
function badgesOf(badges: Card['badges'], dir: Direction): string {
  const sized = BADGES.map((size) => badges.map(({ verdict, words }) => ({ verdict, word: lineOf(words, { weight: '600', size, dir }) })))
  const fitting = sized.find((row) => widthOf(row) <= WITHIN) ?? sized.at(-1)!
  return fitting.map(({ verdict, word }, index) => {
    const before = widthOf(fitting.slice(0, index)) + (index > 0 ? GAP : 0)
    const width = word.width + AROUND
    const start = dir === 'rtl' ? CARD.width - EDGE - before - width : EDGE + before
    const [centre, from] = dir === 'rtl' ? [start + width - 42, start + 26] : [start + 42, start + 66]
    return `<rect x="${round(start)}" y="${EDGE}" width="${round(width)}" height="68" rx="34" fill="${TONES[verdict].wash}"/>${shapeOf(verdict, round(centre), EDGE + 34)}${lineAt(word, from, EDGE + 47, TONES[verdict].tone)}`
  }).join('')
}

const BADGES = [38, 28, 20] as const
const [AROUND, GAP] = [92, 16]
const widthOf = (row: readonly { word: Line }[]) => row.reduce((sum, { word }, index) => sum + word.width + AROUND + (index > 0 ? GAP : 0), 0)

function shapeOf(verdict: Verdict, x: number, y: number): string {
  const { tone } = TONES[verdict]
  if (verdict === 'disputed') return `<rect x="${x - 12}" y="${y - 12}" width="24" height="24" transform="rotate(45 ${x} ${y})" fill="${tone}"/>`
  if (verdict === 'verified') return `<circle cx="${x}" cy="${y}" r="14" fill="${tone}"/>`
  return `<circle cx="${x}" cy="${y}" r="12" fill="none" stroke="${tone}" stroke-width="5" stroke-dasharray="9.5 5.58"/>`
}

const startFor = ({ width }: Line, dir: Direction) => dir === 'rtl' ? CARD.width - EDGE - width : EDGE
const endFor = (line: Line, dir: Direction) => startFor(line, dir === 'rtl' ? 'ltr' : 'rtl')

const lineAt = ({ glyphs }: Line, x: number, y: number, colour: string) =>
  `<g fill="${colour}">${glyphs.map(({ outline, scale, ...glyph }) => `<path transform="translate(${round(x + glyph.x)} ${round(y + glyph.y)}) scale(${scale} ${-scale})" d="${outline()}"/>`).join('')}</g>`

const round = (length: number) => Math.round(length * 100) / 100
