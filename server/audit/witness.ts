import type { KeyObject } from 'node:crypto'
import { parseCheckpoint, type Checkpoint } from './checkpoint.ts'
import { cosign } from './cosignature.ts'
import { verifyConsistency } from './merkle.ts'
import { openNote, parseVerifierKey, type Verifier } from './note.ts'
import { outsideIn } from './outside.ts'

/** What a witness remembers of a desk: its key, as it was when they met, and the last head. */
export type Memory = { address: string; vkey: string; note: string }

/** Reads an address of the desk. Throws when there is no answer, in time and of a reasonable size. */
export type Read = (path: string) => Promise<{ status: number; text: string }>

/** What a desk shows that an honest one never would, and what shows it. Everything else that goes wrong is an Error. */
export type Accusation = { accusation: string; notes: readonly string[] }

export type Seen = { memory: Memory; cosigned: string; isFirst: boolean; before: number | null; size: number }

type Witness = { name: string; key: KeyObject; at: Date }

/**
 * Looks at the desk's head once. Cosigns it if it is of the same trail as the last one that was seen, and only longer.
 * Returns what to remember, which has to be kept before the cosignature goes out, or the reason to trust this desk no more.
 */
export async function witnessOnce(address: string, memory: Memory | null, read: Read, { name, key, at }: Witness): Promise<Seen | Accusation> {
  if (memory && memory.address !== address) throw new Error(`This state is of ${memory.address}, not of ${address}. Keep a file for each desk: --state FILE`)
  const vkey = memory?.vkey ?? (await get(read, '/.well-known/claimdesk-key')).trim()
  const verifier = parseVerifierKey(vkey)
  const note = await get(read, '/checkpoint')

  const head = open(note, verifier)
  if (typeof head === 'string') return { accusation: `The desk’s head is not signed with the key that was seen first: ${head}.`, notes: [note, ...(memory ? [memory.note] : [])] }
  if (memory) {
    const accusation = await compare(memory.note, head, note, verifier, read)
    if (accusation) return { accusation, notes: [memory.note, note] }
  }
  const text = openNote(note, verifier)
  const before = memory ? parseCheckpoint(openNote(memory.note, verifier)).size : null
  return { memory: { address, vkey, note }, cosigned: note + cosign(text, name, key, at), isFirst: memory === null, before, size: head.size }
}

async function get(read: Read, path: string): Promise<string> {
  const { status, text } = await read(path)
  if (status !== 200) throw new Error(`${path} was answered with ${status}`)
  return text
}

/** The reason when it is no head of this desk. */
function open(note: string, verifier: Verifier): Checkpoint | string {
  try {
    const checkpoint = parseCheckpoint(openNote(note, verifier))
    return checkpoint.origin === verifier.name ? checkpoint : `it is of another trail, ${checkpoint.origin}`
  } catch (error) {
    return (error as Error).message
  }
}

/** Why the new head is not one that follows the old one; null when it is. */
async function compare(oldNote: string, head: Checkpoint, note: string, verifier: Verifier, read: Read): Promise<string | null> {
  const old = open(oldNote, verifier)
  if (typeof old === 'string') throw new Error(`The state does not hold a head of this desk: ${old}`)
  if (head.size < old.size) return `The trail became shorter: it had ${old.size} events, and now has ${head.size}. Something was cut off, or an older copy is shown.`
  if (head.size === old.size) {
    return openNote(note, verifier) === openNote(oldNote, verifier) ? null : `There are two different heads of ${head.size} events: the trail was rewritten, or is not the same for everybody.`
  }

  const { status, text } = await read(`/checkpoint/proof?from=${old.size}&to=${head.size}`)
  if (status >= 500) throw new Error(`The proof was answered with ${status}`)
  const [proof] = status === 200 ? outsideIn(text) : []
  if (proof?.from !== old.size) return `The desk cannot prove that its trail of ${head.size} events begins with the ${old.size} that were seen.`
  const holds = verifyConsistency(old.size, head.size, rootOf(old), rootOf(head), proof.path)
  return holds ? null : `The proof is wrong: the trail of ${head.size} events does not begin with the ${old.size} that were seen. It was rewritten.`
}

const rootOf = ({ root }: Checkpoint) => Buffer.from(root, 'base64')
