import { readFileSync } from 'node:fs'
import { Blob, Face, Font } from 'harfbuzzjs'
import { sfntOf } from './woff.ts'

/** The letters that pictures can hold, in the order in which a font is looked for. Where one has no letter of a word, the word is not drawn. */
const FAMILIES = [
  ['ibm-plex-sans', ['latin', 'latin-ext', 'cyrillic', 'cyrillic-ext', 'greek']],
  ['ibm-plex-sans-arabic', ['arabic']],
  ['ibm-plex-sans-devanagari', ['devanagari']],
] as const

export const WEIGHTS = ['400', '600'] as const
export type Weight = (typeof WEIGHTS)[number]

/** `scale` makes one em of what the font draws one pixel. */
export type CardFont = { font: Font; scale: number }

const fontsOf = (weight: Weight): CardFont[] => FAMILIES.flatMap(([family, letters]) => letters.map((letter) => {
  const face = new Face(new Blob(sfntOf(readFileSync(new URL(`../../node_modules/@fontsource/${family}/files/${family}-${letter}-${weight}-normal.woff`, import.meta.url)))))
  return { font: new Font(face), scale: 1 / face.upem }
}))

export const FONTS: Readonly<Record<Weight, readonly CardFont[]>> = { 400: fontsOf('400'), 600: fontsOf('600') }
