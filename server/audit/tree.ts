import type { Database } from '../database.ts'
import { completedBy, leafHash, type ReadNode } from './merkle.ts'

/** Reads the nodes of the trail's tree: the leaves from the events, everything above from where it was kept. */
export function nodesOf(db: Database): ReadNode {
  return (level, position) => (level === 0 ? leafOf(db, position + 1) : keptNode(db, level, position))
}

/** Keeps the nodes that this event completes, and says how many they are: one for every event, over the years. */
export function growTree(db: Database, seq: number, body: string): number {
  const completed = completedBy(nodesOf(db), seq - 1, leafHash(body))
  for (const { level, position, hash } of completed) {
    db.prepare('INSERT INTO audit_tree (level, position, hash) VALUES (?, ?, ?)').run(level, position, hash)
  }
  return completed.length
}

function leafOf(db: Database, seq: number): Buffer {
  const event = db.prepare('SELECT body FROM audit_events WHERE seq = ?').get(seq) as { body: string } | undefined
  if (!event) throw new Error(`The trail has no event ${seq}`)
  return leafHash(event.body)
}

function keptNode(db: Database, level: number, position: number): Buffer {
  const node = db.prepare('SELECT hash FROM audit_tree WHERE level = ? AND position = ?').get(level, position) as { hash: Buffer } | undefined
  if (!node) throw new Error(`The tree of the trail has no node at level ${level}, position ${position}`)
  return node.hash
}
