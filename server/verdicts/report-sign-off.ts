import { hash } from 'node:crypto'
import type { Action } from '../audit/actions.ts'
import { canonical } from '../audit/canonical.ts'
import { change, type Act } from '../audit/trail.ts'
import { hopsInReport } from '../claims/attribution.ts'
import { caveatsInReport } from '../claims/caveats.ts'
import { claimsOfReport, type Claim } from '../claims/claims.ts'
import { requestsInReport } from '../claims/replies.ts'
import { isOfDesk, isSigned } from '../claims/rules.ts'
import { statementsInReport } from '../claims/statements.ts'
import type { Database } from '../database.ts'
import { conflict, unfit } from '../errors.ts'
import { evidenceInReport } from '../evidence/evidence.ts'
import { newId } from '../ids.ts'
import { coverageOf, placesOf } from '../reports/passages.ts'
import { findReport, passagesOfReport, type Report } from '../reports/reports.ts'
import { ensureNewest, versionsOf } from '../reports/versions.ts'
import { readingGateOf, type Reading, type ReadingRequirement } from './rules.ts'
import { hashOfContent } from './sign-off.ts'
import { judgementsInReport } from './verdicts.ts'

/** `unmet` is what was still open, and `reason` why that did not matter. */
export type ReportSignOff = { contentHash: string; personId: string; person: string; at: string; unmet: ReadingRequirement[]; reason: string | null }

type Approval = { reportId: string; contentHash: string; reason: string }

/** Approves a report as it is read now: its text, what each passage was taken for, and every claim with all that was said about it. */
export function signOffReport(db: Database, act: Act, { reportId, contentHash, reason }: Approval) {
  const person = act.person!
  change(db, act, (record) => {
    ensureNewest(db, reportId)
    if (hashOfReading(db, findReport(db, reportId)) !== contentHash) throw conflict((t) => t.refusals.reportMovedOn)
    const unmet = readingGateOf(readingOf(db, reportId), person.id).filter(({ met }) => !met).map(({ requirement }) => requirement)
    if (unmet.length > 0 && reason === '') throw unfit((t) => t.refusals.notReadToItsEnd(unmet.map((requirement) => t.readingGate[requirement])))

    const given = unmet.length > 0 ? reason : null
    db.prepare(`
      INSERT INTO report_sign_offs (id, report_id, content_hash, person_id, at, unmet, reason) VALUES (?, ?, ?, ?, ?, ?, ?)
    `).run(newId(), reportId, contentHash, person.id, act.at.toISOString(), JSON.stringify(unmet), given)
    record({
      action: given === null ? 'report.signed_off' : 'report.signed_off_for_reason', subject: `report/${reportId}`, report: reportId, reason: given,
      after: { contentHash, unmet },
    })
  })
}

/** How far a report is now. */
export function readingOf(db: Database, reportId: string): Reading {
  const claims = claimsOfReport(db, reportId)
  return {
    untriaged: coverageOf(passagesOfReport(db, reportId), placesOf(claims, ({ status }) => isOfDesk(status))).untriaged,
    suggested: claims.filter(({ status }) => status === 'suggested').length,
    unseen: claims.filter(({ changedIn }) => changedIn !== null).length,
    triagedBy: triagersOf(db, reportId),
  }
}

/** What decides what a report claims. */
const TRIAGE_ACTIONS = [
  'claim.made', 'claim.accepted', 'claim.dismissed', 'claim.restored', 'claim.split', 'claim.merged', 'claim.words_confirmed',
  'passage.marked', 'passage.unmarked', 'caveat.applied',
] as const satisfies readonly Action[]

/** Also in the versions before: what was decided there came along. */
const triagersOf = (db: Database, reportId: string) => db.prepare<[string, string], string>(`
  SELECT DISTINCT actor_id FROM audit_events INDEXED BY audit_events_of_report
  WHERE report_id IN (SELECT value FROM json_each(?)) AND action IN (SELECT value FROM json_each(?))
`).pluck().all(JSON.stringify(versionsOf(db, reportId).map(({ id }) => id)), JSON.stringify(TRIAGE_ACTIONS))

/** SHA-256 over the text's own, the marks of its passages, and each claim's status, content, and which one it was merged into. */
export function hashOfReading(db: Database, { id, sha256 }: Report): string {
  const [hops, caveats, evidence, judgements] = [hopsInReport(db, id), caveatsInReport(db, id), evidenceInReport(db, id), judgementsInReport(db, id)]
  const [statements, requests] = [statementsInReport(db, id), requestsInReport(db, id)]
  const contentOf = (claim: Claim) => hashOfContent({
    claim, sha256, judgement: judgements.get(claim.id)?.at(-1) ?? null, hops: hops.get(claim.id) ?? [], caveats: caveats.get(claim.id) ?? [], evidence: evidence.get(claim.id) ?? [],
    statements: statements.get(claim.id) ?? [], requests: requests.get(claim.id) ?? [],
  })

  return hash('sha256', canonical({
    text: sha256,
    passages: passagesOfReport(db, id).map(({ number, mark }) => ({ number, mark })),
    // That a claim was published says nothing new of it.
    claims: claimsOfReport(db, id).map((claim) => ({ id: claim.id, number: claim.number, status: isSigned(claim.status) ? 'signed_off' : claim.status, mergedInto: claim.mergedInto, content: contentOf(claim) })),
  }))
}

type Row = Omit<ReportSignOff, 'unmet'> & { unmet: string }

/** All sign-offs of a report, the newest last. */
const signOffsOfReport = (db: Database, reportId: string): ReportSignOff[] =>
  db.prepare<[string], Row>(`
    SELECT content_hash AS contentHash, person_id AS personId, people.name AS person, at, unmet, reason
    FROM report_sign_offs
    JOIN people ON people.id = person_id
    WHERE report_id = ?
    ORDER BY report_sign_offs.rowid
  `).all(reportId).map((row) => ({ ...row, unmet: JSON.parse(row.unmet) as ReadingRequirement[] }))

/** standing: it was signed off as it is. stale: it was, and then something changed. none: nobody has. */
export type ReportApproval = { state: 'standing' | 'stale' | 'none'; signature: ReportSignOff | null }

export function approvalOfReport(db: Database, report: Report): ReportApproval {
  const signature = signOffsOfReport(db, report.id).at(-1) ?? null
  if (!signature) return { state: 'none', signature }
  return { state: signature.contentHash === hashOfReading(db, report) ? 'standing' : 'stale', signature }
}

/** The same for a list, which asks of many: while a report has left no trace since its sign-off, nothing in it has changed. */
export function approvalInList(db: Database, reportId: string): ReportApproval['state'] {
  const signature = signOffsOfReport(db, reportId).at(-1)
  if (!signature) return 'none'
  const last = db.prepare<[string], string>(`
    SELECT action FROM audit_events INDEXED BY audit_events_of_report WHERE report_id = ? ORDER BY seq DESC LIMIT 1
  `).pluck().get(reportId)
  return last?.startsWith('report.signed_off') ? 'standing' : approvalOfReport(db, findReport(db, reportId)).state
}
