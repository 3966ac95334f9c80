import assert from 'node:assert/strict'
import { test } from 'node:test'
import { safeReturnTo } from './return-to.ts'

for (const own of ['/', '/claims', '/claims/7K3M9Q2XTA?status=queued&text=%D8%AD%D9%83%D9%85#evidence', '/reports/new', '/claims?next=https://elsewhere.example/']) {
  test(`${own} is ours`, () => assert.equal(safeReturnTo(own), own))
}

test('the way back is written as browsers read it', () => {
  assert.equal(safeReturnTo('/claims/../people'), '/people')
})

const FOREIGN = [
  '', 'claims', 'https://elsewhere.example', 'HTTPS:elsewhere.example', 'javascript:alert(1)', 'data:text/html,x',
  '//elsewhere.example', '///elsewhere.example', '////elsewhere.example/%2f..', '/\\elsewhere.example', '\\/elsewhere.example', '\\\\elsewhere.example', '/claims\\..\\..',
  '/\t/elsewhere.example', '/\n/elsewhere.example', '\t//elsewhere.example', ' //elsewhere.example', '/\0/elsewhere.example', '/ /elsewhere.example',
  '/.//elsewhere.example', '/..//elsewhere.example', '/./\t/elsewhere.example', '/%2e%2e//elsewhere.example', '/x/..//elsewhere.example',
  '//elsewhere.example@desk.test', '@elsewhere.example', 'desk.test.elsewhere.example', '/\u2215elsewhere.example', '//[::1]', '/\u00a0/elsewhere.example', '//',
  `/${'a'.repeat(1000)}`,
]
for (const foreign of FOREIGN) test(`${JSON.stringify(foreign).slice(0, 60)} leads home`, () => assert.equal(safeReturnTo(foreign), '/'))

test('what is not one text leads home', () => {
  for (const other of [undefined, null, 7, ['/claims'], ['/claims', '//elsewhere.example'], { toString: () => '/claims' }]) assert.equal(safeReturnTo(other), '/')
})
