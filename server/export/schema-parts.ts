import { z } from 'zod'
import { ATTRIBUTION_CHECKS, CHANNELS, QUEUE_STATUSES, STATUSES } from '../claims/rules.ts'
import { SNAPSHOT_PROBLEMS, VISIBILITIES } from '../evidence/rules.ts'
import { ROLES } from '../people/person.ts'
import { LANGUAGES } from '../text/language.ts'
import { MODALITIES } from '../text/suggest.ts'
import { APPROVALS } from '../verdicts/told.ts'
import { VERDICTS } from '../verdicts/rules.ts'

// What the parts of an export are made of; schema.ts puts them together.

export const Id = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{10}$/)
export const Moment = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
export const Day = z.string().regex(/^\d{4}-\d\d-\d\d$/)
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)
export const Count = z.int().min(0)
const Ordinal = z.int().min(1)
export const Text = z.string()
export const Verdict = z.enum(VERDICTS)
const Language = z.enum(LANGUAGES)
const InBoth = z.strictObject({ ar: Text, en: Text })

const Place = { exact: Text, start: Count, end: Count }
const Piece = z.strictObject(Place)
const Signature = z.strictObject({ by: Text, at: Moment, bypassReason: Text.nullable(), contentHash: Sha256 })
export const Approval = z.strictObject({ state: z.enum(APPROVALS), signature: Signature.nullable() })
const Hop = z.strictObject({ actor: Text, named: z.boolean(), medium: Text, verb: Text, link: Text })

const handled = { addedBy: Text, addedAt: Moment, takenFrom: Id.nullable(), withdrawn: z.strictObject({ by: Text.nullable(), at: Moment, reason: Text.nullable() }).nullable() }
const Hopped = z.strictObject({ address: Text, status: z.int(), ip: Text })
const Snapshot = z.strictObject({
  id: Id, address: Text, hops: z.array(Hopped), startedAt: Moment, endedAt: Moment, tool: Text, askedBy: Text.nullable(), problem: z.enum(SNAPSHOT_PROBLEMS).nullable(),
  mediaType: Text.nullable(), title: Text.nullable(), size: Count.nullable(), sha256: Sha256.nullable(), confirmed: z.strictObject({ by: Text, at: Moment }).nullable(),
})
const Link = z.strictObject({ id: Id, kind: z.literal('link'), stance: z.enum(['supports', 'contradicts', 'context']), title: Text, address: Text, publisher: Text, origin: Text, quote: Text, note: Text, snapshots: z.array(Snapshot), ...handled })
const Search = z.strictObject({ id: Id, kind: z.literal('search'), lookedIn: Text, lookedFor: Text, lookedOn: Day, note: Text, ...handled })
export const Withheld = z.strictObject({ internal: Count, sealed: Count })

const Reply = z.strictObject({ kind: z.enum(['answer', 'silence']), words: Text, language: Text.nullable(), on: Day.nullable(), recordedBy: Text, recordedAt: Moment })
const Request = z.strictObject({ id: Id, askedOf: Text, through: z.enum(CHANNELS), askedOn: Day, answerBy: Day, recordedBy: Text, recordedAt: Moment, answers: z.array(Reply) })

const Judgement = z.strictObject({
  id: Id, verdict: Verdict, rationale: Text, settle: Text, proposedBy: Text, proposedAt: Moment, signOffs: z.array(Signature),
  changeRequests: z.array(z.strictObject({ request: Text, by: Text, at: Moment })),
})

const Other = z.strictObject({ id: Id, number: Ordinal, statement: Text, language: Text, status: z.enum(STATUSES), verdict: Verdict.nullable(), report: z.strictObject({ id: Id, title: Text }) })
const Statement = z.strictObject({ language: Text, statement: Text })
const Publication = z.strictObject({ version: Ordinal, kind: z.enum(['claim', 'withdrawal']), verdict: Verdict.nullable(), at: Moment, sha256: Sha256, reason: Text.nullable() })
const stated = { id: Id, number: Ordinal, statement: Text, language: Text, statements: z.array(Statement), modality: z.enum(MODALITIES) }

export const Claim = z.strictObject({
  ...stated,
  quote: z.strictObject({ ...Place, prefix: Text, suffix: Text, pieces: z.array(Piece).min(1) }),
  alsoSaid: z.array(z.strictObject({ number: Ordinal, ...Place, pieces: z.array(Piece).min(1) })),
  attribution: z.array(Hop), attributionCheck: z.enum(ATTRIBUTION_CHECKS), attributionNote: Text,
  caveats: z.array(z.strictObject({ passage: Ordinal, ...Place })),
  date: z.strictObject({ day: Day.nullable(), basis: Text }), due: z.strictObject({ day: Day.nullable(), condition: Text }), place: Text,
  status: z.enum(QUEUE_STATUSES), suggestedBy: Text.nullable(),
  verdict: Judgement.nullable(), approval: Approval,
  replies: z.array(Request),
  conflicts: z.array(z.strictObject({ claim: Other, note: Text, by: Text, at: Moment })),
  versions: z.array(z.strictObject({
    version: Ordinal, sha256: Sha256, quote: z.strictObject({ ...Place, pieces: z.array(z.strictObject({ start: Count, end: Count })) }), outcome: z.enum(['same', 'moved', 'changed', 'vanished']),
  })),
  wordsToLookAt: z.boolean(),
  evidence: z.strictObject({
    supports: z.array(Link), contradicts: z.array(Link), context: z.array(Link), searches: z.array(Search), withdrawn: z.array(z.union([Link, Search])), withheld: Withheld,
  }),
  earlierVerdicts: z.array(Judgement),
  publications: z.array(Publication),
})

export const BriefClaim = z.strictObject({
  ...stated, quote: Text, claimant: z.strictObject({ actor: Text, named: z.boolean() }).nullable(),
  verdict: Judgement.pick({ verdict: true, rationale: true, settle: true, proposedBy: true, proposedAt: true }).nullable(),
  approval: Approval, conflicts: z.array(Other), sources: z.array(Link.pick({ stance: true, title: true, publisher: true, address: true })),
  searches: z.array(Search.pick({ lookedIn: true, lookedFor: true, lookedOn: true })), withheld: Withheld,
  replies: z.array(Request.pick({ askedOf: true, askedOn: true, answerBy: true }).extend({ answers: z.array(Reply.pick({ kind: true, words: true, language: true, on: true })) })),
  publications: z.array(Publication),
})

const Said = z.strictObject({ version: Ordinal, verdict: Verdict, statement: Text })
export const Correction = z.strictObject({
  claim: Id, number: Ordinal, version: z.int().min(2), kind: z.enum(['claim', 'withdrawal']),
  notice: z.strictObject({ before: Said, now: Said.nullable(), reason: Text, at: Moment, by: z.strictObject({ name: Text.nullable(), role: z.enum(ROLES) }) }),
})

export const Cover = z.strictObject({
  id: Id, version: Ordinal, title: Text, publisher: Text, author: Text, sourceAddress: Text, publishedOn: Day.nullable(), language: Language, sha256: Sha256, rules: Text, importedBy: Text, importedAt: Moment,
})
export const Original = z.strictObject({
  sha256: Sha256, mediaType: Text, size: Count, address: Text, finalAddress: Text,
  steps: z.array(z.strictObject({ step: Text, tool: Text.optional(), detail: Text.optional(), status: z.int().optional(), ip: Text.optional() })), broughtBy: Text, broughtAt: Moment,
})
export const Version = z.strictObject({ id: Id, version: Ordinal, publishedOn: Day.nullable(), sha256: Sha256, importedAt: Moment })
export const ReadingApproval = z.strictObject({
  state: z.enum(APPROVALS), signature: z.strictObject({ by: Text, at: Moment, contentHash: Sha256, missing: z.array(z.enum(['coverage', 'suggestions', 'changedWords', 'secondPair'])), reason: Text.nullable() }).nullable(),
})

const PerVerdict = z.strictObject({ verified: Count, disputed: Count, unverifiable: Count })
export const counts = {
  claims: Count, verdicts: z.strictObject({ approved: PerVerdict, notApproved: PerVerdict }), withoutVerdict: Count, notAsserted: Count,
  statuses: z.strictObject({ queued: Count, in_progress: Count, in_review: Count, signed_off: Count, published: Count }),
  withheldEvidence: Withheld, corrections: Count, bypasses: z.strictObject({ standing: Count, ever: Count }),
}
export const Method = z.strictObject({
  scale: z.array(z.strictObject({ verdict: Verdict, definition: InBoth })).length(VERDICTS.length),
  rules: z.array(z.strictObject({ rule: z.enum(['approval', 'attribution', 'withheld', 'coverage', 'quotes', 'trail']), text: InBoth })),
})
export const Coverage = z.strictObject({ passages: Count, dealtWith: Count, byState: z.strictObject({ claims: Count, context: Count, opinion: Count, prediction: Count, caveat: Count, untriaged: Count }) })
export const Passage = z.strictObject({
  number: Ordinal, start: Count, end: Count, state: z.enum(['claims', 'context', 'opinion', 'prediction', 'caveat', 'untriaged']), mark: z.enum(['context', 'opinion', 'prediction', 'caveat']).nullable(), claims: z.array(Id),
})

/** Desks learn new ones. */
const Action = z.string().regex(/^[a-z]+\.[a-z_]+$/)
const Actor = z.strictObject({ id: Id, name: Text, role: z.enum(ROLES) })
const Kept = z.enum(VISIBILITIES).exclude(['public']).nullable()
export const CustodyRow = z.strictObject({
  seq: Ordinal, action: Action, withheld: Kept, at: Moment.nullable(), who: Actor.nullable(), subject: Text.nullable(), claim: Id.nullable(), number: Ordinal.nullable(), reason: Text.nullable(),
})
export const Event = z.strictObject({
  seq: Ordinal, action: Action, previousHash: Sha256, hash: Sha256, withheld: Kept,
  body: z.strictObject({
    v: z.literal(1), seq: Ordinal, at: Moment, actor: Actor.nullable(), action: Action, subject: Text, claim: Id.nullable(), report: Id.nullable(), before: z.unknown(), after: z.unknown(),
    reason: Text.nullable(), once: Text.nullable(), batch: Ordinal.nullable(),
  }).nullable(),
})
export const Desk = z.strictObject({ name: Text, origin: Text, vkey: Text })
export const Context = z.strictObject({ before: Text, after: Text })
