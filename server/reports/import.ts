import { z } from 'zod'
import { LANGUAGES, proposeLanguage, type Language } from '../text/language.ts'
import { passagesOf } from '../text/passages.ts'
import { choice, day, once, optional, optionalAddress } from '../web/fields.ts'
import { problem, readForm, typedIn, type Form, type Problem } from '../web/form.ts'
import type { Draft } from './reports.ts'
import { asStored, MOST_PASSAGES, problemOfText, readFile, safeFileName, titleFrom } from './rules.ts'

/** A file that came with the form. `name` is what the sender called it. */
export type Upload = { name: string; bytes: Buffer }

/** '' lets the desk propose the language from the text. */
const LANGUAGE_CHOICES = ['', ...LANGUAGES] as const

const about = z.object({
  once,
  title: optional(300),
  publisher: optional(200),
  author: optional(200),
  sourceAddress: optionalAddress,
  publishedOn: day,
  language: choice(LANGUAGE_CHOICES).default(''),
})

export type ImportField = keyof z.input<typeof about> | 'text' | 'file'
export type ImportForm = Form<ImportField>

type Read = { ok: true; draft: Draft; once: string | undefined } | { ok: false; form: ImportForm }

/** Reads what somebody pasted, or the file they chose, and what they said about it. */
export function readImport(body: unknown, upload: Upload | undefined): Read {
  const read = readForm(about, body)
  const source = inReason(readSource(body, upload), read.ok ? read.data.language : '', upload ? 'file' : 'text')
  const fileName = upload ? safeFileName(upload.name) : null
  const title = (read.ok ? read.data.title : read.form.values.title?.trim()) || titleFrom(fileName ?? '')

  if (read.ok && 'text' in source && title !== '') {
    const { once, language, ...rest } = read.data
    return { ok: true, once, draft: { ...rest, title, text: source.text, fileName, language: language || proposeLanguage(source.text) } }
  }

  // In the order of the form: the first is where the reader is sent.
  const problems: ImportForm['problems'] = {}
  if ('problem' in source) problems[source.field] = source.problem
  else if (upload) problems.file = 'fileAgain'
  if (title === '') problems.title = 'missing'
  if (!read.ok) Object.assign(problems, read.form.problems)
  return { ok: false, form: { values: typedIn(body), problems } }
}

type Source = { text: string } | { field: 'text' | 'file'; problem: Problem }

/** The text itself: pasted or in a file, not both. */
function readSource(body: unknown, upload: Upload | undefined): Source {
  const pasted = asStored(typedIn(body).text ?? '')
  if (upload) {
    if (pasted.trim() !== '') return { field: 'file', problem: 'textOrFile' }
    const read = readFile(upload)
    return 'text' in read ? read : { field: 'file', ...read }
  }
  if (pasted === '') return { field: 'text', problem: problem('missing') }
  const wrong = problemOfText(pasted)
  return wrong ? { field: 'text', problem: wrong } : { text: pasted }
}

/** The same text, unless it falls into more passages than a page can hold. */
function inReason(source: Source, language: Language | '', field: 'text' | 'file'): Source {
  if ('problem' in source) return source
  const passages = passagesOf(source.text, language || proposeLanguage(source.text))
  return passages.length > MOST_PASSAGES ? { field, problem: problem('tooManyPassages') } : source
}
