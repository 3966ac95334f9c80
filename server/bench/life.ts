import { placeOf, type Claim } from '../claims/claims.ts'
import type { Hop } from '../claims/attribution.ts'
import { belongsInQueue, leaseFrom, type Status } from '../claims/rules.ts'
import type { Evidence } from '../evidence/evidence.ts'
import type { Person } from '../people/person.ts'
import { contextOf } from '../text/span.ts'
import { RULES } from '../text/suggest.ts'
import type { Verdict } from '../verdicts/rules.ts'
import { hashOfContent } from '../verdicts/sign-off.ts'
import type { Tell } from './chain.ts'
import { evidenceFor, hopsFor, storedEvidence, storedHop } from './evidence.ts'
import { isWorkedOn, type Fate } from './fate.ts'
import type { Random } from './random.ts'
import { termsOf } from './report.ts'
import type { Rows } from './rows.ts'
import { note, type Said } from './sentences.ts'
import type { Tongue } from './words.ts'

/** What the life of a claim is written with. `tick` is the next moment. */
export type Pen = { random: Random; rows: Rows; tell: Tell; tick: () => string; checkers: readonly Person[]; supervisors: readonly Person[] }

export type Source = { id: string; text: string; sha256: string; tongue: Tongue }

type Told = Said & { start: number; end: number }

/** One claim in eight has its whole trail and its sign-off, the others only how they entered the queue: a million whole ones would take twice as long to write. */
const WHOLE = 1 / 8

/** Writes one claim with everything that happened to it, from suggestion to sign-off, as far as its fate goes. */
export function writeClaim(given: Pen, source: Source, told: Told, number: number, fate: Fate) {
  const isWhole = given.random.chance(WHOLE)
  const pen = isWhole ? given : { ...given, tell: tellEntry(given.tell) }
  const claim = newClaim(pen, source, told, number, fate)
  const hops = hopsFor(pen.random, source.tongue, told)
  const checker = pen.random.pick(pen.checkers)
  claim.claimant = hops[0]?.actor ?? ''

  const decided = fate.status === 'suggested' ? null : pen.tick()
  if (decided !== null) decide(pen, checker, claim, decided, fate.status === 'dismissed')
  const evidence = isWorkedOn(fate) ? work(pen, checker, claim, fate.verdict) : []
  const judgement = fate.verdict && judge(pen, checker, claim, fate.verdict)
  if (fate.status === 'signed_off') move(claim, 'signed_off', pen.tick())
  const signOff = judgement && isWhole && fate.status === 'signed_off' ? approve(pen, claim, { judgement, sha256: source.sha256, hops, evidence }) : null

  store(pen.rows, claim, termsOf(claim.quote))
  hops.forEach((hop, index) => pen.rows.hop(storedHop(claim.id, hop, index + 1)))
  for (const one of evidence) pen.rows.evidence(storedEvidence(one, checker))
  if (judgement) pen.rows.verdict(judgement)
  if (signOff) pen.rows.signOff(signOff)
}

const tellEntry = (tell: Tell): Tell => (person, at, trace) => { if (/^claim\.(accepted|dismissed)$/.test(trace.action)) tell(person, at, trace) }

function newClaim({ random, tick, checkers }: Pen, { id: reportId, text, tongue }: Source, { start, end }: Told, number: number, { status }: Fate): Claim {
  const isNobodys = status === 'suggested' || status === 'dismissed' || (status === 'queued' && random.chance(0.6))
  const quote = text.slice(start, end)
  return {
    id: random.id(), reportId, number, start, end, quote, ...contextOf(text, { start, end }), pieces: [{ start, end }], statement: quote, language: tongue, modality: 'asserted',
    place: '', happenedOn: null, dateBasis: '', dueOn: null, condition: '', attributionCheck: random.chance(0.3) ? 'confirmed' : 'unchecked', attributionNote: '', status: 'suggested', verdict: null, claimant: '',
    assigneeId: isNobodys ? null : random.pick(checkers).id, assignee: null, holderId: null, holder: null, heldUntil: null,
    version: 1, rules: RULES[tongue], splitFrom: null, mergedInto: null, mended: null, changedIn: null, createdAt: tick(), queuedAt: null,
  }
}

/** Moves the claim on by one version, as the desk does. */
function move(claim: Claim, status: Status, at: string): Status {
  const before = claim.status
  Object.assign(claim, { status, version: claim.version + 1, queuedAt: belongsInQueue({ ...claim, status }, new Date(at)) ? claim.queuedAt ?? at : null })
  return before
}

function decide({ tell }: Pen, checker: Person, claim: Claim, at: string, isDismissed: boolean) {
  const before = { status: move(claim, isDismissed ? 'dismissed' : 'queued', at) }
  const { status, quote, rules, version } = claim
  tell(checker, at, { action: isDismissed ? 'claim.dismissed' : 'claim.accepted', ...placeOf(claim), before, after: isDismissed ? { status, version } : { status, quote, rules, version } })
}

function work({ random, tell, tick }: Pen, checker: Person, claim: Claim, verdict: Verdict | null): Evidence[] {
  const at = tick()
  const heldUntil = leaseFrom(new Date(at))
  const before = { status: move(claim, 'in_progress', at), holder: null, heldUntil: null, version: claim.version - 1 }
  Object.assign(claim, { assigneeId: checker.id, assignee: checker.name, holderId: checker.id, heldUntil })
  tell(checker, at, { action: 'claim.checked_out', ...placeOf(claim), before, after: { status: claim.status, holder: checker.name, heldUntil, version: claim.version } })

  return evidenceFor(random, claim, verdict, checker, tick).map((one) => {
    const { id, claimId: _claim, kind, addedBy: _by, addedAt, withdrawnAt: _at, withdrawnBy: _who, withdrawnReason: _why, ...fields } = one
    move(claim, claim.status, addedAt)
    tell(checker, addedAt, {
      action: kind === 'link' ? 'evidence.attached' : 'search.recorded', ...placeOf(claim), subject: `evidence/${id}`, after: { ...fields, status: claim.status, version: claim.version },
    })
    return one
  })
}

type StoredVerdict = { id: string; claim_id: string; verdict: Verdict; rationale: string; settle: string; author_id: string; at: string }

function judge({ random, tell, tick }: Pen, checker: Person, claim: Claim, verdict: Verdict): StoredVerdict {
  const at = tick()
  const tongue = claim.language as Tongue
  const [id, rationale, settle] = [random.id(), note(random, tongue), verdict === 'unverifiable' ? note(random, tongue) : '']
  const before = { status: move(claim, 'in_review', at), verdict: null }
  Object.assign(claim, { verdict, holderId: null, heldUntil: null })
  tell(checker, at, { action: 'verdict.proposed', ...placeOf(claim), before, after: { status: claim.status, verdict, rationale, settle, judgement: id, version: claim.version } })
  return { id, claim_id: claim.id, verdict, rationale, settle, author_id: checker.id, at }
}

type Approved = { judgement: StoredVerdict; sha256: string; hops: Hop[]; evidence: Evidence[] }

function approve({ random, tell, tick, supervisors }: Pen, claim: Claim, { judgement, ...content }: Approved) {
  const [at, person] = [tick(), random.pick(supervisors)]
  const { id: verdictId, verdict, author_id: authorId } = judgement
  const contentHash = hashOfContent({ claim, ...content, caveats: [], statements: [], requests: [], judgement: { ...judgement, claimId: claim.id, authorId, author: '' } })
  tell(person, at, { action: 'verdict.signed_off', ...placeOf(claim), before: { status: 'in_review' }, after: { status: claim.status, verdict, judgement: verdictId, contentHash, version: claim.version } })
  return { id: random.id(), claim_id: claim.id, verdict_id: verdictId, content_hash: contentHash, person_id: person.id, at, bypass_reason: null }
}

function store(rows: Rows, claim: Claim, terms: string) {
  rows.claim({
    id: claim.id, report_id: claim.reportId, number: claim.number, span_start: claim.start, span_end: claim.end, quote: claim.quote, prefix: claim.prefix, suffix: claim.suffix,
    statement: claim.statement, language: claim.language, modality: claim.modality, attribution_check: claim.attributionCheck, status: claim.status, verdict: claim.verdict,
    claimant: claim.claimant, assignee_id: claim.assigneeId, holder_id: claim.holderId, held_until: claim.heldUntil, version: claim.version, rules: claim.rules,
    created_at: claim.createdAt, queued_at: claim.queuedAt, terms,
  })
}
