import type { Database } from '../database.ts'
import type { Verdict } from '../verdicts/rules.ts'
import { PUBLICATION, publicationsFrom, type Publication } from './publication.ts'

/** `before` is the key of the last one already seen. */
export type ListFilter = { verdict?: Verdict | undefined; language?: string | undefined; before?: number | undefined }

const AFTER_ALL = Number.MAX_SAFE_INTEGER

/** What is public now, one version of each claim, the newest first. */
export function listPublished(db: Database, { verdict, language, before = AFTER_ALL }: ListFilter, limit: number): Publication[] {
  const only = [...(verdict ? ['AND verdict = @verdict'] : []), ...(language ? ['AND language = @language'] : [])].join(' ')
  return publicationsFrom(db.prepare(`
    ${PUBLICATION} WHERE kind = 'claim' AND key < @before ${only}
      AND NOT EXISTS (SELECT 1 FROM publications AS later WHERE later.claim_id = publications.claim_id AND later.version > publications.version)
    ORDER BY key DESC LIMIT @limit
  `).all({ verdict, language, before, limit }))
}

/** Every version that followed another, withdrawals among them, the newest first. */
export const listCorrections = (db: Database, { before = AFTER_ALL }: Pick<ListFilter, 'before'>, limit: number): Publication[] =>
  publicationsFrom(db.prepare(`${PUBLICATION} WHERE version > 1 AND key < @before ORDER BY key DESC LIMIT @limit`).all({ before, limit }))

/** The languages in which anything was ever published. */
export const languagesPublished = (db: Database) =>
  db.prepare('SELECT DISTINCT language FROM publications ORDER BY language').pluck().all() as string[]
