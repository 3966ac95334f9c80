import { closed } from '../text/closed.ts'
import type { Direction } from '../text/language.ts'

/** A stretch of letters of one direction, as word processors want them: each in a run of its own. */
export type Stretch = { text: string; dir: Direction }

const RIGHT_TO_LEFT = '[[\\p{Script=Arabic}\\p{Script=Hebrew}\\p{Script=Syriac}\\p{Script=Thaana}\\p{Script=Nko}]&&\\p{L}]'
const LETTERS = { rtl: RIGHT_TO_LEFT, ltr: `[\\p{L}--${RIGHT_TO_LEFT}]` } as const
const OPPOSITE = { rtl: 'ltr', ltr: 'rtl' } as const

/** As Unicode orders a line: figures after a letter go its way, and so does what stands between two of them. */
const stretchOf = (letter: string) => new RegExp(`(${letter}(?:\\P{L}*(?:${letter}|\\p{Nd}))*\\p{M}*)`, 'v')
const AGAINST = { rtl: stretchOf(LETTERS.ltr), ltr: stretchOf(LETTERS.rtl) } as const
const FIRST_LETTER = { rtl: new RegExp(`^\\P{L}*${LETTERS.rtl}`, 'v'), ltr: new RegExp(`^\\P{L}*${LETTERS.ltr}`, 'v') } as const

/** XML cannot hold these, not even escaped: with one of them in it, a document does not open. The JSON export has the text as it is. */
const NOT_IN_XML = /[^\t\n\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu
export const forXml = (text: string) => text.replace(/\r\n?/g, '\n').replace(NOT_IN_XML, '')

/** The letters of a line in stretches of one direction each, in the order in which they are read. */
function stretchesIn(text: string, dir: Direction): Stretch[] {
  return text.split(AGAINST[dir]).map((text, index): Stretch => ({ text, dir: index % 2 ? OPPOSITE[dir] : dir })).filter(({ text }) => text !== '')
}

const OPENS = { rtl: '\u202B', ltr: '\u202A' } as const
const MARK = { rtl: '\u200F', ltr: '\u200E' } as const
const CLOSES = '\u202C'

/**
 * A sentence of ours with names in it (between U+2068 and U+2069, which word processors do not all know), in a paragraph of this direction.
 * Marks keep what stands beside a name from being drawn into it; a name of the other direction is embedded as well.
 */
export function sentenceIn(sentence: string, dir: Direction): Stretch[] {
  return forXml(sentence).split(/\u2068([^\u2069]*)\u2069/).flatMap((part, index) => index % 2 ? nameIn(part, dir) : stretchesIn(part, dir))
}

/** What somebody typed, in a paragraph of this direction among other words. `own` is its direction where that is known. */
export function nameIn(name: string, dir: Direction, own = directionIn(name) ?? dir): Stretch[] {
  const mark = { text: MARK[dir], dir }
  const letters = stretchesIn(closed(forXml(name)), own)
  return own === dir ? [mark, ...letters, mark] : [mark, { text: OPENS[own], dir: own }, ...letters, { text: CLOSES, dir: own }, mark]
}

const directionIn = (text: string): Direction | undefined => FIRST_LETTER.rtl.test(text) ? 'rtl' : FIRST_LETTER.ltr.test(text) ? 'ltr' : undefined
