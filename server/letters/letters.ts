import { newSalt, sealOf } from '../audit/sealed.ts'
import { change, type Act } from '../audit/trail.ts'
import type { Database } from '../database.ts'
import { conflict, notFound, Refusal, unfit } from '../errors.ts'
import { newId } from '../ids.ts'
import type { Locale, Person } from '../people/person.ts'
import { dueOn, maySay, type Outcome } from './rules.ts'

/** Who has a letter in hand. */
export type Holder = Pick<Person, 'id' | 'name'>

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
  takenBy: Holder | null
  takenAt: string | null
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

/** Takes a letter in hand, from nobody or from whoever had it. `holderId` is who had it when the form was made: what somebody took meanwhile is theirs. */
export function takeLetter(db: Database, act: Act, { letterId, holderId }: { letterId: string; holderId: string | null }) {
  change(db, act, (record) => {
    const { claimId, takenBy, answeredAt } = findLetter(db, letterId)
    if (answeredAt !== null) throw conflict((t) => t.refusals.letterDone)
    if (takenBy?.id === act.person!.id) return
    if (takenBy && takenBy.id !== holderId) throw conflict((t) => t.refusals.letterTaken(takenBy.name))

    db.prepare('UPDATE letters SET taken_by = ?, taken_at = ? WHERE id = ?').run(act.person!.id, act.at.toISOString(), letterId)
    record({ action: 'letter.taken', subject: `letter/${letterId}`, claim: claimId, before: { inHand: takenBy?.name ?? null }, after: { inHand: act.person!.name } })
  })
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
    received_at AS receivedAt, letters.due_on AS dueOn, taken_by AS takenById, takers.name AS takenByName, taken_at AS takenAt,
    outcome, answer, people.name AS answeredBy, answered_at AS answeredAt
  FROM letters
  JOIN claims ON claims.id = claim_id
  LEFT JOIN people AS takers ON takers.id = taken_by
  LEFT JOIN people ON people.id = answered_by`

type Row = Omit<Letter, 'takenBy'> & { takenById: string | null; takenByName: string | null }

export function findLetter(db: Database, id: string): Letter {
  const row = db.prepare<[string], Row>(`${LETTER} WHERE letters.id = ?`).get(id)
  if (!row) throw notFound()
  const { takenById, takenByName, ...letter } = row
  return { ...letter, takenBy: takenById === null ? null : { id: takenById, name: takenByName! } }
}
