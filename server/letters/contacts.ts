import { change, type Act } from '../audit/trail.ts'
import { emptyLog, type Database } from '../database.ts'
import { findLetter } from './letters.ts'
import { forgottenBefore } from './rules.ts'

/** Who wrote a letter, and how they can be reached; undefined when they did not say, or it is forgotten. */
export const contactOf = (db: Database, letterId: string) =>
  db.prepare<[string], { name: string; contact: string }>('SELECT name, contact FROM letter_contacts WHERE letter_id = ?').get(letterId)

/** Whether somebody left it once: the trail says so, and nothing else remembers. */
export const leftContact = (db: Database, letterId: string) => db.prepare(`
  SELECT 1 FROM audit_events INDEXED BY audit_events_of_claim
  WHERE claim_id = (SELECT claim_id FROM letters WHERE id = @letterId) AND action = 'letter.received' AND subject = 'letter/' || @letterId AND body ->> '$.after.sealedContact' IS NOT NULL
`).get({ letterId }) !== undefined

/** Forgets who wrote a letter and how they can be reached. The trail goes on to hold: it never knew more than a hash, whose salt goes too. */
export function eraseContact(db: Database, act: Act, letterId: string) {
  forgetting(db, () => change(db, act, (record) => {
    const { claimId } = findLetter(db, letterId)
    if (!forgetContact(db, letterId)) return
    layAnew(db)
    record(traceOf(letterId, claimId))
  }))
}

/** How many are forgotten in one transaction. */
const AT_ONCE = 500

/**
 * Does so for letters that were answered long enough ago: the desk itself keeps what the form promised. Returns how many there were.
 * It looks through the contacts, of which there are few because they are forgotten, and not through the letters.
 */
export function eraseOldContacts(db: Database, at: Date): number {
  const old = () => db.prepare<[string], { id: string; claimId: string }>(`
    SELECT id, claim_id AS claimId FROM letter_contacts CROSS JOIN letters ON id = letter_id WHERE answered_at < ? ORDER BY key LIMIT ${AT_ONCE}
  `).all(forgottenBefore(at))
  const found = old().length
  if (found > 0) {
    forgetting(db, () => change(db, { person: null, at }, (record) => {
      for (const { id, claimId } of old()) if (forgetContact(db, id)) record(traceOf(id, claimId))
      layAnew(db)
    }, { bulk: true }))
  }
  return found
}

const traceOf = (letterId: string, claimId: string) => ({ action: 'letter.contact_erased', subject: `letter/${letterId}`, claim: claimId } as const)

const forgetContact = (db: Database, letterId: string) => db.prepare('DELETE FROM letter_contacts WHERE letter_id = ?').run(letterId).changes > 0

/**
 * Inner work: writes what is left anew. Where SQLite moved a row to another page as the table grew, a copy stayed in the one before; pages that come free
 * are written over whole.
 */
function layAnew(db: Database) {
  const rest = db.prepare('SELECT letter_id AS letterId, name, contact, salt FROM letter_contacts').all()
  db.prepare('DELETE FROM letter_contacts').run()
  const insert = db.prepare('INSERT INTO letter_contacts (letter_id, name, contact, salt) VALUES (@letterId, @name, @contact, @salt)')
  for (const one of rest) insert.run(one)
}

/** SQLite leaves what was deleted in its pages until it needs the room, and in the log beside its file. Here it writes over both at once. */
function forgetting(db: Database, work: () => void) {
  db.pragma('secure_delete = ON')
  try {
    work()
  } finally {
    db.pragma('secure_delete = OFF')
  }
  emptyLog(db)
}
