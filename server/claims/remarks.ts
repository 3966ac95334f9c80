import { newSalt, sealOf } from '../audit/sealed.ts'
import { change, type Act } from '../audit/trail.ts'
import type { Database } from '../database.ts'
import { newId } from '../ids.ts'
import { findClaim, GATHERED } from './claims.ts'

/** What somebody said to their colleagues about a claim. */
export type Remark = { id: string; words: string; madeBy: string; madeAt: string }

/**
 * Adds to the discussion of a claim, whatever its status and whoever holds it. The claim stays as it is: what a colleague is typing meanwhile does not become
 * stale, and no sign-off falls. The trail names the claim and not its report, and has a salted hash of the words, so that nothing of it leaves the house.
 */
export function remark(db: Database, act: Act, { claimId, words }: { claimId: string; words: string }) {
  change(db, act, (record) => {
    findClaim(db, claimId)
    const [id, salt] = [newId(), newSalt()]
    db.prepare('INSERT INTO remarks (id, claim_id, words, salt, made_by, made_at) VALUES (?, ?, ?, ?, ?, ?)').run(id, claimId, words, salt, act.person!.id, act.at.toISOString())
    record({ action: 'claim.remarked', subject: `remark/${id}`, claim: claimId, after: { sealed: sealOf({ words }, salt) } })
  })
}

/** The discussion of a claim, and of those that were merged into it, from its beginning. */
export const remarksOf = (db: Database, claimId: string): Remark[] => db.prepare<{ claimId: string }, Remark>(`
  ${GATHERED}
  SELECT remarks.id, words, people.name AS madeBy, made_at AS madeAt
  FROM gathered CROSS JOIN remarks ON remarks.claim_id = gathered.id CROSS JOIN people ON people.id = made_by
  ORDER BY made_at, remarks.rowid
`).all({ claimId })
