import { Worker } from 'node:worker_threads'
import type { Said } from './job-worker.ts'
import type { Job } from './writing.ts'

export type Progress = { done: number; all: number }

/** What a thread has come to: what it says itself, or why it did not get that far. */
export type Ended = Exclude<Said, Progress | 'sign'> | { outcome: 'tooLong' | 'stopped' } | { outcome: 'failed'; error: Error }

const MOST_MEMORY = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 64 }

type Task = { database: string; file: string; job: Job }
type With = { sign: () => string; patience: number }

/** Writes an export in a thread of its own, which can be stopped; `progress` is null until it has found what there is to write. */
export function writeApart(task: Task, { sign, patience }: With) {
  const worker = new Worker(new URL('job-worker.ts', import.meta.url), { workerData: task, env: {}, resourceLimits: MOST_MEMORY })
  let progress: Progress | null = null
  const { promise, resolve } = Promise.withResolvers<Ended>()
  const timer = setTimeout(() => resolve({ outcome: 'tooLong' }), patience)

  const fail = (error: Error) => resolve({ outcome: 'failed', error })

  function answer() {
    try {
      worker.postMessage(sign())
    } catch (error) {
      // A full disk, say: the desk goes on without this export.
      fail(error as Error)
    }
  }

  worker.on('message', (said: Said) => {
    if (said === 'sign') answer()
    else if ('outcome' in said) resolve(said)
    else progress = said
  })
  worker.once('error', fail)
  worker.once('exit', () => resolve({ outcome: 'stopped' }))

  const ended = promise.finally(() => { clearTimeout(timer); return worker.terminate() })
  return { progress: () => progress, ended, stop: () => void worker.terminate() }
}
