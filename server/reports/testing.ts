import type { TestContext } from 'node:test'
import { startSession } from '../people/sessions.ts'
import { NOON, testDesk, testPeople, testServer } from '../web/testing.ts'
import { findReport } from './reports.ts'

/** What a form needs to become a report. */
export const FIELDS = { title: 'A title', text: 'One. Two.' }

/** As in the HTML that our templates write. */
export const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll("'", '&#39;').replaceAll('"', '&#34;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** A desk in which Salma imports reports. */
export async function desk(t: TestContext) {
  const db = testDesk(t)
  const people = testPeople(db)
  const server = await testServer(t, db)
  const cookie = `sid=${startSession(db, { person: people.salma, at: NOON })}`

  /** What a browser sends from a form with a file. */
  const upload = (fields: Record<string, string>, file?: { name: string; content: string | Uint8Array<ArrayBuffer> }) => {
    const body = new FormData()
    for (const [name, value] of Object.entries(fields)) body.append(name, value)
    if (file) body.append('file', new Blob([file.content]), file.name)
    return send(body)
  }
  const send = (body: NonNullable<RequestInit['body']>, headers: Record<string, string> = {}) =>
    fetch(`${server.base}/reports/new`, { method: 'POST', redirect: 'manual', body, headers: { cookie, 'sec-fetch-site': 'same-origin', ...headers } })
  const reports = () => db.prepare<[], { n: number }>('SELECT count(*) AS n FROM reports').get()!.n
  const stored = (answer: Response) => findReport(db, answer.headers.get('location')!.slice('/reports/'.length))

  return { db, ...people, ...server, salmas: server.as(people.salma), upload, send, reports, stored }
}
