import { change, type Act } from '../audit/trail.ts'
import type { Database } from '../database.ts'
import { dayOf } from '../days.ts'
import { notFound } from '../errors.ts'
import { newId } from '../ids.ts'
import { ROLES, type Person, type Role } from './person.ts'
import { newToken, tokenHash } from './tokens.ts'

export const TOKEN_DAYS = { most: 366, proposed: 90 } as const

const DAY = 24 * 60 * 60 * 1000

/** So that whoever finds one lying about, or a program that looks for such, sees what it is. */
const MARK = 'cd_'

/** As people see it: what it may do now is the lesser of its own role and that of its person. */
export type PersonalToken = {
  id: string
  name: string
  role: Role
  beginning: string
  madeAt: string
  expiresAt: string
  endedAt: string | null
  lastUsedOn: string | null
  personId: string
  person: string
}

/** Whoever makes a token gives it no more than they may do themselves. */
export const rolesUpTo = (role: Role): Role[] => ROLES.slice(0, ROLES.indexOf(role) + 1)

const lesserOf = (one: Role, other: Role): Role => ROLES[Math.min(ROLES.indexOf(one), ROLES.indexOf(other))]!

type Making = Act & { person: Person }

/** Makes a token for oneself. Only the caller ever sees it. */
export function makeToken(db: Database, act: Making, { name, role, days }: { name: string; role: Role; days: number }): string {
  return change(db, act, (record) => {
    const [id, token] = [newId(), `${MARK}${newToken()}`]
    const made = { id, name, role, beginning: token.slice(0, MARK.length + 5), expiresAt: new Date(act.at.getTime() + days * DAY).toISOString() }
    db.prepare(`
      INSERT INTO personal_tokens (id, person_id, name, role, beginning, token_hash, made_at, expires_at)
      VALUES (@id, @personId, @name, @role, @beginning, @hash, @madeAt, @expiresAt)
    `).run({ ...made, personId: act.person.id, hash: tokenHash(token), madeAt: act.at.toISOString() })
    record({ action: 'token.made', subject: `token/${id}`, after: { name, role, expiresAt: made.expiresAt } })
    return token
  })
}

/** Ends a token, one's own or as an admin anybody's. Ending it again is harmless. */
export function revokeToken(db: Database, act: Making, id: string) {
  change(db, act, (record) => {
    const token = db.prepare<[string], PersonalToken>(`${TOKENS} WHERE personal_tokens.id = ?`).get(id)
    if (!token || (token.personId !== act.person.id && act.person.role !== 'admin')) throw notFound()
    if (token.endedAt !== null) return

    db.prepare('UPDATE personal_tokens SET ended_at = ? WHERE id = ?').run(act.at.toISOString(), id)
    const { name, person: owner } = token
    record({ action: 'token.revoked', subject: `token/${id}`, before: { name, owner }, after: { name } })
  })
}

/** Ends all tokens of a person, inside a change that says why. */
export function endTokensOf(db: Database, personId: string, at: Date) {
  db.prepare('UPDATE personal_tokens SET ended_at = ? WHERE person_id = ? AND ended_at IS NULL').run(at.toISOString(), personId)
}

export type ListedToken = PersonalToken & { works: boolean }

/** At most `limit` after one: everybody's for an admin, else one's own. Those that work come first; then one's own before those of others, and the newest first. */
export function listTokens(db: Database, { id, role }: Person, { at, after = null, limit }: { at: Date; after?: string | null | undefined; limit: number }): ListedToken[] {
  return db.prepare<object, PersonalToken & { isOver: number }>(`
    WITH listed AS (
      SELECT *, endedAt IS NOT NULL OR expiresAt <= @at AS isOver, personId <> @id AS isOthers FROM (${TOKENS} ${role === 'admin' ? '' : 'WHERE person_id = @id'})
    )
    SELECT id, name, role, beginning, madeAt, expiresAt, endedAt, lastUsedOn, personId, person, isOver FROM listed
    WHERE NOT EXISTS (SELECT 1 FROM listed WHERE id = @after) OR (isOver, isOthers, person, -key) > (SELECT isOver, isOthers, person, -key FROM listed WHERE id = @after)
    ORDER BY isOver, isOthers, person, -key
    LIMIT @limit
  `).all({ id, at: at.toISOString(), after, limit }).map(({ isOver, ...token }) => ({ ...token, works: isOver === 0 }))
}

const TOKENS = `
  SELECT personal_tokens.rowid AS key, personal_tokens.id, personal_tokens.name, personal_tokens.role, beginning, made_at AS madeAt, expires_at AS expiresAt, ended_at AS endedAt,
    last_used_on AS lastUsedOn, person_id AS personId, people.name AS person
  FROM personal_tokens
  JOIN people ON people.id = person_id`

/** unknown: nobody was ever given this token. over: it expired, was ended, or its person was shut out. */
export type Shown = Person | 'unknown' | 'over'

/** Whose token somebody shows, with the role it has now. */
export function findBearer(db: Database, token: string, at: Date): Shown {
  const found = db.prepare<[string], Pick<PersonalToken, 'id' | 'personId' | 'role' | 'expiresAt' | 'endedAt' | 'lastUsedOn'>>(`
    SELECT id, person_id AS personId, role, expires_at AS expiresAt, ended_at AS endedAt, last_used_on AS lastUsedOn FROM personal_tokens WHERE token_hash = ?
  `).get(tokenHash(token))
  if (!found) return 'unknown'
  const person = db.prepare<[string], Person>('SELECT id, name, email, role, locale FROM people WHERE id = ? AND disabled_at IS NULL').get(found.personId)
  if (!person || found.endedAt !== null || found.expiresAt <= at.toISOString()) return 'over'

  const today = dayOf(at)
  if (found.lastUsedOn !== today) noteUse(db, found.id, today)
  return { ...person, role: lesserOf(found.role, person.role) }
}

/** The day only, and once a day: it tells people which tokens nobody needs any more, and is no change of the desk's. */
const noteUse = (db: Database, id: string, day: string) => db.prepare('UPDATE personal_tokens SET last_used_on = ? WHERE id = ?').run(day, id)
