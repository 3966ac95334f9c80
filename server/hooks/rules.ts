import type { Action } from '../audit/actions.ts'
import { conflict, type Refusal } from '../errors.ts'

/** What a webhook can be told of, in groups as its form shows them. Receivers know each by this name. */
export const GROUPS = {
  published: ['claim.published', 'claim.corrected', 'claim.withdrawn', 'report.published', 'report.updated', 'report.withdrawn'],
  claims: ['claim.accepted', 'verdict.proposed', 'verdict.changes_requested', 'claim.signed_off', 'claim.correction_begun'],
  reports: ['report.imported', 'report.revised', 'report.signed_off'],
} as const

export type Group = keyof typeof GROUPS
export type Kind = (typeof GROUPS)[Group][number]
export const KINDS: readonly Kind[] = Object.values(GROUPS).flat()

/** Of what happens in the desk, what is told, and under which name. */
export const TOLD: Partial<Record<Action, Kind>> = {
  'claim.published': 'claim.published',
  'claim.published_again': 'claim.corrected',
  'claim.unpublished': 'claim.withdrawn',
  'claim.accepted': 'claim.accepted',
  'claim.made': 'claim.accepted',
  'verdict.proposed': 'verdict.proposed',
  'verdict.changes_requested': 'verdict.changes_requested',
  'verdict.signed_off': 'claim.signed_off',
  'verdict.signed_off_alone': 'claim.signed_off',
  'claim.correction_begun': 'claim.correction_begun',
  'report.imported': 'report.imported',
  'report.revised': 'report.revised',
  'report.signed_off': 'report.signed_off',
  'report.signed_off_for_reason': 'report.signed_off',
  'report.published': 'report.published',
  'report.published_again': 'report.updated',
  'report.publication_followed': 'report.updated',
  'report.unpublished': 'report.withdrawn',
}

/** What stays in the house: who works there, evidence, the small steps of the work, and its tools. Every action stands here or above. */
export const UNTOLD: readonly Action[] = [
  'desk.opened',
  'person.invited', 'person.joined', 'person.disabled', 'person.enabled', 'person.reset', 'person.role_changed', 'person.locale_changed',
  'person.signed_in', 'person.signed_out', 'person.sign_in_failed', 'token.made', 'token.revoked', 'token.refused',
  'original.brought', 'passage.marked', 'passage.unmarked', 'caveat.applied',
  'claim.dismissed', 'claim.restored', 'claim.edges_moved', 'claim.split', 'claim.split_off', 'claim.merged', 'claim.took_in', 'claim.gave_back',
  'claim.reanchored', 'claim.vanished', 'claim.words_confirmed',
  'claim.reworded', 'claim.translated', 'claim.attributed', 'claim.attribution_checked', 'claim.caveat_added', 'claim.caveat_removed', 'claim.caveat_gone',
  'claim.due_set', 'claim.came_due', 'claim.linked', 'claim.link_withdrawn', 'claim.assigned', 'claim.checked_out', 'claim.released', 'claim.remarked',
  'evidence.attached', 'evidence.taken_over', 'search.recorded', 'evidence.withdrawn', 'evidence.reinstated', 'snapshot.asked', 'snapshot.taken', 'snapshot.failed', 'snapshot.confirmed',
  'reply.requested', 'reply.received', 'reply.missing', 'reply.request_withdrawn', 'letter.received', 'letter.taken', 'letter.answered', 'letter.contact_erased',
  'webhook.added', 'webhook.kinds_changed', 'webhook.secret_renewed', 'webhook.paused', 'webhook.resumed', 'webhook.removed', 'webhook.sent_again', 'webhook.failed', 'webhook.gone',
  'export.asked', 'export.cancelled',
]

/** The actions of the trail that these kinds are told of. */
export const actionsOf = (kinds: readonly Kind[]): Action[] =>
  (Object.entries(TOLD) as [Action, Kind][]).filter(([, kind]) => kinds.includes(kind)).map(([action]) => action)

export const HOOK_STATES = ['active', 'paused', 'ended'] as const
export type HookState = (typeof HOOK_STATES)[number]

const DELIVERY_STATES = ['waiting', 'arrived', 'given_up'] as const
export type DeliveryState = (typeof DELIVERY_STATES)[number]

/** What an admin may do with a webhook, and in which states. */
export const STEPS = {
  pause: ['active'],
  resume: ['paused'],
  change: ['active', 'paused'],
  renew: ['active', 'paused'],
  resend: ['active', 'paused'],
  remove: ['active', 'paused'],
} as const satisfies Record<string, readonly HookState[]>

export type StepName = keyof typeof STEPS

/** Why a step cannot be taken now; null when it can. The buttons and the refusals read the same. */
export function whyNot(step: StepName, state: HookState): Refusal | null {
  const from: readonly HookState[] = STEPS[step]
  return from.includes(state) ? null : conflict((t) => t.refusals.webhookMovedOn)
}

const FIRST_WAIT = 10_000
const EACH_TIME = 3
const LONGEST_WAIT = 12 * 60 * 60_000

/** With the waits between them, these take about three days. */
export const MOST_TRIES = 14

/** How long to wait after so many tries have failed, in milliseconds; null: no longer. `random` (0 to 1) keeps those apart that failed together. */
export function waitAfter(tries: number, random: number): number | null {
  if (tries >= MOST_TRIES) return null
  return Math.round(Math.min(FIRST_WAIT * EACH_TIME ** (tries - 1), LONGEST_WAIT) * (0.75 + random / 2))
}

/** A webhook at which nothing has arrived for so long is paused by the desk, once it gives something up. */
export const FAILING_FOR = 2 * 24 * 60 * 60_000

/** How long after a new secret the one before signs too, so that a receiver can change over. */
export const OVERLAP = 24 * 60 * 60_000

/** What has arrived stays in the log for so many days, what was given up for longer. */
export const KEPT_DAYS = { arrived: 7, given_up: 90 } as const

export const isTaken = (status: number) => status >= 200 && status < 300

/** What a receiver answers that will never take anything again. */
export const GONE = 410
