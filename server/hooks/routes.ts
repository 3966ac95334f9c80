import type { Request, Response } from 'express'
import { words } from '../../views/locales/words.ts'
import type { Services } from '../app.ts'
import { orAsBefore, type Act } from '../audit/trail.ts'
import { notFound } from '../errors.ts'
import type { Routes } from '../people/access.ts'
import { keyOf, onceIn } from '../web/fields.ts'
import { readForm, typedIn, type Form } from '../web/form.ts'
import { sendPage } from '../web/page.ts'
import { Addition, Kinds } from './form.ts'
import { addHook, changeKinds, findHook, pause, remove, renewSecret, resume } from './hooks.ts'
import { sendAgain } from './outbox.ts'
import { hookPage, hooksPage } from './page.ts'

type Step = (db: Services['db'], act: Act, hookId: string) => void

export function hookRoutes({ db, key, now, hookWeb }: Services): Routes {
  const act = (req: Request<object>, res: Response): Act => ({ person: res.locals.viewer!, at: now(), once: keyOf(onceIn(req.body), res.locals.viewer, req.body) })
  const step = (take: Step) => (req: Request<{ hookId: string }>, res: Response) => {
    take(db, act(req, res), req.params.hookId)
    res.redirect(303, `/webhooks/${req.params.hookId}`)
  }

  return {
    'GET /webhooks': (req, res) => sendPage(res, 'hooks/index', hooksPage(db, words[res.locals.locale], { after: typedIn(req.query).after })),

    // Answered without a redirect, because the secret may be shown only once; `once` sees to it that a reload makes no second webhook.
    'POST /webhooks': (req, res) => {
      const read = readForm(Addition(hookWeb), req.body)
      if (!read.ok) return sendPage(res.status(422), 'hooks/index', hooksPage(db, words[res.locals.locale], { form: withTicks(read.form, req.body) }))
      const { id, secret } = orAsBefore<{ id: string; secret: string | null }>(() => addHook(db, act(req, res), read.data, key), ({ subject }) => ({ id: subject.slice('webhook/'.length), secret: null }))
      sendPage(res.status(secret === null ? 200 : 201), 'hooks/show', hookPage(db, findHook(db, id), undefined, { secret, wasShown: secret === null }))
    },

    'GET /webhooks/:hookId': (req, res) => sendPage(res, 'hooks/show', hookPage(db, findHook(db, req.params.hookId), seqIn(req.query.before))),

    // Where a step was taken, a reload or a change of language finds the webhook.
    'GET /webhooks/:hookId/*step': (req, res) => res.redirect(303, `/webhooks/${encodeURIComponent(req.params.hookId)}`),

    'POST /webhooks/:hookId/kinds': (req, res) => {
      const hook = findHook(db, req.params.hookId)
      const read = readForm(Kinds, req.body)
      if (!read.ok) return sendPage(res.status(422), 'hooks/show', hookPage(db, hook, undefined, { form: withTicks(read.form, req.body) }))
      changeKinds(db, act(req, res), hook.id, read.data.kinds)
      res.redirect(303, `/webhooks/${hook.id}`)
    },

    'POST /webhooks/:hookId/secret': (req, res) => {
      const { hookId } = req.params
      const secret = orAsBefore(() => renewSecret(db, act(req, res), hookId, key), (done) => {
        if (done.subject !== `webhook/${hookId}`) throw done
        return null
      })
      sendPage(res, 'hooks/show', hookPage(db, findHook(db, hookId), undefined, { secret, wasShown: secret === null, isRenewed: true }))
    },

    'POST /webhooks/:hookId/pausing': step(pause),
    'POST /webhooks/:hookId/resuming': step(resume),
    'POST /webhooks/:hookId/removal': step(remove),

    'POST /webhooks/:hookId/deliveries/:seq/sending': (req, res) => {
      const seq = seqIn(req.params.seq)
      if (seq === undefined) throw notFound()
      sendAgain(db, act(req, res), req.params.hookId, seq)
      res.redirect(303, `/webhooks/${req.params.hookId}`)
    },
  }
}

const seqIn = (text: unknown) => typeof text === 'string' && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined

/** The boxes that were ticked, in one value: several of one name come as a list, which a form does not show again by itself. */
const withTicks = ({ values, problems }: Form, body: unknown): Form => {
  const { kinds } = (body ?? {}) as { kinds?: unknown }
  return { values: { ...values, kinds: [kinds ?? []].flat().filter((kind) => typeof kind === 'string').join(' ') }, problems }
}
