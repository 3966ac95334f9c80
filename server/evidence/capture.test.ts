import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { desk, type Desk } from '../claims/testing.ts'
import { safeFetch, type FetchPage } from '../reports/safe-fetch.ts'
import { canary, guardFor, site, tether } from '../reports/testing-web.ts'
import type { Guard } from '../reports/way-out.ts'
import { until } from '../hooks/testing.ts'
import { startCapture } from './capture.ts'
import { snapshotsOf } from './snapshots.ts'
import { pageAt } from './testing.ts'
import { nextWanted } from './wanted.ts'

/** What the desk does by itself, as it serves; `log` is what it told whoever runs it. */
function capturing(t: TestContext, { db, clock }: Desk, fetchPage: FetchPage) {
  const log: string[] = []
  const capture = startCapture({ db, fetchPage, now: () => clock.at, log: (line) => log.push(line) })
  t.after(capture.stop)
  return { ...capture, log }
}

const allOf = ({ db }: Desk) => [...snapshotsOf(db, db.prepare('SELECT id FROM evidence').pluck().all() as string[]).values()].flat()
const allDone = (here: Desk) => until('nothing waits', () => nextWanted(here.db) === undefined)

/** What can come of an address on the web, with the guard as it is but for what stands for the web. */
const CAME: Record<string, { path?: string; address?: string; limits?: Partial<Guard>; wanted: (string | number | null)[] }> = {
  'a page': { path: '/page', wanted: [null, 'text/html', 'Dépêche', 200] },
  'a page that sends on': { path: '/moved', wanted: [null, 'text/html', 'Dépêche', 301, 200] },
  'nothing (404)': { path: '/none', wanted: ['fetchNotFound', null, null, 404] },
  'an error (500)': { path: '/broken', wanted: ['fetchFailed', null, null, 500] },
  'a page behind a sign-in (403)': { path: '/closed', wanted: ['fetchForbidden', null, null, 403] },
  'a page that sends on into the house': { path: '/inside', wanted: ['fetchPrivate', null, null, 302] },
  'a page that is too large': { path: '/large', limits: { mostBytes: 1000 }, wanted: ['fetchTooLarge', null, null, 200] },
  'a page that never ends': { path: '/slow', limits: { mostMilliseconds: 300 }, wanted: ['fetchTooSlow', null, null, 200] },
  'a picture': { path: '/picture', wanted: ['fetchNotAPage', null, null, 200] },
  'an address inside the house': { address: 'http://127.0.0.1/', wanted: ['fetchPrivate', null, null] },
  'the address of a cloud’s secrets': { address: 'http://169.254.169.254/latest/meta-data/', wanted: ['fetchPrivate', null, null] },
}

for (const [name, { path, address, limits, wanted }] of Object.entries(CAME)) {
  test(`${name}: ${String(wanted[0] ?? 'kept')}`, async (t) => {
    const strays = tether(t)
    const inside = await canary(t)
    const port = await site(t, (req, res) => {
      const location = { '/moved': '/page', '/inside': `http://127.0.0.1:${inside.port}/` }[req.url!]
      if (location) return void res.writeHead(req.url === '/moved' ? 301 : 302, { location }).end()
      const status = { '/none': 404, '/broken': 500, '/closed': 403 }[req.url!]
      if (status) return void res.writeHead(status).end('<title>Not this</title>')
      res.setHeader('content-type', req.url === '/picture' ? 'image/png' : 'text/html; charset=utf-8')
      res.write('<!doctype html><title>Dépêche</title>')
      if (req.url !== '/slow') res.end(req.url === '/large' ? 'x'.repeat(2000) : '')
    })
    const here = await desk(t)
    const id = here.queued()
    here.wanted(id, { address: address ?? `http://agence.example:${port}${path}` })
    const { wake, log } = capturing(t, here, (asked) => safeFetch(asked, guardFor({}, limits)))
    wake()
    await allDone(here)
    const [snapshot, ...more] = allOf(here)
    assert.deepEqual([snapshot!.problem, snapshot!.mediaType, snapshot!.title, ...snapshot!.hops.map(({ status }) => status)], wanted)
    assert.deepEqual([more, log, strays, inside.connections()], [[], [], [], 0])
  })
}

test('pages are fetched one at a time, in the order in which they were wanted, whoever wakes it how often', async (t) => {
  const here = await desk(t)
  const id = here.queued()
  for (const minute of [1, 2, 3]) {
    here.clock.at = new Date(here.clock.at.getTime() + 60_000)
    here.attach(id, { address: `https://agence.example/${minute}`, snapshot: 'take' })
  }
  const asked: string[] = []
  let [running, most] = [0, 0]
  const { wake } = capturing(t, here, async (address) => {
    asked.push(address)
    most = Math.max(most, ++running)
    await wait(5)
    running--
    return pageAt(address)
  })
  for (let n = 0; n < 5; n++) wake()
  await allDone(here)
  assert.deepEqual([asked, most, allOf(here).length], [[1, 2, 3].map((n) => `https://agence.example/${n}`), 1, 3])
})

test('what cannot be written down is asked for once until the desk is started again, and holds up nothing else', async (t) => {
  const here = await desk(t)
  const id = here.queued()
  here.attach(id, { address: 'https://agence.example/bug', snapshot: 'take' })
  here.clock.at = new Date(here.clock.at.getTime() + 60_000)
  here.attach(id, { address: 'https://agence.example/page', snapshot: 'take' })
  const asked: string[] = []
  const fetchPage: FetchPage = async (address) => {
    asked.push(address)
    if (address.endsWith('bug') && asked.length < 3) throw new Error('a bug of ours')
    return pageAt(address)
  }
  const { wake, stop, log } = capturing(t, here, fetchPage)
  wake()
  await until('the other is kept', () => allOf(here).length === 1)
  wake()
  await wait(300)
  assert.deepEqual(asked, ['https://agence.example/bug', 'https://agence.example/page'])
  assert.match(log.join('\n'), /could not keep a snapshot for evidence \w{10}: Error: a bug of ours/)
  await stop()

  capturing(t, here, fetchPage).wake()
  await allDone(here)
  assert.equal(allOf(here).length, 2)
})

test('a stop waits for the page on its way, and begins no other', async (t) => {
  const here = await desk(t)
  const id = here.queued()
  for (const n of [1, 2]) here.attach(id, { address: `https://agence.example/${n}`, snapshot: 'take' })
  const page = Promise.withResolvers<void>()
  let asked = 0
  const { wake, stop } = capturing(t, here, async (address) => { asked++; await page.promise; return pageAt(address) })
  wake()
  const stopped = stop()
  page.resolve()
  await stopped
  wake()
  await wait(20)
  assert.deepEqual([asked, allOf(here).length, nextWanted(here.db) !== undefined], [1, 1, true])
})
