import type { Database } from '../database.ts'
import type { Language } from '../text/language.ts'
import { ownWords, readPieces } from '../text/pieces.ts'
import { STEMS, stemsOf } from '../text/stems.ts'
import { isOfDesk, QUEUE_STATUSES, type Status } from './rules.ts'

/** Something that a claim says, and in which language: its statement, the report's words, or its statement in another language. */
export type Saying = { text: string; language: Language }

/** The claim's row, by which the indexes know it. */
export const keyOf = (db: Database, id: string) => db.prepare<[string], number>('SELECT key FROM claims WHERE id = ?').pluck().get(id)

/** Takes the claim as it stands now into the index of similar claims, or out of it. Inner work: the caller's transaction and trace. */
export function indexStems(db: Database, claimId: string) {
  const { key, status } = db.prepare<[string], { key: number; status: Status }>('SELECT key, status FROM claims WHERE id = ?').get(claimId)!
  forgetStems(db, key)
  if (isOfDesk(status)) writeStems(db, key, sayingsOf(db, [key]).get(key)!)
}

export function writeStems(db: Database, key: number, sayings: readonly Saying[]) {
  db.prepare('INSERT INTO claim_stems (key, stems) VALUES (?, ?)').run(key, JSON.stringify(sayings.flatMap(({ text, language }) => stemsOf(text, language))))
}

const forgetStems = (db: Database, key: number) => db.prepare('DELETE FROM claim_stems WHERE key = ?').run(key)

type Row = { key: number; statement: string; start: number; end: number; quote: string; pieces: string | null; language: Language; others: string }

/** What claims say, by their key: the statement first, then the report's words where they are others, then the statements in other languages. */
export function sayingsOf(db: Database, keys: readonly number[]): Map<number, Saying[]> {
  const rows = db.prepare<[string], Row>(`
    SELECT
      key, statement, span_start AS start, span_end AS end, quote, pieces, language,
      (SELECT json_group_array(json_object('text', other.statement, 'language', other.language)) FROM statements AS other WHERE claim_id = claims.id) AS others
    FROM claims
    WHERE key IN (SELECT value FROM json_each(?))
  `).all(JSON.stringify(keys))
  return new Map(rows.map((row) => [row.key, sayingsIn(row)]))
}

function sayingsIn({ statement, language, others, ...row }: Row): Saying[] {
  const words = ownWords({ ...row, pieces: readPieces(row) })
  return [statement, ...(words === statement ? [] : [words])].map((text): Saying => ({ text, language })).concat(JSON.parse(others) as Saying[])
}

/** How many claims are read at once. */
const AT_ONCE = 1000

/** Makes the whole index anew when it was made with other stems, or not at all. It says nothing new, so it leaves no trace. */
export function ensureStemsMade(db: Database) {
  const made = db.prepare<[], string>('SELECT version FROM stems_made').pluck().get()
  if (made === STEMS) return
  db.transaction(() => {
    rebuildStems(db)
    db.prepare('DELETE FROM stems_made').run()
    db.prepare('INSERT INTO stems_made (one, version) VALUES (1, ?)').run(STEMS)
  }).immediate()
}

export function rebuildStems(db: Database) {
  db.prepare('DELETE FROM claim_stems').run()
  const next = db.prepare<[number, string, number], number>(`
    SELECT key FROM claims WHERE key > ? AND status IN (SELECT value FROM json_each(?)) ORDER BY key LIMIT ?
  `).pluck()
  for (let last = 0, keys: number[]; (keys = next.all(last, JSON.stringify(QUEUE_STATUSES), AT_ONCE)).length > 0; last = keys.at(-1)!) {
    for (const [key, sayings] of sayingsOf(db, keys)) writeStems(db, key, sayings)
  }
}
