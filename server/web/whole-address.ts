import type { RequestHandler } from 'express'

/** Proxies may ask by a whole address (`GET http://host/path`). Its host is only what somebody said it was: from here on there is none, so that no page leads to it. */
export const withoutHost: RequestHandler = (req, _res, next) => {
  const whole = req.url.startsWith('/') ? null : URL.parse(req.url)
  if (whole) req.url = req.originalUrl = `${whole.pathname}${whole.search}`
  next()
}
