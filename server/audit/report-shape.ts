import { z } from 'zod'
import { parseCanonical } from './canonical.ts'

/** What the check of a bundle reads of report.json; the rest is the business of whoever reads reports. */
const Handled = { addedBy: z.string(), addedAt: z.string(), withdrawn: z.looseObject({ by: z.string(), at: z.string() }).nullable() }
const Signature = z.looseObject({ by: z.string(), at: z.string(), bypassReason: z.string().nullable(), contentHash: z.string() })
const Snapshot = z.looseObject({ id: z.string(), endedAt: z.string(), sha256: z.string().nullable(), confirmed: z.looseObject({ by: z.string(), at: z.string() }).nullable() })
// Of a search there are no snapshots, nor in reports from before there were any.
const Evidence = z.looseObject({ id: z.string(), ...Handled, snapshots: z.array(Snapshot).default([]) })
const Judgement = z.looseObject({
  id: z.string(), verdict: z.string(), rationale: z.string(), settle: z.string(), proposedBy: z.string(), proposedAt: z.string(), signOffs: z.array(Signature),
})
const PublicVersion = z.looseObject({ version: z.int(), kind: z.enum(['claim', 'withdrawal']), at: z.string(), sha256: z.string(), reason: z.string().nullable() })
const Reply = z.looseObject({ kind: z.string(), words: z.string(), language: z.string().nullable(), on: z.string().nullable(), recordedBy: z.string(), recordedAt: z.string() })
const Request = z.looseObject({ id: z.string(), askedOf: z.string(), through: z.string(), askedOn: z.string(), answerBy: z.string(), recordedBy: z.string(), recordedAt: z.string(), answers: z.array(Reply) })
const Span = { exact: z.string(), start: z.int(), end: z.int() }

const Claim = z.looseObject({
  id: z.string(), number: z.int(), statement: z.string(), modality: z.string(), status: z.string(), place: z.string().nullable(),
  quote: z.looseObject({ ...Span, pieces: z.array(z.looseObject(Span)) }),
  attribution: z.array(z.looseObject({})), attributionCheck: z.string(),
  date: z.looseObject({ day: z.string().nullable(), basis: z.string().nullable() }),
  verdict: Judgement.nullable(), earlierVerdicts: z.array(Judgement),
  approval: z.looseObject({ state: z.enum(['standing', 'stale', 'none']), signature: Signature.nullable() }),
  // Reports from before there were any have none.
  replies: z.array(Request).default([]),
  evidence: z.looseObject({ supports: z.array(Evidence), contradicts: z.array(Evidence), context: z.array(Evidence), searches: z.array(Evidence), withdrawn: z.array(Evidence) }),
  // Reports from before the desk published claims have none.
  publications: z.array(PublicVersion).optional(),
})

const Body = z.looseObject({
  v: z.literal(1), seq: z.int(), at: z.string(), actor: z.looseObject({ name: z.string() }).nullable(), action: z.string(), subject: z.string(),
  claim: z.string().nullable(), report: z.string().nullable(), before: z.unknown(), after: z.unknown(), reason: z.string().nullable(),
})

const Event = z.looseObject({
  seq: z.int(), action: z.string(), previousHash: z.string(), hash: z.string(), withheld: z.string().nullable(), body: Body.nullable(),
})

const Report = z.looseObject({
  format: z.literal('claimdesk verification report'), version: z.literal(1),
  desk: z.looseObject({ origin: z.string(), vkey: z.string() }),
  asOf: z.string(),
  report: z.looseObject({ id: z.string(), title: z.string(), sha256: z.string() }),
  source: z.looseObject({ text: z.string() }),
  claims: z.array(Claim),
  corrections: z.array(z.looseObject({ claim: z.string(), version: z.int(), kind: z.string(), notice: z.looseObject({ reason: z.string(), at: z.string(), by: z.looseObject({ name: z.string().nullable() }) }) })).optional(),
  // Reports from before the desk kept copies of pages have none.
  copies: z.looseObject({ inBundle: z.array(z.string()), leftOut: z.array(z.string()) }).default({ inBundle: [], leftOut: [] }),
  custody: z.array(z.looseObject({ seq: z.int() })),
  audit: z.array(Event).min(1),
  checkpoint: z.string(),
})

export type ReadReport = z.output<typeof Report>
export type ReadClaim = ReadReport['claims'][number]
export type ReadEvidence = z.output<typeof Evidence>
export type ReadBody = z.output<typeof Body>

/** null when it is no verification report in the form in which the desk writes one. */
export function readReport(text: string | null): ReadReport | null {
  try {
    return Report.parse(parseCanonical(text ?? ''))
  } catch {
    return null
  }
}
