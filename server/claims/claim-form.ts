import type { RequestHandler, Response } from 'express'
import { z } from 'zod'
import type { Services } from '../app.ts'
import { doneBefore, orAsBefore, type Act } from '../audit/trail.ts'
import type { Database } from '../database.ts'
import { Refusal } from '../errors.ts'
import type { RouteName, Routes } from '../people/access.ts'
import { keyOf, onceIn } from '../web/fields.ts'
import { readForm, typedIn } from '../web/form.ts'
import { findClaim } from './claims.ts'
import { sendClaim } from './page.ts'
import { canTake } from './rules.ts'

export { stamp } from './form.ts'

/** What a form does, apart from how it is asked and answered. It may return the id of what it made. */
export type Verb = {
  schema: z.ZodObject | ((params: Record<string, string>) => z.ZodObject)
  run: (act: Act, sent: Record<string, unknown>, params: Record<string, string>) => unknown
}

/** The verb behind a form, for whoever asks in another way: it is declared once, where the form is. */
export function verbOf(routes: Routes, door: RouteName): Verb {
  const handler = routes[door]
  if (typeof handler !== 'function' || !('verb' in handler)) throw new Error(`${door} is no form on a claim`)
  return handler.verb as Verb
}

/**
 * The one way a form of the claim page is answered: what it sent is read, one verb runs, and the page comes back:
 * by a redirect when it is done; with what was typed, and the reason, when it is not.
 * `name` is what the page calls the form; where it has several of a kind, it follows from the address. So does `schema`, where a field names
 * something that must be in the desk. `redraw` is for the form's other buttons, which save nothing: what they make of what was typed.
 */
export function claimForm<Schema extends z.ZodObject, Params extends { claimId: string }>(
  { db, now }: Services,
  name: string | ((params: Params) => string),
  schema: Schema | ((params: Params) => Schema),
  verb: (act: Act, sent: z.output<Schema>, params: Params) => unknown,
  redraw: (typed: Record<string, string>, params: Params) => Record<string, string> | null = () => null,
): RequestHandler<Params> {
  const answer: RequestHandler<Params> = (req, res) => {
    const { claimId } = req.params
    const called = typeof name === 'string' ? name : name(req.params)
    const at = now()
    const drawn = redraw(typedIn(req.body), req.params)
    // Who may not work on the claim is told so, as by the form's main button.
    if (drawn && canTake('work', findClaim(db, claimId), res.locals.viewer!, at)) return sendDrawn(db, res, claimId, at, called, drawn)
    const read = readForm(typeof schema === 'function' ? schema(req.params) : schema, req.body)
    const act = { person: res.locals.viewer, at, once: keyOf(onceIn(req.body), res.locals.viewer, req.body) }
    // What a form needs may have changed by what it did itself: a second version needs a reason.
    if (!read.ok && doneBefore(db, act)?.claim === claimId) return res.redirect(303, afterwards(claimId, req.body))
    if (!read.ok) return sendClaim(db, res.status(422), claimId, at, { name: called, form: read.form })

    try {
      orAsBefore<unknown>(() => verb(act, read.data, req.params), (done) => { if (done.claim !== claimId) throw done })
    } catch (refusal) {
      if (!(refusal instanceof Refusal) || refusal.status === 404) throw refusal
      const version = (read.data as { version?: number }).version
      return sendClaim(db, res.status(refusal.status), claimId, at, { name: called, form: { values: typedIn(req.body), problems: {} }, refusal: refusal.sentence, version })
    }
    res.redirect(303, afterwards(claimId, req.body))
  }
  return Object.assign(answer, { verb: { schema, run: verb } })
}

/** Nothing was done, but a form that had become stale must not come back as a fresh one without a word. */
function sendDrawn(db: Database, res: Response, claimId: string, at: Date, name: string, values: Record<string, string>) {
  const form = { values, problems: {} }
  if (values.version === String(findClaim(db, claimId).version)) return sendClaim(db, res, claimId, at, { name, form })
  sendClaim(db, res.status(409), claimId, at, { name, form, refusal: (t) => t.page.stale, version: Number(values.version) || 0 })
}

/** Suggestions are dealt with beside the source, so their forms name the report to go back to. */
function afterwards(claimId: string, body: unknown): string {
  const { back } = typedIn(body)
  return back && /^\/reports\/[0-9A-Z]{10}(#[\w-]+)?$/.test(back) ? back : `/claims/${claimId}`
}
