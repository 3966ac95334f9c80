import { setTimeout as wait } from 'node:timers/promises'
import type { Database } from '../database.ts'
import type { FetchPage } from '../reports/safe-fetch.ts'
import { keepSnapshot } from './snapshots.ts'
import { nextWanted, type Wanted } from './wanted.ts'

/** What takes snapshots needs from outside. */
export type Capturing = { db: Database; fetchPage: FetchPage; now: () => Date; log: (error: string) => void }

/** `wake` is called after every change, and in between whenever one likes. */
export type Capture = { wake: () => void; stop: () => Promise<void> }

/** Between one page and the next: they may stand on one server, which is not ours to press. */
const BREATH = 200

/** How long a stop waits for the page that is on its way; one that is broken off then is fetched again. */
const LAST_PATIENCE = 3000

/**
 * Takes the snapshots that are wanted, one at a time. All that it has to remember is in the database: after a crash it goes on where it was. What it could
 * not write down it leaves alone until the desk is started again, so that nobody's page is asked for again and again.
 */
export function startCapture(capturing: Capturing): Capture {
  const { db, log } = capturing
  const left = new Set<string>()
  const [stopping, closed] = [new AbortController(), new AbortController()]
  let running: Promise<void> | undefined

  function wake() {
    if (!stopping.signal.aborted) running ??= takeAll().catch((error: unknown) => log(`The desk could not look for snapshots to take: ${String(error)}`)).finally(() => { running = undefined })
  }

  async function takeAll() {
    for (let next = nextWanted(db); next; next = nextWanted(db, [...left])) {
      try {
        await takeSnapshot(capturing, next, closed.signal)
      } catch (error) {
        left.add(next.evidenceId)
        log(`The desk could not keep a snapshot for evidence ${next.evidenceId}: ${String(error)}`)
      }
      await wait(BREATH, undefined, { signal: stopping.signal }).catch(() => {})
      if (stopping.signal.aborted) return
    }
  }

  async function stop() {
    stopping.abort()
    await Promise.race([running, wait(LAST_PATIENCE, undefined, { ref: false })])
    closed.abort()
  }

  return { wake, stop }
}

/** Fetches one page and stores what came; nothing once the desk is closed. */
export async function takeSnapshot({ db, fetchPage, now }: Omit<Capturing, 'log'>, wanted: Wanted, closed?: AbortSignal): Promise<void> {
  const startedAt = now()
  const fetched = await fetchPage(wanted.address)
  if (closed?.aborted) return
  // A clock may be set back meanwhile.
  keepSnapshot(db, wanted, fetched, { startedAt, endedAt: new Date(Math.max(startedAt.getTime(), now().getTime())) })
}
