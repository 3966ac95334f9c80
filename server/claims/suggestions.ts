import { change, type Act } from '../audit/trail.ts'
import type { Database } from '../database.ts'
import { unfit } from '../errors.ts'
import { newId } from '../ids.ts'
import { adoptOriginal, type WaitingOriginal } from '../reports/originals.ts'
import { insertReport, reportWithText, type Draft, type Report } from '../reports/reports.ts'
import { ensureNewest, versionsOf } from '../reports/versions.ts'
import { anchorOf, areApart, ownWords, storedPieces, written, type Anchor } from '../text/pieces.ts'
import type { Span } from '../text/span.ts'
import { suggestClaims, type Hop as SuggestedHop, type Modality, type Suggestion } from '../text/suggest.ts'
import { writeHops, type Hop } from './attribution.ts'
import { proposeCaveats } from './caveats.ts'
import { placeOf, termsOf, whereOf } from './claims.ts'
import { belongsInQueue, type Status } from './rules.ts'
import type { Heard } from './heard.ts'
import { indexStems } from './similar-index.ts'
import type { Failed, Suggester } from './suggester.ts'

/** Takes a report in: its text, the original that it was taken out of, its passages, what the rules suggest, and what was heard from a suggester outside, all in one. Returns its id. */
export function importReport(db: Database, act: Act, draft: Draft, original?: WaitingOriginal, heard?: Heard | Failed): string {
  return change(db, act, (record) => {
    const report = insertReport(db, act, draft)
    const kept = original && adoptOriginal(db, act, report, original)
    const suggested = suggest(db, act, report, suggestClaims(report.text, report.language))
    const suggester = heard && suggestAlso(db, act, report, heard)
    const { title, publisher, language, sha256, rules, id } = report
    record({ action: 'report.imported', subject: `report/${id}`, report: id, after: { title, publisher, language, sha256, rules, suggested, ...(suggester ? { suggester } : {}), ...kept } })
    return id
  })
}

/** Takes a text in, unless the desk has it already: then it leads to the report that does. */
export async function takeInText(db: Database, act: Act, { draft, original }: { draft: Draft; original?: WaitingOriginal | undefined }, suggester: Suggester | undefined): Promise<{ id: string; isNew: boolean }> {
  const heard = await suggester?.(draft)
  // Somebody may have brought the same text while the suggester was asked.
  const known = reportWithText(db, draft.text)
  return known ? { id: known.id, isNew: false } : { id: importReport(db, act, draft, original, heard), isNew: true }
}

/** A caveat or a note on sources is no claim of its own: it says what its passage is. Everything else becomes a suggested claim. */
export const isOfClaim = ({ kind }: Suggestion) => kind !== 'caveat' && kind !== 'provenance'

/**
 * Inner work: the caller's transaction and trace. `standing` says which claim stands already where something is suggested, or null where nothing is to be;
 * from undefined a suggested claim is made. Returns how many are.
 */
export function suggest(db: Database, act: Act, report: Report, suggestions: readonly Suggestion[], standing: (index: number) => string | null | undefined = () => undefined): number {
  const first = nextNumber(db, report.id)
  let made = 0
  const claimIds = suggestions.map((suggestion, index) => {
    const known = isOfClaim(suggestion) ? standing(index) : null
    return known === undefined ? insertSuggested(db, act, report, suggestion, first + made++) : known
  })
  proposeCaveats(db, report, suggestions, claimIds)
  return made
}

function insertSuggested(db: Database, act: Act, report: Report, { spans, modality, chain }: Suggestion, number: number): string {
  const anchor = anchorOf(report.text, spans)
  return insertClaim(db, act, report, { anchor, statement: ownWords(anchor), modality, status: 'suggested', number, rules: report.rules, hops: chain.map(asHop) })
}

/** What the trace of an import says of the suggester that was asked: how many it made, how many our own rules had made too, how many were left out. */
export type AskedOutside = { rules: string; made: number; same: number; dropped: number } | Failed

/** What an outside suggester sees is suggested under its name, beside what our own rules suggest, unless that is the same. It can do no more than that. */
function suggestAlso(db: Database, act: Act, report: Report, heard: Heard | Failed): AskedOutside {
  if ('failure' in heard) return heard

  const fresh = new Map(heard.suggestions.map((one) => [`${one.start}-${one.end}`, one]))
  const own = db.prepare<[string], { place: string }>("SELECT span_start || '-' || span_end AS place FROM claims WHERE report_id = ? AND pieces IS NULL").all(report.id)
  for (const { place } of own) fresh.delete(place)

  for (const { start, end, modality, claimant } of fresh.values()) {
    const anchor = anchorOf(report.text, [{ start, end }])
    const hops = claimant === null ? [] : [asHop({ actor: claimant, named: true, medium: null, verb: null })]
    insertClaim(db, act, report, { anchor, statement: ownWords(anchor), modality, status: 'suggested', number: nextNumber(db, report.id), rules: heard.rules, hops })
  }
  return { rules: heard.rules, made: fresh.size, same: heard.suggestions.length - fresh.size, dropped: heard.dropped }
}

const asHop = ({ actor, named, medium, verb }: SuggestedHop): Hop => ({ actor, named, medium: medium ?? '', verb: verb ?? '', link: '' })

type NewClaim = {
  anchor: Anchor
  statement: string
  modality: Modality
  status: Status
  number: number
  rules: string | null
  hops: readonly Hop[]
  assigneeId?: string | null
  splitFrom?: string | null
}

/** Inner work: the caller's transaction and trace. */
export function insertClaim(db: Database, act: Act, report: Report, { anchor, hops, assigneeId = null, splitFrom = null, ...claim }: NewClaim): string {
  const { statement, modality, status, rules } = claim
  const id = newId()
  db.prepare(`
    INSERT INTO claims (
      id, report_id, number, span_start, span_end, quote, prefix, suffix, pieces, statement, language, modality, status, claimant, assignee_id, rules, split_from,
      created_by, created_at, queued_at, terms
    ) VALUES (
      @id, @reportId, @number, @start, @end, @quote, @prefix, @suffix, @pieces, @statement, @language, @modality, @status, @claimant, @assigneeId, @rules, @splitFrom,
      @createdBy, @at, @queuedAt, @terms
    )
  `).run({
    ...anchor, ...claim, pieces: storedPieces(anchor.pieces), id, reportId: report.id, language: report.language, assigneeId, splitFrom,
    claimant: hops[0]?.actor ?? '', createdBy: rules === null ? act.person!.id : null, at: act.at.toISOString(),
    queuedAt: belongsInQueue({ status, modality, dueOn: null }, act.at) ? act.at.toISOString() : null, terms: termsOf({ ...anchor, statement }),
  })
  writeHops(db, id, hops)
  indexStems(db, id)
  return id
}

/** How the next claim of a report is called. Numbers count on through the versions of an article, so that a number is one claim in all of them. */
export const nextNumber = (db: Database, reportId: string) =>
  (db.prepare(`
    SELECT coalesce(max(number), 0) + 1 AS number FROM claims WHERE report_id IN (SELECT value FROM json_each(?))
  `).get(JSON.stringify(versionsOf(db, reportId).map(({ id }) => id))) as { number: number }).number

/** `quote` is what they saw: the words of the pieces, as they are written. Without a statement the words stand for themselves. */
type Chosen = { pieces: readonly Span[]; quote: string; statement: string; modality: Modality }

/** Makes a claim of words that somebody chose. The quote they saw must be what stands there. Returns the claim's id. */
export function makeClaim(db: Database, act: Act, report: Report, { pieces, quote, modality, ...chosen }: Chosen): string {
  if (!areApart(report.text, pieces) || quote.trim() === '') throw unfit((t) => t.refusals.quoteMoved)
  const anchor = anchorOf(report.text, pieces)
  if (written(anchor) !== quote) throw unfit((t) => t.refusals.quoteMoved)
  const statement = chosen.statement || ownWords(anchor)

  return change(db, act, (record) => {
    ensureNewest(db, report.id)
    const id = insertClaim(db, act, report, { anchor, statement, modality, status: 'queued', number: nextNumber(db, report.id), rules: null, hops: [] })
    record({ action: 'claim.made', ...placeOf({ id, reportId: report.id }), after: { ...whereOf(anchor), statement, modality, version: 1 } })
    return id
  })
}
