import assert from 'node:assert/strict'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'
import { desk } from '../claims/testing.ts'
import type { Database } from '../database.ts'
import { guardFor, WEB } from '../reports/testing-web.ts'
import type { Guard } from '../reports/way-out.ts'
import { key } from '../web/testing.ts'
import { HOOK_WEB } from './deliver.ts'
import { addHook } from './hooks.ts'
import { KINDS, type Kind } from './rules.ts'
import { startSender } from './sender.ts'
// The lines that receivers are given; they have no types.
const { isFromTheDesk } = await import(new URL('verify-example.mjs', import.meta.url).href) as { isFromTheDesk: (secret: string, headers: IncomingMessage['headers'], body: string, now?: number) => boolean }

export { isFromTheDesk }

/** The guard of webhooks, but for what stands for the web, where nothing is encrypted. */
export const hookGuard = (limits: Partial<Guard> = {}): Guard => guardFor({}, { mostBytes: HOOK_WEB.mostBytes, mostMilliseconds: HOOK_WEB.mostMilliseconds, ...limits })

/** What arrived. `lane` is the claim it is about, or the report. */
export type Got = { id: string; seq: number; type: string; lane: string; headers: IncomingMessage['headers']; body: string }

export type Receiver = Awaited<ReturnType<typeof receiver>>

/** A receiver on what stands for the web. It takes what it gets unless `answer` says otherwise, which tests may change. */
export async function receiver(t: TestContext) {
  const got: Got[] = []
  const here = { answer: (_got: Got, res: ServerResponse): unknown => res.writeHead(204).end() }
  const server = createServer((req, res) => {
    let body = ''
    req.setEncoding('utf8').on('data', (chunk: string) => { body += chunk }).on('end', () => {
      const { id, type, data } = JSON.parse(body) as { id: string; type: string; data: { claim: { id: string } | null; report: { id: string } } }
      const one = { id, seq: Number.parseInt(id.slice('evt_'.length)), type, lane: data.claim?.id ?? data.report.id, headers: req.headers, body }
      got.push(one)
      here.answer(one, res)
    })
  })
  const up = (port = 0) => new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, WEB, resolve))
  const down = () => new Promise<void>((resolve) => { server.close(() => resolve()); server.closeAllConnections() })
  await up()
  t.after(down)
  const { port } = server.address() as AddressInfo
  return Object.assign(here, { got, address: `http://hooks.example:${port}/desk?key=s3cret`, down, up: () => up(port), types: () => got.map(({ type }) => type) })
}

/** A desk with a webhook that leads to a receiver, and with what sends. `log` is what the sender wrote down for whoever runs the desk. */
export async function hookedDesk(t: TestContext, { kinds = [...KINDS], guard = hookGuard() }: { kinds?: Kind[]; guard?: Guard } = {}) {
  const [here, to] = [await desk(t), await receiver(t)]
  const { db, clock, adam, by } = here
  const log: string[] = []
  const hook = addHook(db, by(adam), { address: to.address, kinds }, key)
  const start = () => {
    const sender = startSender({ db, key, publicUrl: 'https://desk.test', guard, now: () => clock.at, random: () => 0.5, log: (line) => log.push(line) })
    t.after(sender.stop)
    return sender
  }
  const sender = start()
  /** Lets time pass. */
  const pass = (milliseconds: number) => { clock.at = new Date(clock.at.getTime() + milliseconds); sender.wake() }
  return { ...here, to, log, hook, sender, start, pass, states: () => statesIn(db) }
}

const statesIn = (db: Database) => db.prepare<[], string>('SELECT state FROM deliveries ORDER BY webhook_id, seq').pluck().all()

/** Waits for what happens by itself, and says what it waited for when it does not. */
export async function until(what: string, holds: () => boolean) {
  for (let tries = 0; tries < 1000; tries++) {
    if (holds()) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  assert.fail(`${what}: it did not come to that`)
}

/** Of each claim, what came for the first time came in the order in which it happened; what came again is left aside. */
export function assertInOrder(got: readonly Got[]) {
  for (const [lane, all] of Map.groupBy(got, (one) => one.lane)) {
    const first = [...new Set(all.map(({ seq }) => seq))]
    assert.deepEqual(first, first.toSorted((one, other) => one - other), lane)
  }
}

/** All of it is signed with this secret, as somebody finds who has the lines of the guide. */
export function assertSigned(got: readonly Got[], secret: string) {
  for (const { headers, body, id } of got) {
    assert.equal(headers['webhook-id'], id)
    assert.ok(isFromTheDesk(secret, headers, body, Number(headers['webhook-timestamp']) * 1000), id)
  }
}
