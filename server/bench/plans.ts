import type { Database } from '../database.ts'

/** Tables that grow with the desk. Whatever reads one of them from end to end is slow on a large desk. */
const GROWING = [
  'reports', 'passages', 'claims', 'claim_words', 'attribution_hops', 'anchors', 'caveats', 'caveat_covers', 'claim_links', 'statements', 'evidence', 'snapshots', 'snapshots_to_take', 'snapshot_files', 'snapshot_confirmations', 'verdicts', 'sign_offs', 'change_requests', 'report_sign_offs',
  'reply_requests', 'replies', 'publications', 'report_publications', 'shown_claims', 'published_terms', 'letters', 'export_jobs', 'deliveries', 'delivery_attempts', 'audit_events',
]

/** What reads a whole table while something happens: the step of its plan, and the statement. */
export async function wholeTablesRead(db: Database, happens: () => unknown): Promise<string[]> {
  const asked = await whatIsAsked(db, happens)
  if (asked.size === 0) throw new Error('Nothing is asked for')
  return [...asked].flatMap((sql) => planOf(db, sql).filter((step) => readsAll(step, sql)).map((step) => `${step} in\n${sql}`))
}

/** Each statement once. */
async function whatIsAsked(db: Database, happens: () => unknown): Promise<Set<string>> {
  const asked = new Set<string>()
  const prepare = db.prepare
  db.prepare = ((sql: string) => { asked.add(sql); return prepare(sql) }) as typeof db.prepare
  try { await happens() } finally { db.prepare = prepare }
  return asked
}

/** A plan depends on the statement, never on what is bound in it. */
function planOf(db: Database, sql: string): string[] {
  const parts = new Map([...sql.matchAll(/@(\w+)/g)].map(([, name]) => [name!, null]))
  const loose = sql.match(/\?/g)?.map(() => null) ?? []
  const explained = db.prepare(`EXPLAIN QUERY PLAN ${sql}`)
  return (explained.all(...(parts.size > 0 ? [Object.fromEntries(parts)] : loose)) as { detail: string }[]).map(({ detail }) => detail)
}

/** In the wanted order, by an index, a page may read on until it has its rows; all else that is not looked up is read from end to end. */
const readsAll = (step: string, sql: string) =>
  GROWING.some((table) => new RegExp(`^SCAN ${table}\\b`).test(step)) && !(isInOrder(step, sql) && sql.includes('LIMIT'))

/** The trail is in the order of its own key. */
const isInOrder = (step: string, sql: string) => step.includes(' USING ') || (step === 'SCAN audit_events' && sql.includes('ORDER BY seq'))
