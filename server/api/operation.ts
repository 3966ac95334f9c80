import type { Request, Response } from 'express'
import type { z } from 'zod'
import type { Words } from '../../views/locales/en.ts'
import type { Act } from '../audit/trail.ts'
import type { RouteName } from '../people/access.ts'
import type { Person } from '../people/person.ts'
import type { ShapeName } from './shapes.ts'

/** What somebody asks, once it was read. */
export type Asked = {
  act: Act & { person: Person }
  params: Record<string, string>
  query: Record<string, unknown>
  /** The JSON that was sent, field by field. */
  sent: Record<string, unknown>
  /** The version of the claim that `If-Match` names. */
  version: number | undefined
  req: Request
  res: Response
}

/** What is answered: `version` becomes the tag, `location` is where something new stands, `next` the address of the next page. */
export type Answer = { status?: 200 | 201; body: unknown; version?: number; location?: string | undefined; next?: string | null }

/** What an answer holds: one thing, a page of many, or a file of one of these types. */
export type Told = { one: ShapeName } | { many: ShapeName } | { files: readonly string[] }

/** How a body looks, in zod; `values` of a form's fields are what it is made of, without the form's own key and version. */
export type Body = { schema: z.ZodObject; example: Record<string, unknown> }

/** What operations are about, in the order of the work. */
export const ROOMS = ['reports', 'claims', 'evidence', 'verdicts', 'publications', 'exports', 'trail'] as const

/**
 * One thing that a program may do. `door` is the line of the role table by which it is allowed: that of the page or the form that does the same.
 */
export type Operation = {
  /** Also the key of what it does, in the catalogues. */
  id: keyof Words['api']['operations']
  method: 'get' | 'post'
  path: string
  door: RouteName
  room: (typeof ROOMS)[number]
  query?: z.ZodObject
  body?: Body
  /** Whether it has to be said which version of the claim was seen. */
  needsVersion?: boolean
  told: Told
  /** What is answered when something new was made. */
  makes?: boolean
  run: (asked: Asked) => Answer | void | Promise<Answer | void>
}

/** How many rows a page of the API has, unless it is asked for fewer or more. */
export const ROWS = { usual: 50, most: 200 } as const
