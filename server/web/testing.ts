import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { TestContext } from 'node:test'
import { createApp, type Services } from '../app.ts'
import { openDesk } from '../audit/open-desk.ts'
import { createDatabase, type Database } from '../database.ts'
import { HOOK_WEB } from '../hooks/deliver.ts'
import { exportLine } from '../export/line.ts'
import { addPerson } from '../people/people.ts'
import type { Person, Role } from '../people/person.ts'
import { startSession } from '../people/sessions.ts'

/** The clock of every test, unless it moves it. */
export const NOON = new Date('2026-03-04T12:00:00.000Z')

/** The key of every test desk. */
export const { privateKey: key } = generateKeyPairSync('ed25519')

/** A new desk in a file of its own, gone when the test ends. */
export function testDesk(t: TestContext): Database {
  const folder = mkdtempSync(join(tmpdir(), 'desk-'))
  const db = createDatabase(join(folder, 'claimdesk.db'))
  t.after(() => { db.close(); rmSync(folder, { recursive: true }) })
  openDesk(db, { name: 'Test desk', origin: 'desk.test', key, at: NOON })
  return db
}

/** The people of every test. Salma and Yusuf check, Nadia supervises, Adam is the admin. */
export function testPeople(db: Database) {
  const add = (name: string, role: Role): Person => addPerson(db, { person: null, at: NOON }, { name, email: `${name.toLowerCase()}@desk.test`, role, locale: 'en' })
  return { salma: add('Salma', 'checker'), yusuf: add('Yusuf', 'checker'), nadia: add('Nadia', 'supervisor'), adam: add('Adam', 'admin') }
}

export type TestFile = { name: string; content: string | Uint8Array<ArrayBuffer> }

export type Browser = Awaited<ReturnType<typeof testServer>>['anyone']

/** A desk whose test brings no web of its own is offline. */
export const offline: Services['fetchPage'] = async () => ({ problem: 'fetchNoAnswer' })

/** No browser is started by a test that does not ask for one. */
export const toNothing: Services['print'] = async () => Buffer.from('%PDF-')

/** Where long exports of a test are written: beside its database, and gone with it. Its name begins like that of many a folder of data. */
export function testLine(t: TestContext, db: Database, { print = toNothing, now = () => NOON }: { print?: Services['print']; now?: Services['now'] } = {}) {
  const line = exportLine(db, { folder: join(dirname(db.name), '.exports'), key, print, now, log: console.error })
  t.after(() => line.close())
  return line
}

/** The real app on a free port of the loopback, with a clock that `clock.at` sets. */
export async function testServer(t: TestContext, db: Database, { publicUrl = 'http://desk.test', fetchPage = offline, suggester, outposts = [], showsNames = true, print = toNothing, hookWeb = HOOK_WEB }: Partial<Pick<Services, 'publicUrl' | 'fetchPage' | 'suggester' | 'outposts' | 'showsNames' | 'print' | 'hookWeb'>> = {}) {
  const clock = { at: NOON }
  const exports = testLine(t, db, { print, now: () => clock.at })
  const server = createServer(createApp({ db, key, now: () => clock.at, deskName: 'Test desk', publicUrl, fetchPage, suggester, outposts, showsNames, print, exports, hookWeb }))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => new Promise((resolve) => { server.close(resolve); server.closeAllConnections() }))
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  /** What a browser of this person sends, without following redirects. */
  const browser = (cookie: string) => ({
    get: (path: string, headers: Record<string, string> = {}) =>
      fetch(base + path, { redirect: 'manual', headers: { cookie, 'accept-language': 'en', ...headers } }),
    post: (path: string, fields: Record<string, string> | URLSearchParams = {}, headers: Record<string, string> = {}) =>
      fetch(base + path, {
        method: 'POST', redirect: 'manual', body: new URLSearchParams(fields),
        headers: { cookie, 'accept-language': 'en', 'sec-fetch-site': 'same-origin', ...headers },
      }),
    /** A form with a file in it. */
    upload: (path: string, fields: Record<string, string>, file?: TestFile) => {
      const body = new FormData()
      for (const [name, value] of Object.entries(fields)) body.append(name, value)
      if (file) body.append('file', new Blob([file.content]), file.name)
      return fetch(base + path, { method: 'POST', redirect: 'manual', body, headers: { cookie, 'accept-language': 'en', 'sec-fetch-site': 'same-origin' } })
    },
  })

  const as = (person: Person, at = NOON) => browser(`sid=${startSession(db, { person, at })}`)
  return { base, clock, exports, anyone: browser(''), as }
}

/** How many traces the desk holds: the difference before and after a change must be one. */
export const tracesIn = (db: Database) => db.prepare<[], { n: number }>('SELECT max(seq) AS n FROM audit_events').get()!.n
