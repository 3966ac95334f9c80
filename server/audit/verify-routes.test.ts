import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { test, type TestContext } from 'node:test'
import { en } from '../../views/locales/en.ts'
import { formats } from '../../views/locales/formats.ts'
import { Refusal } from '../errors.ts'
import { bundleOf } from './bundle.ts'
import { parseCheckpoint, trailName } from './checkpoint.ts'
import { signNote, verifierKey } from './note.ts'
import { bundledDesk } from './testing-bundle.ts'
import { turns } from './turns.ts'
import { verifyApart } from './verify-apart.ts'
import { MOST_MEGABYTES } from './verify-routes.ts'

async function pageDesk(t: TestContext) {
  const told = await bundledDesk(t)

  const check = async (file: Buffer | null, outside = '', headers: Record<string, string> = {}) => {
    const body = new FormData()
    if (file) body.set('file', new Blob([new Uint8Array(file)]), 'bundle.zip')
    body.set('outside', outside)
    const answer = await fetch(`${told.base}/verify`, { method: 'POST', body, headers: { 'accept-language': 'en', 'sec-fetch-site': 'same-origin', ...headers } })
    return { status: answer.status, headers: answer.headers, page: (await answer.text()).replace(/[\u2068\u2069]/g, '') }
  }
  return { ...told, check }
}

test('anybody may have a bundle checked: the answer is a sentence, in their language, without a script', async (t) => {
  const { anyone, bytes, check, document } = await pageDesk(t)
  const form = await anyone.get('/verify')
  assert.deepEqual([form.status, form.headers.get('cache-control')], [200, 'no-store'])
  assert.match(form.headers.get('content-security-policy')!, /^default-src 'none'; (?!.*script)/)
  assert.match(await form.text(), /<form class="bundle[^>]* enctype="multipart\/form-data"/)

  const whole = await check(bytes, document.checkpoint)
  assert.equal(whole.status, 200)
  for (const wanted of ['Nothing in this bundle was changed.', 'This desk signed it', '9 withheld', '1 of 1 agree', document.report.title]) assert.ok(whole.page.includes(wanted), wanted)
  assert.doesNotMatch(whole.page, /Whose key it is/)
  const arabic = await check(bytes, '', { 'accept-language': 'ar' })
  assert.match(arabic.page, /لم يُغيَّر في هذه الحزمة شيء/)
  assert.match(arabic.page, /ما لا يثبته هذا التحقق/)
})

test('a changed bundle, one of another desk, and what is no bundle get their sentences', async (t) => {
  const { bytes, check, document, proofs, copies } = await pageDesk(t)
  const changed = Buffer.from(bytes)
  changed[bytes.length >> 1]! ^= 1
  const broken = await check(changed)
  assert.equal(broken.status, 422)
  assert.match(broken.page, /Do not rely on this bundle\.[^]*report\.json|report\.html/)

  const { privateKey: other } = generateKeyPairSync('ed25519')
  const origin = 'other.test'
  const desk = { ...document.desk, origin, vkey: verifierKey(trailName(origin), other) }
  const { size, root, head, time } = parseCheckpoint(document.checkpoint)
  const checkpoint = signNote(`${trailName(origin)}\n${size}\n${root}\nhead ${head}\ntime ${time}\n`, trailName(origin), other)
  const foreign = await check(bundleOf({ ...document, desk, checkpoint }, { html: '', proofs, key: other, copies }))
  assert.deepEqual([foreign.status, /signed with the key that stands in it, in the name of other\.test/.test(foreign.page), /Whose key it is/.test(foreign.page)], [200, true, true])

  for (const [file, wanted] of [[Buffer.from('hello'), /not a ZIP file/], [Buffer.from(JSON.stringify(document)), /not a ZIP file.* take the ZIP of the same report/], [bytes.subarray(0, 5000), /ends in the middle of/], [Buffer.from('PK\x05\x06'.padEnd(22, '\0')), /ends in the middle|should begin/]] as const) {
    const { status, page } = await check(file)
    assert.equal(status, 422)
    assert.match(page, wanted)
  }
})

test('nothing to check, heads that are none, too much at once: said at the field, with what was typed kept', async (t) => {
  const { bytes, check, anyone, base } = await pageDesk(t)
  const none = await check(null, 'typed <here>')
  assert.equal(none.status, 422)
  assert.match(none.page, /Choose a bundle first\.[^]*typed &lt;here&gt;/)
  assert.match(none.page, /There is no signed head in this/)
  assert.equal((await check(Buffer.of())).status, 422)
  assert.equal((await check(bytes, 'not a head')).status, 422)
  assert.equal((await anyone.post('/verify', { outside: '' })).status, 422)

  const large = await check(Buffer.alloc(MOST_MEGABYTES * 2 ** 20 + 1))
  assert.equal(large.status, 413)
  assert.match(large.page, /larger than what is checked here/)
  const send = (body: string, headers: Record<string, string>) => fetch(`${base}/verify`, { method: 'POST', body, headers: { 'sec-fetch-site': 'same-origin', ...headers } })
  assert.equal((await send('--x\r\nbroken', { 'content-type': 'multipart/form-data; boundary=x' })).status, 400)
  assert.equal((await send('x', { 'content-type': 'multipart/form-data' })).status, 400)
  assert.equal((await check(bytes, '', { 'sec-fetch-site': 'cross-site' })).status, 403)
})

test('somebody who asks too often waits, and others do not', async (t) => {
  const { check, bytes, clock } = await pageDesk(t)
  const statuses = []
  for (let n = 0; n < 11; n++) statuses.push((await check(bytes)).status)
  assert.deepEqual(statuses, [...Array<number>(10).fill(200), 429])
  assert.equal((await check(bytes, '', { 'x-forwarded-for': '203.0.113.9' })).status, 200)
  clock.at = new Date(clock.at.getTime() + 60_001)
  assert.equal((await check(bytes)).status, 200)
})

test('a turn is taken for a time, by each network, and strangers do not fill the memory', () => {
  const at = (milliseconds: number) => new Date(milliseconds)
  const taking = ({ waitOf, take }: ReturnType<typeof turns>) => (address: string, when: Date) => waitOf(address, when) === 0 && (take(address, when), true)
  const two = turns({ most: 2, milliseconds: 1000 })
  const may = taking(two)
  assert.deepEqual([may('192.0.2.1', at(0)), may('192.0.2.1', at(500)), may('192.0.2.1', at(900)), may('192.0.2.2', at(900)), may('192.0.2.1', at(1001))], [true, true, false, true, true])
  assert.deepEqual([two.waitOf('192.0.2.1', at(1100)), two.waitOf('192.0.2.2', at(1100)), two.waitOf('192.0.2.1', at(1500))], [400, 0, 0], 'who asks takes nothing')

  const full = taking(turns({ most: 2, milliseconds: 1000 }))
  for (let n = 0; n < 10_000; n++) assert.ok(full(`10.0.${n >> 8}.${n & 255}`, at(2000)))
  assert.deepEqual([full('192.0.2.77', at(2001)), full('10.0.0.1', at(2001)), full('192.0.2.77', at(3002))], [false, true, true])
})

test('nothing of a bundle is kept', async (t) => {
  const { db, bytes, check } = await pageDesk(t)
  const before = { desk: db.serialize(), files: readdirSync(tmpdir()).length }
  assert.equal((await check(bytes)).status, 200)
  assert.ok(before.desk.equals(db.serialize()))
  assert.ok(readdirSync(tmpdir()).every((name) => !/bundle/.test(name)))
})

test('a bundle that takes too long to check is let go of, and said so', async (t) => {
  const { bytes } = await bundledDesk(t)
  const asked = { bytes, ours: '', outside: '', locale: 'en' } as const
  assert.equal((await verifyApart(asked)).ok, true)
  await assert.rejects(verifyApart(asked, 1), (error: Refusal) => error instanceof Refusal && error.status === 422 && /more time or memory/.test(error.sentence(en, formats.en)))
})
