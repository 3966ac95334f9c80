import express, { Router, type Request, type RequestHandler, type Response } from 'express'
import type { Services } from '../app.ts'
import { forbidden, notFound } from '../errors.ts'
import { mayOpen, type Routes } from '../people/access.ts'
import { readBearer } from './bearer.ts'
import { changes } from './changes.ts'
import { exportOperations } from './exports.ts'
import { readObject } from './json.ts'
import { onceOf } from './once.ts'
import type { Answer, Operation } from './operation.ts'
import { passageOperations } from './passages.ts'
import { refusal, showProblem } from './problem.ts'
import { ensureKnown, read, tagOf, versionSeen } from './read.ts'
import { readings } from './reading.ts'
import { reportChanges } from './report-changes.ts'
import { reportOperations } from './reports.ts'

/** Room for the longest report, every letter of it escaped; nothing else is as long. */
const MOST = '2mb'

/** Everything that programs may do. `forms` are the rooms' own routes: a change is the verb behind the form at the same address. */
export const operations = (services: Services, forms: Routes): Operation[] =>
  [...readings(services), ...reportOperations(services), ...passageOperations(services), ...reportChanges(services), ...exportOperations(services, forms), ...changes(services, forms)]

/**
 * What stands below /api/v1. It is asked before anybody looks at cookies, so that a session opens nothing here; and it allows no other site's page to read
 * its answers (no CORS), because tokens belong into programs, not into pages.
 */
export function api(services: Services, all: readonly Operation[]): Router {
  const router = Router()
  // Anybody may have the description, and it is kept like a page.
  router.get('/openapi.json', (_req, _res, next) => next('router'))
  router.use((_req, res, next) => { res.set('Cache-Control', 'no-store').vary('Accept-Language').vary('Authorization'); next() })
  router.use(readBearer(services))

  for (const [path, here] of Map.groupBy(all, ({ path }) => path)) {
    const methods = here.flatMap(({ method }) => method === 'get' ? ['GET', 'HEAD'] : ['POST']).join(', ')
    for (const operation of here) router[operation.method](path, ...answering(services, operation))
    router.all(path, () => { throw refusal(405, (t) => t.refusals.methodNotHere(methods), { headers: { Allow: methods } }) })
  }
  router.use(() => { throw notFound() })
  router.use(showProblem)
  return router
}

const raw = express.raw({ type: () => true, limit: MOST })

/** One operation, from the door to the answer. */
const answering = (services: Services, operation: Operation): RequestHandler[] => [
  (req, res, next) => {
    if (mayOpen(operation.door, res.locals.viewer) !== 'welcome') throw forbidden((t) => t.refusals.notYourRole)
    const types = 'files' in operation.told ? operation.told.files : ['application/json']
    if (!req.accepts([...types])) throw refusal(406, (t) => t.refusals.notAcceptable(types.join(', ')))
    next()
  },
  ...(operation.body ? [raw] : []),
  async (req, res) => {
    const sent = operation.body ? readBody(req) : {}
    const person = res.locals.viewer!
    const { once, isRepeated } = operation.body ? onceOf(services.db, req, person, sent) : { once: undefined, isRepeated: false }
    const version = operation.body ? versionSeen(req, operation.needsVersion === true) : undefined
    ensureKnown(operation.body?.schema, sent)
    ensureKnown(operation.query, req.query)

    const query = operation.query ? read(operation.query, req.query) : {}
    const answer = await operation.run({ act: { person, at: services.now(), once }, params: { ...req.params } as Record<string, string>, query, sent, version, req, res })
    if (isRepeated) res.set('Idempotency-Replayed', 'true')
    if (answer) send(req, res, operation, answer)
  },
]

/** A request without a body asks for nothing in particular; what is sent has to say that it is JSON. */
function readBody(req: Request): Record<string, unknown> {
  const bytes = req.body as Buffer | undefined
  if (bytes === undefined || bytes.length === 0) return {}
  if (!req.is('application/json')) throw refusal(415, (t) => t.refusals.jsonNeeded)
  return readObject(bytes)
}

/** Not by Express' own way: it would answer 304 to whoever has this tag, and not all that an answer tells moves a claim on by a version. */
function send(req: Request, res: Response, { makes }: Operation, { status = makes ? 201 : 200, body, version, location, next }: Answer) {
  res.status(status).set('Content-Type', 'application/json; charset=utf-8')
  if (version !== undefined) res.set('ETag', tagOf(version))
  if (location !== undefined) res.set('Location', `${req.baseUrl}${location}`)
  if (next) res.set('Link', `<${next}>; rel="next"`)
  res.end(typeof body === 'string' ? body : JSON.stringify(next === undefined ? body : { ...body as object, next }))
}
