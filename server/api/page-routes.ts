import { hash } from 'node:crypto'
import type { Services } from '../app.ts'
import { words } from '../../views/locales/words.ts'
import type { Routes } from '../people/access.ts'
import { describe } from './openapi.ts'
import type { Operation } from './operation.ts'
import { sendApiPage } from './page.ts'

/** How long others may keep the description, in seconds: it changes only when the desk is started anew. */
const SHORTLY = 300

/** What the API offers: for programs, and for people. Anybody may read it; what it describes needs a token. */
export function apiPageRoutes({ publicUrl, deskName = words.en.deskName }: Pick<Services, 'publicUrl' | 'deskName'>, all: readonly Operation[]) {
  const description = JSON.stringify(describe(all, { publicUrl, title: deskName }))
  const tag = `"${hash('sha256', description, 'base64url')}"`

  return {
    'GET /api': (req, res) => sendApiPage(req, res, all, publicUrl),

    'GET /api/v1/openapi.json': (_req, res) => {
      res.set({ 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': `public, max-age=${SHORTLY}`, ETag: tag }).send(Buffer.from(description))
    },
  } satisfies Routes
}
