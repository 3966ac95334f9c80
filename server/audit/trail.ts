import { hash } from 'node:crypto'
import type { Database } from '../database.ts'
import type { Person } from '../people/person.ts'
import type { Action } from './actions.ts'
import { canonical, type Json } from './canonical.ts'
import { growTree } from './tree.ts'

type Actor = Pick<Person, 'id' | 'name' | 'role'>

/** Who does something, and when. `once` is the form's own key: the same form sent twice has one effect. person null = the desk itself. */
export type Act = { person: Actor | null; at: Date; once?: string | undefined }

/** What was done to which record: subject is its kind and id, as in `claim/7K3M9Q2XTA`. */
export type Trace = {
  action: Action
  subject: string
  claim?: string | undefined
  report?: string | undefined
  before?: Json
  after?: Json
  reason?: string | null
}

export type AuditEvent = {
  seq: number
  at: string
  actor: Actor | null
  action: Action
  subject: string
  claim: string | null
  report: string | null
  before: Json
  after: Json
  reason: string | null
  batch: number | null
  hash: string
}

export type Head = { seq: number; hash: string; at: string }

/** What stands in the place of the previous hash when there is no previous event. */
export const FIRST_PREVIOUS = '0'.repeat(64)

export const chainHash = (previous: string, body: string) => hash('sha256', previous + body)

/**
 * One change: runs `work` in one immediate transaction. Work changes one record and records one trace of it; bulk work does so for each.
 * Throws, and undoes everything, when rows changed without a trace or a trace was recorded though nothing changed.
 * Throws AlreadyDone, and runs nothing, when the same form came before.
 */
export function change<Result>(
  db: Database,
  act: Act,
  work: (record: (trace: Trace) => void) => Result,
  { bulk = false }: { bulk?: boolean } = {},
): Result {
  if (db.inTransaction) throw new Error('A change is a transaction of its own: it cannot run inside another')

  return db.transaction(() => {
    refuseRepetition(db, act)
    const recorded: Recorded[] = []
    const changesBefore = totalChanges(db)

    const result = work((trace) => {
      if (recorded.length > 0 && !bulk) throw new Error(`${trace.action}: one change leaves one trace, unless it is bulk work`)
      recorded.push(record(db, recorded.length > 0 ? { ...act, once: undefined } : act, trace, bulk ? (recorded[0]?.seq ?? 'first') : null))
    })

    const rowsOfTrail = recorded.reduce((sum, { rows }) => sum + rows, 0)
    balance(totalChanges(db) - changesBefore - rowsOfTrail, recorded.length)
    return result
  }).immediate()
}

type Recorded = { seq: number; rows: number }

/** Appends one event to the chain and to the tree. Only `change` calls it, so that there is no trace without a change. */
function record(db: Database, act: Act, trace: Trace, batch: number | 'first' | null): Recorded {
  const head = headOf(db)
  const seq = (head?.seq ?? 0) + 1
  const body = canonical({
    v: 1,
    seq,
    at: act.at.toISOString(),
    actor: act.person && { id: act.person.id, name: act.person.name, role: act.person.role },
    action: trace.action,
    subject: trace.subject,
    claim: trace.claim ?? null,
    report: trace.report ?? null,
    before: trace.before ?? null,
    after: trace.after ?? null,
    reason: trace.reason ?? null,
    once: act.once ?? null,
    batch: batch === 'first' ? seq : batch,
  })

  db.prepare('INSERT INTO audit_events (seq, body, hash) VALUES (?, ?, ?)').run(seq, body, chainHash(head?.hash ?? FIRST_PREVIOUS, body))
  return { seq, rows: 1 + growTree(db, seq, body) }
}

function balance(changes: number, traces: number) {
  if (changes > 0 && traces === 0) throw new Error('Rows changed without a trace')
  if (changes < traces) throw new Error('A trace was recorded though nothing changed')
}

function totalChanges(db: Database): number {
  const { total } = db.prepare('SELECT total_changes() AS total').get() as { total: number }
  return total
}

/** Thrown for a form that was sent before: it says what the first one changed, so that the answer can lead there. */
export type AlreadyDone = { alreadyDone: true; subject: string; claim: string | null; report: string | null }

export const isAlreadyDone = (error: unknown): error is AlreadyDone =>
  error instanceof Error && 'alreadyDone' in error && error.alreadyDone === true

/** What `work` answers; when the same form came before, what follows from what that one changed. */
export function orAsBefore<Result>(work: () => Result, before: (done: AlreadyDone) => Result): Result {
  try {
    return work()
  } catch (error) {
    if (isAlreadyDone(error)) return before(error)
    throw error
  }
}

/** What the same form changed when it came before; undefined while it did not. */
export const doneBefore = (db: Database, { once }: Pick<Act, 'once'>) => once === undefined ? undefined
  : db.prepare<[string], Omit<AlreadyDone, 'alreadyDone'>>('SELECT subject, claim_id AS claim, report_id AS report FROM audit_events WHERE once = ?').get(once)

function refuseRepetition(db: Database, act: Act) {
  const first = doneBefore(db, act)
  if (first) throw Object.assign(new Error('The same form was sent before'), { alreadyDone: true }, first)
}

/** The last event, or undefined in a file where nothing has happened. */
export function headOf(db: Database): Head | undefined {
  return db.prepare('SELECT seq, hash, at FROM audit_events ORDER BY seq DESC LIMIT 1').get() as Head | undefined
}

/** `day` is YYYY-MM-DD in UTC; `before` is the seq of the last event already seen. */
export type EventFilter = {
  person?: string | undefined
  claim?: string | undefined
  report?: string | undefined
  action?: Action | undefined
  day?: string | undefined
  before?: number | undefined
}

/** The narrowest comes first: its index finds the events, the others are checked on what it finds. */
const FILTERS = [
  ['claim', 'claim_id', 'audit_events_of_claim'],
  ['report', 'report_id', 'audit_events_of_report'],
  ['person', 'actor_id', 'audit_events_of_actor'],
  ['day', 'day', 'audit_events_of_day'],
  ['action', 'action', 'audit_events_of_action'],
] as const satisfies [keyof EventFilter, string, string][]

/** The newest events first. */
export function listEvents(db: Database, filter: EventFilter, limit: number): AuditEvent[] {
  const rows = db.prepare(listing(filter)).all({ ...filter, before: filter.before ?? Number.MAX_SAFE_INTEGER, limit }) as Row[]
  return rows.map(asEvent)
}

function listing(filter: EventFilter): string {
  const used = FILTERS.filter(([name]) => filter[name] !== undefined)
  const index = used[0] ? `INDEXED BY ${used[0][2]}` : ''
  const conditions = used.map(([name, column]) => `AND ${column} = @${name}`).join(' ')
  return `
    SELECT body, hash FROM audit_events ${index}
    WHERE seq < @before ${conditions}
    ORDER BY seq DESC
    LIMIT @limit`
}

/** What a report began with. */
export function importOf(db: Database, reportId: string): AuditEvent | undefined {
  const row = db.prepare('SELECT body, hash FROM audit_events INDEXED BY audit_events_of_report WHERE report_id = ? ORDER BY seq LIMIT 1').get(reportId) as Row | undefined
  return row && asEvent(row)
}

/** All that happened to a claim, in the order in which it happened. */
export function eventsOfClaim(db: Database, claimId: string): AuditEvent[] {
  const rows = db.prepare('SELECT body, hash FROM audit_events WHERE claim_id = ? ORDER BY seq').all(claimId) as Row[]
  return rows.map(asEvent)
}

type Row = { body: string; hash: string }

function asEvent({ body, hash }: Row): AuditEvent {
  const { v: _version, once: _once, ...event } = JSON.parse(body) as AuditEvent & { v: 1; once: string | null }
  return { ...event, hash }
}
