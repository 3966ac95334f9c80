import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, expect, type Browser, type BrowserContext, type Page } from '@playwright/test'
import { signIn, type Name } from './people.ts'
import { freePort } from '../server/web/free-port.ts'

export { expect } from '@playwright/test'

/** A demo desk of this worker's own. */
type Desk = { address: string; keys: Map<Name, Awaited<ReturnType<BrowserContext['storageState']>>> }

type Fixtures = {
  /** What browsers complained of, and what they tried that no page of ours asks for. A test ends with none. */
  complaints: string[]
  /** The page of somebody who is signed in, in a browser of their own. */
  meet: (name: Name) => Promise<Page>
}

/** `program` opens the desk. */
export const test = base.extend<Fixtures, { program: string; desk: Desk }>({
  program: ['seeds/demo.ts', { scope: 'worker', option: true }],

  desk: [async ({ program }, use) => {
    const desk = await openDesk(program)
    await use({ address: desk.address, keys: new Map() })
    await desk.close()
  }, { scope: 'worker', timeout: 60_000 }],

  baseURL: ({ desk }, use) => use(desk.address),

  complaints: [async ({}, use) => {
    const complaints: string[] = []
    await use(complaints)
    expect(complaints, 'what browsers complained of').toEqual([])
  }, { auto: true }],

  context: async ({ context, complaints }, use) => {
    listen(context, complaints)
    await use(context)
  },

  meet: async ({ browser, desk, complaints }, use) => {
    const opened: BrowserContext[] = []
    await use(async (name) => {
      const context = await contextOf(browser, desk, name)
      opened.push(context)
      listen(context, complaints)
      return context.pages()[0] ?? context.newPage()
    })
    for (const context of opened) await context.close()
  },
})

/** People come in through the door once per desk; afterwards they bring what they were given there. */
async function contextOf(browser: Browser, desk: Desk, name: Name): Promise<BrowserContext> {
  const storageState = desk.keys.get(name)
  if (storageState) return browser.newContext({ storageState })

  const context = await browser.newContext()
  await signIn(await context.newPage(), name)
  desk.keys.set(name, await context.storageState())
  return context
}

/** A refusal (4xx) is an answer, not a mistake; Chromium notes it in the console all the same. */
const REFUSED = /^Failed to load resource: the server responded with a status of 4\d\d/

function listen(context: BrowserContext, complaints: string[]) {
  context.on('console', (message) => {
    if (message.type() === 'error' && !REFUSED.test(message.text())) complaints.push(`console: ${message.text()}`)
  })
  context.on('weberror', (error) => { complaints.push(`error: ${error.error().message}`) })
  context.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  context.on('request', (request) => {
    if (new URL(request.url()).hostname !== '127.0.0.1') complaints.push(`request: ${request.url()}`)
  })
}

/** A desk in a folder and at a port of its own. What it prints on opening is in `words`. */
export async function openDesk(...command: string[]) {
  const folder = await mkdtemp(join(tmpdir(), 'claimdesk-'))
  const port = await freePort()
  const desk = spawn(process.execPath, command, { env: { ...process.env, DATA_DIR: folder, PORT: String(port), HOST: '127.0.0.1', SNAPSHOTS: 'off' }, stdio: ['ignore', 'pipe', 'pipe'] })
  const said: string[] = []
  desk.stderr.on('data', (words) => said.push(String(words)))

  const opened = await opening(desk, said)
  return {
    ...opened,
    close: async () => {
      desk.kill('SIGTERM')
      const [code, signal] = desk.exitCode === null ? await once(desk, 'exit') : [desk.exitCode, null]
      await rm(folder, { recursive: true, force: true })
      if (code !== 0 || said.length > 0) throw new Error(`The desk ended with ${code ?? signal} and said: ${said.join('') || 'nothing'}`)
    },
  }
}

function opening(desk: ChildProcess, said: string[]): Promise<{ address: string; words: () => string }> {
  return new Promise((resolve, reject) => {
    let heard = ''
    desk.stdout!.on('data', (words) => {
      heard += String(words)
      const [, address] = /open at (http:\S+)/.exec(heard) ?? []
      if (address) resolve({ address, words: () => heard })
    })
    desk.once('exit', (code) => reject(new Error(`The desk did not open (${code}): ${heard}${said.join('')}`)))
  })
}
