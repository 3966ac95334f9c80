import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { test, type TestContext } from 'node:test'
import { readOrMakeKey } from '../audit/checkpoint.ts'
import { readConfig } from '../config.ts'
import { openDatabase, type Database } from '../database.ts'
import { verificationReport } from '../export/document.ts'
import { periodOf, selectedIn } from '../export/scope.ts'
import { selectedPart } from '../export/selection.ts'
import { testServer } from '../web/testing.ts'
import { buildDesk } from './build.ts'
import { letLeave } from './leaving.ts'
import { pagesOf, viewersOf } from './operations.ts'
import { wholeTablesRead } from './plans.ts'

function built(t: TestContext) {
  const { folder } = buildDesk(3000)
  const { databaseFile, keyFile } = readConfig({ DATA_DIR: folder })
  const db = openDatabase(databaseFile)
  t.after(() => { db.close(); rmSync(folder, { recursive: true }) })
  return { db, key: readOrMakeKey(keyFile) }
}

test('no page reads a whole table of a desk with the statistics of a large one', async (t) => {
  const { db } = built(t)
  const pages = pagesOf(db, viewersOf(db).map(({ cookie }) => cookie))
  const { base } = await testServer(t, db)

  for (const { name, requests } of pages) {
    const read = await wholeTablesRead(db, async () => {
      for (const { path, headers, status } of requests.slice(0, 8)) assert.equal((await fetch(base + path, { headers })).status, status, path)
    })
    assert.deepEqual(read, [], name)
  }
})

test('nor does what leaves the house, what programs ask, or what the desk does by itself', async (t) => {
  const { db, key } = built(t)
  const { pages, chores } = letLeave(db, key)
  planAsIfLarge(db)
  const { base } = await testServer(t, db)

  for (const { path, headers } of pages) assert.deepEqual(await wholeTablesRead(db, async () => assert.equal((await fetch(base + path, { headers })).status, 200, path)), [], path)
  assert.deepEqual(await wholeTablesRead(db, chores), [])
})

test('what an export reads of each report it finds by that report, so that exporting a large desk takes as long as its reports do', async (t) => {
  const { db, key } = built(t)
  planAsIfLarge(db)
  const [first, second] = selectedIn(db, { by: 'filter', filter: {} })
  assert.deepEqual(await wholeTablesRead(db, async () => {
    verificationReport(db, first!.reportId, key)
    selectedPart(db, second!, true)
    selectedIn(db, periodOf('2020-01-01', '2020-12-31'))
  }), [])
})

/** Plans are made by the statistics: here as if there were a thousand times as many rows of each kind. */
function planAsIfLarge(db: Database) {
  for (const pragma of ['analysis_limit = 400', 'optimize = 0x10002']) db.pragma(pragma)
  db.exec("UPDATE sqlite_stat1 SET stat = CAST(CAST(stat AS INTEGER) * 1000 AS TEXT) || substr(stat, instr(stat || ' ', ' ')); ANALYZE sqlite_schema")
}
