import { refused, type Extract } from './reading.ts'

/** A text in UTF-8, and in nothing else: bytes that are none are refused, not replaced. The mark at its start is left for what stores it. */
export function readPlain(bytes: Uint8Array): Extract {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), steps: [], proposals: {} }
  } catch {
    return refused('notUtf8')
  }
}
