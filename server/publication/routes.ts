import type { Request, Response } from 'express'
import { z } from 'zod'
import type { Words } from '../../views/locales/en.ts'
import { words } from '../../views/locales/words.ts'
import type { Services } from '../app.ts'
import { claimForm, stamp } from '../claims/claim-form.ts'
import { notFound } from '../errors.ts'
import type { Routes } from '../people/access.ts'
import { needed, optional } from '../web/fields.ts'
import { sendVersion } from './claim-page.ts'
import { atomOf } from './feed.ts'
import { sendCorrections, sendList } from './list-page.ts'
import { listCorrections, listPublished } from './list.ts'
import { ASK_EACH_TIME, localeOf, LONG, sendKept } from './public-page.ts'
import { correct, publicationAt, publish, publishedVersions, unpublish, type Publication } from './publication.ts'

/** As many as a reader of feeds could have missed. */
const ENTRIES = 50

const First = z.object({ ...stamp, reason: optional(5000) })
const Further = z.object({ ...stamp, reason: needed(5000) })

export function publicationRoutes(services: Services): Routes {
  const { db, publicUrl } = services

  function sendFeed(req: Request<object>, res: Response, publications: readonly Publication[], page: string, titled: (t: Words) => string) {
    const locale = localeOf(req)
    const t = words[locale]
    const feed = atomOf(publications, { title: titled(t), deskName: res.locals.deskName ?? t.deskName, publicUrl, path: req.originalUrl, page, locale, t })
    sendKept(res, Buffer.from(feed), { type: 'application/atom+xml', seconds: ASK_EACH_TIME, locale, dependsOnWho: false })
  }

  return {
    // The desk's people have their work before them; everybody else what came of it.
    'GET /': (req, res) => res.locals.viewer ? res.redirect(303, '/claims') : sendList(req, res, db),
    'GET /corrections': (req, res) => sendCorrections(req, res, db),

    'GET /feed.atom': (req, res) => sendFeed(req, res, listPublished(db, {}, ENTRIES), '/', (t) => t.publication.title),
    'GET /corrections.atom': (req, res) => sendFeed(req, res, listCorrections(db, {}, ENTRIES), '/corrections', (t) => t.publication.corrections),

    'GET /claims/:claimId/v/:number': (req, res) => {
      const { claimId, number } = req.params
      const version = /^[1-9]\d{0,5}$/.test(number) ? publicationAt(db, claimId, Number(number)) : undefined
      if (!version) throw notFound()
      sendVersion(req, res, version, { seconds: LONG, dependsOnWho: false })
    },

    'POST /claims/:claimId/publications': claimForm(services, 'publications', ({ claimId }: { claimId: string }) => publishedVersions(db, claimId).length > 0 ? Further : First,
      (act, { version, reason }, { claimId }) => publish(db, act, { claimId, version, reason }, services)),

    'POST /claims/:claimId/corrections': claimForm(services, 'corrections', z.object({ ...stamp, request: needed(5000) }),
      (act, { version, request }, { claimId }) => correct(db, act, { claimId, version, request })),

    'POST /claims/:claimId/unpublishing': claimForm(services, 'unpublishing', Further,
      (act, { version, reason }, { claimId }) => unpublish(db, act, { claimId, version, reason }, services)),
  }
}
