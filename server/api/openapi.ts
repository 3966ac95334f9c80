import { z } from 'zod'
import { en } from '../../views/locales/en.ts'
import { ID } from '../ids.ts'
import { ROOMS, type Operation } from './operation.ts'
import { SHAPES } from './shapes.ts'

type Json = Record<string, unknown>

/** Made from the schemas by which requests are read, and answers held: what stands here is what happens. */
export function describe(all: readonly Operation[], { publicUrl, title }: { publicUrl: string; title: string }) {
  const paths = Map.groupBy(all, ({ path }) => path)
  return {
    openapi: '3.1.1',
    info: { title, version: '1', description: ABOUT },
    servers: [{ url: `${publicUrl}/api/v1` }],
    security: [{ token: [] }],
    tags: ROOMS.map((name) => ({ name })),
    paths: Object.fromEntries([...paths].map(([path, here]) => [asTemplate(path), Object.fromEntries(here.map((operation) => [operation.method, described(operation)]))])),
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'A personal token (cd_…), which everybody of the desk makes at /tokens.' } },
      schemas: Object.fromEntries(Object.entries(SHAPES).map(([name, shape]) => [name, schemaOf(shape, 'output')])),
      responses: { Problem: { description: 'It was not done: why, in the words of the pages (RFC 9457).', content: { 'application/problem+json': { schema: ref('Problem') } } } },
    },
  }
}

const ABOUT = [
  'A change through this API is the same function as the form on the desk’s pages: the same rules, the same refusals in the same words, the same trace.',
  'Send a personal token as `Authorization: Bearer cd_…`; cookies are not looked at, and no other site’s page may read the answers (no CORS).',
  'Changes of a claim say with `If-Match` which version they were made from: the `ETag` of its answer. Without it the answer is 428; when the claim has moved on, 412, with what happened meanwhile.',
  'With an `Idempotency-Key` a request that is sent twice has one effect, and the second answer shows where the first led; the same key with another body is refused (422).',
  'Lists come in pages: `next`, and the `Link` header, lead to the next one. Refusals are problem details (RFC 9457) in Arabic or English, by `Accept-Language`, and name each field.',
  'Places in a text count UTF-16 code units.',
].join('\n\n')

export const asTemplate = (path: string) => path.replace(/:(\w+)/g, '{$1}')

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })

/** As it is sent, or as it is answered. */
export function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _dialect, ...made } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json
  return made
}

function described({ id, room, path, method, query, body, needsVersion, told, makes }: Operation) {
  return {
    operationId: id, tags: [room], summary: en.api.operations[id],
    parameters: [...inPath(path), ...inQuery(query), ...(method === 'post' ? byHeader(needsVersion === true) : [])],
    ...(body && { requestBody: { required: true, content: { 'application/json': { schema: { ...schemaOf(body.schema, 'input'), additionalProperties: false }, example: body.example } } } }),
    responses: { ...answered(told, makes === true), ...Object.fromEntries(refused(method, needsVersion === true).map((status) => [status, { $ref: '#/components/responses/Problem' }])) },
  }
}

const inPath = (path: string) => Array.from(path.matchAll(/:(\w+)/g), ([, name]) => ({ name: name!, in: 'path', required: true, schema: name === 'number' ? { type: 'string', pattern: '^[1-9]\\d{0,5}$' } : { type: 'string', pattern: ID.source } }))

function inQuery(query: z.ZodObject | undefined) {
  const { properties = {}, required = [] } = query ? schemaOf(query, 'input') as { properties?: Json; required?: string[] } : {}
  return Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', required: required.includes(name), schema }))
}

const byHeader = (needsVersion: boolean) => [
  { name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string', pattern: '^"?[\\w-]{1,100}"?$' } },
  ...(needsVersion ? [{ name: 'If-Match', in: 'header', required: true, schema: { type: 'string', pattern: '^"\\d{1,9}"$' } }] : []),
]

const LINK = { Link: { description: 'The address of the next page, with rel="next".', schema: { type: 'string' } } }
const LOCATION = { Location: { description: 'Where it stands.', schema: { type: 'string' } } }
const TAG = { ETag: { description: 'The version of the claim, for If-Match.', schema: { type: 'string' } } }

function answered(told: Operation['told'], makes: boolean): Json {
  if ('files' in told) return { 200: { description: 'The file.', content: Object.fromEntries(told.files.map((type) => [type, {}])) } }
  if ('many' in told) {
    const page = { type: 'object', required: ['items', 'next'], properties: { items: { type: 'array', items: ref(told.many) }, next: { type: ['string', 'null'] } } }
    return { 200: { description: 'One page.', headers: LINK, content: { 'application/json': { schema: page } } } }
  }
  const headers = { ...(told.one === 'Claim' ? TAG : {}), ...(makes ? LOCATION : {}) }
  const answer = { headers, content: { 'application/json': { schema: ref(told.one) } } }
  if (told.one === 'Imported') return { 201: { description: 'It was imported.', ...answer }, 200: { description: 'The desk has this text already.', ...answer } }
  return makes ? { 201: { description: 'It was made.', ...answer } } : { 200: { description: 'How it is now.', ...answer } }
}

const refused = (method: Operation['method'], needsVersion: boolean): number[] =>
  [400, 401, 403, 404, 406, ...(method === 'post' ? [409, ...(needsVersion ? [412, 428] : []), 413, 415] : []), 422, 429]
