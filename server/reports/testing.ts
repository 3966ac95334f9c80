import type { TestContext } from 'node:test'
import type { Services } from '../app.ts'
import { startSession } from '../people/sessions.ts'
import { NOON, testDesk, testPeople, testServer, type TestFile } from '../web/testing.ts'
import { formIn } from '../web/testing-page.ts'
import { findReport } from './reports.ts'

/** What a form needs to become a report. */
export const FIELDS = { title: 'A title', text: 'One. Two.' }

/** As in the HTML that our templates write. */
export const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll("'", '&#39;').replaceAll('"', '&#34;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** What the form of a preview would send. */
export const valuesIn = (page: string) =>
  Object.fromEntries(Object.entries(formIn(page, '/reports/new')).flatMap(([name, { value }]) => name === 'once' || value === undefined ? [] : [[name, value]]))

/** A desk in which Salma imports reports, offline unless the test brings a web. */
export async function desk(t: TestContext, web: Partial<Pick<Services, 'fetchPage' | 'suggester'>> = {}) {
  const db = testDesk(t)
  const people = testPeople(db)
  const server = await testServer(t, db, web)
  const cookie = `sid=${startSession(db, { person: people.salma, at: NOON })}`

  const salmas = server.as(people.salma)
  const upload = (fields: Record<string, string>, file?: TestFile) => salmas.upload('/reports/new', fields, file)
  const send = (body: NonNullable<RequestInit['body']>, headers: Record<string, string> = {}) =>
    fetch(`${server.base}/reports/new`, { method: 'POST', redirect: 'manual', body, headers: { cookie, 'sec-fetch-site': 'same-origin', ...headers } })
  /** Brings a file and imports what was taken out of it, corrected or not. Answers with what came last. */
  const uploadAndImport = async (fields: Record<string, string>, file: TestFile, corrected: Record<string, string> = {}) => {
    const brought = await upload(fields, file)
    const place = brought.headers.get('location') ?? ''
    return place.includes('?original=') ? upload({ ...valuesIn(await (await salmas.get(place)).text()), ...corrected }) : brought
  }
  const reports = () => db.prepare<[], { n: number }>('SELECT count(*) AS n FROM reports').get()!.n
  const stored = (answer: Response) => findReport(db, answer.headers.get('location')!.slice('/reports/'.length))

  return { db, ...people, ...server, salmas, upload, uploadAndImport, send, reports, stored }
}
