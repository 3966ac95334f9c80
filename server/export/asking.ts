import type { Services } from '../app.ts'
import type { Act } from '../audit/trail.ts'
import type { Database } from '../database.ts'
import { notFound } from '../errors.ts'
import type { Person } from '../people/person.ts'
import { askExport, cancelExport, findJob, type AskedJob } from './jobs.ts'

type Line = Pick<Services, 'db' | 'exports'>

/** Puts an export into the line, and sets the line going. Returns its id. */
export function ask({ db, exports }: Line, act: Act, asked: Parameters<typeof askExport>[2]): string {
  const id = askExport(db, act, asked)
  exports.next()
  return id
}

export function cancel({ db, exports }: Line, act: Act, id: string) {
  cancelExport(db, act, id)
  exports.stop(id)
}

/** Somebody's own; those who supervise see to the line. */
export function jobFor(db: Database, viewer: Pick<Person, 'id' | 'role'>, id: string): AskedJob {
  const job = findJob(db, id)
  if (job.personId !== viewer.id && viewer.role === 'checker') throw notFound()
  return job
}
