import { crc32, inflateRawSync } from 'node:zlib'

/** One file in an archive. */
export type Entry = { name: string; bytes: Buffer }

/** What a document may unfold to, however small it came: as a whole, and in how many files. */
const MOST_UNFOLDED = 64 * 2 ** 20
const MOST_ENTRIES = 2000

const END = Buffer.from('PK\x05\x06', 'latin1')
const DIRECTORY_ENTRY = 0x02014b50
const LOCAL_ENTRY = 0x04034b50
const ENCRYPTED = 1
const STORED = 0
const DEFLATED = 8

/** Where the end record of a ZIP archive stands, if there is one where programs look for it: at the end, or before a comment. */
export function endOfArchive(bytes: Buffer): number | undefined {
  const at = bytes.lastIndexOf(END)
  return at >= 0 && at >= bytes.length - 65_557 ? at : undefined
}

/**
 * The files of an archive, unfolded. Nothing may stand before, between the directory and the end, or after it, no file twice, and no size may be
 * other than it says: programs that read an archive differently would find different documents in it.
 */
export function openArchive(bytes: Buffer): Entry[] | 'damaged' | 'locked' | 'too much' {
  try {
    return entriesIn(bytes)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE' ? 'too much' : 'damaged'
  }
}

function entriesIn(bytes: Buffer): Entry[] | 'damaged' | 'locked' | 'too much' {
  const end = endOfArchive(bytes)
  if (end === undefined || end + 22 !== bytes.length) return 'damaged'
  const count = bytes.readUInt16LE(end + 10)
  const [size, start] = [bytes.readUInt32LE(end + 12), bytes.readUInt32LE(end + 16)]
  if (count > MOST_ENTRIES) return 'too much'
  if (count === 0 || bytes.readUInt16LE(end + 8) !== count || start + size !== end) return 'damaged'

  const entries: Entry[] = []
  let left = MOST_UNFOLDED
  for (let at = start, n = 0; n < count; n++) {
    const entry = directoryEntry(bytes, at)
    if (!entry) return 'damaged'
    if (entry.flags & ENCRYPTED) return 'locked'
    if (entry.size > left) return 'too much'
    const content = unfold(bytes, entry, left)
    if (!content || entries.some(({ name }) => name === entry.name)) return 'damaged'
    left -= content.length
    entries.push({ name: entry.name, bytes: content })
    at = entry.next
  }
  return entries
}

type Listed = { name: string; flags: number; method: number; crc: number; packed: number; size: number; place: number; next: number }

function directoryEntry(bytes: Buffer, at: number): Listed | undefined {
  if (bytes.readUInt32LE(at) !== DIRECTORY_ENTRY) return undefined
  const [nameLength, extra, comment] = [bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32)]
  return {
    name: bytes.subarray(at + 46, at + 46 + nameLength).toString('utf8'),
    flags: bytes.readUInt16LE(at + 8),
    method: bytes.readUInt16LE(at + 10),
    crc: bytes.readUInt32LE(at + 16),
    packed: bytes.readUInt32LE(at + 20),
    size: bytes.readUInt32LE(at + 24),
    place: bytes.readUInt32LE(at + 42),
    next: at + 46 + nameLength + extra + comment,
  }
}

/** Unfolds no further than `most`, whatever size the directory promises; throws beyond it. */
function unfold(bytes: Buffer, { name, method, crc, packed, size, place }: Listed, most: number): Buffer | undefined {
  if (bytes.readUInt32LE(place) !== LOCAL_ENTRY) return undefined
  const nameLength = bytes.readUInt16LE(place + 26)
  const start = place + 30 + nameLength + bytes.readUInt16LE(place + 28)
  if (bytes.subarray(place + 30, place + 30 + nameLength).toString('utf8') !== name || start + packed > bytes.length) return undefined

  const data = bytes.subarray(start, start + packed)
  const content = method === STORED ? data : method === DEFLATED ? inflateRawSync(data, { maxOutputLength: Math.max(1, most) }) : undefined
  return content?.length === size && crc32(content) === crc ? content : undefined
}
