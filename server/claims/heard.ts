import { z } from 'zod'
import { isWhole, occurrencesOf, type Span } from '../text/span.ts'
import { KINDS, MODALITIES, type Modality } from '../text/suggest.ts'

/** A claim that an outside suggester sees in a text. Its words stand there, at these places and nowhere else. */
export type Outside = Span & { modality: Modality; claimant: string | null }

/** What a suggester answered: under which name and version, what of it can be used, and how many suggestions were left out. */
export type Heard = { rules: string; suggestions: Outside[]; dropped: number }

/** Each is looked for in the whole text. */
const MOST_SUGGESTIONS = 500

/** What stands around a quote tells it from so many others, and so much of it: more would keep the desk comparing for minutes. */
const MOST_PLACES = 1000
const MOST_AROUND = 200

/** Becomes part of the version of the rules, "name version", which no version of our own looks like. */
const label = z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,39}$/u)

const Answer = z.object({ name: label, version: label, suggestions: z.array(z.unknown()).max(MOST_SUGGESTIONS) })

const Suggested = z.object({
  quote: z.string().min(1),
  prefix: z.string().default('').transform((before) => before.slice(-MOST_AROUND)),
  suffix: z.string().default('').transform((after) => after.slice(0, MOST_AROUND)),
  kind: z.enum(KINDS).default('factual'),
  claimant: z.string().trim().min(1).max(200).nullish(),
  modality: z.enum(MODALITIES).optional(),
})

/** Reads an answer, of which nothing is believed but words that stand in the text; whatever else it says is not looked at. undefined: it is no answer. */
export function readAnswer(json: unknown, text: string): Heard | undefined {
  const read = Answer.safeParse(json)
  if (!read.success) return undefined

  const { name, version, suggestions } = read.data
  const found = suggestions.flatMap((suggestion) => locate(suggestion, text) ?? [])
  return { rules: `${name} ${version}`, suggestions: found, dropped: suggestions.length - found.length }
}

/** Caveats and notes on sources are no claims; there the desk relies on its own rules. */
function locate(suggestion: unknown, text: string): Outside | undefined {
  const read = Suggested.safeParse(suggestion)
  if (!read.success || read.data.kind === 'caveat' || read.data.kind === 'provenance') return undefined

  const { kind, claimant, modality = MODALITY_OF[kind] } = read.data
  const span = placeOf(read.data, text)
  return span && { ...span, modality, claimant: claimant && text.includes(claimant) ? claimant : null }
}

const MODALITY_OF = { factual: 'asserted', prediction: 'predicted', opinion: 'opinion' } as const

/** The one place where the quote stands between what should stand around it. */
function placeOf({ quote, prefix, suffix }: z.output<typeof Suggested>, text: string): Span | undefined {
  const places = occurrencesOf(text, quote)
  if (places.length > MOST_PLACES) return undefined
  const fits = (start: number) => text.slice(0, start).endsWith(prefix) && text.startsWith(suffix, start + quote.length)
  const [start, another] = places.length > 1 ? places.filter(fits) : places
  if (start === undefined || another !== undefined || quote.trim() === '') return undefined
  const place = { start, end: start + quote.length }
  return isWhole(text, place) ? place : undefined
}
