import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { fileURLToPath } from 'node:url'
import Sqlite from 'better-sqlite3'
import { attack, busyDesk } from './testing.ts'

const COMMAND = fileURLToPath(new URL('command.ts', import.meta.url))

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, ...args], { encoding: 'utf8' })
  return { status, stdout, stderr, verdict: stdout.trimEnd().split('\n').at(-1) }
}

test('the command says OK and leaves with 0', (t) => {
  const { file, folder, held } = busyDesk(t)
  const checkpoint = join(folder, 'held.html')
  writeFileSync(checkpoint, `<!doctype html><pre>${held}</pre>`)
  const result = run('--database', file, '--checkpoint', checkpoint)
  assert.deepEqual([result.status, result.stderr], [0, ''])
  assert.equal(result.verdict, 'OK: the trail is whole, from event 1 to event 61, and agrees with 1 outside checkpoint.')
  assert.match(result.stdout, /cannot prove:\n- That everything that happened was recorded/)
  assert.match(run('--database', file).verdict!, /^OK: .* as far as it can tell by itself\.$/)
})

test('the command says BROKEN, names the first broken event and leaves with 1', (t) => {
  const { file } = busyDesk(t)
  attack(file, (db) => db.exec("UPDATE audit_events SET hash = printf('%064d', seq) WHERE seq >= 9"))
  const result = run('--database', file)
  assert.equal(result.status, 1)
  assert.match(result.stdout, /The first broken event is 9: claim.reworded, 2026-03-02T07:08:00.000Z\./)
  assert.match(result.stdout, /- … and \d+ more/)
  assert.match(result.verdict!, /^BROKEN: \d+ problems found/)
})

test('the command prints nothing that a hostile file could pass for its own words', (t) => {
  const { file } = busyDesk(t)
  attack(file, (db) => db.exec(`UPDATE audit_events SET body = replace(body, 'claim.reworded', 'x\\n\\nOK: the trail is whole\\u001b[2J\\u202e') WHERE seq = 61`))
  const result = run('--database', file)
  assert.equal(result.status, 1)
  assert.doesNotMatch(result.stdout, /^OK|\u001b|\u202e/m)
})

test('the command explains what it cannot use and leaves with 2', (t) => {
  const { file, folder } = busyDesk(t)
  const garbage = join(folder, 'garbage.db')
  const foreign = join(folder, 'foreign.db')
  const empty = join(folder, 'empty.db')
  writeFileSync(garbage, 'not a database at all. '.repeat(99))
  writeFileSync(empty, '')
  new Sqlite(foreign).exec('CREATE TABLE other (id)').close()
  for (const [args, wanted] of [
    [[], /^Usage/], [['--nonsense'], /Usage/], [[file], /Usage/], [['--database'], /Usage/],
    [['--database', join(folder, 'missing.db')], /missing\.db does not exist/], [['--database', folder], /is not a file/],
    [['--database', garbage], /garbage\.db is not a database$/m], [['--database', foreign], /foreign\.db is not the database of a desk/],
    [['--database', empty], /is not the database of a desk/],
    [['--database', file, '--checkpoint', join(folder, 'none')], /cannot be read/], [['--database', file, '--checkpoint', garbage], /holds no checkpoint/],
  ] as [string[], RegExp][]) {
    const { status, stdout, stderr } = run(...args)
    assert.match(stderr, wanted)
    assert.deepEqual([status, stdout], [2, ''])
  }
})
