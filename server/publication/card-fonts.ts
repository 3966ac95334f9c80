import { readFileSync } from 'node:fs'
import { Blob, Face, Font } from 'harfbuzzjs'
import { sfntOf } from './woff.ts'

/** The letters that pictures can hold, in the order in which a font is looked for; most pictures need the first two. A word with a letter of no font is not drawn. */
const FILES = [
  ['ibm-plex-sans', 'latin'], ['ibm-plex-sans-arabic', 'arabic'], ['ibm-plex-sans', 'latin-ext'], ['ibm-plex-sans-devanagari', 'devanagari'],
  ['ibm-plex-sans', 'cyrillic'], ['ibm-plex-sans', 'cyrillic-ext'], ['ibm-plex-sans', 'greek'],
] as const

export type Weight = '400' | '600'

/** `scale` makes one em of what the font draws one pixel. */
export type CardFont = { font: Font; scale: number }

const loaded = new Map<string, CardFont>()

/** The first font that has this letter. */
export function fontFor(weight: Weight, character: string): CardFont | undefined {
  for (const [family, letters] of FILES) {
    const font = fontIn(`${family}/files/${family}-${letters}-${weight}-normal.woff`)
    if (has(font, character)) return font
  }
  return undefined
}

export const has = ({ font }: CardFont, character: string) => font.nominalGlyph(character.codePointAt(0)!) !== undefined

function fontIn(file: string): CardFont {
  const known = loaded.get(file)
  if (known) return known
  const face = new Face(new Blob(sfntOf(readFileSync(new URL(`../../node_modules/@fontsource/${file}`, import.meta.url)))))
  const font = { font: new Font(face), scale: 1 / face.upem }
  loaded.set(file, font)
  return font
}
