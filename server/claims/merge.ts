import { change, type Act } from '../audit/trail.ts'
import type { Database } from '../database.ts'
import { conflict } from '../errors.ts'
import { findReport } from '../reports/reports.ts'
import { anchorOf } from '../text/pieces.ts'
import { amendClaim, findClaim, findClaimAt, moveClaim, placeOf, type Claim } from './claims.ts'
import { placedAt, toldOf } from './edges.ts'
import { ensureCanTake, type MergeKind } from './rules.ts'

type Merging = { claimId: string; version: number; into: string; as: MergeKind }

/**
 * Dismisses a claim in favour of another of its report, which says the same (its place counts as another of that one's), or of which it is a part
 * (its words become that one's). Either way its evidence and its links count for the other from here on, without leaving it: a restored claim has them back.
 */
export function merge(db: Database, act: Act, { claimId, version, into, as }: Merging) {
  change(db, act, (record) => {
    const claim = findClaimAt(db, claimId, version)
    const kept = findClaim(db, into)
    if (kept.id === claim.id || kept.reportId !== claim.reportId) throw conflict((t) => t.refusals.notMergeable)
    ensureCanTake('merge', claim, act.person!, act.at)
    ensureCanTake('take_in', kept, act.person!, act.at)

    const next = moveClaim(db, act, claim, { status: 'dismissed', mergedInto: kept.id })
    record({
      action: 'claim.merged', ...placeOf(claim),
      before: { status: claim.status }, after: { status: next.status, mergedAs: as, counterpart: kept.number, rules: claim.rules, version: next.version },
    })

    const placed = as === 'part' ? placedAt(kept, anchorOf(findReport(db, kept.reportId).text, [...kept.pieces, ...claim.pieces])) : {}
    const grown = amendClaim(db, act, kept, placed)
    record({
      action: 'claim.took_in', ...placeOf(kept),
      before: as === 'part' ? toldOf(kept, placed) : null,
      after: { ...(as === 'part' ? toldOf(grown, placed) : {}), mergedAs: as, counterpart: claim.number, status: grown.status, version: grown.version },
    })
  }, { bulk: true })
}

/** The claim that stands for this one: itself, unless it was merged into another. */
export function keptFor(db: Database, claim: Claim): Claim {
  return claim.mergedInto === null ? claim : keptFor(db, findClaim(db, claim.mergedInto))
}
