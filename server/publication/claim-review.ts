import { words } from '../../views/locales/words.ts'
import { LOCALES } from '../people/person.ts'
import { claimantOf } from './claimant.ts'
import type { PublishedClaim } from './document.ts'

// What search engines and collections of checked claims are told: schema.org's ClaimReview, out of one stored version and nothing else.

const CONTEXT = 'https://schema.org'

/** Longer ones are broken on phones: Google advises less than 75 characters. */
const LONGEST = 74

/** Only what can be put as a number is: that the evidence conflicts, or settles nothing, is no place on a scale from false to true. */
const RATINGS = { verified: { ratingValue: 5, bestRating: 5, worstRating: 1 }, disputed: {}, unverifiable: {} } as const

export type ClaimReview = ReturnType<typeof claimReviewOf>

/** In the language of the claim where it is one of ours: so it is the same on the page in each language, and in the feed. */
export function claimReviewOf({ at, version, earlier, desk, claim, report, verdict: { verdict }, attribution, attributionCheck }: PublishedClaim, publicUrl: string) {
  const t = words[LOCALES.find((locale) => locale === claim.language) ?? 'en']
  return {
    '@context': CONTEXT, '@type': 'ClaimReview',
    url: `${publicUrl}/claims/${claim.id}`,
    inLanguage: claim.language,
    datePublished: earlier[0]?.at ?? at,
    ...(version > 1 ? { dateModified: at } : {}),
    author: { '@type': 'Organization', name: desk.name, url: `${publicUrl}/` },
    claimReviewed: shortened(claim.statement),
    itemReviewed: claimOf({ report, attribution, attributionCheck }),
    reviewRating: { '@type': 'Rating', ...RATINGS[verdict], alternateName: t.verdicts[verdict] },
  }
}

/** Who is only described has no name to give; where somebody said it is known only once the desk has looked there. */
function claimOf({ report, attribution, attributionCheck }: Pick<PublishedClaim, 'report' | 'attribution' | 'attributionCheck'>) {
  const claimant = claimantOf({ attribution, attributionCheck })
  return {
    '@type': 'Claim',
    ...(claimant?.kind ? { author: { '@type': claimant.kind === 'person' ? 'Person' : 'Organization', name: claimant.name } } : {}),
    ...(report.publishedOn ? { datePublished: report.publishedOn } : {}),
    ...(report.sourceAddress ? { appearance: { '@type': 'CreativeWork', url: report.sourceAddress, headline: report.title } } : {}),
    ...(claimant?.link && attributionCheck === 'confirmed' ? { firstAppearance: { '@type': 'CreativeWork', url: claimant.link } } : {}),
  }
}

/** At a word, or where one is longer than that, at a letter. */
function shortened(statement: string): string {
  const text = statement.replace(/\s+/gu, ' ').trim()
  if (lengthOf(text) <= LONGEST) return text
  const cut = Array.from(new Intl.Segmenter('und').segment(text), ({ index }) => text.slice(0, index)).findLast((start) => lengthOf(start) < LONGEST)!
  const atWord = text[cut.length] === ' ' || !cut.includes(' ') ? cut : cut.slice(0, cut.lastIndexOf(' '))
  return `${atWord.replace(/[\s.,:;،؛–—-]+$/u, '')}…`
}

const lengthOf = (text: string) => [...text].length

/** JSON as it may stand in a page: nothing in it ends the element, or a line of a script. */
export const inPage = (data: object): string =>
  JSON.stringify(data).replace(/[<>&\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)

const WALKING = 'The newest version of each published claim, the newest first. hasPart is the address of those that follow, and is missing at the end; so the whole can be walked, and is walked once, whatever is published meanwhile.'

type Feed = { publicUrl: string; deskName: string; address: string; next: string | null }

/** schema.org's DataFeed; `next` leads to the older ones. */
export const claimReviewFeed = (documents: readonly PublishedClaim[], { publicUrl, deskName, address, next }: Feed) => ({
  '@context': CONTEXT, '@type': 'DataFeed', url: `${publicUrl}${address}`, name: `ClaimReview · ${deskName}`, description: WALKING,
  publisher: { '@type': 'Organization', name: deskName, url: `${publicUrl}/` },
  ...(documents[0] ? { dateModified: documents[0].at } : {}),
  dataFeedElement: documents.map((document) => ({
    '@type': 'DataFeedItem', dateCreated: document.earlier[0]?.at ?? document.at, dateModified: document.at, item: claimReviewOf(document, publicUrl),
  })),
  ...(next === null ? {} : { hasPart: { '@type': 'DataFeed', url: `${publicUrl}${next}` } }),
})
