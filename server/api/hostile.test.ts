import assert from 'node:assert/strict'
import { test } from 'node:test'
import { desk } from '../claims/testing.ts'
import { problemIn, programOf, seen } from './testing.ts'

const DEEP = JSON.parse(`${'['.repeat(6)}${']'.repeat(6)}`) as unknown

/** What may stand where something else is asked for. */
const VALUES: unknown[] = [null, true, 0, -1, 1e300, 2 ** 53, 0.1, '', '\ud800', 'a\0b', '\uFFFD', 'x'.repeat(100_000), '\u202Etxt', [], {}, [null], [[1, 2]], DEEP, { toString: 'x' }, '__proto__', '0000000000', "' OR 1=1 --", '💥']
const NAMES = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'version', 'once', '', '\ud800', 'x'.repeat(10_000)]

/** Fields that the example leaves out. */
const MORE: Record<string, Record<string, unknown>> = {
  '/reports/{reportId}/claims': { pieces: [[1, 2], [3, 4]], modality: 'asserted' },
  '/reports': { author: 'A', sourceAddress: 'https://a.example' },
  '/exports': { from: '2026-03-01', to: '2026-03-02' },
}

test('whatever stands in a field or is called like a field, the answer is a refusal, never a failure of ours', async (t) => {
  const here = await desk(t)
  const nadias = programOf(here, here.nadia)
  const { paths } = await (await here.anyone.get('/api/v1/openapi.json')).json() as { paths: Record<string, { post?: { requestBody: { content: { 'application/json': { example: Record<string, unknown> } } } } }> }
  const doors = Object.entries(paths).flatMap(([path, { post }]) => post ? [[path, { ...MORE[path], ...post.requestBody.content['application/json'].example }] as const] : [])
  assert.ok(doors.length > 40, `${doors.length} doors`)
  let refused = 0
  for (const [path, example] of doors) {
    const id = here.queued()
    const address = path.replace('{claimId}', id).replace('{reportId}', here.report.id).replace('{number}', '1').replace(/\{\w+\}/g, '0000000000')
    const bodies = [
      ...Object.keys(example).flatMap((name) => VALUES.map((value) => ({ ...example, [name]: value }))),
      ...NAMES.map((name) => JSON.stringify({ ...example }).replace(/\}$/, `${Object.keys(example).length > 0 ? ',' : ''}${JSON.stringify(name)}:{"a":1}}`)),
    ]
    for (const body of bodies) {
      const answer = await nadias.post(address, body, seen(here, id))
      const says = `${path} ${(typeof body === 'string' ? body : JSON.stringify(body)).slice(0, 200)}: ${answer.status}`
      assert.ok(answer.status < 500, says)
      assert.ok(answer.status !== 401, says)
      if (answer.status >= 400) {
        const { status, detail, title } = await problemIn(answer)
        assert.ok(status === answer.status && detail && title, says)
        refused++
      } else await answer.arrayBuffer()
      if (typeof body === 'string') assert.equal(answer.status, 422, says)
    }
  }
  assert.ok(refused > 900, `${refused} were refused`)
})

test('addresses and headers that nobody sends are refused', async (t) => {
  const here = await desk(t)
  const id = here.queued()
  const salmas = programOf(here, here.salma)
  for (const path of ['/claims/%00', '/claims/%E0%A4%A', '/claims/..%2F..%2Fetc', `/claims/${'9'.repeat(3000)}`, '/claims?after=x', '/claims?after=2026-03-04T12:00:00.000Z_99999999999999999999', '/claims?report=%00', '/claims?text=%00', '/claims?__proto__=1', '/trail?before=-1', '/trail?before=99999999999999999', '/trail?action=x', '/reports?after=%27', `/reports/${here.report.id}/claims?after=1_x`, `/claims/${id}/publications/0`, `/claims/${id}/publications/1e3`]) {
    const answer = await salmas.get(path)
    assert.ok([400, 404, 422, 200].includes(answer.status) && (answer.status !== 200 || path === '/claims?text=%00'), `${path}: ${answer.status}`)
  }
  for (const headers of [{ 'if-match': '"99999999999999999999"' }, { 'if-match': '""' }, { 'idempotency-key': '' }, { 'idempotency-key': 'x'.repeat(101) }, { 'content-type': 'application/json; charset=latin1' }, { 'content-encoding': 'zip' }, { 'content-type': 'text/json' }, { 'content-type': 'nonsense' }]) {
    const answer = await salmas.post(`/claims/${id}/wording`, { statement: 'S', modality: 'asserted' }, { ...seen(here, id), ...headers } as Record<string, string>)
    assert.ok((answer.status >= 400 && answer.status < 500) || headers['content-type'] === 'application/json; charset=latin1', `${JSON.stringify(headers)}: ${answer.status}`)
  }
})
