import type { Request, Response } from 'express'
import { words } from '../../views/locales/words.ts'
import { directionOf } from '../text/language.ts'
import { localeOf, sendPublic } from './public-page.ts'
import type { Publication } from './publication.ts'

/** One version as it was stored, and nothing that was found out later. A claim that was taken back is an answer too: it says so. */
export function sendVersion(req: Request<object>, res: Response, { document, sha256 }: Publication, kept: { seconds: number; dependsOnWho: boolean }) {
  if (document.kind === 'withdrawal') {
    return sendPublic(req, res, 'publication/withdrawn', { title: words[localeOf(req)].publication.withdrawnTitle, document, sha256 }, kept)
  }
  sendPublic(req, res, 'publication/claim', { title: document.claim.statement, document, sha256, direction: directionOf(document.report.language) }, kept)
}
