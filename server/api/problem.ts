import { STATUS_CODES } from 'node:http'
import type { ErrorRequestHandler, Response } from 'express'
import { formats } from '../../views/locales/formats.ts'
import { words } from '../../views/locales/words.ts'
import { Refusal, type Sentence } from '../errors.ts'
import { problem, type Problem } from '../web/form.ts'
import { asRefusal, logBug } from '../web/errors.ts'

/** What is wrong with one field, by its name in the catalogues; `oneOf` are the values that it may have, where only these are. */
export type Wrong = { field: string; problem: Problem; oneOf?: readonly string[] }

/** What an answer says besides why: which fields, what happened meanwhile, and headers. */
export type More = { errors?: readonly Wrong[]; meanwhile?: readonly string[]; headers?: Record<string, string> }

/** A refusal that says more than its sentence. */
export const refusal = (status: number, sentence: Sentence, more: More = {}) => Object.assign(new Refusal(status, sentence), { more })

/** Something in a request is not as it should be, field by field. */
export const wrongIn = (errors: readonly Wrong[]) => refusal(422, (t) => t.refusals.notTaken, { errors })
export const wrong = (field: string, name: Problem): Wrong => ({ field, problem: problem(name) })

/** A refusal in the words of the pages, as RFC 9457 has it; a bug is logged and shown in none. */
export const showProblem: ErrorRequestHandler = (error: unknown, req, res, next) => {
  if (res.headersSent) return next(error)
  const why = asRefusal(error)
  if (why !== error && why.status >= 500) logBug(req, error)
  sendProblem(res, why, (error as { more?: More }).more)
}

export function sendProblem(res: Response, { status, sentence }: Pick<Refusal, 'status' | 'sentence'>, { errors, meanwhile, headers = {} }: More = {}) {
  const { locale } = res.locals
  const t = words[locale]
  const told = {
    type: 'about:blank', title: STATUS_CODES[status], status, detail: sentence(t, formats[locale]),
    ...(errors && { errors: errors.map(({ field, problem, oneOf }) => ({ field, detail: t.problems[problem], ...(oneOf && { oneOf }) })) }),
    ...(meanwhile && { meanwhile }),
  }
  res.status(status).set({ ...headers, 'Content-Type': 'application/problem+json; charset=utf-8', 'Content-Language': locale })
  res.end(JSON.stringify(told))
}
