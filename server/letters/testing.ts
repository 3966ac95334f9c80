import type { Desk } from '../claims/testing.ts'
import { receiveLetter, type Written } from './letters.ts'

export const LETTER: Written = { message: 'The hospital says 74.', seenAt: 'https://hospital.example/count', name: 'Rim', contact: 'rim@reader.example' }

/** A reader writes about the newest public version of a claim. Returns the letter's id. */
export function writeLetter({ db, clock }: Pick<Desk, 'db' | 'clock'>, claimId: string, fields: Partial<Written> = {}): string {
  const publication = db.prepare('SELECT max(version) FROM publications WHERE claim_id = ?').pluck().get(claimId) as number
  receiveLetter(db, { person: null, at: clock.at }, { ...LETTER, ...fields, claimId, publication, locale: 'en' }, () => 0)
  return db.prepare('SELECT id FROM letters ORDER BY key DESC LIMIT 1').pluck().get() as string
}
