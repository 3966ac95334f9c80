import { randomUUID } from 'node:crypto'
import { chainHash, headOf } from '../audit/trail.ts'
import { checkOut } from '../claims/check-out.ts'
import { findClaim } from '../claims/claims.ts'
import type { Database } from '../database.ts'
import { attachLink } from '../evidence/evidence.ts'
import type { Person } from '../people/person.ts'
import { proposeVerdict } from '../verdicts/verdicts.ts'
import type { Wanted } from './load.ts'

type Prepared = { claimId: string; version: number }

const LINK = {
  stance: 'contradicts', address: 'https://example.invalid/', title: 'A link', publisher: '', origin: 'An agency', quote: '', note: '', visibility: 'public', snapshot: 'none',
} as const

const JUDGEMENT = { verdict: 'disputed', rationale: 'The agency shows the opposite, with its own figures.', settle: '' } as const

/** Brings the oldest claims that wait as far as a verdict needs: checked out, with a link against them. */
export function prepareClaims(db: Database, person: Person, count: number): Prepared[] {
  const ids = db.prepare(`SELECT id FROM claims WHERE status = 'queued' AND queued_at IS NOT NULL ORDER BY queued_at, key LIMIT ?`).pluck().all(count) as string[]
  if (ids.length < count) throw new Error(`Only ${ids.length} claims are left that wait, for ${count} verdicts`)
  return ids.map((claimId) => {
    const act = () => ({ person, at: new Date(), once: randomUUID() })
    checkOut(db, act(), claimId)
    attachLink(db, act(), { claimId, version: findClaim(db, claimId).version, ...LINK })
    return { claimId, version: findClaim(db, claimId).version }
  })
}

/** The form that gives a verdict, as a browser sends it. */
export function verdictForm({ claimId, version }: Prepared, cookie: string): Wanted {
  const body = new URLSearchParams({ once: randomUUID(), version: String(version), ...JUDGEMENT }).toString()
  const headers = { cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(Buffer.byteLength(body)) }
  return { method: 'POST', path: `/claims/${claimId}/verdicts`, headers, body, status: 303, must: `/claims/${claimId}` }
}

/** The same without HTTP. */
export const giveVerdict = (db: Database, person: Person, prepared: Prepared) =>
  proposeVerdict(db, { person, at: new Date(), once: randomUUID() }, { ...prepared, ...JUDGEMENT })

/** Throws unless `count` of the claims got a verdict since, each by one event, nothing else happened, and the chain holds. */
export function checkVerdicts(db: Database, claims: readonly Prepared[], before: { seq: number; hash: string }, count: number) {
  const events = db.prepare('SELECT body, hash, claim_id AS claimId, action FROM audit_events WHERE seq > ? ORDER BY seq').all(before.seq) as { body: string; hash: string; claimId: string; action: string }[]
  let previous = before.hash
  for (const { body, hash } of events) {
    if (chainHash(previous, body) !== hash) throw new Error('The chain of the trail is broken')
    previous = hash
  }
  const prepared = new Set(claims.map(({ claimId }) => claimId))
  const isTold = events.every(({ action, claimId }) => action === 'verdict.proposed' && prepared.delete(claimId))
  const isDone = events.every(({ claimId }) => findClaim(db, claimId).status === 'in_review')
  if (events.length !== count || !isTold || !isDone) throw new Error('Not every verdict was written once')
}

export const headBefore = (db: Database) => headOf(db)!
