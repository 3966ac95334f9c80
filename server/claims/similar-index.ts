import type { Database } from '../database.ts'
import type { Language } from '../text/language.ts'
import { STEMS, stemsOf } from '../text/stems.ts'
import { isOfDesk, QUEUE_STATUSES, type Status } from './rules.ts'

/** A wording of a claim: its statement, its quote, or its statement in another language. */
export type Wording = { text: string; language: Language }

/** Takes the claim as it stands now into the index of similar claims, or out of it. Inner work: the caller's transaction and trace. */
export function indexStems(db: Database, claimId: string) {
  const { key, status } = db.prepare<[string], { key: number; status: Status }>('SELECT key, status FROM claims WHERE id = ?').get(claimId)!
  forgetStems(db, key)
  if (isOfDesk(status)) writeStems(db, key, wordingsOf(db, [key]).get(key)!)
}

export function writeStems(db: Database, key: number, wordings: readonly Wording[]) {
  db.prepare('INSERT INTO claim_stems (key, stems) VALUES (?, ?)').run(key, JSON.stringify(wordings.flatMap(({ text, language }) => stemsOf(text, language))))
}

const forgetStems = (db: Database, key: number) => db.prepare('DELETE FROM claim_stems WHERE key = ?').run(key)

type Row = { key: number; text: string; language: Language }

/** What claims say, by their key: a statement that only repeats the quote is not said twice. */
export function wordingsOf(db: Database, keys: readonly number[]): Map<number, Wording[]> {
  const rows = db.prepare<{ keys: string }, Row>(`
    SELECT key, statement AS text, language FROM claims WHERE key IN (SELECT value FROM json_each(@keys))
    UNION ALL
    SELECT key, quote, language FROM claims WHERE key IN (SELECT value FROM json_each(@keys)) AND quote <> statement
    UNION ALL
    SELECT key, statements.statement, statements.language FROM claims JOIN statements ON claim_id = id WHERE key IN (SELECT value FROM json_each(@keys))
  `).all({ keys: JSON.stringify(keys) })
  return Map.groupBy(rows, ({ key }) => key)
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
    for (const [key, wordings] of wordingsOf(db, keys)) writeStems(db, key, wordings)
  }
}
