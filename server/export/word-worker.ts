import { parentPort, workerData } from 'node:worker_threads'
import type { ToWrite } from './word-apart.ts'
import { wordOf } from './word.ts'

/** The thread of one document. */
const { report, locale, extent } = workerData as ToWrite

parentPort!.postMessage(await wordOf(report, locale, extent))
