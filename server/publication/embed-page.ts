import type { Request, Response } from 'express'
import { words } from '../../views/locales/words.ts'
import { claimantOf } from './claimant.ts'
import { localeOf, sendFramed } from './public-page.ts'
import type { Publication } from './publication.ts'

/** The newest version of a claim as a card for the pages of others; of a claim that was taken back, that it was. */
export function sendEmbed(req: Request<object>, res: Response, { document, claimId }: Publication, publicUrl: string) {
  const t = words[localeOf(req)]
  const title = document.kind === 'claim' ? document.claim.statement : t.publication.withdrawnTitle
  const claimant = document.kind === 'claim' ? claimantOf(document)?.name ?? null : null
  sendFramed(req, res, 'publication/embed', { title, document, claimant }, `${publicUrl}/claims/${claimId}`)
}
