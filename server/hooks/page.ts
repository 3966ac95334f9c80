import { readFileSync } from 'node:fs'
import type { Words } from '../../views/locales/en.ts'
import type { Views } from '../../views/models.ts'
import type { Database } from '../database.ts'
import { blankForm } from '../web/form.ts'
import { listHooks, type Hook } from './hooks.ts'
import { deliveriesOf, waitingFor, type Attempt } from './log.ts'
import { GONE, GROUPS, isTaken, KEPT_DAYS, STEPS, whyNot, type StepName } from './rules.ts'

/** A few lines that receivers may take over; a test runs them. */
const EXAMPLE = readFileSync(new URL('verify-example.mjs', import.meta.url), 'utf8')

const LINES = 50

type ListPage = Views['hooks/index']
type HookPage = Views['hooks/show']

export function hooksPage(db: Database, t: Words, { form = blankForm, after }: { form?: ListPage['form']; after?: string | undefined } = {}): ListPage {
  const found = listHooks(db, { after, limit: LINES + 1 })
  const hooks = found.slice(0, LINES).map((hook) => ({ ...shown(hook), waiting: waitingFor(db, hook.id) }))
  return {
    title: t.hooks.title, hooks, form, groups: GROUPS, example: EXAMPLE,
    next: found.length > LINES ? `/webhooks?after=${hooks.at(-1)!.id}` : null, first: after === undefined ? null : '/webhooks',
  }
}

export function hookPage(db: Database, hook: Hook, before: number | undefined, extra: Partial<Pick<HookPage, 'form' | 'secret' | 'wasShown' | 'isRenewed'>> = {}): HookPage {
  const found = deliveriesOf(db, hook.id, before, LINES + 1)
  const deliveries = found.slice(0, LINES).map((delivery) => ({ ...delivery, attempts: delivery.attempts.map((attempt) => ({ ...attempt, result: resultOf(attempt) })) }))
  return {
    title: new URL(hook.address).host, hook: shown(hook), may: whatMay(hook), waiting: waitingFor(db, hook.id), deliveries, kept: KEPT_DAYS, groups: GROUPS, example: EXAMPLE,
    older: found.length > LINES ? `/webhooks/${hook.id}?before=${deliveries.at(-1)!.seq}` : null, newest: before === undefined ? null : `/webhooks/${hook.id}`,
    form: blankForm, secret: null, wasShown: false, isRenewed: false, ...extra,
  }
}

/** Without what its secret is made from. */
const shown = ({ id, address, kinds, state, failingSince, addedBy, addedAt }: Hook) => ({ id, address, kinds, state, failingSince, addedBy, addedAt })
export type ShownHook = ReturnType<typeof shown>

const whatMay = ({ state }: Hook) =>
  Object.fromEntries(Object.keys(STEPS).map((step) => [step, whyNot(step as StepName, state) === null])) as Record<StepName, boolean>

type Result = { answer: keyof Words['hooks']['answers'] } | { failure: keyof Words['hooks']['failures'] }

/** What came of an attempt, by its name in the catalogues. */
function resultOf({ status, problem }: Attempt): Result {
  if (status === null) return { failure: problem !== null && problem in FAILURES ? problem as keyof typeof FAILURES : 'other' }
  if (isTaken(status)) return { answer: 'taken' }
  if (status === GONE) return { answer: 'gone' }
  return { answer: status < 400 ? 'sentOn' : status < 500 ? 'refused' : 'failed' }
}
export type ShownAttempt = Attempt & { result: Result }

const FAILURES = { fetchPrivate: 0, fetchUnknown: 0, fetchNoAnswer: 0, fetchTooSlow: 0, fetchCertificate: 0, fetchFailed: 0 } satisfies Partial<Record<keyof Words['hooks']['failures'], 0>>
