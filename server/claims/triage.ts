import { change, type Act, type Trace } from '../audit/trail.ts'
import type { Database } from '../database.ts'
import type { Span } from '../text/span.ts'
import { amendClaim, claimsOfReport, findClaim, findClaimAt, mendedAs, moveClaim, placeOf, type Claim } from './claims.ts'
import { keptFor } from './merge.ts'
import { ensureCanTake } from './rules.ts'
import { differenceOf, type Wording } from './wording.ts'

/** A suggestion counts from here on. What the person changed in it is in the trace. */
export function accept(db: Database, act: Act, { claimId, version, ...edits }: { claimId: string; version: number } & Partial<Wording>) {
  change(db, act, (record) => acceptOne(db, act, record, findClaimAt(db, claimId, version), edits))
}

type Recorder = (trace: Trace) => void

function acceptOne(db: Database, act: Act, record: Recorder, claim: Claim, edits: Partial<Wording> = {}) {
  ensureCanTake('accept', claim, act.person!, act.at)
  const { before, after } = differenceOf(claim, edits)
  const isEdited = after.statement !== undefined || after.modality !== undefined
  const next = moveClaim(db, act, claim, { ...edits, status: 'queued', ...(isEdited ? mendedAs('edited', claim) : {}) })
  record({
    action: 'claim.accepted', ...placeOf(claim),
    before: { status: claim.status, ...before }, after: { status: next.status, ...after, quote: claim.quote, rules: claim.rules, version: next.version },
  })
}

export function dismiss(db: Database, act: Act, { claimId, version, reason }: { claimId: string; version: number; reason: string }) {
  change(db, act, (record) => dismissOne(db, act, record, findClaimAt(db, claimId, version), reason))
}

function dismissOne(db: Database, act: Act, record: Recorder, claim: Claim, reason: string) {
  ensureCanTake('dismiss', claim, act.person!, act.at)
  const next = moveClaim(db, act, claim, { status: 'dismissed' })
  record({
    action: 'claim.dismissed', ...placeOf(claim), before: { status: claim.status }, after: { status: next.status, version: next.version }, reason: reason || null,
  })
}

/** Undoes a dismissal: the claim is a suggestion again. What it was merged into has its evidence no longer, which changes that one too. */
export function restore(db: Database, act: Act, { claimId, version }: { claimId: string; version: number }) {
  change(db, act, (record) => {
    const claim = findClaimAt(db, claimId, version)
    ensureCanTake('restore', claim, act.person!, act.at)
    const kept = keptFor(db, claim)
    const next = moveClaim(db, act, claim, { status: 'suggested', mergedInto: null })
    record({ action: 'claim.restored', ...placeOf(claim), before: { status: claim.status }, after: { status: next.status, version: next.version } })
    if (kept.id === claim.id || kept.status === 'dismissed') return

    ensureCanTake('take_in', kept, act.person!, act.at)
    const left = amendClaim(db, act, kept)
    record({ action: 'claim.gave_back', ...placeOf(kept), before: { status: kept.status }, after: { status: left.status, counterpart: claim.number, version: left.version } })
  }, { bulk: findClaim(db, claimId).mergedInto !== null })
}

/** Accepts, or dismisses, every suggestion that begins in a passage. Those that somebody dealt with meanwhile are left as they are. */
export function acceptAll(db: Database, act: Act, reportId: string, passage: Span) {
  change(db, act, (record) => {
    for (const claim of suggestedIn(db, reportId, passage)) acceptOne(db, act, record, claim)
  }, { bulk: true })
}

export function dismissAll(db: Database, act: Act, reportId: string, passage: Span) {
  change(db, act, (record) => {
    for (const claim of suggestedIn(db, reportId, passage)) dismissOne(db, act, record, claim, '')
  }, { bulk: true })
}

const suggestedIn = (db: Database, reportId: string, passage: Span) =>
  claimsOfReport(db, reportId).filter(({ status, start }) => status === 'suggested' && start >= passage.start && start < passage.end)
