import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { createInterface } from 'node:readline'
import { readOrMakeKey } from '../server/audit/checkpoint.ts'
import { openDesk } from '../server/audit/open-desk.ts'
import { createDatabase, readDatabase } from '../server/database.ts'
import { PASSWORD, PEOPLE } from './people.ts'
import { freePort } from '../server/web/free-port.ts'

const DEMO = new URL('demo.ts', import.meta.url).pathname

test('the demo lets its people in, stops cleanly, and is used again', { timeout: 240_000 }, async (t) => {
  const folder = temporaryFolder(t)
  const first = await startDemo(t, folder)
  assert.match(first.said, new RegExp(PASSWORD))

  const entrance = await fetch(`${first.address}/sign-in`)
  assert.equal(entrance.status, 200)
  const cookie = await signIn(first.address)
  const queue = await fetch(`${first.address}/claims`, { headers: { cookie } })
  assert.equal(queue.status, 200)
  assert.match(await queue.text(), /الياسمورة/)
  assert.equal(await first.stop(), 0)
  const traces = tracesIn(folder)

  const second = await startDemo(t, folder)
  assert.match(second.said, /used again/)
  assert.equal((await fetch(`${second.address}/sign-in`)).status, 200)
  assert.equal(await second.stop(), 0)
  assert.equal(tracesIn(folder), traces)
})

test('a desk that is no demo comes to no harm', { timeout: 120_000 }, async (t) => {
  const folder = temporaryFolder(t)
  const db = createDatabase(join(folder, 'claimdesk.db'))
  openDesk(db, { name: 'Our newsroom', origin: 'desk.example', key: readOrMakeKey(join(folder, 'checkpoint-key.pem')), at: new Date() })
  db.close()

  const demo = run(t, folder, await freePort())
  let said = ''
  demo.stderr.on('data', (chunk) => { said += String(chunk) })
  const [code] = await once(demo, 'close')
  assert.equal(code, 1)
  assert.match(said, /is the desk “Our newsroom”, not a demo/)
  assert.equal(tracesIn(folder), 1)
})

/** Runs the command until it says where the desk is. */
async function startDemo(t: TestContext, folder: string) {
  const port = await freePort()
  const demo = run(t, folder, port)
  demo.stderr.pipe(process.stderr)
  let said = ''
  for await (const line of createInterface({ input: demo.stdout })) {
    said += `${line}\n`
    if (line.includes('Ctrl-C')) break
  }
  const address = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0]
  assert.equal(address, `http://127.0.0.1:${port}`, said)

  const stop = async () => {
    demo.kill('SIGTERM')
    const [code] = demo.exitCode === null ? await once(demo, 'exit') : [demo.exitCode]
    return code as number
  }
  return { address, said, stop }
}

function run(t: TestContext, folder: string, port: number) {
  const demo = spawn(process.execPath, [DEMO], { env: { ...process.env, DATA_DIR: folder, PORT: String(port), HOST: '127.0.0.1' }, stdio: ['ignore', 'pipe', 'pipe'] })
  t.after(() => demo.kill('SIGKILL'))
  return demo
}

async function signIn(address: string): Promise<string> {
  const answer = await fetch(`${address}/sign-in`, {
    method: 'POST', redirect: 'manual', headers: { 'sec-fetch-site': 'same-origin' }, body: new URLSearchParams({ email: PEOPLE.salma.email, password: PASSWORD }),
  })
  assert.equal(answer.status, 303)
  const [cookie] = answer.headers.getSetCookie()
  assert.ok(cookie)
  return cookie.slice(0, cookie.indexOf(';'))
}

function tracesIn(folder: string): number {
  const db = readDatabase(join(folder, 'claimdesk.db'))
  const traces = db.prepare<[], number>('SELECT count(*) FROM audit_events').pluck().get()!
  db.close()
  return traces
}

function temporaryFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'demo-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
