import { once } from 'node:events'
import { setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import { readDatabase } from '../database.ts'
import { writeSelection, type Job } from './writing.ts'

// The thread of one export, with a connection of its own that can only read.

/** Told to whoever waits: how far it is; that a signed head is wanted; what came of it. */
export type Said = { done: number; all: number } | 'sign' | Awaited<ReturnType<typeof writeSelection>>

const { database, file, job } = workerData as { database: string; file: string; job: Job }
const port = parentPort!
const say = (said: Said) => port.postMessage(said)

// Of this thread alone: where cores are few, whoever works with the desk comes first.
setPriority(0, 19)

const db = readDatabase(database)
db.exec('BEGIN')
const written = await writeSelection(db, job, file, {
  tell: (done, all) => say({ done, all }),
  sign: async () => {
    say('sign')
    return (await once(port, 'message'))[0] as string
  },
})
db.close()
say(written)
