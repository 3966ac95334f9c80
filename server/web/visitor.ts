import { randomBytes } from 'node:crypto'
import type { Request, RequestHandler } from 'express'
import { LOCALES, type Locale } from '../people/person.ts'
import { readCookie } from './cookies.ts'

/** What is known of somebody before we know who they are. Every answer gets its own nonce; scripts, and htmx attributes, need it. */
export const visitor = (deskName: string | undefined): RequestHandler => (req, res, next) => {
  Object.assign(res.locals, { deskName, viewer: null, letters: null, locale: localeOf(req), nonce: randomBytes(16).toString('base64url') })
  next()
}

/** The language somebody chose here, else the first of ours that their browser asks for, else Arabic. */
function localeOf(req: Request): Locale {
  const chosen = readCookie(req, 'locale')
  return LOCALES.find((locale) => locale === chosen) || (req.acceptsLanguages([...LOCALES]) as Locale | false) || 'ar'
}
