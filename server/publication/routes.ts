import type { Request, Response } from 'express'
import { z } from 'zod'
import type { Words } from '../../views/locales/en.ts'
import { words } from '../../views/locales/words.ts'
import type { Services } from '../app.ts'
import { claimForm, stamp } from '../claims/claim-form.ts'
import { notFound } from '../errors.ts'
import type { Routes } from '../people/access.ts'
import { needed, optional } from '../web/fields.ts'
import { withoutScripts } from '../web/headers.ts'
import { sendDraft, sendVersion } from './claim-page.ts'
import { atomOf, jsonFeedOf } from './feed.ts'
import { sendCorrections, sendList } from './list-page.ts'
import { listCorrections, listNewest, NOTHING_SEEN, type Entry } from './list.ts'
import { ASK_EACH_TIME, localeOf, sendKept } from './public-page.ts'
import { correct, draftOf, publicationNamed, publish, publishedVersions, unpublish } from './publication.ts'

/** As many as a reader of feeds could have missed. */
const ENTRIES = 50

const First = z.object({ ...stamp, reason: optional(5000) })
const Further = z.object({ ...stamp, reason: needed(5000) })

export function publicationRoutes(services: Services): Routes {
  const { db, now, publicUrl, showsNames } = services

  /** One list, to be followed in either form. */
  function sendFeed(req: Request<object>, res: Response, entries: readonly Entry[], page: string, titled: (t: Words) => string) {
    const locale = localeOf(req)
    const t = words[locale]
    const feed = { title: titled(t), deskName: res.locals.deskName ?? t.deskName, publicUrl, path: req.originalUrl, page, locale, t }
    const isAtom = req.path.endsWith('.atom')
    withoutScripts(req, res, () => {})
    sendKept(res, Buffer.from(isAtom ? atomOf(entries, feed) : jsonFeedOf(entries, feed)), { type: isAtom ? 'application/atom+xml' : 'application/feed+json', seconds: ASK_EACH_TIME, locale, dependsOnWho: false })
  }
  const sendPublishedFeed = (req: Request<object>, res: Response) => sendFeed(req, res, listNewest(db, ENTRIES), '/', (t) => t.publication.title)
  const sendCorrectionsFeed = (req: Request<object>, res: Response) => sendFeed(req, res, listCorrections(db, NOTHING_SEEN, ENTRIES), '/corrections', (t) => t.publication.corrections)

  return {
    // The desk's people have their work before them; everybody else what came of it.
    'GET /': (req, res) => res.locals.viewer ? res.redirect(303, '/claims') : sendList(req, res, db),
    'GET /corrections': (req, res) => sendCorrections(req, res, db),

    'GET /feed.atom': sendPublishedFeed,
    'GET /feed.json': sendPublishedFeed,
    'GET /corrections.atom': sendCorrectionsFeed,
    'GET /corrections.json': sendCorrectionsFeed,

    'GET /claims/:claimId/v/:number': (req, res) => {
      const version = publicationNamed(db, req.params)
      if (!version) throw notFound()
      sendVersion(req, res, version, { publicUrl, isLatest: false })
    },

    'GET /claims/:claimId/draft': (req, res) => {
      const reason = words[localeOf(req)].publication.noticeToCome
      sendDraft(req, res, draftOf(db, { person: res.locals.viewer, at: now() }, req.params.claimId, { reason, showsNames }))
    },

    'POST /claims/:claimId/publications': claimForm(services, 'publications', ({ claimId }: { claimId: string }) => publishedVersions(db, claimId).length > 0 ? Further : First,
      (act, { version, reason }, { claimId }) => publish(db, act, { claimId, version, reason }, services)),

    'POST /claims/:claimId/corrections': claimForm(services, 'corrections', z.object({ ...stamp, request: needed(5000) }),
      (act, { version, request }, { claimId }) => correct(db, act, { claimId, version, request })),

    'POST /claims/:claimId/unpublishing': claimForm(services, 'unpublishing', Further,
      (act, { version, reason }, { claimId }) => unpublish(db, act, { claimId, version, reason }, services)),
  }
}
