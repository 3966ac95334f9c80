import { newSalt, sealOf } from '../audit/sealed.ts'
import { change, type Act, type Trace } from '../audit/trail.ts'
import type { Database } from '../database.ts'
import { dayOf } from '../days.ts'
import { conflict, notFound } from '../errors.ts'
import { newId } from '../ids.ts'
import { amendClaim, findClaimAt, GATHERED, gatheredInReport, placeOf, type Claim } from './claims.ts'
import { ensureCanTake, isSilent, type Channel } from './rules.ts'

/** What came of a request: their words, or that there were none by the day until which they were asked. */
export type Reply = { kind: 'answer' | 'silence'; words: string; language: string | null; answeredOn: string | null; addedBy: string; addedAt: string }

/** What a person fills in about a request. `contact` and `question` stay in the house. */
export type Asked = { askedOf: string; channel: Channel; contact: string; question: string; askedOn: string; answerBy: string }

/** Somebody whom the claim is about was asked what they say to it. */
export type ReplyRequest = Asked & {
  id: string
  claimId: string
  addedBy: string
  addedAt: string
  withdrawnAt: string | null
  withdrawnBy: string | null
  withdrawnReason: string | null
  /** In the order in which they were written down. */
  replies: Reply[]
}

type At = { claimId: string; version: number }
type OfRequest = At & { requestId: string }

/** Writes down that somebody was asked. How they were reached, and what they were asked in full, is in the trail as a salted hash alone: the trail leaves the house. */
export function askForReply(db: Database, act: Act, { claimId, version, ...asked }: At & Asked) {
  change(db, act, (record) => {
    const claim = findClaimAt(db, claimId, version)
    ensureCanTake('work', claim, act.person!, act.at)

    const [id, salt] = [newId(), newSalt()]
    db.prepare(`
      INSERT INTO reply_requests (id, claim_id, asked_of, channel, contact, question, salt, asked_on, answer_by, added_by, added_at)
      VALUES (@id, @claimId, @askedOf, @channel, @contact, @question, @salt, @askedOn, @answerBy, @addedBy, @addedAt)
    `).run({ ...asked, id, claimId, salt, addedBy: act.person!.id, addedAt: act.at.toISOString() })
    const { contact, question, ...told } = asked
    const next = amendClaim(db, act, claim)
    record({ ...traceOf(claim, id, 'reply.requested'), after: { ...told, sealed: sealOf({ contact, question }, salt), status: next.status, version: next.version } })
  })
}

/** Writes down what they answered. Another answer is another row, also after a silence. */
export function recordAnswer(db: Database, act: Act, { words, language, answeredOn, ...at }: OfRequest & { words: string; language: string; answeredOn: string }) {
  recordReply(db, act, at, 'reply.received', { kind: 'answer', words, language, answeredOn })
}

/** Writes down that no answer came by the day until which it was asked for. A person says so: an answer may lie on another desk. */
export function recordSilence(db: Database, act: Act, at: OfRequest) {
  recordReply(db, act, at, 'reply.missing', { kind: 'silence', words: '', language: null, answeredOn: null })
}

function recordReply(db: Database, act: Act, { claimId, version, requestId }: OfRequest, action: 'reply.received' | 'reply.missing', reply: Pick<Reply, 'kind' | 'words' | 'language' | 'answeredOn'>) {
  change(db, act, (record) => {
    const claim = findClaimAt(db, claimId, version)
    ensureCanTake('work', claim, act.person!, act.at)
    const request = findRequest(db, claimId, requestId)
    if (!stands(request)) throw conflict((t) => t.refusals.requestWithdrawn)
    if (reply.kind === 'silence' && !isSilent(request, dayOf(act.at))) throw conflict((t, show) => t.refusals.notSilent(show.date(request.answerBy)))

    db.prepare(`
      INSERT INTO replies (id, request_id, kind, words, language, answered_on, added_by, added_at)
      VALUES (@id, @requestId, @kind, @words, @language, @answeredOn, @addedBy, @addedAt)
    `).run({ ...reply, id: newId(), requestId, addedBy: act.person!.id, addedAt: act.at.toISOString() })
    const next = amendClaim(db, act, claim)
    const { words, language, answeredOn } = reply
    const said = reply.kind === 'answer' ? { words, language, answeredOn } : { answerBy: request.answerBy }
    record({ ...traceOf(claim, requestId, action), after: { askedOf: request.askedOf, ...said, status: next.status, version: next.version } })
  })
}

/** Takes back a request that was written down by mistake, with what came of it. It stays readable, with the reason. */
export function withdrawRequest(db: Database, act: Act, { claimId, version, requestId, reason }: OfRequest & { reason: string }) {
  change(db, act, (record) => {
    const claim = findClaimAt(db, claimId, version)
    ensureCanTake('work', claim, act.person!, act.at)
    const request = findRequest(db, claimId, requestId)
    if (!stands(request)) return

    db.prepare('UPDATE reply_requests SET withdrawn_at = ?, withdrawn_by = ?, withdrawn_reason = ? WHERE id = ?').run(act.at.toISOString(), act.person!.id, reason, requestId)
    const next = amendClaim(db, act, claim)
    record({ ...traceOf(claim, requestId, 'reply.request_withdrawn'), reason, before: { askedOf: request.askedOf, withdrawn: false }, after: { withdrawn: true, status: next.status, version: next.version } })
  })
}

const traceOf = (claim: Claim, requestId: string, action: Trace['action']) => ({ action, ...placeOf(claim), subject: `request/${requestId}` })

export const stands = ({ withdrawnAt }: Pick<ReplyRequest, 'withdrawnAt'>) => withdrawnAt === null

const REQUEST = `
  SELECT
    reply_requests.id, claim_id AS claimId, asked_of AS askedOf, channel, contact, question, asked_on AS askedOn, answer_by AS answerBy,
    adders.name AS addedBy, added_at AS addedAt, withdrawn_at AS withdrawnAt, withdrawers.name AS withdrawnBy, withdrawn_reason AS withdrawnReason
  FROM reply_requests
  JOIN people AS adders ON adders.id = added_by
  LEFT JOIN people AS withdrawers ON withdrawers.id = withdrawn_by`

const REPLY = `
  SELECT request_id AS requestId, kind, words, replies.language, answered_on AS answeredOn, people.name AS addedBy, added_at AS addedAt
  FROM replies
  JOIN people ON people.id = added_by`

type Row = Omit<ReplyRequest, 'replies'>

/** Whom the desk asked about a claim, or about one that was merged into it, in the order in which it was written down; what was withdrawn is among it. */
export const requestsOf = (db: Database, claimId: string): ReplyRequest[] =>
  withReplies(db, db.prepare<{ claimId: string }, Row>(`${GATHERED} ${REQUEST} WHERE claim_id IN (SELECT id FROM gathered) ORDER BY added_at, reply_requests.rowid`).all({ claimId }))

/** The same for all claims of a report, by the claim for which they speak. */
export function requestsInReport(db: Database, reportId: string): Map<string, ReplyRequest[]> {
  const keptBy = gatheredInReport(db, reportId)
  const rows = db.prepare<[string], Row>(`${REQUEST} WHERE claim_id IN (SELECT value FROM json_each(?)) ORDER BY added_at, reply_requests.rowid`).all(JSON.stringify([...keptBy.keys()]))
  return Map.groupBy(withReplies(db, rows), ({ claimId }) => keptBy.get(claimId)!)
}

function withReplies(db: Database, rows: readonly Row[]): ReplyRequest[] {
  if (rows.length === 0) return []
  const all = db.prepare<[string], Reply & { requestId: string }>(`${REPLY} WHERE request_id IN (SELECT value FROM json_each(?)) ORDER BY replies.rowid`).all(JSON.stringify(rows.map(({ id }) => id)))
  const byRequest = Map.groupBy(all, ({ requestId }) => requestId)
  return rows.map((row) => ({ ...row, replies: (byRequest.get(row.id) ?? []).map(({ requestId: _request, ...reply }) => reply) }))
}

/** Throws when it is not one of this claim. */
export function findRequest(db: Database, claimId: string, requestId: string): ReplyRequest {
  const request = requestsOf(db, claimId).find(({ id }) => id === requestId)
  if (!request) throw notFound()
  return request
}
