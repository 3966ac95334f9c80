import { formats } from '../../views/locales/formats.ts'
import { isolated } from '../../views/locales/plural.ts'
import { words } from '../../views/locales/words.ts'
import type { Locale } from '../people/person.ts'
import { VERDICTS, type Verdict } from '../verdicts/rules.ts'
import { claimantOf } from './claimant.ts'
import type { Published, PublishedClaim } from './document.ts'
import { countsIn, type PublishedReport, type PublishedReportVersion } from './report-document.ts'

/** What a picture says, of a claim or of a report. `line` says where it comes from. */
export type Card = { locale: Locale; badges: { verdict: Verdict; words: string }[]; statement: string; language: string; line: string | null; deskName: string; date: string }

/** undefined for what was taken back: of that there is no picture. */
export function cardContent(document: Published | PublishedReportVersion, locale: Locale): Card | undefined {
  if (document.kind === 'withdrawal') return undefined
  const says = document.kind === 'claim' ? ofClaim(document, locale) : ofReport(document, locale)
  return { locale, ...says, deskName: plain(document.desk.name), date: formats[locale].date(document.at.slice(0, 10)) }
}

function ofClaim({ claim: { statement, language }, verdict: { verdict }, ...said }: PublishedClaim, locale: Locale) {
  const { verdicts, publication } = words[locale]
  const claimant = claimantOf(said)
  return { badges: [{ verdict, words: verdicts[verdict] }], statement: plain(statement), language, line: claimant ? publication.accordingTo(plain(claimant.name)) : null }
}

function ofReport({ report: { title, language, publisher }, claims }: PublishedReport, locale: Locale) {
  const { verdicts, publishedReports } = words[locale]
  const counts = countsIn(claims)
  const badges = VERDICTS.filter((verdict) => counts[verdict] > 0).map((verdict) => ({ verdict, words: `${verdicts[verdict]} ${formats[locale].number(counts[verdict])}` }))
  return { badges, statement: plain(title), language, line: [publishedReports.kind, ...(publisher ? [isolated(plain(publisher))] : [])].join(' · ') }
}

/** What goes on turning letters around until it is ended; a line may end before it does. */
const LASTING = /[\u202A-\u202E\u2066-\u2069]/g

/** What somebody typed, in one line, and so that it turns nothing but itself. */
const plain = (text: string) => text.replace(LASTING, '').replace(/[\p{Cc}\s]+/gu, ' ').trim()
