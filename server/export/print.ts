import { spawn } from 'node:child_process'
import { lstat, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { inTurn } from '../turns.ts'

/** Makes a PDF of a page that needs nothing else. `none`: there is no browser here that could. */
export type Print = (html: string) => Promise<Buffer | 'none'>

const PATIENCE = 60_000

/** No address leads anywhere, and nothing is asked for that a page did not bring. */
const FLAGS = [
  '--headless', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-extensions',
  '--host-resolver-rules=MAP * ~NOTFOUND', '--no-pdf-header-footer', '--generate-pdf-document-outline', '--export-tagged-pdf',
]

/** Chromium's sandbox cannot be had by root. */
const SANDBOX = process.getuid?.() === 0 ? ['--no-sandbox'] : []

const FOLDER = 'claimdesk-print-'
const OLD = 60 * PATIENCE

/** A Chromium is started for each page, in a folder that goes when it is done, one at a time; whoever else prints waits. */
export function printerAt(program: string, patience = PATIENCE): Print {
  const turn = inTurn()
  return (html) => turn(async () => {
    const folder = await mkdtemp(join(tmpdir(), FOLDER))
    try {
      await clearLeft(folder)
      await writeFile(join(folder, 'report.html'), html)
      const started = await printed(program, folder, patience)
      return started ? await readFile(join(folder, 'report.pdf')) : 'none'
    } finally {
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
    }
  })
}

/** Of a desk that was killed while it printed, a whole report stays behind. What is much older than a page may take is nobody's any more. */
async function clearLeft(ours: string) {
  const { mtimeMs, uid } = await lstat(ours)
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(FOLDER)) continue
    const folder = join(tmpdir(), name)
    const found = await lstat(folder).catch(() => null)
    if (found?.uid === uid && found.mtimeMs < mtimeMs - OLD) await rm(folder, { recursive: true, force: true })
  }
}

/** false when there is no such program; throws when it did not do what it should, or not in time. */
function printed(program: string, folder: string, patience: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const page = pathToFileURL(join(folder, 'report.html')).href
    // A group of its own, so that its helpers end with it. Of our environment it sees nothing.
    const chromium = spawn(program, [...FLAGS, ...SANDBOX, `--user-data-dir=${join(folder, 'profile')}`, `--print-to-pdf=${join(folder, 'report.pdf')}`, page], {
      detached: true, stdio: 'ignore', cwd: folder, env: { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: folder },
    })
    const stop = () => { if (chromium.pid !== undefined) try { process.kill(-chromium.pid, 'SIGKILL') } catch { /* It has ended. */ } }
    const timer = setTimeout(stop, patience)
    chromium.once('error', (error: NodeJS.ErrnoException) => { clearTimeout(timer); error.code === 'ENOENT' || error.code === 'EACCES' ? resolve(false) : reject(error) })
    chromium.once('exit', (code, signal) => {
      clearTimeout(timer)
      stop()
      code === 0 ? resolve(true) : reject(new Error(`${program} did not print the report (${signal ?? code})`))
    })
  })
}
