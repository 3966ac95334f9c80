import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refusal } from '../errors.ts'
import { readObject } from './json.ts'

const read = (text: string | Uint8Array) => readObject(typeof text === 'string' ? Buffer.from(text) : text)
const statusOf = (text: string | Uint8Array) => {
  try {
    read(text)
    return 200
  } catch (error) {
    if (error instanceof Refusal) return error.status
    throw error
  }
}

test('JSON is read as it stands', () => {
  assert.deepEqual(read('{"a": 1, "b": {"a": [1, {"a": 2}]}, "c": "a\\",\\"a"}'), { a: 1, b: { a: [1, { a: 2 }] }, c: 'a","a' })
  assert.deepEqual(read('{"x": ["a", "a", "a"], "y": {"a": "a", "b": "a"}}'), { x: ['a', 'a', 'a'], y: { a: 'a', b: 'a' } })
})

for (const [what, text, status] of [
  ['a name that stands twice', '{"a": 1, "a": 2}', 400], ['a name that stands twice, one of them escaped', '{"a": 1, "\\u0061": 2}', 400], ['a name twice in an inner object', '{"x": [{"a": 1, "b": 2, "a": 3}]}', 400],
  ['half of it', '{"a": ', 400], ['something after it', '{} {}', 400], ['a comment', '{/* */}', 400], ['a comma too many', '{"a": 1,}', 400], ['nothing but quotes', '"'.repeat(500_000), 400],
  ['quotes without an end', `{"${'\\"'.repeat(500_000)}`, 400], ['a byte order mark', '\uFEFF{}', 400], ['bytes that are no UTF-8', Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d), 400],
  ['brackets without an end', '['.repeat(1_000_000), 400], ['depths', `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`, 400], ['depths of lists', `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 400],
  ['a list', '[]', 422], ['a number', '7', 422], ['null', 'null', 422], ['a text', '"a"', 422],
] as const) {
  test(`${what} is refused`, () => assert.equal(statusOf(text), status))
}

test('names of a prototype are names like others', () => {
  const value = read('{"__proto__": {"admin": true}, "constructor": 1, "toString": 2}')
  assert.deepEqual(Object.keys(value), ['__proto__', 'constructor', 'toString'])
  assert.equal(({} as { admin?: boolean }).admin, undefined)
})
