import { z } from 'zod'
import { directionOf, isLanguage, LANGUAGES, proposeLanguage, type Language } from '../text/language.ts'
import { passagesOf } from '../text/passages.ts'
import { suggestClaims } from '../text/suggest.ts'
import { choice, day, neededAddress, once, optional, optionalAddress, webAddress } from '../web/fields.ts'
import { problem, readForm, typedIn, type Form, type Problem } from '../web/form.ts'
import type { WaitingOriginal } from './originals.ts'
import type { Reading } from './reading/read.ts'
import type { Original } from './reading/reading.ts'
import type { Draft } from './reports.ts'
import { asStored, MOST_PASSAGES, MOST_SUGGESTIONS, problemOfText, safeFileName, titleFrom } from './rules.ts'

/** '' lets the desk propose the language from the text. */
const LANGUAGE_CHOICES = ['', ...LANGUAGES] as const

const MOST = { title: 300, publisher: 200, author: 200 } as const

const about = z.object({
  once,
  title: optional(MOST.title),
  publisher: optional(MOST.publisher),
  author: optional(MOST.author),
  sourceAddress: optionalAddress,
  publishedOn: day,
  language: choice(LANGUAGE_CHOICES).default(''),
})

/** What is sent of a text that is pasted. */
export const Pasted = about.extend({ text: z.string() })

type About = z.output<typeof about>

export type ImportField = keyof z.input<typeof about> | 'text' | 'file' | 'address'
export type ImportForm = Form<ImportField>

type Returned = { ok: false; form: ImportForm }

const Asked = z.object({ address: neededAddress })

/** The address of the page that somebody wants fetched, or what is wrong with it; undefined when they want something else. Enter in any field presses the first button, so a text decides. */
export function readAsked(body: unknown): { ok: true; data: { address: string } } | Returned | undefined {
  const { address = '', by, text = '' } = typedIn(body)
  return address.trim() !== '' || (by === 'address' && text.trim() === '') ? readForm(Asked, body) : undefined
}

/** Reads what comes with a document: no text, which is taken out of the document, and what somebody typed about it. */
export function readBringing(body: unknown, field: ImportField): { ok: true; about: About } | Returned {
  const read = readForm(about, body)
  const values = typedIn(body)
  const { text = '', address = '' } = values
  if (asStored(text).trim() !== '' || (field === 'file' && address.trim() !== '')) return { ok: false, form: { values, problems: { [field]: problem('textOrFile') } } }
  const again = field === 'file' ? { file: problem('fileAgain') } : {}
  return read.ok ? { ok: true, about: read.data } : { ok: false, form: { values, problems: { ...again, ...read.form.problems } } }
}

/** What the form shows of a document: what somebody typed about it, and where they typed nothing, what it says of itself. */
export function proposedAbout(typed: About, { text, proposals }: Reading, { name, address }: Original): WaitingOriginal['about'] {
  const line = (field: keyof typeof MOST) => typed[field] || asLine(proposals[field] ?? '', MOST[field])
  const { sourceAddress = '', publishedOn = '' } = proposals
  return {
    title: line('title') || titleFrom(safeFileName(name)),
    publisher: line('publisher'),
    author: line('author'),
    sourceAddress: typed.sourceAddress || address || (webAddress(sourceAddress) && sourceAddress.length <= 2000 ? sourceAddress : ''),
    publishedOn: typed.publishedOn ?? (z.iso.date().safeParse(publishedOn).success ? publishedOn : ''),
    language: typed.language || languageOf(text, proposals.language ?? ''),
  }
}

/** On one line, without what shows nothing, and no longer than the field. */
const asLine = (words: string, most: number) => words.toWellFormed().replace(/[\p{Cc}\s\uFFFD]+/gu, ' ').trim().slice(0, most).replace(/[\uD800-\uDBFF]$/, '')

/** Pages are made from templates, which say "en" of Arabic as well: what the text is written in decides. */
function languageOf(text: string, said: string): Language {
  const [code] = said.toLowerCase().split('-')
  const seen = proposeLanguage(text)
  return isLanguage(code) && directionOf(code) === directionOf(seen) ? code : seen
}

/** A text that can be imported as it is. */
export type Ready = { ok: true; draft: Draft; once: string | undefined; original: WaitingOriginal | undefined }

type Read = Ready | Returned & { original: WaitingOriginal | undefined }

/** Reads a text to be imported, pasted or taken out of an original, and what somebody said about it. */
export function readImport(body: unknown, waiting: (id: string) => WaitingOriginal | undefined): Read {
  const { original: id = '', ...values } = typedIn(body)
  const original = id === '' ? undefined : waiting(id)
  const read = readForm(about, body)
  const source = inReason(readText(values.text), read.ok ? read.data.language : '')
  const title = read.ok ? read.data.title : values.title?.trim() ?? ''

  if (read.ok && 'text' in source && title !== '' && (original || id === '')) {
    const { once, language, ...rest } = read.data
    const draft = { ...rest, text: source.text, fileName: original?.fileName || null, language: language || proposeLanguage(source.text) }
    return { ok: true, once, draft, original }
  }

  // In the order of the form: the first is where the reader is sent.
  const problems: ImportForm['problems'] = {}
  if ('problem' in source) problems.text = source.problem
  if (id !== '' && !original) problems.file = 'originalGone'
  if (title === '') problems.title = 'missing'
  if (!read.ok) Object.assign(problems, read.form.problems)
  return { ok: false, form: { values, problems }, original }
}

type Source = { text: string } | { problem: Problem }

function readText(typed = ''): Source {
  const text = asStored(typed)
  if (text === '') return { problem: problem('missing') }
  const wrong = problemOfText(text)
  return wrong ? { problem: wrong } : { text }
}

/** The same text, unless it falls into more passages, or gives rise to more suggestions, than a page can hold. */
function inReason(source: Source, said: Language | ''): Source {
  if ('problem' in source) return source
  const language = said || proposeLanguage(source.text)
  if (passagesOf(source.text, language).length > MOST_PASSAGES) return { problem: problem('tooManyPassages') }
  return suggestClaims(source.text, language).length > MOST_SUGGESTIONS ? { problem: problem('tooManySuggestions') } : source
}
