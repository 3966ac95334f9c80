import type { Problem } from '../../web/form.ts'
import { endOfArchive } from './archive.ts'
import { refused, type Original } from './reading.ts'

/** The kinds of documents that the desk reads, with the endings that their names have. */
export const KINDS = {
  text: { mediaType: 'text/plain', endings: ['.txt'] },
  markdown: { mediaType: 'text/markdown', endings: ['.md'] },
  html: { mediaType: 'text/html', endings: ['.html', '.htm', '.xhtml'] },
  docx: { mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', endings: ['.docx'] },
  pdf: { mediaType: 'application/pdf', endings: ['.pdf'] },
  eml: { mediaType: 'message/rfc822', endings: ['.eml'] },
} as const satisfies Record<string, { mediaType: string; endings: readonly string[] }>

export type Kind = keyof typeof KINDS
export type MediaType = (typeof KINDS)[Kind]['mediaType']

const ALL = Object.entries(KINDS) as [Kind, (typeof KINDS)[Kind]][]

export const ENDINGS = ALL.flatMap(([, { endings }]) => endings)

/** What the file is, by its content; a file whose name says something else is refused. Names of pages say nothing, so there the server is heard. */
export function kindOf({ bytes, name, mediaType, address }: Original): { kind: Kind } | { problem: Problem } {
  const ending = /\.[^.]*$/.exec(name.toLowerCase())?.[0] ?? ''
  const named = ALL.find(([, { endings }]) => (endings as readonly string[]).includes(ending))?.[0]
  const told = ALL.find(([, kind]) => mediaType.toLowerCase().startsWith(kind.mediaType))?.[0]

  const found = kindInside(bytes, address === '' ? named : told)
  if ('problem' in found || address !== '') return found
  if (found.kind === 'docx' && RELATIVES[ending]) return refused(RELATIVES[ending])
  if (!named) return refused('fileKind')
  return found.kind === named ? found : refused('fileNotAsNamed')
}

/** What else is an archive inside, by its ending. */
const RELATIVES: Readonly<Record<string, Problem>> = {
  '.zip': 'fileArchive', '.docm': 'fileMacros', '.dotm': 'fileMacros', '.xlsx': 'fileSheet', '.xlsm': 'fileSheet', '.pptx': 'fileSheet', '.ods': 'fileSheet', '.odp': 'fileSheet',
}

/** How files begin that the desk does not read, whatever their name says. Bytes as Latin-1. */
const FOREIGN: readonly (readonly [RegExp, Problem])[] = [
  [/^(?:\x89PNG|GIF8[79]a|\xFF\xD8\xFF|RIFF....WEBP|BM....\0\0|II\*\0|MM\0\*|....ftyp(?:avif|hei[cf]|mif1))/s, 'fileImage'],
  [/^(?:MZ|\x7FELF|\xCF\xFA\xED\xFE|\xFE\xED\xFA|\xCA\xFE\xBA\xBE|#!)/, 'fileProgram'],
  [/^(?:PK\x05\x06|PK\x07\x08|\x1F\x8B|7z\xBC\xAF|Rar!|BZh|\xFD7zXZ|SQLite format 3)/, 'fileArchive'],
  [/^\{\\rtf/, 'fileOldWord'],
  [/^(?:ID3|OggS|fLaC|RIFF....(?:WAVE|AVI )|....ftyp)/s, 'fileKind'],
]

/** OLE: what Word wrote before 2007, and the envelope of what Word locks with a password since. Names in it are UTF-16. */
const OLE = /^\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1/
const LOCKED = Buffer.from('EncryptedPackage', 'utf16le')

/** `said` decides only between kinds of plain text. */
function kindInside(bytes: Buffer, said: Kind | undefined): { kind: Kind } | { problem: Problem } {
  const start = bytes.subarray(0, 1024).toString('latin1')
  const foreign = FOREIGN.find(([pattern]) => pattern.test(start))
  if (foreign) return refused(foreign[1])
  if (OLE.test(start)) return refused(bytes.includes(LOCKED) ? 'fileLocked' : 'fileOldWord')
  if (/^PK\x03\x04/.test(start)) return { kind: 'docx' }

  const isPdf = /^%PDF-\d/.test(start)
  if (endOfArchive(bytes) !== undefined || (!isPdf && /%PDF-\d/.test(start) && bytes.includes('%%EOF'))) return refused('fileTwoKinds')
  return isPdf ? { kind: 'pdf' } : kindOfText(bytes, said)
}

const PAGE = /^(?:<!--.*?-->\s*)*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title)\b/is

function kindOfText(bytes: Buffer, said: Kind | undefined): { kind: Kind } | { problem: Problem } {
  const start = opening(bytes)
  if (PAGE.test(start)) return { kind: 'html' }
  if (/^(?:<\?xml[^>]*>\s*|<!--.*?-->\s*|<!doctype\s+svg[^>]*>\s*)*<svg\b/is.test(start)) return refused('fileImage')
  if (/^<\?xml\b/i.test(start)) return refused('fileKind')
  if (said === 'eml') return isMail(start) ? { kind: 'eml' } : { kind: 'text' }
  if (said === 'html') return /<[a-z][^<>]*>/i.test(start) ? { kind: 'html' } : { kind: 'text' }
  return { kind: said === 'markdown' ? 'markdown' : 'text' }
}

/** The first letters, without the mark and the white space before them: enough to tell what kind of text it is. */
function opening(bytes: Buffer): string {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8'
  return new TextDecoder(encoding).decode(bytes.subarray(0, 2 ** 14)).trimStart()
}

/** A block of header lines, among them two of those that every message has. */
function isMail(start: string): boolean {
  const [headers = ''] = start.split(/\r?\n\r?\n/)
  const names = new Set(Array.from(headers.matchAll(/^([A-Za-z][A-Za-z0-9-]*):/gm), ([, name]) => name!.toLowerCase()))
  return /^(?:From )?[^\s:]+:?/.test(start) && ['from', 'date', 'subject', 'message-id', 'mime-version', 'received'].filter((name) => names.has(name)).length >= 2
}
