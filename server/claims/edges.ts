import { isDeepStrictEqual } from 'node:util'
import { change, type Act } from '../audit/trail.ts'
import type { Database } from '../database.ts'
import { unfit } from '../errors.ts'
import { findReport } from '../reports/reports.ts'
import { moveEdge, type EdgeMove } from '../text/edges.ts'
import { anchorOf, ownWords, type Anchor } from '../text/pieces.ts'
import type { Span } from '../text/span.ts'
import { amendClaim, findClaimAt, mendedAs, placeOf, whereOf, type Claim } from './claims.ts'
import { ensureCanTake } from './rules.ts'

/** Where the words of a claim should stand: an edge a word further, or other pieces. */
export type To = { move: EdgeMove } | { pieces: readonly Span[] }

/** Says better which words of the report are the claim's. Another place than before voids a sign-off. */
export function moveEdges(db: Database, act: Act, { claimId, version, to }: { claimId: string; version: number; to: To }) {
  change(db, act, (record) => {
    const claim = findClaimAt(db, claimId, version)
    ensureCanTake('work', claim, act.person!, act.at)
    const { text, language } = findReport(db, claim.reportId)
    const pieces = 'move' in to ? moveEdge(text, language, claim.pieces, to.move) : to.pieces
    if (!pieces) throw unfit((t) => t.refusals.noFurtherWord)
    if (isDeepStrictEqual(pieces, claim.pieces)) return

    const placed = placedAt(claim, anchorOf(text, pieces))
    const next = amendClaim(db, act, claim, { ...placed, ...mendedAs('edited', claim) })
    record({
      action: 'claim.edges_moved', ...placeOf(claim),
      before: toldOf(claim, placed), after: { ...toldOf(next, placed), version: next.version },
    })
  })
}

/** What changes with a claim's place. A wording that somebody gave it stays; where the words stood for themselves, the new ones do. */
export const placedAt = (claim: Claim, anchor: Anchor): Anchor & { statement?: string } =>
  ({ ...anchor, ...(claim.statement === ownWords(claim) ? { statement: ownWords(anchor) } : {}) })

/** What a trace says of a claim's place, and of its wording when that followed. */
export const toldOf = (claim: Claim, { statement }: { statement?: string }) => ({ ...whereOf(claim), ...(statement === undefined ? {} : { statement: claim.statement }) })
