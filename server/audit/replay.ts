import { hash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { Words } from '../../views/locales/en.ts'
import type { Sentence } from '../errors.ts'
import { canonical } from './canonical.ts'
import type { ReadBody, ReadClaim, ReadEvidence, ReadReport } from './report-shape.ts'
import { chainHash } from './trail.ts'

export type Replayed = { problems: Sentence[]; unprovable: Sentence[] }

/** Whether a report says what the events say that came with it. `events` are the bodies as they were hashed. */
export function compareWithTrail(report: ReadReport, events: readonly string[]): Replayed {
  const problems = [...extractProblems(report, events), ...sourceProblems(report)]
  const unprovable: Sentence[] = []
  if (new Set(report.claims.map(({ id }) => id)).size < report.claims.length) problems.push((t) => t.bundle.problems.twice)
  const byClaim = Map.groupBy(bodiesOf(report), ({ claim }) => claim)
  const bySubject = Map.groupBy(bodiesOf(report), ({ subject }) => subject)
  for (const claim of report.claims) {
    const history = byClaim.get(claim.id) ?? []
    if (!history.some(({ action }) => BEGINNINGS.includes(action))) {
      unprovable.push((t, show) => t.bundle.limits.history(show.number(claim.number)))
      continue
    }
    problems.push(...claimProblems(report, claim, history, bySubject))
    if (!isWorded(claim, history)) unprovable.push((t, show) => t.bundle.limits.statement(show.number(claim.number)))
  }
  const absent = absentIn(report, byClaim)
  if (absent > 0) unprovable.push((t) => t.bundle.limits.absent(absent))
  return { problems, unprovable }
}

/** How many claims were accepted, by the last that is said of them, and are not in the report: a later version may have taken them, or somebody left them out. */
function absentIn({ claims }: ReadReport, byClaim: ReadonlyMap<string | null, readonly ReadBody[]>): number {
  const shown = new Set<string | null>(claims.map(({ id }) => id))
  const isAccepted = (history: readonly ReadBody[]) => {
    const last = history.findLast(({ action, after }) => action === 'claim.made' || fieldsOf(after).status !== undefined)
    return last !== undefined && !['dismissed', 'suggested'].includes(String(fieldsOf(last.after).status))
  }
  return [...byClaim].filter(([id, history]) => id !== null && !shown.has(id) && isAccepted(history)).length
}

/** How a claim comes into a report. One that came in another way has its history elsewhere, and cannot be held against this extract. */
const BEGINNINGS = ['claim.accepted', 'claim.made', 'claim.split_off']

const bodiesOf = ({ audit }: ReadReport) => audit.flatMap(({ body }) => body ?? [])

/** The extract in the report, the list of who did what, and the events themselves are three tellings of one thing. */
function extractProblems({ audit, custody, asOf }: ReadReport, events: readonly string[]): Sentence[] {
  const lines = events.values()
  const problems: Sentence[] = []
  for (const [index, { seq, action, previousHash, hash: own, body }] of audit.entries()) {
    const line = body === null ? null : lines.next().value ?? ''
    const isSame = line === null || (canonical(body) === line && body?.seq === seq && body.action === action && chainHash(previousHash, line) === own)
    const before = audit[index - 1]
    const isChained = before?.seq !== seq - 1 || before.hash === previousHash
    if (!isSame || !isChained) problems.push((t, show) => t.bundle.problems.extract(show.number(seq)))
    if (!isDeepStrictEqual(custodyOf(audit[index]!), { ...custody[index], number: null })) problems.push((t, show) => t.bundle.problems.custody(show.number(seq)))
  }
  if (custody.length !== audit.length) problems.push((t, show) => t.bundle.problems.custody(show.number(audit.length)))
  if (asOf !== audit.findLast(({ body }) => body)?.body?.at) problems.push((t) => t.bundle.problems.asOf)
  return problems
}

function custodyOf({ seq, action, withheld, body }: ReadReport['audit'][number]) {
  const { at = null, actor: who = null, subject = null, claim = null, reason = null } = body ?? {}
  return { seq, action, withheld, at, who, subject, claim, number: null, reason }
}

/** The text is the one that was imported, and the quotes stand in it. */
function sourceProblems(report: ReadReport): Sentence[] {
  const { source: { text }, report: cover, claims } = report
  const imported = bodiesOf(report).find(({ action, subject }) => action === 'report.imported' && subject === `report/${cover.id}`)
  const isImported = !imported || fieldsOf(imported.after).sha256 === cover.sha256
  return [
    ...(hash('sha256', text) === cover.sha256 && isImported ? [] : [((t) => t.bundle.problems.text) satisfies Sentence]),
    ...claims.flatMap(({ number, quote }): Sentence[] => {
      const stands = [quote, ...quote.pieces].every(({ start, end, exact }) => text.slice(start, end) === exact)
      return stands ? [] : [(t, show) => t.bundle.problems.claim(show.number(number), t.bundle.parts.quote)]
    }),
  ]
}

type BySubject = ReadonlyMap<string, readonly ReadBody[]>
type Part = keyof Words['bundle']['parts']

const PLACED = ['claim.accepted', 'claim.made', 'claim.split_off', 'claim.split', 'claim.edges_moved', 'claim.took_in']
const WORDED = [...PLACED, 'claim.reworded']

/** Where each part of a claim stands in the report, and the actions whose events say under this name what it is. */
const SAID: [Part, (claim: ReadClaim) => unknown, actions: readonly string[]][] = [
  ['statement', ({ statement }) => statement, WORDED],
  ['modality', ({ modality }) => modality, WORDED],
  ['place', ({ place }) => place, WORDED],
  ['happenedOn', ({ date }) => date.day, WORDED],
  ['dateBasis', ({ date }) => date.basis, WORDED],
  ['attribution', ({ attribution }) => attribution, ['claim.attributed']],
  ['attributionCheck', ({ attributionCheck }) => attributionCheck, ['claim.attribution_checked']],
  ['quote', ({ quote }) => quote.exact, PLACED],
]

/**
 * Whether a part of a claim is what the last event said that speaks of it. Later events of actions that are not known here may have changed it too:
 * then it is what one of them says. A desk that learns new steps is not broken for that.
 */
function isSaid(value: unknown, field: Part, actions: readonly string[], own: readonly ReadBody[]): boolean {
  const telling = own.filter(({ after }) => fieldsOf(after)[field] !== undefined)
  const last = telling.findLastIndex(({ action }) => actions.includes(action))
  return last < 0 || telling.slice(last).some(({ after }) => isDeepStrictEqual(fieldsOf(after)[field], value))
}

function claimProblems(report: ReadReport, claim: ReadClaim, history: readonly ReadBody[], bySubject: BySubject): Sentence[] {
  const own = history.filter(({ subject }) => subject === `claim/${claim.id}`)
  const wrong: Part[] = SAID.filter(([part, of, actions]) => !isSaid(of(claim), part, actions, own)).map(([part]) => part)
  if (!sameVerdicts(claim, history)) wrong.push('verdict')
  if (!isApproved(claim, history)) wrong.push('signOff')
  if (!sameEvidence(claim, bySubject, report)) wrong.push('evidence')
  if (!samePublications(claim, report.corrections, own)) wrong.push('publications')
  if (!sameReplies(claim, history, bySubject)) wrong.push('replies')
  return wrong.map((field) => (t, show) => t.bundle.problems.claim(show.number(claim.number), t.bundle.parts[field]))
}

/** Whether an event says how it is worded; when none does, it must say what its quote says. */
function isWorded({ statement, quote }: ReadClaim, history: readonly ReadBody[]): boolean {
  return history.some(({ action, after }) => WORDED.includes(action) && fieldsOf(after).statement !== undefined) || statement === quote.pieces.map(({ exact }) => exact.trim()).join(' ')
}

/** Every verdict was proposed, by that person at that time and for that reason, and none is left out. */
function sameVerdicts({ verdict, earlierVerdicts }: ReadClaim, history: readonly ReadBody[]): boolean {
  const proposed = history.filter(({ action }) => action === 'verdict.proposed').map(({ after, actor, at }) => {
    const { judgement, verdict, rationale, settle } = fieldsOf(after)
    return { id: judgement, verdict, rationale, settle, proposedBy: actor?.name, proposedAt: at }
  })
  const shown = [...earlierVerdicts, ...(verdict ? [verdict] : [])].map(({ id, verdict, rationale, settle, proposedBy, proposedAt }) => ({ id, verdict, rationale, settle, proposedBy, proposedAt }))
  return isDeepStrictEqual(shown, proposed)
}

/** What changes what a sign-off approved, whatever else is done with a claim that is signed off. */
const CONTENT = [
  'claim.edges_moved', 'claim.reworded', 'claim.attributed', 'claim.attribution_checked', 'evidence.attached', 'search.recorded', 'evidence.withdrawn', 'evidence.reinstated', 'verdict.proposed',
]
/** What an event leaves a claim in whose sign-off goes on to hold. */
const SIGNED_STILL: readonly unknown[] = [undefined, 'signed_off', 'published']
const SIGNED = ['verdict.signed_off', 'verdict.signed_off_alone']

/** Every signature was given, for that content; and one that is said to stand is the last thing that happened to what it approves. */
function isApproved(claim: ReadClaim, history: readonly ReadBody[]): boolean {
  const given = history.filter(({ action }) => SIGNED.includes(action)).map(({ seq, after, actor, at, reason }) => {
    const { judgement, contentHash } = fieldsOf(after)
    return { seq, judgement, signature: { by: actor?.name, at, bypassReason: reason, contentHash } }
  })
  const judged = [...claim.earlierVerdicts, ...(claim.verdict ? [claim.verdict] : [])]
  const shown = judged.flatMap(({ id, signOffs }) => signOffs.map((signature) => ({ judgement: id, signature })))
  if (!isDeepStrictEqual(shown, given.map(({ judgement, signature }) => ({ judgement, signature })))) return false
  if (claim.approval.state !== 'standing') return true

  const last = given.at(-1)
  const changedSince = history.some(({ seq, action, after }) => seq > (last?.seq ?? 0) && (CONTENT.includes(action) || !SIGNED_STILL.includes(fieldsOf(after).status)))
  return last?.judgement === claim.verdict?.id && isDeepStrictEqual(claim.approval.signature, last?.signature) && !changedSince
}

/** Every piece of evidence was attached as it is shown, and stands or was withdrawn as the events say; it may have come with a claim that this one took in. */
function sameEvidence({ evidence }: ReadClaim, bySubject: BySubject, report: ReadReport): boolean {
  const taken = bodiesOf(report).filter(({ action }) => action === 'snapshot.taken' || action === 'snapshot.failed')
  const { supports, contradicts, context, searches, withdrawn } = evidence
  return [supports, contradicts, context, searches, withdrawn].flat().every((one) => {
    const about = bySubject.get(`evidence/${one.id}`) ?? []
    const [attached, last] = [about[0], about.at(-1)]
    if (!attached || !last || attached.at !== one.addedAt || attached.actor?.name !== one.addedBy) return false
    if (!sameSnapshots(one, bySubject, taken)) return false
    const isWithdrawn = fieldsOf(last.after).withdrawn === true
    const { by, at } = one.withdrawn ?? {}
    return Object.entries(fieldsOf(attached.after)).every(([field, value]) => one[field] === undefined || isDeepStrictEqual(one[field], value))
      && (isWithdrawn ? last.actor?.name === by && last.at === at : one.withdrawn === null)
  })
}

/** Every snapshot was taken as it is shown, and confirmed by whom it says; and none is left out. */
function sameSnapshots({ id: evidence, snapshots }: ReadEvidence, bySubject: BySubject, taken: readonly ReadBody[]): boolean {
  const all = taken.filter(({ after }) => fieldsOf(after).evidence === evidence).map(({ subject }) => subject)
  return isDeepStrictEqual(snapshots.map(({ id }) => `snapshot/${id}`), all) && snapshots.every((one) => {
    const [taken, ...later] = bySubject.get(`snapshot/${one.id}`) ?? []
    if (!taken || taken.at !== one.endedAt) return false
    const confirmed = later.find(({ action }) => action === 'snapshot.confirmed')
    return Object.entries(fieldsOf(taken.after)).every(([field, value]) => one[field] === undefined || isDeepStrictEqual(one[field], value))
      && isDeepStrictEqual({ ...one.confirmed }, confirmed ? { by: confirmed.actor?.name, at: confirmed.at } : {})
  })
}

/** What left the house by each action; of actions that are not known here, what the report says of it. */
const LEFT: Record<string, string> = { 'claim.published': 'claim', 'claim.published_again': 'claim', 'claim.unpublished': 'withdrawal' }

/** Every version that left the house did so then, with that hash and for that reason, and none is left out; and the corrections are those of the versions after the first, by whoever made them. */
function samePublications({ id, publications }: ReadClaim, corrections: ReadReport['corrections'], own: readonly ReadBody[]): boolean {
  if (publications === undefined) return true
  const told = own.filter(({ after }) => fieldsOf(after).publication !== undefined).map(({ action, at, after, reason, actor }, index) => {
    const { publication: version, sha256 } = fieldsOf(after)
    return { version, sha256, at, reason: version === 1 ? null : reason, kind: LEFT[action] ?? publications[index]?.kind, by: actor?.name }
  })
  const left = publications.map(({ version, sha256, at, reason, kind }) => ({ version, sha256, at, reason, kind }))
  const corrected = (corrections ?? []).filter(({ claim }) => claim === id).map(({ version, kind, notice: { reason, at, by: { name } } }) => ({ version, at, reason, kind, by: name }))
  // Where the desk names nobody in public, the notice says in which role.
  const isSame = corrected.every(({ by, ...one }, index) => {
    const { sha256: _sha256, by: who, ...event } = told[index + 1] ?? {}
    return isDeepStrictEqual(one, event) && (by === null || by === who)
  })
  return isDeepStrictEqual(left, told.map(({ by: _by, ...one }) => one)) && isSame && corrected.length === Math.max(0, told.length - 1)
}

/** Every request for a reply was made as it is shown, with exactly what came of it; none that was withdrawn is shown, and none that stands is left out. */
function sameReplies({ replies }: ReadClaim, history: readonly ReadBody[], bySubject: BySubject): boolean {
  const isWithdrawn = (subject: string) => (bySubject.get(subject) ?? []).some(({ action }) => action === 'reply.request_withdrawn')
  const shown = new Set(replies.map(({ id }) => `request/${id}`))
  const standing = history.filter(({ action, subject }) => action === 'reply.requested' && !isWithdrawn(subject))
  return standing.every(({ subject }) => shown.has(subject)) && replies.every(({ id, answers, ...request }) => {
    const about = bySubject.get(`request/${id}`) ?? []
    const [asked] = about
    if (asked?.action !== 'reply.requested' || isWithdrawn(`request/${id}`)) return false
    const { askedOf, channel: through, askedOn, answerBy } = fieldsOf(asked.after)
    return isDeepStrictEqual(request, { askedOf, through, askedOn, answerBy, recordedBy: asked.actor?.name, recordedAt: asked.at })
      && isDeepStrictEqual(answers, about.filter(({ action }) => action in REPLIED).map(replyIn))
  })
}

const REPLIED: Readonly<Record<string, string>> = { 'reply.received': 'answer', 'reply.missing': 'silence' }

function replyIn({ action, after, actor, at }: ReadBody) {
  const { words = '', language = null, answeredOn: on = null } = fieldsOf(after)
  return { kind: REPLIED[action], words, language, on, recordedBy: actor?.name, recordedAt: at }
}

const fieldsOf = (value: unknown) => (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>
