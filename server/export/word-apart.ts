import { Worker } from 'node:worker_threads'
import type { Locale } from '../people/person.ts'
import { inTurn } from '../turns.ts'
import type { Extent } from './brief.ts'
import type { VerificationReport } from './document.ts'

export type ToWrite = { report: VerificationReport; locale: Locale; extent: Extent }

/** One document at a time; a large report takes seconds, and much memory. */
const turn = inTurn()

/** Writes the document in a thread of its own, which loads `docx` and forgets it again: the desk goes on meanwhile. */
export const wordApart = (job: ToWrite): Promise<Buffer> => turn(() => new Promise((resolve, reject) => {
  const worker = new Worker(new URL('word-worker.ts', import.meta.url), { workerData: job, env: {} })
  worker.once('message', (bytes: Uint8Array) => resolve(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)))
  worker.once('error', reject)
  worker.once('exit', (code) => reject(new Error(`The document was not written (${code})`)))
}))
