import { z } from 'zod'
import type { Words } from '../../views/locales/en.ts'

/** A mistake in one field, by its name in the catalogues. */
export type Problem = keyof Words['problems']

/** What a form needs to show itself again: what was typed, and what was wrong with it. */
export type Form<Field extends string = string> = {
  values: Partial<Record<Field, string>>
  problems: Partial<Record<Field, Problem>>
}

export const blankForm: Form<never> = { values: {}, problems: {} }

type Read<Schema extends z.ZodObject> = { ok: true; data: z.output<Schema> } | { ok: false; form: Form }

/** Reads what a form sent. Every schema says in its messages which problem to show, so that no sentence of zod's reaches a reader. */
export function readForm<Schema extends z.ZodObject>(schema: Schema, body: unknown): Read<Schema> {
  const typed = (body ?? {}) as Record<string, unknown>
  const result = schema.safeParse(typed)
  if (result.success) return { ok: true, data: result.data }

  const problems: Record<string, Problem> = {}
  for (const { path, message } of result.error.issues) problems[String(path[0])] ??= message as Problem
  return { ok: false, form: { values: typedIn(typed), problems } }
}

/** What was typed, field by field. A field sent twice is nobody's typing. */
export function typedIn(body: unknown): Record<string, string> {
  const fields = Object.entries((body ?? {}) as Record<string, unknown>)
  return Object.fromEntries(fields.filter((field): field is [string, string] => typeof field[1] === 'string'))
}

export const problem = (name: Problem) => name
