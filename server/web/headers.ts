import type { RequestHandler, Response } from 'express'
import helmet from 'helmet'

/**
 * What a browser may do with our pages. Only own files and stamped scripts run; nothing is loaded from elsewhere; nobody may frame us.
 * `same-origin` as referrer: with none, browsers send `Origin: null` on our own forms, and the same-origin check would refuse them.
 */
export function securityHeaders(publicUrl: string): RequestHandler {
  const https = publicUrl.startsWith('https:')
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'", (_req, res) => `'nonce-${(res as Response).locals.nonce}'`],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        requireTrustedTypesFor: ["'script'"],
        trustedTypes: ['htmx'],
        ...(https ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: https ? { maxAge: 63_072_000, includeSubDomains: true } : false,
    referrerPolicy: { policy: 'same-origin' },
    frameguard: { action: 'deny' },
    xPoweredBy: false,
  })
}

const READERS = "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors"

/** For pages that readers get: the same, and no script at all. */
export const withoutScripts: RequestHandler<object> = (_req, res, next) => {
  res.set('Content-Security-Policy', `${READERS} 'none'`)
  next()
}

/** For what is made to stand in the pages of others: the only answers that may. */
export const inAnyFrame: RequestHandler<object> = (_req, res, next) => {
  res.set('Content-Security-Policy', `${READERS} *`).removeHeader('X-Frame-Options')
  forAnySite(res)
  next()
}

/** Others may load it into their pages. */
export const forAnySite = (res: Response) => void res.set('Cross-Origin-Resource-Policy', 'cross-origin')
