import { parentPort, workerData } from 'node:worker_threads'
import type { Card } from './card-content.ts'
import { cardOf } from './card.ts'

/** The thread of one picture. */
parentPort!.postMessage(cardOf(workerData as Card))
