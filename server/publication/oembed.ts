import { words } from '../../views/locales/words.ts'
import { LOCALES, type Locale } from '../people/person.ts'
import type { Published } from './document.ts'
import { xml } from './feed.ts'

// oEmbed 1.0: how sites that are given the address of a claim put its card into a page of theirs.

/** As wide as the card gets; as high as it needs on a narrow screen. */
const SIZE = { width: 600, height: 310 } as const

export type Asked = { claimId: string; lang: Locale | undefined }

const CLAIM = /^\/claims\/([0-9A-HJKMNP-TV-Z]{10})$/

/** The claim that an address of ours leads to; undefined for every other address. */
export function askedAt(address: string, publicUrl: string): Asked | undefined {
  if (!URL.canParse(address)) return undefined
  const { origin, pathname, searchParams } = new URL(address)
  const claimId = CLAIM.exec(pathname)?.[1]
  if (origin !== new URL(publicUrl).origin || claimId === undefined) return undefined
  return { claimId, lang: LOCALES.find((locale) => locale === searchParams.get('lang')) }
}

type Room = { maxwidth?: number | undefined; maxheight?: number | undefined }

/** In the language of the address, else in that of the claim where it is ours. The card can do nothing but lead to the page of the claim, in a window of its own. */
export function oembedOf(document: Published, { publicUrl, deskName, lang, room: { maxwidth = SIZE.width, maxheight = SIZE.height } }: { publicUrl: string; deskName: string; lang: Locale | undefined; room: Room }) {
  const { id, language } = document.claim
  const locale = lang ?? LOCALES.find((one) => one === language) ?? 'en'
  const t = words[locale]
  const title = document.kind === 'claim' ? `${t.verdicts[document.verdict.verdict]}: ${document.claim.statement}` : t.publication.withdrawnTitle
  const [width, height] = [Math.min(SIZE.width, maxwidth), Math.min(SIZE.height, maxheight)]
  const frame = { src: `${publicUrl}/claims/${id}/embed?lang=${locale}`, width, height, title, lang: locale, loading: 'lazy', sandbox: 'allow-same-origin allow-popups allow-popups-to-escape-sandbox', style: 'border:0;max-width:100%' }
  const html = `<iframe ${Object.entries(frame).map(([name, value]) => `${name}="${xml(String(value))}"`).join(' ')}></iframe>`
  return { version: '1.0', type: 'rich', provider_name: deskName, provider_url: `${publicUrl}/`, title, html, width, height }
}

/** The same as XML. */
export const asXml = (answer: Record<string, string | number>): string =>
  `<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<oembed>${Object.entries(answer).map(([name, value]) => `<${name}>${xml(String(value))}</${name}>`).join('')}</oembed>\n`
