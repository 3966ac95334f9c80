import { canonical } from '../audit/canonical.ts'
import { growingTree, leafHash } from '../audit/merkle.ts'
import { chainHash, type Trace } from '../audit/trail.ts'
import type { Database } from '../database.ts'
import type { Person } from '../people/person.ts'

export type Tell = (person: Person, at: string, trace: Trace) => void

/**
 * Writes events as the trail does, many to a transaction. `change` has one transaction for each and reads its head again each time,
 * which takes four times as long; a million claims have six million events.
 */
export function trailWriter(db: Database): Tell {
  const insertEvent = db.prepare('INSERT INTO audit_events (seq, body, hash) VALUES (?, ?, ?)')
  const insertNode = db.prepare('INSERT INTO audit_tree (level, position, hash) VALUES (?, ?, ?)')
  const tree = growingTree()
  const written = db.prepare('SELECT body, hash FROM audit_events ORDER BY seq').all() as { body: string; hash: string }[]
  for (const { body } of written) tree.add(leafHash(body))
  let seq = written.length
  let previous = written.at(-1)!.hash

  return ({ id, name, role }, at, { action, subject, claim = null, report = null, before = null, after = null, reason = null }) => {
    seq++
    const body = canonical({ v: 1, seq, at, actor: { id, name, role }, action, subject, claim, report, before, after, reason, once: null, batch: null })
    previous = chainHash(previous, body)
    insertEvent.run(seq, body, previous)
    for (const { level, position, hash } of tree.add(leafHash(body))) insertNode.run(level, position, hash)
  }
}
