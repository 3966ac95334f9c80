import type { KeyObject } from 'node:crypto'
import { change, headOf, type Act } from '../audit/trail.ts'
import type { Database } from '../database.ts'
import { notFound } from '../errors.ts'
import { newId } from '../ids.ts'
import { actionsOf, OVERLAP, whyNot, type HookState, type Kind, type StepName } from './rules.ts'
import { newSalt, secretOf } from './secret.ts'

/** An address that is told what happens in the desk. */
export type Hook = {
  id: string
  address: string
  kinds: Kind[]
  state: HookState
  salt: Buffer
  previousSalt: Buffer | null
  previousUntil: string | null
  seen: number
  failingSince: string | null
  addedBy: string
  addedAt: string
}

type Row = Omit<Hook, 'kinds'> & { kinds: string }

const HOOKS = `
  SELECT webhooks.id, address, kinds, state, salt, previous_salt AS previousSalt, previous_until AS previousUntil, seen, failing_since AS failingSince,
    people.name AS addedBy, added_at AS addedAt
  FROM webhooks
  JOIN people ON people.id = added_by`

const asHook = (row: Row): Hook => ({ ...row, kinds: JSON.parse(row.kinds) as Kind[] })

/** At most `limit` after one: those that are told something first, then those that are paused, then what has ended; the newest first. */
export function listHooks(db: Database, { after = null, limit }: { after?: string | null | undefined; limit: number }): Hook[] {
  const place = (at: string) => `${at}.state = 'ended', ${at}.state = 'paused', -${at}.rowid`
  return db.prepare<object, Row>(`
    ${HOOKS} WHERE NOT EXISTS (SELECT 1 FROM webhooks AS last WHERE last.id = @after) OR (${place('webhooks')}) > (SELECT ${place('last')} FROM webhooks AS last WHERE last.id = @after)
    ORDER BY ${place('webhooks')}
    LIMIT @limit
  `).all({ after, limit }).map(asHook)
}

export const activeHooks = (db: Database): Hook[] => db.prepare<[], Row>(`${HOOKS} WHERE state = 'active' ORDER BY webhooks.rowid`).all().map(asHook)

export function findHook(db: Database, id: string): Hook {
  const row = db.prepare<[string], Row>(`${HOOKS} WHERE webhooks.id = ?`).get(id)
  if (!row) throw notFound()
  return asHook(row)
}

/** From now on this address is told of these kinds of events. Returns the secret, which is shown once. */
export function addHook(db: Database, act: Act, { address, kinds }: Pick<Hook, 'address' | 'kinds'>, key: KeyObject): { id: string; secret: string } {
  return change(db, act, (record) => {
    const [id, salt] = [newId(), newSalt()]
    db.prepare(`
      INSERT INTO webhooks (id, address, kinds, state, salt, seen, added_by, added_at) VALUES (?, ?, ?, 'active', ?, ?, ?, ?)
    `).run(id, address, JSON.stringify(kinds), salt, headOf(db)!.seq, act.person!.id, act.at.toISOString())
    record({ action: 'webhook.added', subject: `webhook/${id}`, after: { address: nameOf({ address }), kinds } })
    return { id, secret: secretOf(key, { id, salt }) }
  })
}

/** From now on it is told of these. What happened before is not told of kinds that are new, unless something older is still to be told. */
export function changeKinds(db: Database, act: Act, hookId: string, kinds: Kind[]) {
  change(db, act, (record) => {
    const hook = hookFor('change', db, hookId)
    if (hook.kinds.join() === kinds.join()) return
    db.prepare('UPDATE webhooks SET kinds = ?, seen = ? WHERE id = ?').run(JSON.stringify(kinds), lastBeforeWanted(db, hook), hookId)
    record({ action: 'webhook.kinds_changed', ...moved(hook, { kinds: hook.kinds }, { kinds }) })
  })
}

/** The last event before those that wait in the trail to be told: what lies between was of no interest, and may not have been looked at. */
const lastBeforeWanted = (db: Database, { kinds, seen }: Hook) => db.prepare<object, number>(`
  SELECT coalesce(min(seq), @head + 1) - 1 FROM audit_events INDEXED BY audit_events_of_action
  WHERE action IN (SELECT value FROM json_each(@actions)) AND seq > @seen
`).pluck().get({ actions: JSON.stringify(actionsOf(kinds)), seen, head: headOf(db)!.seq })!

/** Makes another secret, and returns it. The one before signs too for a while. */
export function renewSecret(db: Database, act: Act, hookId: string, key: KeyObject): string {
  return change(db, act, (record) => {
    const hook = hookFor('renew', db, hookId)
    const salt = newSalt()
    db.prepare('UPDATE webhooks SET salt = ?, previous_salt = ?, previous_until = ? WHERE id = ?')
      .run(salt, hook.salt, new Date(act.at.getTime() + OVERLAP).toISOString(), hookId)
    record({ action: 'webhook.secret_renewed', ...moved(hook, {}, {}) })
    return secretOf(key, { id: hookId, salt })
  })
}

/** Tells it nothing for a while. What happens meanwhile waits in the trail. */
export function pause(db: Database, act: Act, hookId: string) {
  change(db, act, (record) => {
    const hook = hookFor('pause', db, hookId)
    moveHook(db, hook, 'paused')
    record({ action: 'webhook.paused', ...moved(hook, { webhookState: hook.state }, { webhookState: 'paused' }) })
  })
}

/** Goes on where it was paused: what waits is sent at once, however often it was tried before. */
export function resume(db: Database, act: Act, hookId: string) {
  change(db, act, (record) => {
    const hook = hookFor('resume', db, hookId)
    moveHook(db, hook, 'active')
    db.prepare('UPDATE webhooks SET failing_since = NULL WHERE id = ?').run(hookId)
    db.prepare('UPDATE deliveries SET tries = 0, next_at = ? WHERE webhook_id = ? AND next_at IS NOT NULL').run(act.at.toISOString(), hookId)
    record({ action: 'webhook.resumed', ...moved(hook, { webhookState: hook.state }, { webhookState: 'active' }) })
  })
}

export function remove(db: Database, act: Act, hookId: string) {
  change(db, act, (record) => {
    const hook = hookFor('remove', db, hookId)
    endHook(db, act.at, hook)
    record({ action: 'webhook.removed', ...moved(hook, { webhookState: hook.state }, { webhookState: 'ended' }) })
  })
}

/** The desk itself pauses what fails for too long, unless somebody was quicker. */
export function pauseFailing(db: Database, at: Date, hookId: string) {
  change(db, { person: null, at }, (record) => {
    const hook = findHook(db, hookId)
    if (hook.state !== 'active') return
    moveHook(db, hook, 'paused')
    record({ action: 'webhook.failed', ...moved(hook, { webhookState: hook.state }, { webhookState: 'paused' }) })
  })
}

/** The desk itself ends what says of itself that it is gone. */
export function endGone(db: Database, at: Date, hookId: string) {
  change(db, { person: null, at }, (record) => {
    const hook = findHook(db, hookId)
    if (hook.state === 'ended') return
    endHook(db, at, hook)
    record({ action: 'webhook.gone', ...moved(hook, { webhookState: hook.state }, { webhookState: 'ended' }) })
  })
}

export function hookFor(step: StepName, db: Database, id: string): Hook {
  const hook = findHook(db, id)
  const refusal = whyNot(step, hook.state)
  if (refusal) throw refusal
  return hook
}

function moveHook(db: Database, { id }: Hook, state: HookState) {
  db.prepare('UPDATE webhooks SET state = ? WHERE id = ?').run(state, id)
}

/** What waits for it is given up. */
function endHook(db: Database, at: Date, hook: Hook) {
  moveHook(db, hook, 'ended')
  db.prepare("UPDATE deliveries SET state = 'given_up', next_at = NULL, done_at = ? WHERE webhook_id = ? AND state = 'waiting'").run(at.toISOString(), hook.id)
}

/** Stands on both sides of a trace, so that the trail can say which it was. */
function moved(hook: Hook, before: Record<string, string | string[]>, after: Record<string, string | string[]>) {
  const address = nameOf(hook)
  return { subject: `webhook/${hook.id}`, before: { address, ...before }, after: { address, ...after } }
}

/** What the trail calls it: what follows the host is often a secret of the receiver, and everybody in the desk reads the trail. */
export const nameOf = ({ address }: Pick<Hook, 'address'>) => new URL(address).origin
