import type { RequestHandler } from 'express'
import type { Services } from '../app.ts'
import { dayOf } from '../days.ts'
import { mayOpen } from '../people/access.ts'
import { countLetters } from './list.ts'

/** Tells the navigation of whoever answers letters how many wait. Two looks into a partial index, of a hundred entries at most. */
export const countWaiting = ({ db, now }: Services): RequestHandler => (_req, res, next) => {
  const { viewer } = res.locals
  res.locals.letters = viewer && mayOpen('GET /letters', viewer) === 'welcome' ? countLetters(db, dayOf(now())) : null
  next()
}
