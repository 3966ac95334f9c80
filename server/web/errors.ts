import type { ErrorRequestHandler, Request, Response } from 'express'
import { formats } from '../../views/locales/formats.ts'
import { words } from '../../views/locales/words.ts'
import { isAlreadyDone } from '../audit/trail.ts'
import { Refusal, type Sentence } from '../errors.ts'
import { sendPage } from './page.ts'

/** A refusal is shown in its own words; a bug is logged and shown in none. A form sent twice leads where it led the first time. */
export const showError: ErrorRequestHandler = (error: unknown, req, res, next) => {
  if (res.headersSent) return next(error)
  if (isAlreadyDone(error)) return res.redirect(303, placeOf(error))

  const refusal = asRefusal(error)
  // What we refuse ourselves is no failure, whatever its status: too many at once, or a form that we do not have.
  if (refusal !== error && refusal.status >= 500) logBug(req, error)
  sendRefusal(res, refusal)
}

/** The route, not the address: that may hold a one-time link. */
export function logBug(req: Request, error: unknown) {
  console.error(JSON.stringify({ at: new Date().toISOString(), method: req.method, route: req.route?.path ?? '(none)', error: traceOf(error) }))
}

function sendRefusal(res: Response, { status, sentence }: Refusal) {
  const t = words[res.locals.locale]
  sendPage(res.status(status), 'shared/error', { title: t.page.notDone, message: sentence(t, formats[res.locals.locale]) })
}

export function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  const status = statusOf(error)
  return new Refusal(status, SENTENCES[status] ?? (status < 500 ? SENTENCES[400] : (t) => t.refusals.bug))
}

const SENTENCES: Record<number, Sentence> & { 400: Sentence } = {
  400: (t) => t.refusals.malformed,
  404: (t) => t.refusals.notFound,
  413: (t) => t.refusals.tooLarge,
}

/** Express and its parsers say with a status what was wrong with a request; whatever says nothing is our own bug. */
function statusOf(error: unknown): number {
  const status = (error as { status?: unknown } | undefined)?.status
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500
}

/** Where somebody belongs whose form had been sent before. */
function placeOf({ claim, report, subject }: { claim: string | null; report: string | null; subject: string }): string {
  if (subject.startsWith('person/')) return '/people'
  if (subject.startsWith('webhook/')) return `/webhooks/${subject.slice('webhook/'.length)}`
  if (subject.startsWith('token/')) return '/tokens'
  if (subject.startsWith('original/')) return `/reports/new?original=${subject.slice('original/'.length)}`
  if (subject.startsWith('export/')) return `/exports/${subject.slice('export/'.length)}`
  if (subject.startsWith('report/') || (claim === null && report !== null)) return `/reports/${report ?? ''}`
  return claim === null ? '/' : `/claims/${claim}`
}

const traceOf = (error: unknown) => error instanceof Error ? error.stack : String(error)
