import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Database } from '../database.ts'
import { testDesk } from '../web/testing.ts'
import { matching } from './search.ts'

const put = (db: Database, texts: readonly string[]) =>
  texts.forEach((text, index) => db.prepare('INSERT INTO claims_search (rowid, terms) VALUES (?, ?)').run(index + 1, text))

const found = (db: Database, match: string) => db.prepare('SELECT rowid FROM claims_search WHERE claims_search MATCH ? ORDER BY rowid DESC').pluck().all(match)

test('a longer beginning becomes the words that have it, a short one stays', (t) => {
  const db = testDesk(t)
  put(db, ['government', 'governor governs', 'govern ments', 'حكومه الحكومه', 'حكم'])
  assert.equal(matching(db, ['gov', 'govern']), '("gov"*) AND ("govern" OR "government" OR "governor" OR "governs")')
  assert.equal(matching(db, ['حكوم']), '("حكومه")')
  assert.equal(matching(db, ['ments']), '("ments")')
  assert.equal(matching(db, ['nobody']), '("nobody"*)')
})

test('with more words than are worth naming it stays too', (t) => {
  const db = testDesk(t)
  put(db, [Array.from({ length: 20 }, (_, n) => `word${n}`).join(' ')])
  assert.equal(matching(db, ['word']).split(' OR ').length, 20)
  put(db, ['word20'])
  assert.equal(matching(db, ['word']), '("word"*)')
})

test('either way the same claims are found, also where the index keeps words in other letters than they were sought', (t) => {
  const db = testDesk(t)
  const terms = ['government', 'gove', 'rn', 'हिन्दी', 'हिन्', 'ment"s', 'straße', 'ά', 'e\u0301tat', '東京都', '𐎠𐎡𐎢', 'حكومه']
  put(db, [...terms, ...terms.map((term) => `${term}x y`), terms.join(' ')])
  for (const term of terms) assert.deepEqual(found(db, matching(db, [term])), found(db, `"${term.replaceAll('"', '""')}"*`), term)
})
