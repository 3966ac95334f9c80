import type { Database } from '../database.ts'
import type { Letter } from './letters.ts'

export const STATES = ['open', 'answered'] as const
export type State = (typeof STATES)[number]

/** A letter as the inbox shows it, with the beginning of what it says. */
export type ListedLetter = Pick<Letter, 'key' | 'id' | 'claimId' | 'number' | 'publication' | 'locale' | 'receivedAt' | 'dueOn' | 'outcome' | 'answeredAt'> & { takenBy: string | null; beginning: string; statement: string; language: string }

/** The last one already seen: by what the list is in the order of, and then by its key. */
export type Cursor = { at: string; key: number }

const BEGINNING = 280

const ROW = `
  SELECT letters.key, letters.id, claim_id AS claimId, number, publication, letters.locale, received_at AS receivedAt, letters.due_on AS dueOn, outcome, answered_at AS answeredAt,
    (SELECT name FROM people WHERE people.id = taken_by) AS takenBy, substr(message, 1, ${BEGINNING}) AS beginning, statement, claims.language`

/** Open letters by the day on which they are due; answered ones by when they were answered, the newest first. */
const LISTS: Record<State, { first: Cursor; sql: string }> = {
  open: {
    first: { at: '', key: 0 },
    sql: `${ROW} FROM letters INDEXED BY letters_open CROSS JOIN claims ON claims.id = claim_id
      WHERE answered_at IS NULL AND (letters.due_on, letters.key) > (@at, @key) ORDER BY letters.due_on, letters.key LIMIT @limit`,
  },
  answered: {
    first: { at: '9', key: Number.MAX_SAFE_INTEGER },
    sql: `${ROW} FROM letters INDEXED BY letters_answered CROSS JOIN claims ON claims.id = claim_id
      WHERE answered_at IS NOT NULL AND (letters.answered_at, letters.key) < (@at, @key) ORDER BY letters.answered_at DESC, letters.key DESC LIMIT @limit`,
  },
}

export function listLetters(db: Database, state: State, after: Cursor | undefined, limit: number): ListedLetter[] {
  const { first, sql } = LISTS[state]
  return db.prepare<object, ListedLetter>(sql).all({ ...(after ?? first), limit })
}

export const cursorAfter = (state: State, { key, dueOn, answeredAt }: ListedLetter): Cursor => ({ at: state === 'open' ? dueOn : answeredAt!, key })

/** Nobody counts further: the navigation of every page asks for this. */
const MOST_COUNTED = 100

/** How many letters are open, and overdue on this day; MOST_COUNTED means that there may be more. */
export function countLetters(db: Database, today: string): { open: number; overdue: number } {
  return db.prepare<object, { open: number; overdue: number }>(`
    SELECT
      (SELECT count(*) FROM (SELECT 1 FROM letters INDEXED BY letters_open WHERE answered_at IS NULL LIMIT @most)) AS open,
      (SELECT count(*) FROM (SELECT 1 FROM letters INDEXED BY letters_open WHERE answered_at IS NULL AND due_on < @today LIMIT @most)) AS overdue
  `).get({ today, most: MOST_COUNTED })!
}
