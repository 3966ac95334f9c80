import type { Database } from '../database.ts'
import type { Passage, Report } from '../reports/reports.ts'
import { caveatsIn, caveatsInReport, stampOf, wordsOfPassage, type Caveat } from './caveats.ts'
import type { Claim } from './claims.ts'

/** A caveat speaks of what stands around it, mostly before. */
const REACH = { before: 12, after: 2 } as const

/** Which claims a caveat covers, as the form on the report's page asks it; `known` is what the form was made from. */
export type Covering = Caveat & { known: string; offered: Offered[] }
type Offered = Pick<Claim, 'id' | 'number' | 'statement' | 'language'> & { covered: boolean; proposed: boolean }

/** That form for each passage that is, or may be, a caveat: with the claims around it, and all that it covers. */
export function coveringsIn(db: Database, report: Report, passages: readonly Passage[], claims: readonly Claim[]): Map<number, Covering> {
  const caveats = caveatsIn(db, report.id)
  const covers = caveatsInReport(db, report.id)
  const isCaveat = ({ number, mark, suggestedMark }: Passage) => caveats.has(number) || mark === 'caveat' || suggestedMark === 'caveat'

  return new Map(passages.filter(isCaveat).map((passage) => {
    const { number } = passage
    const coverOf = ({ id }: Claim) => covers.get(id)?.find((one) => one.passage === number)
    const from = passages[Math.max(1, number - REACH.before) - 1]!.start
    const to = passages[Math.min(passages.length, number + REACH.after) - 1]!.end
    const around = claims.filter((claim) => claim.status !== 'dismissed' && ((claim.start >= from && claim.start < to) || coverOf(claim)))
    const offered = around.map((claim): Offered => ({ ...claim, covered: coverOf(claim) !== undefined, proposed: coverOf(claim)?.proposed === true }))
    const known = stampOf(around.map(coverOf).filter((cover) => cover !== undefined))
    return [number, { ...(caveats.get(number) ?? { passage: number, ...wordsOfPassage(report, passage) }), known, offered }]
  }))
}
