import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import type { KeyObject } from 'node:crypto'
import { join } from 'node:path'
import { signCheckpoint } from '../audit/checkpoint.ts'
import type { Database } from '../database.ts'
import { writeApart, type Ended } from './job-apart.ts'
import { jobsOf, noteEnd, noteInterrupted, noteStart, openJobs, type AskedJob } from './jobs.ts'
import type { Print } from './print.ts'

/** Where exports are written, one at a time; what is written lies in a folder beside the database, for a day. */
export type ExportLine = ReturnType<typeof exportLine>

/** The longest that an export may hold its view of the database: until it ends, what is written meanwhile piles up in the log beside the file. */
const PATIENCE = 15 * 60_000
export const KEPT_FOR = 24 * 60 * 60_000
/** So many files of one person lie ready; of more the oldest go. */
const MOST_FILES = 5

type Come = Ended | { outcome: 'unprinted' }

type With = { folder: string; key: KeyObject; print: Print; now: () => Date; log: (error: string) => void; patience?: number }

/** Begins where a desk that stopped had left off. */
export function exportLine(db: Database, { folder, key, print, now, log, patience = PATIENCE }: With) {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  noteInterrupted(db, now())
  const sign = () => signCheckpoint(db, key)
  const fileOf = ({ id, form }: Pick<AskedJob, 'id' | 'form'>) => join(folder, `${id}.${form}`)
  let running: { id: string; thread: ReturnType<typeof writeApart>; all: Promise<void> } | null = null
  let closed = false

  function next() {
    const job = running || closed ? undefined : openJobs(db)[0]
    if (!job) return
    noteStart(db, job.id, now())
    // Most often this is the head that the export needs, and it need not ask for one.
    sign()
    const thread = writeApart({ database: db.name, file: fileOf(job), job }, { sign, patience })
    const all = finish(job, thread.ended).catch((error: unknown) => log(`The desk could not write down how export ${job.id} ended: ${String(error)}`))
    running = { id: job.id, thread, all }
  }

  async function finish(job: AskedJob, ended: Promise<Ended>) {
    const end = await ended.then((end): Come | Promise<Come> => end.outcome === 'written' ? printed(job, end) : end).catch((error: Error): Come => ({ outcome: 'failed', error }))
    running = null
    // The desk ends, and says so when it begins again.
    if (closed) return
    if (end.outcome === 'failed') log(`The desk could not write export ${job.id}: ${end.error.stack}`)
    if (end.outcome === 'written') noteEnd(db, job.id, now(), { outcome: 'done', claims: end.claims, size: statSync(fileOf(job)).size })
    // One that somebody stopped has ended as cancelled already, and stays so.
    else noteEnd(db, job.id, now(), { outcome: end.outcome === 'stopped' ? 'failed' : end.outcome })
    clear(job.personId)
    next()
  }

  /** A PDF is printed of the page that was written. */
  async function printed(job: AskedJob, end: Extract<Ended, { outcome: 'written' }>): Promise<Come> {
    if (job.form !== 'pdf') return end
    const bytes = await print(readFileSync(fileOf(job), 'utf8'))
    if (bytes === 'none') return { outcome: 'unprinted' }
    writeFileSync(fileOf(job), bytes)
    return end
  }

  /** Takes away what nobody may fetch any more: what is a day old, belongs to nothing that was finished, or is more than one person may have. */
  function clear(personId?: string) {
    const [writing, oldest] = [running?.id, now().getTime() - KEPT_FOR]
    for (const name of readdirSync(folder)) {
      if (writing && name.startsWith(writing)) continue
      if (/\.(parts|whole)$/.test(name) || statSync(join(folder, name)).mtimeMs < oldest) rmSync(join(folder, name), { force: true })
    }
    if (personId === undefined) return
    const mine = jobsOf(db, personId, 100).filter((job) => job.id !== writing && existsSync(fileOf(job)))
    for (const job of mine.filter(({ outcome }, index) => outcome !== 'done' || index >= MOST_FILES)) rmSync(fileOf(job), { force: true })
  }

  next()
  return {
    next,
    clear,
    /** How far it is; null while it waits, and while it looks for what to write. */
    progressOf: (id: string) => running?.id === id ? running.thread.progress() : null,
    stop: (id: string) => { if (running?.id === id) running.thread.stop() },
    /** The file of what is done; undefined when it was taken away. */
    fileOf: (job: AskedJob) => job.outcome === 'done' && existsSync(fileOf(job)) ? fileOf(job) : undefined,
    close: async () => {
      closed = true
      running?.thread.stop()
      await running?.all
    },
  }
}
