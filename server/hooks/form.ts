import { z } from 'zod'
import { problemWith, type Guard } from '../reports/way-out.ts'
import { neededAddress, once, several } from '../web/fields.ts'
import { problem, type Problem } from '../web/form.ts'
import { KINDS } from './rules.ts'

const kinds = several(KINDS, 'chooseKind')

/** What is wrong with an address to send to, in words of their own where those for fetching do not fit. */
const OWN_WORDS: Partial<Record<Problem, Problem>> = { fetchPrivate: 'webhookPrivate', fetchPort: 'webhookPort' }

/** What can be told of an address before its name is looked up is told at once. */
const address = (guard: Guard) => neededAddress.superRefine((typed, context) => {
  const found = problemWith(typed, guard)
  if (found) context.addIssue({ code: 'custom', message: problem(OWN_WORDS[found] ?? found) })
})

export const Addition = (guard: Guard) => z.object({ address: address(guard), kinds, once })
export const Kinds = z.object({ kinds, once })
