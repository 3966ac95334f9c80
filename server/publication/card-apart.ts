import { Worker } from 'node:worker_threads'
import type { Card } from './card-content.ts'

/** Draws a picture in a thread of its own, which loads the fonts and forgets them again: the desk goes on meanwhile. */
export const cardApart = (card: Card): Promise<Buffer> => new Promise((resolve, reject) => {
  const worker = new Worker(new URL('card-worker.ts', import.meta.url), { workerData: card, env: {}, resourceLimits: { maxOldGenerationSizeMb: 128 } })
  worker.once('message', (bytes: Uint8Array) => resolve(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)))
  worker.once('error', reject)
  worker.once('exit', (code) => reject(new Error(`The picture was not drawn (${code})`)))
})
