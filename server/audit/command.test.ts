import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { fileURLToPath } from 'node:url'
import Sqlite from 'better-sqlite3'
import { attack, busyDesk } from './testing.ts'
import { smallBundle } from './testing-bundle.ts'

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

test('the command checks a bundle without the desk, with a key and heads that came by other ways', (t) => {
  const { bytes, folder, report } = smallBundle(t)
  const files = { bundle: 'b.zip', changed: 'c.zip', key: 'key.txt', head: 'head.json' } as const
  const at = (name: keyof typeof files) => join(folder, files[name])
  const changed = Buffer.from(bytes)
  changed[bytes.indexOf('قال')]! ^= 1
  writeFileSync(at('bundle'), bytes)
  writeFileSync(at('changed'), changed)
  writeFileSync(at('key'), `${report.desk.vkey}\n`)
  writeFileSync(at('head'), JSON.stringify({ checkpoint: report.checkpoint }))

  const whole = run('--bundle', at('bundle'), '--key', at('key'), '--checkpoint', at('head'))
  assert.deepEqual([whole.status, whole.stderr, whole.verdict], [0, '', 'OK: nothing in this bundle was changed, and 1 of 1 outside heads agree.'])
  assert.match(whole.stdout, /report R0, 1 event shown, 0 withheld[^]*the key that you gave[^]*Under the head of 2 events[^]*cannot prove:\n- That what the events say is true/)
  assert.equal(run('--bundle', at('bundle'), '--key', report.desk.vkey).verdict, 'OK: nothing in this bundle was changed.')
  assert.match(run('--bundle', at('bundle')).stdout, /the key in the bundle[^]*Whose key it is/)

  const broken = run('--bundle', at('changed'))
  assert.equal(broken.status, 1)
  assert.match(broken.stdout, /- report\.json and its checksum in the ZIP[^]*- report\.json is not the file that manifest\.json lists/)
  assert.match(broken.verdict!, /^BROKEN: 2 problems found/)
  assert.doesNotMatch(broken.stdout, /[\u2066-\u2069\uFFFD]/)

  for (const [args, wanted] of [
    [['--bundle', at('bundle'), '--database', at('key')], /^Usage/], [['--database', at('key'), '--key', at('key')], /^Usage/],
    [['--bundle', join(folder, 'none.zip')], /cannot be read/], [['--bundle', folder], /is not a file/], [['--bundle', at('bundle'), '--key', at('head')], /not the key of a desk/],
    [['--bundle', at('bundle'), '--checkpoint', at('key')], /holds no checkpoint/],
  ] as [string[], RegExp][]) {
    const { status, stderr } = run(...args)
    assert.match(stderr, wanted)
    assert.equal(status, 2)
  }
})
