import { conflict, forbidden, type Refusal } from '../errors.ts'
import type { Role } from './person.ts'

/** invited: has a link, and no password yet. */
export const STANDINGS = ['invited', 'active', 'disabled'] as const
export type Standing = (typeof STANDINGS)[number]

type Step = {
  from: readonly Standing[]
  /** Whether it can take an admin from the desk. */
  takesAdmins: boolean
}

/** What an admin may do with another person. Nobody does these to themselves. */
export const STEPS = {
  role: { from: ['invited', 'active'], takesAdmins: true },
  disabling: { from: ['invited', 'active'], takesAdmins: true },
  enabling: { from: ['disabled'], takesAdmins: false },
  reset: { from: ['invited', 'active'], takesAdmins: false },
} as const satisfies Record<string, Step>

export type StepName = keyof typeof STEPS

export type Situation = {
  /** null: the desk itself. */
  actorId: string | null
  person: { id: string; role: Role; standing: Standing }
  /** How many admins there are besides this person, not counting disabled ones. */
  otherAdmins: number
}

/** Why a step cannot be taken now; null when it can. The buttons and the refusals read the same. */
export function whyNot(step: StepName, { actorId, person, otherAdmins }: Situation): Refusal | null {
  const { from, takesAdmins }: Step = STEPS[step]
  if (person.id === actorId) return forbidden((t) => t.refusals.notYourself)
  if (!from.includes(person.standing)) return conflict((t) => t.refusals.personMovedOn)
  if (takesAdmins && person.role === 'admin' && otherAdmins === 0) return conflict((t) => t.refusals.lastAdmin)
  return null
}
