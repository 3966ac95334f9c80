import type { Database } from '../database.ts'
import { ownWords, readPieces, storedPieces } from '../text/pieces.ts'
import type { Outcome } from '../text/reanchor.ts'
import type { Claim } from './claims.ts'

/** Where the words of a claim stand in a text. */
export type Place = Pick<Claim, 'start' | 'end' | 'quote' | 'pieces'>

/** Where a claim stood in a version that another one followed. `outcome` is what became of its words in that one. */
export type Stood = Place & { claimId: string; reportId: string; sha256: string; version: number; outcome: Outcome }

/** Keeps where a claim stands, before it moves on. Part of a larger change. */
export function keepAnchor(db: Database, claim: Claim, outcome: Outcome) {
  db.prepare(`
    INSERT INTO anchors (claim_id, report_id, span_start, span_end, quote, pieces, outcome) VALUES (@id, @reportId, @start, @end, @quote, @pieces, @outcome)
  `).run({ id: claim.id, reportId: claim.reportId, start: claim.start, end: claim.end, quote: claim.quote, pieces: storedPieces(claim.pieces), outcome })
}

const ANCHOR = `
  SELECT claim_id AS claimId, report_id AS reportId, sha256, version, span_start AS start, span_end AS end, quote, pieces, outcome
  FROM anchors
  JOIN reports ON reports.id = report_id`

type Row = Omit<Stood, 'pieces'> & { pieces: string | null }

const asStood = (row: Row): Stood => ({ ...row, pieces: readPieces(row) })

/** Where a claim stood in earlier versions, the newest first. */
export const anchorsOf = (db: Database, claimId: string): Stood[] =>
  db.prepare<[string], Row>(`${ANCHOR} WHERE claim_id = ? ORDER BY version DESC`).all(claimId).map(asStood)

/** The same for all claims of a report, by claim. */
export function anchorsOfClaimsIn(db: Database, reportId: string): Map<string, Stood[]> {
  const rows = db.prepare<[string], Row>(`${ANCHOR} WHERE claim_id IN (SELECT id FROM claims WHERE report_id = ?) ORDER BY claim_id, version DESC`).all(reportId)
  return Map.groupBy(rows.map(asStood), ({ claimId }) => claimId)
}

/** Every claim that stood in an earlier version, in the order of its text. */
export const anchorsIn = (db: Database, reportId: string): Stood[] =>
  db.prepare<[string], Row>(`${ANCHOR} WHERE report_id = ? ORDER BY span_start, claim_id`).all(reportId).map(asStood)

/** The claims that stand last in one of these versions, because the one after it no longer says them; with the number of that version. */
export const claimsLeftBehind = (db: Database, reportIds: readonly string[]) =>
  db.prepare<[string], Pick<Claim, 'id' | 'number' | 'statement' | 'status'> & { lastIn: number }>(`
    SELECT claims.id, number, statement, status, reports.version AS lastIn
    FROM claims JOIN reports ON reports.id = report_id
    WHERE report_id IN (SELECT value FROM json_each(?))
    ORDER BY number`).all(JSON.stringify(reportIds))

/** Those of the earlier places at which the claim said the same, white space aside. */
export const withSameWords = (claim: Claim, earlier: readonly Stood[]) => earlier.filter((place) => wordsAt(place) === wordsAt(claim))

/** «73 %» and «73%» are the same words, as they are where two versions are compared. */
const wordsAt = (place: Place) => ownWords(place).replace(/\s+/g, '')
