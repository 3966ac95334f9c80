import type { KeyObject } from 'node:crypto'
import type { Database } from '../database.ts'
import { safePost } from '../reports/safe-post.ts'
import { PUBLIC_WEB, type Guard } from '../reports/way-out.ts'
import { endGone, nameOf, pauseFailing, type Hook } from './hooks.ts'
import { noteAttempt, type Due, type Outcome } from './outbox.ts'
import { GONE } from './rules.ts'
import { secretOf, signatureOf } from './secret.ts'

/** Where webhooks may lead: the public web, and encrypted. Of what is answered little is read. */
export const HOOK_WEB: Guard = { ...PUBLIC_WEB, schemes: ['https:'], mostBytes: 4096, mostMilliseconds: 10_000 }

/** What sending needs from outside. */
export type Sending = {
  db: Database
  key: KeyObject
  publicUrl: string
  guard: Guard
  now: () => Date
  random: () => number
  log: (line: string) => void
}

/** Sends one, and writes down what came of it. */
export async function deliver(sending: Sending, hook: Hook, due: Due, stop: AbortSignal) {
  const { guard, now } = sending
  const at = now()
  const posted = await safePost(hook.address, { headers: headersOf(sending, hook, due, at), body: due.body }, guard, stop)
  // What was broken off may have arrived or not: nothing is known, and it is sent again.
  if (stop.aborted) return
  note(sending, hook, due, { at, milliseconds: now().getTime() - at.getTime(), ...posted })
}

/** The signature of the secret before stands beside the other while receivers may still go by it. */
function headersOf({ key }: Sending, { id: hookId, salt, previousSalt, previousUntil }: Hook, { body }: Due, at: Date): Record<string, string> {
  const { id } = JSON.parse(body) as { id: string }
  const timestamp = Math.floor(at.getTime() / 1000)
  const salts = [salt, ...(previousSalt && previousUntil! > at.toISOString() ? [previousSalt] : [])]
  const signatures = salts.map((one) => signatureOf(secretOf(key, { id: hookId, salt: one }), { id, timestamp, body }))
  return { 'content-type': 'application/json', 'user-agent': 'Claimdesk', 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': signatures.join(' ') }
}

function note({ db, random, log }: Sending, hook: Hook, due: Due, outcome: Outcome) {
  const { state, isDead } = noteAttempt(db, due, outcome, random())
  if (state === 'given_up') log(`The desk gave up telling ${nameOf(hook)} of event ${due.seq}: it did not arrive in ${due.tries + 1} tries`)
  if ('status' in outcome && outcome.status === GONE) endGone(db, outcome.at, hook.id)
  else if (isDead) pauseFailing(db, outcome.at, hook.id)
}
