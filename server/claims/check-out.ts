import { change, type Act } from '../audit/trail.ts'
import type { Database } from '../database.ts'
import { conflict } from '../errors.ts'
import { findPerson } from '../people/people.ts'
import { ensureVersion, findClaim, moveClaim, placeOf, type Claim } from './claims.ts'
import { ensureCanTake, leaseFrom } from './rules.ts'

/** Gives one checker the claim for half an hour. A claim that nobody was given becomes theirs. Taking what one holds already is harmless. */
export function checkOut(db: Database, act: Act, claimId: string) {
  const person = act.person!
  change(db, act, (record) => {
    const claim = findClaim(db, claimId)
    ensureCanTake('check_out', claim, person, act.at)
    if (claim.holderId === person.id && claim.heldUntil! > act.at.toISOString()) return

    const next = moveClaim(db, act, claim, {
      status: 'in_progress', holderId: person.id, heldUntil: leaseFrom(act.at), assigneeId: claim.assigneeId ?? person.id,
    })
    record({ action: 'claim.checked_out', ...placeOf(claim), before: standing(claim), after: { ...standing(next), holder: person.name } })
  })
}

/** Gives the claim back to the queue; a supervisor may do it for somebody who is away. Meant for one check-out, it ends no later one. */
export function release(db: Database, act: Act, { claimId, version }: { claimId: string; version: number }) {
  change(db, act, (record) => {
    const claim = findClaim(db, claimId)
    if (claim.status === 'queued') return
    ensureVersion(claim, version)
    ensureCanTake('release', claim, act.person!, act.at)

    const next = moveClaim(db, act, claim, { status: 'queued' })
    record({ action: 'claim.released', ...placeOf(claim), before: standing(claim), after: { ...standing(next), holder: null } })
  })
}

const standing = ({ status, holder, heldUntil, version }: Claim) => ({ status, holder, heldUntil, version })

/** Says whose task the claims are, or with null nobody's. Each claim leaves its own trace. */
export function assign(db: Database, act: Act, claimIds: readonly string[], assigneeId: string | null) {
  change(db, act, (record) => {
    const assignee = assigneeId === null ? null : findPerson(db, assigneeId)
    if (assignee?.standing === 'disabled') throw conflict((t) => t.refusals.disabledPerson)

    for (const claim of [...new Set(claimIds)].map((id) => findClaim(db, id))) {
      ensureCanTake('assign', claim, act.person!, act.at)
      if (claim.assigneeId === assigneeId) continue

      // Whose task it is changes nothing that a form on the claim was made from, so the version stays.
      db.prepare('UPDATE claims SET assignee_id = ? WHERE id = ?').run(assigneeId, claim.id)
      record({ action: 'claim.assigned', ...placeOf(claim), before: { assignee: claim.assignee }, after: { assignee: assignee?.name ?? null } })
    }
  }, { bulk: true })
}
