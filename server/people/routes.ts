import type { Request, RequestHandler, Response } from 'express'
import { words } from '../../views/locales/words.ts'
import type { Views } from '../../views/models.ts'
import type { Services } from '../app.ts'
import { orAsBefore } from '../audit/trail.ts'
import { Refusal, unfit } from '../errors.ts'
import { keyOf, onceIn } from '../web/fields.ts'
import { readForm } from '../web/form.ts'
import { sendPage } from '../web/page.ts'
import type { Routes } from './access.ts'
import { doorRoutes } from './door.ts'
import { Invitation, RoleChange } from './form.ts'
import { peoplePage } from './page.ts'
import { changeRole, disable, enable, findPerson, invite, reset, type NewPerson } from './people.ts'

export function peopleRoutes(services: Services): Routes {
  const { db, now, publicUrl } = services

  const act = (req: Request<object>, res: Response) => ({ person: res.locals.viewer!, at: now(), once: keyOf(onceIn(req.body), res.locals.viewer, req.body) })
  const show = (res: Response, extra: Partial<Views['people/index']> = {}) =>
    sendPage(res, 'people/index', peoplePage(db, res.locals.viewer!, words[res.locals.locale].people.title, now(), extra))
  const linkFor = (name: string, token: string | null) => ({ name, address: token && `${publicUrl}/join/${token}` })

  /** Undefined when the address is somebody's already; null when the same form came before. */
  function tryToInvite(req: Request<object>, res: Response, newcomer: NewPerson): string | null | undefined {
    try {
      return orAsBefore(() => invite(db, act(req, res), newcomer).token, () => null)
    } catch (error) {
      if (error instanceof Refusal && error.status === 409) return undefined
      throw error
    }
  }

  const step = (take: typeof disable | typeof enable): RequestHandler<{ personId: string }> => (req, res) => {
    take(db, act(req, res), req.params.personId)
    res.redirect(303, '/people')
  }

  return {
    'GET /healthz': (_req, res) => { res.type('text').send('ok') },

    ...doorRoutes(services),

    'GET /people': (_req, res) => show(res),

    // Answered without a redirect, because the link may be shown only once; `once` sees to it that a reload makes no second one.
    'POST /people': (req, res) => {
      const read = readForm(Invitation, req.body)
      if (!read.ok) return show(res.status(422), { form: read.form })

      const { once: _, ...newcomer } = read.data
      const token = tryToInvite(req, res, newcomer)
      if (token === undefined) return show(res.status(422), { form: { values: newcomer, problems: { email: 'emailTaken' } } })
      show(res.status(token === null ? 200 : 201), { link: linkFor(newcomer.name, token) })
    },

    // Where a step was taken, a reload or a change of language finds the list.
    'GET /people/:personId/*step': (_req, res) => res.redirect(303, '/people'),

    'POST /people/:personId/role': (req, res) => {
      const read = readForm(RoleChange, req.body)
      if (!read.ok) throw unfit((t) => t.refusals.malformed)
      changeRole(db, act(req, res), req.params.personId, read.data.role)
      res.redirect(303, '/people')
    },

    'POST /people/:personId/disabling': step(disable),
    'POST /people/:personId/enabling': step(enable),

    'POST /people/:personId/reset': (req, res) => {
      const { personId } = req.params
      const token = orAsBefore(() => reset(db, act(req, res), personId), (done) => {
        if (done.subject !== `person/${personId}`) throw done
        return null
      })
      show(res, { link: linkFor(findPerson(db, personId).name, token) })
    },
  }
}
