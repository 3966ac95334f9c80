import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { CSS, type Look } from './page.ts'

/** Each family's file name, its package, its weights and the letters it is for. Arabic is set in Amiri: of the fonts we tried its words are found again best when one searches a PDF or copies out of it. */
const FACES = [
  ['Amiri', 'amiri', 'arabic', [400, 700]],
  ['IBM Plex Sans', 'ibm-plex-sans', 'latin', [400, 600]],
  ['Source Serif 4', 'source-serif-4', 'latin', [400, 600]],
  ['IBM Plex Mono', 'ibm-plex-mono', 'latin', [400]],
] as const

/** Amiri's own brackets are not turned around where Arabic stands between them; those of the Latin fonts are. */
const RANGES = { arabic: 'unicode-range: U+0600-06FF, U+0750-077F, U+0870-08FF, U+200C-200D, U+FB50-FDFF, U+FE70-FEFC; ', latin: '' } as const

const FAMILIES = `:root {
  --ui: 'IBM Plex Sans', Amiri, sans-serif; --read: 'Source Serif 4', Amiri, serif; --read-arabic: Amiri, 'Source Serif 4', serif; --code: 'IBM Plex Mono', Amiri, monospace;
}
html:lang(ar) { --ui: Amiri, 'IBM Plex Sans', sans-serif; font-size: 11.5pt; }
h2:lang(ar) { font-size: 1.375rem; }
h4:lang(ar) { font-size: 1rem; }
@media print { .claim > .facts { break-inside: auto; } }
`

/** The look of the page that is printed: with the desk's own fonts in it, since a server may have none for Arabic. Read when somebody prints. */
export function printLook(): Look {
  const faces = FACES.flatMap(([family, name, letters, weights]) => weights.map((weight) => {
    const font = readFileSync(new URL(`../../node_modules/@fontsource/${name}/files/${name}-${letters}-${weight}-normal.woff2`, import.meta.url), 'base64')
    return `@font-face { font-family: '${family}'; font-weight: ${weight}; src: url(data:font/woff2;base64,${font}) format('woff2'); ${RANGES[letters]}}\n`
  }))
  const css = `${faces.join('')}${CSS}${FAMILIES}`
  return { css, policy: `default-src 'none'; style-src 'sha256-${hash('sha256', css, 'base64')}'; font-src data:; base-uri 'none'; form-action 'none'` }
}
