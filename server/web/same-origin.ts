import type { Request, RequestHandler } from 'express'
import { forbidden } from '../errors.ts'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Refuses writes that another site's page sent. Only browsers can be tricked so, and they name the sender. */
export const sameOrigin = (publicUrl: string): RequestHandler => (req, _res, next) => {
  if (!SAFE.has(req.method) && !isFromUs(req, publicUrl)) throw forbidden((t) => t.refusals.otherSite)
  next()
}

/**
 * Over plain http on another host than localhost a browser sends no `Sec-Fetch-Site`; it still sends `Origin`.
 * A program sends neither: it may pass, unless it brings a session, which only a browser has.
 */
function isFromUs(req: Request, publicUrl: string): boolean {
  const site = req.get('Sec-Fetch-Site')
  if (site !== undefined) return site === 'same-origin' || site === 'none'

  const origin = req.get('Origin')
  if (origin === undefined) return req.get('Cookie') === undefined
  const host = URL.parse(origin)?.host
  return origin === URL.parse(publicUrl)?.origin || (host !== undefined && host === req.get('Host'))
}
