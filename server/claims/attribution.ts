import { isDeepStrictEqual } from 'node:util'
import { change, type Act, type Trace } from '../audit/trail.ts'
import type { Database } from '../database.ts'
import { notFound } from '../errors.ts'
import { amendClaim, findClaim, findClaimAt, near, placeOf, type Claim } from './claims.ts'
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

/** A chain that claims of the report have, and the first of those near that has it. */
export type Chain = { claimId: string; number: number; hops: Hop[] }

/** The chains of the claims around one, each once, but for its own: most sentences of a report come by the same way. */
export function chainsNear(db: Database, claim: Pick<Claim, 'id' | 'reportId' | 'number'>): Chain[] {
  const rows = db.prepare<object, Row & { number: number }>(`
    SELECT claim_id AS claimId, number, actor, named, medium, verb, link
    FROM claims
    CROSS JOIN attribution_hops ON claim_id = claims.id
    WHERE report_id = @reportId AND number BETWEEN @from AND @to AND status <> 'dismissed'
    ORDER BY number, position
  `).all(near(claim))
  const chains = [...Map.groupBy(rows, ({ claimId }) => claimId)].map(([claimId, hops]): Chain => ({ claimId, number: hops[0]!.number, hops: hops.map(asHop) }))
  const said = new Set(chains.filter(({ claimId }) => claimId === claim.id).map(({ hops }) => JSON.stringify(hops)))
  return chains.filter(({ hops }) => !said.has(JSON.stringify(hops)) && said.add(JSON.stringify(hops)))
}

const asHop = ({ actor, named, medium, verb, link }: Row): Hop => ({ actor, named: named === 1, medium, verb, link })

/** Writes who said it through whom, in place of what was said before. */
export function attribute(db: Database, act: Act, { claimId, version, hops }: { claimId: string; version: number; hops: Hop[] }) {
  change(db, act, (record) => attributeOne(db, act, record, findClaimAt(db, claimId, version), hops))
}

/** The same chain as that of another claim of the report: its trace says whence. */
export function takeChain(db: Database, act: Act, { claimId, version, from }: { claimId: string; version: number; from: string }) {
  change(db, act, (record) => {
    const [claim, other] = [findClaimAt(db, claimId, version), findClaim(db, from)]
    if (other.reportId !== claim.reportId) throw notFound()
    attributeOne(db, act, record, claim, hopsOf(db, from), { takenFrom: from })
  })
}

function attributeOne(db: Database, act: Act, record: (trace: Trace) => void, claim: Claim, hops: readonly Hop[], whence: { takenFrom?: string } = {}) {
  ensureCanTake('work', claim, act.person!, act.at)
  const before = hopsOf(db, claim.id)
  if (isDeepStrictEqual(before, hops)) return

  writeHops(db, claim.id, hops)
  const next = amendClaim(db, act, claim, { claimant: hops[0]?.actor ?? '' })
  record({ action: 'claim.attributed', ...placeOf(claim), before: { attribution: before }, after: { attribution: [...hops], ...whence, version: next.version } })
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
export function checkAttribution(db: Database, act: Act, { claimId, version, answer, note = '' }: { claimId: string; version: number; answer: AttributionCheck; note?: string }) {
  change(db, act, (record) => {
    const claim = findClaimAt(db, claimId, version)
    ensureCanTake('work', claim, act.person!, act.at)
    if (claim.attributionCheck === answer && claim.attributionNote === note) return

    const next = amendClaim(db, act, claim, { attributionCheck: answer, attributionNote: note })
    const [was, is] = claim.attributionNote === note ? [{}, {}] : [{ note: claim.attributionNote }, { note }]
    record({
      action: 'claim.attribution_checked', ...placeOf(claim),
      before: { attributionCheck: claim.attributionCheck, ...was }, after: { attributionCheck: answer, ...is, version: next.version },
    })
  })
}
