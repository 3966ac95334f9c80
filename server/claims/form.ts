import { z } from 'zod'
import type { Report } from '../reports/reports.ts'
import type { Span } from '../text/span.ts'
import { LANGUAGES } from '../text/language.ts'
import { MODALITIES } from '../text/suggest.ts'
import { choice, day, needed, neededDay, once, optional, optionalAddress, plainLines, readable, ticked, tickedIds, whole } from '../web/fields.ts'
import { problem, type Problem } from '../web/form.ts'
import type { Hop } from './attribution.ts'
import { chooseNear, type Chosen } from './choose.ts'
import { ATTRIBUTION_CHECKS, CHANNELS } from './rules.ts'

/** What every form on a claim carries: its own key, and the version of the claim it was made from. */
export const stamp = { once, version: whole }

/** A place that cannot be read is no place; then the words have to be unmistakable. */
const place = z.string().regex(/^\d{1,9}$/).transform(Number).nullable().catch(null)

/** The places of several pieces, as the page writes them while they are selected. */
const places = z.string().regex(/^\d{1,9}-\d{1,9}( \d{1,9}-\d{1,9}){1,19}$/)
  .transform((sent) => sent.split(' ').map((piece) => piece.split('-').map(Number)).map(([start, end]) => ({ start: start!, end: end! })))
  .nullable().catch(null)

export const WordingForm = z.object({ ...stamp, statement: needed(5000), modality: choice(MODALITIES), place: optional(200), happenedOn: day, dateBasis: optional(500) })
export const DueForm = z.object({ ...stamp, dueOn: day, condition: optional(1000) })
export const CheckForm = z.object({ ...stamp, answer: choice(ATTRIBUTION_CHECKS), note: optional(1000) })

/** A day that has come, from `first` on where that is given. */
const pastDay = (today: string, first = '') => neededDay.refine((typed) => typed <= today, problem('notYet')).refine((typed) => typed >= first, problem('beforeAsked'))

/** Whom the desk asked for a reply, and until when. */
export const ReplyRequestForm = (today: string) => z.object({
  ...stamp, askedOf: needed(300), channel: choice(CHANNELS), contact: optional(300), question: needed(5000), askedOn: pastDay(today), answerBy: neededDay,
}).refine(({ askedOn, answerBy }) => answerBy >= askedOn, { path: ['answerBy'], error: problem('beforeAsked') })

/** What they answered, in their words. */
export const ReplyForm = (today: string, { askedOn }: { askedOn: string }) => z.object({ ...stamp, words: needed(10_000), language: choice(LANGUAGES), answeredOn: pastDay(today, askedOn) })

/** A quote is taken as it stands in the report: its outer white space counts. */
export const quoted = z.string(problem('missing')).min(1, problem('missing')).max(20_000, problem('tooLong')).refine(readable, problem('unreadable'))
  .refine((typed) => typed.trim() !== '', problem('missing')).transform(plainLines)

/** Words of a report of which somebody makes a claim. */
export const Selection = z.object({ once, quote: quoted, start: place, end: place, pieces: places, statement: optional(5000), modality: choice(MODALITIES).default('asserted') })

/** Which claims a caveat covers; `known` is what the form showed of that. */
export const Covers = z.object({ once, known: z.string().max(20_000), covers: tickedIds })

/** Why words make no claim. */
export const UNFOUND = { none: 'quoteMissing', several: 'quoteSeveral', vague: 'piecesVague' } as const satisfies Record<Exclude<Chosen['found'], 'one'>, Problem>

/** Words of a report, in one piece or several; where they stand in several places, those around `near` are meant. */
export const quotedFrom = ({ text }: Report, near: Span) => quoted.transform((typed, { issues }): Span[] => {
  const chosen = chooseNear(text, typed, near)
  if (chosen.found === 'one') return chosen.pieces
  issues.push({ code: 'custom', input: typed, message: problem(UNFOUND[chosen.found]) })
  return []
})

/** A button of the wording form that fills in a day and its basis, for somebody to save or to change. */
export function withDay({ useDay, ...typed }: Record<string, string>): Record<string, string> | null {
  const [, happenedOn, dateBasis] = /^(\d{4}-\d\d-\d\d) (.{1,500})$/.exec(useDay ?? '') ?? []
  return happenedOn && dateBasis ? { ...typed, happenedOn, dateBasis, focus: 'happenedOn' } : null
}

export const MOST_HOPS = 6
const NUMBERS = Array.from({ length: MOST_HOPS }, (_, index) => index + 1)
const PARTS = ['actor', 'verb', 'medium', 'link'] as const

/** One row of fields for each hop; a row without anything in it is no hop. */
const hopFields = Object.fromEntries(NUMBERS.flatMap((n) => [
  [`actor-${n}`, optional(200)], [`medium-${n}`, optional(200)], [`verb-${n}`, optional(200)], [`link-${n}`, optionalAddress], [`named-${n}`, ticked],
]))

/** What is known of a hop whose actor was left out would be lost without a word. */
export const AttributionForm = z.object(stamp).extend(hopFields as Record<never, never>).superRefine((sent, { addIssue }) => {
  for (const n of NUMBERS) {
    const typed = (name: string) => (sent as Record<string, unknown>)[`${name}-${n}`]
    if (!typed('actor') && (typed('medium') || typed('verb') || typed('link'))) addIssue({ code: 'custom', path: [`actor-${n}`], message: problem('missing') })
  }
})

export function hopsIn(sent: Record<string, unknown>): Hop[] {
  const typed = (name: string) => String(sent[name] ?? '')
  return NUMBERS
    .map((n) => ({ actor: typed(`actor-${n}`), named: sent[`named-${n}`] === true, medium: typed(`medium-${n}`), verb: typed(`verb-${n}`), link: typed(`link-${n}`) }))
    .filter(({ actor }) => actor !== '')
}

/** How many rows the form shows that came back: as many as it had, and none that is filled in fewer. */
export function rowsIn(values: Partial<Record<string, string>>): number {
  const filled = NUMBERS.findLast((n) => PARTS.some((part) => values[`${part}-${n}`])) ?? 1
  return Math.min(MOST_HOPS, Math.max(filled, Number(/^\d$/.exec(values.hops ?? '')?.[0] ?? 1)))
}

/** A button that moves a hop, takes it away or adds one, in the form only: nothing is saved by it. */
export function withHops({ edit, ...typed }: Record<string, string>): Record<string, string> | null {
  const [pressed, step = 'add', place] = /^(?:add|(up|down|remove)-([1-6]))$/.exec(edit ?? '') ?? []
  if (pressed === undefined) return null
  const rows = NUMBERS.slice(0, rowsIn(typed)).map((n) => [...PARTS, 'named'].map((part) => [part, typed[`${part}-${n}`] ?? ''] as const))
  const at = Number(place ?? rows.length) - 1
  const to = step === 'up' ? at - 1 : step === 'down' || step === 'add' ? at + 1 : at

  if (step === 'remove') rows.splice(at, 1)
  if (step === 'add' || rows.length === 0) rows.push([['named', 'on']])
  else if (step !== 'remove' && to >= 0 && to < rows.length) rows.splice(to, 0, ...rows.splice(at, 1))
  const shown = rows.slice(0, MOST_HOPS)
  return {
    version: typed.version ?? '', hops: String(shown.length), focus: `actor-${Math.min(Math.max(to + 1, 1), shown.length)}`,
    ...Object.fromEntries(shown.flatMap((row, index) => row.map(([part, value]) => [`${part}-${index + 1}`, value]))),
  }
}
