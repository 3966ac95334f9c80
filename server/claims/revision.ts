import { hash } from 'node:crypto'
import { canonical } from '../audit/canonical.ts'
import { change, type Act, type Trace } from '../audit/trail.ts'
import type { Database } from '../database.ts'
import { conflict } from '../errors.ts'
import { adoptOriginal, type WaitingOriginal } from '../reports/originals.ts'
import { carryMarks } from '../reports/passages.ts'
import { findReport, insertReport, type Draft, type Report } from '../reports/reports.ts'
import { ensureNewest } from '../reports/versions.ts'
import { compare, type Comparison } from '../text/compare.ts'
import { anchorOf, ownWords, type Anchor } from '../text/pieces.ts'
import { reanchoring, OUTCOMES, type Outcome } from '../text/reanchor.ts'
import { suggestClaims, type Suggestion } from '../text/suggest.ts'
import { keepAnchor } from './anchors.ts'
import { carryCaveats, caveatsLost, type CaveatOn } from './caveats.ts'
import { claimsOfReport, moveClaim, placeOf, whereOf, type Changes, type Claim } from './claims.ts'
import { AFTER_CHANGE, isOfDesk, isSigned, type Status } from './rules.ts'
import { isOfClaim, suggest } from './suggestions.ts'

/**
 * What becomes of a claim in the later version: where it stands there, or that it does not; and its status then.
 * `changed` and the loss of a caveat, which is part of what was signed off, send it back to review.
 */
export type Consequence = { claim: Claim; status: Status; lost: readonly CaveatOn[] } & ({ outcome: Exclude<Outcome, 'vanished'>; anchor: Anchor } | { outcome: 'vanished'; anchor: null })

/** What the rules find in the new text: words of a claim that stands there, by its id; null: nothing new, or nothing to be a claim; undefined: a new suggestion. */
type Found = { suggestions: Suggestion[]; standing: (string | null | undefined)[] }

/** What the import of a later version would do. `fingerprint` says whether it is still the same when it is done. */
export type Plan = { previous: Report; comparison: Comparison; consequences: Consequence[]; found: Found; fingerprint: string }

export function planRevision(db: Database, previousId: string, text: string): Plan {
  const previous = findReport(db, previousId)
  const comparison = compare(previous.text, text)
  const find = reanchoring(comparison)
  const lostBy = caveatsLost(db, previous, text)
  const consequences = claimsOfReport(db, previousId).map((claim): Consequence => {
    const found = find(claim.pieces)
    if (found.outcome === 'vanished') return { claim, outcome: 'vanished', anchor: null, status: claim.status, lost: [] }
    const lost = lostBy.get(claim.id) ?? []
    const status = found.outcome === 'changed' || (isSigned(claim.status) && lost.length > 0) ? statusAfter(claim) : claim.status
    return { claim, outcome: found.outcome, anchor: anchorOf(text, found.pieces), status, lost }
  })
  const told = consequences.map(({ claim: { id, version }, outcome, anchor, status }) => ({ id, version, outcome, status, pieces: anchor && anchor.pieces.map(({ start, end }) => [start, end]) }))
  return { previous, comparison, consequences, found: findIn(comparison, previous, consequences), fingerprint: hash('sha256', canonical({ previous: previousId, text: hash('sha256', text), claims: told })) }
}

/** What was merged into another claim stays so, whatever its own words say now. */
const statusAfter = ({ status, mergedInto }: Claim) => mergedInto === null ? AFTER_CHANGE[status] : status

/** New claims are suggested in words that are new, and where no claim stands: nothing is suggested twice, and nothing that was read is asked again. */
function findIn({ new: { text, tokens }, toOld }: Comparison, { language }: Report, consequences: readonly Consequence[]): Found {
  const suggestions = suggestClaims(text, language)
  const isNew = new Uint8Array(text.length)
  tokens.forEach(({ start, end }, index) => { if (toOld[index]! < 0) isNew.fill(1, start, end) })
  const standsHere = new Int32Array(text.length)
  consequences.forEach(({ anchor }, index) => { for (const { start, end } of anchor?.pieces ?? []) standsHere.fill(index + 1, start, end) })

  const standing = suggestions.map((suggestion) => {
    const there = suggestion.spans.map(({ start, end }) => standsHere.subarray(start, end).find((index) => index > 0)).find((index) => index !== undefined)
    if (there !== undefined) return consequences[there - 1]!.claim.id
    return isOfClaim(suggestion) && suggestion.spans.some(({ start, end }) => isNew.subarray(start, end).includes(1)) ? undefined : null
  })
  return { suggestions, standing }
}

type Revision = { previousId: string; draft: Draft; original?: WaitingOriginal | undefined; fingerprint: string }

/**
 * Takes in a later version of an article: its text becomes a report that follows the one before it, and every claim goes to where its words stand now.
 * Throws when this is not what was shown before. Returns the id of the new report.
 */
export function reviseReport(db: Database, act: Act, { previousId, draft, original, fingerprint }: Revision): string {
  return change(db, act, (record) => {
    ensureNewest(db, previousId)
    const plan = planRevision(db, previousId, draft.text)
    if (plan.fingerprint !== fingerprint) throw conflict((t) => t.revision.movedOn)

    const report = insertReport(db, act, { ...draft, language: plan.previous.language }, plan.previous)
    const kept = original && adoptOriginal(db, act, report, original)
    carryMarks(db, plan.previous, report)
    const traces = plan.consequences.flatMap((consequence) => follow(db, act, report, consequence))
    carryCaveats(db, plan.previous, report)
    const suggested = suggest(db, act, report, plan.found.suggestions, (index) => plan.found.standing[index])

    const counts = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, plan.consequences.filter((consequence) => consequence.outcome === outcome).length]))
    const { title, publisher, sha256, rules, version, id } = report
    record({
      action: 'report.revised', subject: `report/${id}`, report: id,
      before: { report: previousId, sha256: plan.previous.sha256 }, after: { title, publisher, sha256, rules, reportVersion: version, ...counts, suggested, ...kept },
    })
    traces.forEach(record)
    return id
  }, { bulk: true })
}

/** Moves a claim to the new version, or leaves it at the old one where its words stand last. Whoever brings that version answers for the caveats that it no longer has. */
function follow(db: Database, act: Act, report: Report, { claim, outcome, anchor, status, lost }: Consequence): Trace[] {
  keepAnchor(db, claim, outcome)
  const place = placeOf({ id: claim.id, reportId: report.id })
  const before = { ...whereOf(claim), status: claim.status }
  if (!anchor) return [{ action: 'claim.vanished', ...place, before, after: { outcome } }]

  const next = moveClaim(db, act, claim, { ...anchor, reportId: report.id, status, ...(outcome === 'changed' ? afterChange(claim, anchor, status, report) : {}) })
  return [
    { action: 'claim.reanchored', ...place, before, after: { outcome, ...whereOf(next), status: next.status, version: next.version } },
    ...(isOfDesk(claim.status) ? lost : []).map(({ quote, passage }): Trace =>
      ({ action: 'claim.caveat_gone', ...place, after: { caveat: quote, passage, status: next.status, version: next.version } })),
  ]
}

/** Whoever decided on the old words has not seen the new ones. What nobody has worded follows them by itself. */
function afterChange(claim: Claim, anchor: Anchor, status: Status, report: Report): Changes {
  if (isOfDesk(status)) return { changedIn: report.id }
  return claim.statement === ownWords(claim) ? { statement: ownWords(anchor) } : {}
}
