import type { Response } from 'express'
import { words } from '../../views/locales/words.ts'
import type { Database } from '../database.ts'
import { publicationOf } from '../publication/report-page.ts'
import { findReport, type Draft, type Report } from '../reports/reports.ts'
import { versionsOf } from '../reports/versions.ts'
import { compare, differencesOf, type Difference } from '../text/compare.ts'
import { directionOf } from '../text/language.ts'
import { written } from '../text/pieces.ts'
import { OUTCOMES, type Outcome } from '../text/reanchor.ts'
import { sendPage } from '../web/page.ts'
import { anchorsIn, type Place } from './anchors.ts'
import type { Caveat } from './caveats.ts'
import { findClaim, type Claim } from './claims.ts'
import { runsOf } from './highlight.ts'
import { planRevision, type Plan } from './revision.ts'

/** A claim as one version had it and as the next has it. `differences` are those of its words, where they changed; `lost` the caveats on it that the next will no longer have: beforehand; afterwards the trail of the claim says so. */
export type ConsequenceShown = { claim: Pick<Claim, 'id' | 'number' | 'statement' | 'language' | 'verdict'>; before: string; differences: Difference[]; status: Claim['status']; lost: readonly Caveat[] }

export type ConsequencesShown = { outcome: Outcome; consequences: ConsequenceShown[] }[]

/** What the preview carries on, to be sent again when it is confirmed. */
type Sent = { draft: Draft; body: Record<string, string>; movedOn: boolean }

/** Shows what the import of a later version would do, before it is done. */
export function sendConsequences(db: Database, res: Response, previous: Report, { draft, body, movedOn }: Sent) {
  const plan = planRevision(db, previous.id, draft.text)
  const { once: _once, fingerprint: _fingerprint, ...rest } = body
  sendPage(res, 'reports/consequences', {
    title: words[res.locals.locale].revision.consequences,
    previous,
    direction: directionOf(previous.language),
    movedOn,
    publishedOn: draft.publishedOn,
    isBefore: draft.publishedOn !== null && previous.publishedOn !== null && draft.publishedOn < previous.publishedOn,
    differences: differencesOf(plan.comparison),
    consequences: byOutcome(consequencesOf(plan)),
    suggested: plan.found.standing.filter((claim) => claim === undefined).length,
    sent: Object.entries({ ...rest, fingerprint: plan.fingerprint }),
  })
}

const consequencesOf = ({ consequences }: Plan) => consequences.map(({ claim, outcome, anchor, status, lost }) => ({ outcome, ...shown(claim, claim, outcome === 'changed' ? anchor : null), status, lost }))

const shown = (claim: Claim, before: Place, after: Place | null): ConsequenceShown => ({
  claim,
  before: written(before),
  differences: after ? differencesOf(compare(written(before), written(after))) : [],
  status: claim.status,
  lost: [],
})

/** What asks for a look comes first. */
const byOutcome = (all: readonly (ConsequenceShown & { outcome: Outcome })[]): ConsequencesShown =>
  OUTCOMES.toReversed().map((outcome) => ({ outcome, consequences: all.filter((consequence) => consequence.outcome === outcome) })).filter(({ consequences }) => consequences.length > 0)

/** What a version changed, for ever: its text against the one before, and what became of each claim then. */
export function sendChanges(db: Database, res: Response, id: string) {
  const report = findReport(db, id)
  if (report.revisionOf === null) return res.redirect(303, `/reports/${id}`)
  const previous = findReport(db, report.revisionOf)
  const t = words[res.locals.locale]

  sendPage(res, 'reports/changes', {
    title: `${t.revision.changes}: ${report.title}`,
    report,
    previous,
    direction: directionOf(report.language),
    versions: versionsOf(db, id),
    differences: differencesOf(compare(previous.text, report.text)),
    consequences: byOutcome(whatBecame(db, report, previous)),
  })
}

function whatBecame(db: Database, report: Report, previous: Report) {
  const later = new Map(anchorsIn(db, report.id).map((stood) => [stood.claimId, stood]))
  return anchorsIn(db, previous.id).map((stood) => {
    const claim = findClaim(db, stood.claimId)
    const after = stood.outcome === 'changed' ? later.get(claim.id) ?? (claim.reportId === report.id ? claim : null) : null
    return { outcome: stood.outcome, ...shown(claim, stood, after) }
  })
}

/** A version that another one followed, as it was: its own text, and the claims where they stood in it. */
export function sendEarlier(db: Database, res: Response, report: Report, known: boolean) {
  const stood = anchorsIn(db, report.id).map((anchor) => ({ ...anchor, claim: findClaim(db, anchor.claimId) })).filter(({ claim }) => claim.status !== 'dismissed')
  sendPage(res, 'reports/earlier', {
    title: report.title,
    report,
    direction: directionOf(report.language),
    known,
    versions: versionsOf(db, report.id),
    publication: publicationOf(db, report.id, res),
    runs: runsOf(report.text, { start: 0, end: report.text.length }, stood),
    stood,
  })
}
