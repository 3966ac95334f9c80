import type { Member } from '../server/people/people.ts'
import type { Locale, Person, Role } from '../server/people/person.ts'
import type { StepName } from '../server/people/rules.ts'
import type { ImportForm } from '../server/reports/import.ts'
import type { ListedReport } from '../server/reports/list.ts'
import type { Coverage } from '../server/reports/passages.ts'
import type { Verdict } from '../server/verdicts/rules.ts'
import type { Form } from '../server/web/form.ts'
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
  'shared/_field': Field
  'people/sign-in': { title: string; next: string; notice: string; form: Form<'email' | 'password'> }
  'people/join': { title: string; person: Person | null; least: number; form: Form<'name' | 'email' | 'password' | 'locale'> }
  'people/index': PeoplePage
  'people/_person': Pick<PeoplePage, 'roles' | 'now'> & { person: PeoplePage['people'][number] }
  'reports/index': { title: string; verdicts: readonly Verdict[]; reports: ListedReport[]; older: string | null; first: boolean }
  'reports/new': { title: string; form: ImportForm; languages: readonly (readonly [value: string, words: string])[] }
  'reports/_coverage': { coverage: Omit<Coverage, 'nextUntriaged'> }
}

/** A name whose file starts with an underscore is a partial: templates include it, routes do not send it. */
export type PartialName = Extract<keyof Views, `${string}/_${string}`>
export type PageName = Exclude<keyof Views, PartialName | `layout/${string}`>

type Framed = { title: string; body: string }

/**
 * A labelled field with what was typed in it and what was wrong with that. A textarea, a list of choices, or an input of a type.
 * Fields must be filled in unless they are `optional`. A page that has the name of one of these itself passes it on unless it says otherwise.
 */
export type Field = {
  form: Form
  name: string
  label: string
  type?: 'text' | 'textarea' | 'email' | 'password' | 'url' | 'date' | 'search' | undefined
  /** Value and words of each; makes it a list. */
  choices?: readonly (readonly [value: string, words: string])[] | undefined
  /** What stands there before anything was typed. */
  value?: string | undefined
  hint?: string | undefined
  optional?: boolean | undefined
  rows?: number | undefined
  maxlength?: number | undefined
  autocomplete?: string | undefined
  dir?: 'auto' | 'ltr' | 'rtl' | undefined
  lang?: string | undefined
  /** Where two forms of a page have a field of the same name. */
  id?: string | undefined
}

type PeoplePage = {
  title: string
  people: (Member & { may: Record<StepName, boolean> })[]
  roles: readonly Role[]
  form: Form<'name' | 'email' | 'role' | 'locale'>
  /** The link that was just made: this page is the only place where it ever stands. */
  link: { name: string; address: string } | null
  days: number
  now: string
}
