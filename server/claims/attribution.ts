import { isDeepStrictEqual } from 'node:util'
import { change, type Act } from '../audit/trail.ts'
import type { Database } from '../database.ts'
import { amendClaim, findClaimAt, placeOf } from './claims.ts'
import { ensureCanTake, type AttributionCheck } from './rules.ts'

/** One step of the way from the claimant to us. An anonymous actor is described, not named: "local sources". */
export type Hop = { actor: string; named: boolean; medium: string; verb: string; link: string }

type Row = Omit<Hop, 'named'> & { claimId: string; named: 0 | 1 }

/** From the claimant, who comes first, to whoever is nearest to us. */
export function hopsOf(db: Database, claimId: string): Hop[] {
  return db.prepare<[string], Row>(`
    SELECT claim_id AS claimId, actor, named, medium, verb, link FROM attribution_hops WHERE claim_id = ? ORDER BY position
  `).all(claimId).map(asHop)
}

/** The hops of every claim of a report, by claim. */
export function hopsInReport(db: Database, reportId: string): Map<string, Hop[]> {
  const rows = db.prepare<[string], Row>(`
    SELECT claim_id AS claimId, actor, named, medium, verb, link
    FROM attribution_hops
    JOIN claims ON claims.id = claim_id
    WHERE report_id = ?
    ORDER BY claim_id, position
  `).all(reportId)
  const byClaim = Map.groupBy(rows, ({ claimId }) => claimId)
  return new Map([...byClaim].map(([claimId, hops]) => [claimId, hops.map(asHop)]))
}

const asHop = ({ actor, named, medium, verb, link }: Row): Hop => ({ actor, named: named === 1, medium, verb, link })

/** Writes who said it through whom, in place of what was said before. */
export function attribute(db: Database, act: Act, { claimId, version, hops }: { claimId: string; version: number; hops: Hop[] }) {
  change(db, act, (record) => {
    const claim = findClaimAt(db, claimId, version)
    ensureCanTake('work', claim, act.person!, act.at)
    const before = hopsOf(db, claimId)
    if (isDeepStrictEqual(before, hops)) return

    writeHops(db, claimId, hops)
    const next = amendClaim(db, act, claim, { claimant: hops[0]?.actor ?? '' })
    record({ action: 'claim.attributed', ...placeOf(claim), before: { attribution: before }, after: { attribution: hops, version: next.version } })
  })
}

/** Inner work: the caller's transaction and trace. */
export function writeHops(db: Database, claimId: string, hops: readonly Hop[]) {
  db.prepare('DELETE FROM attribution_hops WHERE claim_id = ?').run(claimId)
  const insert = db.prepare(`
    INSERT INTO attribution_hops (claim_id, position, actor, named, medium, verb, link) VALUES (@claimId, @position, @actor, @named, @medium, @verb, @link)
  `)
  hops.forEach((hop, index) => insert.run({ ...hop, claimId, position: index + 1, named: hop.named ? 1 : 0 }))
}

/** Answers "did they really say it?", which is another question than whether it is true. */
export function checkAttribution(db: Database, act: Act, { claimId, version, answer }: { claimId: string; version: number; answer: AttributionCheck }) {
  change(db, act, (record) => {
    const claim = findClaimAt(db, claimId, version)
    ensureCanTake('work', claim, act.person!, act.at)
    if (claim.attributionCheck === answer) return

    const next = amendClaim(db, act, claim, { attributionCheck: answer })
    record({
      action: 'claim.attribution_checked', ...placeOf(claim),
      before: { attributionCheck: claim.attributionCheck }, after: { attributionCheck: answer, version: next.version },
    })
  })
}
