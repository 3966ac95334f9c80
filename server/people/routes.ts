import type { Services } from '../app.ts'
import type { Routes } from './access.ts'

export function peopleRoutes(_services: Services): Routes {
  return {
    'GET /': (_req, res) => res.redirect(303, res.locals.viewer ? '/claims' : '/sign-in'),
    'GET /healthz': (_req, res) => { res.type('text').send('ok') },
  }
}
