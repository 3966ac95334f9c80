import type { Database } from '../database.ts'
import { indexText } from '../text/fold.ts'
import type { Published, PublishedClaim } from './document.ts'

type Stored = { key: number; claimId: string; document: Published }

/** Takes the newest version of a claim into what readers can search, in the place of the one before; a claim that was taken back is found no more. Part of a larger change. */
export function indexTerms(db: Database, { key, claimId, document }: Stored) {
  db.prepare('DELETE FROM published_terms WHERE claim_id = ?').run(claimId)
  if (document.kind === 'claim') db.prepare('INSERT INTO published_terms (key, claim_id, terms) VALUES (?, ?, ?)').run(key, claimId, termsOf(document))
}

/** What a reader may look for: what the claim says, in each of its languages, the words of the source, and the reasons. */
const termsOf = ({ claim: { statement, statements }, quote, verdict: { rationale } }: PublishedClaim) =>
  indexText([statement, ...statements.map((other) => other.statement), ...quote.pieces.map(({ exact }) => exact), rationale].join(' '))

/** Makes the index where it was never made: of what had been published before there was a search. It says nothing new, so it leaves no trace. */
export function ensureTermsMade(db: Database) {
  const isMissing = db.prepare('SELECT EXISTS (SELECT 1 FROM publications) AND NOT EXISTS (SELECT 1 FROM published_terms)').pluck().get() === 1
  if (!isMissing) return
  const latest = db.prepare<[], Omit<Stored, 'document'> & { text: string }>(`
    SELECT key, claim_id AS claimId, document AS text FROM publications
    WHERE NOT EXISTS (SELECT 1 FROM publications AS later WHERE later.claim_id = publications.claim_id AND later.version > publications.version)
    ORDER BY key
  `).all()
  db.transaction(() => {
    for (const { text, ...row } of latest) indexTerms(db, { ...row, document: JSON.parse(text) as Published })
  }).immediate()
}
