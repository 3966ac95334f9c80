import { Bookmark, type Paragraph } from 'docx'
import { formats } from '../../views/locales/formats.ts'
import { words } from '../../views/locales/words.ts'
import type { Locale } from '../people/person.ts'
import { directionOf } from '../text/language.ts'
import type { modelOf } from './page.ts'
import { bookmarkOf, paragraph, table, type Block, type Inline } from './word-parts.ts'

type Model = ReturnType<typeof modelOf>

/** What it takes to write of claims, whatever else the document is about. */
export type ClaimsModel = Pick<Model, 'say' | 'around' | 'isHere' | 'isBrief'>

/** How a document in one language is written; whoever writes a part of it is given this. */
export type Sheet<Of extends ClaimsModel = Model> = ReturnType<typeof sheetIn<Of>>

export function sheetIn<Of extends ClaimsModel>(locale: Locale, model: Of) {
  const t = words[locale]
  const dir = directionOf(locale)
  const ours = { dir, lang: locale }
  const say = (...inlines: Inline[]) => paragraph(inlines, ours)

  return {
    t, show: formats[locale], locale, model, dir,
    say,
    soft: (text: string) => paragraph([{ text, soft: true }], ours),
    section: (text: string) => paragraph([text], { ...ours, as: 'section' }),
    heading: (text: string) => paragraph([text], { ...ours, as: 'heading' }),
    /** What somebody typed, in a paragraph that runs as it does. */
    typed: (text: string, look: { soft?: boolean; struck?: boolean; quoted?: boolean } = {}) => {
      const { lang, dir } = model.say(text)
      const { quoted = false, ...rest } = look
      return paragraph([{ text, typed: dir, ...rest }], { dir, lang, reading: quoted, indent: quoted })
    },
    claimTitle: (id: string, text: string) => {
      const standing = model.say(text)
      return paragraph([{ text, typed: standing.dir }], { ...standing, as: 'claim', reading: true, bookmark: (children) => new Bookmark({ id: bookmarkOf(id), children }) })
    },
    /** Names and what stands behind them. */
    facts: (rows: readonly (readonly [string, ...(Inline[] | Paragraph)[]])[]): Block[] => rows.length === 0 ? [] : [table(
      rows.map(([name, ...values]) => [[paragraph([{ text: name, soft: true }], ours)], values.map((value) => Array.isArray(value) ? say(...value) : value)]),
      { dir, shares: [3, 8] },
    ), say('')],
    grid: (shares: readonly number[], head: readonly string[], rows: readonly (readonly (Inline[] | Paragraph)[])[]): Block[] => [table(
      rows.map((cells) => cells.map((cell) => [Array.isArray(cell) ? say(...cell) : cell])),
      { dir, shares, head: head.map((text) => paragraph([{ text, bold: true, soft: true }], ours)) },
    ), say('')],
  }
}

export const code = (text: string): Inline => ({ text, code: true })
export const named = (text: string): Inline => ({ text, typed: 'auto' })

/** An address is a link only where nothing but a page of the web can stand behind it. */
export const address = (text: string): Inline => /^https?:\/\//i.test(text) ? { text, code: true, href: text } : named(text)

export const TONES = { verified: '17603F', disputed: '9C3025', unverifiable: '554584' } as const
