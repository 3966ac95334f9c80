import { change, type Act } from '../audit/trail.ts'
import type { Database } from '../database.ts'
import { Refusal } from '../errors.ts'
import { newId } from '../ids.ts'
import { replaceLink } from './links.ts'
import { hashPassword } from './passwords.ts'
import { insertPerson } from './people.ts'
import { emailOf, type Locale, type Person } from './person.ts'
import { tokenHash } from './tokens.ts'

/** person null: it makes the first admin. */
export type Invitation = { person: Person | null }

/**
 * While nobody at all has a password: a new link that makes the first admin; the one before stops working.
 * Otherwise undefined.
 */
export function firstInvitation(db: Database, at: Date): string | undefined {
  if (somebodyJoined(db)) return undefined
  return change(db, { person: null, at }, (record) => {
    const token = replaceLink(db, null, at)
    record({ action: 'person.invited', subject: 'desk', after: { role: 'admin' } })
    return token
  })
}

/** Whom a link is for. Throws when it does not work, in the same words whether it was used, has grown old or never was. */
export function findInvitation(db: Database, token: string, at: Date): Invitation {
  const row = db.prepare<[string, string], { personId: string | null }>(`
    SELECT person_id AS personId FROM invitations
    WHERE token_hash = ? AND used_at IS NULL AND expires_at > ?
  `).get(tokenHash(token), at.toISOString())

  if (!row) throw spent()
  if (row.personId !== null) return { person: invitedPerson(db, row.personId) }
  if (somebodyJoined(db)) throw spent()
  return { person: null }
}

/** Name and e-mail address are needed by the link that makes the first admin, and nowhere else: others keep what they were given. */
export type Acceptance = { password: string; locale: Locale; name?: string; email?: string }

/** Uses a link up: somebody chooses a password, and from now on can sign in. */
export async function acceptInvitation(db: Database, { at, once }: Pick<Act, 'at' | 'once'>, token: string, acceptance: Acceptance): Promise<Person> {
  findInvitation(db, token, at)
  const passwordHash = await hashPassword(acceptance.password)

  // Asked again: another hand may have used the link while this one was busy hashing.
  const invited = findInvitation(db, token, at).person
  const person = invited ? { ...invited, locale: acceptance.locale } : founder(acceptance)
  change(db, { person, at, once }, (record) => {
    useUp(db, token, at)
    if (!invited) insertPerson(db, person, at)
    db.prepare('UPDATE people SET password_hash = ?, locale = ? WHERE id = ?').run(passwordHash, person.locale, person.id)
    const { id, ...after } = person
    record({ action: 'person.joined', subject: `person/${id}`, after })
  })
  return person
}

/** Throws when another hand was faster. */
function useUp(db: Database, token: string, at: Date) {
  const { changes } = db.prepare('UPDATE invitations SET used_at = ? WHERE token_hash = ? AND used_at IS NULL').run(at.toISOString(), tokenHash(token))
  if (changes !== 1) throw spent()
}

function founder({ name, email, locale }: Acceptance): Person {
  if (name === undefined || email === undefined) throw new Error('The first admin needs a name and an e-mail address')
  return { id: newId(), name, email: emailOf(email), role: 'admin', locale }
}

const spent = () => new Refusal(410, (t) => t.refusals.linkSpent)

const somebodyJoined = (db: Database) => db.prepare('SELECT 1 FROM people WHERE password_hash IS NOT NULL LIMIT 1').get() !== undefined

function invitedPerson(db: Database, id: string): Person {
  const person = db.prepare<[string], Person>(`
    SELECT id, name, email, role, locale FROM people WHERE id = ? AND disabled_at IS NULL
  `).get(id)
  if (!person) throw spent()
  return person
}
