import type { Database } from '../database.ts'

export type Rows = ReturnType<typeof rowWriter>

/** Writes rows of each table with one statement, whose columns are read off the first row: later ones have the same, in the same order. */
export function rowWriter(db: Database) {
  return {
    report: into(db, 'reports'),
    passage: into(db, 'passages'),
    claim: into(db, 'claims'),
    hop: into(db, 'attribution_hops'),
    evidence: into(db, 'evidence'),
    verdict: into(db, 'verdicts'),
    signOff: into(db, 'sign_offs'),
  }
}

type Row = Record<string, string | number | null>

function into(db: Database, table: string): (row: Row) => void {
  let insert: { run: (values: unknown[]) => unknown } | undefined
  return (row) => {
    insert ??= db.prepare(`INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${Object.keys(row).map(() => '?').join(', ')})`)
    insert.run(Object.values(row))
  }
}
