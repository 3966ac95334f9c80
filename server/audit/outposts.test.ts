import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { test } from 'node:test'
import { testDesk, testPeople, testServer } from '../web/testing.ts'
import { outpostsAt, type Outpost } from './outposts.ts'
import { temporaryFolder } from './testing.ts'

const AT = new Date('2026-03-02T07:00:00.000Z')
const head = (size: number) => ({ size, note: `desk.example/claimdesk-trail\n${size}\nroot\n\n— desk.example/claimdesk-trail x\n` })

test('each new head is laid into the folder once, and none over another', async (t) => {
  const folder = temporaryFolder(t)
  const outposts = outpostsAt({ folder, command: undefined })
  assert.deepEqual(outposts.list, [{ kind: 'folder', arrived: null, failure: null }])
  assert.deepEqual(await outposts.send(head(7), AT), [])
  assert.deepEqual(await outposts.send(head(7), new Date(0)), [])
  assert.deepEqual(await outposts.send(head(12), AT), [])
  assert.deepEqual(readdirSync(folder).sort(), ['checkpoint-0000000007.txt', 'checkpoint-0000000012.txt'])
  assert.equal(readFileSync(join(folder, 'checkpoint-0000000012.txt'), 'utf8'), head(12).note)
  assert.deepEqual(outposts.list, [{ kind: 'folder', arrived: { size: 12, at: AT.toISOString() }, failure: null }])

  // The desk starts again, and finds what it sent; then one that somebody rewrote.
  assert.deepEqual(await outpostsAt({ folder, command: undefined }).send(head(12), AT), [])
  const rewritten = outpostsAt({ folder, command: undefined })
  assert.match((await rewritten.send({ ...head(12), note: 'another' }, AT)).join(), /did not arrive \(folder\): another head of the same size lies there already/)
  assert.equal(readFileSync(join(folder, 'checkpoint-0000000012.txt'), 'utf8'), head(12).note)
})

test('a folder that is not there is not made, and is used when it is back', async (t) => {
  const folder = join(temporaryFolder(t), 'volume')
  const outposts = outpostsAt({ folder, command: undefined })
  assert.match((await outposts.send(head(7), AT)).join(), /the folder is not there/)
  assert.ok(!existsSync(folder))
  assert.match(outposts.list[0]!.failure!, /not there/)
  mkdirSync(folder)
  assert.deepEqual(await outposts.send(head(7), AT), [])
  assert.equal(outposts.list[0]!.failure, null)
})

test('the command gets the note, whole; what it says in failing is told; what does not end is ended', async (t) => {
  const folder = temporaryFolder(t)
  const got = join(folder, 'got')
  const fine = outpostsAt({ folder: undefined, command: `cat >> '${got}'` })
  assert.deepEqual(await fine.send(head(7), AT), [])
  assert.equal(readFileSync(got, 'utf8'), head(7).note)

  const failing = outpostsAt({ folder: undefined, command: 'echo first >&2; echo no such bucket >&2; exit 3' })
  assert.deepEqual(await failing.send(head(7), AT), ['The signed head of 7 events did not arrive (command): the command ended with 3: no such bucket'])
  assert.equal((await failing.send(head(7), AT)).length, 1, 'it is tried again')
  assert.deepEqual(await outpostsAt({ folder: undefined, command: 'true' }).send(head(7), AT), [], 'a command need not read')

  // Both the shell and what it has started end; while one is at work, no second begins.
  const mark = join(folder, 'mark')
  const slow = outpostsAt({ folder: undefined, command: `(while true; do echo x >> '${mark}'; sleep 0.05; done) & wait`, patience: 300 })
  const first = slow.send(head(7), AT)
  assert.deepEqual(await slow.send(head(8), AT), [])
  assert.match((await first).join(), /did not end within 0\.3 seconds/)
  await wait(100)
  rmSync(mark, { force: true })
  await wait(200)
  assert.ok(!existsSync(mark), 'it goes on')
})

test('one place that fails does not keep a head from the other', async (t) => {
  const folder = temporaryFolder(t)
  const outposts = outpostsAt({ folder, command: 'exit 1' })
  assert.equal((await outposts.send(head(7), AT)).length, 1)
  assert.deepEqual(outposts.list.map(({ kind, arrived }) => [kind, arrived?.size]), [['folder', 7], ['command', undefined]])
})

test('the trail’s page says when nobody outside is given a head, and otherwise where they go', async (t) => {
  const db = testDesk(t)
  const { salma } = testPeople(db)
  const page = async (outposts: readonly Outpost[]) => {
    const { as } = await testServer(t, db, { outposts })
    return (await as(salma).get('/audit')).text()
  }
  assert.match(await page([]), /This desk is not anchored: its signed heads are sent nowhere\./)
  const told = await page([
    { kind: 'folder', arrived: { size: 1234, at: AT.toISOString() }, failure: null },
    { kind: 'command', arrived: null, failure: 'the command ended with 3: <b>no such bucket' },
  ])
  assert.doesNotMatch(told, /not anchored/)
  assert.match(told, /Signed heads go to a folder:\s+the last to arrive, [^<]*, covers 1,234 events/)
  assert.match(told, /Signed heads go to a command:\s+none has arrived[^]*The newest did not arrive: <bdi>the command ended with 3: &lt;b&gt;no such bucket/)
})
