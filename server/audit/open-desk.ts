import type { KeyObject } from 'node:crypto'
import type { Database } from '../database.ts'
import { signCheckpoint, trailName } from './checkpoint.ts'
import { verifierKey } from './note.ts'
import { change, headOf } from './trail.ts'

/**
 * The first event of a new desk: it says whose trail this is and which key signs it, so that the key is itself in the chain.
 * Its checkpoint comes with it, so that a desk without one is a desk from which it was taken. `origin` is an address without scheme, or the like.
 */
export function openDesk(db: Database, { name, origin, key, at }: { name: string; origin: string; key: KeyObject; at: Date }) {
  if (headOf(db)) throw new Error('This desk was opened before')
  const vkey = verifierKey(trailName(origin), key)

  change(db, { person: null, at }, (record) => {
    record({ action: 'desk.opened', subject: 'desk', after: { name, origin, vkey } })
    signCheckpoint(db, key)
  })
}
