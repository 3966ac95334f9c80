import type { Step } from './reading.ts'

/**
 * The letters of a page, in the encoding that it has: by its mark, by what the server said, or by what it says of itself, else UTF-8.
 * undefined when that is no encoding, or the bytes are none of its letters.
 */
export function decodePage(bytes: Uint8Array, mediaType: string): { text: string; steps: Step[] } | undefined {
  const label = markOf(bytes) ?? /charset=["']?([\w:.-]+)/i.exec(mediaType)?.[1] ?? declared(bytes) ?? 'utf-8'
  try {
    const decoder = new TextDecoder(label, { fatal: true })
    return { text: decoder.decode(bytes), steps: decoder.encoding === 'utf-8' ? [] : [{ step: 'decoded', detail: decoder.encoding }] }
  } catch {
    return undefined
  }
}

function markOf(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.subarray(0, 3)).toString('hex')
  return start === 'efbbbf' ? 'utf-8' : start.startsWith('fffe') ? 'utf-16le' : start.startsWith('feff') ? 'utf-16be' : undefined
}

/** What its META or its XML line says. Whoever can read that as single bytes does not have UTF-16 before them, whatever it says. */
function declared(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.subarray(0, 4096)).toString('latin1')
  const label = /<meta\b[^>]*?charset\s*=\s*["']?\s*([\w:.-]+)/i.exec(start)?.[1] ?? /^\s*<\?xml\b[^>]*\bencoding=["']([\w:.-]+)/i.exec(start)?.[1]
  return label && /^utf-?16/i.test(label) ? 'utf-8' : label
}
