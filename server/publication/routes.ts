import { z } from 'zod'
import type { Services } from '../app.ts'
import { claimForm, stamp } from '../claims/claim-form.ts'
import { notFound } from '../errors.ts'
import type { Routes } from '../people/access.ts'
import { needed, optional } from '../web/fields.ts'
import { sendVersion } from './claim-page.ts'
import { LONG } from './public-page.ts'
import { correct, publicationAt, publish, publishedVersions, unpublish } from './publication.ts'

const First = z.object({ ...stamp, reason: optional(5000) })
const Further = z.object({ ...stamp, reason: needed(5000) })

export function publicationRoutes(services: Services): Routes {
  const { db } = services

  return {
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
