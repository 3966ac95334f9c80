import type { Locale, Person } from '../server/people/person.ts'
import type { Words } from './locales/en.ts'
import type { Formats } from './locales/formats.ts'

/** What every template has at hand, by these names, without being given it. */
export const FRAME = ['t', 'show', 'locale', 'viewer', 'deskName', 'nonce', 'hx', 'once', 'path', 'here'] as const

export type Frame = {
  /** The words of the reader's language. */
  t: Words
  /** Dates, numbers and shares in the reader's language. */
  show: Formats
  locale: Locale
  viewer: Person | null
  deskName: string
  nonce: string
  /** htmx attributes, stamped: `<%- hx({ boost: 'true' }) %>`. */
  hx: (attributes: Record<string, string>) => string
  /** A new key for a form, so that sending it twice does it once. */
  once: () => string
  /** The address of this page without, and with, what follows the question mark. */
  path: string
  here: string
}

/** What each template is given besides. `npm run check` holds every template to this list. */
export interface Views {
  'layout/whole': Framed
  'layout/inside': Framed
  'layout/_bar': object
  'shared/error': { title: string; message: string }
}

/** A name whose file starts with an underscore is a partial: templates include it, routes do not send it. */
export type PartialName = Extract<keyof Views, `${string}/_${string}`>
export type PageName = Exclude<keyof Views, PartialName | `layout/${string}`>

type Framed = { title: string; body: string }
