import type { Problem } from '../web/form.ts'

/**
 * What the desk takes as the text of a report, and what it does to it. Line ends become LF and a byte order mark at the start goes;
 * nothing else is changed, not even by Unicode normalisation, because verdicts rest on the words as they stood.
 */
export const MOST_UNITS = 300_000

/** Each brings its own forms to the page of the report: a list with a word a line would make a page that nobody can open. */
export const MOST_PASSAGES = 3000

/** Of the endings a file may have; what is inside decides all the same. */
export const ENDINGS = ['.txt', '.md'] as const

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

/** What speaks against the bytes of a file, or the text they hold. */
export function readFile({ name, bytes }: { name: string; bytes: Buffer }): { text: string } | { problem: Problem } {
  if (!ENDINGS.some((ending) => name.toLowerCase().endsWith(ending))) return { problem: 'fileKind' }
  if (FOREIGN.some((start) => start.test(bytes.subarray(0, 64).toString('latin1')))) return { problem: 'binary' }

  const decoded = decode(bytes)
  if (decoded === undefined) return { problem: 'notUtf8' }
  const text = asStored(decoded)
  const problem = problemOfText(text)
  return problem ? { problem } : { text }
}

/** How files begin that are no plain text whatever their name says; some of them are sound UTF-8 all the same. Bytes as Latin-1. */
const FOREIGN = [
  /^%PDF-/, /^PK[\x03\x05\x07]/, /^\x89PNG/, /^GIF8[79]a/, /^\xFF\xD8\xFF/, /^RIFF....WEBP/s, /^\x1F\x8B/, /^\xD0\xCF\x11\xE0/, /^\{\\rtf/, /^7z\xBC\xAF/,
  /^Rar!/, /^\x7FELF/, /^SQLite format 3/, /^(?:\xEF\xBB\xBF)?\s*<(?:!doctype html|html|\?xml)/i,
] as const

/** Decodes strictly: bytes that are no UTF-8 are refused, not replaced. The mark at the start is left for `asStored`. */
function decode(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/**
 * A file's name as it may be shown: without folders, and without the characters that hide or reorder what follows them
 * (`report\u202Etxt.exe` reads as `reportexe.txt`). Letters of all scripts stay as they are.
 */
export function safeFileName(name: string): string {
  return name.toWellFormed().replace(/^.*[/\\]/s, '').replace(/[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/gu, '').trim().slice(0, 200).toWellFormed()
}

/** What a file proposes as title when nobody typed one. */
export const titleFrom = (fileName: string) => fileName.replace(/\.[^.]*$/, '').replaceAll('_', ' ').trim()
