import type { Request } from 'express'
import { z } from 'zod'
import type { Services } from '../app.ts'
import { orAsBefore } from '../audit/trail.ts'
import { notFound, Refusal } from '../errors.ts'
import { ID } from '../ids.ts'
import type { Routes } from '../people/access.ts'
import { sendVersion } from '../publication/claim-page.ts'
import { latestPublication } from '../publication/publication.ts'
import { MODALITIES } from '../text/suggest.ts'
import { choice, needed, neededId, neededIds, once, optional } from '../web/fields.ts'
import { problem, readForm } from '../web/form.ts'
import { attribute, checkAttribution, takeChain } from './attribution.ts'
import { assign, checkOut, release } from './check-out.ts'
import { claimForm, stamp } from './claim-form.ts'
import { findClaim } from './claims.ts'
import { setDue } from './due.ts'
import { AttributionForm, CheckForm, DueForm, hopsIn, withDay, withHops, WordingForm } from './form.ts'
import { linkClaims, referredClaim, withdrawLink } from './links.ts'
import { sendClaim } from './page.ts'
import { readQuery, sendQueue } from './queue-page.ts'
import { remark } from './remarks.ts'
import { LINK_KINDS } from './rules.ts'
import { accept, dismiss, restore } from './triage.ts'
import { confirmWords, reword } from './wording.ts'

const assignee = z.union([z.literal('').transform(() => null), z.string().regex(ID)], problem('choose'))

const Acceptance = z.object({ ...stamp, statement: needed(5000).optional(), modality: choice(MODALITIES).optional() })
const Dismissal = z.object({ ...stamp, reason: optional(500) })

const Assignments = z.object({ once, claim: neededIds('selectFirst'), assignee })

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

    // One address: the desk's people work on the claim there, everybody else reads what was published of it.
    'GET /claims/:claimId': (req, res) => {
      if (res.locals.viewer) return sendClaim(db, res, req.params.claimId, now())
      const latest = latestPublication(db, req.params.claimId)
      if (!latest) throw notFound()
      sendVersion(req, res, latest, { publicUrl: services.publicUrl, isLatest: true })
    },

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

    'POST /claims/:claimId/wording': claimForm(services, 'wording', WordingForm, (act, { once: _once, ...sent }, { claimId }) =>
      reword(db, act, { claimId, ...sent }), withDay),

    'POST /claims/:claimId/attribution': claimForm(services, 'attribution', AttributionForm, (act, { version, once: _once, ...hops }, { claimId }) =>
      attribute(db, act, { claimId, version, hops: hopsIn(hops) }), withHops),

    'POST /claims/:claimId/words': claimForm(services, 'words', z.object(stamp), (act, { version }, { claimId }) => confirmWords(db, act, { claimId, version })),

    'POST /claims/:claimId/chain': claimForm(services, 'chain', z.object({ ...stamp, from: neededId }),
      (act, { version, from }, { claimId }) => takeChain(db, act, { claimId, version, from })),

    'POST /claims/:claimId/attribution-check': claimForm(services, 'attribution-check', CheckForm, (act, { once: _once, ...sent }, { claimId }) =>
      checkAttribution(db, act, { claimId, ...sent })),

    'POST /claims/:claimId/due': claimForm(services, 'due', DueForm, (act, { once: _once, ...sent }, { claimId }) =>
      setDue(db, act, { claimId, ...sent })),

    'POST /claims/:claimId/links': claimForm(services, 'links', linking, (act, { kind, claim, note }, { claimId }) =>
      linkClaims(db, act, { kind, fromClaim: claimId, toClaim: claim, note })),

    'POST /claims/:claimId/links/:linkId/withdrawal': claimForm(services, ({ linkId }) => `unlinking-${linkId}`, z.object({ once, reason: needed(500) }),
      (act, { reason }, params: { claimId: string; linkId: string }) => withdrawLink(db, act, { ...params, reason })),

    'POST /claims/:claimId/assignment': claimForm(services, 'assignment', z.object({ once, assignee }), (act, sent, { claimId }) =>
      assign(db, act, [claimId], sent.assignee)),

    'POST /claims/:claimId/remarks': claimForm(services, 'remarks', z.object({ once, words: needed(5000) }), (act, { words }, { claimId }) => remark(db, act, { claimId, words })),
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
