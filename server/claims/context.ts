import type { Database } from '../database.ts'
import { passagesAround, type Report } from '../reports/reports.ts'
import { assertAnchor, cutAt } from '../text/pieces.ts'
import type { Claim } from './claims.ts'

/** The quote where it stands: the passages it touches, cut at its edges and at those of its pieces. */
export function contextIn(db: Database, { id, text }: Report, claim: Claim) {
  assertAnchor(text, claim)
  const { start, end } = claim
  const touched = passagesAround(db, id, { start, end })
  const from = touched[0]?.start ?? start
  const to = touched.at(-1)?.end ?? end
  return { before: text.slice(from, start), quote: cutAt(claim), after: text.slice(end, to).trimEnd() }
}
