import type { Services } from '../app.ts'
import { orAsBefore } from '../audit/trail.ts'
import { notFound, Refusal } from '../errors.ts'
import { ID } from '../ids.ts'
import type { Routes } from '../people/access.ts'
import { keyOf, onceIn } from '../web/fields.ts'
import { blankForm, readForm, typedIn } from '../web/form.ts'
import { eraseContact } from './contacts.ts'
import { AnswerForm, TakingForm } from './form.ts'
import { answerLetter, takeLetter } from './letters.ts'
import { sendInbox, sendLetter } from './page.ts'

/** What readers wrote, for those who answer it. */
export function letterRoutes({ db, now }: Services): Routes {
  return {
    'GET /letters': (req, res) => sendInbox(db, res, req.query, now()),
    'GET /letters/:letterId': (req, res) => sendLetter(db, res, req.params.letterId, now()),
    'GET /letters/:letterId/*step': (req, res) => {
      if (!ID.test(req.params.letterId)) throw notFound()
      res.redirect(303, `/letters/${req.params.letterId}`)
    },

    'POST /letters/:letterId/taking': (req, res) => {
      const { letterId } = req.params
      const { once, holder } = TakingForm.parse(req.body ?? {})
      try {
        orAsBefore(() => takeLetter(db, { person: res.locals.viewer, at: now(), once: keyOf(once, res.locals.viewer, req.body) }, { letterId, holderId: holder || null }), () => {})
      } catch (refusal) {
        if (!(refusal instanceof Refusal) || refusal.status === 404) throw refusal
        return sendLetter(db, res.status(refusal.status), letterId, now(), { form: blankForm, refusal: refusal.sentence })
      }
      res.redirect(303, `/letters/${letterId}`)
    },

    'POST /letters/:letterId/answer': (req, res) => {
      const { letterId } = req.params
      const read = readForm(AnswerForm, req.body)
      if (!read.ok) return sendLetter(db, res.status(422), letterId, now(), { form: read.form })

      const { once, ...answer } = read.data
      try {
        orAsBefore(() => answerLetter(db, { person: res.locals.viewer, at: now(), once: keyOf(once, res.locals.viewer, req.body) }, { letterId, ...answer }), () => {})
      } catch (refusal) {
        if (!(refusal instanceof Refusal) || refusal.status === 404) throw refusal
        return sendLetter(db, res.status(refusal.status), letterId, now(), { form: { values: typedIn(req.body), problems: {} }, refusal: refusal.sentence })
      }
      res.redirect(303, `/letters/${letterId}`)
    },

    'POST /letters/:letterId/erasure': (req, res) => {
      const { letterId } = req.params
      orAsBefore(() => eraseContact(db, { person: res.locals.viewer, at: now(), once: onceIn(req.body) }, letterId), () => {})
      res.redirect(303, `/letters/${letterId}`)
    },
  }
}
