import { hash, randomUUID } from 'node:crypto'
import type { Request, Response } from 'express'
import { words } from '../../views/locales/words.ts'
import type { Draft, Frame, PublicFrame, PublicPageName, Views } from '../../views/models.ts'
import { LOCALES, type Locale } from '../people/person.ts'
import { frameForAnybody } from '../web/frame.ts'
import { inAnyFrame, withoutScripts } from '../web/headers.ts'
import { render } from '../web/render.ts'
import type { Preview } from './preview.ts'

/** How long others may use what they keep, in seconds, before they ask whether it is still the same. A correction must not come late; a version stays as it is. */
export const [ASK_EACH_TIME, LONG] = [0, 3600]

type Sending = { seconds: number; dependsOnWho: boolean }

type Own<Name extends PublicPageName> = Omit<Views[Name], keyof PublicFrame>

/**
 * A page for anybody: the same bytes for everybody who asks in this language. It has no form, no script, and nothing of a session.
 * `dependsOnWho`: at this address the desk's own people get another page. `preview`: what others show of its link.
 */
export function sendPublic<Name extends PublicPageName>(req: Request<object>, res: Response, name: Name, own: Own<Name>, { seconds, dependsOnWho, preview = null }: Sending & { preview?: Preview | null }) {
  const { frame, it, body } = rendered(req, res, name, own)
  withoutScripts(req, res, () => {})
  sendKept(res, Buffer.from(render('layout/public', { ...frame, ...it, body, preview, draft: null })), { type: 'html', seconds, locale: frame.locale, dependsOnWho })
}

/** At the address of a claim or report its newest version, where the desk's own people find their work; at that of a version what stays as it is. */
export const keptAs = (isLatest: boolean, preview: Preview) =>
  isLatest ? { seconds: ASK_EACH_TIME, dependsOnWho: true, preview } : { seconds: LONG, dependsOnWho: false, preview }

/** The same as a card for pages of others. `canonical`: the page that it is of. */
export function sendFramed<Name extends PublicPageName>(req: Request<object>, res: Response, name: Name, own: Own<Name>, canonical: string) {
  const { frame, it, body } = rendered(req, res, name, own)
  inAnyFrame(req, res, () => {})
  sendKept(res, Buffer.from(render('layout/framed', { ...frame, ...it, body, canonical })), { type: 'html', seconds: ASK_EACH_TIME, locale: frame.locale, dependsOnWho: false })
}

/** The same frame around a form that anybody may send: nobody keeps it, because it has a key of its own each time. */
export function sendPublicForm<Name extends PublicPageName>(req: Request<object>, res: Response, name: Name, own: Own<Name>) {
  sendUnkept(req, res, rendered(req, res, name, own, { once: randomUUID }), null)
}

/** The same frame around what is not public yet, which it says above; nobody keeps it, and no machine finds it. */
export function sendPublicDraft<Name extends PublicPageName>(req: Request<object>, res: Response, name: Name, own: Own<Name>, draft: Draft) {
  sendUnkept(req, res, rendered(req, res, name, own), draft)
}

function sendUnkept(req: Request<object>, res: Response, { frame, it, body }: ReturnType<typeof rendered>, draft: Draft | null) {
  withoutScripts(req, res, () => {})
  res.set({ 'Cache-Control': 'no-store', 'Content-Language': frame.locale }).type('html').send(Buffer.from(render('layout/public', { ...frame, ...it, body, preview: null, draft })))
}

function rendered<Name extends PublicPageName>(req: Request<object>, res: Response, name: Name, own: Own<Name>, more: Partial<Frame> = {}) {
  const frame = { ...frameFor(req, res.locals.deskName), ...more }
  const it = { ...own, ...linksIn(req, frame.locale) } as Views[Name]
  return { frame, it, body: render(name, { ...frame, ...it }) }
}

/** An answer that others may keep, and for which they are told whether it is still the same. Without a `locale` it is the same in every language. */
export function sendKept(res: Response, body: Buffer, { type, seconds, locale, dependsOnWho }: Sending & { type: string; locale?: Locale }) {
  if (locale) res.vary('Accept-Language').set('Content-Language', locale)
  res.vary('Accept-Encoding')
  if (dependsOnWho) res.vary('Cookie')
  res.set({ 'Cache-Control': seconds === ASK_EACH_TIME ? 'public, no-cache' : `public, max-age=${seconds}`, ETag: `"${hash('sha256', body, 'base64url')}"` })
  res.type(type)
  res.locals.keep?.(body)
  res.send(body)
}

/** The language of the address, else the first of ours that the browser asks for, else Arabic. What was chosen on the desk's own pages plays no part. */
export function localeOf(req: Request<object>): Locale {
  return languageChosen(req) ?? ((req.acceptsLanguages([...LOCALES]) || 'ar') as Locale)
}

export const languageChosen = (req: Request<object>): Locale | null => LOCALES.find((locale) => locale === req.query.lang) ?? null

function frameFor(req: Request<object>, deskName: string | undefined): Frame {
  const locale = localeOf(req)
  return frameForAnybody(locale, deskName ?? words[locale].deskName, { path: req.path, here: req.originalUrl })
}

/** A language that stands in the address goes on into the pages that are linked from there. */
function linksIn(req: Request<object>, locale: Locale): PublicFrame {
  const chosen = languageChosen(req)
  const withLanguage = (address: string, lang: Locale) => {
    const [path = '', search] = address.split('?')
    const params = new URLSearchParams(search)
    params.set('lang', lang)
    return `${path}?${params}`
  }
  return {
    to: (address: string) => chosen ? withLanguage(address, locale) : address,
    lang: chosen,
    otherLanguage: withLanguage(req.originalUrl, locale === 'ar' ? 'en' : 'ar'),
  }
}
