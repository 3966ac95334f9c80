import type { Response } from 'express'
import { notFound } from '../errors.ts'
import type { Locale } from '../people/person.ts'
import { inTurn } from '../turns.ts'
import { forAnySite } from '../web/headers.ts'
import { cardApart } from './card-apart.ts'
import { cardContent } from './card-content.ts'
import { sendKept } from './public-page.ts'
import type { Publication } from './publication.ts'
import type { ReportPublication } from './report-versions.ts'

/** A version never changes, and neither does its picture. */
const YEAR = 31_536_000

/** About five megabytes. Whoever shares a link is followed by many who look at it. */
const MOST_KEPT = 64

/** Anybody may ask for a picture, and each takes a while: more than so many at once are not shared, they are walked through. */
const MOST_WAITING = 50

const kept = new Map<string, Promise<Buffer>>()
const turn = inTurn({ waiting: MOST_WAITING })

/** The picture of one version; one that was taken back has none. */
export async function sendCard(res: Response, publication: Publication | ReportPublication | undefined, locale: Locale) {
  const card = publication && cardContent(publication.document, locale)
  if (!card) throw notFound()
  const png = await keptOr(`${publication.sha256} ${locale}`, () => turn(() => cardApart(card)))
  forAnySite(res)
  sendKept(res, png, { type: 'png', seconds: YEAR, dependsOnWho: false })
}

/** Whoever asks for one that is being drawn waits for that one. The one that was asked for longest ago goes first. */
function keptOr(key: string, draw: () => Promise<Buffer>): Promise<Buffer> {
  const picture = kept.get(key) ?? draw()
  kept.delete(key)
  kept.set(key, picture)
  if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value!)
  picture.catch(() => { if (kept.get(key) === picture) kept.delete(key) })
  return picture
}
