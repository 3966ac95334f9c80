// The thread in which one document is read, and which ends with it: what a document does to its reader it does to nobody else.
import { parentPort, workerData } from 'node:worker_threads'
import type { Job } from './in-worker.ts'
import type { Extract } from './reading.ts'

const { kind, bytes, mediaType } = workerData as Job

/** Each brings its packages along only when there is such a document. */
async function read(): Promise<Extract> {
  if (kind === 'html') return (await import('./html.ts')).readHtml(bytes, mediaType)
  if (kind === 'docx') return (await import('./docx.ts')).readDocx(bytes)
  if (kind === 'pdf') return (await import('./pdf.ts')).readPdf(bytes)
  return (await import('./eml.ts')).readEml(bytes)
}

/** Whatever a parser stumbles over is in the document. */
parentPort?.postMessage(await read().catch((error: unknown): Extract => ({ problem: error instanceof RangeError ? 'fileTooMuchInside' : 'fileDamaged' })))
