import type { Database } from '../database.ts'
import type { AuditEvent } from '../audit/trail.ts'
import { publicationAt } from '../publication/publication.ts'
import { versionOfReport } from '../publication/report-versions.ts'
import { TOLD, type Kind } from './rules.ts'

/** One event as it is told: `id` stays the same however often it is sent. `lane` is what it is about: of the same, one is told after the other. */
export type Telling = { kind: Kind; lane: string; body: string }

type Event = Pick<AuditEvent, 'seq' | 'at' | 'action' | 'subject' | 'claim' | 'report' | 'after'>

/** What receivers know it by. A desk that was restored from a backup counts some numbers again, and only the time tells these apart. */
const messageId = ({ seq, at }: Event) => `evt_${seq}_${Date.parse(at).toString(36)}`

/**
 * An event of the trail as it leaves the house: what happened to which claim or report, when, and what of it is public. Nothing that anybody wrote,
 * nobody's name, and no verdict before it is published.
 */
export function tellingOf(db: Database, event: Event, publicUrl: string): Telling | undefined {
  const { at, action, subject, claim: about, report, after } = event
  const kind = TOLD[action]
  if (kind === undefined || report === null) return undefined
  // A report's new version may name the claim for whose sake it was made.
  const claim = subject.startsWith('report/') ? null : about
  // A claim that somebody made waits from the start; its trace has no other status to tell it from.
  const { status = action === 'claim.made' ? 'queued' : null, version = null, publication } = (after ?? {}) as { status?: string; version?: number; publication?: number }
  const data = {
    desk: publicUrl,
    report: { id: report, version: db.prepare('SELECT version FROM reports WHERE id = ?').pluck().get(report) as number },
    claim: claim === null ? null : { id: claim, status, version },
    publication: publication === undefined ? null : claim === null ? publicReport(db, report, publication, publicUrl) : publicClaim(db, claim, publication, publicUrl),
  }
  return { kind, lane: claim ?? report, body: JSON.stringify({ id: messageId(event), type: kind, timestamp: at, data }) }
}

/** A version as readers got it; of a claim that was taken back, that it was. */
function publicClaim(db: Database, claimId: string, version: number, publicUrl: string) {
  const { document, sha256 } = publicationAt(db, claimId, version)!
  const latest = `${publicUrl}/claims/${claimId}`
  const said = document.kind === 'claim' ? { verdict: document.verdict.verdict, statement: document.claim.statement } : { verdict: null, statement: null }
  return { kind: document.kind, version, ...said, language: document.claim.language, address: `${latest}/v/${version}`, latest, sha256 }
}

function publicReport(db: Database, reportId: string, version: number, publicUrl: string) {
  const { document, sha256 } = versionOfReport(db, reportId, version)!
  const { title, language } = document.report
  const latest = `${publicUrl}/reports/${reportId}`
  return { kind: document.kind, version, title: document.kind === 'report' ? title : null, language, address: `${latest}/v/${version}`, latest, sha256 }
}
