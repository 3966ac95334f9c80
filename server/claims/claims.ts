import type { Act } from '../audit/trail.ts'
import type { Database } from '../database.ts'
import { conflict, notFound } from '../errors.ts'
import { indexText } from '../text/fold.ts'
import { ownWords, readPieces, storedPieces } from '../text/pieces.ts'
import type { Span } from '../text/span.ts'
import type { Modality } from '../text/suggest.ts'
import type { Verdict } from '../verdicts/rules.ts'
import { belongsInQueue, isOfDesk, isSigned, leaseFrom, type AttributionCheck, type Status } from './rules.ts'
import { indexStems } from './similar-index.ts'

export type Claim = {
  id: string
  reportId: string
  /** Its place in its report, as people call it. */
  number: number
  start: number
  end: number
  quote: string
  prefix: string
  suffix: string
  /** What of the quote are its words: one piece, or several with other words between them. */
  pieces: Span[]
  statement: string
  language: string
  modality: Modality
  place: string
  happenedOn: string | null
  dateBasis: string
  /** When what it foretells can be known, and under what condition. */
  dueOn: string | null
  condition: string
  attributionCheck: AttributionCheck
  attributionNote: string
  status: Status
  verdict: Verdict | null
  claimant: string
  assigneeId: string | null
  assignee: string | null
  holderId: string | null
  holder: string | null
  heldUntil: string | null
  version: number
  rules: string | null
  /** The claim it was once a part of, and the one in whose favour it was dismissed, by their ids. */
  splitFrom: string | null
  mergedInto: string | null
  /** How the suggestion had to be mended, if the rules made it. */
  mended: 'edited' | 'split' | null
  /** The version in which its words changed, while nobody has looked at them since. */
  changedIn: string | null
  createdAt: string
  queuedAt: string | null
}

const CLAIM = `
  SELECT
    claims.id, report_id AS reportId, number, span_start AS start, span_end AS end, quote, prefix, suffix, pieces, statement, claims.language,
    modality, place, happened_on AS happenedOn, date_basis AS dateBasis, due_on AS dueOn, condition,
    attribution_check AS attributionCheck, attribution_note AS attributionNote, status, verdict, claimant,
    assignee_id AS assigneeId, assignees.name AS assignee, holder_id AS holderId, holders.name AS holder, held_until AS heldUntil,
    version, rules, split_from AS splitFrom, merged_into AS mergedInto, mended, changed_in AS changedIn, claims.created_at AS createdAt, queued_at AS queuedAt
  FROM claims
  LEFT JOIN people AS assignees ON assignees.id = assignee_id
  LEFT JOIN people AS holders ON holders.id = holder_id`

type Row = Omit<Claim, 'pieces'> & { pieces: string | null }

const asClaim = (row: Row): Claim => ({ ...row, pieces: readPieces(row) })

export function findClaim(db: Database, id: string): Claim {
  const row = db.prepare<[string], Row>(`${CLAIM} WHERE claims.id = ?`).get(id)
  if (!row) throw notFound()
  return asClaim(row)
}

/** The claims of a report in the order of its text, suggestions and dismissed ones among them. */
export function claimsOfReport(db: Database, reportId: string): Claim[] {
  return db.prepare<[string], Row>(`${CLAIM} WHERE report_id = ? ORDER BY span_start, key`).all(reportId).map(asClaim)
}

/** The same in pages; `after` is where the last one already seen began, and its id. */
export function claimsOfReportAfter(db: Database, reportId: string, { start, id }: Pick<Claim, 'start' | 'id'>, limit: number): Claim[] {
  return db.prepare<object, Row>(`
    ${CLAIM} WHERE report_id = @reportId AND (span_start, key) > (@start, coalesce((SELECT key FROM claims AS last WHERE last.id = @id), 0))
    ORDER BY span_start, key LIMIT @limit
  `).all({ reportId, start, id, limit }).map(asClaim)
}

/** For a query about one claim (`@claimId`): it and those that were merged into it, whose evidence and links speak for it. */
export const GATHERED = `
  WITH RECURSIVE gathered (id) AS (
    SELECT @claimId
    UNION SELECT claims.id FROM gathered CROSS JOIN claims ON merged_into = gathered.id
  )`

/** The same for all claims of a report: which of them speaks for each claim, itself or one that was merged into it. That one may stand in an earlier version. */
export function gatheredInReport(db: Database, reportId: string): Map<string, string> {
  const rows = db.prepare<[string], { id: string; keptBy: string }>(`
    WITH RECURSIVE gathered (id, kept_by) AS (
      SELECT id, id FROM claims WHERE report_id = ? AND merged_into IS NULL
      UNION SELECT claims.id, kept_by FROM gathered CROSS JOIN claims ON merged_into = gathered.id
    )
    SELECT id, kept_by AS keptBy FROM gathered
  `).all(reportId)
  return new Map(rows.map(({ id, keptBy }) => [id, keptBy]))
}

/** The claims that were merged into this one: other places where it is said. */
export const mergedInto = (db: Database, claimId: string): Claim[] =>
  db.prepare<{ claimId: string }, Row>(`${GATHERED} ${CLAIM} WHERE claims.id IN (SELECT id FROM gathered) AND claims.id <> @claimId ORDER BY span_start, key`).all({ claimId }).map(asClaim)

/** The claims that were once a part of this one. */
export const splitFrom = (db: Database, claimId: string) =>
  db.prepare<[string], Pick<Claim, 'id' | 'number'>>('SELECT id, number FROM claims WHERE split_from = ? ORDER BY number').all(claimId)

/** The claim as the form saw it. Throws when it has moved on since: a stale form never wins. */
export function findClaimAt(db: Database, id: string, version: number): Claim {
  const claim = findClaim(db, id)
  ensureVersion(claim, version)
  return claim
}

export function ensureVersion(claim: Claim, version: number) {
  if (claim.version !== version) throw conflict((t) => t.page.stale)
}

/** The columns that a change of a claim may set. */
const COLUMNS = {
  reportId: 'report_id', changedIn: 'changed_in',
  start: 'span_start', end: 'span_end', quote: 'quote', prefix: 'prefix', suffix: 'suffix', pieces: 'pieces', mergedInto: 'merged_into', mended: 'mended',
  statement: 'statement', modality: 'modality', place: 'place', happenedOn: 'happened_on', dateBasis: 'date_basis', attributionCheck: 'attribution_check',
  attributionNote: 'attribution_note', dueOn: 'due_on', condition: 'condition',
  status: 'status', verdict: 'verdict', claimant: 'claimant', assigneeId: 'assignee_id', holderId: 'holder_id', heldUntil: 'held_until',
} as const satisfies Partial<Record<keyof Claim, string>>

export type Changes = Partial<Pick<Claim, keyof typeof COLUMNS>>

/**
 * Writes a change to the claim and moves it on by one version.
 * What follows from a change follows here, and nowhere else: its place in the queue, its words in both indexes, its lease.
 */
export function moveClaim(db: Database, act: Act, claim: Claim, changes: Changes): Claim {
  const next = { ...claim, ...followed(act, claim, changes), version: claim.version + 1 }
  const queuedAt = belongsInQueue(next, act.at) ? claim.queuedAt ?? act.at.toISOString() : null
  const settings = Object.values(COLUMNS).map((column) => `${column} = @${column}`).join(', ')
  const stored = { ...next, pieces: storedPieces(next.pieces) }
  const values = Object.fromEntries(Object.entries(COLUMNS).map(([name, column]) => [column, stored[name as keyof typeof COLUMNS]]))
  const isOtherWords = changes.statement !== undefined || changes.pieces !== undefined

  const { changes: moved } = db.prepare(`
    UPDATE claims SET ${settings}, queued_at = @queuedAt, terms = coalesce(@terms, terms), version = version + 1
    WHERE id = @id AND version = @version
  `).run({ ...values, queuedAt, terms: isOtherWords ? termsOf(next) : null, id: claim.id, version: claim.version })

  if (moved !== 1) throw conflict((t) => t.page.stale)
  if (saysOtherwise(claim, next)) indexStems(db, claim.id)
  return { ...next, queuedAt }
}

/** Whether what the index of similar claims holds of the claim has changed. */
const saysOtherwise = (before: Claim, after: Claim) =>
  before.statement !== after.statement || ownWords(before) !== ownWords(after) || isOfDesk(before.status) !== isOfDesk(after.status)

/** Work renews its own lease; a claim that is not in progress has none. */
function followed({ person, at }: Act, claim: Claim, changes: Changes): Changes {
  const status = changes.status ?? claim.status
  if (status !== 'in_progress') return { ...changes, holderId: null, heldUntil: null }
  if (changes.holderId !== undefined) return changes
  return claim.holderId === person?.id && person ? { ...changes, heldUntil: leaseFrom(at) } : changes
}

/**
 * Any change to what was signed makes the sign-off stale, so the claim goes back to review.
 * `changes` may be empty: evidence that comes or goes changes the content too.
 */
export const amendClaim = (db: Database, act: Act, claim: Claim, changes: Changes = {}): Claim =>
  moveClaim(db, act, claim, { ...(isSigned(claim.status) ? { status: 'in_review' as const } : {}), ...changes })

/** What marks a suggestion as mended; nothing for what no rules made. That it was two claims says more than that its words were changed. */
export const mendedAs = (how: 'edited' | 'split', { rules, mended }: Claim): Pick<Changes, 'mended'> => rules === null || mended === 'split' ? {} : { mended: how }

/** How far around a claim, counted by its number, its page looks for what is likely to concern it: so it costs the same in a report of thousands. */
const NEAR = 20

export const near = ({ reportId, number }: Pick<Claim, 'reportId' | 'number'>) => ({ reportId, from: number - NEAR, to: number + NEAR })

export type Neighbour = Pick<Claim, 'id' | 'number' | 'statement' | 'place' | 'status'>

/** The claims of a report around one, in the order of their numbers. */
export const neighboursOf = (db: Database, claim: Pick<Claim, 'id' | 'reportId' | 'number'>): Neighbour[] =>
  db.prepare<object, Neighbour>(`
    SELECT id, number, statement, place, status FROM claims WHERE report_id = @reportId AND id <> @id AND number BETWEEN @from AND @to ORDER BY number
  `).all({ id: claim.id, ...near(claim) })

/** What every trace of a claim says of where it belongs. */
export const placeOf = (claim: Pick<Claim, 'id' | 'reportId'>) => ({ subject: `claim/${claim.id}`, claim: claim.id, report: claim.reportId })

/** Where the words of a claim stand, as its traces say it; the pieces where there are several. */
export const whereOf = ({ start, end, quote, pieces }: Pick<Claim, 'start' | 'end' | 'quote' | 'pieces'>) =>
  ({ start, end, quote, ...(pieces.length > 1 ? { pieces: pieces.map(({ start, end }) => [start, end]) } : {}) })

/** What searching compares: the wording and the words of the report. */
export function termsOf(claim: Pick<Claim, 'statement' | 'start' | 'quote' | 'pieces'>): string {
  const words = ownWords(claim)
  return indexText(claim.statement === words ? words : `${claim.statement} ${words}`)
}
