import { crc32 } from 'node:zlib'
import type { Sentence } from '../errors.ts'

/**
 * A ZIP of which every byte follows from the files in it: nothing compressed, no dates, no attributes, nothing between or around the entries.
 * So a reader needs to believe no field of it: it takes the files out, writes the ZIP again, and compares. What is stored as it is
 * cannot blow up when it is read, and comes out the same whatever version of zlib somebody has.
 */
export type Entry = { name: string; data: Buffer }

const [LOCAL, CENTRAL, END] = [0x04034b50, 0x02014b50, 0x06054b50]
const [LOCAL_LENGTH, CENTRAL_LENGTH, END_LENGTH] = [30, 46, 22]
const VERSION = 10
/** The first of January 1980, which is as early as a ZIP can say. */
const [TIME, DAY] = [0, 0x0021]

export function zipOf(entries: readonly Entry[]): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const entry of entries) {
    const local = localHeader(entry)
    parts.push(local, entry.data)
    directory.push(centralHeader(local, at))
    at += local.length + entry.data.length
  }
  const central = Buffer.concat(directory)
  return Buffer.concat([...parts, central, endOf(entries.length, central.length, at)])
}

function localHeader({ name, data }: Entry): Buffer {
  const header = Buffer.alloc(LOCAL_LENGTH)
  header.writeUInt32LE(LOCAL, 0)
  header.writeUInt16LE(VERSION, 4)
  header.writeUInt16LE(TIME, 10)
  header.writeUInt16LE(DAY, 12)
  header.writeUInt32LE(crc32(data), 14)
  header.writeUInt32LE(data.length, 18)
  header.writeUInt32LE(data.length, 22)
  header.writeUInt16LE(name.length, 26)
  return Buffer.concat([header, Buffer.from(name, 'ascii')])
}

/** It says again what the local one says, and where that stands. */
function centralHeader(local: Buffer, at: number): Buffer {
  const header = Buffer.alloc(CENTRAL_LENGTH)
  header.writeUInt32LE(CENTRAL, 0)
  header.writeUInt16LE(VERSION, 4)
  local.copy(header, 6, 4, LOCAL_LENGTH)
  header.writeUInt32LE(at, 42)
  return Buffer.concat([header, local.subarray(LOCAL_LENGTH)])
}

function endOf(entries: number, length: number, at: number): Buffer {
  const end = Buffer.alloc(END_LENGTH)
  end.writeUInt32LE(END, 0)
  end.writeUInt16LE(entries, 8)
  end.writeUInt16LE(entries, 10)
  end.writeUInt32LE(length, 12)
  end.writeUInt32LE(at, 16)
  return end
}

/** Files of which it is not known beforehand how many there are: they stand before another, in the order of their names. */
export type Further = { before: string; names: RegExp }

/** Takes out the files of these names, which stand there in this order and no others. What stands otherwise is a problem, with its place. */
export function readZip(bytes: Buffer, names: readonly string[], further?: Further): { entries: Entry[]; problem: Sentence | null } {
  const entries: Entry[] = []
  let at = 0
  for (const wanted of names) {
    const inTurn = function* () {
      for (let last = ''; further?.before === wanted;) {
        const name = nameAt(bytes, at)
        if (!further.names.test(name) || name <= last) break
        yield last = name
      }
      yield wanted
    }
    for (const name of inTurn()) {
      const read = readEntry(bytes, at, name, entries.at(-1)?.name)
      if (typeof read === 'function') return { entries, problem: read }
      entries.push({ name, data: read })
      at += LOCAL_LENGTH + name.length + read.length
    }
  }
  return { entries, problem: differenceBetween(bytes, zipOf(entries), entries, at) }
}

/** The name of the entry that begins here, as far as one does. */
function nameAt(bytes: Buffer, at: number): string {
  const isThere = bytes.length >= at + LOCAL_LENGTH && bytes.readUInt32LE(at) === LOCAL
  return isThere ? bytes.toString('latin1', at + LOCAL_LENGTH, at + LOCAL_LENGTH + bytes.readUInt16LE(at + 26)) : ''
}

function readEntry(bytes: Buffer, at: number, name: string, before = name): Buffer | Sentence {
  const start = at + LOCAL_LENGTH + name.length
  if (at === 0 && bytes.toString('latin1', 0, 2) !== 'PK') return (t) => t.bundle.problems.noZip
  if (bytes.length < start) return (t) => t.bundle.problems.cutOff(name)
  if (bytes.readUInt32LE(at) !== LOCAL || bytes.readUInt16LE(at + 26) !== name.length || bytes.toString('latin1', at + LOCAL_LENGTH, start) !== name) {
    return (t, show) => t.bundle.problems.notThere(name, before, show.number(at))
  }
  if (bytes.readUInt16LE(at + 6) !== 0 || bytes.readUInt16LE(at + 8) !== 0) return (t, show) => t.bundle.problems.packed(name, show.number(at + 6))
  const end = start + bytes.readUInt32LE(at + 22)
  return end > bytes.length ? (t) => t.bundle.problems.cutOff(name) : bytes.subarray(start, end)
}

/** `directory` is where the entries end. */
function differenceBetween(found: Buffer, wanted: Buffer, entries: readonly Entry[], directory: number): Sentence | null {
  if (found.equals(wanted)) return null
  const at = firstDifference(found, wanted)
  if (at >= wanted.length) return (t, show) => t.bundle.problems.goesOn(show.number(wanted.length))
  if (at >= directory) return (t, show) => t.bundle.problems.directory(show.number(at))

  let header = 0
  const { name } = entries.find(({ name, data }) => {
    const next = header + LOCAL_LENGTH + name.length + data.length
    if (at < next) return true
    header = next
    return false
  })!
  const isChecksum = at >= header + 14 && at < header + 18
  return isChecksum ? (t, show) => t.bundle.problems.checksum(name, show.number(at)) : (t, show) => t.bundle.problems.header(name, show.number(at))
}

function firstDifference(one: Buffer, other: Buffer): number {
  const shorter = Math.min(one.length, other.length)
  for (let at = 0; at < shorter; at++) if (one[at] !== other[at]) return at
  return shorter
}
