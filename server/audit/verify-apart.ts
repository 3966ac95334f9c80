import { Worker } from 'node:worker_threads'
import { unfit } from '../errors.ts'
import type { Locale } from '../people/person.ts'
import type { ToldFinding } from './verify-bundle.ts'

/** A bundle, the key of this desk, the heads as they were typed, and the language of whoever asks. */
export type Asked = { bytes: Uint8Array; ours: string; outside: string; locale: Locale }

/** What one bundle may cost. Whoever made it may have made it to cost as much as it can. */
const MOST_MEMORY = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 64 }
const PATIENCE = 20_000

/** Checks a bundle in a thread of its own: the desk goes on meanwhile, and is not harmed if the check comes to no end. */
export function verifyApart(asked: Asked, patience = PATIENCE): Promise<ToldFinding> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('verify-worker.ts', import.meta.url), { workerData: asked, resourceLimits: MOST_MEMORY })
    const timer = setTimeout(() => void worker.terminate(), patience)
    worker.once('message', resolve)
    // Its own failures are those of the desk; that it had to be stopped is the bundle's.
    worker.once('error', (error) => reject('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooHard() : error))
    worker.once('exit', () => { clearTimeout(timer); reject(tooHard()) })
  })
}

const tooHard = () => unfit((t) => t.refusals.tooHard)
