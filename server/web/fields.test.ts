import assert from 'node:assert/strict'
import { test } from 'node:test'
import { day, needed, neededAddress, neededDay, optional, optionalAddress } from './fields.ts'

for (const nothing of ['', ' \r\n\t', '\u00A0\u3000', '\u200B', '\u200F\u200E\u061C', '\uFEFF\u2060 \u00AD', '\u3164\u115F', '\u2800', '\u{E0020}\uFE0F']) {
  test(`${JSON.stringify(nothing)} shows nothing, so it is nothing`, () => {
    assert.equal(needed().safeParse(nothing).error?.issues[0]?.message, 'missing')
    assert.equal(optional().parse(nothing), '')
    assert.equal(optionalAddress.parse(nothing), '')
  })
}

for (const something of ['.', '…', 'x\u200B', '\u200Fعربي', '👩‍👩‍👧', 'e\u0301', '٠', '\u{1F3F4}\u{E0067}\u{E007F}']) {
  test(`${JSON.stringify(something)} shows something, and stays as it is`, () => {
    assert.equal(needed().parse(something), something)
    assert.equal(optional().parse(` ${something}\r\n`), something)
  })
}

for (const address of ['https://a.example', 'HTTP://A.example/?q=%20#x', 'http://[::1]:80/', 'https://موقع.example/مسار', 'http://a.example/a b', 'https://a.example/@name']) {
  test(`${address} is a web address, and stays as it was typed`, () => assert.equal(neededAddress.parse(address), address))
}

// A link that reads as one place must not lead to another: without slashes it leads back to us, and before an @ anything can stand.
for (const address of [
  'javascript:alert(1)', 'data:text/html,x', 'a.example', '//a.example', 'http:a.example', 'http:/claims', 'https:sign-out', 'http:\\\\a.example', 'http:///a.example', 'http:/\\a.example',
  'http://a.example:x', 'https://www.agency.example@evil.example/', 'http://user:pass@a.example/', 'http://:@a.example', 'ht\ntp://a.example', 'http://a.exa\tmple', 'http://a.example/\u0085', '\u0001http://a.example',
]) {
  test(`${JSON.stringify(address)} is no web address`, () => assert.equal(neededAddress.safeParse(address).error?.issues[0]?.message, 'notAnAddress'))
}

for (const [typed, wrong] of [[undefined, 'missing'], ['', 'missing'], [' ', 'missing'], ['tomorrow', 'notADay'], ['2026-02-30', 'notADay'], [20260301, 'notADay']] as const) {
  test(`a day that must be there is not ${JSON.stringify(typed)}: ${wrong}`, () => assert.equal(neededDay.safeParse(typed).error?.issues[0]?.message, wrong))
}

test('a day that may be left out is none, or a day', () => {
  assert.deepEqual([undefined, '', '2026-03-01'].map((typed) => day.parse(typed)), [null, null, '2026-03-01'])
  assert.equal(neededDay.parse('2026-03-01'), '2026-03-01')
  assert.equal(day.safeParse('tomorrow').error?.issues[0]?.message, 'notADay')
})
