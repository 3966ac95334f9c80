import assert from 'node:assert/strict'
import { test } from 'node:test'
import { generateKeyPairSync } from 'node:crypto'
import { key, testDesk, testPeople, testServer, tracesIn } from '../web/testing.ts'
import { latestCheckpoint, openingOf, parseCheckpoint, signCheckpoint } from './checkpoint.ts'
import { doOne } from './testing.ts'
import { openNote, parseVerifierKey } from './note.ts'
import { outsideIn } from './outside.ts'
import { verifyConsistency } from './merkle.ts'
import { proofBetween } from './proofs.ts'
import { witnessOnce } from './witness.ts'

/** Signed at each of these many events, and read by somebody without an account. */
async function servedDesk(...args: [...Parameters<typeof testDesk>, sizes: number[]]) {
  const [t, sizes] = args
  const db = testDesk(t)
  db.exec('CREATE TABLE things (id INTEGER PRIMARY KEY, name TEXT)')
  for (const size of sizes) {
    for (let number = tracesIn(db); number < size; number++) doOne(db, number)
    signCheckpoint(db, key)
  }
  return { db, ...await testServer(t, db) }
}

const INERT = ['content-type', 'x-content-type-options', 'set-cookie', 'content-disposition', 'vary']

test('the signed head, the key and a proof between two heads are there for anybody, as plain text', async (t) => {
  const { db, anyone } = await servedDesk(t, [5, 23, 40])
  const head = await anyone.get('/checkpoint')
  const note = await head.text()
  assert.deepEqual([head.status, note, head.headers.get('cache-control')], [200, latestCheckpoint(db)!.note, 'public, max-age=30'])
  for (const path of ['/checkpoint', '/.well-known/claimdesk-key', '/checkpoint/proof?from=5&to=40']) {
    const { headers } = await anyone.get(path)
    assert.deepEqual(INERT.map((name) => headers.get(name)), ['text/plain; charset=utf-8', 'nosniff', null, null, null], path)
    assert.match(headers.get('content-security-policy')!, /^default-src 'none'/)
  }

  const verifier = parseVerifierKey((await (await anyone.get('/.well-known/claimdesk-key')).text()).trim())
  const newer = parseCheckpoint(openNote(note, verifier))
  const text = await (await anyone.get('/checkpoint/proof?from=5&to=40')).text()
  const [{ from, path, note: proved }] = outsideIn(text) as [ReturnType<typeof outsideIn>[number]]
  assert.deepEqual([from, proved], [5, note])
  const older = parseCheckpoint(openNote(db.prepare('SELECT note FROM checkpoints WHERE size = 5').pluck().get() as string, verifier))
  const roots = [older, newer].map(({ root }) => Buffer.from(root, 'base64')) as [Buffer, Buffer]
  assert.ok(verifyConsistency(5, 40, ...roots, path))
  assert.ok(!verifyConsistency(5, 40, roots[1], roots[0], path))
})

test('who has the head already is told so, and who asks again after a change gets the new one', async (t) => {
  const { db, anyone } = await servedDesk(t, [5])
  const first = await anyone.get('/checkpoint')
  const tag = first.headers.get('etag')!
  // fetch by itself would ask to be given everything.
  const ask = (tag: string) => anyone.get('/checkpoint', { 'if-none-match': tag, 'cache-control': 'max-age=0' })
  const again = await ask(tag)
  assert.deepEqual([again.status, await again.text(), again.headers.get('etag')], [304, '', tag])
  doOne(db, 9)
  assert.equal((await ask(tag)).status, 304, 'a read signs nothing')
  signCheckpoint(db, key)
  assert.equal((await ask(tag)).status, 200)
})

test('other sizes are refused with a sentence, and nothing is written', async (t) => {
  const { db, anyone } = await servedDesk(t, [5, 23])
  const before = db.serialize()
  for (const [query, status, wanted] of [
    ['', 400, /the sizes of two signed heads/], ['?from=5', 400, /sizes/], ['?from=23&to=5', 400, /sizes/], ['?from=-5&to=23', 400, /sizes/], ['?from=5&from=6&to=23', 400, /sizes/],
    ['?from=05&to=23', 400, /sizes/], ['?from=5.0&to=23', 400, /sizes/], ['?from=1e1&to=23', 400, /sizes/], ['?from=0&to=23', 400, /sizes/], ['?from[]=5&to=23', 400, /sizes/],
    ['?from=5&to=99999999999999999999', 400, /sizes/], ['?from=%00&to=23', 400, /sizes/], ['?from=5&to=9999999999', 404, /No head of this size/], ['?from=6&to=23', 404, /No head/], ['?from=5&to=22', 404, /No head/],
  ] as [string, number, RegExp][]) {
    const answer = await anyone.get(`/checkpoint/proof${query}`)
    assert.equal(answer.status, status, query)
    assert.match(await answer.text(), wanted, query)
  }
  assert.equal((await anyone.get('/checkpoint/proof?from=23&to=23')).status, 200)
  assert.equal((await anyone.get('/checkpoint/inclusion?seq=3')).status, 404)
  assert.ok(before.equals(db.serialize()))
})

test('what anybody may read holds no word of any event, only hashes', async (t) => {
  const { db, anyone } = await servedDesk(t, [5, 23])
  testPeople(db)
  signCheckpoint(db, key)
  const all = await Promise.all(['/checkpoint', `/checkpoint/proof?from=5&to=${tracesIn(db)}`, '/.well-known/claimdesk-key'].map(async (path) => (await anyone.get(path)).text()))
  for (const word of ['Salma', 'salma@', 'سلمى', 'جديد', 'reworded', 'SALMA00001', 'Test desk']) assert.ok(!all.join('').includes(word), word)
  for (const line of all.join('').split('\n')) assert.match(line, /^$|^old \d+$|^desk\.test\/claimdesk-trail(\+[0-9a-f]{8}\+\S+)?$|^\d+$|^[A-Za-z0-9+/]{43}=$|^head [0-9a-f]{64}$|^time [\dT:.-]+Z$|^— desk\.test\/claimdesk-trail \S+$/)
})

test('a proof asks for a few nodes, however long the trail', async (t) => {
  const { db } = await servedDesk(t, [700, 2000])
  const asked = (from: number, to: number) => {
    const { prepare } = db
    let statements = 0
    db.prepare = ((sql: string) => { statements++; return prepare.call(db, sql) }) as typeof db.prepare
    proofBetween(db, from, to)
    db.prepare = prepare
    return statements
  }
  assert.ok(asked(700, 2000) < 2 * 11 * 11, `${asked(700, 2000)} look-ups`)
  assert.ok(asked(700, 2000) < 100, `${asked(700, 2000)} look-ups`)
})

test('a witness follows the desk over its own addresses', async (t) => {
  const { db, base, anyone } = await servedDesk(t, [5])
  const read = async (path: string) => { const answer = await anyone.get(path); return { status: answer.status, text: await answer.text() } }
  const me = { name: 'partner.example/witness', key: generateKeyPairSync('ed25519').privateKey, at: new Date(0) }
  const first = await witnessOnce(base, null, read, me)
  assert.ok(!('accusation' in first))
  for (let number = 10; number < 40; number++) doOne(db, number)
  signCheckpoint(db, key)
  const second = await witnessOnce(base, first.memory, read, me)
  assert.ok(!('accusation' in second) && second.size === 35 && second.memory.vkey === openingOf(db).vkey)
})
