import { z } from 'zod'
import { ATTRIBUTION_CHECKS, CHANNELS, LINK_KINDS, QUEUE_STATUSES, STATUSES } from '../claims/rules.ts'
import { SNAPSHOT_CHOICES, SNAPSHOT_PROBLEMS, STANCES, VISIBILITIES } from '../evidence/rules.ts'
import { EXTENTS } from '../export/brief.ts'
import { OUTCOMES } from '../export/jobs.ts'
import { FORMS } from '../export/writing.ts'
import { ID } from '../ids.ts'
import { LOCALES } from '../people/person.ts'
import { OUTCOMES as PLANNED } from '../publication/report-plan.ts'
import { MARKS, PASSAGE_STATES } from '../reports/passages.ts'
import { LANGUAGES } from '../text/language.ts'
import { MODALITIES } from '../text/suggest.ts'
import { VERDICTS } from '../verdicts/rules.ts'

// What the API answers. The description that it serves is made from these, and the compiler holds `told.ts` to them.

const id = z.string().regex(ID)
const text = z.string()
const moment = z.string().meta({ format: 'date-time' })
const day = z.string().meta({ format: 'date' }).nullable()
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const count = z.int().min(0)
const language = z.enum(LANGUAGES)
const verdict = z.enum(VERDICTS).nullable()
const status = z.enum(STATUSES)
const modality = z.enum(MODALITIES)

/** Places count UTF-16 code units from the start of the report's text. */
const span = { start: count, end: count }
const Quote = z.object({ exact: text, ...span, prefix: text, suffix: text, pieces: z.array(z.object({ exact: text, ...span })) })

export const ReportRow = z.object({
  id, title: text, publisher: text, publishedOn: day, language, version: count, importedBy: text, importedAt: moment,
  approval: z.enum(['standing', 'stale', 'none']), coverage: z.object({ passages: count, dealtWith: count }),
  claims: z.object({ verified: count, disputed: count, unverifiable: count, none: count, suggested: count }),
})

export const Report = z.object({
  id, title: text, publisher: text, author: text, sourceAddress: text, publishedOn: day, language, sha256, rules: text, importedBy: text, importedAt: moment,
  version: count, revisionOf: id.nullable(), followedBy: id.nullable(), content: sha256, approval: z.enum(['standing', 'stale', 'none']),
  text, passages: z.array(z.object({ number: count, ...span, state: z.enum(PASSAGE_STATES), mark: z.enum(MARKS).nullable(), suggestedMark: z.enum(MARKS).nullable() })),
})

export const ClaimInReport = z.object({
  id, number: count, version: count, status, verdict, modality, statement: text, language, claimant: text, quote: Quote, suggestedBy: text.nullable(), mergedInto: id.nullable(), changedIn: id.nullable(),
})

export const ClaimInQueue = z.object({
  id, number: count, status: z.enum(QUEUE_STATUSES), verdict, modality, statement: text, language, claimant: text, assignee: text.nullable(), holder: text.nullable(), heldUntil: moment.nullable(),
  queuedAt: moment, changedIn: id.nullable(), report: z.object({ id, title: text, language }),
})

const handled = {
  id, claimId: id, visibility: z.enum(VISIBILITIES), note: text, addedBy: text, addedAt: moment, takenFrom: id.nullable(),
  withdrawn: z.object({ by: text, at: moment, reason: text }).nullable(),
}

const Snapshot = z.object({
  id, address: text, hops: z.array(z.object({ address: text, status: z.int(), ip: text })), startedAt: moment, endedAt: moment, tool: text, askedBy: text.nullable(),
  problem: z.enum(SNAPSHOT_PROBLEMS).nullable(), mediaType: text.nullable(), title: text.nullable(), size: count.nullable(), sha256: sha256.nullable(),
  confirmed: z.object({ by: text, at: moment }).nullable(),
})

export const Evidence = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('link'), ...handled, stance: z.enum(STANCES), address: text, title: text, publisher: text, origin: text, quote: text, snapshot: z.enum(SNAPSHOT_CHOICES), wantedSince: moment.nullable(), snapshots: z.array(Snapshot) }),
  z.object({ kind: z.literal('search'), ...handled, lookedIn: text, lookedFor: text, lookedOn: text.meta({ format: 'date' }) }),
])

const ReplyRequest = z.object({
  id, claimId: id, askedOf: text, channel: z.enum(CHANNELS), contact: text, question: text, askedOn: text.meta({ format: 'date' }), answerBy: text.meta({ format: 'date' }), by: text, at: moment,
  withdrawn: z.object({ by: text, at: moment, reason: text }).nullable(),
  replies: z.array(z.object({ kind: z.enum(['answer', 'silence']), words: text, language: language.nullable(), answeredOn: day, by: text, at: moment })),
})

const SignOff = z.object({ by: text, at: moment, contentHash: sha256, bypassReason: text.nullable() })

const Verdict = z.object({
  id, verdict: z.enum(VERDICTS), rationale: text, settle: text, by: text, at: moment,
  changeRequests: z.array(z.object({ request: text, by: text, at: moment })), signOffs: z.array(SignOff),
})

export const PublicationRow = z.object({ claimId: id, version: count, kind: z.enum(['claim', 'withdrawal']), verdict, at: moment, sha256 })

export const Hop = z.object({ actor: text, named: z.boolean(), medium: text, verb: text, link: text })

export const Claim = z.object({
  id, reportId: id, number: count, version: count, status, verdict, modality, statement: text, language,
  statements: z.array(z.object({ language, statement: text, by: text, at: moment })),
  quote: Quote, place: text, happenedOn: day, dateBasis: text, dueOn: day, condition: text,
  attribution: z.array(Hop), attributionCheck: z.enum(ATTRIBUTION_CHECKS), attributionNote: text,
  caveats: z.array(z.object({ passage: count, exact: text, ...span, proposed: z.boolean() })),
  assignee: z.object({ id, name: text }).nullable(), holder: z.object({ id, name: text, until: moment.nullable() }).nullable(),
  links: z.array(z.object({ id, kind: z.enum(LINK_KINDS), note: text, claim: z.object({ id, number: count, statement: text, status, verdict, reportId: id }), by: text, at: moment, withdrawn: z.boolean() })),
  evidence: z.array(Evidence), requests: z.array(ReplyRequest), verdicts: z.array(Verdict), signOff: SignOff.nullable(), publications: z.array(PublicationRow),
  suggestedBy: text.nullable(), splitFrom: id.nullable(), mergedInto: id.nullable(), changedIn: id.nullable(), createdAt: moment, queuedAt: moment.nullable(),
})

export const Plan = z.object({
  content: sha256, isNews: z.boolean(), needsReason: z.boolean(), claims: z.array(z.object({ id, outcome: z.enum(PLANNED) })),
  latest: z.object({ version: count, kind: z.enum(['report', 'withdrawal']), at: moment, sha256 }).nullable(),
})

export const Caveat = z.object({ known: text, covers: z.array(z.object({ claimId: id, number: count, proposed: z.boolean() })) })

export const Event = z.object({
  seq: count, at: moment, actor: z.object({ id, name: text, role: text }).nullable(), action: text, subject: text, claim: id.nullable(), report: id.nullable(),
  before: z.unknown(), after: z.unknown(), reason: text.nullable(), batch: count.nullable(), hash: sha256,
})

export const Checkpoint = z.object({ note: text, key: text })

export const Publication = z.object({ format: text, formatVersion: count, kind: z.enum(['claim', 'report', 'withdrawal']), version: count }).loose()

export const ExportJob = z.object({
  id, as: z.enum(FORMS), extent: z.enum(EXTENTS), lang: z.enum(LOCALES), scope: z.object({ by: z.enum(['filter', 'period']) }).loose(), by: text, askedAt: moment, startedAt: moment.nullable(), endedAt: moment.nullable(),
  state: z.enum(['waiting', 'writing', ...OUTCOMES]), before: count.nullable(), progress: z.object({ done: count, all: count }).nullable(), claims: count.nullable(), size: count.nullable(), keptUntil: moment.nullable(),
})

export const Imported = z.object({ id, isNew: z.boolean() })

const ProblemDetails = z.object({
  type: text, title: text, status: count, detail: text,
  errors: z.array(z.object({ field: text, detail: text, oneOf: z.array(text).optional() })).optional(), meanwhile: z.array(text).optional(),
})

/** What answers are made of, by the names under which they are described. */
export const SHAPES = { ReportRow, Report, ClaimInReport, ClaimInQueue, Claim, Evidence, PublicationRow, Publication, Plan, Caveat, Event, Checkpoint, ExportJob, Imported, Problem: ProblemDetails } as const

export type ShapeName = keyof typeof SHAPES
