import type { Services } from '../app.ts'
import { orAsBefore } from '../audit/trail.ts'
import { turns } from '../audit/turns.ts'
import { Refusal } from '../errors.ts'
import type { Routes } from '../people/access.ts'
import { localeOf } from '../publication/public-page.ts'
import { keyOf } from '../web/fields.ts'
import { readForm, typedIn } from '../web/form.ts'
import { LetterForm } from './form.ts'
import { receiveLetter } from './letters.ts'
import { publicationMeant, sendLetterForm, sendThanks } from './reader-page.ts'
import { LIMITS } from './rules.ts'

type Turns = ReturnType<typeof turns>

/** Where readers tell the desk of an error. Who sends is held to turns that are kept in memory only: no address of a reader is written down. */
export function readerRoutes({ db, now }: Services): Routes {
  const { network, claim, all, milliseconds } = LIMITS
  const [ofNetwork, ofClaim, ofAll] = [network, claim, all].map((most) => turns({ most, milliseconds })) as [Turns, Turns, Turns]

  /** How long a letter has to wait. When it need not, it has taken its turns; when it must, none of them. */
  function waitOf(address: string, claimId: string, at: Date): number {
    const asked: [Turns, string][] = [[ofNetwork, address], [ofClaim, claimId], [ofAll, 'all']]
    const wait = Math.max(...asked.map(([turns, who]) => turns.waitOf(who, at)))
    if (wait === 0) for (const [turns, who] of asked) turns.take(who, at)
    return wait
  }

  return {
    'GET /claims/:claimId/errors/new': (req, res) => sendLetterForm(req, res, publicationMeant(db, req.params.claimId, req.query.publication)),

    'GET /claims/:claimId/errors/sent': (req, res) => sendThanks(req, res, publicationMeant(db, req.params.claimId, undefined)),

    'POST /claims/:claimId/errors/new': (req, res) => {
      const typed = typedIn(req.body)
      const about = publicationMeant(db, req.params.claimId, typed.publication)
      const read = readForm(LetterForm, req.body)
      if (!read.ok) return sendLetterForm(req, res.status(422), about, read.form)

      const { once, ...written } = read.data
      const [at, { claimId, version: publication }] = [now(), about]
      let wait = 0
      try {
        orAsBefore(() => receiveLetter(db, { person: null, at, once: keyOf(once, null, req.body) }, { ...written, claimId, publication, locale: localeOf(req) }, () => wait = waitOf(req.ip ?? '', claimId, at)), () => {})
      } catch (refusal) {
        if (!(refusal instanceof Refusal)) throw refusal
        res.status(refusal.status).set('Retry-After', String(Math.ceil(wait / 1000)))
        return sendLetterForm(req, res, about, { values: typed, problems: {} }, refusal.sentence)
      }
      res.redirect(303, `/claims/${claimId}/errors/sent${req.query.lang === localeOf(req) ? `?lang=${localeOf(req)}` : ''}`)
    },
  }
}
