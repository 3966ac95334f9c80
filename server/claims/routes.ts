import type { Request } from 'express'
import { z } from 'zod'
import type { Services } from '../app.ts'
import { notFound, Refusal } from '../errors.ts'
import { ID } from '../ids.ts'
import type { Routes } from '../people/access.ts'
import { MODALITIES } from '../text/suggest.ts'
import { choice, day, needed, once, optional, optionalAddress, ticked } from '../web/fields.ts'
import { problem, readForm } from '../web/form.ts'
import { attribute, checkAttribution, type Hop } from './attribution.ts'
import { assign, checkOut, release } from './check-out.ts'
import { claimForm, orAsBefore, stamp } from './claim-form.ts'
import { findClaim } from './claims.ts'
import { sendClaim } from './page.ts'
import { setDue } from './due.ts'
import { linkClaims, referredClaim, withdrawLink } from './links.ts'
import { readQuery, sendQueue } from './queue-page.ts'
import { ATTRIBUTION_CHECKS, LINK_KINDS } from './rules.ts'
import { accept, dismiss, restore } from './triage.ts'
import { reword } from './wording.ts'

const wording = { statement: needed(5000), modality: choice(MODALITIES), place: optional(200), happenedOn: day, dateBasis: optional(500) }
const assignee = z.union([z.literal('').transform(() => null), z.string().regex(ID)], problem('choose'))

export const MOST_HOPS = 6
const HOPS = Array.from({ length: MOST_HOPS }, (_, index) => index + 1)

/** One row of fields for each hop; a row without anything in it is no hop. */
const hopFields = Object.fromEntries(HOPS.flatMap((n) => [
  [`actor-${n}`, optional(200)], [`medium-${n}`, optional(200)], [`verb-${n}`, optional(200)], [`link-${n}`, optionalAddress], [`named-${n}`, ticked],
]))

/** What is known of a hop whose actor was left out would be lost without a word. */
const Attribution = z.object(stamp).extend(hopFields as Record<never, never>).superRefine((sent, { addIssue }) => {
  for (const n of HOPS) {
    const typed = (name: string) => (sent as Record<string, unknown>)[`${name}-${n}`]
    if (!typed('actor') && (typed('medium') || typed('verb') || typed('link'))) addIssue({ code: 'custom', path: [`actor-${n}`], message: problem('missing') })
  }
})

const Acceptance = z.object({ ...stamp, statement: needed(5000).optional(), modality: choice(MODALITIES).optional() })
const Dismissal = z.object({ ...stamp, reason: optional(500) })

/** Several boxes of one name arrive as a list, one as itself, none as nothing. */
const Assignments = z.object({
  once,
  claim: z.preprocess((sent) => sent === undefined ? [] : [sent].flat(), z.array(z.string().regex(ID, problem('selectFirst'))).min(1, problem('selectFirst')).max(200, problem('tooMany'))),
  assignee,
})

export function claimRoutes(services: Services): Routes {
  const { db, now } = services

  return {
    'GET /claims': (req, res) => sendQueue(db, res, readQuery(req.query), now()),

    'GET /claims/assignments': (req, res) => res.redirect(303, `/claims?${searchOf(req)}`),

    'POST /claims/assignments': (req, res) => {
      const query = readQuery(req.query)
      const read = readForm(Assignments, req.body)
      if (!read.ok) return sendQueue(db, res.status(422), query, now(), { why: (t) => t.problems[read.form.problems.claim ?? 'choose'], selected: [] })
      const act = { person: res.locals.viewer, at: now(), once: read.data.once }
      try {
        orAsBefore(() => assign(db, act, read.data.claim, read.data.assignee), () => {})
      } catch (refusal) {
        if (!(refusal instanceof Refusal) || refusal.status === 404) throw refusal
        return sendQueue(db, res.status(refusal.status), query, now(), { why: refusal.sentence, selected: read.data.claim })
      }
      res.redirect(303, `/claims?${searchOf(req)}`)
    },

    'GET /claims/:claimId': (req, res) => sendClaim(db, res, req.params.claimId, now()),

    'GET /claims/:claimId/*form': (req, res) => {
      if (!ID.test(req.params.claimId)) throw notFound()
      res.redirect(303, `/claims/${req.params.claimId}`)
    },

    'POST /claims/:claimId/acceptance': claimForm(services, 'acceptance', Acceptance, (act, { version, statement, modality }, { claimId }) =>
      accept(db, act, { claimId, version, ...(statement === undefined ? {} : { statement }), ...(modality === undefined ? {} : { modality }) })),

    'POST /claims/:claimId/dismissal': claimForm(services, 'dismissal', Dismissal, (act, { version, reason }, { claimId }) =>
      dismiss(db, act, { claimId, version, reason })),

    'POST /claims/:claimId/restoration': claimForm(services, 'restoration', z.object(stamp), (act, { version }, { claimId }) =>
      restore(db, act, { claimId, version })),

    'POST /claims/:claimId/wording': claimForm(services, 'wording', z.object({ ...stamp, ...wording }), (act, { once: _once, ...sent }, { claimId }) =>
      reword(db, act, { claimId, ...sent })),

    'POST /claims/:claimId/attribution': claimForm(services, 'attribution', Attribution, (act, { version, once: _once, ...hops }, { claimId }) =>
      attribute(db, act, { claimId, version, hops: hopsIn(hops) })),

    'POST /claims/:claimId/attribution-check': claimForm(services, 'attribution-check', z.object({ ...stamp, answer: choice(ATTRIBUTION_CHECKS) }),
      (act, { version, answer }, { claimId }) => checkAttribution(db, act, { claimId, version, answer })),

    'POST /claims/:claimId/due': claimForm(services, 'due', z.object({ ...stamp, dueOn: day, condition: optional(1000) }), (act, { once: _once, ...sent }, { claimId }) =>
      setDue(db, act, { claimId, ...sent })),

    'POST /claims/:claimId/links': claimForm(services, 'links', linking, (act, { kind, claim, note }, { claimId }) =>
      linkClaims(db, act, { kind, fromClaim: claimId, toClaim: claim, note })),

    'POST /claims/:claimId/links/:linkId/withdrawal': claimForm(services, ({ linkId }) => `unlinking-${linkId}`, z.object({ once, reason: needed(500) }),
      (act, { reason }, params: { claimId: string; linkId: string }) => withdrawLink(db, act, { ...params, reason })),

    'POST /claims/:claimId/assignment': claimForm(services, 'assignment', z.object({ once, assignee }), (act, sent, { claimId }) =>
      assign(db, act, [claimId], sent.assignee)),

    'POST /claims/:claimId/check-out': claimForm(services, 'check-out', z.object({ once }), (act, _sent, { claimId }) => checkOut(db, act, claimId)),

    'POST /claims/:claimId/release': claimForm(services, 'release', z.object(stamp), (act, { version }, { claimId }) => release(db, act, { claimId, version })),
  }

  /** The other claim is one of the desk, however it was named; a conflict says why it is one. */
  function linking({ claimId }: { claimId: string }) {
    const from = findClaim(db, claimId)
    return z.object({
      once,
      kind: choice(LINK_KINDS),
      claim: needed(2000).transform((typed, { issues }) => {
        const found = referredClaim(db, from, typed)
        if (found === undefined) issues.push({ code: 'custom', input: typed, message: problem('noSuchClaim') })
        return found ?? ''
      }),
      note: optional(1000),
    }).refine(({ kind, note }) => kind !== 'contradicts' || note !== '', { path: ['note'], error: problem('missing') })
  }
}

const searchOf = (req: Pick<Request, 'originalUrl'>) => new URL(req.originalUrl, 'http://desk').searchParams

function hopsIn(sent: Record<string, unknown>): Hop[] {
  const typed = (name: string) => String(sent[name] ?? '')
  return HOPS
    .map((n) => ({ actor: typed(`actor-${n}`), named: sent[`named-${n}`] === true, medium: typed(`medium-${n}`), verb: typed(`verb-${n}`), link: typed(`link-${n}`) }))
    .filter(({ actor }) => actor !== '')
}
