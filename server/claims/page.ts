import type { Response } from 'express'
import { words } from '../../views/locales/words.ts'
import type { Views } from '../../views/models.ts'
import { linesOf, type Line } from '../audit/lines.ts'
import { eventsOfClaim } from '../audit/trail.ts'
import type { Database } from '../database.ts'
import type { Sentence } from '../errors.ts'
import { evidenceOf } from '../evidence/evidence.ts'
import { listPeople } from '../people/people.ts'
import type { Locale, Person } from '../people/person.ts'
import { findReport, passagesOfReport, type Report } from '../reports/reports.ts'
import { directionOf } from '../text/language.ts'
import { gateOf, VERDICTS } from '../verdicts/rules.ts'
import { standingSignOff, signOffsOf } from '../verdicts/sign-off.ts'
import { balanceOf, changeRequestsOf, judgementsOf } from '../verdicts/verdicts.ts'
import { formats } from '../../views/locales/formats.ts'
import { blankForm, type Form } from '../web/form.ts'
import { sendPage } from '../web/page.ts'
import { hopsOf } from './attribution.ts'
import { findClaim, type Claim } from './claims.ts'
import { canTake, isHeldByAnother, STEPS, type StepName } from './rules.ts'

/** A form that came back: which one, what was typed, and why it was not done. */
export type Returned = { name: string; form: Form; refusal?: Sentence | undefined; version?: number | undefined }

/** Gathers everything the page of one claim shows to this person. */
export function claimPage(db: Database, id: string, viewer: Person, locale: Locale, now: Date, returned?: Returned): Views['claims/show'] {
  const claim = findClaim(db, id)
  const report = findReport(db, claim.reportId)
  const evidence = evidenceOf(db, id)
  const judgements = judgementsOf(db, id)
  const typed = returned?.name === 'verdicts' ? returned.form.values : {}
  const reasoning = { rationale: typed.rationale ?? '', settle: typed.settle ?? '' }
  const balance = balanceOf(db, claim, evidence)
  const trail = trailOf(db, claim, report, locale)

  return {
    title: claim.statement,
    claim,
    report,
    direction: directionOf(report.language),
    context: contextIn(db, report, claim),
    hops: hopsOf(db, id),
    evidence,
    judgements,
    changeRequests: changeRequestsOf(db, id),
    signOffs: signOffsOf(db, id),
    signOff: standingSignOff(db, claim) ?? null,
    gates: VERDICTS.map((verdict) => ({ verdict, gate: gateOf(verdict, balance, reasoning) })),
    may: allowed(claim, viewer, now),
    holding: holdingOf(claim, viewer, now),
    isOwnVerdict: judgements.at(-1)?.authorId === viewer.id,
    people: listPeople(db).filter(({ standing }) => standing !== 'disabled'),
    trail: trail.toReversed(),
    formOf: (name) => returned?.name === name ? returned.form : blankForm,
    returned: returned && {
      name: returned.name,
      form: returned.form,
      refusal: returned.refusal?.(words[locale], formats[locale]) ?? null,
      meanwhile: returned.version === undefined || returned.version >= claim.version ? [] : trail.filter(({ version }) => version > returned.version!),
      typed: typedIn(returned.form, locale),
    },
    today: now.toISOString().slice(0, 10),
  }
}

/** What somebody typed, to be copied: their form itself may be gone, because they may no longer send it. */
function typedIn({ values }: Form, locale: Locale) {
  const { once: _once, version: _version, back: _back, ...typed } = values
  const names: Record<string, string> = { ...words[locale].hopFields, ...words[locale].fields }
  return Object.entries(typed)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => ({ field: names[name.replace(/-\d$/, '')] ?? '', value: value! }))
}

export function sendClaim(db: Database, res: Response, id: string, now: Date, returned?: Returned) {
  sendPage(res, 'claims/show', claimPage(db, id, res.locals.viewer!, res.locals.locale, now, returned))
}

/** The quote where it stands: the passages it touches, cut at its edges. */
function contextIn(db: Database, { id, text }: Report, { start, end }: Claim) {
  const touched = passagesOfReport(db, id).filter((passage) => passage.start < end && passage.end > start)
  const from = touched[0]?.start ?? start
  const to = touched.at(-1)?.end ?? end
  return { before: text.slice(from, start), quote: text.slice(start, end), after: text.slice(end, to).trimEnd() }
}

function trailOf(db: Database, claim: Claim, report: Report, locale: Locale): (Line & { version: number })[] {
  const t = words[locale]
  const events = eventsOfClaim(db, claim.id)
  const names = { claim: () => t.trail.thisClaim, report: () => report.title, person: () => '' }
  return linesOf(events, locale, names).map((line, index) => {
    const after = events[index]!.after
    const version = typeof after === 'object' && after !== null && 'version' in after ? Number(after.version) : 0
    return { ...line, version }
  })
}

const allowed = (claim: Claim, viewer: Person, now: Date) =>
  Object.fromEntries((Object.keys(STEPS) as StepName[]).map((step) => [step, canTake(step, claim, viewer, now)])) as Record<StepName, boolean>

/** Who has the claim checked out, as it concerns the person looking. */
function holdingOf(claim: Claim, viewer: Person, now: Date) {
  if (claim.holderId === null) return 'nobody'
  if (claim.holderId === viewer.id) return 'me'
  return isHeldByAnother(claim, viewer, now) ? 'another' : 'over'
}
