import { dayOf } from '../days.ts'
import { conflict, forbidden, type Refusal } from '../errors.ts'
import type { Person, Role } from '../people/person.ts'
import type { Modality } from '../text/suggest.ts'

export const STATUSES = ['suggested', 'dismissed', 'queued', 'in_progress', 'in_review', 'signed_off', 'published'] as const
export type Status = (typeof STATUSES)[number]

/** The statuses the queue shows; the others are not yet, or no longer, claims of the desk. */
export const QUEUE_STATUSES = ['queued', 'in_progress', 'in_review', 'signed_off', 'published'] as const satisfies readonly Status[]

export const ATTRIBUTION_CHECKS = ['unchecked', 'confirmed', 'misquoted', 'not_found'] as const
export type AttributionCheck = (typeof ATTRIBUTION_CHECKS)[number]

/** How two claims stand to each other: the same thing said twice, something near it, or a conflict. */
export const LINK_KINDS = ['contradicts', 'same', 'related'] as const
export type LinkKind = (typeof LINK_KINDS)[number]

/** What a claim is to the one it is merged into: the same said again, or a part of it. */
export const MERGE_KINDS = ['repetition', 'part'] as const
export type MergeKind = (typeof MERGE_KINDS)[number]

/** How somebody whom a claim is about is asked for a reply. */
export const CHANNELS = ['email', 'telephone', 'letter', 'press_office', 'message', 'in_person'] as const
export type Channel = (typeof CHANNELS)[number]

/** How long a check-out lasts; every piece of work renews it. */
const LEASE_MINUTES = 30

/**
 * What a step asks of the check-out: nothing; that nobody else holds the claim; that you hold it;
 * or that you hold it or supervise.
 */
type Hold = 'any' | 'not another' | 'mine' | 'mine, or supervising'

/**
 * `judges`: it leads towards a verdict, so it is for assertions, and for forecasts whose day has come. `foretold`: it is for forecasts and intentions.
 * `seen`: it rests on the words, so those that a later version changed have to be looked at first.
 */
type Step = { from: readonly Status[]; to: Status | 'stays'; by: readonly Role[]; hold: Hold; judges?: true; foretold?: true; seen?: true }

const EVERYONE = ['checker', 'supervisor', 'admin'] as const
const SUPERVISORS = ['supervisor', 'admin'] as const

/** The whole life of a claim. Buttons and refusals both read this table; nothing else decides what comes next. */
export const STEPS = {
  accept:          { from: ['suggested'],                 to: 'queued',      by: EVERYONE,    hold: 'any' },
  dismiss:         { from: ['suggested', 'queued'],       to: 'dismissed',   by: EVERYONE,    hold: 'any' },
  restore:         { from: ['dismissed'],                 to: 'suggested',   by: EVERYONE,    hold: 'any' },
  assign:          { from: QUEUE_STATUSES,                to: 'stays',       by: SUPERVISORS, hold: 'any' },
  check_out:       { from: ['queued', 'in_progress'],     to: 'in_progress', by: EVERYONE,    hold: 'not another', judges: true },
  release:         { from: ['in_progress'],               to: 'queued',      by: EVERYONE,    hold: 'mine, or supervising' },
  work:            { from: QUEUE_STATUSES,                to: 'stays',       by: EVERYONE,    hold: 'not another' },
  foretell:        { from: QUEUE_STATUSES,                to: 'stays',       by: EVERYONE,    hold: 'not another', foretold: true },
  split:           { from: ['suggested', ...QUEUE_STATUSES], to: 'stays',     by: EVERYONE,    hold: 'not another' },
  merge:           { from: ['suggested', 'queued', 'in_progress'], to: 'dismissed', by: EVERYONE, hold: 'not another' },
  take_in:         { from: ['suggested', ...QUEUE_STATUSES], to: 'stays',     by: EVERYONE,    hold: 'not another' },
  snapshot:        { from: QUEUE_STATUSES,                to: 'stays',       by: EVERYONE,    hold: 'any' },
  link:            { from: QUEUE_STATUSES,                to: 'stays',       by: EVERYONE,    hold: 'any' },
  propose:         { from: ['in_progress'],               to: 'in_review',   by: EVERYONE,    hold: 'mine', judges: true, seen: true },
  request_changes: { from: ['in_review', 'signed_off'],   to: 'in_progress', by: SUPERVISORS, hold: 'any' },
  sign_off:        { from: ['in_review'],                 to: 'signed_off',  by: SUPERVISORS, hold: 'any', judges: true, seen: true },
  publish:         { from: ['signed_off'],                to: 'published',   by: SUPERVISORS, hold: 'any', seen: true },
  correct:         { from: ['published'],                 to: 'in_progress', by: SUPERVISORS, hold: 'any' },
  // What is public can be taken back whatever the desk does with the claim meanwhile; one that is published is signed off again.
  unpublish:       { from: ['dismissed', ...QUEUE_STATUSES], to: 'stays',    by: SUPERVISORS, hold: 'any' },
} as const satisfies Record<string, Step>

export type StepName = keyof typeof STEPS

/** What of a claim decides about its next step. */
export type Standing = { status: Status; modality: Modality; dueOn: string | null; holderId: string | null; holder: string | null; heldUntil: string | null; changedIn: string | null }

/** The status of a claim once its words have changed in a later version. A decision about other words is none; work in hand goes on. */
export const AFTER_CHANGE = {
  suggested: 'suggested', dismissed: 'suggested', queued: 'queued', in_progress: 'in_progress', in_review: 'in_review', signed_off: 'in_review', published: 'in_review',
} as const satisfies Record<Status, Status>

type Doer = Pick<Person, 'id' | 'role'>

export const canTake = (name: StepName, claim: Standing, person: Doer, now: Date) => whyNot(name, claim, person, now) === null

export function ensureCanTake(name: StepName, claim: Standing, person: Doer, now: Date) {
  const refuse = whyNot(name, claim, person, now)
  if (refuse) throw refuse()
}

/** The refusal is made only where it is thrown: making an error takes longer than asking the whole table. */
function whyNot(name: StepName, claim: Standing, person: Doer, now: Date): (() => Refusal) | null {
  const { from, by, hold, judges, foretold, seen }: Step = STEPS[name]
  if (!by.includes(person.role)) return () => forbidden((t) => t.refusals.notYourRole)
  // What still lies in the queue is one step away from whoever checks it out, and is told so.
  const isToCheckOut = hold === 'mine' && claim.status === 'queued'
  if (!from.includes(claim.status) && !isToCheckOut) return () => conflict((t) => t.refusals.notFromHere(t.steps[name], t.statuses[claim.status]))
  if (judges && !canBeJudged(claim, now)) return () => conflict((t, show) => claim.dueOn && isForetold(claim) ? t.refusals.notDue(show.date(claim.dueOn)) : t.refusals.notAsserted(t.modalities[claim.modality]))
  if (foretold && !isForetold(claim)) return () => conflict((t) => t.refusals.notForetold(t.modalities[claim.modality]))

  if (seen && claim.changedIn !== null) return () => conflict((t) => t.refusals.wordsChanged)

  const { holderId, holder, heldUntil } = claim
  if (isToCheckOut || hold === 'mine' && holderId !== person.id) return () => conflict((t) => t.refusals.checkOutFirst)
  if (hold === 'mine, or supervising' && holderId !== person.id && person.role === 'checker') return () => forbidden((t) => t.refusals.notYourRole)
  if (hold === 'not another' && holder && heldUntil && isHeldByAnother(claim, person, now)) return () => conflict((t, show) => t.refusals.held(holder, show.time(heldUntil)))
  return null
}

/** A lease that ran out holds nobody off, but its holder may go on until somebody else takes the claim. */
export const isHeldByAnother = ({ holderId, heldUntil }: Standing, person: Doer, now: Date) =>
  holderId !== null && holderId !== person.id && heldUntil !== null && heldUntil > now.toISOString()

/** Suggestions and dismissed claims are no claims of the desk: they are in no queue, no coverage and no count. */
export const isOfDesk = (status: Status) => (QUEUE_STATUSES as readonly Status[]).includes(status)

/** While a claim has one of these, its sign-off is the last word on it. */
export const isSigned = (status: Status) => status === 'signed_off' || status === 'published'

export const leaseFrom = (now: Date) => new Date(now.getTime() + LEASE_MINUTES * 60_000).toISOString()

/** What is foretold can be known one day; an opinion never. */
const isForetold = ({ modality }: Pick<Standing, 'modality'>) => modality === 'predicted' || modality === 'intended'

/** The day has come on which what was foretold can be known. */
export const isDue = (claim: Pick<Standing, 'modality' | 'dueOn'>, now: Date) => isForetold(claim) && claim.dueOn !== null && claim.dueOn <= dayOf(now)

/** Only what somebody asserted can be true or false, and what they foretold from its day on. */
export const canBeJudged = (claim: Pick<Standing, 'modality' | 'dueOn'>, now: Date) => claim.modality === 'asserted' || isDue(claim, now)

/** Only what can be judged waits in the queue. */
export const belongsInQueue = (claim: Pick<Standing, 'status' | 'modality' | 'dueOn'>, now: Date) => isOfDesk(claim.status) && canBeJudged(claim, now)

/** Whether it may be said that no answer came: only once the day has passed until which it was asked for, and while nothing else was written down. */
export const isSilent = ({ answerBy, replies }: { answerBy: string; replies: readonly unknown[] }, today: string) => replies.length === 0 && answerBy < today
