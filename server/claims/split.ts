import { change, type Act } from '../audit/trail.ts'
import type { Database } from '../database.ts'
import { unfit } from '../errors.ts'
import { findReport } from '../reports/reports.ts'
import { ensureNewest } from '../reports/versions.ts'
import { splitBefore } from '../text/edges.ts'
import { anchorOf, ownWords } from '../text/pieces.ts'
import type { Span } from '../text/span.ts'
import { hopsOf } from './attribution.ts'
import { amendClaim, findClaimAt, mendedAs, placeOf, whereOf } from './claims.ts'
import { placedAt, toldOf } from './edges.ts'
import { ensureCanTake } from './rules.ts'
import { insertClaim, nextNumber } from './suggestions.ts'

/** Where a claim comes apart: before one of its words, or into other words for each half. */
export type Cut = { before: number } | { halves: [Span[], Span[]] }

/**
 * Makes two claims of one. The first keeps its address, its evidence and its verdict; the second begins anew, said by the same people and given to the same checker.
 * A suggestion comes apart into two suggestions.
 */
export function split(db: Database, act: Act, { claimId, version, cut }: { claimId: string; version: number; cut: Cut }) {
  change(db, act, (record) => {
    const claim = findClaimAt(db, claimId, version)
    ensureCanTake('split', claim, act.person!, act.at)
    ensureNewest(db, claim.reportId)
    const report = findReport(db, claim.reportId)
    const halves = 'halves' in cut ? cut.halves : splitBefore(report.text, report.language, claim.pieces, cut.before)
    if (!halves) throw unfit((t) => t.refusals.nothingToSplit)

    const [first, second] = halves.map((pieces) => anchorOf(report.text, pieces)) as [ReturnType<typeof anchorOf>, ReturnType<typeof anchorOf>]
    const placed = placedAt(claim, first)
    const next = amendClaim(db, act, claim, { ...placed, ...mendedAs('split', claim) })
    const number = nextNumber(db, report.id)
    record({
      action: 'claim.split', ...placeOf(claim),
      before: toldOf(claim, placed), after: { ...toldOf(next, placed), counterpart: number, rules: claim.rules, status: next.status, version: next.version },
    })

    const status = claim.status === 'suggested' ? 'suggested' : 'queued'
    const statement = ownWords(second)
    const { modality, assigneeId, rules } = claim
    const id = insertClaim(db, act, report, { anchor: second, statement, modality, status, number, rules, hops: hopsOf(db, claimId), assigneeId, splitFrom: claimId })
    record({
      action: 'claim.split_off', ...placeOf({ id, reportId: report.id }),
      after: { ...whereOf(second), statement, modality, status, counterpart: claim.number, assignee: claim.assignee, version: 1 },
    })
  }, { bulk: true })
}
