import type { Database } from '../database.ts'
import { newToken, tokenHash } from './tokens.ts'

export const LINK_DAYS = 7

/**
 * Makes a new one-time link with which a person chooses a password, inside a change that says why, and returns its token.
 * Whatever link they had stops working. personId null: the link that makes the first admin.
 */
export function replaceLink(db: Database, personId: string | null, at: Date): string {
  const token = newToken()
  dropLink(db, personId)
  db.prepare(`
    INSERT INTO invitations (token_hash, person_id, created_at, expires_at)
    VALUES (?, ?, ?, ?)
  `).run(tokenHash(token), personId, at.toISOString(), new Date(at.getTime() + LINK_DAYS * 24 * 60 * 60 * 1000).toISOString())
  return token
}

export function dropLink(db: Database, personId: string | null) {
  db.prepare('DELETE FROM invitations WHERE person_id IS ? AND used_at IS NULL').run(personId)
}
