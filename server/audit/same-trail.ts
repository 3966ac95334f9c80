import type { Sentence } from '../errors.ts'
import { parseCheckpoint, type Checkpoint } from './checkpoint.ts'
import { verifyConsistency } from './merkle.ts'
import { openNote, type Verifier } from './note.ts'
import type { Outside } from './outside.ts'

type Held = { number: number; checkpoint: Checkpoint; from: number | null; path: Buffer[] }

/** Holds the checkpoint of a bundle against heads of the same trail that others kept. Heads of different sizes need a proof between them. */
export function compareWithOutside(checkpoint: Checkpoint, outside: readonly Outside[], verifier: Verifier, name: string) {
  const [problems, unprovable]: [Sentence[], Sentence[]] = [[], []]
  let agree = 0
  const held = outside.flatMap(({ note, from, path }, index): Held[] => {
    const opened = open(note, verifier, name)
    if (!opened) problems.push((t, show) => t.bundle.problems.outsideInvalid(show.number(index + 1)))
    return opened ? [{ number: index + 1, checkpoint: opened, from, path }] : []
  })

  for (const { number, checkpoint: other } of held) {
    const answer = relationOf(checkpoint, other, held)
    if (answer === 'agrees') agree++
    else if (answer === 'contradicts') problems.push((t, show) => t.bundle.problems.outsideContradicts(show.number(number), show.number(other.size)))
    else unprovable.push((t, show) => t.bundle.limits.outside(show.number(number), addressOf(checkpoint.size, other.size)))
  }
  return { problems, unprovable, agree }
}

const addressOf = (one: number, other: number) => `/checkpoint/proof?from=${Math.min(one, other)}&to=${Math.max(one, other)}`

function open(note: string, verifier: Verifier, name: string): Checkpoint | null {
  try {
    const checkpoint = parseCheckpoint(openNote(note, verifier))
    return checkpoint.origin === name ? checkpoint : null
  } catch {
    return null
  }
}

/** The proof may have come with either head, or with a third of the size of the larger. */
function relationOf(one: Checkpoint, other: Checkpoint, held: readonly Held[]): 'agrees' | 'contradicts' | 'unknown' {
  if (one.size === other.size) return one.root === other.root && one.head === other.head && one.time === other.time ? 'agrees' : 'contradicts'
  const [older, newer] = one.size < other.size ? [one, other] : [other, one]
  const proof = held.find(({ checkpoint, from }) => from === older.size && checkpoint.size === newer.size)
  if (!proof) return 'unknown'
  return verifyConsistency(older.size, newer.size, rootOf(older), rootOf(newer), proof.path) ? 'agrees' : 'contradicts'
}

const rootOf = ({ root }: Checkpoint) => Buffer.from(root, 'base64')
