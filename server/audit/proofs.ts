import type { Database } from '../database.ts'
import { checkpointAt } from './checkpoint.ts'
import { consistencyProof, inclusionProof } from './merkle.ts'
import { nodesOf } from './tree.ts'

/** That events are in a tree: of each its number, the hash of its leaf, and the way from there to the root, in base64. */
export type Proofs = {
  format: 'claimdesk proofs'
  version: 1
  size: number
  events: { seq: number; leaf: string; path: string[] }[]
}

/** Proves that these events are among the first `size` of the trail. */
export function proofsOf(db: Database, seqs: readonly number[], size: number): Proofs {
  const read = nodesOf(db)
  const events = seqs.map((seq) => ({ seq, leaf: base64(read(0, seq - 1)), path: inclusionProof(read, seq - 1, size).map(base64) }))
  return { format: 'claimdesk proofs', version: 1, size, events }
}

/**
 * Proves that the trail of one checkpoint is the beginning of that of another, in the form of an `add-checkpoint` request (c2sp.org/tlog-witness).
 * undefined when the desk never signed one of these sizes: nobody else can hold such a head, so nobody needs the proof.
 */
export function proofBetween(db: Database, from: number, to: number): string | undefined {
  const note = checkpointAt(db, to)
  if (note === undefined || checkpointAt(db, from) === undefined) return undefined
  return `old ${from}\n${consistencyProof(nodesOf(db), from, to).map((hash) => `${base64(hash)}\n`).join('')}\n${note}`
}

const base64 = (hash: Buffer) => hash.toString('base64')
