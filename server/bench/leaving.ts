import type { KeyObject } from 'node:crypto'
import type { Database } from '../database.ts'
import { askExport, cancelExport } from '../export/jobs.ts'
import { addHook } from '../hooks/hooks.ts'
import { dueFor, layOut, nextDue, noteAttempt, prune } from '../hooks/outbox.ts'
import { KINDS } from '../hooks/rules.ts'
import { findClaim } from '../claims/claims.ts'
import { askForSnapshot, confirmSnapshot, keepSnapshot, snapshotsOf } from '../evidence/snapshots.ts'
import { nextWanted } from '../evidence/wanted.ts'
import { eraseOldContacts } from '../letters/contacts.ts'
import { answerLetter, receiveLetter } from '../letters/letters.ts'
import { makeToken } from '../people/personal-tokens.ts'
import type { Person, Role } from '../people/person.ts'
import { startSession } from '../people/sessions.ts'
import { unpublish } from '../publication/publication.ts'
import { planPublication } from '../publication/report-plan.ts'
import { publishReport } from '../publication/report-publication.ts'

type Asked = { path: string; headers: Record<string, string> }

/** Something of everything that leaves the house. Answers where it is looked at, and what the desk does with it by itself. */
export function letLeave(db: Database, key: KeyObject): { pages: Asked[]; chores: () => void } {
  const at = new Date()
  const [admin, supervisor] = (['admin', 'supervisor'] as Role[]).map((role) => db.prepare('SELECT id, name, email, role, locale FROM people WHERE role = ? LIMIT 1').get(role) as Person) as [Person, Person]
  const by = (person: Person) => ({ person, at })
  const one = (sql: string) => db.prepare(sql).pluck().get() as string

  const hook = addHook(db, by(admin), { address: 'https://hooks.invalid/', kinds: [...KINDS] }, key)
  const reports = db.prepare('SELECT id FROM reports ORDER BY rowid LIMIT 20').pluck().all() as string[]
  for (const reportId of reports) publishReport(db, by(supervisor), { reportId, content: planPublication(db, reportId, at).fingerprint, reason: '' }, { key, showsNames: true })
  for (const claimId of db.prepare('SELECT claim_id FROM shown_claims LIMIT 20').pluck().all() as string[]) {
    unpublish(db, by(supervisor), { claimId, version: findClaim(db, claimId).version, reason: 'The source took it back.' }, { key, showsNames: true })
    receiveLetter(db, { person: null, at }, { claimId, publication: 1, locale: 'en', message: 'There are four.', seenAt: '', name: 'A reader', contact: '' }, () => 0)
  }
  for (const letterId of db.prepare('SELECT id FROM letters LIMIT 10').pluck().all() as string[]) answerLetter(db, by(supervisor), { letterId, outcome: 'corrected', answer: 'There are.' })
  for (let isMore = true; isMore;) isMore = layOut(db, at, 'https://desk.invalid')
  for (const due of dueFor(db, hook.id, at, 10)) noteAttempt(db, due, { at, milliseconds: 1, status: 204, answer: '' }, 0.5)
  const { claimId, evidenceId } = db.prepare("SELECT claim_id AS claimId, id AS evidenceId FROM evidence WHERE kind = 'link' AND withdrawn_at IS NULL LIMIT 1").get() as { claimId: string; evidenceId: string }
  askForSnapshot(db, by(supervisor), { claimId, evidenceId })
  const page = { address: 'https://page.invalid/', finalAddress: 'https://page.invalid/', hops: [], mediaType: 'text/html', name: '', bytes: Buffer.from('<!doctype html><title>A page</title>') }
  keepSnapshot(db, nextWanted(db)!, { page }, { startedAt: at, endedAt: at })
  const snapshotId = snapshotsOf(db, [evidenceId]).get(evidenceId)![0]!.id
  confirmSnapshot(db, by(supervisor), { claimId, evidenceId, snapshotId })
  const job = askExport(db, by(supervisor), { scope: { by: 'filter', filter: {} }, form: 'csv', extent: 'brief', locale: 'en' })
  cancelExport(db, by(supervisor), job)
  const token = makeToken(db, by(admin), { name: 'A program', role: 'admin', days: 1 })

  const [claim, letter, report, judged, withdrawn] = [one("SELECT claim_id FROM publications WHERE kind = 'claim' ORDER BY key DESC LIMIT 1"), one('SELECT id FROM letters LIMIT 1'), reports.at(-1)!, one('SELECT claim_id FROM sign_offs LIMIT 1'), one("SELECT claim_id FROM publications WHERE kind = 'withdrawal' LIMIT 1")]
  const asked = (headers: Record<string, string>, paths: string[]) => paths.map((path): Asked => ({ path, headers }))
  const signedIn = (person: Person) => ({ cookie: `sid=${startSession(db, { person, at })}` })
  const pages = [
    ...asked({}, ['/', '/?verdict=verified', '/?language=ar', '/?verdict=disputed&language=en', '/?text=the', '/?text=the&verdict=verified&language=en', '/?before=40', '/?show=reports', '/?show=reports&before=20']),
    ...asked({}, ['/corrections', '/corrections?before=40-20', '/feed.atom', '/feed.json', '/corrections.json', '/claimreview.json', '/claimreview.json?before=40']),
    ...asked({}, [`/claims/${claim}/embed`, `/claims/${claim}/v/1`, `/oembed?url=http://desk.test/claims/${claim}`, `/claims/${claim}/errors/new`, `/reports/${report}`, `/reports/${report}/v/1`]),
    ...asked(signedIn(supervisor), ['/reports', `/reports/${report}`, `/reports/${report}/publications`, '/exports', `/exports?by=filter&report=${report}`, `/exports/${job}`]),
    ...asked(signedIn(supervisor), ['/desk', '/letters', '/letters?show=answered', `/letters/${letter}`, `/claims/${claim}`, `/claims/${withdrawn}/draft`, `/claims/${claimId}`, `/claims/${claimId}/evidence/${evidenceId}/snapshots/${snapshotId}/file`]),
    ...asked(signedIn(admin), ['/webhooks', `/webhooks/${hook.id}`, `/webhooks/${hook.id}?before=999999`, '/tokens']),
    ...asked({ authorization: `Bearer ${token}` }, [
      'reports', `reports/${report}`, `reports/${report}/claims`, 'claims', 'claims?verdict=none&limit=3', 'claims?text=the', `claims/${judged}`, `claims/${judged}/evidence`, `claims/${claim}/publications`,
      'publications', 'publications?verdict=disputed&language=en&before=90', 'exports', `exports/${job}`, 'trail', 'trail?action=claim.published&before=9000', 'trail/checkpoint',
    ].map((path) => `/api/v1/${path}`)),
  ]
  return { pages, chores: () => { layOut(db, at, 'https://desk.invalid'); dueFor(db, hook.id, at, 3); nextDue(db); prune(db, at); eraseOldContacts(db, at); nextWanted(db) } }
}
