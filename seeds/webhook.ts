import type { Database } from '../server/database.ts'
import { addHook, pause } from '../server/hooks/hooks.ts'
import { dueFor, layOut, noteAttempt, type Due } from '../server/hooks/outbox.ts'
import type { Person } from '../server/people/person.ts'
import type { Stage } from './colleague.ts'

/** What the receiver of the story answered, one after the other and over again; and how long it took. */
const ANSWERS: readonly [milliseconds: number, answer: { status: number; answer: string } | { problem: 'fetchTooSlow' }][] = [
  [184, { status: 204, answer: '' }], [212, { status: 204, answer: '' }], [97, { status: 503, answer: 'Maintenance until 13:00 · صيانة' }], [10_002, { problem: 'fetchTooSlow' }], [166, { status: 204, answer: '' }], [143, { status: 202, answer: '' }],
]

/**
 * The newsroom's own site is told of what is signed off and published. Nothing of it is sent by a demo: what came of it is written down
 * as the sender would, and before the story ends the webhook is paused.
 */
export function newsroomSite({ db, clock, press, told }: Stage, adam: Person) {
  const act = () => { told.changes++; return { person: adam, at: clock.tick() } }
  const { id } = addHook(db, act(), { address: 'https://site.newsroom.example/hooks/claimdesk', kinds: ['claim.published', 'claim.corrected', 'claim.withdrawn', 'claim.signed_off', 'report.signed_off'] }, press.key)
  let turn = 0

  return {
    /** Everything that happened until now arrives, some of it after more than one try. */
    isTold: (at: Date) => {
      layOut(db, at, 'https://demo.claimdesk.example')
      for (let due = dueFor(db, id, at, 1); due.length > 0; due = dueFor(db, id, at, 1)) {
        const [milliseconds, answer] = ANSWERS[turn++ % ANSWERS.length]!
        noteAttempt(db, due[0]!, { at: triedAt(db, due[0]!), milliseconds, ...answer }, 0.5)
      }
    },
    isPaused: () => pause(db, act(), id),
  }
}

/** At once, when it has happened; then when its time has come again. */
const triedAt = (db: Database, { hookId, seq, tries }: Due) => new Date(tries === 0
  ? db.prepare<[number], string>('SELECT at FROM audit_events WHERE seq = ?').pluck().get(seq)!
  : db.prepare<[string, number], string>('SELECT next_at FROM deliveries WHERE webhook_id = ? AND seq = ?').pluck().get(hookId, seq)!)
