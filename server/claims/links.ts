import { change, type Act } from '../audit/trail.ts'
import type { Database } from '../database.ts'
import { conflict, notFound } from '../errors.ts'
import { ID, newId } from '../ids.ts'
import { fold } from '../text/fold.ts'
import type { Verdict } from '../verdicts/rules.ts'
import { findClaim, GATHERED, gatheredInReport, neighboursOf, placeOf, type Claim, type Neighbour } from './claims.ts'
import { ensureCanTake, isOfDesk, type LinkKind, type Status } from './rules.ts'

/** The claim at the other end of a link, as its page calls it. */
export type Linked = Pick<Claim, 'id' | 'number' | 'statement' | 'language' | 'modality'> & {
  status: Status
  verdict: Verdict | null
  reportId: string
  reportTitle: string
  reportLanguage: string
}

/** How a claim stands to another. Links have no direction: `from` only says where it was made. */
export type ClaimLink = {
  id: string
  claimId: string
  kind: LinkKind
  note: string
  other: Linked
  addedBy: string
  addedAt: string
  withdrawnAt: string | null
  withdrawnBy: string | null
  withdrawnReason: string | null
}

type NewLink = { kind: LinkKind; fromClaim: string; toClaim: string; note: string }

/**
 * Says how two claims of the desk stand to each other. It moves neither of them on: a verdict in the making is not thrown back for it.
 * Saying again what is known changes nothing; another kind of link takes the withdrawal of the one that stands.
 */
export function linkClaims(db: Database, act: Act, { kind, fromClaim, toClaim, note }: NewLink) {
  change(db, act, (record) => {
    const [from, to] = [findClaim(db, fromClaim), findClaim(db, toClaim)]
    for (const claim of [from, to]) ensureCanTake('link', claim, act.person!, act.at)
    const known = linksOf(db, fromClaim).find(({ other, withdrawnAt }) => other.id === toClaim && withdrawnAt === null)
    if (known?.kind === kind) return
    if (known) throw conflict((t) => t.refusals.linkedOtherwise(t.linkKinds[known.kind]))

    const id = newId()
    db.prepare(`
      INSERT INTO claim_links (id, kind, from_claim, to_claim, note, added_by, added_at) VALUES (?, ?, ?, ?, ?, ?, ?)
    `).run(id, kind, fromClaim, toClaim, note, act.person!.id, act.at.toISOString())
    record({ action: 'claim.linked', ...placeOf(from), subject: `link/${id}`, after: { linkKind: kind, other: toClaim, note } })
  })
}

/** Withdraws a link, from either end. It stays readable, with the reason. */
export function withdrawLink(db: Database, act: Act, { claimId, linkId, reason }: { claimId: string; linkId: string; reason: string }) {
  change(db, act, (record) => {
    const claim = findClaim(db, claimId)
    ensureCanTake('link', claim, act.person!, act.at)
    const link = linksOf(db, claimId).find(({ id }) => id === linkId)
    if (!link) throw notFound()
    if (link.withdrawnAt !== null) return

    db.prepare('UPDATE claim_links SET withdrawn_at = ?, withdrawn_by = ?, withdrawn_reason = ? WHERE id = ?').run(act.at.toISOString(), act.person!.id, reason, linkId)
    record({
      action: 'claim.link_withdrawn', ...placeOf(claim), subject: `link/${linkId}`, reason,
      before: { linkKind: link.kind, other: link.other.id, withdrawn: false }, after: { withdrawn: true },
    })
  })
}

/** Each link twice, once for either end, so that one query serves both. */
const ENDS = `
  SELECT from_claim AS claim, to_claim AS other, claim_links.rowid AS row, claim_links.* FROM claim_links
  UNION ALL
  SELECT to_claim AS claim, from_claim AS other, claim_links.rowid AS row, claim_links.* FROM claim_links`

const LINK = `
  SELECT
    ends.id, ends.claim AS claimId, kind, note, adders.name AS addedBy, added_at AS addedAt,
    withdrawn_at AS withdrawnAt, withdrawers.name AS withdrawnBy, withdrawn_reason AS withdrawnReason,
    others.id AS otherId, others.number, others.statement, others.language, others.modality, others.status, others.verdict,
    reports.id AS reportId, reports.title AS reportTitle, reports.language AS reportLanguage
  FROM (${ENDS}) AS ends
  CROSS JOIN claims AS others ON others.id = ends.other
  CROSS JOIN reports ON reports.id = others.report_id
  CROSS JOIN people AS adders ON adders.id = ends.added_by
  LEFT JOIN people AS withdrawers ON withdrawers.id = ends.withdrawn_by`

type Row = Omit<ClaimLink, 'other'> & Omit<Linked, 'id'> & { otherId: string }

/** The links of a claim, and of those merged into it, in the order in which they were made; what was withdrawn is among them. What links these with each other says nothing of others. */
export const linksOf = (db: Database, claimId: string): ClaimLink[] =>
  db.prepare<{ claimId: string }, Row>(`
    ${GATHERED} ${LINK} WHERE ends.claim IN (SELECT id FROM gathered) AND ends.other NOT IN (SELECT id FROM gathered) ORDER BY ends.row
  `).all({ claimId }).map(asLink)

/** The same for all claims of a report, by the claim for which they speak. */
export function linksInReport(db: Database, reportId: string): Map<string, ClaimLink[]> {
  const keptBy = gatheredInReport(db, reportId)
  const rows = db.prepare<[string], Row>(`${LINK} WHERE ends.claim IN (SELECT value FROM json_each(?)) ORDER BY ends.row`).all(JSON.stringify([...keptBy.keys()]))
  const outward = rows.map(asLink).filter(({ claimId, other }) => keptBy.get(claimId) !== keptBy.get(other.id))
  return Map.groupBy(outward, ({ claimId }) => keptBy.get(claimId)!)
}

const asLink = ({ otherId, number, statement, language, modality, status, verdict, reportId, reportTitle, reportLanguage, ...link }: Row): ClaimLink =>
  ({ ...link, other: { id: otherId, number, statement, language, modality, status, verdict, reportId, reportTitle, reportLanguage } })

export const isLinked = ({ withdrawnAt }: Pick<ClaimLink, 'withdrawnAt'>) => withdrawnAt === null

/** Two claims that cannot both be true, or differ in scope, while somebody says so. */
export const isConflict = (link: ClaimLink) => link.kind === 'contradicts' && isLinked(link)

/** The claim of the desk that somebody means by its number in the same report, by its id, or by its address; undefined when there is none. */
export function referredClaim(db: Database, from: Pick<Claim, 'id' | 'reportId'>, typed: string): string | undefined {
  const number = /^#?(\d{1,9})$/.exec(fold(typed).trim())?.[1]
  const address = typed.trim().split('/claims/').at(-1)!.slice(0, 10).toUpperCase()
  const found = number !== undefined
    ? db.prepare<[string, number], Pick<Claim, 'id' | 'status'>>('SELECT id, status FROM claims WHERE report_id = ? AND number = ?').get(from.reportId, Number(number))
    : ID.test(address) ? db.prepare<[string], Pick<Claim, 'id' | 'status'>>('SELECT id, status FROM claims WHERE id = ?').get(address) : undefined
  return found && isOfDesk(found.status) && found.id !== from.id ? found.id : undefined
}

/** The claims around one; any other is named by its number. Those that share a number or the place come first: where two such claims differ, they are likely to be in conflict. */
export function linkableTo(db: Database, claim: Pick<Claim, 'id' | 'reportId' | 'number' | 'statement' | 'place'>): Neighbour[] {
  const numbers = numbersIn(claim)
  const place = fold(claim.place)
  const alike = (other: Neighbour) =>
    (place !== '' && fold(other.place) === place) || (numbers.size > 0 && !numbersIn(other).isDisjointFrom(numbers))

  const { true: likely = [], false: rest = [] } = Object.groupBy(neighboursOf(db, claim).filter(({ status }) => isOfDesk(status)), (other) => String(alike(other)) as 'true' | 'false')
  return [...likely, ...rest]
}

const numbersIn = ({ statement }: Pick<Claim, 'statement'>) => new Set(statement.match(/\p{Nd}+(?:[.,٫٬]\p{Nd}+)*/gu)?.map(fold))
