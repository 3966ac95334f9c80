import type { Problem } from '../web/form.ts'

/**
 * What the desk takes as the text of a report, and what it does to it. Line ends become LF and a byte order mark at the start goes;
 * nothing else is changed, not even by Unicode normalisation, because verdicts rest on the words as they stood.
 */
export const MOST_UNITS = 300_000

/** Each brings its own forms to the page of the report: a list with a word a line would make a page that nobody can open. */
export const MOST_PASSAGES = 3000

/** Three for each of them: who writes gets nowhere near it, but «said: said: said: …» would fill a page that takes minutes to draw. */
export const MOST_SUGGESTIONS = 10_000

export const asStored = (text: string) => text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')

/** What speaks against a text, as it would be stored; undefined if nothing does. */
export function problemOfText(text: string): Problem | undefined {
  return REFUSED.find(([, refuses]) => refuses(text))?.[0]
}

/** The first that refuses is the one that is shown. */
const REFUSED: readonly [Problem, (text: string) => boolean][] = [
  ['textTooLong', (text) => text.length > MOST_UNITS],
  ['unreadable', (text) => text.includes('\0') || text.includes('\uFFFD') || !text.isWellFormed()],
  ['binary', (text) => controlsIn(text) * 10 > text.length],
  ['textBlank', (text) => !/[\p{L}\p{N}\p{P}\p{S}]/u.test(text)],
]

/** Line ends, tabs and form feeds are part of a text; more than one in ten of the others is no text. */
const controlsIn = (text: string) => text.match(/[\x01-\x08\v\x0E-\x1F\x7F-\x9F]/g)?.length ?? 0

/**
 * A file's name as it may be shown: without folders, and without the characters that hide or reorder what follows them
 * (`report\u202Etxt.exe` reads as `reportexe.txt`). Letters of all scripts stay as they are.
 */
export function safeFileName(name: string): string {
  return name.toWellFormed().replace(/^.*[/\\]/s, '').replace(/[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/gu, '').trim().slice(0, 200).toWellFormed()
}

/** What a file proposes as title when nobody typed one. */
export const titleFrom = (fileName: string) => fileName.replace(/\.[^.]*$/, '').replaceAll('_', ' ').trim()
