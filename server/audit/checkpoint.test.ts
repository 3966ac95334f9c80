import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { latestCheckpoint, openingOf, parseCheckpoint, readOrMakeKey, signCheckpoint } from './checkpoint.ts'
import { root } from './merkle.ts'
import { openNote, parseVerifierKey } from './note.ts'
import { openDesk } from './open-desk.ts'
import { doOne, emptyDesk, MORNING, openedDesk, temporaryFolder } from './testing.ts'
import { headOf, listEvents } from './trail.ts'
import { nodesOf } from './tree.ts'

test('a desk opens once, with its key in the first event and a checkpoint of it', (t) => {
  const { db, key } = openedDesk(t)
  const [first] = listEvents(db, {}, 9)
  assert.equal(first?.action, 'desk.opened')
  assert.equal(first?.actor, null)
  assert.deepEqual(first?.after, openingOf(db))
  assert.equal(latestCheckpoint(db)?.size, 1)
  assert.throws(() => openDesk(db, { name: 'again', origin: 'desk.example', key, at: MORNING }), /opened before/)
})

test('a desk cannot be opened under a name that cannot be signed', (t) => {
  const { db, key } = emptyDesk(t)
  for (const origin of ['two words', 'a+b', 'a\nb']) assert.throws(() => openDesk(db, { name: 'x', origin, key, at: MORNING }), /no spaces/)
  assert.equal(headOf(db), undefined)
})

test('a checkpoint says whose trail it is, how long, its root, its head and when', (t) => {
  const { db, key } = openedDesk(t)
  doOne(db, 1)
  const text = openNote(signCheckpoint(db, key), parseVerifierKey(openingOf(db).vkey))
  const head = headOf(db)
  assert.equal(text, `desk.example/claimdesk-trail\n2\n${root(nodesOf(db), 2).toString('base64')}\nhead ${head?.hash}\ntime 2026-03-02T07:01:00.000Z\n`)
  assert.equal(parseCheckpoint(text).size, 2)
})

test('the same head is signed once', (t) => {
  const { db, key } = openedDesk(t)
  doOne(db, 1)
  assert.equal(signCheckpoint(db, key), signCheckpoint(db, key))
  assert.deepEqual(db.prepare('SELECT size FROM checkpoints').pluck().all(), [1, 2])
})

test('nothing is signed with a key that is not the desk\'s, or before a desk is opened', (t) => {
  const { db } = openedDesk(t)
  doOne(db, 1)
  assert.throws(() => signCheckpoint(db, generateKeyPairSync('ed25519').privateKey), /not the one the desk was opened with/)
  const empty = emptyDesk(t)
  assert.throws(() => signCheckpoint(empty.db, empty.key), /nothing to sign/)
  doOne(empty.db, 1)
  assert.throws(() => signCheckpoint(empty.db, empty.key), /does not begin with the opening/)
})

test('the key is made once, for its owner\'s eyes only', (t) => {
  const file = join(temporaryFolder(t), 'key.pem')
  const made = readOrMakeKey(file)
  assert.ok(made.equals(readOrMakeKey(file)))
  assert.equal(statSync(file).mode & 0o777, 0o600)
  assert.match(readFileSync(file, 'utf8'), /BEGIN PRIVATE KEY/)
})

test('a file that holds something else than the key is left alone, and said so', (t) => {
  const file = join(temporaryFolder(t), 'key.pem')
  for (const [text, wanted] of [['', /private key/], ['text', /private key/], [generateKeyPairSync('x25519').privateKey.export({ type: 'pkcs8', format: 'pem' }), /Ed25519/]] as const) {
    writeFileSync(file, text)
    assert.throws(() => readOrMakeKey(file), wanted)
    assert.equal(readFileSync(file, 'utf8'), text)
  }
})
