import { change, headOf, type Act, type AuditEvent } from '../audit/trail.ts'
import type { Database } from '../database.ts'
import { notFound } from '../errors.ts'
import type { Problem } from '../web/form.ts'
import { tellingOf } from './event.ts'
import { activeHooks, hookFor, nameOf, type Hook } from './hooks.ts'
import { waitingFor } from './log.ts'
import { actionsOf, FAILING_FOR, isTaken, KEPT_DAYS, waitAfter, type DeliveryState } from './rules.ts'

/** What is to be sent now. */
export type Due = { hookId: string; seq: number; lane: string; body: string; tries: number }

/** What came of sending it: a status and how the answer begins, or why there was none. */
export type Outcome = { at: Date; milliseconds: number } & ({ status: number; answer: string } | { problem: Problem })

/** How many events of the trail are looked at for one webhook in one transaction, and how many tellings are made of them. */
const AT_ONCE = { events: 5000, tellings: 200 }

/** Beyond so many that wait for one webhook, the rest waits in the trail. */
const MOST_WAITING = 10_000

/** How much of a failed answer is kept. */
const LONGEST_ANSWER = 200

/** Makes tellings of what happened since the last time, for each webhook that wants to know. Returns whether there is more to look at. */
export function layOut(db: Database, at: Date, publicUrl: string): boolean {
  const head = headOf(db)?.seq ?? 0
  return activeHooks(db).filter(({ seen }) => seen < head).map((hook) => layOutFor(db, hook, { at, head, publicUrl })).some((isMore) => isMore)
}

function layOutFor(db: Database, hook: Hook, { at, head, publicUrl }: { at: Date; head: number; publicUrl: string }): boolean {
  const until = Math.min(head, hook.seen + AT_ONCE.events)
  const events = eventsFor(db, hook, until)
  const seen = events.length === AT_ONCE.tellings ? events.at(-1)!.seq : until
  // Where nothing is to be told, nothing is written: most changes are of no interest to anybody outside.
  if (events.length === 0 && seen < hook.seen + AT_ONCE.events) return false
  if (waitingFor(db, hook.id) >= MOST_WAITING) return false

  db.transaction(() => {
    for (const event of events) layDown(db, hook.id, event, at, publicUrl)
    db.prepare('UPDATE webhooks SET seen = ? WHERE id = ?').run(seen, hook.id)
  }).immediate()
  return seen < head
}

function eventsFor(db: Database, { kinds, seen }: Hook, until: number): AuditEvent[] {
  return db.prepare<object, string>(`
    SELECT body FROM audit_events INDEXED BY audit_events_of_action
    WHERE action IN (SELECT value FROM json_each(@actions)) AND seq > @seen AND seq <= @until
    ORDER BY seq
    LIMIT ${AT_ONCE.tellings}
  `).pluck().all({ actions: JSON.stringify(actionsOf(kinds)), seen, until }).map((body) => JSON.parse(body) as AuditEvent)
}

/** Part of a larger change. The first in its lane is sent at once, the others after it: it is newer than all that waits there, so that nothing else has to be looked at. */
function layDown(db: Database, hookId: string, event: AuditEvent, at: Date, publicUrl: string) {
  const telling = tellingOf(db, event, publicUrl)
  if (!telling) return
  db.prepare(`
    INSERT INTO deliveries (webhook_id, seq, lane, kind, body, next_at)
    SELECT @hookId, @seq, @lane, @kind, @body, CASE WHEN NOT EXISTS (
      SELECT 1 FROM deliveries INDEXED BY deliveries_waiting WHERE webhook_id = @hookId AND lane = @lane AND state = 'waiting') THEN @at END
  `).run({ hookId, seq: event.seq, ...telling, at: at.toISOString() })
}

/** The first that waits in a lane, and it alone, has a time at which it is sent: the one it had, or now. */
function releaseLane(db: Database, { hookId, lane }: Pick<Due, 'hookId' | 'lane'>, at: Date) {
  db.prepare(`
    WITH lane AS (SELECT seq FROM deliveries INDEXED BY deliveries_waiting WHERE webhook_id = @hookId AND lane = @lane AND state = 'waiting')
    UPDATE deliveries SET next_at = CASE WHEN next_at IS NULL THEN @at END
    WHERE webhook_id = @hookId AND seq IN (SELECT seq FROM lane) AND (next_at IS NULL) = (seq = (SELECT min(seq) FROM lane))
  `).run({ hookId, lane, at: at.toISOString() })
}

/** What is to be sent to a webhook now, the longest overdue first. */
export const dueFor = (db: Database, hookId: string, at: Date, limit: number): Due[] => db.prepare<object, Due>(`
  SELECT webhook_id AS hookId, seq, lane, body, tries FROM deliveries INDEXED BY deliveries_to_send
  WHERE webhook_id = @hookId AND next_at <= @at
  ORDER BY next_at
  LIMIT @limit
`).all({ hookId, at: at.toISOString(), limit })

/** When the next one is to be sent. */
export const nextDue = (db: Database): string | null => db.prepare<[], string | null>(`
  SELECT min(next_at) FROM deliveries WHERE next_at IS NOT NULL AND webhook_id IN (SELECT id FROM webhooks WHERE state = 'active')
`).pluck().get() ?? null

/** Writes down what came of sending one, and when it is sent again or what goes after it. `isDead`: nothing has arrived at this webhook for too long. */
export function noteAttempt(db: Database, { hookId, seq, lane, tries }: Due, outcome: Outcome, random: number): { state: DeliveryState; isDead: boolean } {
  const arrived = 'status' in outcome && isTaken(outcome.status)
  const wait = arrived ? null : waitAfter(tries + 1, random)
  const state = arrived ? 'arrived' : wait === null ? 'given_up' : 'waiting'
  const at = outcome.at.toISOString()

  return db.transaction(() => {
    keepAttempt(db, { hookId, seq }, outcome, arrived)
    db.prepare("UPDATE deliveries SET state = @state, tries = @tries, next_at = @next, done_at = @done WHERE webhook_id = @hookId AND seq = @seq AND state = 'waiting'").run({
      hookId, seq, state, tries: tries + 1, next: wait === null ? null : new Date(outcome.at.getTime() + outcome.milliseconds + wait).toISOString(), done: state === 'waiting' ? null : at,
    })
    releaseLane(db, { hookId, lane }, outcome.at)
    db.prepare('UPDATE webhooks SET failing_since = CASE WHEN @arrived THEN NULL ELSE coalesce(failing_since, @at) END WHERE id = @hookId').run({ hookId, at, arrived: arrived ? 1 : 0 })
    return { state, isDead: state === 'given_up' && failingFor(db, hookId, outcome.at) >= FAILING_FOR } as const
  }).immediate()
}

function keepAttempt(db: Database, { hookId, seq }: Pick<Due, 'hookId' | 'seq'>, outcome: Outcome, arrived: boolean) {
  const { status, answer, problem } = { status: null, answer: '', problem: null, ...outcome }
  db.prepare(`
    INSERT INTO delivery_attempts (webhook_id, seq, number, at, milliseconds, status, problem, answer)
    VALUES (@hookId, @seq, (SELECT count(*) + 1 FROM delivery_attempts WHERE webhook_id = @hookId AND seq = @seq), @at, @milliseconds, @status, @problem, @answer)
  `).run({ hookId, seq, at: outcome.at.toISOString(), milliseconds: outcome.milliseconds, status, problem, answer: arrived ? '' : readable(answer) })
}

/** A few words of somebody else's, to be shown as text: without what turns or hides it. */
const readable = (answer: string) => answer.replace(/[\p{C}\uFFFD\s]+/gu, ' ').trim().slice(0, LONGEST_ANSWER).toWellFormed()

function failingFor(db: Database, hookId: string, at: Date): number {
  const since = db.prepare<[string], string | null>('SELECT failing_since FROM webhooks WHERE id = ?').pluck().get(hookId)
  return since == null ? 0 : at.getTime() - Date.parse(since)
}

/** Sends one again that has arrived or was given up: now, before what waits in its lane. One that waits anyway is not made to wait longer. */
export function sendAgain(db: Database, act: Act, hookId: string, seq: number) {
  change(db, act, (record) => {
    const hook = hookFor('resend', db, hookId)
    const found = db.prepare<[string, number], { lane: string; kind: string }>('SELECT lane, kind FROM deliveries WHERE webhook_id = ? AND seq = ?').get(hookId, seq)
    if (!found) throw notFound()
    db.prepare("UPDATE deliveries SET state = 'waiting', tries = 0, next_at = ?, done_at = NULL WHERE webhook_id = ? AND seq = ?").run(act.at.toISOString(), hookId, seq)
    releaseLane(db, { hookId, lane: found.lane }, act.at)
    record({ action: 'webhook.sent_again', subject: `webhook/${hookId}`, after: { address: nameOf(hook), kinds: [found.kind], event: seq } })
  })
}

const DAY = 24 * 60 * 60_000
const PRUNED_AT_ONCE = 1000

/** Forgets what is over for longer than the log keeps it. */
export function prune(db: Database, at: Date) {
  for (const [state, days] of Object.entries(KEPT_DAYS)) {
    db.prepare(`
      DELETE FROM deliveries WHERE (webhook_id, seq) IN (
        SELECT webhook_id, seq FROM deliveries INDEXED BY deliveries_done WHERE state = ? AND done_at < ? LIMIT ${PRUNED_AT_ONCE})
    `).run(state, new Date(at.getTime() - days * DAY).toISOString())
  }
}
