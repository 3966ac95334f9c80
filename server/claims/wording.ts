import { change, type Act } from '../audit/trail.ts'
import type { Json } from '../audit/canonical.ts'
import type { Database } from '../database.ts'
import type { Modality } from '../text/suggest.ts'
import { amendClaim, findClaimAt, moveClaim, placeOf, type Claim } from './claims.ts'
import { ensureCanTake } from './rules.ts'

/** The self-contained wording of a claim, and what makes it checkable: its modality, its day with the basis for it, its place. */
export type Wording = { statement: string; modality: Modality; place: string; happenedOn: string | null; dateBasis: string }

const PARTS = ['statement', 'modality', 'place', 'happenedOn', 'dateBasis'] as const satisfies readonly (keyof Wording)[]

/** Rewrites the wording. The quote stays: it is the report's. Throws when the form is stale or somebody else holds the claim. */
export function reword(db: Database, act: Act, { claimId, version, ...wording }: Wording & { claimId: string; version: number }) {
  change(db, act, (record) => {
    const claim = findClaimAt(db, claimId, version)
    ensureCanTake('work', claim, act.person!, act.at)
    const { before, after } = differenceOf(claim, wording)
    if (Object.keys(after).length === 0) return

    const next = amendClaim(db, act, claim, { ...wording, changedIn: null })
    record({ action: 'claim.reworded', ...placeOf(claim), before, after: { ...after, version: next.version } })
  })
}

/** Says that the wording, and all that was said about the claim, still fits the words that a later version of the report changed. */
export function confirmWords(db: Database, act: Act, { claimId, version }: { claimId: string; version: number }) {
  change(db, act, (record) => {
    const claim = findClaimAt(db, claimId, version)
    ensureCanTake('work', claim, act.person!, act.at)
    if (claim.changedIn === null) return

    const next = moveClaim(db, act, claim, { changedIn: null })
    record({ action: 'claim.words_confirmed', ...placeOf(claim), after: { quote: claim.quote, statement: claim.statement, version: next.version } })
  })
}

/** What of the wording is new, before and after. */
export function differenceOf(claim: Claim, wording: Partial<Wording>): { before: Record<string, Json>; after: Record<string, Json> } {
  const changed = PARTS.filter((part) => wording[part] !== undefined && wording[part] !== claim[part])
  return {
    before: Object.fromEntries(changed.map((part) => [part, claim[part]])),
    after: Object.fromEntries(changed.map((part) => [part, wording[part] ?? null])),
  }
}
