import type { Database } from '../database.ts'
import { passagesAround, type Report } from '../reports/reports.ts'
import { assertAnchor, cutAt, hullOf } from '../text/pieces.ts'
import type { Claim } from './claims.ts'

/** The quote where it stands: the passages it touches, cut at its edges and at those of its pieces. */
export function contextIn(db: Database, { id, text }: Report, claim: Claim) {
  assertAnchor(text, claim)
  const around = hullOf(passagesAround(db, id, claim))
  return { before: text.slice(around.start, claim.start), quote: cutAt(claim), after: text.slice(claim.end, around.end).trimEnd() }
}
