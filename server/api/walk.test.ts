import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { desk, LINK, RATIONALE, type Desk } from '../claims/testing.ts'
import type { Person } from '../people/person.ts'
import { eventsAfter } from '../people/testing.ts'
import { tracesIn } from '../web/testing.ts'
import { tokenOf } from './testing.ts'

type Answered = { content?: Record<string, { schema?: object }> }
type Described = { operationId: string; parameters: { name: string; in: string; required: boolean }[]; requestBody?: object; responses: Record<string, Answered & { $ref?: string }> }
type Description = { servers: { url: string }[]; paths: Record<string, Record<string, Described>>; components: { schemas: Record<string, object>; responses: Record<string, Answered> } }

type Given = { path?: Record<string, string>; query?: Record<string, string>; header?: Record<string, string>; body?: unknown }

/** A client that knows of the desk nothing but its description: requests are built from that, and each answer is held to it. */
async function client(here: Desk, person: Person) {
  const description = await (await here.anyone.get('/api/v1/openapi.json')).json() as Description
  assert.equal(description.servers[0]!.url, 'http://desk.test/api/v1')
  const authorization = `Bearer ${tokenOf(here, person)}`
  const byId = new Map(Object.entries(description.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => [operation.operationId, { path, method, ...operation }])))
  const ajv = new Ajv2020({ strict: false, validateFormats: false })
  ajv.addSchema({ $id: 'desk', components: description.components })
  const schemas = new Map<string, ValidateFunction>()

  return async function call(operationId: string, { path = {}, query = {}, header = {}, body }: Given = {}, status = 200) {
    const operation = byId.get(operationId) ?? assert.fail(`no operation ${operationId}`)
    for (const { name, in: where, required } of operation.parameters) if (required) assert.ok(name in ({ path, query, header } as Record<string, object>)[where]!, `${operationId} needs ${name}`)
    const address = operation.path.replace(/\{(\w+)\}/g, (_whole, name: string) => path[name] ?? assert.fail(name))
    const answer = await fetch(`${here.base}/api/v1${address}?${new URLSearchParams(query)}`, {
      method: operation.method.toUpperCase(), headers: { authorization, 'accept-language': 'en', ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...header }, body: body === undefined ? null : JSON.stringify(body),
    })
    const bytes = Buffer.from(await answer.arrayBuffer())
    assert.equal(answer.status, status, `${operationId}: ${answer.status} ${bytes.toString().slice(0, 500)}`)

    const said = operation.responses[status] ?? assert.fail(`${operationId} does not say that it answers ${status}`)
    const { content = {} } = said.$ref ? description.components.responses[said.$ref.split('/').at(-1)!]! : said
    const type = answer.headers.get('content-type')!.split(';')[0]!
    assert.ok(type in content, `${operationId} answers ${type}`)
    const told = type.endsWith('json') ? JSON.parse(bytes.toString()) as any : bytes.toString()
    if (content[type]!.schema) {
      const held = schemas.get(operationId + status) ?? ajv.compile(absolute(content[type]!.schema!))
      schemas.set(operationId + status, held)
      assert.ok(held(told), `${operationId}: ${JSON.stringify(held.errors)}`)
    }
    return { told, tag: answer.headers.get('etag') ?? '', place: answer.headers.get('location') }
  }
}

/** References within the description, for a validator that has it under a name. */
const absolute = (schema: object) => JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"desk#/components/')) as object

test('a client made from the description walks from a text to its export, with a second person’s token for the sign-off', async (t) => {
  const here = await desk(t)
  const [salma, nadia] = [await client(here, here.salma), await client(here, here.nadia)]
  const before = tracesIn(here.db)
  const text = 'The town hall counts 73 injured. The bridge is closed.'

  const { told: { id: reportId } } = await salma('importReport', { body: { title: 'The bridge', publisher: 'The Gazette', language: 'en', text } }, 201)
  const { told: report } = await salma('getReport', { path: { reportId } })
  assert.equal(report.text, text)
  const quote = 'counts 73 injured'
  const { told: made, tag } = await salma('makeClaim', { path: { reportId }, body: { quote, start: text.indexOf(quote), end: text.indexOf(quote) + quote.length, statement: '73 were injured' } }, 201)
  const claimId = made.id as string
  assert.equal(text.slice(made.quote.start, made.quote.end), quote)
  assert.ok((await salma('listClaims', { query: { report: reportId, status: 'queued' } })).told.items.some(({ id }: { id: string }) => id === claimId))
  assert.ok((await salma('listClaimsOfReport', { path: { reportId } })).told.items.length >= 2)

  const path = { claimId }
  let seen = tag
  const change = async (call: typeof salma, operation: string, body: unknown, status = 200) => {
    const answer = await call(operation, { path, header: { 'If-Match': seen, 'Idempotency-Key': `${operation}-${seen.replaceAll('"', '')}` }, body }, status)
    seen = answer.tag
    return answer
  }
  await change(salma, 'attributeClaim', { hops: [{ actor: 'Town hall', verb: 'counts' }] })
  await change(salma, 'rewordClaim', { statement: 'The town hall counts 73 injured', modality: 'asserted', happenedOn: '2026-03-03', dateBasis: 'publication' })
  await change(salma, 'checkOut', {})
  const { place } = await change(salma, 'attachLink', LINK, 201)
  const evidenceId = place!.split('/').at(-1)!
  assert.equal((await salma('getEvidence', { path: { claimId, evidenceId } })).told.title, LINK.title)
  await change(salma, 'attachLink', { ...LINK, origin: 'Agence B', address: 'https://b.example/2' }, 201)
  await change(salma, 'recordSearch', { lookedIn: 'Archive', lookedFor: '73', lookedOn: '2026-03-04' }, 201)
  assert.equal((await salma('listEvidence', { path })).told.items.length, 3)

  await salma('signOff', { path, header: { 'If-Match': seen }, body: {} }, 403)
  const proposed = await change(salma, 'proposeVerdict', { verdict: 'verified', rationale: RATIONALE })
  assert.equal(proposed.told.status, 'in_review')
  await change(nadia, 'requestChanges', { request: 'Which agencies?' })
  await change(salma, 'checkOut', {})
  await change(salma, 'proposeVerdict', { verdict: 'verified', rationale: `${RATIONALE} Agence A and B.` })
  const signed = await change(nadia, 'signOff', {})
  assert.deepEqual([signed.told.status, signed.told.signOff.by], ['signed_off', 'Nadia'])
  await change(nadia, 'publishClaim', {})
  assert.equal((await nadia('listPublications')).told.items[0].claimId, claimId)
  const { told: published } = await nadia('getPublication', { path: { claimId, number: '1' } })
  assert.equal(published.verdict.verdict, 'verified')
  await change(nadia, 'correctClaim', { request: 'The hospital counts 71.' })
  await change(nadia, 'unpublishClaim', { reason: 'It is counted anew.' })
  assert.deepEqual((await nadia('listPublicationsOfClaim', { path })).told.items.map(({ kind }: { kind: string }) => kind), ['claim', 'withdrawal'])

  const { told: exported } = await nadia('exportReportJson', { path: { reportId } })
  const claim = exported.claims.find(({ id }: { id: string }) => id === claimId)
  assert.deepEqual([claim.verdict.verdict, claim.evidence.supports.length], ['verified', 2])
  assert.match((await nadia('exportReportCsv', { path: { reportId } })).told, /73/)

  const { told: asked, place: job } = await nadia('askExport', { body: { as: 'json', extent: 'full', lang: 'en', filter: { report: reportId } } }, 201)
  assert.match(job!, new RegExp(`/exports/${asked.id}$`))
  for (let time = 0; (await nadia('getExport', { path: { exportId: asked.id } })).told.endedAt === null; time++) {
    assert.ok(time < 300, 'it is written within half a minute')
    await wait(100)
  }
  assert.equal((await nadia('getExport', { path: { exportId: asked.id } })).told.state, 'done')
  const { told: file } = await nadia('fetchExport', { path: { exportId: asked.id } })
  assert.ok(JSON.stringify(file).includes('The town hall counts 73 injured'))
  assert.equal((await nadia('listExports')).told.items[0].id, asked.id)
  await nadia('cancelExport', { path: { exportId: asked.id }, body: {} }, 409)

  const { told: trail } = await nadia('listEvents', { query: { report: reportId, limit: '200' } })
  assert.deepEqual(trail.items.toReversed().map(({ action }: { action: string }) => action), eventsAfter(here.db, before).filter(({ report }) => report === reportId).map(({ action }) => action))
  assert.match((await nadia('getCheckpoint')).told.note, /claimdesk-trail/)
  assert.ok((await salma('listReports')).told.items.some(({ id }: { id: string }) => id === reportId))
})
