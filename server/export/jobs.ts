import { change, type Act } from '../audit/trail.ts'
import type { Json } from '../audit/canonical.ts'
import type { Database } from '../database.ts'
import { conflict, notFound } from '../errors.ts'
import { newId } from '../ids.ts'
import type { Locale } from '../people/person.ts'
import type { Scope } from './scope.ts'
import type { Job } from './writing.ts'

/** What can come of an export. */
export const OUTCOMES = ['done', 'empty', 'tooMany', 'tooLong', 'unprinted', 'failed', 'interrupted', 'cancelled'] as const
export type Outcome = (typeof OUTCOMES)[number]

/** One that was asked for; `outcome` is null while it waits or is being written. */
export type AskedJob = Job & {
  personId: string
  person: string
  askedAt: string
  startedAt: string | null
  endedAt: string | null
  outcome: Outcome | null
  claims: number | null
  size: number | null
}

/** So many of one person wait or are being written at a time. */
export const MOST_OPEN = 3

const JOB = `
  SELECT export_jobs.id, person_id AS personId, people.name AS person, asked_at AS askedAt, scope, form, extent, language AS locale, started_at AS startedAt, ended_at AS endedAt, outcome, claims, size
  FROM export_jobs JOIN people ON people.id = person_id`

type Row = Omit<AskedJob, 'scope'> & { scope: string }
const asJob = (row: Row): AskedJob => ({ ...row, scope: JSON.parse(row.scope) as Scope })

export function findJob(db: Database, id: string): AskedJob {
  const row = db.prepare<[string], Row>(`${JOB} WHERE export_jobs.id = ?`).get(id)
  if (!row) throw notFound()
  return asJob(row)
}

/** What a person asked for last, the newest first. */
export const jobsOf = (db: Database, personId: string, most: number): AskedJob[] =>
  db.prepare<[string, number], Row>(`${JOB} WHERE person_id = ? ORDER BY export_jobs.rowid DESC LIMIT ?`).all(personId, most).map(asJob)

/** What waits or is being written, in the order in which it was asked for. */
export const openJobs = (db: Database): AskedJob[] => db.prepare<[], Row>(`${JOB} WHERE outcome IS NULL ORDER BY export_jobs.rowid`).all().map(asJob)

/** Puts an export into the line, and returns its id. That somebody takes claims out of the desk belongs into the trail. */
export function askExport(db: Database, act: Act, { scope, form, extent, locale }: Omit<Job, 'id'> & { locale: Locale }): string {
  const person = act.person!
  return change(db, act, (record) => {
    if (openJobs(db).filter(({ personId }) => personId === person.id).length >= MOST_OPEN) throw conflict((t) => t.refusals.tooManyExports(MOST_OPEN))
    const id = newId()
    db.prepare(`
      INSERT INTO export_jobs (id, person_id, asked_at, scope, form, extent, language) VALUES (?, ?, ?, ?, ?, ?, ?)
    `).run(id, person.id, act.at.toISOString(), JSON.stringify(scope), form, extent, locale)
    record({ action: 'export.asked', subject: `export/${id}`, after: { scope: JSON.parse(JSON.stringify(scope)) as Json, form, extent, language: locale } })
    return id
  })
}

/** Takes an export out of the line, or ends it where it is. Whoever is too late is told so. */
export function cancelExport(db: Database, act: Act, id: string) {
  change(db, act, (record) => {
    const { outcome } = findJob(db, id)
    if (outcome !== null) throw conflict((t) => t.refusals.exportEnded)
    db.prepare("UPDATE export_jobs SET outcome = 'cancelled', ended_at = ? WHERE id = ?").run(act.at.toISOString(), id)
    record({ action: 'export.cancelled', subject: `export/${id}` })
  })
}

// How far an export is, and how it ended, nobody did: these leave no trace, and change nothing that an export or a page of the desk's work says.

export function noteStart(db: Database, id: string, at: Date) {
  db.prepare('UPDATE export_jobs SET started_at = ? WHERE id = ?').run(at.toISOString(), id)
}

export function noteEnd(db: Database, id: string, at: Date, { outcome, claims = null, size = null }: { outcome: Outcome; claims?: number | null; size?: number | null }) {
  db.prepare('UPDATE export_jobs SET outcome = ?, claims = ?, size = ?, ended_at = ? WHERE id = ? AND outcome IS NULL').run(outcome, claims, size, at.toISOString(), id)
}

/** What was being written when the desk stopped is not begun again: it may have been what stopped it. */
export function noteInterrupted(db: Database, at: Date) {
  db.prepare("UPDATE export_jobs SET outcome = 'interrupted', ended_at = ? WHERE outcome IS NULL AND started_at IS NOT NULL").run(at.toISOString())
}
