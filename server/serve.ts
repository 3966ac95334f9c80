import { createServer, type Server } from 'node:http'
import type { KeyObject } from 'node:crypto'
import { resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { createApp } from './app.ts'
import { latestCheckpoint, signCheckpoint } from './audit/checkpoint.ts'
import { outpostsAt } from './audit/outposts.ts'
import { queueDue } from './claims/due.ts'
import { ensureStemsMade } from './claims/similar-index.ts'
import { suggesterAt } from './claims/suggester.ts'
import type { Config } from './config.ts'
import { emptyLog, type Database } from './database.ts'
import { startCapture } from './evidence/capture.ts'
import { exportLine } from './export/line.ts'
import { eraseOldContacts } from './letters/contacts.ts'
import { printerAt } from './export/print.ts'
import { HOOK_WEB } from './hooks/deliver.ts'
import { prune } from './hooks/outbox.ts'
import { startSender } from './hooks/sender.ts'
import { ensureTermsMade } from './publication/terms.ts'
import { safeFetch, type FetchPage } from './reports/safe-fetch.ts'
import type { Guard } from './reports/way-out.ts'

/** How long a slow client may take, in milliseconds, before its socket is given to somebody else. */
const PATIENCE = { requestTimeout: 30_000, headersTimeout: 15_000, keepAliveTimeout: 5_000 } as const
const LAST_PATIENCE = 10_000

/** How often what has become due comes into the queue, and the head of the trail is signed, if it has moved. What lies behind the last signature could be cut off unseen. */
const EVERY_MINUTE = 60_000

/** Where the desk goes by itself; a demo and tests bring one of their own. */
type Web = { hookWeb: Guard; fetchEvidence: FetchPage }

/** Opens the desk to requests, and closes it cleanly on SIGTERM or SIGINT. Resolves when it listens; throws when the key is not the desk's, or the port is taken. */
export async function serve(db: Database, key: KeyObject, { host, port, deskName, publicUrl, suggesterUrl, chromium, exportsFolder, checkpointFolder, checkpointCommand, showsNames, takesSnapshots }: Config, { hookWeb = HOOK_WEB, fetchEvidence = safeFetch }: Partial<Web> = {}): Promise<void> {
  signCheckpoint(db, key)
  const suggester = suggesterUrl === undefined ? undefined : suggesterAt(suggesterUrl)
  ensureStemsMade(db)
  ensureTermsMade(db)
  const bringDue = () => tryTo('bring what is due into the queue', () => queueDue(db, new Date()))
  const forget = () => tryTo('erase how readers can be reached', () => {
    eraseOldContacts(db, new Date())
    // Of what somebody erased while an export was being written, the log may still know.
    emptyLog(db)
  })
  bringDue()
  forget()
  const print = printerAt(chromium)
  const exports = exportLine(db, { folder: resolve(exportsFolder), key, print, now: () => new Date(), log })
  const outposts = outpostsAt({ folder: checkpointFolder, command: checkpointCommand })
  const server = Object.assign(createServer(createApp({ db, key, now: () => new Date(), deskName, publicUrl, fetchPage: safeFetch, suggester, print, exports, outposts: outposts.list, showsNames, hookWeb })), PATIENCE)
  await new Promise<void>((listening, reject) => server.once('error', reject).listen(port, host, listening))

  const sign = () => tryTo('sign the head of the trail', () => signCheckpoint(db, key))
  const send = async () => {
    try {
      for (const failure of await outposts.send(latestCheckpoint(db)!, new Date())) log(failure)
    } catch (error) {
      log(`The desk could not send the head of the trail: ${String(error)}`)
    }
  }
  void send()
  const sender = startSender({ db, key, publicUrl, guard: hookWeb, now: () => new Date(), random: Math.random, log })
  const capture = takesSnapshots ? startCapture({ db, fetchPage: fetchEvidence, now: () => new Date(), log }) : undefined
  const wake = () => {
    sender.wake()
    capture?.wake()
  }
  wake()
  // Whatever was asked to change something may have.
  server.on('request', (req, res) => { if (req.method !== 'GET' && req.method !== 'HEAD') res.once('close', wake) })
  const chores = setInterval(() => {
    bringDue()
    forget()
    sign()
    tryTo('clear away old exports', () => exports.clear())
    tryTo('go on with exports', () => exports.next())
    void send()
    tryTo('forget what webhooks were told long ago', () => prune(db, new Date()))
    wake()
  }, EVERY_MINUTE)
  closeOnSignal(server, async () => {
    clearInterval(chores)
    await Promise.all([sender.stop(), capture?.stop()])
    sign()
    const sent = send()
    // A page that is being printed may take a minute; whoever ends us rarely waits that long, and at the next start the export says that it was broken off.
    await Promise.race([exports.close(), wait(LAST_PATIENCE / 2)])
    db.pragma('wal_checkpoint(TRUNCATE)')
    db.close()
    await sent
  })
}

/** A full disk, say, keeps a chore undone for a while; it must not end the desk, which can still be read. */
function tryTo(chore: string, work: () => void) {
  try {
    work()
  } catch (error) {
    log(`The desk could not ${chore}: ${String(error)}`)
  }
}

const log = (error: string) => console.error(JSON.stringify({ at: new Date().toISOString(), error }))

/** No new connections; running answers finish, each on its last request; then `close` runs and the process ends. */
function closeOnSignal(server: Server, close: () => Promise<void>) {
  let closing = false
  server.prependListener('request', (_req, res) => { if (closing) res.setHeader('Connection', 'close') })

  const stop = () => {
    if (closing) return
    closing = true
    server.close(() => void close().finally(() => process.exit(0)))
    server.closeIdleConnections()
    setTimeout(() => server.closeAllConnections(), LAST_PATIENCE).unref()
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}
