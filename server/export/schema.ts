import { z } from 'zod'
import { STATUSES } from '../claims/rules.ts'
import { BriefClaim, Claim, Context, Correction, Count, counts, Cover, Coverage, CustodyRow, Day, Desk, Event, Id, Method, Moment, Original, Passage, ReadingApproval, Sha256, Text, Verdict, Version } from './schema-parts.ts'

/** Of the form, whichever desk an export comes from. An export that is not of this form gets another number. */
export const SCHEMA_ID = 'urn:claimdesk:verification-report:1'

const about = { format: z.literal('claimdesk verification report'), version: z.literal(1), desk: Desk, asOf: Moment, method: Method, checkpoint: Text }
const extent = { full: z.literal('full'), brief: z.literal('brief') }
const OfReport = z.strictObject({ by: z.literal('report') })
const reportCounts = z.strictObject({ ...counts, suggested: Count, dismissed: Count })

export const Full = z.strictObject({
  ...about, extent: extent.full, scope: OfReport, report: Cover, original: Original.nullable(), versions: z.array(Version).min(1), approval: ReadingApproval, counts: reportCounts,
  source: z.strictObject({ text: Text, coverage: Coverage, passages: z.array(Passage) }),
  claims: z.array(Claim), vanished: z.array(z.strictObject({ id: Id, number: Count, statement: Text, lastIn: Count })), corrections: z.array(Correction), copies: z.strictObject({ inBundle: z.array(Sha256), leftOut: z.array(Sha256) }), custody: z.array(CustodyRow).min(1), audit: z.array(Event).min(1),
})

export const Brief = z.strictObject({
  ...about, extent: extent.brief, scope: OfReport, report: Cover, approval: ReadingApproval, counts: reportCounts, coverage: Coverage, claims: z.array(BriefClaim), corrections: z.array(Correction),
})

const OfSelection = z.discriminatedUnion('by', [
  z.strictObject({
    by: z.literal('filter'),
    filter: z.strictObject({
      status: z.enum(STATUSES).optional(), verdict: Verdict.nullable().optional(), assignee: Id.nullable().optional(), language: Text.optional(), report: Id.optional(), text: Text.optional(),
    }),
  }),
  z.strictObject({ by: z.literal('period'), from: Day, to: Day, zone: Text, since: Text, until: Text }),
])
const selectionCounts = z.strictObject({ reports: Count, ...counts })

export const FullSelection = z.strictObject({
  ...about, extent: extent.full, scope: OfSelection, counts: selectionCounts,
  reports: z.array(z.strictObject({
    report: Cover, original: Original.nullable(), versions: z.array(Version).min(1), approval: ReadingApproval, claims: z.array(Claim.extend({ context: Context })).min(1), corrections: z.array(Correction),
    custody: z.array(CustodyRow), audit: z.array(Event),
  })).min(1),
})

export const BriefSelection = z.strictObject({
  ...about, extent: extent.brief, scope: OfSelection, counts: selectionCounts,
  reports: z.array(z.strictObject({ report: Cover, approval: ReadingApproval, claims: z.array(BriefClaim).min(1), corrections: z.array(Correction) })).min(1),
})

/** Every export in JSON is one of these: of a report or of claims of several, full or brief. */
export const Export = z.union([Full, Brief, FullSelection, BriefSelection])

/** The same for programs in any language. */
export const jsonSchema = () => ({
  ...z.toJSONSchema(Export, { target: 'draft-2020-12', reused: 'ref' }),
  $id: SCHEMA_ID,
  title: 'Claimdesk verification report',
  description: 'What a desk hands out as JSON: of one report (scope.by is "report"), or of claims of several, which a filter of its queue or a period chose; full, or as brief as an editor prints it. It is canonical JSON (RFC 8785 without fractions).',
})
