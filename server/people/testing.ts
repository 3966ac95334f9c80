import type { Database } from '../database.ts'
import { testPeople } from '../web/testing.ts'
import { hashPassword } from './passwords.ts'

export const PASSWORD = 'palm tree on the roof'

let stored: string | undefined

/** The people of every test, once they have chosen their password. */
export async function testMembers(db: Database) {
  const people = testPeople(db)
  stored ??= await hashPassword(PASSWORD)
  db.prepare('UPDATE people SET password_hash = ?').run(stored)
  return people
}

/** The cookies that an answer sets, by name. */
export const cookiesOf = (response: Response) =>
  new Map(response.headers.getSetCookie().map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1, line.indexOf(';'))]))

export const sidOf = (response: Response) => `sid=${cookiesOf(response).get('sid') ?? ''}`

type Event = {
  seq: number
  action: string
  subject: string
  claim: string | null
  report: string | null
  actor: { id: string } | null
  before: unknown
  after: unknown
  reason: string | null
  batch: number | null
}

/** What happened since, oldest first. */
export function eventsAfter(db: Database, seq: number): Event[] {
  const rows = db.prepare('SELECT body FROM audit_events WHERE seq > ? ORDER BY seq').all(seq) as { body: string }[]
  return rows.map(({ body }) => JSON.parse(body) as Event)
}
