import { words } from '../../views/locales/words.ts'
import { LOCALES, type Locale } from '../people/person.ts'
import type { Published } from './document.ts'

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
export function previewOf(document: Published, { publicUrl, locale, chosen, isLatest }: { publicUrl: string; locale: Locale; chosen: boolean; isLatest: boolean }): Preview {
  const t = words[locale]
  const { claim: { id }, version } = document
  const page = `${publicUrl}/claims/${id}`
  const inLanguage = (language: Locale) => `${page}?lang=${language}`
  const says = document.kind === 'claim'
    ? { title: document.claim.statement, description: `${t.verdicts[document.verdict.verdict]}: ${t.definitions[document.verdict.verdict]}` }
    : { title: t.publication.withdrawnTitle, description: t.publication.withdrawnLead }

  return {
    ...says,
    address: isLatest ? page : `${page}/v/${version}`,
    canonical: isLatest && chosen ? inLanguage(locale) : page,
    locale: LOCALE_TAGS[locale], otherLocale: LOCALE_TAGS[locale === 'ar' ? 'en' : 'ar'],
    picture: document.kind === 'claim' ? { address: `${page}/v/${version}/card.${locale}.png`, words: `${says.description} ${says.title}` } : null,
    languages: isLatest ? [...LOCALES.map((language) => ({ language, address: inLanguage(language) })), { language: 'x-default', address: page }] : [],
    oembed: isLatest ? `${publicUrl}/oembed?${new URLSearchParams({ url: chosen ? inLanguage(locale) : page, format: 'json' })}` : null,
  }
}
