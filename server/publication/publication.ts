import { hash, type KeyObject } from 'node:crypto'
import { canonical } from '../audit/canonical.ts'
import { signCheckpoint } from '../audit/checkpoint.ts'
import { change, type Act, type Trace } from '../audit/trail.ts'
import { findClaim, findClaimAt, moveClaim, placeOf, type Claim } from '../claims/claims.ts'
import { ensureCanTake } from '../claims/rules.ts'
import type { Database } from '../database.ts'
import { conflict, unfit } from '../errors.ts'
import type { Verdict } from '../verdicts/rules.ts'
import { standingSignOff } from '../verdicts/sign-off.ts'
import { currentJudgement, handBack, type Judgement } from '../verdicts/verdicts.ts'
import { bylines, publishedClaim, withdrawalOf, type Byline, type Cited, type Earlier, type Notice, type Published, type PublishedClaim } from './document.ts'
import { followClaim, reportsShowing } from './report-versions.ts'
import { indexTerms } from './terms.ts'

/** One version as it left the house; `text` is what the hash is of. */
export type Publication = { key: number; claimId: string; version: number; at: string; sha256: string; text: string; document: Published }

/** How the desk publishes: with which key its heads are signed, and whether readers see the names of its people. */
export type Press = { key: KeyObject; showsNames: boolean }

type Row = Omit<Publication, 'document'>

const asPublication = (row: Row): Publication => ({ ...row, document: JSON.parse(row.text) as Published })

export const PUBLICATION = 'SELECT key, claim_id AS claimId, version, at, sha256, document AS text FROM publications'

/** All versions of a claim that ever left the house, the newest last. */
export const publishedVersions = (db: Database, claimId: string): Publication[] =>
  db.prepare<[string], Row>(`${PUBLICATION} WHERE claim_id = ? ORDER BY version`).all(claimId).map(asPublication)

/** What readers get of a claim now: its newest version, or that it was taken back; undefined while nothing was published. */
export function latestPublication(db: Database, claimId: string): Publication | undefined {
  const row = db.prepare<[string], Row>(`${PUBLICATION} WHERE claim_id = ? ORDER BY version DESC LIMIT 1`).get(claimId)
  return row && asPublication(row)
}

export function publicationAt(db: Database, claimId: string, version: number): Publication | undefined {
  const row = db.prepare<[string, number], Row>(`${PUBLICATION} WHERE claim_id = ? AND version = ?`).get(claimId, version)
  return row && asPublication(row)
}

/** That a version left the house: when, with which hash, and what stood above it; not what it says. */
export type PublicVersion = { version: number; kind: Published['kind']; verdict: Verdict | null; at: string; sha256: string; notice: Notice | null }

/** The versions of all claims of a report, by claim, the newest last. */
export function versionsInReport(db: Database, reportId: string): Map<string, PublicVersion[]> {
  const rows = db.prepare<[string], Omit<PublicVersion, 'notice'> & { claimId: string; notice: string | null }>(`
    SELECT claim_id AS claimId, version, kind, verdict, at, sha256, document -> '$.notice' AS notice
    FROM publications WHERE claim_id IN (SELECT id FROM claims WHERE report_id = ?) ORDER BY claim_id, version
  `).all(reportId)
  const versions = rows.map(({ notice, ...version }) => ({ ...version, notice: JSON.parse(notice ?? 'null') as Notice | null }))
  return Map.groupBy(versions, ({ claimId }) => claimId)
}

/** The version of which an address gives the number. */
export const publicationNamed = (db: Database, { claimId, number }: { claimId: string; number: string }): Publication | undefined =>
  /^[1-9]\d{0,5}$/.test(number) ? publicationAt(db, claimId, Number(number)) : undefined

/** Rows for lists, as other files of the room read them. */
export const publicationsFrom = (rows: unknown[]): Publication[] => (rows as Row[]).map(asPublication)

type Publishing = { claimId: string; version: number; reason: string }

/** Stores what the claim says now as its next public version. `reason` is why it differs from the one before it. */
export function publish(db: Database, act: Act, { claimId, version, reason }: Publishing, press: Press) {
  change(db, act, (record) => {
    const claim = findClaimAt(db, claimId, version)
    const { trace, publication } = publishClaim(db, act, claim, { reason, shownIn: reportsShowing(db, claimId)[0] ?? null }, press)
    const followed = followClaim(db, act, { claim, publication, reason }, press)
    for (const one of [trace, ...followed]) record(one)
  }, { bulk: reportsShowing(db, claimId).length > 0 })
}

/** The same inside a larger change, which records the trace. `shownIn`: the published report whose page leads to it. */
export function publishClaim(db: Database, act: Act, claim: Claim, { reason, shownIn }: { reason: string; shownIn: string | null }, { key, showsNames }: Press): { trace: Trace; publication: Publication } {
  // A head of its own, so that the one that is printed covers the sign-off.
  const document = nextVersion(db, act, claim, { reason, shownIn, checkpoint: signCheckpoint(db, key), showsNames })
  if (document.version > 1 && reason === '') throw unfit((t) => t.refusals.noticeNeeded)

  const publication = storeVersion(db, act, document, { verdict: document.verdict.verdict, language: claim.language })
  const next = moveClaim(db, act, claim, { status: 'published' })
  const trace: Trace = {
    action: document.version > 1 ? 'claim.published_again' : 'claim.published', ...placeOf(claim), reason: reason || null,
    before: { status: claim.status }, after: { status: next.status, publication: document.version, sha256: publication.sha256, version: next.version },
  }
  return { trace, publication }
}

/** What publishing the claim now would store, and throws where it would; nothing is signed for it, so that looking leaves the desk as it was. */
export const draftOf = (db: Database, act: Act, claimId: string, { reason, showsNames }: { reason: string; showsNames: boolean }): PublishedClaim =>
  nextVersion(db, act, findClaim(db, claimId), { reason, shownIn: reportsShowing(db, claimId)[0] ?? null, checkpoint: '', showsNames })

type Making = { reason: string; shownIn: string | null; checkpoint: string; showsNames: boolean }

function nextVersion(db: Database, { person, at: now }: Act, claim: Claim, { reason, shownIn, checkpoint, showsNames }: Making): PublishedClaim {
  ensureCanTake('publish', claim, person!, now)
  const signOff = standingSignOff(db, claim)
  if (!signOff) throw conflict((t) => t.refusals.signOffGone)
  const judgement = currentJudgement(db, claim.id)
  const before = publishedVersions(db, claim.id)

  const bylineOf = bylines(db, showsNames)
  const at = now.toISOString()
  const edition = { version: before.length + 1, at, earlier: before.map(earlierOf), checkpoint, bylineOf, citing: (id: string) => citedOf(latestPublication(db, id)?.document), shownIn }
  const notice = noticeOf(before, saidNow(claim, judgement, edition.version), { reason, at, by: bylineOf(person!.id) })
  return publishedClaim(db, claim, judgement, signOff, { ...edition, notice })
}

/** Opens a published claim again. What is public stays as it is until the next version is published. */
export function correct(db: Database, act: Act, { claimId, version, request }: { claimId: string; version: number; request: string }) {
  change(db, act, (record) => {
    const claim = findClaimAt(db, claimId, version)
    ensureCanTake('correct', claim, act.person!, act.at)
    record({ action: 'claim.correction_begun', ...handBack(db, act, claim, request) })
  })
}

/** Takes a claim back: its address says so from then on, and every version that was there stays where it is. */
export function unpublish(db: Database, act: Act, { claimId, version, reason }: Publishing, press: Press) {
  change(db, act, (record) => {
    const claim = findClaimAt(db, claimId, version)
    ensureCanTake('unpublish', claim, act.person!, act.at)
    const before = publishedVersions(db, claimId)
    if (before.at(-1)?.document.kind !== 'claim') throw conflict((t) => t.refusals.notPublic)

    const at = act.at.toISOString()
    const notice = noticeOf(before, null, { reason, at, by: bylines(db, press.showsNames)(act.person!.id) })!
    const checkpoint = signCheckpoint(db, press.key)
    const document = withdrawalOf(db, claim, notice, { version: before.length + 1, at, earlier: before.map(earlierOf), checkpoint })
    const publication = storeVersion(db, act, document, { verdict: null, language: claim.language })
    const next = moveClaim(db, act, claim, claim.status === 'published' ? { status: 'signed_off' } : {})
    const followed = followClaim(db, act, { claim: next, publication, reason }, press)
    record({
      action: 'claim.unpublished', ...placeOf(claim), reason,
      before: { status: claim.status }, after: { status: next.status, publication: document.version, sha256: publication.sha256, version: next.version },
    })
    followed.forEach(record)
  }, { bulk: reportsShowing(db, claimId).length > 0 })
}

/** Writes one version down, and what readers can search of it. Part of a larger change. */
function storeVersion(db: Database, act: Act, document: Published, { verdict, language }: { verdict: Judgement['verdict'] | null; language: string }): Publication {
  const text = canonical(document)
  const { claim: { id: claimId }, version, kind } = document
  const row = { claimId, version, text, sha256: hash('sha256', text), at: act.at.toISOString() }
  const { lastInsertRowid } = db.prepare(`
    INSERT INTO publications (claim_id, version, kind, verdict, language, document, sha256, person_id, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
  `).run(claimId, version, kind, verdict, language, text, row.sha256, act.person!.id, row.at)
  const publication = { ...row, key: Number(lastInsertRowid), document }
  indexTerms(db, publication)
  return publication
}

/** null for the first version. What was said is what the last version said that was no withdrawal. */
function noticeOf(before: readonly Publication[], now: Notice['now'], { reason, at, by }: { reason: string; at: string; by: Byline }): Notice | null {
  const last = before.map(({ document }) => document).findLast((document): document is PublishedClaim => document.kind === 'claim')
  return last ? { before: { version: last.version, verdict: last.verdict.verdict, statement: last.claim.statement }, now, reason, at, by } : null
}

const saidNow = ({ statement }: Claim, { verdict }: Judgement, version: number) => ({ version, verdict, statement })

const citedOf = (document: Published | undefined): Cited | undefined =>
  document?.kind === 'claim' ? { id: document.claim.id, statement: document.claim.statement, language: document.claim.language } : undefined

const earlierOf = ({ version, sha256, document }: Publication): Earlier =>
  ({ version, kind: document.kind, verdict: document.kind === 'claim' ? document.verdict.verdict : null, at: document.at, sha256 })
