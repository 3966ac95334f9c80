import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'

/** A folder for a desk's files, gone when the test ends. */
export function dataFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'desk-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** The program itself, as `npm start` runs it, unless another is named. `said` is everything it has printed so far. */
export function run(t: TestContext, folder: string, { port, program = join(import.meta.dirname, 'main.ts'), args = [], environment = {} }: { port: number; program?: string; args?: string[]; environment?: Record<string, string> }) {
  const child = spawn(process.execPath, [program, ...args], {
    // A test that wants snapshots brings a web of its own.
    env: { PATH: process.env.PATH, DATA_DIR: folder, PORT: String(port), SNAPSHOTS: 'off', ...environment }, stdio: ['ignore', 'pipe', 'pipe'],
  })
  t.after(() => child.kill('SIGKILL'))

  const said = { out: '', error: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => { said.out += text })
  child.stderr.setEncoding('utf8').on('data', (text: string) => { said.error += text })
  const ended = once(child, 'close') as Promise<[code: number | null, signal: string | null]>

  return { child, said, ended, base: `http://127.0.0.1:${port}` }
}

export type Running = ReturnType<typeof run>

/** Resolves when the desk says that it is open. Throws with what it said when it ended instead. */
export async function open(t: TestContext, folder: string, options: Parameters<typeof run>[2]): Promise<Running> {
  const running = run(t, folder, options)
  const ended = running.ended.then(() => { throw new Error(`The desk did not open: ${running.said.error}`) })
  ended.catch(() => undefined)
  while (!running.said.out.includes('The desk is open at')) await Promise.race([once(running.child.stdout, 'data'), ended])
  return running
}
