import type { IRouter, RequestHandler } from 'express'
import { forbidden, Refusal } from '../errors.ts'
import { mayOpen, type RouteName, type Routes } from '../people/access.ts'

/** Hangs a room's routes into the app, each behind its line of the role table. */
export function open(app: IRouter, routes: Routes) {
  for (const [name, handlers] of Object.entries(routes) as [RouteName, RequestHandler | RequestHandler[]][]) {
    const [method, path] = name.split(' ') as ['GET' | 'POST', string]
    const door = guard(name)
    if (method === 'GET') app.get(path, door, handlers)
    else app.post(path, door, handlers)
  }
}

/** Somebody who only lost their session is sent to sign in; a form they sent is not thrown away for it. */
const guard = (name: RouteName): RequestHandler => (req, res, next) => {
  const answer = mayOpen(name, res.locals.viewer)
  if (answer === 'welcome') return next()
  if (answer === 'not your role') throw forbidden((t) => t.refusals.notYourRole)
  if (req.method === 'POST') throw new Refusal(401, (t) => t.refusals.signedOut)
  res.redirect(303, `/sign-in?next=${encodeURIComponent(req.originalUrl)}`)
}
