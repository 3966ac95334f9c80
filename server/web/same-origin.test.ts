import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Request, Response } from 'express'
import { sameOrigin } from './same-origin.ts'

const COOKIE = { Cookie: 'sid=x' }

const CASES: readonly (readonly [headers: Record<string, string>, passes: boolean])[] = [
  [{ 'Sec-Fetch-Site': 'same-origin' }, true], [{ 'Sec-Fetch-Site': 'none' }, true],
  [{ 'Sec-Fetch-Site': 'same-site' }, false], [{ 'Sec-Fetch-Site': 'cross-site' }, false], [{ 'Sec-Fetch-Site': '' }, false],
  [{ 'Sec-Fetch-Site': 'cross-site', Origin: 'http://desk.test' }, false],
  [{ Origin: 'http://desk.test' }, true], [{ Origin: 'http://10.0.0.7:3000', Host: '10.0.0.7:3000' }, true],
  [{ Origin: 'http://evil.example', Host: 'desk.test' }, false], [{ Origin: 'null', Host: 'desk.test' }, false],
  // HTTP/1.0 need not name a host: nothing is not the same as nothing.
  [{ Origin: 'null' }, false], [{ Origin: '://' }, false],
  [{}, true], [COOKIE, false],
]

for (const [headers, passes] of CASES) {
  test(`a form with ${JSON.stringify(headers)} ${passes ? 'passes' : 'is refused'}`, () => {
    const req = { method: 'POST', get: (name: string) => headers[name] } as Request
    let passed = false
    const ask = () => sameOrigin('http://desk.test')(req, {} as Response, () => { passed = true })
    if (passes) ask()
    else assert.throws(ask, { status: 403 })
    assert.equal(passed, passes)
  })
}
