import { hash, type KeyObject } from 'node:crypto'
import { openingOf } from '../audit/checkpoint.ts'
import { claimsLeftBehind } from '../claims/anchors.ts'
import { touches } from '../claims/highlight.ts'
import { isOfDesk } from '../claims/rules.ts'
import type { Database } from '../database.ts'
import { coverageOf, PASSAGE_STATES } from '../reports/passages.ts'
import { assertTiles, passagesOfReport, type Passage, type Report } from '../reports/reports.ts'
import { stretchesOf } from '../verdicts/told.ts'
import { countsOf, coverOf, METHOD, readPart, tally, type Part, type ReportedClaim } from './part.ts'
import { checkpointOver, custodyOf, extractOf } from './trail.ts'

export type VerificationReport = ReturnType<typeof gather>

/** What every verification report says of itself, whatever it is about. */
export const FORMAT = { format: 'claimdesk verification report', version: 1 } as const

/**
 * What the desk hands out about a report: plain data, whole numbers only, in an order that depends on nothing but the data.
 * All of it is of one moment. Throws notFound, and throws before anything leaves when a text and what was taken from it disagree.
 */
export function verificationReport(db: Database, reportId: string, key: KeyObject) {
  return db.transaction(() => gather(db, reportId, key)).immediate()
}

function gather(db: Database, reportId: string, key: KeyObject) {
  const part = readPart(db, reportId)
  const { all, read, claims, corrections, upToHere } = part
  const left = claimsLeftBehind(db, upToHere.slice(0, -1))
  const events = extractOf(db, upToHere)
  const last = events.at(-1)
  const lastShown = events.findLast(({ body }) => body)?.body
  if (!last || !lastShown) throw new Error('A report whose import left no trace cannot be exported')

  return {
    ...FORMAT,
    extent: 'full' as const,
    scope: { by: 'report' as const },
    desk: openingOf(db),
    // Not the clock's time: the same data makes the same bytes tomorrow.
    asOf: lastShown.at,
    ...coverOf(db, part),
    counts: { ...countsOf(claims, read), ...suggestionsIn(part) },
    method: METHOD,
    source: sourceOf(read.report, passagesOfReport(db, reportId), claims),
    claims,
    vanished: left.filter(({ status }) => isOfDesk(status)).map(({ id, number, statement, lastIn }) => ({ id, number, statement, lastIn })),
    corrections,
    copies: copiesOf(claims),
    custody: custodyOf(events, [...all, ...left]),
    audit: events,
    checkpoint: checkpointOver(db, key, last.seq),
  }
}

/** How many bytes of copies, and how many of them, a bundle takes: it is sent by mail, and whoever checks it has to have all of it. */
const MOST_COPIES = { bytes: 25 * 2 ** 20, number: 1000 } as const

/** Which copies of pages lie in the bundle of this report, in the order of their hashes; and which are too large for it, with those that come before them in the report. */
function copiesOf(claims: readonly ReportedClaim[]) {
  const [inBundle, leftOut] = [new Set<string>(), new Set<string>()]
  let room: number = MOST_COPIES.bytes
  for (const { sha256, size } of claims.flatMap(({ evidence }) => [evidence.supports, evidence.contradicts, evidence.context, evidence.withdrawn].flat()).flatMap((one) => one.kind === 'link' ? one.snapshots : [])) {
    if (sha256 === null || size === null || inBundle.has(sha256) || leftOut.has(sha256)) continue
    const fits = size <= room && inBundle.size < MOST_COPIES.number
    if (fits) room -= size
    ;(fits ? inBundle : leftOut).add(sha256)
  }
  return { inBundle: [...inBundle].sort(), leftOut: [...leftOut].sort() }
}

const suggestionsIn = ({ all }: Part) => ({
  suggested: all.filter(({ status }) => status === 'suggested').length,
  dismissed: all.filter(({ status }) => status === 'dismissed').length,
})

/** The text, whose SHA-256 is on the cover, and the passages that tile it. */
function sourceOf({ text, sha256 }: Report, passages: readonly Passage[], claims: readonly ReportedClaim[]) {
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
