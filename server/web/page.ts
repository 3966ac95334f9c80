import { randomUUID } from 'node:crypto'
import type { Response } from 'express'
import type { PageName, Views } from '../../views/models.ts'
import { formats } from '../../views/locales/formats.ts'
import { words } from '../../views/locales/words.ts'
import { keysOf } from './frame.ts'
import { hxWith } from './hx.ts'
import { render } from './render.ts'

/** Sends a page: in its frame to a browser, without it to htmx, which is already inside one. */
export function sendPage<Name extends PageName>(res: Response, name: Name, it: Views[Name]) {
  const { viewer, locale, nonce, letters, deskName = words[locale].deskName } = res.locals
  const frame = {
    t: words[locale], show: formats[locale], locale, viewer, deskName, nonce,
    hx: hxWith(nonce), once: randomUUID, keysOf, path: res.req.path, here: res.req.originalUrl,
  }
  const inside = res.req.get('HX-Request-Type') === 'partial'
  const page = { ...frame, letters, title: it.title, body: render(name, { ...frame, ...it }) }

  res.vary('HX-Request-Type').set('Cache-Control', 'no-store').type('html')
  res.send(Buffer.from(render(inside ? 'layout/inside' : 'layout/whole', page)))
}
