import { kindOf, KINDS, type MediaType } from '../reports/reading/kind.ts'
import { decodePage } from '../reports/reading/encoding.ts'
import type { FetchedPage } from '../reports/safe-fetch.ts'

/** What a snapshot can be, by its content. */
export type SnapshotKind = Exclude<MediaType, (typeof KINDS)['docx']['mediaType']> | 'application/zip' | 'application/octet-stream'

type Page = Pick<FetchedPage, 'bytes' | 'name' | 'mediaType' | 'finalAddress'>

/** What the desk says of a fetched page without opening it: what its content is, and which title it gives itself. */
export function contentsOf(page: Page): { mediaType: SnapshotKind; title: string } {
  const mediaType = mediaTypeOf(page)
  return { mediaType, title: mediaType === KINDS.html.mediaType ? titleIn(page) : '' }
}

/** As its first bytes say; what a server says of its own pages decides between kinds of text only. */
function mediaTypeOf({ bytes, name, mediaType, finalAddress }: Page): SnapshotKind {
  const found = kindOf({ bytes, name, mediaType, address: finalAddress, finalAddress })
  if ('problem' in found) return 'application/octet-stream'
  // Any archive begins like a document of Word, and none is opened here.
  if (found.kind === 'docx') return 'application/zip'
  return found.kind === 'text' && bytes.includes(0) ? 'application/octet-stream' : KINDS[found.kind].mediaType
}

const ENDINGS: Readonly<Record<string, string>> = { ...Object.fromEntries(Object.values(KINDS).map(({ mediaType, endings }) => [mediaType, endings[0]])), 'application/zip': '.zip' }

/** Of the desk's making: nothing that a server calls its files is trusted with a name on somebody's disk. */
export const fileNameOf = ({ endedAt, sha256, mediaType }: { endedAt: string; sha256: string; mediaType: string }) =>
  `snapshot-${endedAt.slice(0, 10)}-${sha256.slice(0, 12)}${ENDINGS[mediaType] ?? '.bin'}`

const LONGEST_TITLE = 300
/** Where a page begins. Bounded, as are the pieces of it: nobody's page keeps the desk busy. */
const HEAD = 2 ** 18
const TITLE = /<title(?:\s[^>]{0,500})?>([^<]{0,5000})/i

function titleIn({ bytes, mediaType }: Page): string {
  const text = decodePage(bytes, mediaType)?.text.slice(0, HEAD) ?? ''
  return plain(TITLE.exec(text)?.[1] ?? '')
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

/** In one line, without what turns or hides letters; a reference that is not one of the usual stays as it is written. */
const plain = (title: string) => title
  .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi, (whole, decimal?: string, hex?: string, name?: string) => name === undefined ? letter(decimal ? Number(decimal) : parseInt(hex!, 16)) : NAMED[name.toLowerCase()] ?? whole)
  .toWellFormed().replace(/[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF\uFFFD\s]+/gu, ' ').trim().slice(0, LONGEST_TITLE).toWellFormed()

const letter = (code: number) => code <= 0x10ffff ? String.fromCodePoint(code) : ''
