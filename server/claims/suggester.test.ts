import assert from 'node:assert/strict'
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test, type TestContext } from 'node:test'
import { ar } from '../../views/locales/ar.ts'
import { en } from '../../views/locales/en.ts'
import { eventsAfter } from '../people/testing.ts'
import { desk, escaped } from '../reports/testing.ts'
import { passagesOf } from '../text/passages.ts'
import { tracesIn } from '../web/testing.ts'
import { claimsOfReport } from './claims.ts'
import { hopsOf } from './attribution.ts'
import { suggesterAt } from './suggester.ts'
import { countSuggestions } from './suggestion-counts.ts'

const TEXT = 'Le pont est fermé. La mairie compte 73 blessés.'
const FIELDS = { title: 'Le pont', text: TEXT, language: 'fr' }

/** A suggester on the loopback, and the bodies that it was sent. */
async function seer(t: TestContext, answer: RequestListener, mostMilliseconds?: number) {
  const asked: unknown[] = []
  const server = createServer(async (req, res) => { asked.push({ method: req.method, type: req.headers['content-type'], body: JSON.parse(await bodyOf(req)) }); answer(req, res) })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => new Promise((resolve) => { server.close(resolve); server.closeAllConnections() }))
  return { suggester: suggesterAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}/suggest`, mostMilliseconds), asked }
}

async function bodyOf(req: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of req) body += String(chunk)
  return body
}

const saying = (answer: unknown) => (_req: unknown, res: ServerResponse) => void res.end(typeof answer === 'string' ? answer : JSON.stringify(answer))

test('a suggester is sent the text and its passages, and suggests beside the desk’s own rules', async (t) => {
  const suggestions = [
    { quote: 'La mairie compte 73 blessés', claimant: 'La mairie', verdict: 'verified', status: 'signed_off' },
    { quote: '73 blessés', kind: 'prediction' }, { quote: 'Le pont est fermé.' }, { quote: 'Le port est fermé.' }, { quote: 'fermé.', kind: 'caveat' },
  ]
  const { suggester, asked } = await seer(t, saying({ name: 'seer', version: '2', suggestions }))
  const { db, salmas, stored } = await desk(t, { suggester })
  const before = tracesIn(db)
  const report = stored(await salmas.post('/reports/new', FIELDS))

  assert.deepEqual(asked, [{ method: 'POST', type: 'application/json', body: { language: 'fr', text: TEXT, passages: passagesOf(TEXT, 'fr') } }])
  const claims = claimsOfReport(db, report.id)
  assert.deepEqual(claims.map(({ rules, quote, modality, status, verdict }) => [rules, quote, modality, status, verdict]), [
    ['any-1', 'Le pont est fermé', 'asserted', 'suggested', null],
    ['seer 2', 'Le pont est fermé.', 'asserted', 'suggested', null],
    ['any-1', 'La mairie compte 73 blessés', 'asserted', 'suggested', null],
    ['seer 2', '73 blessés', 'predicted', 'suggested', null],
  ])
  const suggester_ = { rules: 'seer 2', made: 2, same: 1, dropped: 2 }
  assert.deepEqual(eventsAfter(db, before).map(({ action, after }) => [action, (after as { suggester: unknown }).suggester]), [['report.imported', suggester_]])
  assert.deepEqual(countSuggestions(db).map(({ rules, made }) => [rules, made]), [['seer 2', 2], ['any-1', 2]])
  assert.equal(report.rules, 'any-1')

  assert.ok((await (await salmas.get(`/reports/${report.id}`)).text()).includes(escaped(en.askedOutside(suggester_))))
  db.prepare("UPDATE people SET locale = 'ar'").run()
  for (const page of [`/reports/${report.id}`, `/audit?report=${report.id}`]) assert.ok((await (await salmas.get(page)).text()).includes(escaped(ar.askedOutside(suggester_))), page)
})

test('a claimant who stands in the text becomes the first hop', async (t) => {
  const { suggester } = await seer(t, saying({ name: 'seer', version: '2', suggestions: [{ quote: 'compte 73 blessés', claimant: 'La mairie' }, { quote: 'pont est fermé', claimant: 'Somebody' }] }))
  const { db, salmas, stored } = await desk(t, { suggester })
  const claims = claimsOfReport(db, stored(await salmas.post('/reports/new', FIELDS)).id)
  const claim = (quote: string) => claims.find((one) => one.quote === quote)!
  assert.deepEqual([claim('compte 73 blessés').claimant, hopsOf(db, claim('compte 73 blessés').id).length], ['La mairie', 1])
  assert.deepEqual([claim('pont est fermé').claimant, hopsOf(db, claim('pont est fermé').id).length], ['', 0])
})

const drip = (res: ServerResponse) => { const timer = setInterval(() => res.destroyed ? clearInterval(timer) : res.write(' '), 10) }
const flood = (res: ServerResponse) => { const pour = () => { while (!res.destroyed && res.write(' '.repeat(2 ** 16))); }; res.on('drain', pour); pour() }

/** What a suggester may do instead of answering. */
const HOSTILE: Record<string, [failure: 'slow' | 'silent' | 'refused' | 'garbled', answer: (req: IncomingMessage, res: ServerResponse) => void]> = {
  'no answer': ['slow', () => {}],
  'an answer letter by letter': ['slow', (_req, res) => drip(res)],
  'an answer without end': ['garbled', (_req, res) => flood(res)],
  'an error': ['refused', (_req, res) => void res.writeHead(500).end('{}')],
  'an error without end': ['refused', (_req, res) => { res.writeHead(503); flood(res) }],
  'a redirect': ['refused', (_req, res) => void res.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()],
  'a closed door': ['silent', (req) => req.socket.destroy()],
  'no JSON': ['garbled', saying('<html>')],
  'half of it': ['garbled', saying('{"name":"seer","version":"2","suggestions":[')],
  'very deep JSON': ['garbled', saying('['.repeat(100_000))],
  'another JSON': ['garbled', saying({ suggestions: [] })],
  'a list too long': ['garbled', saying({ name: 'seer', version: '2', suggestions: Array(501).fill({ quote: 'pont' }) })],
  'a name of ours': ['garbled', saying({ name: 'any-1 ', version: '', suggestions: [] })],
}

for (const [name, [failure, answer]] of Object.entries(HOSTILE)) {
  test(`when a suggester answers with ${name}, the import goes on and says so`, async (t) => {
    const { suggester } = await seer(t, answer, failure === 'slow' ? 300 : undefined)
    const { db, salmas, stored } = await desk(t, { suggester })
    const before = tracesIn(db)
    const report = stored(await salmas.post('/reports/new', FIELDS))
    assert.deepEqual(claimsOfReport(db, report.id).map(({ rules }) => rules), ['any-1', 'any-1'])
    assert.deepEqual(eventsAfter(db, before).map(({ after }) => (after as { suggester: unknown }).suggester), [{ failure }])
    assert.ok((await (await salmas.get(`/reports/${report.id}`)).text()).includes(escaped(en.askedOutside({ failure }))))
  })
}

test('nobody is there', async () => {
  assert.deepEqual(await suggesterAt('http://127.0.0.1:1/')({ text: TEXT, language: 'fr' }), { failure: 'silent' })
})

test('a text that came twice while the suggester was asked is imported once', async (t) => {
  const waiting: (() => void)[] = []
  const { suggester } = await seer(t, (_req, res) => {
    waiting.push(() => saying({ name: 'seer', version: '2', suggestions: [] })(_req, res))
    if (waiting.length === 2) for (const answer of waiting) answer()
  })
  const { db, salmas, as, yusuf, reports } = await desk(t, { suggester })
  const answers = await Promise.all([salmas.post('/reports/new', FIELDS), as(yusuf).post('/reports/new', FIELDS)])
  const places = answers.map((answer) => answer.headers.get('location')!).sort()
  assert.deepEqual([answers.map(({ status }) => status), reports(), places[1]], [[303, 303], 1, `${places[0]}?known=1`])
  assert.equal(db.inTransaction, false)
})

test('an import that is refused, or known already, asks nobody', async (t) => {
  const { suggester, asked } = await seer(t, saying({ name: 'seer', version: '2', suggestions: [] }))
  const { salmas } = await desk(t, { suggester })
  await salmas.post('/reports/new', { ...FIELDS, publishedOn: 'x' })
  assert.equal(asked.length, 0)
  await salmas.post('/reports/new', FIELDS)
  await salmas.post('/reports/new', FIELDS)
  assert.equal(asked.length, 1)
})
