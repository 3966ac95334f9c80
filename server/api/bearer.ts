import type { Request, RequestHandler } from 'express'
import type { Services } from '../app.ts'
import { change } from '../audit/trail.ts'
import type { Database } from '../database.ts'
import { findBearer } from '../people/personal-tokens.ts'
import { LOCALES, type Locale, type Person } from '../people/person.ts'
import { countUnknownToken, tokensWaitUntil } from '../people/throttle.ts'
import { refusal } from './problem.ts'

/**
 * Says who sends a request, by the token in its `Authorization` and by nothing else: cookies are not looked at here. A page of another site can make a
 * browser send those; it cannot make it send a token.
 */
export const readBearer = ({ db, now }: Services): RequestHandler => (req, res, next) => {
  res.locals.locale = asked(req) || 'ar'
  const token = /^Bearer +([\w.~+/-]{1,200}=*) *$/i.exec(req.get('Authorization') ?? '')?.[1]
  if (token === undefined) throw refusal(401, (t) => t.refusals.tokenNeeded, { headers: { 'WWW-Authenticate': 'Bearer realm="claimdesk"' } })

  const viewer = bearerOf(db, token, req.ip ?? '', now())
  res.locals.viewer = viewer
  res.locals.locale = asked(req) || viewer.locale
  next()
}

/** Whose token it is. Whoever has one that works is never kept waiting: what waits is the trace of those that nobody was given. */
function bearerOf(db: Database, token: string, address: string, at: Date): Person {
  const shown = findBearer(db, token, at)
  if (typeof shown === 'object') return shown
  if (shown === 'unknown') {
    const until = tokensWaitUntil(db, address, at)
    if (until) throw refusal(429, (t) => t.refusals.tooManyTokens, { headers: { 'Retry-After': String(Math.ceil((until.getTime() - at.getTime()) / 1000)) } })
    refuseToken(db, address, at)
  }
  throw refusal(401, (t) => t.refusals.tokenOver, { headers: { 'WWW-Authenticate': 'Bearer realm="claimdesk", error="invalid_token"' } })
}

export function refuseToken(db: Database, address: string, at: Date) {
  change(db, { person: null, at }, (record) => {
    countUnknownToken(db, address, at)
    record({ action: 'token.refused', subject: 'desk' })
  })
}

/** The language that the request asks for by name; programs that ask for any get that of their person. */
const asked = (req: Request) => !/^\s*\*?\s*$/.test(req.get('Accept-Language') ?? '') && (req.acceptsLanguages([...LOCALES]) as Locale | false)
