import { createServer } from 'node:http'
import { resolve } from 'node:path'
import { createApp } from '../server/app.ts'
import { readOrMakeKey } from '../server/audit/checkpoint.ts'
import { readConfig } from '../server/config.ts'
import { createDatabase } from '../server/database.ts'
import { startCapture } from '../server/evidence/capture.ts'
import { exportLine } from '../server/export/line.ts'
import { startSender } from '../server/hooks/sender.ts'
import { safeFetch } from '../server/reports/safe-fetch.ts'
import { guardFor } from '../server/reports/testing-web.ts'
import { seedNewsroom } from '../seeds/newsroom.ts'

// A demo desk whose web is an address of the loopback: every name leads there. The guard is the desk's own, and 127.0.0.1 stays closed to it.
const { databaseFile, keyFile, exportsFolder, host, port, publicUrl, deskName } = readConfig()
const [db, key] = [createDatabase(databaseFile), readOrMakeKey(keyFile)]
await seedNewsroom(db, { key, end: new Date(), deskName })

const web = guardFor()
const fetchPage = (address: string) => safeFetch(address, web)
const exports = exportLine(db, { folder: resolve(exportsFolder), key, print: async () => 'none', now: () => new Date(), log: console.error })
const server = createServer(createApp({ db, key, now: () => new Date(), deskName, publicUrl, fetchPage, suggester: undefined, print: async () => 'none', exports, outposts: [], showsNames: true, hookWeb: web }))
const sender = startSender({ db, key, publicUrl, guard: web, now: () => new Date(), random: Math.random, log: console.error })
const capture = startCapture({ db, fetchPage, now: () => new Date(), log: console.error })
server.on('request', (req, res) => { if (req.method !== 'GET') res.once('close', () => { sender.wake(); capture.wake() }) })
server.listen(port, host, () => console.log(`The desk is open at ${publicUrl}`))
process.on('SIGTERM', () => {
  server.close(() => void Promise.all([sender.stop(), capture.stop()]).then(exports.close).then(() => { db.close(); process.exit(0) }))
  server.closeAllConnections()
})
