import { change, type Act } from '../audit/trail.ts'
import type { Database } from '../database.ts'
import { unfit } from '../errors.ts'
import type { Language } from '../text/language.ts'
import { amendClaim, findClaimAt, placeOf } from './claims.ts'
import { ensureCanTake } from './rules.ts'
import { indexStems } from './similar-index.ts'

/** What a claim states, in another language than its report's. */
export type Statement = { language: Language; statement: string; writtenBy: string; writtenAt: string }

type Row = Statement & { claimId: string }

const STATEMENT = `
  SELECT claim_id AS claimId, statements.language, statements.statement, people.name AS writtenBy, written_at AS writtenAt
  FROM statements
  JOIN people ON people.id = written_by`

export const statementsOf = (db: Database, claimId: string): Statement[] =>
  db.prepare<[string], Row>(`${STATEMENT} WHERE claim_id = ? ORDER BY statements.language`).all(claimId).map(asStatement)

/** Those of all claims of a report, by claim. */
export function statementsInReport(db: Database, reportId: string): Map<string, Statement[]> {
  const rows = db.prepare<[string], Row>(`
    ${STATEMENT} WHERE claim_id IN (SELECT id FROM claims WHERE report_id = ?) ORDER BY claim_id, statements.language
  `).all(reportId)
  return new Map([...Map.groupBy(rows, ({ claimId }) => claimId)].map(([claimId, statements]) => [claimId, statements.map(asStatement)]))
}

const asStatement = ({ claimId: _, ...statement }: Row): Statement => statement

/** Writes the statement in another language, in place of what stood there; '' takes it away. */
export function translate(db: Database, act: Act, { claimId, version, language, statement }: { claimId: string; version: number; language: Language; statement: string }) {
  change(db, act, (record) => {
    const claim = findClaimAt(db, claimId, version)
    ensureCanTake('work', claim, act.person!, act.at)
    if (language === claim.language) throw unfit((t) => t.problems.choose)
    const before = statementsOf(db, claimId).find((other) => other.language === language)?.statement ?? ''
    if (before === statement) return

    db.prepare('DELETE FROM statements WHERE claim_id = ? AND language = ?').run(claimId, language)
    if (statement !== '') {
      db.prepare('INSERT INTO statements (claim_id, language, statement, written_by, written_at) VALUES (?, ?, ?, ?, ?)')
        .run(claimId, language, statement, act.person!.id, act.at.toISOString())
    }
    const next = amendClaim(db, act, claim)
    indexStems(db, claimId)
    record({ action: 'claim.translated', ...placeOf(claim), before: { language, statement: before }, after: { language, statement, version: next.version } })
  })
}
