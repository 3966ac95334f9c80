import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A place outside the desk to which its signed heads are sent: what it holds, whoever runs the desk cannot take back. */
export type Outpost = {
  kind: 'folder' | 'command'
  /** The newest head that arrived there since the desk started, and when. */
  arrived: { size: number; at: string } | null
  /** Why the newest one did not, if it did not. */
  failure: string | null
}

export type Outposts = {
  list: readonly Readonly<Outpost>[]
  /** Sends a head to every place that does not have it yet. Never throws: answers with what went wrong. */
  send: (head: { size: number; note: string }, at: Date) => Promise<string[]>
}

/** How long a command may take, in milliseconds. */
const PATIENCE = 30_000

export function outpostsAt({ folder, command, patience = PATIENCE }: { folder: string | undefined; command: string | undefined; patience?: number }): Outposts {
  const places = [
    ...(folder === undefined ? [] : [{ kind: 'folder', deliver: async (size: number, note: string) => layInto(folder, size, note) } as const]),
    ...(command === undefined ? [] : [{ kind: 'command', deliver: (_size: number, note: string) => runWith(command, note, patience) } as const]),
  ].map(({ kind, deliver }) => ({ deliver, busy: false, post: { kind, arrived: null, failure: null } as Outpost }))

  const sendTo = async (place: (typeof places)[number], { size, note }: { size: number; note: string }, at: Date): Promise<string[]> => {
    if (place.busy || place.post.arrived?.size === size) return []
    place.busy = true
    try {
      await place.deliver(size, note)
      Object.assign(place.post, { arrived: { size, at: at.toISOString() }, failure: null } satisfies Partial<Outpost>)
      return []
    } catch (error) {
      place.post.failure = (error as Error).message
      return [`The signed head of ${size} events did not arrive (${place.post.kind}): ${place.post.failure}`]
    } finally {
      place.busy = false
    }
  }
  return {
    list: places.map(({ post }) => post),
    send: async (head, at) => (await Promise.all(places.map((place) => sendTo(place, head, at)))).flat(),
  }
}

/** One file for each head, none of which is ever written over. The folder must be there: one that was made here instead of a lost volume would hold nothing for anybody. */
function layInto(folder: string, size: number, note: string) {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw new Error('the folder is not there')
  const file = join(folder, `checkpoint-${String(size).padStart(10, '0')}.txt`)
  if (existsSync(file)) {
    if (readFileSync(file, 'utf8') !== note) throw new Error('another head of the same size lies there already: it is of another trail, or of one that was rewritten')
    return
  }
  const unfinished = join(folder, `.${randomUUID()}`)
  try {
    writeFileSync(unfinished, note, { flag: 'wx', flush: true })
    renameSync(unfinished, file)
  } finally {
    rmSync(unfinished, { force: true })
  }
}

/** Runs what the operator has set, with the note on its standard input. Anything but an end with 0, in time, is a failure. */
function runWith(command: string, note: string, patience: number): Promise<void> {
  return new Promise((resolve, reject) => {
    // A group of its own, so that what it has started ends with it.
    const child = spawn('/bin/sh', ['-c', command], { stdio: ['pipe', 'ignore', 'pipe'], detached: true })
    let said = ''
    const timer = setTimeout(() => {
      endGroup(child.pid)
      reject(new Error(`the command did not end within ${patience / 1000} seconds`))
    }, patience)
    child.stderr.on('data', (chunk: Buffer) => { said = (said + chunk.toString()).slice(-500) })
    child.stdin.on('error', () => undefined).end(note)
    child.on('error', (error) => { clearTimeout(timer); reject(error) })
    child.on('close', (code, signal) => {
      clearTimeout(timer)
      const lastLine = said.trim().split('\n').at(-1) ?? ''
      if (code === 0) resolve()
      else reject(new Error(`the command ended with ${signal ?? code}${lastLine && `: ${lastLine}`}`))
    })
  })
}

function endGroup(pid: number | undefined) {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}
