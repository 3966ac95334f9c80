import { Agent, request } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { ENOUGH } from './measure.ts'

// Sends requests to one port of this machine, from a process of its own, and says how long the answers took.

/** A request and what its answer must be. */
export type Wanted = { method: 'GET' | 'POST'; path: string; headers: Record<string, string>; body?: string; status: number; must: string }

/**
 * `count` requests at most, for `seconds` at most, over `connections` that stay open. Each request of the list in turn, from the beginning when it ends.
 * `pause`: whoever asks looks at each answer for so many milliseconds, a little more or less.
 */
export type Job = { port: number; connections: number; count: number; seconds: number; requests: Wanted[]; pause?: number }

/** Times in milliseconds. `failed` tells of the first answer that was not what it must be. */
export type Ran = { sent: number; p50: number; p95: number; p99: number; perSecond: number; failed: string | null }

const HOST = '127.0.0.1'

async function run({ port, connections, count, seconds, requests, pause = 0 }: Job): Promise<Ran> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const times: number[] = []
  let [next, failed] = [0, null as string | null]
  const began = performance.now()

  const one = async (index: number) => {
    if (pause > 0) await setTimeout(pause * index / connections)
    while (next < count && failed === null && !isEnough && performance.now() - began < seconds * 1000) {
      const wanted = requests[next++ % requests.length]!
      const sent = performance.now()
      const wrong = await send(agent, port, wanted)
      times.push(performance.now() - sent)
      if (wrong !== null) failed ??= `${wanted.method} ${wanted.path}: ${wrong}`
      if (pause > 0) await setTimeout(pause * (0.75 + 0.5 * (times.length % 11) / 10))
    }
  }
  await Promise.all(Array.from({ length: connections }, (_, index) => one(index)))

  const took = (performance.now() - began) / 1000
  agent.destroy()
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.floor(share * (times.length - 1))] ?? NaN
  return { sent: times.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), perSecond: times.length / took, failed }
}

/** What is wrong with the answer; null if nothing is. */
function send(agent: Agent, port: number, { method, path, headers, body, status, must }: Wanted): Promise<string | null> {
  return new Promise((resolve) => {
    const sending = request({ host: HOST, port, method, path, headers, agent, timeout: 30_000 }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('error', (error) => resolve(error.message))
      answer.on('end', () => {
        if (answer.statusCode !== status) return resolve(`answered ${answer.statusCode}, not ${status}`)
        resolve(Buffer.concat(chunks).includes(must) ? null : `the answer lacks ${must}`)
      })
    })
    sending.on('timeout', () => sending.destroy(new Error('no answer in time')))
    // A server may close an idle connection just as it is used again; browsers then ask once more, and so do we.
    sending.on('error', (error: NodeJS.ErrnoException) => {
      const wasIdle = sending.reusedSocket && error.code === 'ECONNRESET' && method === 'GET'
      resolve(wasIdle ? send(agent, port, { method, path, headers, status, must }) : error.message)
    })
    sending.end(body)
  })
}

/** Whoever set it going may have seen enough before its time is over. */
let isEnough = false

process.on('message', async (told: Job | typeof ENOUGH) => {
  isEnough = told === ENOUGH
  if (told !== ENOUGH) process.send!(await run(told))
})
process.on('disconnect', () => process.exit())
