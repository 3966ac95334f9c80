import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { dumpSchema } from './dump.ts'

test('schema.sql says what the migrations make; if not, run: node db/dump.ts > db/schema.sql', () => {
  assert.equal(readFileSync(join(import.meta.dirname, 'schema.sql'), 'utf8'), dumpSchema())
})

test('every table is strict, so that a column holds what it says', () => {
  const tables = dumpSchema().match(/^CREATE TABLE [\s\S]*?^\).*;$/gm) ?? []
  assert.ok(tables.length >= 15, `${tables.length} tables`)
  for (const sql of tables) assert.match(sql, /\) STRICT(, WITHOUT ROWID)?;$/, sql.slice(0, 60))
})
