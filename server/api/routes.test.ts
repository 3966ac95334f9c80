import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { test } from 'node:test'
import { QUEUE_STATUSES } from '../claims/rules.ts'
import { desk, LINK, RATIONALE } from '../claims/testing.ts'
import { askForSnapshot, bytesOfSnapshot, confirmSnapshot } from '../evidence/snapshots.ts'
import { pageAt } from '../evidence/testing.ts'
import { nextWanted } from '../evidence/wanted.ts'
import { makeToken } from '../people/personal-tokens.ts'
import { LIMITS } from '../people/throttle.ts'
import { eventsAfter } from '../people/testing.ts'
import { NOON, testServer, tracesIn } from '../web/testing.ts'
import { ar } from '../../views/locales/ar.ts'
import { en } from '../../views/locales/en.ts'
import type { Told } from './told.ts'
import { problemIn, program, programOf, seen, tokenOf } from './testing.ts'

test('without a token that works nobody comes in, whatever else they bring', async (t) => {
  const here = await desk(t)
  const over = makeToken(here.db, { person: here.salma, at: new Date(NOON.getTime() - 48 * 60 * 60_000) }, { name: 'Old', role: 'checker', days: 1 })
  for (const headers of [{}, { authorization: 'Basic c2FsbWE6' }, { authorization: 'Bearer' }, { authorization: `Bearer ${over}` }, { authorization: 'Bearer cd_nobody' }]) {
    const answer = await fetch(`${here.base}/api/v1/claims`, { headers: { 'accept-language': 'en', ...headers } as Record<string, string> })
    assert.equal(answer.status, 401)
    assert.match(answer.headers.get('www-authenticate')!, /^Bearer realm="claimdesk"/)
    assert.match(answer.headers.get('content-type')!, /^application\/problem\+json/)
  }
  const token = tokenOf(here, here.salma)
  for (const path of [`/claims?access_token=${token}`, `/claims?token=${token}`]) assert.equal((await fetch(`${here.base}/api/v1${path}`)).status, 401, 'a token in an address is none')
  assert.equal((await programOf(here, here.salma).get('/claims')).status, 200)
})

test('a session opens nothing here, for reading or for writing', async (t) => {
  const here = await desk(t)
  const id = here.queued()
  assert.equal((await here.adams.get('/claims')).status, 200, 'the same browser is signed in')
  for (const path of ['/claims', `/claims/${id}`, '/trail']) assert.equal((await here.adams.get(`/api/v1${path}`)).status, 401)
  assert.equal((await here.adams.post(`/api/v1/claims/${id}/check-out`)).status, 401)
  const answer = await fetch(`${here.base}/api/v1/claims`, { method: 'OPTIONS', headers: { origin: 'https://other.example', 'access-control-request-method': 'GET' } })
  assert.equal(answer.headers.get('access-control-allow-origin'), null)
})

test('tokens that nobody was given are throttled like sign-ins, and keep nobody else out', async (t) => {
  const here = await desk(t)
  const salmas = programOf(here, here.salma)
  const stranger = program(here.base, 'cd_guess')
  const { failures } = LIMITS.address[0]
  const before = tracesIn(here.db)
  for (let n = 0; n < failures; n++) assert.equal((await stranger.get('/claims')).status, 401)
  const answer = await stranger.get('/claims')
  assert.equal(answer.status, 429)
  assert.ok(Number(answer.headers.get('retry-after')) > 0)
  assert.deepEqual(new Set(eventsAfter(here.db, before).map(({ action }) => action)), new Set(['token.refused']))
  assert.equal(tracesIn(here.db), before + failures, 'the trail is not filled further')
  assert.equal((await salmas.get('/claims')).status, 200, 'a token that works goes on to')
  assert.equal((await here.anyone.post('/sign-in', { email: 'salma@desk.test', password: 'wrong' })).status, 422, 'and people may sign in')
})

test('refusals speak the language that is asked for, else that of the person', async (t) => {
  const here = await desk(t)
  here.db.prepare("UPDATE people SET locale = 'ar' WHERE id = ?").run(here.yusuf.id)
  const yusufs = programOf(here, here.yusuf)
  for (const [language, t] of [['en', en], ['ar', ar], ['*', ar], ['fr', ar], ['en-GB, ar;q=0.5', en]] as const) {
    const answer = await yusufs.get('/claims/0000000000', { 'accept-language': language })
    assert.deepEqual([answer.status, (await problemIn(answer)).detail], [404, t.refusals.notFound], language)
  }
})

test('who judges a claim that still lies in the queue is told to check it out first, in the words of the page', async (t) => {
  const here = await desk(t)
  const id = here.supported(here.queued())
  for (const [language, t] of [['en', en], ['ar', ar]] as const) {
    const answer = await programOf(here, here.salma).post(`/claims/${id}/verdicts`, { verdict: 'verified', rationale: 'Two agencies counted them.' }, { ...seen(here, id), 'accept-language': language })
    assert.deepEqual([answer.status, (await problemIn(answer)).detail], [409, t.refusals.checkOutFirst])
  }
})

test('what is not there, not allowed, not asked so or not accepted is told apart', async (t) => {
  const here = await desk(t)
  const id = here.queued()
  const [salmas, adams] = [programOf(here, here.salma), programOf(here, here.adam)]
  const statuses = async (...asked: Promise<Response>[]) => (await Promise.all(asked)).map(({ status }) => status)
  assert.deepEqual(await statuses(salmas.get('/nothing'), salmas.get('/claims/0000000000'), salmas.get('/reports/0000000000'), salmas.get(`/claims/${id}/publications/1`)), [404, 404, 404, 404])
  assert.deepEqual(await statuses(salmas.post(`/claims/${id}/sign-offs`, {}, seen(here, id)), adams.post(`/claims/${id}/sign-offs`, {}, seen(here, id))), [403, 409])
  assert.deepEqual(await statuses(salmas.get('/claims', { accept: 'text/html' }), salmas.get('/claims', { accept: '*/*' })), [406, 200])
  assert.deepEqual(await statuses(salmas.post(`/claims/${id}/dismissal`, 'reason=x', { ...seen(here, id), 'content-type': 'application/x-www-form-urlencoded' })), [415])
  assert.deepEqual(await statuses(salmas.post('/reports', JSON.stringify({ title: 'T', text: 'x'.repeat(2 ** 21) }))), [413])
  assert.deepEqual(await statuses(salmas.get('/claims?status=open'), salmas.get('/claims?colour=red'), salmas.get('/claims?limit=0'), salmas.get('/claims?limit=1&limit=2')), [422, 422, 422, 422])

  const wrong = await salmas.post('/claims', {})
  assert.deepEqual([wrong.status, wrong.headers.get('allow')], [405, 'GET, HEAD'])
  const put = await fetch(`${here.base}/api/v1/claims/${id}`, { method: 'PUT', headers: { authorization: `Bearer ${tokenOf(here, here.salma)}` } })
  assert.deepEqual([put.status, put.headers.get('allow')], [405, 'GET, HEAD'])
})

test('lists go on from page to page, and end', async (t) => {
  const here = await desk(t)
  for (const quote of ['73 blessés', 'Le pont', 'fermé', 'La mairie', 'lundi']) here.queued(quote)
  const salmas = programOf(here, here.salma)
  for (const first of ['/claims?limit=2', '/claims?limit=2&order=oldest', `/reports/${here.report.id}/claims?limit=2`, '/trail?limit=2', '/reports?limit=1']) {
    const whole = await (await salmas.get(first.replace(/limit=\d/, 'limit=200'))).json() as { items: unknown[]; next: null }
    const items: unknown[] = []
    for (let next: string | null = `/api/v1${first}`; next !== null;) {
      const answer = await salmas.get(next.slice('/api/v1'.length))
      const page = await answer.json() as { items: unknown[]; next: string | null }
      assert.equal(answer.headers.get('link'), page.next === null ? null : `<${page.next}>; rel="next"`)
      items.push(...page.items)
      next = page.next
    }
    assert.equal(whole.next, null)
    assert.deepEqual(items, whole.items, first)
    assert.ok(items.length >= 1)
  }
})

test('a change says which version was seen; one that was passed is refused, with what happened meanwhile', async (t) => {
  const here = await desk(t)
  const id = here.queued()
  const salmas = programOf(here, here.salma)
  const tag = (await salmas.get(`/claims/${id}`)).headers.get('etag')!
  assert.equal(tag, '"1"')
  const wording = { statement: '73 were injured', modality: 'asserted' }

  assert.equal((await salmas.post(`/claims/${id}/wording`, wording)).status, 428)
  assert.equal((await salmas.post(`/claims/${id}/wording`, wording, { 'if-match': '*' })).status, 428, 'any version would do: none was seen')
  for (const none of ['"0"', '"2"', 'W/"1"', '1', '"1", "2"']) {
    const answer = await salmas.post(`/claims/${id}/wording`, wording, { 'if-match': none })
    const { detail, meanwhile } = await problemIn(answer)
    assert.deepEqual([answer.status, answer.headers.get('etag'), detail, meanwhile], [412, '"1"', en.refusals.versionUnknown, undefined], none)
  }

  here.attach(id, {}, here.yusuf)
  const before = here.db.serialize()
  const answer = await salmas.post(`/claims/${id}/wording`, wording, { 'if-match': tag })
  const told = await problemIn(answer)
  assert.deepEqual([answer.status, answer.headers.get('etag'), told.detail], [412, '"2"', en.refusals.versionPassed])
  assert.match(told.meanwhile!.join(), /Yusuf.* attached .*Dépêche/)
  const inArabic = await problemIn(await salmas.post(`/claims/${id}/wording`, wording, { 'if-match': tag, 'accept-language': 'ar' }))
  assert.equal(inArabic.detail, ar.refusals.versionPassed)
  assert.match(inArabic.meanwhile!.join(), /إرفاق .*Dépêche/)
  assert.ok(before.equals(here.db.serialize()))

  const done = await salmas.post(`/claims/${id}/wording`, wording, { 'if-match': '"2"' })
  const claim = await done.json() as { statement: string; version: number }
  assert.deepEqual([done.status, done.headers.get('etag'), claim.version, claim.statement], [200, '"3"', 3, '73 were injured'])
  assert.equal((await salmas.get(`/claims/${id}`, { 'if-none-match': '"3"' })).status, 200, 'an assignment moves no version on, so the tag says nothing of what changed besides')
})

test('a request that is sent twice under one key has one effect, and leads to the same place', async (t) => {
  const here = await desk(t)
  const id = here.queued()
  const [salmas, yusufs] = [programOf(here, here.salma), programOf(here, here.yusuf)]
  const key = { ...seen(here, id), 'idempotency-key': 'one' }
  const before = tracesIn(here.db)
  const first = await salmas.post(`/claims/${id}/evidence`, LINK, key)
  const second = await salmas.post(`/claims/${id}/evidence`, LINK, key)
  assert.deepEqual([first.status, second.status], [201, 201])
  assert.match(first.headers.get('location')!, new RegExp(`^/api/v1/claims/${id}/evidence/\\w{10}$`))
  assert.equal(second.headers.get('location'), first.headers.get('location'))
  assert.deepEqual([first.headers.get('idempotency-replayed'), second.headers.get('idempotency-replayed')], [null, 'true'])
  assert.deepEqual(await second.json(), await first.json())
  assert.equal(tracesIn(here.db), before + 1)

  const other = await salmas.post(`/claims/${id}/evidence`, { ...LINK, title: 'Another' }, { ...key, ...seen(here, id) })
  assert.deepEqual([other.status, (await problemIn(other)).detail], [422, en.refusals.keyReused])
  assert.equal((await salmas.post(`/claims/${id}/check-out`, {}, { 'idempotency-key': 'one' })).status, 422, 'nor does it stand for another operation')
  assert.equal((await yusufs.post(`/claims/${id}/evidence`, LINK, { ...key, ...seen(here, id) })).status, 201, 'somebody else’s key is another key')
  assert.equal(tracesIn(here.db), before + 2)
  assert.equal((await salmas.post(`/claims/${id}/check-out`, {}, { 'idempotency-key': 'no spaces here' })).status, 422)

  const [ready, nadias] = [here.signedOff(), programOf(here, here.nadia)]
  const publishing = { ...seen(here, ready), 'idempotency-key': 'three' }
  const published = [await nadias.post(`/claims/${ready}/publications`, {}, publishing), await nadias.post(`/claims/${ready}/publications`, {}, publishing)]
  assert.deepEqual(published.map(({ status, headers }) => [status, headers.get('location')]), [[200, null], [200, null]], 'though a second version would need a reason')

  const text = { title: 'T', text: 'Un autre pont.', language: 'fr' }
  const imports = [await salmas.post('/reports', text, { 'idempotency-key': 'two' }), await salmas.post('/reports', text, { 'idempotency-key': 'two' }), await salmas.post('/reports', text)]
  assert.deepEqual(imports.map(({ status }) => status), [201, 200, 200])
  assert.equal(new Set(imports.map(({ headers }) => headers.get('location'))).size, 1)
})

test('what is wrong is named field by field, in the words of the form', async (t) => {
  const here = await desk(t)
  const id = here.inProgress()
  const salmas = programOf(here, here.salma)
  const wrongIn = async (path: string, body: unknown) => {
    const answer = await salmas.post(path, body, seen(here, id))
    assert.equal(answer.status, 422, path)
    return Object.fromEntries((await problemIn(answer)).errors!.map(({ field, detail }) => [field, detail]))
  }
  const { missing, choose, notADay, notAnAddress, rationaleShort, otherKind, unknownField, quoteMissing, quoteSeveral } = en.problems
  assert.deepEqual(await wrongIn(`/claims/${id}/evidence`, { stance: 'for', address: 'ftp://x', title: ' ' }), { stance: choose, address: notAnAddress, title: missing, origin: missing })
  const listed = await problemIn(await salmas.get('/claims?status=open'))
  assert.deepEqual(listed.errors, [{ field: 'status', detail: choose, oneOf: QUEUE_STATUSES }])
  assert.deepEqual(await wrongIn(`/claims/${id}/searches`, { lookedIn: 7, lookedFor: ['a'], lookedOn: '2026-02-30' }), { lookedIn: otherKind, lookedFor: otherKind, lookedOn: notADay })
  assert.deepEqual(await wrongIn(`/claims/${id}/verdicts`, { verdict: 'unverifiable', rationale: 'Short.' }), { rationale: rationaleShort, settle: missing })
  assert.deepEqual(await wrongIn(`/claims/${id}/verdicts`, { verdict: 'unverifiable', rationale: RATIONALE }), { settle: missing })
  assert.deepEqual(await wrongIn(`/claims/${id}/attribution`, { hops: [{ actor: 'A' }, { verb: 'says', colour: 'red' }] }), { 'hops.1.actor': missing, 'hops.1.colour': unknownField })
  assert.deepEqual(await wrongIn(`/claims/${id}/wording`, { statement: 'S', modality: 'asserted', version: '1', once: 'x', reason: '' }), { version: unknownField, once: unknownField, reason: unknownField })
  assert.deepEqual(await wrongIn(`/reports/${here.report.id}/claims`, { quote: 'nowhere' }), { quote: quoteMissing })
  assert.deepEqual(await wrongIn(`/reports/${here.report.id}/claims`, { quote: 'Le pont' }), { quote: quoteSeveral })
  assert.deepEqual(await wrongIn('/reports', { text: '  ', publishedOn: 'today' }), { text: en.problems.textBlank, title: missing, publishedOn: notADay })
})

test('an export is asked for by a period or by a filter, and is one’s own', async (t) => {
  const here = await desk(t)
  const [salmas, yusufs, nadias] = [programOf(here, here.salma), programOf(here, here.yusuf), programOf(here, here.nadia)]
  const ASKED = { as: 'csv', extent: 'brief', lang: 'ar' }
  for (const [more, field] of [[{ from: '2026-03-01' }, 'to'], [{ from: '2026-03-02', to: '2026-03-01' }, 'to'], [{ from: '2026-03-01', to: '2026-03-02', filter: {} }, 'filter'], [{ filter: { colour: 'red' } }, 'filter.colour'], [{ filter: { status: 'open' } }, 'filter.status'], [{ as: 'zip' }, 'as']] as const) {
    const answer = await salmas.post('/exports', { ...ASKED, ...more })
    assert.equal(answer.status, 422, field)
    assert.deepEqual((await problemIn(answer)).errors!.map((one) => one.field), [field])
  }

  const key = { 'idempotency-key': 'one' }
  const [first, second] = [await salmas.post('/exports', { ...ASKED, from: '2026-03-01', to: '2026-03-02' }, key), await salmas.post('/exports', { ...ASKED, from: '2026-03-01', to: '2026-03-02' }, key)]
  const { id } = await first.json() as { id: string }
  assert.deepEqual([first.status, second.status, (await second.json() as { id: string }).id], [201, 201, id])
  assert.deepEqual([(await yusufs.get(`/exports/${id}`)).status, (await nadias.get(`/exports/${id}`)).status], [404, 200], 'those who supervise see to the line')
  assert.equal((await yusufs.post(`/exports/${id}/cancellation`)).status, 404)
  const cancelled = await salmas.post(`/exports/${id}/cancellation`)
  assert.ok([200, 409].includes(cancelled.status), 'unless it ended meanwhile')
  assert.equal((await salmas.get(`/exports/${id}/file`)).status, 409)
})

test('sealed and internal evidence is there for the desk’s programs as it is for its people, and in no export', async (t) => {
  const here = await desk(t)
  const id = here.queued()
  const sealed = here.attach(id, { visibility: 'sealed', title: 'CANARY-SEALED', address: 'https://canary-sealed.example/' })
  askForSnapshot(here.db, here.by(here.salma), { claimId: id, evidenceId: sealed })
  const kept = here.keep(nextWanted(here.db)!, pageAt('https://canary-sealed.example/', '<!doctype html><title>CANARY-SEALED-PAGE</title>CANARY-SEALED-BYTES'))
  confirmSnapshot(here.db, here.by(here.salma), kept)
  const { sha256 } = bytesOfSnapshot(here.db, kept)
  const salmas = programOf(here, here.salma)
  assert.match(await (await here.salmas.get(`/claims/${id}`)).text(), /CANARY-SEALED/)
  for (const path of [`/claims/${id}`, `/claims/${id}/evidence`]) assert.match(await (await salmas.get(path)).text(), /CANARY-SEALED-PAGE/)
  for (const form of ['json', 'html', 'csv', 'zip', 'pdf', 'docx']) {
    const answer = await salmas.get(`/reports/${here.report.id}/export.${form}`)
    assert.equal(answer.status, 200, form)
    const bytes = Buffer.from(await answer.arrayBuffer())
    // Word packs what it says; that it says what the page says is held where it is written.
    if (form !== 'docx') for (const word of ['CANARY-SEALED', 'canary-sealed', sha256, kept.snapshotId, sealed]) assert.ok(!bytes.includes(word), `${form}: ${word}`)
  }
})

test('a program says whether a page is to be kept, asks for it again, confirms it and fetches it, as people do', async (t) => {
  const here = await desk(t)
  const id = here.queued()
  const salmas = programOf(here, here.salma)
  const link = async (place: string | null) => await (await salmas.get(place!.replace('/api/v1', ''))).json() as Told<'Evidence'> & { kind: 'link' }
  const attach = async (snapshot?: string) => (await salmas.post(`/claims/${id}/evidence`, { ...LINK, snapshot }, seen(here, id))).headers.get('location')
  const none = await link(await attach('none'))
  assert.deepEqual([none.snapshot, none.wantedSince, none.snapshots], ['none', null, []])

  const place = await attach()
  const before = await link(place)
  assert.deepEqual([before.snapshot, before.wantedSince], ['take', NOON.toISOString()])
  const { snapshotId } = here.keep(nextWanted(here.db)!)
  const path = `/claims/${id}/evidence/${before.id}/snapshots`
  assert.equal((await salmas.post(`${path}/${snapshotId}/confirmation`)).status, 200)
  assert.equal((await salmas.post(path)).status, 200)
  const { snapshots: [snapshot], wantedSince } = await link(place)
  assert.deepEqual([snapshot!.problem, snapshot!.mediaType, snapshot!.confirmed, wantedSince], [null, 'text/html', { by: 'Salma', at: NOON.toISOString() }, NOON.toISOString()])
  const file = await salmas.get(`${path}/${snapshotId}/file`)
  assert.deepEqual([file.headers.get('content-type'), hash('sha256', Buffer.from(await file.arrayBuffer()))], ['application/octet-stream', snapshot!.sha256])
  assert.equal((await salmas.get(`${path}/0000000000/file`)).status, 404)
})

test('where nothing can print, a program is told so in its own form', async (t) => {
  const here = await desk(t)
  const { base } = await testServer(t, here.db, { print: async () => 'none' })
  const answer = await program(base, tokenOf(here, here.salma)).get(`/reports/${here.report.id}/export.pdf`, { accept: '*/*' })
  assert.deepEqual([answer.status, (await problemIn(answer)).detail], [503, en.export.noPrinter])
})

test('an export is brief, and in another language, for whoever asks so; what it cannot be is refused', async (t) => {
  const here = await desk(t)
  here.inReview()
  const salmas = programOf(here, here.salma)
  const path = `/reports/${here.report.id}/export`
  const page = async (asked: string) => await (await salmas.get(`${path}.html${asked}`)).text()
  assert.match(await page('?lang=ar'), /<html lang="ar"/)
  assert.ok((await page('?extent=brief')).length < (await page('')).length)
  for (const asked of ['.html?lang=fr', '.html?extent=long', '.zip?extent=brief']) assert.equal((await salmas.get(path + asked)).status, 422, asked)
})
