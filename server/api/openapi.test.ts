import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { ar } from '../../views/locales/ar.ts'
import { en } from '../../views/locales/en.ts'
import { desk } from '../claims/testing.ts'
import { ACCESS } from '../people/access.ts'
import { wordsIn } from '../web/testing-page.ts'
import { CHANGES } from './changes.ts'
import { programOf, seen } from './testing.ts'

type Schema = Record<string, unknown>
type Parameter = { name: string; in: 'path' | 'query' | 'header'; required: boolean; schema: Schema }
type Described = { operationId: string; summary: string; parameters: Parameter[]; requestBody?: { content: Record<string, { schema: Schema; example: unknown }> }; responses: Record<string, { $ref?: string; content?: Record<string, { schema?: Schema }> }> }
type Description = { openapi: string; paths: Record<string, Record<string, Described>>; components: { schemas: Record<string, Schema> } }

async function served(t: TestContext) {
  const here = await desk(t)
  const answer = await here.anyone.get('/api/v1/openapi.json')
  const description = await answer.json() as Description
  const all = Object.entries(description.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })))
  return { here, answer, description, all }
}

test('the description is OpenAPI 3.1, for anybody, and told when it is still the same', async (t) => {
  const { here, answer, description } = await served(t)
  assert.deepEqual([answer.status, answer.headers.get('content-type'), description.openapi], [200, 'application/json; charset=utf-8', '3.1.1'])
  const { valid, errors } = await new Validator().validate(structuredClone(description))
  assert.ok(valid, JSON.stringify(errors ?? null).slice(0, 2000))
  assert.equal((await here.anyone.get('/api/v1/openapi.json', { 'If-None-Match': answer.headers.get('etag')!, 'Cache-Control': 'max-age=0' })).status, 304)
})

test('what each operation does is said to programs in English, and on the page in the language of whoever reads it', async (t) => {
  const { here, all } = await served(t)
  for (const [lang, said, other] of [['ar', ar.api.operations, en.api.operations], ['en', en.api.operations, ar.api.operations]] as const) {
    assert.deepEqual(Object.keys(said).toSorted(), all.map(({ operationId }) => operationId).toSorted(), 'nothing is explained that is not there')
    const page = wordsIn(await (await here.anyone.get(`/api?lang=${lang}`)).text())
    for (const { operationId, summary } of all) {
      const id = operationId as keyof typeof said
      assert.equal(summary, en.api.operations[id])
      assert.ok(page.includes(said[id]) && !page.includes(other[id]), `${lang}: ${operationId}`)
    }
  }
})

test('every operation in it is there, and every address that answers is in it', async (t) => {
  const { here, all } = await served(t)
  assert.equal(new Set(all.map(({ operationId }) => operationId)).size, all.length)
  const nadias = programOf(here, here.nadia)
  const known = (path: string) => path.replace('{reportId}', here.report.id).replace(/\{number\}/, '1').replace(/\{\w+\}/g, '0000000000')
  for (const { path, method, operationId } of all) {
    const answer = method === 'get' ? await nadias.get(known(path)) : await nadias.post(known(path))
    assert.ok(answer.status < 500 && answer.status !== 405, `${operationId}: ${answer.status}`)
    assert.equal((await fetch(`${here.base}/api/v1${known(path)}`)).status, 401, operationId)
  }
  // What is in no description is no address.
  for (const path of ['/', '/people', '/tokens', '/claims/0000000000/nothing', '/openapi.yaml']) assert.equal((await nadias.get(path)).status, 404, path)
})

/** What people do on the page of a claim and programs cannot do yet; each with its reason. */
const NOT_HERE = [
  // It is for readers, who have no account and so no token.
  'POST /claims/:claimId/errors/new',
]

test('every form on a claim is an operation', () => {
  const forms = Object.keys(ACCESS).filter((door) => door.startsWith('POST /claims/:claimId/'))
  assert.deepEqual(forms.toSorted(), [...Object.keys(CHANGES), ...NOT_HERE].toSorted())
})

test('examples are what their schemas say, and something else is not', async (t) => {
  const { all } = await served(t)
  const ajv = new Ajv2020({ strict: false, validateFormats: false })
  let examples = 0
  for (const { operationId, requestBody } of all) {
    if (!requestBody) continue
    const { schema, example } = requestBody.content['application/json']!
    const fits = ajv.compile(schema)
    assert.ok(fits(example), `${operationId}: ${JSON.stringify(fits.errors)}`)
    assert.ok(!fits({ ...example as object, colour: 'red' }), `${operationId} takes a field that it does not know`)
    examples++
  }
  assert.ok(examples >= 30, `${examples} examples`)
})

test('whether a change needs to know the version is what its form says', async (t) => {
  const { here, all } = await served(t)
  const id = here.queued()
  const adams = programOf(here, here.adam)
  for (const { path, method, parameters, operationId } of all) {
    if (method !== 'post' || !path.startsWith('/claims/')) continue
    const needed = parameters.some(({ name }) => name === 'If-Match')
    const address = path.replace('{claimId}', id).replace(/\{\w+\}/g, '0000000000')
    assert.equal((await adams.post(address, { unknown: 1 })).status, needed ? 428 : 422, operationId)
    // With the header, nothing but the fields of the body is missed.
    const answer = await adams.post(address, {}, seen(here, id))
    const told = answer.status === 422 ? await answer.json() as { errors?: { field: string }[] } : {}
    assert.ok(!told.errors?.some(({ field }) => field === 'version' || field === 'once'), `${operationId}: ${JSON.stringify(told)}`)
  }
})
