import { z } from 'zod'

// What a ClaimReview of ours must be: our reading of schema.org and of what Google asks for, written apart from the code that makes it.

const address = z.string().regex(/^https?:\/\/[^\s/]+\/\S*$/)
const moment = z.iso.datetime()
const day = z.iso.date()
const name = z.string().trim().min(1)

/** Words of a verdict, in each language that we have. A number stands beside one of them only. */
const RATED = ['Verified', 'مؤكد']
const UNRATED = ['Disputed', 'متنازع عليه', 'Unverifiable', 'تعذّر التحقق']

const rating = z.union([
  z.strictObject({ '@type': z.literal('Rating'), ratingValue: z.literal(5), bestRating: z.literal(5), worstRating: z.literal(1), alternateName: z.enum(RATED) }),
  z.strictObject({ '@type': z.literal('Rating'), alternateName: z.enum(UNRATED) }),
])

const work = z.strictObject({ '@type': z.literal('CreativeWork'), url: address, headline: name.optional() })

const claim = z.strictObject({
  '@type': z.literal('Claim'),
  author: z.strictObject({ '@type': z.enum(['Person', 'Organization']), name }).optional(),
  datePublished: day.optional(),
  appearance: work.optional(),
  firstAppearance: work.optional(),
})

export const claimReview = z.strictObject({
  '@context': z.literal('https://schema.org'), '@type': z.literal('ClaimReview'),
  url: address.refine((url) => !/[?#]/.test(url)),
  inLanguage: z.string().regex(/^[a-z]{2}$/),
  datePublished: moment,
  dateModified: moment.optional(),
  author: z.strictObject({ '@type': z.literal('Organization'), name, url: address }),
  claimReviewed: name.refine((text) => [...text].length < 75),
  itemReviewed: claim,
  reviewRating: rating,
})

export const claimReviewFeed = z.strictObject({
  '@context': z.literal('https://schema.org'), '@type': z.literal('DataFeed'), url: address, name, description: name,
  publisher: z.strictObject({ '@type': z.literal('Organization'), name, url: address }),
  dateModified: moment.optional(),
  dataFeedElement: z.array(z.strictObject({ '@type': z.literal('DataFeedItem'), dateCreated: moment, dateModified: moment, item: claimReview })),
  hasPart: z.strictObject({ '@type': z.literal('DataFeed'), url: address }).optional(),
})
