import { hash, type KeyObject } from 'node:crypto'
import { LOCALES } from '../people/person.ts'
import { words } from '../../views/locales/words.ts'
import { openingOf } from '../audit/checkpoint.ts'
import { anchorsOfClaimsIn, claimsLeftBehind } from '../claims/anchors.ts'
import { hopsInReport } from '../claims/attribution.ts'
import { caveatsOfClaimsIn } from '../claims/caveats.ts'
import { claimsOfReport, type Claim } from '../claims/claims.ts'
import { touches } from '../claims/highlight.ts'
import { linksInReport } from '../claims/links.ts'
import { isOfDesk, QUEUE_STATUSES } from '../claims/rules.ts'
import { statementsInReport } from '../claims/statements.ts'
import type { Database } from '../database.ts'
import { evidenceInReport } from '../evidence/evidence.ts'
import { coverageOf, keeping, PASSAGE_STATES } from '../reports/passages.ts'
import { originalOf, type KeptOriginal } from '../reports/originals.ts'
import { assertTiles, findReport, passagesOfReport, type Passage, type Report } from '../reports/reports.ts'
import { versionsOf } from '../reports/versions.ts'
import { VERDICTS } from '../verdicts/rules.ts'
import { approvalOfReport, type ReportApproval } from '../verdicts/report-sign-off.ts'
import { signOffsInReport } from '../verdicts/sign-off.ts'
import { changeRequestsInReport, judgementsInReport } from '../verdicts/verdicts.ts'
import { exportedClaim, stretchesOf, type ExportedClaim, type Read } from '../verdicts/told.ts'
import { checkpointOver, custodyOf, extractOf } from './trail.ts'

export type VerificationReport = ReturnType<typeof gather>

/**
 * What the desk hands out about a report: plain data, whole numbers only, in an order that depends on nothing but the data.
 * All of it is of one moment. Throws notFound, and throws before anything leaves when a text and what was taken from it disagree.
 */
export function verificationReport(db: Database, reportId: string, key: KeyObject) {
  return db.transaction(() => gather(db, reportId, key)).immediate()
}

function gather(db: Database, reportId: string, key: KeyObject) {
  const all = claimsOfReport(db, reportId)
  const read = readAll(db, reportId, all)
  const claims = all.filter(counts).map((claim) => exportedClaim(claim, read))
  const versions = versionsOf(db, reportId)
  const before = versions.filter(({ version }) => version <= read.report.version).map(({ id }) => id)
  const left = claimsLeftBehind(db, before.slice(0, -1))
  const events = extractOf(db, before)
  const last = events.at(-1)
  const lastShown = events.findLast(({ body }) => body)?.body
  if (!last || !lastShown) throw new Error('A report whose import left no trace cannot be exported')

  return {
    format: 'claimdesk verification report',
    version: 1,
    desk: openingOf(db),
    // Not the clock's time: the same data makes the same bytes tomorrow.
    asOf: lastShown.at,
    report: coverOf(read.report),
    original: originOf(originalOf(db, reportId)),
    versions: versions.map(({ id, version, publishedOn, sha256, importedAt }) => ({ id, version, publishedOn, sha256, importedAt })),
    approval: approvalOf(approvalOfReport(db, read.report)),
    counts: { ...countsOf(claims, all), bypasses: bypassesIn(claims, read) },
    method: METHOD,
    source: sourceOf(read.report, passagesOfReport(db, reportId), claims),
    claims,
    vanished: left.filter(counts).map(({ id, number, statement, lastIn }) => ({ id, number, statement, lastIn })),
    custody: custodyOf(events, [...all, ...left]),
    audit: events,
    checkpoint: checkpointOver(db, key, last.seq),
  }
}

function readAll(db: Database, reportId: string, all: readonly Claim[]): Read {
  const keptFor = keeping(all)
  return {
    report: findReport(db, reportId),
    anchors: anchorsOfClaimsIn(db, reportId),
    hops: hopsInReport(db, reportId),
    caveats: caveatsOfClaimsIn(db, reportId),
    links: linksInReport(db, reportId),
    evidence: evidenceInReport(db, reportId),
    statements: statementsInReport(db, reportId),
    judgements: judgementsInReport(db, reportId),
    signOffs: signOffsInReport(db, reportId),
    changeRequests: changeRequestsInReport(db, reportId),
    said: Map.groupBy(all, (claim) => keptFor(claim).id),
  }
}

const counts = ({ status }: Pick<Claim, 'status'>) => isOfDesk(status)

/** The definitions and the rules of reading, as the catalogues have them: a reader of the data needs them as much as one of the page. */
const METHOD = {
  scale: VERDICTS.map((verdict) => ({ verdict, definition: inEveryLanguage((t) => t.definitions[verdict]) })),
  rules: (['approval', 'attribution', 'withheld', 'coverage', 'quotes', 'trail'] as const).map((rule) => ({ rule, text: inEveryLanguage((t) => t.export.method[rule]) })),
}

function inEveryLanguage(say: (t: (typeof words)['en']) => string) {
  return Object.fromEntries(LOCALES.map((locale) => [locale, say(words[locale])])) as Record<(typeof LOCALES)[number], string>
}

/** The name of the file it came in stays in the house: it may say who brought it. */
function coverOf({ id, version, title, publisher, author, sourceAddress, publishedOn, language, sha256, rules, importedBy, importedAt }: Report) {
  return { id, version, title, publisher, author, sourceAddress, publishedOn, language, sha256, rules, importedBy, importedAt }
}

/** What its text was taken out of, and what was done between them; null for a text that was pasted. */
function originOf(original: KeptOriginal | undefined) {
  if (!original) return null
  const { sha256, mediaType, size, address, finalAddress, steps, broughtBy, broughtAt } = original
  return { sha256, mediaType, size, address, finalAddress, steps, broughtBy, broughtAt }
}

/** Whether the report as a whole was signed off, as it is here, and what was missing then. */
function approvalOf({ state, signature }: ReportApproval) {
  return { state, signature: signature && { by: signature.person, at: signature.at, contentHash: signature.contentHash, missing: signature.unmet, reason: signature.reason } }
}

/** The text, whose SHA-256 is on the cover, and the passages that tile it. */
function sourceOf({ text, sha256 }: Report, passages: readonly Passage[], claims: readonly ExportedClaim[]) {
  if (hash('sha256', text) !== sha256) throw new Error('The text is not the one that was imported')
  assertTiles(text, passages)
  const { all, untriaged, passages: states } = coverageOf(passages, claims.flatMap(stretchesOf))

  return {
    text,
    coverage: { passages: all, dealtWith: all - untriaged, byState: tally(PASSAGE_STATES, states, ({ state }) => state) },
    passages: passages.map(({ number, start, end, mark }, index) => ({
      number, start, end, state: states[index]!.state, mark,
      claims: claims.filter((claim) => stretchesOf(claim).some((stretch) => touches(stretch, { start, end }))).map(({ id }) => id),
    })),
  }
}

function countsOf(claims: readonly ExportedClaim[], all: readonly Claim[]) {
  const judged = (approved: boolean) => tally(VERDICTS, claims, ({ verdict, approval }) => (approval.state === 'standing') === approved ? verdict?.verdict : undefined)
  const unjudged = claims.filter(({ verdict }) => verdict === null)
  const sum = (kind: 'internal' | 'sealed') => claims.reduce((total, { evidence }) => total + evidence.withheld[kind], 0)

  return {
    claims: claims.length,
    verdicts: { approved: judged(true), notApproved: judged(false) },
    withoutVerdict: unjudged.filter(({ modality }) => modality === 'asserted').length,
    notAsserted: unjudged.filter(({ modality }) => modality !== 'asserted').length,
    statuses: tally(QUEUE_STATUSES, claims, ({ status }) => status as (typeof QUEUE_STATUSES)[number]),
    suggested: all.filter(({ status }) => status === 'suggested').length,
    dismissed: all.filter(({ status }) => status === 'dismissed').length,
    withheldEvidence: { internal: sum('internal'), sealed: sum('sealed') },
  }
}

/** Sign-offs without a second person: those that stand, and all there ever were, also on claims that were dismissed since. */
function bypassesIn(claims: readonly ExportedClaim[], { signOffs }: Read) {
  return {
    standing: claims.filter(({ approval }) => approval.state === 'standing' && approval.signature?.bypassReason != null).length,
    ever: [...signOffs.values()].flat().filter(({ bypassReason }) => bypassReason !== null).length,
  }
}

/** How many there are of each, in the order of the list, zeros among them. */
function tally<Name extends string, Thing>(names: readonly Name[], things: readonly Thing[], nameOf: (thing: Thing) => Name | undefined) {
  return Object.fromEntries(names.map((name) => [name, things.filter((thing) => nameOf(thing) === name).length])) as Record<Name, number>
}
