import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import test from 'node:test'
import type { Database } from '../database.ts'
import { consistencyProof, inclusionProof, leafHash, root, verifyConsistency, verifyInclusion } from './merkle.ts'
import { doOne, emptyDesk, MORNING, openedDesk, SALMA, workOn } from './testing.ts'
import { change, eventsOfClaim, headOf, isAlreadyDone, listEvents, type Act, type EventFilter, type Trace } from './trail.ts'
import { nodesOf } from './tree.ts'

const act: Act = { person: SALMA, at: MORNING }
const trace: Trace = { action: 'claim.made', subject: 'claim/A', claim: 'A' }
const insert = (db: Database) => db.prepare('INSERT INTO things (name) VALUES (?)').run('a thing')
const count = (db: Database, table: string) => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number
const counts = (db: Database) => ['things', 'audit_events', 'audit_tree'].map((table) => count(db, table))

test('a change leaves exactly one trace, which says who did what, when and why', (t) => {
  const { db } = emptyDesk(t)
  const result = change(db, { ...act, once: 'form-1' }, (record) => {
    insert(db)
    record({ ...trace, report: 'R', before: null, after: { statement: 'نص' }, reason: 'because' })
    return 'done'
  })
  assert.equal(result, 'done')
  const body = '{"action":"claim.made","actor":{"id":"SALMA00001","name":"سلمى","role":"checker"},"after":{"statement":"نص"},"at":"2026-03-02T07:00:00.000Z",'
    + '"batch":null,"before":null,"claim":"A","once":"form-1","reason":"because","report":"R","seq":1,"subject":"claim/A","v":1}'
  assert.equal(db.prepare('SELECT body FROM audit_events').pluck().get(), body)
  assert.deepEqual(listEvents(db, {}, 10), [{
    seq: 1, at: '2026-03-02T07:00:00.000Z', actor: SALMA, action: 'claim.made', subject: 'claim/A', claim: 'A', report: 'R',
    before: null, after: { statement: 'نص' }, reason: 'because', batch: null, hash: hash('sha256', '0'.repeat(64) + body),
  }])
})

test('no more of a person enters the trail than id, name and role', (t) => {
  const { db } = emptyDesk(t)
  const person = { ...SALMA, email: 'salma@desk.example', password: 'secret' }
  change(db, { person, at: MORNING }, (record) => { insert(db); record(trace) })
  assert.deepEqual(listEvents(db, {}, 1)[0]?.actor, SALMA)
})

test('a hash covers the hash before it', (t) => {
  const { db } = emptyDesk(t)
  for (const number of [1, 2, 3]) doOne(db, number)
  const rows = db.prepare('SELECT body, hash FROM audit_events ORDER BY seq').all() as { body: string; hash: string }[]
  assert.deepEqual(rows.map((row) => row.hash), rows.map((row, index) => hash('sha256', (rows[index - 1]?.hash ?? '0'.repeat(64)) + row.body)))
})

test('when work throws, neither row nor trace nor tree node stays', (t) => {
  const { db } = emptyDesk(t)
  doOne(db, 1)
  const before = counts(db)
  assert.throws(() => change(db, act, (record) => { insert(db); record(trace); throw new Error('late') }), /late/)
  assert.deepEqual(counts(db), before)
  doOne(db, 2)
  assert.deepEqual(counts(db), [2, 2, 1])
})

for (const [name, work, wanted] of [
  ['rows without a trace', (db) => insert(db), /without a trace/],
  ['a trace without rows', (_, record) => record(trace), /nothing changed/],
  ['an update that finds no row, with a trace', (db, record) => { db.prepare('UPDATE things SET name = 1 WHERE id = 99').run(); record(trace) }, /nothing changed/],
  ['two traces', (db, record) => { insert(db); insert(db); record(trace); record(trace) }, /one trace/],
  ['what cannot be hashed', (db, record) => { insert(db); record({ ...trace, after: 0.5 }) }, /0\.5/],
  ['work that is not finished when it returns', async (db, record) => { insert(db); record(trace) }, /promise/],
  ['a change inside a change', (db, record) => { record(trace); doOne(db, 1) }, /inside another/],
] as [string, (db: Database, record: (trace: Trace) => void) => unknown, RegExp][]) {
  test(`refuses ${name}, and undoes it`, (t) => {
    const { db } = emptyDesk(t)
    assert.throws(() => change(db, act, (record) => work(db, record)), wanted)
    assert.deepEqual(counts(db), [0, 0, 0])
    assert.equal(db.inTransaction, false)
  })
}

test('work that finds nothing to do may leave nothing', (t) => {
  const { db } = emptyDesk(t)
  assert.equal(change(db, act, () => 'as it was'), 'as it was')
  assert.deepEqual(counts(db), [0, 0, 0])
})

test('rows that a trigger of another room writes do not pass for a trace, nor hide one', (t) => {
  const { db } = emptyDesk(t)
  db.exec('CREATE TABLE copies (name TEXT); CREATE TRIGGER copy AFTER INSERT ON things BEGIN INSERT INTO copies VALUES (NEW.name); END')
  assert.throws(() => change(db, act, () => insert(db)), /without a trace/)
  doOne(db, 1)
  assert.deepEqual([count(db, 'things'), count(db, 'copies'), count(db, 'audit_events')], [1, 1, 1])
})

test('the same form sent twice has one effect, and the second learns what the first changed', (t) => {
  const { db } = emptyDesk(t)
  doOne(db, 1, { once: 'form-1' })
  let ran = false
  assert.throws(() => change(db, { ...act, once: 'form-1' }, () => { ran = true }), (error) => {
    assert.ok(isAlreadyDone(error))
    assert.deepEqual([error.subject, error.claim, error.report], ['claim/1', 'C1', 'R1'])
    return true
  })
  assert.equal(ran, false)
  assert.deepEqual(counts(db), [1, 1, 0])
  assert.ok(!isAlreadyDone(new Error('other')) && !isAlreadyDone(null))
})

test('a form that was refused may be sent again', (t) => {
  const { db } = emptyDesk(t)
  assert.throws(() => change(db, { ...act, once: 'form-1' }, (record) => { insert(db); record(trace); throw new Error('refused') }))
  doOne(db, 1, { once: 'form-1' })
  assert.equal(headOf(db)?.seq, 1)
})

test('bulk work leaves one trace a record, and they share a batch', (t) => {
  const { db } = emptyDesk(t)
  doOne(db, 1)
  const bulk = (once: string) => change(db, { ...act, once }, (record) => {
    for (const id of ['A', 'B', 'C']) { insert(db); record({ ...trace, subject: `claim/${id}` }) }
  }, { bulk: true })
  bulk('form-1')
  doOne(db, 2)
  assert.deepEqual(listEvents(db, {}, 9).map(({ seq, batch }) => [seq, batch]), [[5, null], [4, 2], [3, 2], [2, 2], [1, null]])
  assert.throws(() => bulk('form-1'), isAlreadyDone)
  assert.throws(() => change(db, act, (record) => { insert(db); record(trace); record(trace) }, { bulk: true }), /nothing changed/)
})

test('events are listed newest first, by any mix of filters, page by page', (t) => {
  const desk = openedDesk(t)
  workOn(desk, 60)
  const seqs = (filter: EventFilter, limit = 100) => listEvents(desk.db, filter, limit).map(({ seq }) => seq)
  const all = listEvents(desk.db, {}, 100)
  assert.deepEqual(all.map(({ seq }) => seq), Array.from({ length: 61 }, (_, index) => 61 - index))

  const wanted = all.filter((event) => event.claim === 'C3' && event.actor?.id === SALMA.id && event.report === 'R0').map(({ seq }) => seq)
  assert.ok(wanted.length > 0)
  assert.deepEqual(seqs({ claim: 'C3', person: SALMA.id, report: 'R0', day: '2026-03-02', action: 'claim.reworded' }), wanted)
  assert.deepEqual(seqs({ day: '2026-03-03' }), [])
  assert.deepEqual(seqs({ action: 'desk.opened' }), [1])
  assert.deepEqual(seqs({ person: undefined, before: 10 }, 3), [9, 8, 7])
  assert.deepEqual(eventsOfClaim(desk.db, 'C3').map(({ seq }) => seq), seqs({ claim: 'C3' }).reverse())
})

test('every mix of filters finds its events through an index, in their order', (t) => {
  const { db } = emptyDesk(t)
  const statements: string[] = []
  const spy = { prepare: (sql: string) => { statements.push(sql); return db.prepare(sql) } } as unknown as Database
  const values = { claim: 'C', report: 'R', person: 'P', day: '2026-03-02', action: 'claim.made' } as const
  const names = Object.keys(values) as (keyof typeof values)[]
  const indexes = ['of_claim', 'of_report', 'of_actor', 'of_day', 'of_action']
  const plan = (value: unknown) => {
    const steps = db.prepare(`EXPLAIN QUERY PLAN ${statements.pop()}`).all(value) as { detail: string }[]
    return steps.map(({ detail }) => detail).join()
  }

  for (let mix = 0; mix < 2 ** names.length; mix++) {
    const filter = Object.fromEntries(names.filter((_, bit) => mix & (1 << bit)).map((name) => [name, values[name]]))
    listEvents(spy, filter, 1)
    const first = names.findIndex((name) => name in filter)
    const way = first < 0 ? 'INTEGER PRIMARY KEY (rowid<?)' : `INDEX audit_events_${indexes[first]} (`
    const found = plan({ ...filter, before: 9, limit: 1 })
    assert.match(found, /^SEARCH audit_events/)
    assert.ok(found.includes(`USING ${way}`), found)
    assert.ok(first < 0 || found.includes('AND seq<?)'), found)
    assert.doesNotMatch(found, /B-TREE/)
  }
  eventsOfClaim(spy, 'C')
  assert.match(plan('C'), /^SEARCH audit_events USING INDEX audit_events_of_claim \(claim_id=\?\)$/)
})

test('root and proofs of 3,000 events are those that RFC 6962 defines', (t) => {
  const { db } = emptyDesk(t)
  change(db, act, (record) => {
    for (let number = 0; number < 3000; number++) { insert(db); record({ ...trace, subject: `claim/${number}` }) }
  }, { bulk: true })
  const leaves = (db.prepare('SELECT body FROM audit_events ORDER BY seq').pluck().all() as string[]).map((body) => leafHash(body))
  const read = nodesOf(db)

  for (const size of [1, 2, 3, 64, 1000, 2048, 2999, 3000]) assert.deepEqual(root(read, size), naiveRoot(leaves.slice(0, size)))
  for (const index of [0, 1, 1023, 1024, 2047, 2048, 2998, 2999]) {
    const proof = inclusionProof(read, index, 3000)
    assert.deepEqual(proof, naivePath(index, leaves))
    assert.ok(verifyInclusion(index, 3000, leaves[index]!, proof, root(read, 3000)))
  }
  for (const old of [1, 2, 1000, 1024, 2048, 2999]) {
    const proof = consistencyProof(read, old, 3000)
    assert.deepEqual(proof, naiveSubproof(old, leaves, true))
    assert.ok(verifyConsistency(old, 3000, root(read, old), root(read, 3000), proof))
  }
})

// RFC 6962, 2.1, word for word and without any memory: MTH, PATH and SUBPROOF.
const half = (size: number) => { let power = 1; while (power * 2 < size) power *= 2; return power }
const sha256 = (...parts: Uint8Array[]) => hash('sha256', Buffer.concat(parts), 'buffer')

function naiveRoot(leaves: Buffer[]): Buffer {
  if (leaves.length === 1) return leaves[0]!
  const k = half(leaves.length)
  return sha256(Uint8Array.of(1), naiveRoot(leaves.slice(0, k)), naiveRoot(leaves.slice(k)))
}

function naivePath(m: number, leaves: Buffer[]): Buffer[] {
  if (leaves.length === 1) return []
  const k = half(leaves.length)
  return m < k
    ? [...naivePath(m, leaves.slice(0, k)), naiveRoot(leaves.slice(k))]
    : [...naivePath(m - k, leaves.slice(k)), naiveRoot(leaves.slice(0, k))]
}

function naiveSubproof(m: number, leaves: Buffer[], known: boolean): Buffer[] {
  if (m === leaves.length) return known ? [] : [naiveRoot(leaves)]
  const k = half(leaves.length)
  return m <= k
    ? [...naiveSubproof(m, leaves.slice(0, k), known), naiveRoot(leaves.slice(k))]
    : [...naiveSubproof(m - k, leaves.slice(k), false), naiveRoot(leaves.slice(0, k))]
}
