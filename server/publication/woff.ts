import { inflateSync } from 'node:zlib'

const [HEADER, ENTRY] = [12, 16]
const [WOFF_HEADER, WOFF_ENTRY] = [44, 20]

/** The font as it was before it was packed for the web (WOFF 1.0): the same tables, each of which may have been deflated by itself. */
export function sfntOf(woff: Buffer): Uint8Array {
  if (woff.toString('latin1', 0, 4) !== 'wOFF') throw new Error('This is no font in WOFF')
  const count = woff.readUInt16BE(12)
  const head = Buffer.alloc(HEADER + ENTRY * count)
  woff.copy(head, 0, 4, 8)
  head.writeUInt16BE(count, 4)

  const tables: Buffer[] = []
  let place = head.length
  for (let n = 0; n < count; n++) {
    const [from, to] = [WOFF_HEADER + WOFF_ENTRY * n, HEADER + ENTRY * n]
    const [offset, packed, length] = [4, 8, 12].map((part) => woff.readUInt32BE(from + part)) as [number, number, number]
    const stored = woff.subarray(offset, offset + packed)
    const table = Buffer.alloc(Math.ceil(length / 4) * 4)
    ;(packed < length ? inflateSync(stored) : stored).copy(table)
    woff.copy(head, to, from, from + 4)
    woff.copy(head, to + 4, from + 16, from + 20)
    head.writeUInt32BE(place, to + 8)
    head.writeUInt32BE(length, to + 12)
    tables.push(table)
    place += table.length
  }
  return Buffer.concat([head, ...tables])
}
