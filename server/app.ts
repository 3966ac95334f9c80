import type { KeyObject } from 'node:crypto'
import express, { type Express } from 'express'
import type { Database } from './database.ts'
import { notFound } from './errors.ts'
import { apiPageRoutes } from './api/page-routes.ts'
import { api, operations } from './api/routes.ts'
import { checkpointRoutes } from './audit/checkpoint-routes.ts'
import type { Outpost } from './audit/outposts.ts'
import { auditRoutes } from './audit/routes.ts'
import { verifyRoutes } from './audit/verify-routes.ts'
import { anchorRoutes } from './claims/anchor-routes.ts'
import { claimsOfReportRoutes } from './claims/report-routes.ts'
import { replyRoutes } from './claims/reply-routes.ts'
import { claimRoutes } from './claims/routes.ts'
import type { Suggester } from './claims/suggester.ts'
import { suggestionRoutes } from './claims/suggestion-routes.ts'
import { similarRoutes } from './claims/similar-routes.ts'
import { evidenceRoutes } from './evidence/routes.ts'
import { deskRoutes } from './desk/routes.ts'
import { exportJobRoutes } from './export/job-routes.ts'
import type { ExportLine } from './export/line.ts'
import type { Print } from './export/print.ts'
import { exportRoutes } from './export/routes.ts'
import { hookRoutes } from './hooks/routes.ts'
import { readerRoutes } from './letters/reader-routes.ts'
import { letterRoutes } from './letters/routes.ts'
import { countWaiting } from './letters/waiting.ts'
import type { Routes } from './people/access.ts'
import { peopleRoutes } from './people/routes.ts'
import { readSession } from './people/sessions.ts'
import { tokenRoutes } from './people/token-routes.ts'
import { importRoutes } from './reports/import-routes.ts'
import { reportRoutes } from './reports/routes.ts'
import type { FetchPage } from './reports/safe-fetch.ts'
import { readyAnswers } from './publication/ready.ts'
import { reportPublicationRoutes } from './publication/report-routes.ts'
import type { Guard } from './reports/way-out.ts'
import { publicationRoutes } from './publication/routes.ts'
import { sharingRoutes } from './publication/sharing-routes.ts'
import { readUpload } from './reports/upload.ts'
import { verdictRoutes } from './verdicts/routes.ts'
import { showError } from './web/errors.ts'
import { securityHeaders } from './web/headers.ts'
import { open } from './web/routes.ts'
import { sameOrigin } from './web/same-origin.ts'
import { staticFiles } from './web/static.ts'
import { visitor } from './web/visitor.ts'
import { withoutHost } from './web/whole-address.ts'

/** What the desk needs from outside, so that a test can bring its own. */
export type Services = {
  db: Database
  now: () => Date
  /** The desk's signing key. */
  key: KeyObject
  deskName: string | undefined
  publicUrl: string
  /** Gets a page from the web for whoever asks. */
  fetchPage: FetchPage
  /** Asked for suggestions at import, beside the desk's own rules. */
  suggester: Suggester | undefined
  /** Makes PDFs of exported pages. */
  print: Print
  /** Where long exports are written. */
  exports: ExportLine
  /** Where its signed heads are sent. */
  outposts: readonly Readonly<Outpost>[]
  /** Whether readers see the names of the desk's people, or their roles. */
  showsNames: boolean
  /** Where webhooks may lead. */
  hookWeb: Guard
}

/** HTTP's table of contents: what every request goes through, then the rooms. */
export function createApp(services: Services): Express {
  const app = express()
  app.disable('x-powered-by')
  // A proxy on this machine says whom it speaks for; nobody else is believed.
  app.set('trust proxy', 'loopback')
  // Private pages differ at every answer; computing a tag for them is work for nothing.
  app.disable('etag')

  const routes: Routes = {
    ...peopleRoutes(services),
    ...tokenRoutes(services),
    ...auditRoutes(services),
    ...checkpointRoutes(services),
    ...verifyRoutes(services),
    ...importRoutes(services),
    ...reportRoutes(services),
    ...suggestionRoutes(services),
    ...exportRoutes(services),
    ...reportPublicationRoutes(services),
    ...sharingRoutes(services),
    ...exportJobRoutes(services),
    ...claimsOfReportRoutes(services),
    ...evidenceRoutes(services),
    ...verdictRoutes(services),
    ...similarRoutes(services),
    ...anchorRoutes(services),
    ...replyRoutes(services),
    ...readerRoutes(services),
    ...letterRoutes(services),
    ...publicationRoutes(services),
    ...claimRoutes(services),
    ...hookRoutes(services),
    ...deskRoutes(services),
  }
  const all = operations(services, routes)

  app.use(withoutHost)
  app.use(readyAnswers(services.db, services.publicUrl))
  app.use(visitor(services.deskName), securityHeaders(services.publicUrl))
  app.use('/api/v1', api(services, all))
  app.use('/static', staticFiles())
  app.use(readSession(services), countWaiting(services))
  app.use(sameOrigin(services.publicUrl))
  app.use(['/reports/new', '/reports/:reportId/revisions/new'], readUpload)
  app.use(express.urlencoded({ extended: false, limit: '1mb', parameterLimit: 200 }))
  open(app, { ...routes, ...apiPageRoutes(services, all) })
  app.use(() => { throw notFound() })
  app.use(showError)

  return app
}
