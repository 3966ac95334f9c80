import type { Services } from '../app.ts'
import type { Routes } from '../people/access.ts'
import { sendOverview } from './page.ts'

/** What waits, with whom, and what became of it. */
export function deskRoutes({ db, now }: Services): Routes {
  return {
    'GET /desk': (_req, res) => sendOverview(db, res, now()),
  }
}
