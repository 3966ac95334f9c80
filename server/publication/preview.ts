import { formats } from '../../views/locales/formats.ts'
import { words } from '../../views/locales/words.ts'
import { LOCALES, type Locale } from '../people/person.ts'
import type { Verdict } from '../verdicts/rules.ts'
import type { Published } from './document.ts'
import { countsIn, type PublishedReportVersion } from './report-document.ts'

/** What others show of a page's link (Open Graph), and where else the page is. All addresses are whole. */
export type Preview = {
  title: string
  description: string
  address: string
  /** Of all versions the address that holds. */
  canonical: string
  locale: string
  otherLocale: string
  picture: { address: string; words: string } | null
  /** The same page in each language, by language; of an old version none. */
  languages: { language: string; address: string }[]
  /** Where sites that embed links ask how. */
  oembed: string | null
}

const LOCALE_TAGS = { ar: 'ar_AR', en: 'en_GB' } as const satisfies Record<Locale, string>

/** `chosen`: the language stands in the address. */
type Asked = { publicUrl: string; locale: Locale; chosen: boolean; isLatest: boolean }

export function previewOfClaim(document: Published, asked: Asked): Preview {
  const { verdicts, definitions, publication } = words[asked.locale]
  const about = { path: `/claims/${document.claim.id}`, version: document.version, hasPicture: document.kind === 'claim', hasCard: true }
  if (document.kind === 'withdrawal') return previewOf({ ...about, title: publication.withdrawnTitle, description: publication.withdrawnLead }, asked)
  const { claim: { statement }, verdict: { verdict } } = document
  return previewOf({ ...about, title: statement, description: `${verdicts[verdict]}: ${definitions[verdict]}` }, asked)
}

export function previewOfReport(document: PublishedReportVersion, asked: Asked): Preview {
  const { verdicts, publishedReports } = words[asked.locale]
  const about = { path: `/reports/${document.report.id}`, version: document.version, hasPicture: document.kind === 'report', hasCard: false }
  if (document.kind === 'withdrawal') return previewOf({ ...about, title: publishedReports.withdrawnTitle, description: publishedReports.withdrawnLead }, asked)
  const counts = Object.entries(countsIn(document.claims)).filter(([, count]) => count > 0) as [Verdict, number][]
  const said = counts.map(([verdict, count]) => `${verdicts[verdict]} ${formats[asked.locale].number(count)}`)
  return previewOf({ ...about, title: document.report.title, description: [publishedReports.kind, ...said].join(' · ') }, asked)
}

type About = { path: string; version: number; title: string; description: string; hasPicture: boolean; hasCard: boolean }

function previewOf({ path, version, title, description, hasPicture, hasCard }: About, { publicUrl, locale, chosen, isLatest }: Asked): Preview {
  const page = `${publicUrl}${path}`
  const inLanguage = (language: Locale) => `${page}?lang=${language}`
  return {
    title, description,
    address: isLatest ? page : `${page}/v/${version}`,
    canonical: isLatest && chosen ? inLanguage(locale) : page,
    locale: LOCALE_TAGS[locale], otherLocale: LOCALE_TAGS[locale === 'ar' ? 'en' : 'ar'],
    picture: hasPicture ? { address: `${page}/v/${version}/card.${locale}.png`, words: `${description} ${title}` } : null,
    languages: isLatest ? [...LOCALES.map((language) => ({ language, address: inLanguage(language) })), { language: 'x-default', address: page }] : [],
    oembed: isLatest && hasCard ? `${publicUrl}/oembed?${new URLSearchParams({ url: chosen ? inLanguage(locale) : page, format: 'json' })}` : null,
  }
}
