import { countsIn, listQueue, type Filter, type QueueRow } from '../claims/queue.ts'
import type { Database } from '../database.ts'
import { daysAfter } from '../days.ts'
import { listPeople } from '../people/people.ts'
import { VERDICTS, type Verdict } from '../verdicts/rules.ts'

/** The stages at which a claim waits for somebody, in the order of its life. What is published waits for nobody. */
export const STAGES = ['queued', 'in_progress', 'in_review', 'signed_off'] as const
export type Stage = (typeof STAGES)[number]

/** Before a claim is signed off somebody has to work on it. */
const OF_WORK = STAGES.slice(0, 3)

export type WaitingStage = { stage: Stage; claims: number; nobodys: number; oldest: QueueRow | null }

/** How many claims wait at each stage, how many of these are nobody's task, and which was accepted first. */
export function waitingClaims(db: Database): WaitingStage[] {
  const count = countsIn(db, undefined)
  return STAGES.map((stage) => ({
    stage, claims: count({ status: stage }), nobodys: count({ status: stage, assignee: null }), oldest: oldestIn(db, { status: stage }, 1)[0] ?? null,
  }))
}

const oldestIn = (db: Database, filter: Filter, limit: number) => listQueue(db, filter, 'oldest', undefined, limit)

/** Of all claims that somebody has yet to work on, those that were accepted first. */
export function oldestWaiting(db: Database, limit: number): QueueRow[] {
  return OF_WORK.flatMap((status) => oldestIn(db, { status }, limit))
    .sort((one, other) => one.queuedAt < other.queuedAt || one.queuedAt === other.queuedAt && one.key < other.key ? -1 : 1)
    .slice(0, limit)
}

export type Load = { id: string; name: string; stages: readonly { stage: Stage; claims: number }[]; all: number }

/** What lies with whom: claims that somebody has yet to work on, by the person to whom they are assigned; the longest list first. */
export function loads(db: Database): Load[] {
  const count = countsIn(db, undefined)
  return listPeople(db)
    .map(({ id, name }) => {
      const stages = OF_WORK.map((stage) => ({ stage, claims: count({ status: stage, assignee: id }) }))
      return { id, name, stages, all: sumOf(stages, 'claims') }
    })
    .filter(({ all }) => all > 0)
    .sort((one, other) => other.all - one.all)
}

export type SignedDay = { day: string; signed: readonly { verdict: Verdict; claims: number }[]; all: number; alone: number }

/** What was signed off on each of so many days up to `today` (2026-11-22, UTC), by verdict; also on days on which nothing was. */
export function signedDays(db: Database, today: string, days: number): SignedDay[] {
  const first = daysAfter(today, 1 - days)
  const rows = db.prepare<[string, string], { day: string; verdict: Verdict; signOffs: number; bypasses: number }>(`
    SELECT day, verdict, sign_offs AS signOffs, bypasses FROM sign_off_counts WHERE day BETWEEN ? AND ?
  `).all(first, today)

  return Array.from({ length: days }, (_, index) => {
    const day = daysAfter(today, index + 1 - days)
    const ofDay = rows.filter((row) => row.day === day)
    const signed = VERDICTS.map((verdict) => ({ verdict, claims: ofDay.find((row) => row.verdict === verdict)?.signOffs ?? 0 }))
    return { day, signed, all: sumOf(ofDay, 'signOffs'), alone: sumOf(ofDay, 'bypasses') }
  })
}

export const sumOf = <Name extends string>(rows: readonly Record<Name, number>[], name: Name) => rows.reduce((sum, row) => sum + row[name], 0)

export type Alone = { claimId: string; statement: string; language: string; person: string; at: string; reason: string }

/** The newest claims that one person signed off without a second, since the beginning of a day. */
export function signedAlone(db: Database, since: string, limit: number): Alone[] {
  return db.prepare<[string, number], Alone>(`
    SELECT claims.id AS claimId, claims.statement, claims.language, people.name AS person, sign_offs.at, sign_offs.bypass_reason AS reason
    FROM sign_offs INDEXED BY sign_offs_alone
    CROSS JOIN claims ON claims.id = sign_offs.claim_id
    CROSS JOIN people ON people.id = sign_offs.person_id
    WHERE sign_offs.bypass_reason IS NOT NULL AND sign_offs.at >= ?
    ORDER BY sign_offs.at DESC
    LIMIT ?
  `).all(since, limit)
}
