import type { Response } from 'express'
import { words } from '../../views/locales/words.ts'
import type { Views } from '../../views/models.ts'
import { linesOf, type Names } from '../audit/lines.ts'
import { eventsOfClaim, type AuditEvent } from '../audit/trail.ts'
import type { Database } from '../database.ts'
import { dayOf } from '../days.ts'
import type { Sentence } from '../errors.ts'
import { evidenceOf } from '../evidence/evidence.ts'
import { knownAround, originsIn } from '../evidence/origins.ts'
import { snapshotsOf } from '../evidence/snapshots.ts'
import { wantedAmong } from '../evidence/wanted.ts'
import { listPeople } from '../people/people.ts'
import type { Locale, Person } from '../people/person.ts'
import { followerOf } from '../reports/versions.ts'
import { publishedVersions } from '../publication/publication.ts'
import { findReport, passagesAround, type Report } from '../reports/reports.ts'
import { proposeDates, type ProposedDate } from '../text/dates.ts'
import { compare, differencesOf } from '../text/compare.ts'
import { directionOf } from '../text/language.ts'
import { hullOf, written } from '../text/pieces.ts'
import { countOf, gateOf, remindsToAsk, VERDICTS } from '../verdicts/rules.ts'
import { holding, isOwnWork, signOffsOf } from '../verdicts/sign-off.ts'
import { balanceOf, changeRequestsOf, judgementsOf } from '../verdicts/verdicts.ts'
import { formats } from '../../views/locales/formats.ts'
import { blankForm, type Form } from '../web/form.ts'
import { sendPage } from '../web/page.ts'
import { standingOf } from './anchor-page.ts'
import { anchorsOf, type Stood } from './anchors.ts'
import { chainsNear, hopsOf } from './attribution.ts'
import { caveatsOf, isIn } from './caveats.ts'
import { findClaim, type Claim } from './claims.ts'
import { contextIn } from './context.ts'
import { MOST_HOPS, rowsIn } from './form.ts'
import { linkableTo, linksOf } from './links.ts'
import { remarksOf } from './remarks.ts'
import { requestsOf, stands } from './replies.ts'
import { canTake, isDue, isHeldByAnother, STEPS, type StepName } from './rules.ts'
import { statementsOf } from './statements.ts'

/** How much of the claim's trail its page shows. */
const LINES = 12

/** A form that came back: which one, what was typed, and why it was not done. */
export type Returned = { name: string; form: Form; refusal?: Sentence | undefined; version?: number | undefined }

/** Gathers everything the page of one claim shows to this person. */
function claimPage(db: Database, id: string, viewer: Person, locale: Locale, now: Date, returned?: Returned): Views['claims/show'] {
  const claim = findClaim(db, id)
  const report = findReport(db, claim.reportId)
  const evidence = evidenceOf(db, id)
  const linkIds = evidence.filter(({ kind }) => kind === 'link').map(({ id }) => id)
  const judgements = judgementsOf(db, id)
  const hops = hopsOf(db, id)
  const caveats = caveatsOf(db, id)
  const signOffs = signOffsOf(db, id)
  const statements = statementsOf(db, id)
  const requests = requestsOf(db, id)
  const judgement = judgements.at(-1)
  const earlier = anchorsOf(db, id)
  const typed = returned?.name === 'verdicts' ? returned.form.values : {}
  const reasoning = { rationale: typed.rationale ?? '', settle: typed.settle ?? '' }
  const may = allowed(claim, viewer, now)
  const balance = balanceOf(db, claim, evidence)
  const events = eventsOfClaim(db, id)
  const told = (some: readonly AuditEvent[]) => linesOf(some, locale, namesOn(report, locale))

  return {
    title: claim.statement,
    claim,
    report,
    direction: directionOf(report.language),
    onlyIn: followerOf(db, report.id) ? report.version : null,
    changed: changedWords(claim, earlier),
    context: contextIn(db, report, claim),
    place: standingOf(db, claim, report, viewer, now),
    hops,
    mostHops: MOST_HOPS,
    rowsIn,
    chains: may.work ? chainsNear(db, claim) : [],
    caveats: caveats.filter(isIn(report.id)),
    statements,
    links: linksOf(db, id),
    linkable: may.link ? linkableTo(db, claim) : [],
    dates: may.work ? datesAround(db, report, claim) : [],
    evidence,
    snapshots: snapshotsOf(db, linkIds),
    wantedSince: wantedAmong(db, linkIds),
    requests,
    remarks: remarksOf(db, id),
    remindsToAsk: remindsToAsk(hops, requests.filter(stands).length),
    judgements,
    changeRequests: changeRequestsOf(db, id),
    signOffs,
    signOff: holding(signOffs, { claim, judgement: judgement ?? null, sha256: report.sha256, hops, caveats, evidence, statements, requests, earlier }) ?? null,
    publications: publishedVersions(db, id),
    counted: countOf(balance),
    origins: may.work ? originsIn(knownAround(db, claim)) : [],
    gates: VERDICTS.map((verdict) => ({ verdict, gate: gateOf(verdict, balance, reasoning) })),
    may,
    isDue: isDue(claim, now),
    holding: holdingOf(claim, viewer, now),
    isOwnWork: judgement !== undefined && isOwnWork(db, judgement, viewer.id),
    people: listPeople(db).filter(({ standing }) => standing !== 'disabled'),
    trail: told(events.slice(-LINES)).toReversed(),
    formOf: (name) => returned?.name === name ? returned.form : blankForm,
    returned: returned && {
      name: returned.name,
      form: returned.form,
      refusal: returned.refusal?.(words[locale], formats[locale]) ?? null,
      meanwhile: told(eventsSince(events, returned.version ?? claim.version)),
      typed: toCopy(returned.form, locale),
    },
    today: dayOf(now),
  }
}

/** What stood there before a later version changed it, while nobody has looked. */
function changedWords(claim: Claim, earlier: readonly Stood[]): Views['claims/show']['changed'] {
  const before = claim.changedIn === null ? undefined : earlier.find(({ outcome }) => outcome === 'changed')
  return before ? { version: before.version + 1, differences: differencesOf(compare(written(before), written(claim))) } : null
}

/** What somebody typed, to be copied: their form itself may be gone, because they may no longer send it. */
function toCopy({ values }: Form, locale: Locale) {
  const { once: _once, version: _version, back: _back, hops: _hops, focus: _focus, likeness: _likeness, likeTitle: _likeTitle, ...typed } = values
  const names = new Map(Object.entries({ ...words[locale].hopFields, ...words[locale].fields }))
  return Object.entries(typed)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => ({ field: names.get(name.replace(/-\d$/, '')) ?? '', value: value! }))
}

export function sendClaim(db: Database, res: Response, id: string, now: Date, returned?: Returned) {
  sendPage(res, 'claims/show', claimPage(db, id, res.locals.viewer!, res.locals.locale, now, returned))
}

/** The days that the passages of a claim name, reckoned from the day of publication. */
function datesAround(db: Database, { id, text, language, publishedOn }: Report, claim: Claim): ProposedDate[] {
  const around = hullOf(passagesAround(db, id, claim))
  return proposeDates(text.slice(around.start, around.end), language, publishedOn).map((date) => ({ ...date, start: around.start + date.start, end: around.start + date.end }))
}

/** What led to later versions of the claim than this one. */
export const eventsSince = (events: readonly AuditEvent[], version: number) => events.filter((event) => versionAfter(event) > version)

/** The page is about one claim of one report, so its sentences need not number them. */
export const namesOn = (report: Report, locale: Locale): Names => ({ claim: () => words[locale].trail.thisClaim, report: () => report.title, person: () => '' })

/** The version of the claim to which an event led; 0 when it led to none. */
const versionAfter = ({ after }: AuditEvent) => typeof after === 'object' && after !== null && 'version' in after ? Number(after.version) : 0

const allowed = (claim: Claim, viewer: Person, now: Date) =>
  Object.fromEntries((Object.keys(STEPS) as StepName[]).map((step) => [step, canTake(step, claim, viewer, now)])) as Record<StepName, boolean>

/** Who has the claim checked out, as it concerns the person looking. */
function holdingOf(claim: Claim, viewer: Person, now: Date) {
  if (claim.holderId === null) return 'nobody'
  if (isHeldByAnother(claim, viewer, now)) return 'another'
  return claim.holderId === viewer.id && claim.heldUntil! > now.toISOString() ? 'me' : 'over'
}
