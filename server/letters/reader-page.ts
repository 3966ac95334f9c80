import type { Request, Response } from 'express'
import { formats } from '../../views/locales/formats.ts'
import { words } from '../../views/locales/words.ts'
import type { Database } from '../database.ts'
import { notFound, type Sentence } from '../errors.ts'
import { localeOf, sendPublicForm } from '../publication/public-page.ts'
import { latestPublication, publicationAt, type Publication } from '../publication/publication.ts'
import { blankForm, type Form } from '../web/form.ts'
import { ANSWER_DAYS, CONTACT_DAYS } from './rules.ts'

/** The public version that a letter is about; the newest where none is named. Of what is not public nobody learns whether it exists. */
export function publicationMeant(db: Database, claimId: string, named: unknown): Publication {
  const found = typeof named === 'string' && /^[1-9]\d{0,5}$/.test(named) ? publicationAt(db, claimId, Number(named)) : named === undefined ? latestPublication(db, claimId) : undefined
  if (!found) throw notFound()
  return found
}

/** The form for readers, as it is or as it came back; in a frame without the desk's own navigation, and kept by nobody. */
export function sendLetterForm(req: Request<object>, res: Response, { claimId, document }: Publication, form: Form = blankForm, refusal?: Sentence) {
  const locale = localeOf(req)
  sendPublicForm(req, res, 'letters/write', {
    title: words[locale].letters.report, claimId, document, form, answerDays: ANSWER_DAYS, contactDays: CONTACT_DAYS,
    refusal: refusal ? refusal(words[locale], formats[locale]) : null,
  })
}

export function sendThanks(req: Request<object>, res: Response, { claimId }: Publication) {
  sendPublicForm(req, res, 'letters/sent', { title: words[localeOf(req)].letters.thanks, claimId, answerDays: ANSWER_DAYS })
}
