import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { dataFolder } from '../testing-process.ts'
import { key } from '../web/testing.ts'
import { fullDesk } from './testing.ts'

const run = promisify(execFile)

test('what leaves the house is the same bytes wherever the server stands, and whatever its clock on the wall says', async (t) => {
  const { db, ids, nadia } = await fullDesk(t)
  const folder = dataFolder(t)
  writeFileSync(join(folder, 'key.pem'), key.export({ type: 'pkcs8', format: 'pem' }))
  const inZone = async (TZ: string) => {
    const file = join(folder, `${TZ.replace('/', '-')}.db`)
    db.prepare('VACUUM INTO ?').run(file)
    const { stdout } = await run(process.execPath, [join(import.meta.dirname, 'testing-elsewhere.ts'), file, join(folder, 'key.pem'), ids.signed, nadia.id], { env: { PATH: process.env.PATH, TZ } })
    return JSON.parse(stdout) as { hour: number; left: Record<string, string> }
  }
  const [east, west] = [await inZone('Pacific/Kiritimati'), await inZone('America/Los_Angeles')]
  assert.deepEqual([east.hour, west.hour], [12, 14], 'of the day after, and of this one')
  assert.ok(Object.keys(east.left).length > 30)
  assert.deepEqual(west.left, east.left)
})
