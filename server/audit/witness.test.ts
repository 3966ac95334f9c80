import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Database } from '../database.ts'
import { latestCheckpoint, openingOf, signCheckpoint } from './checkpoint.ts'
import { cosign, seenBy, witnessKey } from './cosignature.ts'
import { openNote, parseVerifierKey } from './note.ts'
import { openDesk } from './open-desk.ts'
import { proofBetween } from './proofs.ts'
import { doOne, emptyDesk, MORNING, openedDesk, temporaryFolder, workOn } from './testing.ts'
import { witnessOnce, type Accusation, type Memory, type Read, type Seen } from './witness.ts'

const ADDRESS = 'https://desk.example'
const { privateKey: key } = generateKeyPairSync('ed25519')
const me = { name: 'partner.example/witness', key, at: new Date('2026-03-02T09:00:00.000Z') }

/** What the desk of this database answers. */
const answering = (db: Database): Read => async (path) => {
  const [, from, to] = /^\/checkpoint\/proof\?from=(\d+)&to=(\d+)$/.exec(path) ?? []
  const text = path === '/checkpoint' ? latestCheckpoint(db)!.note
    : path === '/.well-known/claimdesk-key' ? `${openingOf(db).vkey}\n`
    : proofBetween(db, Number(from), Number(to))
  return text === undefined ? { status: 404, text: 'no' } : { status: 200, text }
}

async function saw(promise: Promise<Seen | Accusation>): Promise<Seen> {
  const seen = await promise
  assert.ok(!('accusation' in seen), 'accusation' in seen ? seen.accusation : '')
  return seen
}

async function accused(promise: Promise<Seen | Accusation>): Promise<string> {
  const seen = await promise
  assert.ok('accusation' in seen)
  assert.ok(seen.notes.length > 0)
  return seen.accusation
}

/** A desk of the same name and key with another history. */
function twinOf(t: TestContext, deskKey: KeyObject, count: number, from = 1) {
  const twin = { ...emptyDesk(t), key: deskKey }
  openDesk(twin.db, { name: 'مكتب التحقق', origin: 'desk.example', key: deskKey, at: MORNING })
  for (let number = from; number < from + count; number++) doOne(twin.db, number)
  signCheckpoint(twin.db, deskKey)
  return twin.db
}

test('a witness follows a trail that only grows, and cosigns each head', async (t) => {
  const desk = openedDesk(t)
  const read = answering(desk.db)
  const first = await saw(witnessOnce(ADDRESS, null, read, me))
  assert.deepEqual([first.isFirst, first.before, first.size], [true, null, 1])

  let memory: Memory = first.memory
  for (const size of [21, 41, 61]) {
    workOn(desk, 20)
    const seen = await saw(witnessOnce(ADDRESS, memory, read, me))
    assert.deepEqual([seen.isFirst, seen.size], [false, size])
    assert.equal(seenBy(witnessKey(me.name, key), seen.cosigned)?.toISOString(), me.at.toISOString())
    assert.equal(openNote(seen.cosigned, parseVerifierKey(memory.vkey)), openNote(latestCheckpoint(desk.db)!.note, parseVerifierKey(memory.vkey)))
    memory = seen.memory
  }
  assert.deepEqual((await saw(witnessOnce(ADDRESS, memory, read, me))).memory, memory)
})

test('a cosignature is of one text, one time and one key', (t) => {
  const { db } = openedDesk(t)
  const note = latestCheckpoint(db)!.note
  const text = openNote(note, parseVerifierKey(openingOf(db).vkey))
  const line = cosign(text, me.name, key, me.at)
  const vkey = witnessKey(me.name, key)
  assert.equal(Buffer.from(line.split(' ')[2]!, 'base64').length, 76)
  assert.equal(seenBy(vkey, note + line)?.getTime(), me.at.getTime())
  assert.equal(seenBy(vkey, note), null)
  assert.equal(seenBy(vkey, (note + line).replace('\n1\n', '\n2\n')), null)
  assert.equal(seenBy(witnessKey(me.name, generateKeyPairSync('ed25519').privateKey), note + line), null)
  const later = Buffer.from(line.split(' ')[2]!, 'base64')
  later[11]! ^= 1
  assert.equal(seenBy(vkey, `${note}— ${me.name} ${later.toString('base64')}\n`), null)
  assert.throws(() => seenBy(openingOf(db).vkey, note), /not the key of a witness/)
  assert.throws(() => witnessKey('two words', key), /no spaces/)
})

test('a smaller tree, another past, another of the same size, another key, a replayed or a missing proof: refused', async (t) => {
  const desk = openedDesk(t)
  workOn(desk, 20)
  const { memory } = await saw(witnessOnce(ADDRESS, null, answering(desk.db), me))
  const old = answering(desk.db)
  const again = (read: Read, known = memory) => accused(witnessOnce(ADDRESS, known, read, me))

  assert.match(await again(answering(twinOf(t, desk.key, 9))), /became shorter: it had 21 events, and now has 10/)
  assert.match(await again(answering(twinOf(t, desk.key, 20, 2))), /two different heads of 21 events/)
  assert.match(await again(answering(twinOf(t, desk.key, 40, 2))), /cannot prove that its trail of 41 events begins with the 21/)

  // Somebody who rewrote the trail also keeps a head of the size that was asked for.
  const rewritten = twinOf(t, desk.key, 20, 2)
  for (let number = 1; number <= 20; number++) doOne(rewritten, number)
  signCheckpoint(rewritten, desk.key)
  assert.match(await again(answering(rewritten)), /The proof is wrong: the trail of 41 events does not begin with the 21/)

  const stranger = openedDesk(t)
  workOn(stranger, 40)
  assert.match(await again(answering(stranger.db)), /not signed with the key that was seen first/)

  workOn(desk, 20)
  workOn(desk, 20)
  const honest = answering(desk.db)
  const replayed: Read = async (path) => honest(path.replace('to=61', 'to=41'))
  assert.match(await again(replayed), /proof is wrong|cannot prove/)
  const swapped: Read = async (path) => (path.includes('proof') ? honest('/checkpoint/proof?from=1&to=61') : honest(path))
  assert.match(await again(swapped), /cannot prove/)
  const silent: Read = async (path) => (path.includes('proof') ? { status: 404, text: '' } : honest(path))
  assert.match(await again(silent), /cannot prove/)
  const stale = { ...memory, note: latestCheckpoint(desk.db)!.note }
  assert.match(await again(answering(twinOf(t, desk.key, 20)), stale), /became shorter/)
  assert.equal((await old('/checkpoint')).text, latestCheckpoint(desk.db)!.note)
})

test('what is no accusation is an error: no answer, garbage for a key, a state of another desk', async (t) => {
  const desk = openedDesk(t)
  const { memory } = await saw(witnessOnce(ADDRESS, null, answering(desk.db), me))
  const failing = (wrong: string, answer: { status: number; text: string }): Read => async (path) => (path.startsWith(wrong) ? answer : answering(desk.db)(path))
  await assert.rejects(witnessOnce(ADDRESS, memory, failing('/checkpoint', { status: 502, text: '' }), me), /answered with 502/)
  await assert.rejects(witnessOnce(ADDRESS, null, failing('/.well', { status: 200, text: '<html>' }), me), /verifier key/)
  await assert.rejects(witnessOnce('https://other.example', memory, answering(desk.db), me), /This state is of https:\/\/desk\.example/)
  workOn(desk, 20)
  await assert.rejects(witnessOnce(ADDRESS, memory, failing('/checkpoint/proof', { status: 503, text: '' }), me), /proof was answered with 503/)
})

const COMMAND = fileURLToPath(new URL('witness-command.ts', import.meta.url))

/** Runs the command in a folder of its own, against a server of this process. */
async function commandDesk(t: TestContext, listener?: RequestListener) {
  const desk = openedDesk(t)
  const answer = answering(desk.db)
  const server = createServer(listener ?? ((req, res) => void answer(req.url!).then(({ status, text }) => res.writeHead(status).end(text))))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => { server.closeAllConnections(); server.close() })
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const folder = temporaryFolder(t)

  const run = (...args: string[]) => new Promise<{ status: number | null; stdout: string; stderr: string }>((resolve) => {
    const child = spawn(process.execPath, [COMMAND, ...args], { cwd: folder })
    const said = { stdout: '', stderr: '' }
    child.stdout.on('data', (chunk: Buffer) => { said.stdout += chunk.toString() })
    child.stderr.on('data', (chunk: Buffer) => { said.stderr += chunk.toString() })
    child.on('close', (status) => resolve({ status, ...said }))
  })
  return { ...desk, address, folder, run }
}

test('the command makes its key, keeps the head, and prints it cosigned', async (t) => {
  const { address, folder, run, ...desk } = await commandDesk(t)
  const first = await run(address, '--name', 'partner.example/witness')
  assert.deepEqual([first.status, first.stderr.includes('taken on trust')], [0, true])
  const vkey = /with (partner\S+)/.exec(first.stderr)![1]!
  assert.ok(seenBy(vkey, first.stdout))
  assert.equal(statSync(join(folder, 'witness-key.pem')).mode & 0o777, 0o600)

  workOn({ ...desk, folder }, 20)
  const second = await run(`${address}/`, '--name', 'partner.example/witness')
  assert.deepEqual([second.status, second.stderr.includes('Cosigned 21 events, of which 1 were seen before'), second.stderr.includes('on trust')], [0, true, false])
  assert.ok(seenBy(vkey, second.stdout))
  assert.deepEqual(readdirSync(folder).length, 2)
})

test('the command refuses with 1 and keeps what it knew; it says with 2 what it could not look at', async (t) => {
  let twin: Database | undefined
  let honest: Read = async () => ({ status: 500, text: '' })
  const { address, folder, run, key: deskKey, db } = await commandDesk(t, (req, res) => void (twin ? answering(twin) : honest)(req.url!).then(({ status, text }) => res.writeHead(status).end(text)))
  honest = answering(db)
  const state = join(folder, 'state.json')
  doOne(db, 1)
  signCheckpoint(db, deskKey)
  assert.equal((await run(address, '--state', state)).status, 0)
  const kept = readFileSync(state, 'utf8')

  twin = twinOf(t, deskKey, 1, 5)
  const refused = await run(address, '--state', state)
  assert.deepEqual([refused.status, refused.stdout], [1, ''])
  assert.match(refused.stderr, /^REFUSED: There are two different heads of 2 events/)
  assert.equal(refused.stderr.match(/^— desk\.example/gm)?.length, 2)
  assert.equal(readFileSync(state, 'utf8'), kept)
  assert.ok(!existsSync(`${state}.lock`))

  writeFileSync(`${state}.lock`, '')
  assert.match((await run(address, '--state', state)).stderr, /another witness is at work/)
  writeFileSync(join(folder, 'broken.json'), '{')
  for (const [args, wanted] of [
    [[], /^Usage/], [['ftp://x'], /^Usage/], [[address, address], /^Usage/], [['--nonsense', address], /Usage/],
    [[address, '--state', join(folder, 'broken.json')], /not what a witness wrote/], [['http://127.0.0.1:1'], /cannot be read/],
  ] as [string[], RegExp][]) {
    const { status, stdout, stderr } = await run(...args)
    assert.match(stderr, wanted)
    assert.deepEqual([status, stdout], [2, ''])
  }
})

test('the command reads no more than a head is long, and follows nobody elsewhere', async (t) => {
  const endless: RequestListener = (_req, res) => { res.writeHead(200); const pour = () => { while (!res.destroyed && res.write('x'.repeat(60_000))); if (!res.destroyed) res.once('drain', pour) }; pour() }
  const long = await commandDesk(t, endless)
  assert.match((await long.run(long.address)).stderr, /longer than 64 KB/)
  const elsewhere = await commandDesk(t, (_req, res) => res.writeHead(302, { location: '/checkpoint' }).end())
  const { status, stderr } = await elsewhere.run(elsewhere.address)
  assert.deepEqual([status, /cannot be read/.test(stderr)], [2, true])
})
