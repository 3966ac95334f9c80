import { z } from 'zod'
import type { Services } from '../app.ts'
import { takeOver } from '../evidence/taking.ts'
import type { Routes } from '../people/access.ts'
import { LANGUAGES } from '../text/language.ts'
import { choice, neededId, neededIds, optional } from '../web/fields.ts'
import { problem, readForm, typedIn } from '../web/form.ts'
import { claimForm, stamp } from './claim-form.ts'
import { findClaim } from './claims.ts'
import { sendSimilarSearch, sendSimilarTo } from './similar-page.ts'
import { translate } from './statements.ts'

const MOST_TYPED = 5000

/** `statement` and `quote` come from the form that makes a claim: it asks before it is sent. */
const Search = z.object({
  text: optional(MOST_TYPED), statement: optional(MOST_TYPED), quote: optional(MOST_TYPED), language: z.enum(['', ...LANGUAGES], problem('choose')).default(''),
})

const Taking = z.object({ ...stamp, from: neededId, evidence: neededIds('selectEvidence') })

export function similarRoutes(services: Services): Routes {
  const { db, now } = services

  return {
    'GET /claims/similar': (req, res) => {
      const read = readForm(Search, req.query)
      if (!read.ok) return sendSimilarSearch(db, res.status(422), { values: asText(req.query), problems: asText(read.form.problems) as never }, null)
      const { language } = read.data
      const text = read.data.text || read.data.statement || read.data.quote
      sendSimilarSearch(db, res, { values: { text, language }, problems: {} }, text === '' ? null : { text, language })
    },

    'GET /claims/:claimId/similar': (req, res) => sendSimilarTo(db, res, req.params.claimId, now()),

    'POST /claims/:claimId/statements': claimForm(services, 'statements', ({ claimId }) => translation(claimId), (act, { once: _once, ...sent }, { claimId }) =>
      translate(db, act, { claimId, ...sent })),

    'POST /claims/:claimId/taken-evidence': claimForm(services, 'taken-evidence', Taking, (act, { version, from, evidence }, { claimId }) =>
      takeOver(db, act, { claimId, version, fromClaim: from, evidenceIds: evidence })),
  }

  /** In any language but the claim's own, whose statement is its wording. */
  function translation(claimId: string) {
    const own = findClaim(db, claimId).language
    return z.object({ ...stamp, language: choice(LANGUAGES).refine((language) => language !== own, problem('choose')), statement: optional(MOST_TYPED) })
  }
}

/** Whichever field a text came in, it stands in the one field of the search. */
function asText(sent: unknown): Record<string, string> {
  const { text, statement, quote, ...rest } = typedIn(sent)
  const said = text || statement || quote
  return said === undefined ? rest : { ...rest, text: said }
}
