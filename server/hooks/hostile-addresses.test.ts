import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { safePost } from '../reports/safe-post.ts'
import { corpusFor, dryGuard, own, unguarded, withCorpus } from '../reports/testing-addresses.ts'
import { canary, tether } from '../reports/testing-web.ts'
import type { Guard } from '../reports/way-out.ts'
import { readForm } from '../web/form.ts'
import { Addition } from './form.ts'

const never = new AbortController().signal

/** Types each as the address of a webhook, and sends to those that the form takes: a name shows where it leads only when it is looked up. */
async function tryAll(t: TestContext, addressesFor: (port: number) => string[], guard: Guard) {
  const strays = tether(t)
  const { port, connections } = await canary(t)
  const found = { all: 0, taken: 0, sent: 0 }
  for (const address of addressesFor(port)) {
    found.all++
    const read = readForm(Addition(guard), { address, kinds: 'claim.published' })
    if (!read.ok) continue
    found.taken++
    if ('status' in await safePost(read.data.address, { headers: {}, body: '{}' }, { ...guard, mostMilliseconds: 2000 }, never)) found.sent++
  }
  return { ...found, arrived: connections(), strays }
}

for (const [name, addresses, options] of [['our own list', own, {}], ['the collection', corpusFor, withCorpus]] as const) {
  test(`no address inside of ${name} is reached by a webhook`, options, async (t) => {
    const { all, taken, ...found } = await tryAll(t, addresses, dryGuard())
    assert.ok(all > 200)
    assert.deepEqual(found, { sent: 0, arrived: 0, strays: [] })
    t.diagnostic(`${all} addresses, of which the form takes ${taken}`)
  })

  test(`without the guard ${name} does reach it`, options, async (t) => {
    const { arrived } = await tryAll(t, addresses, unguarded)
    assert.ok(arrived > 50, `${arrived} connections`)
  })
}
