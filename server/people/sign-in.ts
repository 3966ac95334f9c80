import { change } from '../audit/trail.ts'
import type { Database } from '../database.ts'
import { inTurn, matches } from './passwords.ts'
import { emailOf, type Person } from './person.ts'
import { countFailure, mayTryAgainAt, type Attempt } from './throttle.ts'

/** person null: no such account, a disabled one, or another password; nobody learns which. */
export type Answer = { person: Person | null; tryAgainAt: null } | { person: null; tryAgainAt: Date }

/** Looks whether somebody is who they say. Whoever failed too often is sent away before any work is done for them. */
export async function checkPassword(db: Database, now: () => Date, attempt: Attempt, password: string): Promise<Answer> {
  const early = mayTryAgainAt(db, attempt, now())
  if (early) return { person: null, tryAgainAt: early }

  return inTurn(async () => {
    // Asked again: of many who came at once, those before may have failed while this one waited for its turn.
    const tryAgainAt = mayTryAgainAt(db, attempt, now())
    if (tryAgainAt) return { person: null, tryAgainAt }

    const stored = findAccount(db, attempt.email)?.passwordHash ?? null
    const right = await matches(password, stored)
    // Read again: the account may have been disabled or reset during the work.
    const account = findAccount(db, attempt.email)
    if (account && right && account.passwordHash === stored) return { person: personOf(account), tryAgainAt: null }

    recordFailure(db, attempt, now())
    return { person: null, tryAgainAt: null }
  })
}

type Account = Person & { passwordHash: string }

function findAccount(db: Database, email: string): Account | undefined {
  return db.prepare<[string], Account>(`
    SELECT id, name, email, role, locale, password_hash AS passwordHash
    FROM people
    WHERE email = ? AND password_hash IS NOT NULL AND disabled_at IS NULL
  `).get(emailOf(email))
}

const personOf = ({ passwordHash: _, ...person }: Account): Person => person

function recordFailure(db: Database, attempt: Attempt, at: Date) {
  const email = emailOf(attempt.email)
  change(db, { person: null, at }, (record) => {
    const tried = db.prepare<[string], { id: string }>('SELECT id FROM people WHERE email = ?').get(email)
    countFailure(db, attempt, at)
    // What names no account may be a password typed into the wrong field; the trail would keep it for ever.
    record({ action: 'person.sign_in_failed', subject: tried ? `person/${tried.id}` : 'desk', after: { email: tried ? email : null } })
  })
}
