import { parentPort, workerData } from 'node:worker_threads'
import type { ToDraw } from './card-apart.ts'
import { cardOf } from './card.ts'

/** The thread of one picture. */
const { document, locale } = workerData as ToDraw

parentPort!.postMessage(cardOf(document, locale))
