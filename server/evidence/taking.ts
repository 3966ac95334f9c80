import type { Json } from '../audit/canonical.ts'
import { change, type Act } from '../audit/trail.ts'
import { amendClaim, findClaimAt, placeOf } from '../claims/claims.ts'
import { ensureCanTake } from '../claims/rules.ts'
import type { Database } from '../database.ts'
import { notFound } from '../errors.ts'
import { newId } from '../ids.ts'
import { evidenceOf, isStanding, type Evidence } from './evidence.ts'
import { wantSnapshot } from './wanted.ts'

/** What of another claim's evidence could be taken over to this one: all that stands there and has no copy that stands here. */
export function takeable(db: Database, claimId: string, fromClaim: string): Evidence[] {
  const taken = copiesOn(db, claimId)
  return evidenceOf(db, fromClaim).filter((evidence) => isStanding(evidence) && !taken.has(evidence.id))
}

const copiesOn = (db: Database, claimId: string) => new Set(
  db.prepare<[string], string>('SELECT taken_from FROM evidence WHERE claim_id = ? AND taken_from IS NOT NULL AND withdrawn_at IS NULL').pluck().all(claimId),
)

type Taking = { claimId: string; version: number; fromClaim: string; evidenceIds: readonly string[] }

/**
 * Copies evidence of another claim to this one, each piece with its visibility and a note whence it comes. A verdict is never copied: whoever
 * judges this claim weighs the evidence anew, and its page is fetched anew if the first one's was to be. What has a copy here already is left as it is.
 */
export function takeOver(db: Database, act: Act, { claimId, version, fromClaim, evidenceIds }: Taking) {
  change(db, act, (record) => {
    let claim = findClaimAt(db, claimId, version)
    ensureCanTake('work', claim, act.person!, act.at)
    const [theirs, open] = [evidenceOf(db, fromClaim), takeable(db, claimId, fromClaim)]
    if (fromClaim === claimId || evidenceIds.some((wanted) => !theirs.some(({ id }) => id === wanted))) throw notFound()

    for (const evidence of open.filter(({ id }) => evidenceIds.includes(id))) {
      const id = copyEvidence(db, act, evidence, claimId)
      claim = amendClaim(db, act, claim)
      record({
        action: 'evidence.taken_over', ...placeOf(claim), subject: `evidence/${id}`,
        after: { ...saidBy(evidence), takenFrom: fromClaim, copyOf: evidence.id, status: claim.status, version: claim.version },
      })
    }
  }, { bulk: true })
}

function copyEvidence(db: Database, act: Act, original: Evidence, claimId: string): string {
  const id = newId()
  db.prepare(`
    INSERT INTO evidence (
      id, claim_id, added_by, added_at, taken_from, kind, visibility, note, stance, address, title, publisher, origin, quote, looked_in, looked_for, looked_on, snapshot
    )
    SELECT @id, @claimId, @person, @at, id, kind, visibility, note, stance, address, title, publisher, origin, quote, looked_in, looked_for, looked_on, snapshot
    FROM evidence
    WHERE id = @original
  `).run({ id, claimId, person: act.person!.id, at: act.at.toISOString(), original: original.id })
  if (original.kind === 'link' && original.snapshot === 'take') wantSnapshot(db, act, id)
  return id
}

/** What it says, without who attached it to the other claim and when: this copy has its own. */
function saidBy({ id: _id, claimId: _claim, kind: _kind, addedBy: _by, addedAt: _at, withdrawnAt: _w, withdrawnBy: _wb, withdrawnReason: _wr, takenFrom: _from, ...said }: Evidence) {
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null)) as Record<string, Json>
}
