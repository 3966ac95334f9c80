import { createHash, createPrivateKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createApp } from '../app.ts'
import { canonical } from '../audit/canonical.ts'
import { findClaim } from '../claims/claims.ts'
import { openDatabase } from '../database.ts'
import { HOOK_WEB } from '../hooks/deliver.ts'
import { listPeople } from '../people/people.ts'
import type { Locale } from '../people/person.ts'
import { latestPublication, publish } from '../publication/publication.ts'
import { planPublication } from '../publication/report-plan.ts'
import { publishReport } from '../publication/report-publication.ts'
import { openArchive } from '../reports/reading/archive.ts'
import { briefOf, type Extent } from './brief.ts'
import { packed } from './bundle.ts'
import { verificationReport } from './document.ts'
import { exportLine } from './line.ts'
import { pageOf } from './page.ts'
import { sheetOf } from './sheet.ts'
import { wordOf } from './word.ts'

/**
 * A program that opens a desk on another machine: it publishes a claim and its report late in the evening (UTC), and prints the hash of everything
 * that then leaves the house, by name, with the time as that machine would show it.
 */
const [file, keyFile, claimId, supervisor] = process.argv.slice(2) as [string, string, string, string]
const db = openDatabase(file)
const key = createPrivateKey(readFileSync(keyFile))
const at = new Date('2026-03-04T22:30:00.000Z')
const act = { person: listPeople(db).find(({ id }) => id === supervisor)!, at }
const press = { key, showsNames: true }

const { version, reportId } = findClaim(db, claimId)
publish(db, act, { claimId, version, reason: '' }, press)
publishReport(db, act, { reportId, content: planPublication(db, reportId, at).fingerprint, reason: '' }, press)

const left = new Map<string, string | Buffer>([['published', latestPublication(db, claimId)!.text]])
const report = verificationReport(db, reportId, key)
left.set('json', canonical(report)).set('brief json', canonical(briefOf(report)))
for (const locale of ['en', 'ar'] as const) left.set(`zip ${locale}`, packed(db, report, locale, key))
for (const extent of ['full', 'brief'] as const) {
  left.set(`csv ${extent}`, sheetOf(report, extent))
  for (const locale of ['en', 'ar'] as const) left.set(`html ${extent} ${locale}`, pageOf(report, locale, { extent })).set(`docx ${extent} ${locale}`, await wordsOf(locale, extent))
}

/** What a document of Word says. Which number each of its links has is drawn by lot, and its properties say when it was written. */
async function wordsOf(locale: Locale, extent: Extent): Promise<string> {
  const parts = openArchive(await wordOf(report, locale, extent))
  if (typeof parts === 'string') throw new Error(parts)
  return parts.find(({ name }) => name === 'word/document.xml')!.bytes.toString('utf8').replace(/ r:id="rId[^"]*"/g, '')
}

const exports = exportLine(db, { folder: `${file}.exports`, key, print: async () => Buffer.of(), now: () => at, log: console.error })
const server = createServer(createApp({
  db, key, now: () => at, deskName: 'Test desk', publicUrl: 'http://desk.test', fetchPage: async () => ({ problem: 'fetchNoAnswer' }), suggester: undefined, outposts: [], showsNames: true,
  print: async () => Buffer.of(), exports, hookWeb: HOOK_WEB,
}))
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
const [claim, whole] = [`/claims/${claimId}`, `/reports/${reportId}`]
for (const path of ['/', '/?show=reports', '/corrections', claim, `${claim}/v/1`, `${claim}/embed`, whole, `${whole}/v/1`]) for (const lang of ['en', 'ar']) {
  const answer = await fetch(`${base}${path}${path.includes('?') ? '&' : '?'}lang=${lang}`)
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`)
  left.set(`${path} ${lang}`, await answer.text())
}
for (const path of ['/feed.atom', '/feed.json', '/corrections.atom', '/claimreview.json', '/checkpoint', `/oembed?url=http://desk.test${claim}`, `${claim}/v/1/card.ar.png`]) {
  const answer = await fetch(base + path)
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`)
  left.set(path, Buffer.from(await answer.arrayBuffer()))
}
server.close()
server.closeAllConnections()
await exports.close()
db.close()

console.log(JSON.stringify({ hour: at.getHours(), left: Object.fromEntries([...left].map(([name, bytes]) => [name, createHash('sha256').update(bytes).digest('hex')])) }))
