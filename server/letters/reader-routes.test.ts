import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { test } from 'node:test'
import { canonical } from '../audit/canonical.ts'
import { desk, refuse, sendTwice, type Desk } from '../claims/testing.ts'
import { verificationReport } from '../export/document.ts'
import { sheetOf } from '../export/sheet.ts'
import { key } from '../web/testing.ts'
import { formIn, hasForm, tagsIn, wordsIn } from '../web/testing-page.ts'
import { LIMITS } from './rules.ts'
import { LETTER } from './testing.ts'

const letters = ({ db }: Desk) => db.prepare('SELECT * FROM letters ORDER BY key').all() as Record<string, string | number | null>[]
const contacts = ({ db }: Desk) => db.prepare('SELECT name, contact FROM letter_contacts').all()
const from = (address: string) => ({ 'x-forwarded-for': address })

test('each public page leads to the form, which says what it is about, what is promised, and who sees it', async (t) => {
  const here = await desk(t)
  const id = here.published(here.correctedOnce(), 'Counted anew.')
  const linkIn = async (path: string) => /href="([^"]*\/errors\/new[^"]*)"/.exec(await (await here.anyone.get(path)).text())![1]!.replaceAll('&amp;', '&')
  assert.deepEqual(await Promise.all([`/claims/${id}`, `/claims/${id}/v/1`, `/claims/${id}?lang=ar`].map(linkIn)), [
    `/claims/${id}/errors/new?publication=2`, `/claims/${id}/errors/new?publication=1`, `/claims/${id}/errors/new?publication=2&lang=ar`])

  const answer = await here.anyone.get(`/claims/${id}/errors/new?publication=1`)
  const page = await answer.text()
  assert.deepEqual([answer.status, answer.headers.get('cache-control'), answer.headers.get('etag')], [200, 'no-store', null])
  assert.match(answer.headers.get('content-security-policy')!, /^default-src 'none';(?!.*script).*form-action 'self'/)
  assert.match(wordsIn(page), /answers within 7 days\..* 73 blessés Verified Version 1 .*Only supervisors and admins of this desk see what you write,.*erased 30 days after our answer/)
  const { publication, message } = formIn(page, `/claims/${id}/errors/new`)
  assert.deepEqual([publication?.value, message?.value], ['1', '\n'.trim()])
  assert.match(await (await here.anyone.get(`/claims/${id}/errors/new?lang=ar`)).text(), /<html lang="ar" dir="rtl">[\s\S]*أبلغ عن خطأ/)
  assert.match(wordsIn(await (await here.anyone.get('/corrections')).text()), /Have you found an error\?.*within 7 days\./)
})

test('what was withdrawn can be written about too', async (t) => {
  const here = await desk(t)
  const id = here.published()
  await here.nadias.post(`/claims/${id}/unpublishing`, { version: String(here.claim(id).version), reason: 'Nothing holds.' })
  assert.match(await (await here.anyone.get(`/claims/${id}`)).text(), /errors\/new\?publication=2"/)
  assert.match(wordsIn(await (await here.anyone.get(`/claims/${id}/errors/new`)).text()), /73 blessés Verified Withdrawn Version 2/)
  assert.equal((await here.anyone.post(`/claims/${id}/errors/new`, { ...LETTER, publication: '2' })).status, 303)
})

test('of a claim that is not public nobody learns that it exists, nor of a version that is not', async (t) => {
  const here = await desk(t)
  const id = here.published()
  const nothing = wordsIn(await (await here.anyone.get('/claims/0000000000/errors/new')).text())
  for (const hidden of [here.queued(), here.signedOff(), here.suggested(), '0000000000', 'nonsense', '%00']) {
    for (const path of ['errors/new', 'errors/sent']) {
      const answer = await here.anyone.get(`/claims/${hidden}/${path}`)
      assert.deepEqual([answer.status, wordsIn(await answer.text())], [404, nothing], hidden)
    }
    assert.equal(wordsIn(await refuse(here, here.anyone, `/claims/${hidden}/errors/new`, { ...LETTER }, 404)), nothing)
  }
  for (const publication of ['2', '0', '-1', '1e0', 'x', '']) {
    assert.equal((await here.anyone.get(`/claims/${id}/errors/new?publication=${publication}`)).status, 404, publication)
    await refuse(here, here.anyone, `/claims/${id}/errors/new`, { ...LETTER, publication }, 404)
  }
})

test('a letter arrives once, however often it is sent, and is thanked for; the trail knows only hashes of it', async (t) => {
  const here = await desk(t)
  const id = here.published()
  const event = await sendTwice(here, here.anyone, `/claims/${id}/errors/new`, { ...LETTER, publication: '1' }, `/claims/${id}/errors/sent`)
  const [letter] = letters(here)
  assert.ok(letter && letters(here).length === 1)
  assert.deepEqual([letter.claim_id, letter.publication, letter.message, letter.seen_at, letter.locale, letter.received_at, letter.due_on], [id, 1, LETTER.message, LETTER.seenAt, 'en', '2026-03-04T12:00:00.000Z', '2026-03-11'])
  assert.deepEqual(contacts(here), [{ name: 'Rim', contact: 'rim@reader.example' }])

  const { body } = here.db.prepare('SELECT body FROM audit_events WHERE seq = ?').get(event.seq) as { body: string }
  const { actor, claim, report, subject } = JSON.parse(body) as Record<string, unknown>
  assert.deepEqual([event.action, actor, claim, report, subject], ['letter.received', null, id, null, `letter/${letter.id}`])
  const { salt } = here.db.prepare('SELECT salt FROM letter_contacts').get() as { salt: string }
  const seal = (salt: unknown, words: object) => hash('sha256', `${String(salt)}${canonical(words)}`)
  assert.deepEqual(event.after, { publication: 1, sealed: seal(letter.salt, { message: LETTER.message, seenAt: LETTER.seenAt }), sealedContact: seal(salt, { name: 'Rim', contact: 'rim@reader.example' }) })
  assert.doesNotMatch(body, /hospital|Rim|rim@/)

  const thanks = await here.anyone.get(`/claims/${id}/errors/sent`)
  assert.equal(thanks.headers.get('cache-control'), 'no-store')
  assert.match(wordsIn(await thanks.text()), /Thank you .*answers within 7 days/)
  assert.match(wordsIn(await (await here.salmas.get(`/claims/${id}`)).text()), /A reader reported an error in the claim/)
})

test('a page gone back to that says something else is another letter; nobody else’s form stands for it', async (t) => {
  const here = await desk(t)
  const path = `/claims/${here.published()}/errors/new`
  for (const message of ['First.', 'Second.', 'First.']) assert.equal((await here.anyone.post(path, { once: 'one-form', message })).status, 303)
  assert.deepEqual(letters(here).map(({ message }) => message), ['First.', 'Second.'])
  assert.deepEqual(contacts(here), [], 'nothing is kept of who wrote where they did not say')
})

test('nothing of a letter leaves with an export, and it changes nothing of the claim', async (t) => {
  const here = await desk(t)
  const id = here.published()
  const before = [here.claim(id), JSON.stringify(verificationReport(here.db, here.report.id, key))]
  await here.anyone.post(`/claims/${id}/errors/new`, { ...LETTER })
  assert.deepEqual([here.claim(id), JSON.stringify(verificationReport(here.db, here.report.id, key))], before)
  assert.doesNotMatch(sheetOf(verificationReport(here.db, here.report.id, key)), /letter/)
})

test('what is wrong in the form is said beside the field, and what was typed is kept', async (t) => {
  const here = await desk(t)
  const path = `/claims/${here.published()}/errors/new`
  for (const [sent, field, problem] of [
    [{ ...LETTER, message: '' }, 'message', 'Fill this in.'],
    [{ ...LETTER, message: ' \u200B\n' }, 'message', 'Fill this in.'],
    [{ ...LETTER, message: 'x'.repeat(5001) }, 'message', 'This is too long.'],
    [{ ...LETTER, message: 'a\0b' }, 'message', 'This holds characters that cannot be read'],
    [{ ...LETTER, seenAt: 'javascript:alert(1)' }, 'seenAt', 'This is not a web address.'],
    [{ ...LETTER, seenAt: `https://x.example/${'x'.repeat(2000)}` }, 'seenAt', 'This is too long.'],
    [{ ...LETTER, name: 'x'.repeat(201) }, 'name', 'This is too long.'],
    [{ ...LETTER, contact: 'x'.repeat(301) }, 'contact', 'This is too long.'],
  ] as const) {
    const form = formIn(await refuse(here, here.anyone, path, sent, 422), path)
    assert.ok(form[field]?.problem?.startsWith(problem) && form[field].invalid, `${field}: ${form[field]?.problem}`)
    assert.deepEqual([form.name?.value, form.contact?.value, form.seenAt?.value], [sent.name, sent.contact, sent.seenAt])
  }
  await refuse(here, here.anyone, path, {}, 422)
})

test('another site’s page cannot send it', async (t) => {
  const here = await desk(t)
  const path = `/claims/${here.published()}/errors/new`
  assert.equal((await here.anyone.post(path, { ...LETTER }, { 'sec-fetch-site': 'cross-site' })).status, 403)
  assert.deepEqual(letters(here), [])
})

test('of one network some letters are taken within an hour, then again; the rest is asked to wait, in its language, with what it wrote', async (t) => {
  const here = await desk(t)
  const path = `/claims/${here.published()}/errors/new`
  const send = (n: number, address = '192.0.2.1', more = {}) => here.anyone.post(path, { ...LETTER, message: `Letter ${n}.`, once: `form-${n}` }, { ...from(address), ...more })
  for (let n = 0; n < LIMITS.network; n++) assert.equal((await send(n)).status, 303, String(n))
  assert.equal((await send(0)).status, 303, 'one that arrived is not a new one')
  const refused = await send(99)
  const page = await refused.text()
  assert.deepEqual([refused.status, refused.headers.get('retry-after')], [429, '3600'])
  assert.match(wordsIn(page), /Not sent Too many letters have come within the hour/)
  const form = formIn(page, path)
  assert.deepEqual([form.message?.value, form.name?.value, form.contact?.value, form.publication?.value], ['Letter 99.', 'Rim', 'rim@reader.example', '1'])
  assert.match(await (await send(99, '192.0.2.1', { 'accept-language': 'ar' })).text(), /<html lang="ar"[\s\S]*أرسله مجددًا بعد ٦٠ دقيقة/)
  assert.equal((await here.anyone.post(path, { message: '' }, from('192.0.2.1'))).status, 422, 'a form that is not complete takes no turn')
  assert.equal((await send(100, '192.0.2.2')).status, 303, 'others are not held up')

  here.clock.at = new Date(here.clock.at.getTime() + LIMITS.milliseconds - 1)
  const soon = await send(99)
  assert.deepEqual([soon.status, soon.headers.get('retry-after')], [429, '1'])
  assert.match(wordsIn(await soon.text()), /send it again in a minute\./)
  here.clock.at = new Date(here.clock.at.getTime() + 1)
  assert.equal((await send(99)).status, 303)
  assert.deepEqual(letters(here).map(({ message }) => message), [...Array.from({ length: LIMITS.network }, (_, n) => `Letter ${n}.`), 'Letter 100.', 'Letter 99.'])
})

test('a flood about one claim, from wherever it comes, leaves the others open, and costs those whom it shuts out nothing', async (t) => {
  const here = await desk(t)
  const [flooded, other] = [here.published(), here.published()].map((id) => `/claims/${id}/errors/new`) as [string, string]
  for (let n = 0; n < LIMITS.claim; n++) assert.equal((await here.anyone.post(flooded, { ...LETTER }, from(`198.51.100.${n}`))).status, 303)
  for (let n = 0; n <= LIMITS.all; n++) assert.equal((await here.anyone.post(flooded, { ...LETTER }, from('203.0.113.1'))).status, 429)
  assert.equal((await here.anyone.post(other, { ...LETTER }, from('203.0.113.1'))).status, 303, 'they took no turn, of their network or of all')
  here.clock.at = new Date(here.clock.at.getTime() + LIMITS.milliseconds)
  assert.equal((await here.anyone.post(flooded, { ...LETTER }, from('203.0.113.1'))).status, 303)
})

test('of all the world no more are taken than somebody can read', async (t) => {
  const here = await desk(t)
  const claims = Array.from({ length: LIMITS.all / LIMITS.claim + 1 }, () => here.published())
  const send = (about: number, address: string) => here.anyone.post(`/claims/${claims[about]}/errors/new`, { ...LETTER }, from(address))
  for (let n = 0; n < LIMITS.all; n++) assert.equal((await send(Math.floor(n / LIMITS.claim), `198.51.100.${n}`)).status, 303)
  assert.equal((await send(claims.length - 1, '203.0.113.1')).status, 429)
  here.clock.at = new Date(here.clock.at.getTime() + LIMITS.milliseconds)
  assert.equal((await send(0, '203.0.113.1')).status, 303)
})

test('the address that somebody chose its language by goes on to the thanks', async (t) => {
  const here = await desk(t)
  const id = here.published()
  const page = await (await here.anyone.get(`/claims/${id}/errors/new?publication=1&lang=ar`)).text()
  const { attributes: { action } } = tagsIn(page).find(({ name }) => name === 'form')!
  assert.equal(action, `/claims/${id}/errors/new?lang=ar`)
  assert.ok(hasForm(page, action))
  const answer = await here.anyone.post(action, { ...LETTER, publication: '1' })
  assert.deepEqual([answer.headers.get('location'), letters(here)[0]!.locale], [`/claims/${id}/errors/sent?lang=ar`, 'ar'])
})
