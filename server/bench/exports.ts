import { setTimeout } from 'node:timers/promises'
import type { Database } from '../database.ts'
import { findJob } from '../export/jobs.ts'
import type { Form } from '../export/writing.ts'
import type { Ran, Wanted } from './load.ts'
import { startLoad, type Load, type Server } from './processes.ts'

/**
 * What an export of everything costs: claims a second, its size, milliseconds until it is asked for and until its file begins to arrive, the most memory that the desk takes meanwhile;
 * and the times of whoever works with the queue and of those who read what is published, in milliseconds, 95 of 100. `before` and `after`: the same of the queue while nothing is exported.
 */
export type ExportFigures = { form: Form; claims: number; perSecond: number; megabytes: number; asked: number; firstByte: number; memory: number; queue: number; readers: number; before: number; after: number }

/** So many people read what is published, each a page every few seconds; and one works fast with the queue. */
const READERS = { connections: 50, pause: 2500 }
const WORKER = { connections: 1, pause: 25 }

/** How long it is looked before anything is exported, and how long an export may take, in seconds. */
const CALM = 10
const PATIENCE = 60

type Setting = { desk: Server; load: Load; queue: Wanted[]; read: Wanted[]; cookie: string }

/** Throws when an export is not done in time, or an answer is not what it must be. The machine is shared, so calm is measured around each export. */
export async function benchExports(db: Database, setting: Setting): Promise<{ alone: number; exports: ExportFigures[] }> {
  const { desk, load, queue, read } = setting
  const others = startLoad()
  const work = (seconds: number) => load.run({ port: desk.port, ...WORKER, count: Number.MAX_SAFE_INTEGER, seconds, requests: queue }).then(told)
  const both = (seconds: number) => Promise.all([work(seconds), others.run({ port: desk.port, ...READERS, count: Number.MAX_SAFE_INTEGER, seconds, requests: read }).then(told)])
  try {
    const { p95: alone } = await work(CALM)
    const exports: ExportFigures[] = []
    let [{ p95: before }] = await both(CALM)
    for (const form of ['csv', 'json'] as const) {
      const times = both(PATIENCE)
      const figures = await exportAll(db, setting, form)
      load.enough()
      others.enough()
      const [working, readers] = await times
      const [{ p95: after }] = await both(CALM)
      exports.push({ ...figures, queue: working.p95, readers: readers.p95, before, after })
      before = after
    }
    return { alone, exports }
  } finally {
    await others.stop()
  }
}

function told(ran: Ran): Ran {
  if (ran.failed !== null) throw new Error(ran.failed)
  return ran
}

async function exportAll(db: Database, { desk, cookie }: Setting, form: Form): Promise<Omit<ExportFigures, 'queue' | 'readers' | 'before' | 'after'>> {
  const address = `http://127.0.0.1:${desk.port}`
  const began = performance.now()
  const fields = new URLSearchParams({ by: 'filter', as: form, extent: 'full', lang: 'en' })
  const answer = await fetch(`${address}/exports`, { method: 'POST', redirect: 'manual', headers: { cookie, 'sec-fetch-site': 'same-origin' }, body: fields })
  const asked = performance.now() - began
  const id = answer.headers.get('location')?.replace('/exports/', '')
  if (!id) throw new Error(`The export was not begun: ${answer.status}`)

  let memory = 0
  while (findJob(db, id).outcome === null && performance.now() - began < PATIENCE * 1000) {
    memory = Math.max(memory, (await desk.usage()).memory)
    await setTimeout(200)
  }
  const { outcome, claims, size, startedAt, endedAt } = findJob(db, id)
  if (outcome !== 'done') throw new Error(`The export ended as ${outcome ?? 'not done in time'}`)
  const firstByte = await firstByteOf(`${address}/exports/${id}/file`, cookie)
  return { form, claims: claims!, perSecond: claims! / (Date.parse(endedAt!) - Date.parse(startedAt!)) * 1000, megabytes: size! / 2 ** 20, asked, firstByte, memory }
}

async function firstByteOf(address: string, cookie: string): Promise<number> {
  const began = performance.now()
  const stop = new AbortController()
  const file = await fetch(address, { headers: { cookie }, signal: stop.signal })
  const { done } = await file.body!.getReader().read()
  if (done) throw new Error('The file is empty')
  const took = performance.now() - began
  stop.abort()
  return took
}
