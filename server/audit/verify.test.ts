import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { copyFileSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import Sqlite from 'better-sqlite3'
import type { Database } from '../database.ts'
import { canonical } from './canonical.ts'
import { latestCheckpoint, signCheckpoint, trailName } from './checkpoint.ts'
import { verifierKey } from './note.ts'
import { openDesk } from './open-desk.ts'
import { attack, blameSomebodyElse, busyDesk, emptyDesk, MORNING, openedDesk, rewrite, workOn, type Body } from './testing.ts'
import { chainHash } from './trail.ts'
import { growTree } from './tree.ts'
import { verifyDatabase } from './verify.ts'

const verdict = (file: string, ...outside: string[]) => verifyDatabase(file, outside).problems

test('a trail that nobody touched is whole, and agrees with what was handed out', (t) => {
  const { file, old, held } = busyDesk(t)
  const finding = verifyDatabase(file, [old, held])
  assert.deepEqual(finding.problems, [])
  assert.deepEqual([finding.ok, finding.events, finding.storedCheckpoints, finding.outsideCheckpoints, finding.firstBroken], [true, 61, 4, 2, null])
  assert.match(finding.unprovable.join(), /oldest outside checkpoint \(event 21\).*newest outside checkpoint \(event 41\)/)
  assert.match(verifyDatabase(file, []).unprovable.join(), /no valid outside checkpoint was given/)
})

test('A1, one event edited in the file: seen, and named', (t) => {
  const { file } = busyDesk(t)
  attack(file, (db) => db.exec('UPDATE audit_events SET body = replace(body, \'جديد 9\', \'جديد 8\') WHERE seq = 30'))
  const finding = verifyDatabase(file, [])
  assert.deepEqual(finding.firstBroken, { seq: 30, at: '2026-03-02T07:09:00.000Z', action: 'claim.reworded' })
  assert.match(finding.problems[0]!, /^Event 30 \(claim.reworded, 2026-03-02T07:09:00.000Z\): its hash does not fit/)
  assert.equal(finding.problems.filter((problem) => problem.startsWith('Event')).length, 1)
  assert.match(finding.problems.join('\n'), /stored checkpoint of 41 events .* contradicts the trail/)
  assert.match(finding.problems.join('\n'), /nodes of the tree do not fit/)
  assert.doesNotMatch(finding.problems.join('\n'), /checkpoint of 21 events/)
})

test('A1 with a new hash: the next event is where the chain breaks', (t) => {
  const { file } = busyDesk(t)
  attack(file, (db) => {
    const previous = db.prepare('SELECT hash FROM audit_events WHERE seq = 29').pluck().get() as string
    const body = canonical(blameSomebodyElse(JSON.parse(db.prepare('SELECT body FROM audit_events WHERE seq = 30').pluck().get() as string) as Body))
    db.prepare('UPDATE audit_events SET body = ?, hash = ? WHERE seq = 30').run(body, chainHash(previous, body))
  })
  assert.equal(verifyDatabase(file, []).firstBroken?.seq, 31)
})

test('A1 by taking an event out: seen, and so is closing the gap', (t) => {
  const { file } = busyDesk(t)
  attack(file, (db) => db.exec('DELETE FROM audit_events WHERE seq BETWEEN 30 AND 32'))
  const finding = verifyDatabase(file, [])
  assert.equal(finding.firstBroken?.seq, 33)
  assert.match(finding.problems.join('\n'), /Event 33 .* missing, from event 30 on/)
  assert.match(finding.problems.join('\n'), /checkpoint of 41 events covers 41 events, but the trail ends after 29/)
})

test('A1 with another form of the same text: seen', (t) => {
  const { file } = busyDesk(t)
  attack(file, (db) => db.exec('UPDATE audit_events SET body = replace(body, \'":\', \'": \') WHERE seq = 30'))
  assert.match(verdict(file)[0]!, /not in the form in which the desk writes it/)
})

test('A2, everything rewritten without the key: seen', (t) => {
  const { file, held } = busyDesk(t)
  attack(file, (db) => rewrite(db, blameSomebodyElse))
  assert.match(verdict(file).join('\n'), /The stored checkpoint of 41 events .* contradicts the trail/)
  assert.match(verdict(file, held).join('\n'), /Outside checkpoint 1 .* contradicts the trail/)
})

test('A3, everything rewritten and signed again with the desk\'s key: seen only with a checkpoint from outside', (t) => {
  const { file, key, old, held } = busyDesk(t)
  attack(file, (db) => rewrite(db, blameSomebodyElse, key))
  assert.deepEqual(verdict(file), [])
  assert.deepEqual(verdict(file, old), [])
  assert.match(verdict(file, held).join('\n'), /Outside checkpoint 1 \(signed at event 41, .*\) contradicts the trail/)
})

test('A3 with a key of one\'s own in the first event: seen only with a checkpoint from outside, and said so', (t) => {
  const { file, held } = busyDesk(t)
  const { privateKey } = generateKeyPairSync('ed25519')
  const vkey = verifierKey(trailName('desk.example'), privateKey)
  attack(file, (db) => rewrite(db, (event) => (event.seq === 1 ? { ...event, after: { ...event.after, vkey } } : event), privateKey))
  assert.deepEqual(verdict(file), [])
  assert.match(verdict(file, held).join(), /Outside checkpoint 1 is not valid: it was signed with another key/)
})

test('A4, the end cut off with its checkpoints: seen only with a checkpoint from outside', (t) => {
  const { file, old, held } = busyDesk(t)
  attack(file, (db) => {
    db.exec('DELETE FROM audit_events WHERE seq > 30; DELETE FROM checkpoints WHERE size > 30')
    db.exec('DELETE FROM audit_tree WHERE ((position + 1) << level) > 30')
  })
  assert.deepEqual(verdict(file), [])
  assert.deepEqual(verdict(file, old), [])
  assert.match(verdict(file, held).join(), /Outside checkpoint 1 covers 41 events, but the trail ends after 30/)
})

test('A4 by somebody who forgets the tree or the checkpoints: seen', (t) => {
  const { file } = busyDesk(t)
  attack(file, (db) => db.exec('DELETE FROM audit_events WHERE seq > 50'))
  assert.match(verdict(file).join('\n'), /covers 61 events, but the trail ends after 50/)
  assert.match(verdict(file).join('\n'), /nodes that belong to no event/)
})

test('A5, all stored checkpoints taken out: seen', (t) => {
  const { file } = busyDesk(t)
  attack(file, (db) => db.exec('DELETE FROM checkpoints'))
  assert.deepEqual(verdict(file), ['There is no stored checkpoint: all were taken out, or this trail was never signed.'])
})

test('what the desk works on, edited behind the trail: not looked at, and the finding says so', (t) => {
  const { file, held } = busyDesk(t)
  const db = new Sqlite(file)
  assert.ok(db.prepare("UPDATE things SET name = 'never said'").run().changes > 0)
  db.close()
  assert.deepEqual(verdict(file, held), [])
  assert.match(verifyDatabase(file, [held]).unprovable.join(), /pages and exports show what the trail says.*only the trail was looked at/)
})

test('A6, a false new event, written by the desk itself with its key: not seen by anything, and the finding says so', (t) => {
  const { file, key, held } = busyDesk(t)
  const db = new Sqlite(file)
  db.transaction(() => {
    const body = canonical({ ...(JSON.parse(db.prepare('SELECT body FROM audit_events WHERE seq = 61').pluck().get() as string) as Body), seq: 62, reason: 'false' })
    db.prepare('INSERT INTO audit_events SELECT 62, ?, ?').run(body, chainHash(db.prepare('SELECT hash FROM audit_events WHERE seq = 61').pluck().get() as string, body))
    growTree(db, 62, body)
    signCheckpoint(db, key)
  })()
  db.close()
  assert.deepEqual(verdict(file, held), [])
  assert.match(verifyDatabase(file, [held]).unprovable.join(), /what the events say is true/)
})

for (const [name, work, wanted] of [
  ['a forged checkpoint', (db) => db.exec('UPDATE checkpoints SET note = replace(note, \'time 2026\', \'time 2025\') WHERE size = 41'), /stored checkpoint of 41 events is not valid: its signature/],
  ['a checkpoint in the place of another', (db) => db.exec('UPDATE checkpoints SET note = (SELECT note FROM checkpoints WHERE size = 21) WHERE size = 41'), /is one of 21 events/],
  ['a checkpoint that is none', (db) => db.exec('UPDATE checkpoints SET note = \'\' WHERE size = 41'), /it is not a signed note/],
  ['a changed node', (db) => db.exec('UPDATE audit_tree SET hash = zeroblob(32) WHERE level = 2 AND position = 3'), /1 kept nodes .* level 2, position 3/],
  ['a missing node', (db) => db.exec('DELETE FROM audit_tree WHERE level = 5'), /1 kept nodes .* level 5, position 0/],
  ['a node too many', (db) => db.exec('INSERT INTO audit_tree VALUES (1, 99, zeroblob(32))'), /nodes that belong to no event/],
  ['an event of another kind', (db) => rewrite(db, (event) => (event.seq === 30 ? { ...event, v: 2 } : event)), /Event 30 .* another number or version/],
  ['an emptied trail', (db) => db.exec('DELETE FROM audit_events; DELETE FROM audit_tree; DELETE FROM checkpoints'), /does not begin with the opening/],
  ['an opening that is none', (db) => rewrite(db, (event) => ({ ...event, action: 'claim.made' })), /No signature can be checked/],
  ['a column that no longer reads the body', (db) => {
    const sql = db.prepare('SELECT sql FROM sqlite_schema WHERE name = \'audit_events\'').pluck().get() as string
    const rows = db.prepare('SELECT seq, body, hash FROM audit_events').all() as { seq: number; body: string; hash: string }[]
    db.exec(`DROP TABLE audit_events; ${sql.replace('$.claim', '$.nothing')}`)
    for (const { seq, body, hash } of rows) db.prepare('INSERT INTO audit_events (seq, body, hash) VALUES (?, ?, ?)').run(seq, body, hash)
  }, /table audit_events is not as the desk made it/],
] as [string, (db: Database) => void, RegExp][]) {
  test(`${name}: seen`, (t) => {
    const { file } = busyDesk(t)
    attack(file, work)
    assert.match(verdict(file).join('\n'), wanted)
  })
}

test('a guard that was taken off and not put back: seen', (t) => {
  const { file } = busyDesk(t)
  const db = new Sqlite(file)
  db.exec('DROP TRIGGER audit_events_never_go; CREATE TRIGGER extra AFTER INSERT ON audit_events BEGIN SELECT 1; END')
  db.close()
  assert.deepEqual(verdict(file), ['The database lacks trigger audit_events_never_go, which guards the trail.', 'trigger extra is not as the desk made it.'])
})

test('an index that hides an event from a filter: seen', (t) => {
  const { file } = busyDesk(t)
  const db = new Sqlite(file).unsafeMode()
  const sql = db.prepare('SELECT sql FROM sqlite_schema WHERE name = \'audit_events_of_day\'').pluck().get() as string
  db.exec(`DROP INDEX audit_events_of_day; ${sql} WHERE seq <> 30`)
  db.pragma('writable_schema = ON')
  db.prepare('UPDATE sqlite_schema SET sql = ? WHERE name = \'audit_events_of_day\'').run(sql)
  db.close()
  assert.match(verdict(file).join(), /audit_events is damaged: row 30 missing from index audit_events_of_day/)
})

test('a table that is gone: seen', (t) => {
  const { file } = busyDesk(t)
  const db = new Sqlite(file)
  db.exec('DROP TABLE audit_tree')
  db.close()
  assert.match(verdict(file).join('\n'), /lacks table audit_tree[^]*cannot be read to its end: no such table/)
})

test('a checkpoint of another desk, or none at all, is not taken for one of ours', (t) => {
  const { file, held } = busyDesk(t)
  const other = emptyDesk(t)
  openDesk(other.db, { name: 'Other', origin: 'other.example', key: other.key, at: MORNING })
  assert.match(verdict(file, latestCheckpoint(other.db)!.note).join(), /another key than desk\.example/)
  assert.match(verdict(file, held.replace('\n41\n', '\n40\n')).join(), /its signature does not fit/)
  assert.match(verdict(file, 'text').join(), /Outside checkpoint 1 is not valid: it is not a signed note/)
})

test('a page of the file that was overwritten is a finding, not a crash', (t) => {
  const { file } = busyDesk(t)
  const bytes = readFileSync(file)
  const at = bytes.indexOf('claim.reworded')
  bytes.fill(0xff, at - at % 4096, at - at % 4096 + 4096)
  writeFileSync(file, bytes)
  const finding = verifyDatabase(file, [])
  assert.equal(finding.ok, false)
  assert.match(finding.problems.join('\n'), /damaged|cannot be read/)
})

test('a desk at work is verified with what only its -wal holds, and nothing beside it changes', (t) => {
  const made = openedDesk(t)
  workOn(made, 20)
  const state = () => readdirSync(made.folder).map((name) => [name, statSync(join(made.folder, name)).mtimeMs, readFileSync(join(made.folder, name)).toString('base64')])
  const before = state()
  assert.ok(before.some(([name]) => name === 'desk.db-wal'))
  assert.deepEqual([verdict(made.file), verifyDatabase(made.file, []).events], [[], 21])
  assert.deepEqual(state(), before)

  const copies = join(made.folder, 'copies')
  mkdirSync(copies)
  for (const ending of ['', '-wal']) copyFileSync(made.file + ending, join(copies, `copy.db${ending}`))
  assert.equal(verifyDatabase(join(copies, 'copy.db'), []).events, 21)
  assert.deepEqual(readdirSync(copies), ['copy.db', 'copy.db-wal'])
})

test('a copy of a closed desk is verified without leaving anything beside it', (t) => {
  const { file, folder } = busyDesk(t)
  copyFileSync(file, join(folder, 'copy.db'))
  const before = readdirSync(folder)
  assert.equal(verifyDatabase(join(folder, 'copy.db'), []).ok, true)
  assert.deepEqual(readdirSync(folder), before)
})
