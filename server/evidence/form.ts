import { z } from 'zod'
import { choice, neededAddress, neededDay, needed, optional } from '../web/fields.ts'
import { SNAPSHOT_CHOICES, STANCES, VISIBILITIES } from './rules.ts'

/** What a person fills in about a link. */
export const LinkForm = z.object({
  stance: choice(STANCES),
  address: neededAddress,
  title: needed(500),
  publisher: optional(200),
  origin: needed(200),
  quote: optional(5000),
  note: optional(5000),
  visibility: choice(VISIBILITIES).default('public'),
  snapshot: choice(SNAPSHOT_CHOICES).default('take'),
})

/** What a person fills in about a search that found nothing. */
export const SearchForm = z.object({
  lookedIn: needed(2000),
  lookedFor: needed(2000),
  lookedOn: neededDay,
  note: optional(5000),
  visibility: choice(VISIBILITIES).default('public'),
})

export type LinkFields = z.output<typeof LinkForm>
export type SearchFields = z.output<typeof SearchForm>
