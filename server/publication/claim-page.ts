import type { Request, Response } from 'express'
import { words } from '../../views/locales/words.ts'
import { directionOf } from '../text/language.ts'
import { claimReviewOf, inPage } from './claim-review.ts'
import type { PublishedClaim } from './document.ts'
import { previewOfClaim } from './preview.ts'
import { keptAs, languageChosen, localeOf, sendPublic, sendPublicDraft } from './public-page.ts'
import type { Publication } from './publication.ts'

/** One version as it was stored, and nothing that was found out later. A claim that was taken back is an answer too: it says so. */
export function sendVersion(req: Request<object>, res: Response, { document, sha256 }: Publication, { publicUrl, isLatest }: { publicUrl: string; isLatest: boolean }) {
  const locale = localeOf(req)
  const kept = keptAs(isLatest, previewOfClaim(document, { publicUrl, locale, chosen: languageChosen(req) !== null, isLatest }))
  if (document.kind === 'withdrawal') {
    return sendPublic(req, res, 'publication/withdrawn', { title: words[locale].publication.withdrawnTitle, document, sha256 }, kept)
  }
  // What held once must not be taken for what holds: machines are told of one version only.
  const claimReview = isLatest ? inPage(claimReviewOf(document, publicUrl)) : null
  sendPublic(req, res, 'publication/claim', { title: document.claim.statement, document, sha256, direction: directionOf(document.report.language), claimReview }, kept)
}

/** The same page of what would be stored if the claim were published now. It has no hash and no signed head yet, and no machine is told of it. */
export const sendDraft = (req: Request<object>, res: Response, document: PublishedClaim) =>
  sendPublicDraft(req, res, 'publication/claim', { title: document.claim.statement, document, sha256: null, direction: directionOf(document.report.language), claimReview: null }, document)
