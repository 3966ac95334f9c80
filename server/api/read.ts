import type { Request } from 'express'
import { z } from 'zod'
import { en } from '../../views/locales/en.ts'
import type { Problem } from '../web/form.ts'
import { refusal, wrong, wrongIn, type Wrong } from './problem.ts'

/** Reads what was sent by the schema that a form is read by. Throws, and names each field, when something is not as it should be. */
export function read<Schema extends z.ZodObject>(schema: Schema, sent: Record<string, unknown>): z.output<Schema> {
  const result = schema.safeParse(sent, { reportInput: true })
  if (result.success) return result.data
  throw wrongIn(result.error.issues.flatMap(asWrong))
}

/** Refuses what nobody asks for: a slip in a name would otherwise pass for something that was left out. */
export function ensureKnown(schema: z.ZodObject | undefined, sent: Record<string, unknown>) {
  const unknown = Object.keys(sent).filter((name) => !schema || !Object.hasOwn(schema.shape, name))
  if (unknown.length > 0) throw wrongIn(unknown.slice(0, 20).map((name) => wrong(name.toWellFormed().slice(0, 100), 'unknownField')))
}

/** Schemas say in their messages what the pages say; where they say nothing, or the kind of a value is another one, that is what is said. */
function asWrong(issue: z.core.$ZodIssue): Wrong[] {
  const field = issue.path.map((part) => String(part).toWellFormed().slice(0, 100)).join('.')
  if (issue.code === 'unrecognized_keys') return issue.keys.slice(0, 20).map((name) => wrong(`${field}.${name.toWellFormed().slice(0, 100)}`, 'unknownField'))
  const isThere = issue.input !== undefined
  const said = issue.message in en.problems && !(issue.code === 'invalid_type' && isThere)
  const values = issue.code === 'invalid_value' ? issue.values.map(String) : undefined
  return [{ ...wrong(field, said ? issue.message as Problem : !isThere ? 'missing' : values ? 'choose' : 'otherKind'), ...(values && { oneOf: values }) }]
}

export const tagOf = (version: number) => `"${version}"`

/**
 * Which version of the claim somebody has seen. `*` would say that any will do, and a stale form never wins; a tag that is none of ours
 * is the version of nothing.
 */
export function versionSeen(req: Request, isNeeded: boolean): number | undefined {
  const given = req.get('If-Match')?.trim()
  if (given === undefined || given === '*') {
    if (isNeeded) throw refusal(428, (t) => t.refusals.versionNeeded)
    return undefined
  }
  const version = /^"(\d{1,9})"$/.exec(given)?.[1]
  return version === undefined ? -1 : Number(version)
}
