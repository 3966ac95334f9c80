import { change, type Act } from '../audit/trail.ts'
import type { Database } from '../database.ts'
import { conflict, notFound } from '../errors.ts'
import { newId } from '../ids.ts'
import { dropLink, replaceLink } from './links.ts'
import { endTokensOf } from './personal-tokens.ts'
import { emailOf, type Locale, type Person, type Role } from './person.ts'
import { whyNot, type Standing, type StepName } from './rules.ts'
import { forgetSessionsOf } from './sessions.ts'

export type NewPerson = Pick<Person, 'name' | 'email' | 'role' | 'locale'>

/** linkUntil: when their link to choose a password stops working; null when they have none. */
export type Member = Person & { standing: Standing; linkUntil: string | null }

/** Adds somebody who has no way in yet. */
export function addPerson(db: Database, act: Act, newcomer: NewPerson): Person {
  return change(db, act, (record) => {
    const person = insertPerson(db, { id: newId(), ...newcomer }, act.at)
    const { id, ...after } = person
    record({ action: 'person.invited', subject: `person/${id}`, after })
    return person
  })
}

/** Adds somebody together with the link that lets them in. Only the caller ever sees the token. */
export function invite(db: Database, act: Act, newcomer: NewPerson): { person: Person; token: string } {
  return change(db, act, (record) => {
    const person = insertPerson(db, { id: newId(), ...newcomer }, act.at)
    const token = replaceLink(db, person.id, act.at)
    const { id, ...after } = person
    record({ action: 'person.invited', subject: `person/${id}`, after })
    return { person, token }
  })
}

export function findPerson(db: Database, id: string): Member {
  const person = db.prepare<[string], Member>(`${MEMBERS} WHERE people.id = ?`).get(id)
  if (!person) throw notFound()
  return person
}

/** Everybody, those who can work first, by name. */
export function listPeople(db: Database): Member[] {
  return db.prepare<[], Member>(`${MEMBERS} ORDER BY disabled_at IS NOT NULL, name, people.id`).all()
}

export const isEmailTaken = (db: Database, email: string) => db.prepare('SELECT 1 FROM people WHERE email = ?').get(emailOf(email)) !== undefined

/** How many admins there are besides somebody, not counting disabled ones. */
export function countOtherAdmins(db: Database, personId: string): number {
  return db.prepare<[string], { n: number }>(`
    SELECT count(*) AS n FROM people WHERE role = 'admin' AND disabled_at IS NULL AND id <> ?
  `).get(personId)!.n
}

/** Shuts somebody out at once: no session, no token and no link of theirs works any more. */
export function disable(db: Database, act: Act, personId: string) {
  change(db, act, (record) => {
    const person = findPerson(db, personId)
    if (person.standing === 'disabled') return
    ensure('disabling', db, act, person)

    db.prepare('UPDATE people SET disabled_at = ? WHERE id = ?').run(act.at.toISOString(), personId)
    forgetSessionsOf(db, personId)
    endTokensOf(db, personId, act.at)
    dropLink(db, personId)
    record({ action: 'person.disabled', ...moved(person, { standing: 'disabled' }) })
  })
}

/** Lets somebody in again, with the password they had. */
export function enable(db: Database, act: Act, personId: string) {
  change(db, act, (record) => {
    const person = findPerson(db, personId)
    if (person.standing !== 'disabled') return
    ensure('enabling', db, act, person)

    db.prepare('UPDATE people SET disabled_at = NULL WHERE id = ?').run(personId)
    record({ action: 'person.enabled', ...moved(person, { standing: findPerson(db, personId).standing }) })
  })
}

/** Takes somebody's password, sessions and tokens away and returns the token of the link with which they choose a new one. */
export function reset(db: Database, act: Act, personId: string): string {
  return change(db, act, (record) => {
    const person = findPerson(db, personId)
    ensure('reset', db, act, person)

    db.prepare('UPDATE people SET password_hash = NULL WHERE id = ?').run(personId)
    forgetSessionsOf(db, personId)
    endTokensOf(db, personId, act.at)
    record({ action: 'person.reset', ...moved(person, { standing: 'invited' }) })
    return replaceLink(db, personId, act.at)
  })
}

export function changeRole(db: Database, act: Act, personId: string, role: Role) {
  change(db, act, (record) => {
    const person = findPerson(db, personId)
    if (person.role === role) return
    ensure('role', db, act, person)

    db.prepare('UPDATE people SET role = ? WHERE id = ?').run(role, personId)
    record({ action: 'person.role_changed', ...moved(person, { role }) })
  })
}

/** Chooses the language in which somebody reads the desk. */
export function changeLocale(db: Database, act: Act & { person: Person }, locale: Locale) {
  change(db, act, (record) => {
    const person = findPerson(db, act.person.id)
    if (person.locale === locale) return

    db.prepare('UPDATE people SET locale = ? WHERE id = ?').run(locale, person.id)
    record({ action: 'person.locale_changed', ...moved(person, { locale }) })
  })
}

/** Writes a new person, inside a change that says why. */
export function insertPerson(db: Database, newcomer: Person, at: Date): Person {
  const person = { ...newcomer, email: emailOf(newcomer.email) }
  if (isEmailTaken(db, person.email)) throw conflict((t) => t.refusals.emailTaken)
  db.prepare(`
    INSERT INTO people (id, name, email, role, locale, created_at)
    VALUES (@id, @name, @email, @role, @locale, @at)
  `).run({ ...person, at: at.toISOString() })
  return person
}

const MEMBERS = `
  SELECT people.id, name, email, role, locale, invitations.expires_at AS linkUntil,
    CASE WHEN disabled_at IS NOT NULL THEN 'disabled' WHEN password_hash IS NULL THEN 'invited' ELSE 'active' END AS standing
  FROM people
  LEFT JOIN invitations ON invitations.person_id = people.id AND invitations.used_at IS NULL`

function ensure(step: StepName, db: Database, { person: actor }: Act, person: Member) {
  const refusal = whyNot(step, { actorId: actor?.id ?? null, person, otherAdmins: countOtherAdmins(db, person.id) })
  if (refusal) throw refusal
}

/** The name stands on both sides, so that the trail can say who it was about. */
function moved(person: Member, to: Partial<Pick<Member, 'standing' | 'role' | 'locale'>>) {
  const [field] = Object.keys(to) as ('standing' | 'role' | 'locale')[]
  return { subject: `person/${person.id}`, before: { name: person.name, [field!]: person[field!] }, after: { name: person.name, ...to } }
}
