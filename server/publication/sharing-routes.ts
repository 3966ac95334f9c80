import type { Request, Response } from 'express'
import { z } from 'zod'
import { sendProblem } from '../api/problem.ts'
import { openingOf } from '../audit/checkpoint.ts'
import type { Services } from '../app.ts'
import { notFound, Refusal } from '../errors.ts'
import type { Routes } from '../people/access.ts'
import { withoutScripts } from '../web/headers.ts'
import { sendCard } from './card-page.ts'
import { claimReviewFeed } from './claim-review.ts'
import { sendEmbed } from './embed-page.ts'
import { listPublished } from './list.ts'
import { asXml, askedAt, oembedOf } from './oembed.ts'
import { ASK_EACH_TIME, sendKept } from './public-page.ts'
import { latestPublication, publicationNamed } from './publication.ts'
import { versionNamed } from './report-versions.ts'

/** Of the feed for machines, which walk it whole. */
const ENTRIES = 100

const whole = z.string().regex(/^[1-9]\d{0,6}$/).transform(Number).optional().catch(undefined)

/** What cannot be understood is as if it were not there; a form of answer that we do not have is refused as oEmbed says. */
const OembedQuery = z.object({ url: z.string().catch(''), maxwidth: whole, maxheight: whole, format: z.enum(['json', 'xml']).default('json') })
const FeedQuery = z.object({ before: z.string().regex(/^[1-9]\d{0,14}$/).transform(Number).optional().catch(undefined) })

/** What other sites take of a claim: a card for their pages, a picture for its link, and what machines read. */
export function sharingRoutes({ db, publicUrl }: Services): Routes {
  function sendData(req: Request<object>, res: Response, type: string, text: string) {
    withoutScripts(req, res, () => {})
    sendKept(res, Buffer.from(text), { type, seconds: ASK_EACH_TIME, dependsOnWho: false })
  }

  /** A program asked, which has no use for a page. */
  function refuse(req: Request<object>, res: Response, refusal: Refusal) {
    withoutScripts(req, res, () => {})
    sendProblem(res, refusal, { headers: { 'Cache-Control': 'no-store' } })
  }

  return {
    'GET /claims/:claimId/embed': (req, res) => {
      const latest = latestPublication(db, req.params.claimId)
      if (!latest) throw notFound()
      sendEmbed(req, res, latest, publicUrl)
    },

    'GET /claims/:claimId/v/:number/card.ar.png': (req, res) => sendCard(res, publicationNamed(db, req.params), 'ar'),
    'GET /claims/:claimId/v/:number/card.en.png': (req, res) => sendCard(res, publicationNamed(db, req.params), 'en'),

    'GET /reports/:reportId/v/:number/card.ar.png': (req, res) => sendCard(res, versionNamed(db, req.params), 'ar'),
    'GET /reports/:reportId/v/:number/card.en.png': (req, res) => sendCard(res, versionNamed(db, req.params), 'en'),

    'GET /oembed': (req, res) => {
      const read = OembedQuery.safeParse(req.query)
      if (!read.success) return refuse(req, res, new Refusal(501, (t) => t.refusals.noSuchForm))
      const { url, format, ...room } = read.data
      if (url === '') return refuse(req, res, new Refusal(400, (t) => t.refusals.whichPage))
      const asked = askedAt(url, publicUrl)
      const latest = asked && latestPublication(db, asked.claimId)
      if (!latest) return refuse(req, res, notFound())
      const answer = oembedOf(latest.document, { publicUrl, deskName: openingOf(db).name, lang: asked.lang, room })
      if (format === 'xml') sendData(req, res, 'text/xml', asXml(answer))
      else sendData(req, res, 'json', JSON.stringify(answer))
    },

    'GET /claimreview.json': (req, res) => {
      const { before } = FeedQuery.parse(req.query)
      const found = listPublished(db, { before }, ENTRIES + 1)
      const entries = found.slice(0, ENTRIES)
      const documents = entries.flatMap(({ document }) => document.kind === 'claim' ? [document] : [])
      const addressOf = (key: number | undefined) => key === undefined ? '/claimreview.json' : `/claimreview.json?before=${key}`
      const feed = claimReviewFeed(documents, { publicUrl, deskName: openingOf(db).name, address: addressOf(before), next: found.length > ENTRIES ? addressOf(entries.at(-1)!.key) : null })
      sendData(req, res, 'application/ld+json', JSON.stringify(feed))
    },
  }
}
