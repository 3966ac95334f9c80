import { z } from 'zod'
import type { Services } from '../app.ts'
import { doneBefore, eventsOfClaim } from '../audit/trail.ts'
import { linesOf } from '../audit/lines.ts'
import { verbOf, type Verb } from '../claims/claim-form.ts'
import { findClaim } from '../claims/claims.ts'
import { MOST_HOPS, quoted } from '../claims/form.ts'
import { eventsSince, namesOn } from '../claims/page.ts'
import { CHANNELS, LINK_KINDS } from '../claims/rules.ts'
import type { Database } from '../database.ts'
import { ID } from '../ids.ts'
import type { RouteName, Routes } from '../people/access.ts'
import type { Locale } from '../people/person.ts'
import { findReport } from '../reports/reports.ts'
import { EDGE_MOVES } from '../text/edges.ts'
import { LANGUAGES } from '../text/language.ts'
import { choice, needed, neededDay, optional, optionalAddress } from '../web/fields.ts'
import { problem } from '../web/form.ts'
import type { Answer, Asked, Body, Operation } from './operation.ts'
import { refusal } from './problem.ts'
import { read, tagOf } from './read.ts'
import { toldClaim } from './told.ts'

/**
 * How a program sends what a form sends otherwise: where a form has numbered rows, or its fields depend on what is in the desk. `asForm` makes the form's
 * fields of it, which are read and refused as if the form had been sent.
 */
type Dress = { schema: z.ZodObject; asForm: (sent: Record<string, unknown>) => Record<string, unknown> }

const dressed = <Schema extends z.ZodObject>(schema: Schema, asForm: (sent: z.output<Schema>) => Record<string, unknown> = (sent) => sent): Dress =>
  ({ schema, asForm: (sent) => asForm(sent as z.output<Schema>) })

/** `anyVersion`: the form does not say from which version of the claim it was made. */
type Change = Pick<Operation, 'id' | 'room'> & { example: Record<string, unknown>; dress?: Dress; makes?: 'evidence'; anyVersion?: true }

const Hops = z.object({
  hops: z.array(z.strictObject({ actor: needed(200), named: z.boolean().default(true), medium: optional(200), verb: optional(200), link: optionalAddress })).max(MOST_HOPS, problem('tooMany')),
})

/** Rows of fields, as the form of the attribution has them: a box is sent as `on`, or not at all. */
const inRows = ({ hops }: z.output<typeof Hops>) => Object.fromEntries(hops.flatMap(({ named, ...hop }, index) => [
  ...Object.entries(hop).map(([part, value]) => [`${part}-${index + 1}`, value]), ...(named ? [[`named-${index + 1}`, 'on']] : []),
]))

const RATIONALE = 'Two agencies counted them independently of each other.'
const EXAMPLE_ID = '7K3M9Q2XTA'

/**
 * Every form on a claim, and what it is called here. The verb is not written down again: it is the one that stands behind the form at the same address,
 * with its schema, its rules and its trace.
 */
export const CHANGES = {
  'POST /claims/:claimId/acceptance': { id: 'acceptSuggestion', room: 'claims', example: { statement: 'The town hall counts 73 injured.' } },
  'POST /claims/:claimId/dismissal': { id: 'dismissClaim', room: 'claims', example: { reason: 'It is a headline.' } },
  'POST /claims/:claimId/restoration': { id: 'restoreClaim', room: 'claims', example: {} },
  'POST /claims/:claimId/wording': { id: 'rewordClaim', room: 'claims', example: { statement: 'The town hall counts 73 injured.', modality: 'asserted', place: 'Hasakah', happenedOn: '2026-03-03', dateBasis: 'the publication date' } },
  'POST /claims/:claimId/statements': {
    id: 'translateClaim', room: 'claims', example: { language: 'en', statement: 'The town hall counts 73 injured.' },
    dress: dressed(z.object({ language: choice(LANGUAGES), statement: optional(5000) })),
  },
  'POST /claims/:claimId/words': { id: 'confirmWords', room: 'claims', example: {} },
  'POST /claims/:claimId/attribution': {
    id: 'attributeClaim', room: 'claims', example: { hops: [{ actor: 'Town hall', verb: 'counts', medium: 'statement' }] },
    dress: dressed(Hops, inRows),
  },
  'POST /claims/:claimId/chain': { id: 'takeAttribution', room: 'claims', example: { from: EXAMPLE_ID } },
  'POST /claims/:claimId/attribution-check': { id: 'checkAttribution', room: 'claims', example: { answer: 'confirmed', note: 'Heard in the recording.' } },
  'POST /claims/:claimId/due': { id: 'setDue', room: 'claims', example: { dueOn: '2026-04-01', condition: 'If the bridge is open.' } },
  'POST /claims/:claimId/links': {
    id: 'linkClaims', room: 'claims', anyVersion: true, example: { kind: 'contradicts', claim: EXAMPLE_ID, note: 'Both cannot be true.' },
    dress: dressed(z.object({ kind: choice(LINK_KINDS), claim: needed(2000), note: optional(1000) })),
  },
  'POST /claims/:claimId/links/:linkId/withdrawal': { id: 'withdrawLink', room: 'claims', anyVersion: true, example: { reason: 'There are two bridges.' } },
  'POST /claims/:claimId/requests': {
    id: 'askForReply', room: 'claims',
    example: { askedOf: 'Town hall', channel: 'email', contact: 'press@townhall.example', question: 'How many were injured?', askedOn: '2026-03-02', answerBy: '2026-03-03' },
    dress: dressed(z.object({ askedOf: needed(300), channel: choice(CHANNELS), contact: optional(300), question: needed(5000), askedOn: neededDay, answerBy: neededDay })),
  },
  'POST /claims/:claimId/requests/:requestId/answers': {
    id: 'recordReply', room: 'claims', example: { words: 'We count 71.', language: 'en', answeredOn: '2026-03-03' },
    dress: dressed(z.object({ words: needed(10_000), language: choice(LANGUAGES), answeredOn: neededDay })),
  },
  'POST /claims/:claimId/requests/:requestId/silence': { id: 'recordSilence', room: 'claims', example: {} },
  'POST /claims/:claimId/requests/:requestId/withdrawal': { id: 'withdrawRequest', room: 'claims', example: { reason: 'It was another claim.' } },
  'POST /claims/:claimId/assignment': {
    id: 'assignClaim', room: 'claims', anyVersion: true, example: { assignee: null },
    dress: dressed(z.object({ assignee: z.string(problem('choose')).regex(ID, problem('choose')).nullable() }), ({ assignee }) => ({ assignee: assignee ?? '' })),
  },
  'POST /claims/:claimId/edges': {
    id: 'moveEdges', room: 'claims', example: { move: 'end_later' },
    dress: dressed(z.object({ move: choice(EDGE_MOVES).optional(), quote: quoted.optional() })),
  },
  'POST /claims/:claimId/split': {
    id: 'splitClaim', room: 'claims', example: { first: 'The bridge is closed', second: 'and the road is open' },
    dress: dressed(z.object({ before: z.int(problem('choose')).min(0, problem('choose')).max(999_999_999, problem('choose')).optional(), first: quoted.optional(), second: quoted.optional() }), ({ before, ...halves }) => ({ ...halves, ...(before === undefined ? {} : { before: String(before) }) })),
  },
  'POST /claims/:claimId/merging': { id: 'mergeClaim', room: 'claims', example: { into: EXAMPLE_ID, as: 'repetition' } },
  'POST /claims/:claimId/remarks': { id: 'remarkOnClaim', room: 'claims', anyVersion: true, example: { words: 'The press office calls back at four.' } },
  'POST /claims/:claimId/check-out': { id: 'checkOut', room: 'claims', anyVersion: true, example: {} },
  'POST /claims/:claimId/release': { id: 'releaseClaim', room: 'claims', example: {} },

  'POST /claims/:claimId/evidence': {
    id: 'attachLink', room: 'evidence', makes: 'evidence',
    example: { stance: 'supports', address: 'https://agency.example/1', title: 'Dispatch', publisher: 'The Morning', origin: 'Agency A', visibility: 'public' },
  },
  'POST /claims/:claimId/searches': { id: 'recordSearch', room: 'evidence', makes: 'evidence', example: { lookedIn: 'Archive of the town hall', lookedFor: '73 injured', lookedOn: '2026-03-04' } },
  'POST /claims/:claimId/taken-evidence': { id: 'takeOverEvidence', room: 'evidence', example: { from: EXAMPLE_ID, evidence: [EXAMPLE_ID] } },
  'POST /claims/:claimId/evidence/:evidenceId/withdrawal': { id: 'withdrawEvidence', room: 'evidence', example: { reason: 'It copies the other one.' } },
  'POST /claims/:claimId/evidence/:evidenceId/reinstatement': { id: 'reinstateEvidence', room: 'evidence', example: {} },
  'POST /claims/:claimId/evidence/:evidenceId/snapshots': { id: 'askForSnapshot', room: 'evidence', anyVersion: true, example: {} },
  'POST /claims/:claimId/evidence/:evidenceId/snapshots/:snapshotId/confirmation': { id: 'confirmSnapshot', room: 'evidence', anyVersion: true, example: {} },

  'POST /claims/:claimId/verdicts': { id: 'proposeVerdict', room: 'verdicts', example: { verdict: 'verified', rationale: RATIONALE } },
  'POST /claims/:claimId/change-requests': { id: 'requestChanges', room: 'verdicts', example: { request: 'Which agencies?' } },
  'POST /claims/:claimId/sign-offs': { id: 'signOff', room: 'verdicts', example: {} },

  'POST /claims/:claimId/publications': {
    id: 'publishClaim', room: 'publications', example: { reason: 'Counted anew.' },
    dress: dressed(z.object({ reason: optional(5000) })),
  },
  'POST /claims/:claimId/corrections': { id: 'correctClaim', room: 'publications', example: { request: 'The hospital counts 71.' } },
  'POST /claims/:claimId/unpublishing': { id: 'unpublishClaim', room: 'publications', example: { reason: 'The source took it back.' } },
} as const satisfies { [Door in Extract<RouteName, `POST /claims/:claimId/${string}`>]?: Change }

/** What of a form comes by a header. */
const BY_HEADER = { once: true, version: true }

export function changes(services: Services, forms: Routes): Operation[] {
  return (Object.entries(CHANGES) as [RouteName, Change][]).map(([door, { dress, makes, anyVersion, example, ...change }]) => {
    const verb = verbOf(forms, door)
    const body = { schema: dress?.schema ?? bodyOf(verb), example }
    const sent = (asked: Asked) => dress ? dress.asForm(read(dress.schema, asked.sent)) : asked.sent
    return {
      ...change, method: 'post', path: door.slice('POST '.length), door, told: { one: 'Claim' }, makes: makes !== undefined, needsVersion: anyVersion !== true,
      body, run: (asked) => changed(services.db, verb, sent(asked), { ...asked, makes: makes !== undefined }),
    }
  })
}

/** A form's own fields, without those that come by a header. */
function bodyOf({ schema }: Verb): Body['schema'] {
  if (typeof schema === 'function') throw new Error('A form whose fields depend on what is in the desk needs a dress')
  return z.object(Object.fromEntries(Object.entries(schema.shape).filter(([name]) => !(name in BY_HEADER))))
}

const schemaFor = ({ schema }: Verb, params: Record<string, string>) => typeof schema === 'function' ? schema(params) : schema

/** Does what the form does, and answers with the claim as it is then. What was done before is not asked for anew: a second version needs more than a first. */
function changed(db: Database, verb: Verb, sent: Record<string, unknown>, { act, params, version, makes, res }: Asked & { makes: boolean }): Answer {
  const claimId = params.claimId!
  const before = doneBefore(db, act)
  if (!before && version !== undefined && findClaim(db, claimId).version !== version) throw passed(db, claimId, version, res.locals.locale)
  const fields = () => read(schemaFor(verb, params), { ...sent, ...(version === undefined ? {} : { version: String(version) }) })
  const made = before ? before.subject.split('/')[1] : verb.run(act, fields(), params)
  const claim = toldClaim(db, claimId)
  return { body: claim, version: claim.version, location: makes ? `/claims/${claimId}/evidence/${made}` : undefined }
}

/** Says what led beyond the version that somebody had seen, in the sentences of the trail; or that there never was such a version: then nobody changed anything. */
function passed(db: Database, claimId: string, version: number, locale: Locale) {
  const { version: current, reportId } = findClaim(db, claimId)
  if (version < 1 || version > current) return refusal(412, (t) => t.refusals.versionUnknown, { headers: { ETag: tagOf(current) } })
  const meanwhile = linesOf(eventsSince(eventsOfClaim(db, claimId), version), locale, namesOn(findReport(db, reportId), locale)).map(({ sentence }) => sentence)
  return refusal(412, (t) => t.refusals.versionPassed, { meanwhile, headers: { ETag: tagOf(current) } })
}
