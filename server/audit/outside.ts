import { findNote, readBase64 } from './note.ts'

/** A signed head that somebody kept; with a proof it also says that another, of `from` events, is its beginning. */
export type Outside = { note: string; from: number | null; path: Buffer[] }

const HASH = '[A-Za-z0-9+/]{43}='
const HEADS = new RegExp(`(?<=^|\\n)(?:old (\\d{1,10})\\n((?:${HASH}\\n){0,63})\\n)?([^\\s"',<>&]+\\n\\d{1,10}\\n${HASH}\\n(?:[^\\n]+\\n){0,20}\\n(?:— \\S+ [A-Za-z0-9+/=]+\\n)+)`, 'g')

/** The heads and proofs in a text: one after the other, or one in an exported report. */
export function outsideIn(text: string): Outside[] {
  const lines = `${text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n').trim()}\n`
  const found = Array.from(lines.matchAll(HEADS), ([, from, path = '', note = '']): Outside => ({ note, from: from === undefined ? null : Number(from), path: hashesIn(path) }))
  if (found.length > 0) return found
  const note = findNote(text)
  return note === null ? [] : [{ note, from: null, path: [] }]
}

const hashesIn = (lines: string) => lines.split('\n').slice(0, -1).map((line) => readBase64(line) ?? Buffer.of())
