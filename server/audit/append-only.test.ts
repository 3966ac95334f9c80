import assert from 'node:assert/strict'
import test from 'node:test'
import Sqlite from 'better-sqlite3'
import { signCheckpoint } from './checkpoint.ts'
import { doOne, openedDesk } from './testing.ts'

const body = (seq: number, once: string | null = null) => JSON.stringify({ seq, at: '2026-03-02T07:00:00.000Z', action: 'claim.made', subject: 'claim/A', once })
const row = (seq: number, text = body(seq)) => `(seq, body, hash) VALUES (${seq}, '${text}', '${'0'.repeat(64)}')`

/** 21 events, 18 nodes in the tree, checkpoints of 1 and 21. */
const LAST = 21

const ATTEMPTS: Record<string, string> = {
  'UPDATE': `UPDATE audit_events SET body = '${body(5)}' WHERE seq = 5`,
  'UPDATE OR REPLACE': `UPDATE OR REPLACE audit_events SET body = '${body(5)}' WHERE seq = 5`,
  'DELETE': 'DELETE FROM audit_events WHERE seq = 5',
  'DELETE of the last': `DELETE FROM audit_events WHERE seq = ${LAST}`,
  'DELETE of all': 'DELETE FROM audit_events',
  'INSERT OR REPLACE': `INSERT OR REPLACE INTO audit_events ${row(5)}`,
  'REPLACE of the last': `REPLACE INTO audit_events ${row(LAST)}`,
  'REPLACE by the key of a form': `REPLACE INTO audit_events ${row(LAST + 1, body(LAST + 1, 'form-1'))}`,
  'INSERT with a gap': `INSERT INTO audit_events ${row(LAST + 2)}`,
  'INSERT without a number': `INSERT INTO audit_events (body, hash) VALUES ('${body(LAST + 1)}', '${'0'.repeat(64)}')`,
  'INSERT with the body of another': `INSERT INTO audit_events ${row(LAST + 1, body(5))}`,
  'INSERT of what is not JSON': `INSERT INTO audit_events ${row(LAST + 1, 'text')}`,
  'UPSERT': `INSERT INTO audit_events ${row(5)} ON CONFLICT (seq) DO UPDATE SET body = excluded.body`,
  'UPDATE of the rowid': `UPDATE audit_events SET rowid = 99 WHERE seq = ${LAST}`,
  'REPLACE of a checkpoint': 'REPLACE INTO checkpoints VALUES (1, \'x\')',
  'REPLACE of the last checkpoint': `REPLACE INTO checkpoints VALUES (${LAST}, 'x')`,
  'UPDATE of a checkpoint': 'UPDATE checkpoints SET note = \'x\'',
  'DELETE of a checkpoint': 'DELETE FROM checkpoints',
  'INSERT of a checkpoint of the future': 'INSERT INTO checkpoints VALUES (99, \'x\')',
  'INSERT of a checkpoint of the past': 'INSERT INTO checkpoints VALUES (5, \'x\')',
  'UPDATE of a node': 'UPDATE audit_tree SET hash = zeroblob(32)',
  'DELETE of a node': 'DELETE FROM audit_tree WHERE level = 1 AND position = 9',
  'REPLACE of a node': 'REPLACE INTO audit_tree VALUES (1, 3, zeroblob(32))',
  'INSERT of a node before its events': 'INSERT INTO audit_tree VALUES (1, 10, zeroblob(32))',
  'INSERT of a node on a new level': 'INSERT INTO audit_tree VALUES (5, 0, zeroblob(32))',
}

for (const [name, sql] of Object.entries(ATTEMPTS)) {
  test(`${name} is refused on any connection`, (t) => {
    const desk = openedDesk(t)
    doOne(desk.db, 1, { once: 'form-1' })
    for (let number = 2; number < LAST; number++) doOne(desk.db, number)
    signCheckpoint(desk.db, desk.key)
    const raw = new Sqlite(desk.file)
    try {
      raw.pragma('recursive_triggers = OFF')
      raw.pragma('foreign_keys = OFF')
      const all = () => ['audit_events', 'audit_tree', 'checkpoints'].map((table) => raw.prepare(`SELECT * FROM ${table}`).all())
      const before = all()
      assert.deepEqual(before.map((rows) => rows.length), [LAST, 18, 2])
      assert.throws(() => raw.exec(sql), /append-only|constraint failed|malformed JSON/)
      assert.deepEqual(all(), before)
    } finally {
      raw.close()
    }
  })
}
