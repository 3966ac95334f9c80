import type { Response } from 'express'
import { words } from '../../views/locales/words.ts'
import type { Database } from '../database.ts'
import { takeable } from '../evidence/taking.ts'
import { findReport } from '../reports/reports.ts'
import { proposeLanguage, type Language } from '../text/language.ts'
import type { Form } from '../web/form.ts'
import { sendPage } from '../web/page.ts'
import { findClaim } from './claims.ts'
import { isLinked, linksOf } from './links.ts'
import { canTake } from './rules.ts'
import { keyOf, sayingsOf, type Saying } from './similar-index.ts'
import { similarTo } from './similar.ts'

/** The search of its own: for any text, in a language that is named or proposed from it. */
export function sendSimilarSearch(db: Database, res: Response, form: Form, asked: { text: string; language: Language | '' } | null) {
  const saying = asked && { text: asked.text, language: asked.language || proposeLanguage(asked.text) }
  sendPage(res, 'claims/similar', {
    title: words[res.locals.locale].similar.title,
    form,
    similar: saying && similarTo(db, [saying]),
  })
}

/** What is like one claim, and what can be done with it: link it, and take over what was found there. */
export function sendSimilarTo(db: Database, res: Response, claimId: string, now: Date) {
  const claim = findClaim(db, claimId)
  const viewer = res.locals.viewer!
  const links = linksOf(db, claimId).filter(isLinked)
  sendPage(res, 'claims/similar-to', {
    title: words[res.locals.locale].similar.title,
    claim,
    report: findReport(db, claim.reportId),
    may: { link: canTake('link', claim, viewer, now), work: canTake('work', claim, viewer, now) },
    similar: similarTo(db, inEachLanguage(db, claimId), claimId).map((similar) => ({
      ...similar,
      link: links.find(({ other }) => other.id === similar.claim.id)?.kind ?? null,
      evidence: takeable(db, claimId, similar.claim.id),
    })),
  })
}

/** What the claim states, once in each language that it is stated in. */
function inEachLanguage(db: Database, claimId: string): Saying[] {
  const key = keyOf(db, claimId)!
  const sayings = sayingsOf(db, [key]).get(key)!
  return sayings.filter(({ language }, index) => sayings.findIndex((other) => other.language === language) === index)
}
