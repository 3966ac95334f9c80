import { Worker } from 'node:worker_threads'
import type { Kind } from './kind.ts'
import { refused, type Extract } from './reading.ts'

export type Job = { kind: Exclude<Kind, 'text' | 'markdown'>; bytes: Uint8Array; mediaType: string }

/** What one document may take: seconds, and memory for what it is unfolded to. */
const PATIENCE = 20_000
const LIMITS = { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 }

/** What is unfolded into buffers lies outside of those limits, so we look ourselves how far the process has grown, and how often. */
const MOST_GROWTH = 768 * 2 ** 20
const LOOK_EVERY = 50

/** So many documents are read at once; the others wait. */
const MOST_AT_ONCE = 2

let running = 0
const waiting: (() => void)[] = []

/** Reads a document in a thread of its own, so that one that never ends holds up nobody. */
export async function readInWorker(job: Job, patience = PATIENCE): Promise<Extract> {
  if (running < MOST_AT_ONCE) running++
  else await new Promise<void>((go) => waiting.push(go))
  try {
    return await inThread(job, patience)
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running--
  }
}

/** Its parsers may write to the console; nobody reads that. It sees nothing of our environment. */
async function inThread(job: Job, patience: number): Promise<Extract> {
  const worker = new Worker(new URL('worker.ts', import.meta.url), { workerData: job, resourceLimits: LIMITS, env: {}, stdout: true, stderr: true })
  const answer = Promise.withResolvers<Extract>()
  const before = process.memoryUsage.rss()
  const timer = setTimeout(() => answer.resolve(refused('fileTooSlow')), patience)
  const looking = setInterval(() => { if (process.memoryUsage.rss() - before > MOST_GROWTH) answer.resolve(refused('fileTooMuchInside')) }, LOOK_EVERY)
  worker.once('message', answer.resolve)
  worker.once('error', (error: NodeJS.ErrnoException) => answer.resolve(refused(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'fileTooMuchInside' : 'fileDamaged')))
  worker.once('exit', () => answer.resolve(refused('fileDamaged')))
  try {
    return await answer.promise
  } finally {
    clearTimeout(timer)
    clearInterval(looking)
    await worker.terminate()
  }
}
