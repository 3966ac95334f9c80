import { hash } from 'node:crypto'
import type { Request } from 'express'
import type { Database } from '../database.ts'
import type { Person } from '../people/person.ts'
import { refusal, wrong, wrongIn } from './problem.ts'

const HALF = 32

/**
 * The key of an act from an `Idempotency-Key`: its first half says whose key it is, its second what they asked for. So the trail, which keeps the keys
 * of all acts, knows without a table of its own whether a key came before, and with what.
 */
export function onceOf(db: Database, req: Request, person: Person, sent: unknown): { once: string | undefined; isRepeated: boolean } {
  const given = req.get('Idempotency-Key')
  if (given === undefined) return { once: undefined, isRepeated: false }
  const key = /^"?([\w-]{1,100})"?$/.exec(given)?.[1]
  if (key === undefined) throw wrongIn([wrong('Idempotency-Key', 'otherKind')])

  const first = hash('sha256', JSON.stringify([person.id, key])).slice(0, HALF)
  const once = first + hash('sha256', JSON.stringify([req.path, sent])).slice(0, HALF)
  const before = db.prepare<[string, string], string>('SELECT once FROM audit_events INDEXED BY audit_events_once WHERE once IS NOT NULL AND once >= ? AND once < ?').pluck().get(first, `${first}g`)
  if (before !== undefined && before !== once) throw refusal(422, (t) => t.refusals.keyReused)
  return { once, isRepeated: before === once }
}
