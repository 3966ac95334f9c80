import type { Response } from 'express'
import type { Views } from '../../views/models.ts'
import { importOf } from '../audit/trail.ts'
import type { Database } from '../database.ts'
import { publicationOf } from '../publication/report-page.ts'
import { originalOf } from '../reports/originals.ts'
import { coverageOf, keeping, placesOf, type Coverage, type PassageState } from '../reports/passages.ts'
import { findReport, passagesOfReport, type Report } from '../reports/reports.ts'
import { followerOf, versionsOf } from '../reports/versions.ts'
import { directionOf } from '../text/language.ts'
import { assertAnchor, inOrder, ownWords } from '../text/pieces.ts'
import { repetitionsIn } from '../text/repetition.ts'
import { signingOf, type Signing } from '../verdicts/reading-page.ts'
import { VERDICTS, type Verdict } from '../verdicts/rules.ts'
import { blankForm, type Form } from '../web/form.ts'
import { sendPage } from '../web/page.ts'
import { hopsInReport } from './attribution.ts'
import type { Occurrence } from './choose.ts'
import { caveatsInReport } from './caveats.ts'
import { claimsOfReport, type Claim } from './claims.ts'
import { coveringsIn } from './covering-page.ts'
import { isConflict, linksInReport } from './links.ts'
import { runsOf } from './highlight.ts'
import { sendEarlier } from './revision-page.ts'
import { isOfDesk } from './rules.ts'
import type { AskedOutside } from './suggestions.ts'

/** The form that makes a claim, as it came back. */
export type Making = { form: Form; places: Occurrence[] }

const counts = ({ status }: Claim) => isOfDesk(status)

/** The source with its highlights, beside what was made of it. */
function reportPage(db: Database, id: string, known: boolean, making: Making = { form: blankForm, places: [] }): Omit<Views['reports/show'], 'signing' | 'publication'> {
  const report = findReport(db, id)
  const claims = claimsOfReport(db, id)
  for (const claim of claims) assertAnchor(report.text, claim)
  const hops = hopsInReport(db, id)
  const passages = passagesOfReport(db, id)
  const coverings = coveringsIn(db, report, passages, claims)
  const caveats = caveatsInReport(db, id)
  const links = linksInReport(db, id)
  const coverage = coverageOf(passages, placesOf(claims, counts))
  const stateOf = new Map<number, PassageState>(coverage.passages.map(({ number, state }) => [number, state]))
  const shown = markedIn(claims)
  const nextUntriaged = untriagedAfterEach(coverage)
  const besides = (claim: Claim) => ({ hops: hops.get(claim.id) ?? [], caveats: caveats.get(claim.id) ?? [], conflicts: (links.get(claim.id) ?? []).filter(isConflict) })
  const cards = cardsOf(claims, report).map((claim) => ({ ...claim, ...besides(claim) }))

  return {
    title: report.title,
    report,
    original: originalOf(db, id) ?? null,
    suggester: suggesterAsked(db, id),
    direction: directionOf(report.language),
    known,
    coverage,
    map: mapOf(coverage),
    passages: passages.map((passage) => ({
      ...passage,
      nextUntriaged: nextUntriaged.get(passage.number) ?? null,
      state: stateOf.get(passage.number)!,
      covering: coverings.get(passage.number) ?? null,
      runs: runsOf(report.text, passage, shown),
      claims: cards.filter(({ start }) => start >= passage.start && start < passage.end),
    })),
    claims: claims.filter(counts).length,
    suggested: claims.filter(({ status }) => status === 'suggested').length,
    verdicts: verdictsIn(claims.filter(counts)),
    making,
    versions: versionsOf(db, id),
  }
}

/** What came of the suggester that was asked at the import, if one was. */
const suggesterAsked = (db: Database, reportId: string) =>
  (importOf(db, reportId)?.after as { suggester?: AskedOutside } | null | undefined)?.suggester ?? null

/** The map of a report: passages in their order, the longer ones wider. */
function mapOf({ passages, all }: Coverage): { number: number; state: PassageState; size: number }[] {
  const average = passages.reduce((sum, { length }) => sum + length, 0) / all
  return passages.map(({ number, state, length }) => ({ number, state, size: Math.min(4, Math.max(1, Math.round(length / average * 2))) }))
}

/** After each passage that nobody has dealt with the next one; after the last comes the first. */
function untriagedAfterEach({ passages }: Coverage): Map<number, number> {
  const untriaged = passages.filter(({ state }) => state === 'untriaged').map(({ number }) => number)
  return untriaged.length < 2 ? new Map() : new Map(untriaged.map((number, index) => [number, untriaged[(index + 1) % untriaged.length]!]))
}

/** What the source marks: the words of each claim wherever it is said, also where a claim was merged into it. */
function markedIn(claims: readonly Claim[]): Claim[] {
  const said = Map.groupBy(claims, keeping(claims))
  return claims.filter(({ status }) => status !== 'dismissed')
    .map((claim) => ({ ...claim, pieces: inOrder(said.get(claim)!.flatMap(({ pieces }) => pieces)) }))
}

/** What stands beside the source. A suggestion says which claim before it has the same words. */
function cardsOf(claims: readonly Claim[], { language }: Report) {
  const keptFor = keeping(claims)
  // What it was merged into may stand in an earlier version only: then there is nothing here to lead to.
  const keptBy = (claim: Claim) => keptFor(claim) === claim ? null : keptFor(claim)
  // Comparing takes time, and where nothing is suggested any more nobody is told.
  const isOpen = claims.some(({ status }) => status === 'suggested')
  const standing = isOpen ? claims.filter(({ status }) => status !== 'dismissed') : []
  const repeated = new Map(repetitionsIn(standing.map(ownWords), language).map((earlier, index) => [standing[index]!.id, earlier === null ? null : standing[earlier]!]))
  return claims.map((claim) => ({
    ...claim,
    keptBy: keptBy(claim),
    repeats: claim.status === 'suggested' ? repeated.get(claim.id) ?? null : null,
  }))
}

/** How many claims have which verdict; null stands for none yet. */
function verdictsIn(claims: readonly Claim[]): { verdict: Verdict | null; count: number }[] {
  return [...VERDICTS, null]
    .map((verdict) => ({ verdict, count: claims.filter((claim) => claim.verdict === verdict).length }))
    .filter(({ count }) => count > 0)
}

type Shown = { known?: boolean; making?: Making; signing?: Signing }

export function sendReport(db: Database, res: Response, id: string, { known = false, making, signing }: Shown = {}) {
  if (followerOf(db, id)) return sendEarlier(db, res, findReport(db, id), known)
  const page = reportPage(db, id, known, making)
  sendPage(res, 'reports/show', { ...page, signing: signingOf(db, page.report, res, signing), publication: publicationOf(db, id, res) })
}
