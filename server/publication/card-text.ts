import bidiFactory, { type Bidi } from 'bidi-js'
import { Buffer as Letters, Direction as Way, shape } from 'harfbuzzjs'
import type { Direction } from '../text/language.ts'
import { fontFor, has, type CardFont, type Weight } from './card-fonts.ts'

// Text as it is drawn into pictures: which way its letters run, what they look like beside each other, and how wide they are. No font of the machine's plays a part.

/** Its types speak of a module; what Node loads is the function itself. */
const { getEmbeddingLevels } = (bidiFactory as unknown as () => Bidi)()

export type Style = { weight: Weight; size: number; dir: Direction }

/** Letters of one font and one way, in the order in which they are read. */
type Run = { text: string; level: number; font: CardFont }

/** One line, ready to be drawn from its left end. */
export type Line = { text: string; width: number; glyphs: { outline: () => string; x: number; y: number; scale: number }[] }

/** What turns letters around and is not drawn itself. */
const DIRECTING = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g
const LEFT_OUT = '…'

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })
const graphemesOf = (text: string) => Array.from(graphemes.segment(text), ({ segment }) => segment)

const isUndrawn = (character: string) => /^[\p{Default_Ignorable_Code_Point}\p{Cf}]$/u.test(character)

/** What of a text can be drawn: a word with a letter that no font has becomes “…”, other signs that none has are dropped. */
export function drawable(text: string, weight: Weight): string {
  const known = (grapheme: string) => [...grapheme].every((character) => isUndrawn(character) || fontFor(weight, character) !== undefined)
  const words = text.normalize('NFC').split(' ').map((word) => {
    const parts = graphemesOf(word)
    return parts.some((part) => /[\p{L}\p{N}]/u.test(part) && !known(part)) ? LEFT_OUT : parts.filter(known).join('')
  })
  return words.filter((word, index) => word.replace(/\p{Cf}/gu, '') !== '' && !(word === LEFT_OUT && words[index - 1] === LEFT_OUT)).join(' ')
}

/** A line of its own, which is known to fit. */
export const lineOf = (text: string, style: Style): Line => drawn(text, style, levelsIn(text, style))

/** A line of its own that ends with “…” where it would be wider than this. */
export const lineWithin = (text: string, style: Style, width: number): Line => wrapped(text, style, { width, lines: 1 }).lines[0] ?? { text, width: 0, glyphs: [] }

/** Lines no wider than `width`. `whole` is false where there would have been more of them than `lines`, and the last one ends with “…”. */
export function wrapped(text: string, style: Style, { width, lines: most }: { width: number; lines: number }): { lines: Line[]; whole: boolean } {
  const starts = breaksIn(text, style, width)
  const whole = starts.length <= most
  const kept = whole ? text : shortened(text, starts[most - 1]!, style, width)
  const levels = levelsIn(kept, style)
  const lines = starts.slice(0, most).map((start, index, all) => {
    const end = all[index + 1] ?? kept.length
    return drawn(kept.slice(start, end).trimEnd(), style, levels.subarray(start))
  })
  return { lines, whole }
}

const widthOf = (text: string, style: Style) => lineOf(text, style).width

/** Where lines begin: as many words in each as fit, and of a word that fits in none as many letters. */
function breaksIn(text: string, style: Style, width: number): number[] {
  const starts: number[] = text === '' ? [] : [0]
  let at = 0
  for (const word of text.split(/(?<= )/)) {
    const start = starts.at(-1)!
    if (at > start && widthOf(text.slice(start, at + word.length).trimEnd(), style) > width) starts.push(at)
    if (widthOf(word.trimEnd(), style) > width) {
      let to = at
      for (const grapheme of graphemesOf(word)) {
        if (to > starts.at(-1)! && widthOf(text.slice(starts.at(-1)!, to + grapheme.length).trimEnd(), style) > width) starts.push(to)
        to += grapheme.length
      }
    }
    at += word.length
  }
  return starts
}

/** The text up to the last word of the line from `start` with which “…” still fits; of a line that is one word, up to a letter. */
function shortened(text: string, start: number, style: Style, width: number): string {
  const line = text.slice(start)
  const fits = (length: number) => widthOf(`${line.slice(0, length).trimEnd()}${LEFT_OUT}`, style) <= width
  const ends = (parts: string[]) => parts.reduce<number[]>((all, part) => [...all, (all.at(-1) ?? 0) + part.length], [])
  const end = ends(line.split(/(?<= )/).slice(0, 60)).findLast(fits) ?? ends(graphemesOf(line).slice(0, 200)).findLast(fits) ?? 0
  return `${text.slice(0, start)}${line.slice(0, end).replace(/[\s.,:;،؛…]+$/u, '')}${LEFT_OUT}`
}

export const levelsIn = (text: string, { dir }: Style): Uint8Array => text === '' ? new Uint8Array() : getEmbeddingLevels(text, dir).levels

/** From left to right: parts of a line where the way of its letters changes or another font is needed. Marks, and what is not drawn, stay with the letter before them. */
export function runsOf(text: string, { weight }: Pick<Style, 'weight'>, levels: Uint8Array): Run[] {
  const runs: Run[] = []
  let at = 0
  for (const character of text) {
    const [level, last] = [levels[at]!, runs.at(-1)]
    at += character.length
    if (character.replace(DIRECTING, '') === '') continue
    const stays = last && (isUndrawn(character) || /\p{M}/u.test(character) || !/[\p{L}\p{N}]/u.test(character)) && (isUndrawn(character) || has(last.font, character))
    const font = stays ? last.font : fontFor(weight, character)
    if (!font) continue
    if (last && last.level === level && last.font === font) last.text += character
    else runs.push({ text: character, level, font })
  }
  return inSight(runs)
}

/** As they are seen (Unicode's rule L2): from the highest level down, whatever has at least that level is turned around. */
function inSight(runs: Run[]): Run[] {
  const highest = Math.max(0, ...runs.map(({ level }) => level))
  let line = runs
  for (let level = highest; level > 0; level--) {
    const turned: Run[] = []
    let stretch: Run[] = []
    for (const run of line) {
      if (run.level >= level) { stretch.unshift(run); continue }
      turned.push(...stretch, run)
      stretch = []
    }
    line = [...turned, ...stretch]
  }
  return line
}

function drawn(text: string, style: Style, levels: Uint8Array): Line {
  const line: Line = { text, width: 0, glyphs: [] }
  for (const { text: part, level, font: { font, scale } } of runsOf(text, style, levels)) {
    const letters = new Letters()
    letters.addText(part)
    letters.setDirection(level % 2 ? Way.RTL : Way.LTR)
    letters.guessSegmentProperties()
    shape(font, letters)
    const em = style.size * scale
    for (const { codepoint, xAdvance = 0, xOffset = 0, yOffset = 0 } of letters.getGlyphInfosAndPositions()) {
      line.glyphs.push({ outline: () => font.glyphToPath(codepoint), x: line.width + xOffset * em, y: -yOffset * em, scale: em })
      line.width += xAdvance * em
    }
  }
  return line
}
