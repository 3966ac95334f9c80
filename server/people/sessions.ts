import type { RequestHandler } from 'express'
import type { Services } from '../app.ts'
import { change, type Act } from '../audit/trail.ts'
import type { Database } from '../database.ts'
import type { Person } from './person.ts'
import { sessionCookie } from './session-cookie.ts'
import { forgiveAccount } from './throttle.ts'
import { newToken, tokenHash } from './tokens.ts'

/** A session ends twelve hours after sign-in, whatever happened meanwhile: one working day, and no write at every request. */
export const SESSION_MILLISECONDS = 12 * 60 * 60 * 1000

type SignIn = Act & { person: Person }

/** Lets somebody in who has shown who they are, and returns the token for their cookie. The session that the browser had before ends. */
export function startSession(db: Database, act: SignIn, previousToken = ''): string {
  const token = newToken()
  change(db, act, (record) => {
    forgetSession(db, previousToken)
    forgetExpired(db, act.at)
    forgiveAccount(db, act.person.email)
    insertSession(db, act, token)
    record({ action: 'person.signed_in', subject: `person/${act.person.id}` })
  })
  return token
}

/** Ends one session. Harmless when it ended before. */
export function endSession(db: Database, act: SignIn, token: string) {
  change(db, act, (record) => {
    if (forgetSession(db, token) > 0) record({ action: 'person.signed_out', subject: `person/${act.person.id}` })
  })
}

/** Ends all sessions of a person, inside a change that says why. */
export function forgetSessionsOf(db: Database, personId: string) {
  db.prepare('DELETE FROM sessions WHERE person_id = ?').run(personId)
}

/** Whose session a token is. Expired sessions, and those of people who were disabled, are nobody's. */
export function findViewer(db: Database, token: string, at: Date): Person | null {
  // Not a join: SQLite plans a join anew whenever its parameters change, which takes ten times as long as finding the row.
  const person = db.prepare<[string, string], Person>(`
    SELECT id, name, email, role, locale
    FROM people
    WHERE disabled_at IS NULL
      AND id = (SELECT person_id FROM sessions WHERE token_hash = ? AND expires_at > ?)
  `).get(tokenHash(token), at.toISOString())
  return person ?? null
}

/** Says for every request who sent it, and in which language they read. */
export function readSession({ db, now, publicUrl }: Services): RequestHandler {
  const cookie = sessionCookie(publicUrl)
  return (req, res, next) => {
    const token = cookie.read(req)
    const viewer = token === undefined ? null : findViewer(db, token, now())
    if (viewer) Object.assign(res.locals, { viewer, locale: viewer.locale })
    next()
  }
}

function insertSession(db: Database, { person, at }: SignIn, token: string) {
  db.prepare(`
    INSERT INTO sessions (token_hash, person_id, created_at, expires_at)
    VALUES (?, ?, ?, ?)
  `).run(tokenHash(token), person.id, at.toISOString(), new Date(at.getTime() + SESSION_MILLISECONDS).toISOString())
}

const forgetSession = (db: Database, token: string) => db.prepare('DELETE FROM sessions WHERE token_hash = ?').run(tokenHash(token)).changes

const forgetExpired = (db: Database, at: Date) => db.prepare('DELETE FROM sessions WHERE expires_at <= ?').run(at.toISOString())
