import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { canonical } from './canonical.ts'

test('keys stand in the order of their UTF-16 code units, as in RFC 8785, 3.2.3', () => {
  const value = { '\u20ac': 'Euro Sign', '\r': 'Carriage Return', '\ufb33': 'Hebrew', '1': 'One', '\ud83d\ude00': 'Emoji', '\u0080': 'Control', '\u00f6': 'Latin' }
  const order = ['\r', '1', '\u0080', '\u00f6', '\u20ac', '\ud83d\ude00', '\ufb33']
  assert.deepEqual(Object.values(JSON.parse(canonical(value)) as object).length, 7)
  assert.equal(canonical(value), `{${order.map((key) => `${JSON.stringify(key)}:${JSON.stringify(value[key as keyof typeof value])}`).join(',')}}`)
})

test('text is escaped as in RFC 8785, 3.2.2.2', () => {
  assert.equal(canonical('\u20ac$\u000f\nA\'B"\\\\"/'), '"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"')
})

for (const [value, text] of [
  [null, 'null'], [true, 'true'], [false, 'false'], [0, '0'], [-0, '0'], [-7, '-7'], [Number.MAX_SAFE_INTEGER, '9007199254740991'],
  ['', '""'], ['سلمى', '"سلمى"'], [[], '[]'], [{}, '{}'], [[1, [2], { b: 1, a: [null] }], '[1,[2],{"a":[null],"b":1}]'],
  [JSON.parse('{"__proto__":1}'), '{"__proto__":1}'], [Object.assign(Object.create(null), { b: 1, a: 2 }), '{"a":2,"b":1}'],
] as [unknown, string][]) {
  test(`writes ${text}`, () => assert.equal(canonical(value), text))
}

for (const [name, value] of [
  ['undefined', undefined], ['a missing value', { a: undefined }], ['a hole', [1, , 2]], ['a fraction', 0.5], ['NaN', NaN], ['infinity', -Infinity],
  ['a number too large to be exact', 2 ** 53], ['a big integer', 1n], ['half of a character', '\ud83d'], ['half of a character in a key', { '\ude00': 1 }],
  ['a function', () => 1], ['a symbol', Symbol('a')], ['a symbol as a key', { [Symbol('a')]: 1 }], ['a date', new Date(0)], ['a map', new Map()],
  ['bytes', Buffer.of(1)], ['an error', new Error('no')], ['a regular expression', /a/],
] as [string, unknown][]) {
  test(`refuses ${name}`, () => assert.throws(() => canonical(value), TypeError))
}

test('what is read back is the same, and is written the same', () => {
  const whole = fc.maxSafeInteger().map((number) => number + 0)
  const json = fc.letrec((tie) => ({
    value: fc.oneof({ maxDepth: 4 }, fc.constant(null), fc.boolean(), whole, fc.string({ unit: 'grapheme' }), fc.array(tie('value')), fc.dictionary(fc.string(), tie('value'))),
  })).value
  fc.assert(fc.property(json, (value) => {
    const text = canonical(value)
    assert.equal(canonical(JSON.parse(text)), text)
    assert.equal(JSON.stringify(JSON.parse(text)).length, text.length)
  }))
})
