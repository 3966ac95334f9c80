import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { safeFetch } from './safe-fetch.ts'
import { corpusFor, dryGuard, isInside, OWN, own, unguarded, withCorpus } from './testing-addresses.ts'
import { canary, rawSite, tether, WEB } from './testing-web.ts'
import type { Guard } from './way-out.ts'

/** How many of these addresses are refused, how many connections arrive inside, and which would have gone out. */
async function tryAll(t: TestContext, addressesFor: (port: number) => string[], guard: Guard) {
  const strays = tether(t)
  const { port, connections } = await canary(t)
  const addresses = addressesFor(port)
  let refused = 0
  for (const address of addresses) if ('problem' in await safeFetch(address, { ...guard, mostMilliseconds: 2000 })) refused++
  return { all: addresses.length, refused, arrived: connections(), strays }
}

test('no notation of an address inside gets through', async (t) => {
  const guard = dryGuard()
  const { all, ...found } = await tryAll(t, own, guard)
  assert.ok(all > 200)
  assert.deepEqual({ ...found, wouldReach: [...guard.wouldReach] }, { refused: all, arrived: 0, strays: [], wouldReach: [] })
})

test('without the guard the same list does get through', async (t) => {
  const { arrived } = await tryAll(t, own, unguarded)
  assert.ok(arrived > 50, `${arrived} connections`)
})

test('nothing of the collection gets inside', withCorpus, async (t) => {
  const guard = dryGuard()
  const { all, ...found } = await tryAll(t, corpusFor, guard)
  assert.ok(all > 1000)
  assert.deepEqual(found, { refused: all, arrived: 0, strays: [] })
  assert.deepEqual([...guard.wouldReach].filter(isInside), [])
  t.diagnostic(`${all} addresses; the guard would have reached ${[...guard.wouldReach].join(', ') || 'none'}`)
})

test('without the guard the collection does get inside', withCorpus, async (t) => {
  const { arrived } = await tryAll(t, corpusFor, unguarded)
  assert.ok(arrived > 50, `${arrived} connections`)
})

/** A site that sends everybody on to the given addresses, one after the other. */
async function tryRedirects(t: TestContext, locationsFor: (port: number) => string[], guard: Guard) {
  const strays = tether(t)
  const { port: inside, connections } = await canary(t)
  const locations = locationsFor(inside).map((location) => location.replaceAll(/[\r\n]/g, ''))
  const { port } = await rawSite(t, (socket, request) => {
    const [, number] = /^GET \/start\/(\d+) /.exec(request) ?? []
    socket.end(number ? `HTTP/1.1 302 Found\r\nLocation: ${locations[Number(number)]}\r\nContent-Length: 0\r\n\r\n` : 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n')
  })
  const left = new Set<string>()
  for (const [index, location] of locations.entries()) {
    const fetched = await safeFetch(`http://${WEB}:${port}/start/${index}`, { ...guard, mayReach: (ip) => ip === WEB || guard.mayReach(ip), mostMilliseconds: 2000 })
    // An address without a host of its own stays on the site that sent it.
    if ('page' in fetched && new URL(fetched.page.finalAddress).host !== `${WEB}:${port}`) left.add(location)
  }
  return { all: locations.length, left: [...left], arrived: connections(), strays }
}

test('a redirect to any of them gets no further', async (t) => {
  const guard = dryGuard()
  assert.deepEqual(await tryRedirects(t, own, guard), { all: OWN.length, left: [], arrived: 0, strays: [] })
  assert.deepEqual([...guard.wouldReach], [])
})

test('without the guard a redirect does', async (t) => {
  const { arrived } = await tryRedirects(t, own, unguarded)
  assert.ok(arrived > 50, `${arrived} connections`)
})

test('a redirect to anything of the collection gets no further', withCorpus, async (t) => {
  const guard = dryGuard()
  const { all, ...found } = await tryRedirects(t, corpusFor, guard)
  assert.ok(all > 1000)
  assert.deepEqual({ ...found, inside: [...guard.wouldReach].filter(isInside) }, { left: [], arrived: 0, strays: [], inside: [] })
})
