import { z } from 'zod'
import type { Services } from '../app.ts'
import { ID } from '../ids.ts'
import type { Routes } from '../people/access.ts'
import { sendPage } from '../web/page.ts'
import { ACTIONS } from './actions.ts'
import { trailPage } from './page.ts'

const id = z.string().regex(ID).optional().catch(undefined)

/** What cannot be understood narrows nothing. */
const Query = z.object({
  person: id,
  claim: id,
  report: id,
  action: z.enum(ACTIONS).optional().catch(undefined),
  day: z.iso.date().optional().catch(undefined),
  before: z.string().regex(/^\d{1,15}$/).transform(Number).optional().catch(undefined),
})

export type TrailQuery = z.output<typeof Query>

export function auditRoutes({ db, outposts }: Services): Routes {
  return {
    'GET /audit': (req, res) => sendPage(res, 'audit/index', { ...trailPage(db, Query.parse(req.query), res.locals.locale), outposts }),
  }
}
