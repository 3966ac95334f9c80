import assert from 'node:assert/strict'
import { test } from 'node:test'
import { needed, neededAddress, optional, optionalAddress } from './fields.ts'

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
