import { newSalt, sealOf } from '../audit/sealed.ts'
import { change, type Act } from '../audit/trail.ts'
import type { Database } from '../database.ts'
import { conflict, notFound, Refusal, unfit } from '../errors.ts'
import { newId } from '../ids.ts'
import type { Locale } from '../people/person.ts'
import { dueOn, maySay, type Outcome } from './rules.ts'

/** What a reader wrote about a claim that is public. `publication` is the version that they had before them. */
export type Letter = {
  key: number
  id: string
  claimId: string
  number: number
  publication: number
  message: string
  seenAt: string
  locale: Locale
  receivedAt: string
  dueOn: string
  outcome: Outcome | null
  answer: string | null
  answeredBy: string | null
  answeredAt: string | null
}

const MINUTE = 60_000

/** What a reader types. */
export type Written = { message: string; seenAt: string; name: string; contact: string }

type Receipt = Written & { claimId: string; publication: number; locale: Locale }

/**
 * Takes a letter in. `waitOf`, how long it has to wait in milliseconds, is asked last, so that a letter that is sent twice counts once.
 * Its trace names the claim, but neither the report, with whose export it would leave the house, nor a word of the letter: only salted hashes.
 */
export function receiveLetter(db: Database, act: Act, { claimId, publication, locale, message, seenAt, name, contact }: Receipt, waitOf: () => number) {
  change(db, act, (record) => {
    const wait = waitOf()
    if (wait > 0) throw new Refusal(429, (t) => t.refusals.tooManyLetters(Math.ceil(wait / MINUTE)))

    const [id, salt] = [newId(), newSalt()]
    db.prepare(`
      INSERT INTO letters (id, claim_id, publication, message, seen_at, locale, salt, received_at, due_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
    `).run(id, claimId, publication, message, seenAt, locale, salt, act.at.toISOString(), dueOn(act.at))
    const sealedContact = name || contact ? keepContact(db, id, { name, contact }) : null
    record({ action: 'letter.received', subject: `letter/${id}`, claim: claimId, after: { publication, sealed: sealOf({ message, seenAt }, salt), sealedContact } })
  })
}

/** Inner work: keeps who wrote apart from what was written, and returns the hash that the trail gets of it. */
function keepContact(db: Database, letterId: string, { name, contact }: Pick<Written, 'name' | 'contact'>): string {
  const salt = newSalt()
  db.prepare('INSERT INTO letter_contacts (letter_id, name, contact, salt) VALUES (?, ?, ?, ?)').run(letterId, name, contact, salt)
  return sealOf({ name, contact }, salt)
}

/** Says what was done about a letter, and why. It is for somebody of the desk to tell the reader; the claim stays as it is. */
export function answerLetter(db: Database, act: Act, { letterId, outcome, answer }: { letterId: string; outcome: Outcome; answer: string }) {
  change(db, act, (record) => {
    const letter = findLetter(db, letterId)
    if (letter.answeredAt !== null) throw conflict((t) => t.refusals.letterAnswered)
    const { newest } = db.prepare<[string], { newest: number }>('SELECT max(version) AS newest FROM publications WHERE claim_id = ?').get(letter.claimId)!
    if (!maySay(outcome, letter, newest)) throw unfit((t) => t.refusals.notCorrected)

    db.prepare('UPDATE letters SET outcome = ?, answer = ?, answered_by = ?, answered_at = ? WHERE id = ?').run(outcome, answer, act.person!.id, act.at.toISOString(), letterId)
    const { salt } = db.prepare<[string], { salt: string }>('SELECT salt FROM letters WHERE id = ?').get(letterId)!
    record({ action: 'letter.answered', subject: `letter/${letterId}`, claim: letter.claimId, after: { letterOutcome: outcome, sealed: sealOf({ answer }, salt) } })
  })
}

const LETTER = `
  SELECT letters.key, letters.id, claim_id AS claimId, number, publication, message, seen_at AS seenAt, letters.locale,
    received_at AS receivedAt, letters.due_on AS dueOn, outcome, answer, people.name AS answeredBy, answered_at AS answeredAt
  FROM letters
  JOIN claims ON claims.id = claim_id
  LEFT JOIN people ON people.id = answered_by`

export function findLetter(db: Database, id: string): Letter {
  const letter = db.prepare<[string], Letter>(`${LETTER} WHERE letters.id = ?`).get(id)
  if (!letter) throw notFound()
  return letter
}
