import assert from 'node:assert/strict'
import { generateKeyPairSync, hash } from 'node:crypto'
import { once } from 'node:events'
import { closeSync, existsSync, openSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync, writeSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import Sqlite from 'better-sqlite3'
import { latestCheckpoint, readOrMakeKey } from './audit/checkpoint.ts'
import { openDesk } from './audit/open-desk.ts'
import { findClaim } from './claims/claims.ts'
import { setDue } from './claims/due.ts'
import { importReport, makeClaim } from './claims/suggestions.ts'
import { DRAFT } from './claims/testing.ts'
import { createDatabase, openDatabase, readDatabase } from './database.ts'
import { findReport } from './reports/reports.ts'
import { dataFolder, open, run } from './testing-process.ts'
import { NOON, testPeople } from './web/testing.ts'
import { freePort } from './web/free-port.ts'

const PAGE = 4096

/** A folder with a desk in it that was closed cleanly. */
function deskFolder(t: TestContext) {
  const folder = dataFolder(t)
  const file = join(folder, 'claimdesk.db')
  const keyFile = join(folder, 'checkpoint-key.pem')
  const db = createDatabase(file)
  openDesk(db, { name: 'Desk', origin: 'desk.test', key: readOrMakeKey(keyFile), at: new Date() })
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
  return { folder, file, keyFile }
}

function overwrite(file: string, at: number, bytes: Buffer) {
  const descriptor = openSync(file, 'r+')
  writeSync(descriptor, bytes, 0, bytes.length, at)
  closeSync(descriptor)
}

const pages = (file: string) => statSync(file).size / PAGE

/** What can be wrong with the file, how it gets so, and the sentence that says it. */
const REFUSALS: [says: string, damage: (desk: ReturnType<typeof deskFolder>) => void, sentence: RegExp][] = [
  ['is missing', ({ file }) => rmSync(file), /claimdesk\.db does not exist\. To start a new desk, run: npm start -- --create/],
  ['is empty', ({ file }) => truncateSync(file), /claimdesk\.db is empty: a lost volume looks like this\. Restore a backup/],
  ['is garbage', ({ file }) => writeFileSync(file, 'no database at all '.repeat(1000)), /claimdesk\.db is not a database, or it is damaged/],
  ['has a damaged head', ({ file }) => overwrite(file, 0, Buffer.alloc(64)), /claimdesk\.db is not a database, or it is damaged/],
  ['belongs to another program', ({ file }) => { rmSync(file); new Sqlite(file).exec('CREATE TABLE theirs (id)').close() }, /claimdesk\.db is not the database of a desk/],
  ['has a damaged page', ({ file }) => { for (let page = 2; page < pages(file); page++) overwrite(file, page * PAGE, Buffer.alloc(64, 0xa5)) }, /claimdesk\.db is damaged \(|malformed/],
  ['was cut off', ({ file }) => truncateSync(file, Math.floor(pages(file) / 2) * PAGE), /damaged/],
  ['was made by a newer desk', ({ file }) => { const db = new Sqlite(file); db.pragma('user_version = 999'); db.close() }, /made by a newer version of the desk/],
  ['lacks its key', ({ keyFile }) => rmSync(keyFile), /checkpoint-key\.pem does not exist\. It belongs to this database and signs its trail/],
  ['has a key that is none', ({ keyFile }) => writeFileSync(keyFile, 'secret'), /checkpoint-key\.pem does not hold a private key/],
  ['has the key of another desk', ({ keyFile }) => writeFileSync(keyFile, generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' })), /This key is not the one the desk was opened with/],
  ['was never opened', ({ file }) => { rmSync(file); createDatabase(file).close() }, /nothing to sign before a desk is opened/],
]

for (const [says, damage, sentence] of REFUSALS) {
  test(`a desk whose file ${says} does not start, says why, and leaves the file as it is`, async (t) => {
    const desk = deskFolder(t)
    damage(desk)
    const before = fingerprint(desk)
    const { ended, said } = run(t, desk.folder, { port: await freePort() })
    const [code] = await ended
    assert.deepEqual([code, said.out], [1, ''], said.error)
    assert.match(said.error, sentence)
    assert.doesNotMatch(said.error, /\n\s+at /, 'a sentence, and no stack')
    assert.equal(fingerprint(desk), before)
  })
}

const fingerprint = ({ file, keyFile }: { file: string; keyFile: string }) =>
  [file, keyFile].map((path) => existsSync(path) ? hash('sha256', readFileSync(path)) : 'none').join()

test('what came due while the desk was closed is in the queue once it is open, and the head that says so is signed', async (t) => {
  const { folder, file } = deskFolder(t)
  const port = await freePort()
  const before = openDatabase(file)
  const { salma } = testPeople(before)
  const act = { person: salma, at: NOON }
  const report = findReport(before, importReport(before, act, DRAFT))
  const id = makeClaim(before, act, report, { pieces: [{ start: 0, end: 7 }], quote: 'Le pont', statement: '', modality: 'predicted' })
  setDue(before, act, { claimId: id, version: 1, dueOn: '2026-03-05', condition: '' })
  assert.equal(findClaim(before, id).queuedAt, null)
  before.close()

  for (const _ of ['opened', 'opened again']) {
    const { child, ended } = await open(t, folder, { port })
    child.kill('SIGTERM')
    assert.deepEqual(await ended, [0, null])
  }
  const after = readDatabase(file)
  t.after(() => after.close())
  assert.notEqual(findClaim(after, id).queuedAt, null)
  assert.equal(after.prepare("SELECT count(*) FROM audit_events WHERE action = 'claim.came_due'").pluck().get(), 1)
  assert.equal(after.prepare('SELECT max(size) FROM checkpoints').pluck().get(), after.prepare('SELECT max(seq) FROM audit_events').pluck().get())
})

test('settings that cannot be understood are named', async (t) => {
  for (const [environment, sentence] of [
    [{ PORT: 'web' }, /Settings:[\s\S]*PORT/], [{ PUBLIC_URL: 'desk.example' }, /Settings:[\s\S]*PUBLIC_URL/], [{ PUBLIC_URL: 'ftp://desk.example' }, /PUBLIC_URL/], [{ DESK_NAME: ' ' }, /DESK_NAME/],
  ] as const) {
    const { ended, said } = run(t, dataFolder(t), { port: 1, environment })
    assert.equal((await ended)[0], 1)
    assert.match(said.error, sentence)
  }
})

test('a new desk never takes the place of one that exists', async (t) => {
  const desk = deskFolder(t)
  const before = fingerprint(desk)
  const { ended, said } = run(t, desk.folder, { port: await freePort(), args: ['--create'] })
  assert.equal((await ended)[0], 1)
  assert.match(said.error, /claimdesk\.db exists already\. Start without --create/)
  assert.equal(fingerprint(desk), before)
})

test('a start that finds its port taken says so, and makes no link', async (t) => {
  const desk = deskFolder(t)
  const other = createServer().listen(0, '127.0.0.1')
  t.after(() => other.close())
  await once(other, 'listening')
  const { ended, said } = run(t, desk.folder, { port: (other.address() as { port: number }).port })
  assert.equal((await ended)[0], 1)
  assert.match(said.error, /EADDRINUSE/)

  const db = openDatabase(desk.file)
  t.after(() => db.close())
  assert.equal(db.prepare('SELECT count(*) FROM invitations').pluck().get(), 0)
})

test('a new desk prints the link for its first admin once, until somebody has come in by it', async (t) => {
  const folder = join(dataFolder(t), 'not', 'there', 'yet')
  const port = await freePort()
  const linkIn = (text: string) => text.match(/\/join\/([\w-]{43})/g) ?? []

  const first = await open(t, folder, { port, args: ['--create'] })
  const [link] = await until(() => linkIn(first.said.out))
  assert.equal((await fetch(`${first.base}${link}`)).status, 200)
  first.child.kill('SIGTERM')
  assert.deepEqual(await first.ended, [0, null])
  assert.equal(linkIn(first.said.out).length, 1)
  assert.equal(existsSync(join(folder, 'claimdesk.db-wal')), false, 'a clean end leaves one file')
  assert.equal(statSync(join(folder, 'checkpoint-key.pem')).mode & 0o777, 0o600)

  const second = await open(t, folder, { port })
  const [newLink] = await until(() => linkIn(second.said.out))
  assert.equal((await fetch(`${second.base}${link}`)).status, 410)
  const joined = await fetch(`${second.base}${newLink}`, {
    method: 'POST', redirect: 'manual', body: new URLSearchParams({ name: 'Adam', email: 'adam@desk.test', password: 'palm tree on the roof', locale: 'ar' }),
  })
  assert.equal(joined.status, 303)
  assert.equal((await fetch(`${second.base}${newLink}`)).status, 410)
  second.child.kill('SIGTERM')
  await second.ended

  const third = await open(t, folder, { port })
  third.child.kill('SIGTERM')
  assert.deepEqual(await third.ended, [0, null])
  assert.deepEqual(linkIn(third.said.out), [])
})

test('signed heads are sent out at the start and at the end, and a place that takes none does not keep the desk from its work', async (t) => {
  const { folder, file } = deskFolder(t)
  const [port, outside] = [await freePort(), dataFolder(t)]
  const desk = await open(t, folder, { port, environment: { CHECKPOINT_DIR: outside, CHECKPOINT_COMMAND: 'echo no such bucket >&2; exit 3' } })
  assert.equal(readFileSync(join(outside, 'checkpoint-0000000001.txt'), 'utf8'), await (await fetch(`${desk.base}/checkpoint`)).text())
  assert.equal((await until(() => desk.said.error.match(/did not arrive \(command\): the command ended with 3: no such bucket/) ?? [])).length, 1)

  await fetch(`${desk.base}/sign-in`, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ email: 'nobody@desk.test', password: 'palm tree on the roof' }) })
  desk.child.kill('SIGTERM')
  assert.deepEqual(await desk.ended, [0, null])
  const db = readDatabase(file)
  const { size, note } = latestCheckpoint(db)!
  db.close()
  assert.ok(size > 1)
  assert.deepEqual(readdirSync(outside).sort(), ['checkpoint-0000000001.txt', `checkpoint-${String(size).padStart(10, '0')}.txt`])
  assert.equal(readFileSync(join(outside, `checkpoint-${String(size).padStart(10, '0')}.txt`), 'utf8'), note)
})

async function until<Value>(look: () => Value[]): Promise<Value[]> {
  for (let tries = 0; tries < 200 && look().length === 0; tries++) await new Promise((resolve) => setTimeout(resolve, 25))
  return look()
}

test('every connection waits for the disk, the second as well as the first', (t) => {
  const { file } = deskFolder(t)
  for (let time = 0; time < 3; time++) {
    const db = openDatabase(file)
    const pragmas = ['synchronous', 'journal_mode', 'foreign_keys', 'recursive_triggers', 'trusted_schema'].map((name) => db.pragma(name, { simple: true }))
    assert.deepEqual(pragmas, [2, 'wal', 1, 1, 0])
    db.close()
  }
  const reading = readDatabase(file)
  t.after(() => reading.close())
  assert.equal(reading.pragma('query_only', { simple: true }), 1)
  assert.throws(() => reading.exec("UPDATE people SET name = 'x'"), /readonly/)
})
