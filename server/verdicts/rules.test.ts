import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gateOf, isOpen, readingGateOf, type Balance, type Reading, type Verdict } from './rules.ts'

const OWN = 'la gazette'
const LONG_ENOUGH = 'x'.repeat(20)

const from = (...origins: string[]) => origins.map((origin) => ({ origin }))
const balance = (parts: Partial<Balance>): Balance => ({ supporting: [], contradicting: [], searches: 0, ownOrigin: OWN, ...parts })

/** What speaks for and against, and what each verdict still lacks. */
const GATES: [says: string, parts: Partial<Balance>, verified: string[], disputed: string[], unverifiable: string[]][] = [
  ['nothing', {}, ['twoLinks', 'twoOrigins'], ['contradiction'], ['search']],
  ['one supporting link', { supporting: from('a') }, ['twoLinks', 'twoOrigins'], ['contradiction'], ['search']],
  ['two supporting links of one origin', { supporting: from('a', 'a') }, ['twoOrigins'], ['contradiction'], ['search']],
  ['two supporting links of two origins', { supporting: from('a', 'b') }, [], ['contradiction'], ['search']],
  ['the own publisher and one other', { supporting: from(OWN, 'a') }, ['twoLinks', 'twoOrigins'], ['contradiction'], ['search']],
  ['the own publisher twice and one other', { supporting: from(OWN, 'a', OWN) }, ['twoLinks', 'twoOrigins'], ['contradiction'], ['search']],
  ['the own publisher and two others', { supporting: from(OWN, 'a', 'b') }, [], ['contradiction'], ['search']],
  ['five outlets of one origin', { supporting: from('a', 'a', 'a', 'a', 'a') }, ['twoOrigins'], ['contradiction'], ['search']],
  ['one contradicting link', { contradicting: from('a') }, ['twoLinks', 'twoOrigins'], [], ['search']],
  ['support and contradiction', { supporting: from('a', 'b'), contradicting: from('c') }, [], [], ['search']],
  ['a search', { searches: 1 }, ['twoLinks', 'twoOrigins'], ['contradiction'], []],
  ['a search and support', { searches: 2, supporting: from('a', 'b') }, [], ['contradiction'], []],
]

const lacking = (verdict: Verdict, parts: Partial<Balance>, reasoning = { rationale: LONG_ENOUGH, settle: 'A register.' }) =>
  gateOf(verdict, balance(parts), reasoning).filter(({ met }) => !met).map(({ requirement }) => requirement)

for (const [says, parts, verified, disputed, unverifiable] of GATES) {
  test(`with ${says} the verdicts lack what they should`, () => {
    assert.deepEqual([lacking('verified', parts), lacking('disputed', parts), lacking('unverifiable', parts)], [verified, disputed, unverifiable])
  })
}

const REASONINGS: [rationale: string, settle: string, verified: string[], unverifiable: string[]][] = [
  [LONG_ENOUGH, 'x', [], []],
  ['x'.repeat(19), 'x', ['rationale'], ['rationale']],
  [` ${'x'.repeat(19)} `, 'x', ['rationale'], ['rationale']],
  [' '.repeat(20), '', ['rationale'], ['settle', 'rationale']],
  ['لأن المصدرين مستقلان', '', [], ['settle']],
  ['لأن المصدر مستقل', ' \n', ['rationale'], ['settle', 'rationale']],
]

for (const [rationale, settle, verified, unverifiable] of REASONINGS) {
  test(`${JSON.stringify(rationale)} with ${JSON.stringify(settle)} lacks ${unverifiable.join(' and ') || 'nothing'} to be unverifiable`, () => {
    const parts = { supporting: from('a', 'b'), searches: 1 }
    assert.deepEqual([lacking('verified', parts, { rationale, settle }), lacking('unverifiable', parts, { rationale, settle })], [verified, unverifiable])
  })
}

test('the gate is open when nothing is lacking', () => {
  assert.equal(isOpen(gateOf('verified', balance({ supporting: from('a', 'b') }), { rationale: LONG_ENOUGH, settle: '' })), true)
  assert.equal(isOpen(gateOf('verified', balance({ supporting: from('a', 'a') }), { rationale: LONG_ENOUGH, settle: '' })), false)
})

test('the report without a publisher shuts out no origin', () => {
  assert.deepEqual(gateOf('verified', balance({ supporting: from('a', 'b'), ownOrigin: '' }), { rationale: LONG_ENOUGH, settle: '' }).filter(({ met }) => !met), [])
})

const DONE: Reading = { untriaged: 0, suggested: 0, unseen: 0, triagedBy: ['SALMA'] }

/** How far a report is, and what it lacks to be signed off by Nadia without a reason. */
const READINGS: [says: string, parts: Partial<Reading>, lacks: string[]][] = [
  ['everything dealt with by somebody else', {}, []],
  ['everything dealt with by two others', { triagedBy: ['SALMA', 'YUSUF'] }, []],
  ['her hand in it beside another', { triagedBy: ['SALMA', 'NADIA'] }, []],
  ['her hand in it alone', { triagedBy: ['NADIA'] }, ['secondPair']],
  ['a passage that nobody has touched', { untriaged: 1 }, ['coverage']],
  ['a suggestion that waits', { suggested: 1 }, ['suggestions']],
  ['words that changed and wait for a look', { unseen: 1 }, ['changedWords']],
  ['nothing done at all', { untriaged: 4, suggested: 4, triagedBy: [] }, ['coverage', 'suggestions']],
  ['all of it at once', { untriaged: 1, suggested: 1, triagedBy: ['NADIA'] }, ['coverage', 'suggestions', 'secondPair']],
]

for (const [says, parts, lacks] of READINGS) {
  test(`a report with ${says} lacks ${lacks.join(' and ') || 'nothing'}`, () => {
    const gate = readingGateOf({ ...DONE, ...parts }, 'NADIA')
    assert.deepEqual(gate.filter(({ met }) => !met).map(({ requirement }) => requirement), lacks)
  })
}
