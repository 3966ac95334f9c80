import { change, type Act } from '../audit/trail.ts'
import type { Database } from '../database.ts'
import { conflict, notFound } from '../errors.ts'
import { ensureNewest } from '../reports/versions.ts'
import { findPassage, findReport, type Report } from '../reports/reports.ts'
import { coversOf } from '../text/caveats.ts'
import { passagesOf } from '../text/passages.ts'
import { hullOf } from '../text/pieces.ts'
import { occurrencesOf, quoteOf, type Span } from '../text/span.ts'
import type { Suggestion } from '../text/suggest.ts'
import { amendClaim, findClaim, placeOf } from './claims.ts'
import { isOfDesk } from './rules.ts'

/** The words of a passage in which the publisher says what it does not vouch for. */
export type Caveat = Span & { passage: number; quote: string }

/** A claim that a caveat is about. What is `proposed` comes from the rules, and counts for nothing until somebody says so. */
export type Cover = { claimId: string; number: number; proposed: boolean }

/** A caveat as a claim has it. */
export type CaveatOn = Caveat & { claimId: string; reportId: string; proposed: boolean }

type Applied = { reportId: string; number: number; claimIds: readonly string[]; known: string }

/**
 * Says which claims a caveat covers, in place of what was said or proposed before; and so also that the passage is one.
 * Leaves one trace of the caveat, and one of each claim of the desk for which that changes something: it may rest on a verdict, or on a sign-off.
 */
export function applyCaveat(db: Database, act: Act, { reportId, number, claimIds, known }: Applied) {
  change(db, act, (record) => {
    ensureNewest(db, reportId)
    const [report, passage] = [findReport(db, reportId), findPassage(db, reportId, number)]
    const before = coversAt(db, reportId, number)
    if (stampOf(before) !== known) throw conflict((t) => t.page.stale)
    const chosen = [...new Set(claimIds)].map((id) => findClaim(db, id))
    if (chosen.some((claim) => claim.reportId !== reportId || claim.status === 'dismissed')) throw notFound()
    const after = chosen.map(({ id, number }) => ({ claimId: id, number, proposed: false }))
    if (stampOf(after) === stampOf(before)) return

    const { quote } = caveatsIn(db, reportId).get(number) ?? insertCaveat(db, reportId, { passage: number, ...wordsOfPassage(report, passage) })
    const mark = chosen.length > 0 ? 'caveat' : passage.mark
    if (mark !== passage.mark) db.prepare('UPDATE passages SET mark = ? WHERE report_id = ? AND number = ?').run(mark, reportId, number)
    // What a dismissed claim was covered by waits with it: the form did not show it, so nobody took it away.
    db.prepare(`DELETE FROM caveat_covers WHERE report_id = ? AND passage = ? AND (SELECT status FROM claims WHERE id = claim_id) <> 'dismissed'`).run(reportId, number)
    for (const { id } of chosen) insertCover(db, reportId, number, id, act.person!.id)
    record({
      action: 'caveat.applied', subject: `report/${reportId}`, report: reportId,
      before: { passage: number, mark: passage.mark, covers: numbersIn(before) }, after: { passage: number, mark, covers: numbersIn(after), caveat: quote },
    })

    for (const claim of changedBy(before, after).map((id) => findClaim(db, id)).filter(({ status }) => isOfDesk(status))) {
      const next = amendClaim(db, act, claim)
      const added = chosen.some(({ id }) => id === claim.id)
      record({ action: added ? 'claim.caveat_added' : 'claim.caveat_removed', ...placeOf(claim), after: { caveat: quote, passage: number, status: next.status, version: next.version } })
    }
  }, { bulk: true })
}

/** What a form was made from: when it is no longer so, somebody said something meanwhile. */
export const stampOf = (covers: readonly Pick<Cover, 'claimId' | 'proposed'>[]) => covers.map(({ claimId, proposed }) => proposed ? `${claimId}?` : claimId).sort().join(' ')

const numbersIn = (covers: readonly Cover[]) => covers.filter(({ proposed }) => !proposed).map(({ number }) => number).sort((a, b) => a - b)

/** The claims that a person covered only before, or only after. */
function changedBy(before: readonly Cover[], after: readonly Cover[]): string[] {
  const [had, has] = [before, after].map((covers) => new Set(covers.filter(({ proposed }) => !proposed).map(({ claimId }) => claimId))) as [Set<string>, Set<string>]
  return [...had.symmetricDifference(has)]
}

/** Where no rule found the caveat's words, they are all of the passage. */
export function wordsOfPassage({ text }: Pick<Report, 'text'>, { start, end }: Span): Span & { quote: string } {
  const whole = text.slice(start, end)
  const from = start + whole.length - whole.trimStart().length
  const quote = whole.trim() || whole
  return quote === whole ? { start, end, quote } : { start: from, end: from + quote.length, quote }
}

/** Inner work: what the rules took for a caveat, and which of the claims they suggested they think it covers. `claimIds` follow the suggestions. */
export function proposeCaveats(db: Database, report: Report, suggestions: readonly Suggestion[], claimIds: readonly (string | null)[]) {
  const covers = coversOf(report.text, report.language, suggestions)
  const byPassage = Map.groupBy(covers.keys(), (index) => suggestions[index]!.passage + 1)
  const known = caveatsIn(db, report.id)
  for (const [number, indexes] of byPassage) {
    if (known.has(number)) continue
    const span = hullOf(indexes.flatMap((index) => suggestions[index]!.spans).toSorted((a, b) => a.start - b.start))
    db.prepare(`UPDATE passages SET suggested_mark = 'caveat' WHERE report_id = ? AND number = ?`).run(report.id, number)
    insertCaveat(db, report.id, { passage: number, ...span, quote: quoteOf(report.text, span) })
    const covered = new Set(indexes.flatMap((index) => covers.get(index)!).map((index) => claimIds[index]))
    for (const id of covered) if (id) insertCover(db, report.id, number, id, null)
  }
}

/** Inner work: where the words of a caveat stand in the next version, it is one there too, of the same claims as far as they stand there. */
export function carryCaveats(db: Database, previous: Report, next: Report) {
  for (const [passage, caveat] of caveatsAgain(db, previous, next.text)) {
    insertCaveat(db, next.id, caveat)
    db.prepare(`
      INSERT INTO caveat_covers (report_id, passage, claim_id, said_by)
      SELECT @next, @there, claim_id, said_by
      FROM caveat_covers JOIN claims ON claims.id = claim_id
      WHERE caveat_covers.report_id = @previous AND passage = @passage AND claims.report_id = @next
    `).run({ previous: previous.id, passage, next: next.id, there: caveat.passage })
  }
}

/** The caveats of a report that stand in another text as well, each in a passage of its own there; by the passage in which they stand now. */
function caveatsAgain(db: Database, report: Report, text: string): Map<number, Caveat> {
  const passages = passagesOf(text, report.language)
  const taken = new Set<number>()
  return new Map([...caveatsIn(db, report.id).values()].flatMap((caveat): [number, Caveat][] => {
    const span = spanAgain(text, caveat)
    const passage = span ? passages.findIndex(({ start, end }) => span.start >= start && span.end <= end) + 1 : 0
    if (!span || passage === 0 || taken.has(passage)) return []
    taken.add(passage)
    return [[caveat.passage, { passage, ...span, quote: caveat.quote }]]
  }))
}

/** Where a caveat stands in another text: the only place that says the same. */
function spanAgain(text: string, { quote }: Pick<Caveat, 'quote'>): Span | undefined {
  const [start, another] = occurrencesOf(text, quote)
  return start === undefined || another !== undefined ? undefined : { start, end: start + quote.length }
}

/** By claim, the caveats that somebody said cover it and that a later version no longer has, or not in these words. */
export function caveatsLost(db: Database, previous: Report, text: string): Map<string, CaveatOn[]> {
  const again = caveatsAgain(db, previous, text)
  const all = [...caveatsInReport(db, previous.id).values()].flat()
  return Map.groupBy(all.filter((caveat) => isSaid(caveat) && !again.has(caveat.passage)), ({ claimId }) => claimId)
}

function insertCaveat(db: Database, reportId: string, caveat: Caveat): Caveat {
  db.prepare('INSERT INTO caveats (report_id, passage, span_start, span_end, quote) VALUES (@reportId, @passage, @start, @end, @quote)').run({ ...caveat, reportId })
  return caveat
}

function insertCover(db: Database, reportId: string, passage: number, claimId: string, saidBy: string | null) {
  db.prepare('INSERT INTO caveat_covers (report_id, passage, claim_id, said_by) VALUES (?, ?, ?, ?)').run(reportId, passage, claimId, saidBy)
}

/** What one caveat covers or may cover; claims that were dismissed are none. */
export function coversAt(db: Database, reportId: string, passage: number): Cover[] {
  return db.prepare<[string, number], Omit<Cover, 'proposed'> & { saidBy: string | null }>(`
    SELECT claim_id AS claimId, claims.number, said_by AS saidBy
    FROM caveat_covers JOIN claims ON claims.id = claim_id
    WHERE caveat_covers.report_id = ? AND passage = ? AND status <> 'dismissed'
  `).all(reportId, passage).map(({ saidBy, ...cover }) => ({ ...cover, proposed: saidBy === null }))
}

/** The caveats of a report, by passage. */
export function caveatsIn(db: Database, reportId: string): Map<number, Caveat> {
  const rows = db.prepare<[string], Caveat>(`
    SELECT passage, span_start AS start, span_end AS end, quote FROM caveats WHERE report_id = ?
  `).all(reportId)
  return new Map(rows.map((caveat) => [caveat.passage, caveat]))
}

const ON_CLAIMS = `
  SELECT claim_id AS claimId, caveats.report_id AS reportId, caveats.passage, span_start AS start, span_end AS end, quote, said_by AS saidBy
  FROM caveat_covers
  CROSS JOIN caveats ON caveats.report_id = caveat_covers.report_id AND caveats.passage = caveat_covers.passage`

type Row = Omit<CaveatOn, 'proposed'> & { saidBy: string | null }

const asCaveatOn = ({ saidBy, ...caveat }: Row): CaveatOn => ({ ...caveat, proposed: saidBy === null })

/** The caveats on a claim, those that are only proposed and those in earlier versions of its report among them. */
export const caveatsOf = (db: Database, claimId: string): CaveatOn[] =>
  db.prepare<[string], Row>(`${ON_CLAIMS} WHERE claim_id = ? ORDER BY caveats.report_id, caveats.passage`).all(claimId).map(asCaveatOn)

/** The same for all claims of a report, by claim. */
export function caveatsOfClaimsIn(db: Database, reportId: string): Map<string, CaveatOn[]> {
  const rows = db.prepare<[string], Row>(`${ON_CLAIMS} WHERE claim_id IN (SELECT id FROM claims WHERE report_id = ?) ORDER BY claim_id, caveats.report_id, caveats.passage`).all(reportId)
  return Map.groupBy(rows.map(asCaveatOn), ({ claimId }) => claimId)
}

/** Those that the report itself has, not the versions before it. */
export const caveatsInReport = (db: Database, reportId: string): Map<string, CaveatOn[]> =>
  new Map([...caveatsOfClaimsIn(db, reportId)].map(([claimId, caveats]) => [claimId, caveats.filter(isIn(reportId))]))

export const isIn = (reportId: string) => (caveat: Pick<CaveatOn, 'reportId'>) => caveat.reportId === reportId

/** What somebody said, not what the rules propose. */
export const isSaid = ({ proposed }: Pick<Cover, 'proposed'>) => !proposed
