import { fork, spawn, type ChildProcess, type Serializable } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { USAGE, type Usage } from './channel.ts'
import type { Answer } from './floor.ts'
import type { Job, Ran } from './load.ts'
import { ENOUGH } from './measure.ts'
import { freePort } from '../web/free-port.ts'

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const MAIN = here('../main.ts')
const CHANNEL = ['--import', here('./channel.ts')]

const within = (seconds: number) => ({ signal: AbortSignal.timeout(seconds * 1000) })

/** Asks a process of ours, and waits for its answer. It is asked one thing at a time. */
async function ask<Reply>(child: ChildProcess, order: Serializable): Promise<Reply> {
  const answered = once(child, 'message', within(120))
  child.send(order)
  return (await answered)[0] as Reply
}

async function end(child: ChildProcess) {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill()
  await ended
}

export type Server = { port: number; usage: () => Promise<Usage>; stop: () => Promise<void> }

const asServer = (child: ChildProcess, port: number): Server => ({ port, usage: () => ask<Usage>(child, USAGE), stop: () => end(child) })

/** Starts the desk of a folder as people start it. */
export async function startDesk(folder: string): Promise<Server> {
  const port = await freePort()
  const child = fork(MAIN, { execArgv: CHANNEL, env: settings(folder, port), stdio: ['ignore', 'pipe', 'inherit', 'ipc'] })
  await once(child.stdout!, 'data', within(300))
  return asServer(child, port)
}

export type Floor = Server & { answerWith: (answer: Answer) => Promise<unknown> }

export async function startFloor(kind: 'http' | 'express'): Promise<Floor> {
  const child = fork(here('./floor.ts'), [kind], { execArgv: CHANNEL })
  const [{ port }] = await once(child, 'message', within(30)) as [{ port: number }]
  return { ...asServer(child, port), answerWith: (answer) => ask(child, answer) }
}

export type Load = ReturnType<typeof startLoad>

export function startLoad() {
  const child = fork(here('./load.ts'))
  return { run: (job: Job) => ask<Ran>(child, job), enough: () => void child.send(ENOUGH), stop: () => end(child) }
}

/** Milliseconds from starting the desk to its first page, complete. Throws if that page lacks something. */
export async function coldStart(folder: string, path: string, cookie: string, must: string): Promise<number> {
  const port = await freePort()
  const began = performance.now()
  const child = spawn(process.execPath, [MAIN], { env: settings(folder, port), stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    await once(child.stdout, 'data', within(300))
    const page = await (await fetch(`http://127.0.0.1:${port}${path}`, { headers: { cookie } })).text()
    if (!page.includes(must)) throw new Error(`The first page after a cold start lacks ${must}`)
    return performance.now() - began
  } finally {
    await end(child)
  }
}

/** As `npm start` does it, with what Node keeps of the sources. */
const settings = (folder: string, port: number) => ({ PATH: process.env.PATH, NODE_COMPILE_CACHE: here('../../node_modules/.cache/node'), DATA_DIR: folder, HOST: '127.0.0.1', PORT: String(port), SNAPSHOTS: 'off' })
