import type { Response } from 'express'
import { words } from '../../views/locales/words.ts'
import type { Views } from '../../views/models.ts'
import { countOf, filterOf, readQuery } from '../claims/queue-page.ts'
import type { Database } from '../database.ts'
import { typedIn } from '../web/form.ts'
import { jobsOf, openJobs, type AskedJob } from './jobs.ts'
import { KEPT_FOR, type ExportLine } from './line.ts'
import { scopeWords } from './selection-page.ts'
import { MOST_TO_PRINT } from './writing.ts'

type ExportsPage = Views['export/index']

/** As many as a page holds. */
const SHOWN = 20

/** The form that asks for an export, of what stands after the question mark or of a period; and what somebody asked for before. */
export function exportsPage(db: Database, line: ExportLine, res: Response, query: unknown, more: Pick<ExportsPage, 'form' | 'refusal'>): ExportsPage {
  const { locale, viewer } = res.locals
  const isFilter = typedIn(query).by === 'filter'
  const wanted = readQuery(query)
  const { order: _order, after: _after, ...asked } = wanted
  const shown = (job: AskedJob) => ({ ...job, standing: standingOf(db, line, job), said: scopeWords(db, job.scope, locale) })
  return {
    title: words[locale].exports.title,
    filter: isFilter ? { scope: scopeWords(db, { by: 'filter', filter: filterOf(wanted) }, locale), claims: countOf(db, wanted), sent: Object.entries(asked).filter((pair): pair is [string, string] => pair[1] !== undefined) } : null,
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    most: MOST_TO_PRINT,
    jobs: jobsOf(db, viewer!.id, SHOWN).map(shown),
    // Those who supervise see to the line.
    others: viewer!.role === 'checker' ? [] : openJobs(db).filter(({ personId }) => personId !== viewer!.id).map(shown),
    ...more,
  }
}

export function standingOf(db: Database, line: ExportLine, job: AskedJob): Views['export/_state']['standing'] {
  const waits = job.outcome === null && job.startedAt === null
  return {
    before: waits ? openJobs(db).findIndex(({ id }) => id === job.id) : null,
    progress: line.progressOf(job.id),
    until: line.fileOf(job) && job.endedAt ? new Date(Date.parse(job.endedAt) + KEPT_FOR).toISOString() : null,
  }
}
