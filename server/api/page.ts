import type { Request, Response } from 'express'
import { words } from '../../views/locales/words.ts'
import type { Views } from '../../views/models.ts'
import { ASK_EACH_TIME, localeOf, sendPublic } from '../publication/public-page.ts'
import { asTemplate, schemaOf } from './openapi.ts'
import { ROOMS, type Body, type Operation } from './operation.ts'

type Shown = Views['api/index']['rooms'][number]['operations'][number]

/** What stands in the place of an id in examples. */
const SOME = { reportId: '0B4QH6WZ1M', claimId: '7K3M9Q2XTA', evidenceId: '3F8Y0C5NDR', snapshotId: '6M4R9T0XKD', linkId: '9T2E6JQ7VB', exportId: '5W1K8XA3MG', number: '1' } as Record<string, string>

/** The same as the description for programs, for people to read. */
export function sendApiPage(req: Request<object>, res: Response, all: readonly Operation[], publicUrl: string) {
  sendPublic(req, res, 'api/index', {
    title: words[localeOf(req)].api.title,
    rooms: ROOMS.map((room) => ({ room, operations: all.filter((operation) => operation.room === room).map((operation) => shown(operation, publicUrl)) })),
  }, { seconds: ASK_EACH_TIME, dependsOnWho: false })
}

function shown({ id, method, path, query, body, needsVersion, told, makes }: Operation, publicUrl: string): Shown {
  return {
    id, method: method.toUpperCase(), path: `/api/v1${asTemplate(path)}`, needsVersion: needsVersion === true,
    query: fieldsOf(query && schemaOf(query, 'input')), body: fieldsOf(body && schemaOf(body.schema, 'input')),
    answers: `${makes ? 201 : 200} ${'files' in told ? told.files.join(', ') : 'many' in told ? `{ items: ${told.many}[], next }` : told.one}`,
    curl: curlOf({ method, path, body, needsVersion: needsVersion === true, told }, publicUrl),
  }
}

type Described = { type?: string; enum?: unknown[]; anyOf?: Described[]; items?: Described; maxLength?: number; format?: string; const?: unknown; default?: unknown }

/** Each field in one line: its name, and what belongs into it. */
function fieldsOf(schema: Record<string, unknown> | undefined): Shown['body'] {
  const { properties = {}, required = [] } = (schema ?? {}) as { properties?: Record<string, Described>; required?: string[] }
  return Object.entries(properties).map(([name, field]) => ({ name, kind: kindOf(field), isNeeded: required.includes(name) && field.default === undefined }))
}

function kindOf({ type, enum: choices, anyOf, items, maxLength, format, const: only }: Described): string {
  if (choices) return choices.join(' · ')
  if (only !== undefined) return JSON.stringify(only)
  if (anyOf) return anyOf.map(kindOf).join(' · ')
  if (items) return `${kindOf(items)}[]`
  return format ?? (maxLength === undefined ? type ?? 'object' : `${type} ≤ ${maxLength}`)
}

/** A line that does it, as it stands in a shell. */
function curlOf({ method, path, body, needsVersion, told }: Pick<Operation, 'method' | 'path' | 'told'> & { body: Body | undefined; needsVersion: boolean }, publicUrl: string): string {
  const address = `${publicUrl}/api/v1${path.replace(/:(\w+)/g, (_whole, name: string) => SOME[name]!)}`
  return [
    `curl ${address}`,
    "-H 'Authorization: Bearer cd_…'",
    ...(needsVersion ? [`-H 'If-Match: "3"'`] : []),
    ...(method === 'post' ? ["-H 'Idempotency-Key: 5f0c'", "-H 'Content-Type: application/json'", `-d '${JSON.stringify(body?.example ?? {}).replaceAll("'", "'\\''")}'`] : []),
    ...('files' in told ? ['-O'] : []),
  ].join(' \\\n  ')
}
