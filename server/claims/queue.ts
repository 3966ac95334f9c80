import type { Database } from '../database.ts'
import { queryTerms } from '../text/fold.ts'
import type { Modality } from '../text/suggest.ts'
import type { Verdict } from '../verdicts/rules.ts'
import type { Status } from './rules.ts'
import { matching } from './search.ts'

/** What the queue can be narrowed to. `null` asks for claims without one: no verdict yet, nobody's task. */
export type Filter = {
  status?: Status | undefined
  verdict?: Verdict | null | undefined
  assignee?: string | null | undefined
  language?: string | undefined
  report?: string | undefined
  text?: string | undefined
}

export type Order = 'newest' | 'oldest'

/** The place of the last row somebody saw. */
export type Cursor = { queuedAt: string; key: number }

export type QueueRow = {
  key: number
  id: string
  number: number
  statement: string
  language: string
  claimant: string
  verdict: Verdict | null
  status: Status
  modality: Modality
  /** The version that changed its words, while nobody has looked. */
  changedIn: string | null
  assignee: string | null
  holder: string | null
  heldUntil: string | null
  queuedAt: string
  reportId: string
  reportTitle: string
  reportLanguage: string
}

const COLUMNS = {
  status: 'status', verdict: 'verdict', assignee: 'assignee_id', language: 'language', report: 'report_id',
} as const satisfies Partial<Record<keyof Filter, string>>

type Column = keyof typeof COLUMNS

/** The narrowest index of those whose columns are all asked for; the planner, left alone, sometimes sorts a million rows instead. */
const INDEXES = [
  ['queue_by_report', ['report']],
  ['queue_by_status_assignee', ['status', 'assignee']],
  ['queue_by_status_verdict', ['status', 'verdict']],
  ['queue_by_status_language', ['status', 'language']],
  ['queue_by_assignee', ['assignee']],
  ['queue_by_verdict', ['verdict']],
  ['queue_by_status', ['status']],
  ['queue_by_language', ['language']],
  ['queue', []],
] as const satisfies [string, readonly Column[]][]

/** One page of the queue: at most `limit` rows after the cursor. It costs the same at any depth. */
export function listQueue(db: Database, filter: Filter, order: Order, cursor: Cursor | undefined, limit: number): QueueRow[] {
  const words = filter.text === undefined ? undefined : queryTerms(filter.text)
  if (words?.length === 0) return []

  const bounds = { queuedAt: cursor?.queuedAt ?? (order === 'newest' ? '9' : ''), key: cursor?.key ?? (order === 'newest' ? Number.MAX_SAFE_INTEGER : 0) }
  const match = words && matching(db, words)
  return db.prepare(words ? searching(filter, order) : listing(filter, order)).all({ ...filter, ...bounds, match, limit }) as QueueRow[]
}

const ROW = `
  SELECT
    claims.key, claims.id, claims.number, claims.statement, claims.language, claims.claimant, claims.verdict, claims.status, claims.modality, claims.changed_in AS changedIn,
    assignees.name AS assignee, holders.name AS holder, claims.held_until AS heldUntil, claims.queued_at AS queuedAt,
    reports.id AS reportId, reports.title AS reportTitle, reports.language AS reportLanguage`

/** CROSS JOIN keeps the claims outermost: the planner would rather begin with the one report that is asked for, and then sort. */
const NAMES = `
  CROSS JOIN reports ON reports.id = claims.report_id
  LEFT JOIN people AS assignees ON assignees.id = claims.assignee_id
  LEFT JOIN people AS holders ON holders.id = claims.holder_id`

const usedIn = (filter: Filter) => (Object.keys(COLUMNS) as Column[]).filter((name) => filter[name] !== undefined)
const conditionsOf = (filter: Filter) => usedIn(filter).map((name) => `AND claims.${COLUMNS[name]} IS @${name}`).join(' ')

/** The statement of a page without search words. */
export function listing(filter: Filter, order: Order): string {
  const used = usedIn(filter)
  const [index] = INDEXES.find(([, columns]) => columns.every((column) => used.includes(column)))!
  const [beyond, direction] = order === 'newest' ? ['<', 'DESC'] : ['>', 'ASC']
  return `${ROW}
    FROM claims INDEXED BY ${index} ${NAMES}
    WHERE claims.queued_at IS NOT NULL ${conditionsOf(filter)} AND (claims.queued_at, claims.key) ${beyond} (@queuedAt, @key)
    ORDER BY claims.queued_at ${direction}, claims.key ${direction}
    LIMIT @limit`
}

/** Hits come in the order in which the claims were made: the index yields that without sorting. */
export function searching(filter: Filter, order: Order): string {
  const [beyond, direction] = order === 'newest' ? ['<', 'DESC'] : ['>', 'ASC']
  return `${ROW}
    FROM claims_search CROSS JOIN claims ON claims.key = claims_search.rowid ${NAMES}
    WHERE claims_search MATCH @match AND claims_search.rowid ${beyond} @key AND claims.queued_at IS NOT NULL ${conditionsOf(filter)}
    ORDER BY claims_search.rowid ${direction}
    LIMIT @limit`
}

/** All claims of the queue that a filter shows, by report, the oldest report first: for whoever takes them out of the desk, apart from its pages. */
export function reportsInQueue(db: Database, filter: Filter): { reportId: string; claims: string[] }[] {
  const words = filter.text === undefined ? undefined : queryTerms(filter.text)
  if (words?.length === 0) return []
  const from = words ? 'claims_search CROSS JOIN claims ON claims.key = claims_search.rowid' : 'claims'
  const rows = db.prepare(`
    SELECT report_id AS reportId, json_group_array(claims.id) AS claims
    FROM ${from} JOIN reports ON reports.id = claims.report_id
    WHERE ${words ? 'claims_search MATCH @match AND' : ''} claims.queued_at IS NOT NULL ${conditionsOf(filter)}
    GROUP BY report_id ORDER BY min(reports.rowid)
  `).all({ ...filter, match: words && matching(db, words) }) as { reportId: string; claims: string }[]
  return rows.map(({ reportId, claims }) => ({ reportId, claims: JSON.parse(claims) as string[] }))
}

type Counted = { status: Status; verdict: Verdict | ''; assignee: string; language: string; claims: number }

const COUNTED = ['status', 'verdict', 'assignee', 'language'] as const

/**
 * Answers how many claims a filter shows, exactly and at no cost per question.
 * Search words are not counted: that would mean reading every hit.
 */
export function countsIn(db: Database, report: string | undefined): (filter: Filter) => number {
  const rows = report === undefined ? countsOfDesk(db) : countsOfReport(db, report)
  return (filter) => {
    const asked = COUNTED.filter((name) => filter[name] !== undefined)
    return rows.reduce((sum, row) => asked.every((name) => row[name] === (filter[name] ?? '')) ? sum + row.claims : sum, 0)
  }
}

const countsOfDesk = (db: Database) => db.prepare<[], Counted>(`
  SELECT status, verdict, assignee_id AS assignee, language, claims FROM queue_counts WHERE claims > 0
`).all()

const countsOfReport = (db: Database, report: string) => db.prepare<[string], Counted>(`
  SELECT status, coalesce(verdict, '') AS verdict, coalesce(assignee_id, '') AS assignee, language, count(*) AS claims
  FROM claims INDEXED BY queue_by_report
  WHERE report_id = ? AND queued_at IS NOT NULL
  GROUP BY 1, 2, 3, 4
`).all(report)
