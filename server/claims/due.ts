import { change, type Act } from '../audit/trail.ts'
import type { Database } from '../database.ts'
import { dayOf } from '../days.ts'
import { amendClaim, findClaim, findClaimAt, moveClaim, placeOf } from './claims.ts'
import { ensureCanTake } from './rules.ts'

/** When what was foretold can be known, and what it was made to depend on. */
export type Due = { dueOn: string | null; condition: string }

/** Says when a prediction or an intention can be known. A day that has come brings it into the queue; one that has not, takes it out again. */
export function setDue(db: Database, act: Act, { claimId, version, dueOn, condition }: Due & { claimId: string; version: number }) {
  change(db, act, (record) => {
    const claim = findClaimAt(db, claimId, version)
    ensureCanTake('foretell', claim, act.person!, act.at)
    if (claim.dueOn === dueOn && claim.condition === condition) return

    const next = amendClaim(db, act, claim, { dueOn, condition })
    record({
      action: 'claim.due_set', ...placeOf(claim),
      before: { dueOn: claim.dueOn, condition: claim.condition }, after: { dueOn, condition, version: next.version },
    })
  })
}

/** How many claims come into the queue in one transaction, so that nobody waits for a desk that was closed for a year. */
const AT_ONCE = 500

/**
 * Brings what has become due into the queue: the desk itself does it, each claim with a trace of its own.
 * Asked again it finds nothing to do, however often, and after whatever pause. Returns how many claims came.
 */
export function queueDue(db: Database, at: Date): number {
  const ids = dueBy(db, dayOf(at))
  if (ids.length === 0) return 0

  const act: Act = { person: null, at }
  change(db, act, (record) => {
    // Asked for again inside the transaction: somebody may have been quicker.
    for (const claim of dueBy(db, dayOf(at)).map((id) => findClaim(db, id))) {
      const next = moveClaim(db, act, claim, {})
      record({ action: 'claim.came_due', ...placeOf(claim), after: { dueOn: claim.dueOn, condition: claim.condition, version: next.version } })
    }
  }, { bulk: true })
  return ids.length
}

export const DUE_BY = `
  SELECT id FROM claims INDEXED BY claims_to_come_due
  WHERE queued_at IS NULL AND modality IN ('predicted', 'intended') AND status NOT IN ('suggested', 'dismissed') AND due_on <= ?
  ORDER BY due_on, key
  LIMIT ${AT_ONCE}`

const dueBy = (db: Database, day: string) => db.prepare<[string], string>(DUE_BY).pluck().all(day)
