import { z } from 'zod'
import { needed, once, optional, whole } from '../web/fields.ts'
import type { Plan } from './report-plan.ts'

/** `content` is what the reader saw: what has changed since is not what they publish. */
const First = z.object({ once, content: z.string().catch(''), reason: optional(5000) })
const Further = First.extend({ reason: needed(5000) })

/** Where something public changes, it has to be said why. */
export const publishingForm = ({ needsReason }: Pick<Plan, 'needsReason'>) => needsReason ? Further : First

export const Withdrawal = z.object({ once, publication: whole, reason: needed(5000) })
