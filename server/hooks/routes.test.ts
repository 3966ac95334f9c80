import assert from 'node:assert/strict'
import { test } from 'node:test'
import { desk, refuse, sendTwice, type Desk } from '../claims/testing.ts'
import { hostileTexts } from '../testing-hostile.ts'
import { readable } from '../web/fields.ts'
import { key, NOON } from '../web/testing.ts'
import { formIn, hasForm, tagsIn, unescaped, wordsIn } from '../web/testing-page.ts'
import { en } from '../../views/locales/en.ts'
import { addHook, findHook, listHooks, pause, remove } from './hooks.ts'
import { dueFor, layOut, noteAttempt } from './outbox.ts'
import { secretOf } from './secret.ts'

const ADDRESS = 'https://hooks.example/desk?key=s3cret'
const t = en.hooks

const added = (here: Desk, address = ADDRESS) => addHook(here.db, here.by(here.adam), { address, kinds: ['claim.accepted'] }, key).id
const pageOf = async (here: Desk, path: string) => (await here.adams.get(path)).text()

test('an admin adds a webhook, and sees its secret once', async (tt) => {
  const here = await desk(tt)
  const form = new URLSearchParams([['address', ADDRESS], ['kinds', 'claim.withdrawn'], ['kinds', 'claim.published'], ['kinds', 'claim.published'], ['once', 'one-form']])
  const answer = await here.adams.post('/webhooks', form)
  const page = await answer.text()
  assert.equal(answer.status, 201)
  const [hook] = listHooks(here.db, { limit: 9 })
  assert.deepEqual([hook!.address, hook!.kinds, hook!.state, hook!.addedBy], [ADDRESS, ['claim.published', 'claim.withdrawn'], 'active', 'Adam'])
  assert.ok(page.includes(`value="${secretOf(key, hook!)}"`))

  const again = await here.adams.post('/webhooks', form)
  const told = await again.text()
  assert.deepEqual([again.status, listHooks(here.db, { limit: 9 }).length, wordsIn(told).includes(t.wasShown), /whsec_[A-Za-z0-9+/]{8}/.test(told)], [200, 1, true, false])
  assert.ok(hasForm(told, `/webhooks/${hook!.id}/secret`), 'where another secret is made')
  const other = new URLSearchParams(form)
  other.append('kinds', 'report.imported')
  assert.equal((await here.adams.post('/webhooks', other)).status, 201, 'other boxes under the old key make another webhook')
  for (const path of ['/webhooks', `/webhooks/${hook!.id}`, '/audit']) assert.doesNotMatch(await pageOf(here, path), /whsec_[A-Za-z0-9+/]{8}/, path)
  assert.ok((await pageOf(here, '/webhooks')).includes(ADDRESS))
  assert.doesNotMatch(await pageOf(here, '/audit'), /s3cret/)
  assert.match(wordsIn(await pageOf(here, '/audit')), /Adam.? added a webhook to .https:\/\/hooks\.example/)
})

/** What may be typed as an address, and what is said of it. */
const REFUSED: [address: string, problem: keyof typeof en.problems][] = [
  ['', 'missing'], ['hooks.example', 'notAnAddress'], ['ftp://hooks.example/', 'notAnAddress'], ['javascript:alert(1)', 'notAnAddress'], ['https:hooks.example', 'notAnAddress'], ['https://', 'notAnAddress'],
  ['http://hooks.example/', 'notSecure'], ['http://127.0.0.1/', 'notSecure'], ['https://127.0.0.1/', 'webhookPrivate'], ['https://[::1]/', 'webhookPrivate'], ['https://169.254.169.254/', 'webhookPrivate'], ['https://0x7f.1/', 'webhookPrivate'],
  ['https://hooks.example:8443/', 'webhookPort'], ['https://hooks.example:22/', 'webhookPort'], ['https://name:word@hooks.example/', 'notAnAddress'], [`https://hooks.example/${'x'.repeat(2000)}`, 'tooLong'], ['https://hooks.example/\0', 'unreadable'],
]

test('an address that is none, is not encrypted or leads inside is refused at its field, and what was typed stays', async (tt) => {
  const here = await desk(tt)
  for (const [address, problem] of REFUSED) {
    const fields = formIn(await refuse(here, here.adams, '/webhooks', { address, kinds: 'report.imported' }, 422), '/webhooks')
    assert.deepEqual([fields.address!.problem, fields.address!.value, fields.address!.focused, fields.kinds!.value], [en.problems[problem], address, true, 'report.imported'], address.slice(0, 60))
  }
})

test('a webhook that is to be told of nothing, or of what there is not, is refused', async (tt) => {
  const here = await desk(tt)
  const id = added(here)
  const nothings = [{}, { kinds: '' }, { kinds: 'evidence.attached' }, { kinds: '__proto__' }] as Record<string, string>[]
  for (const kinds of nothings) {
    const page = await refuse(here, here.adams, '/webhooks', { address: ADDRESS, ...kinds }, 422)
    assert.ok(wordsIn(page).includes(en.problems.chooseKind))
    assert.equal(formIn(page, '/webhooks').address!.value, ADDRESS)
    assert.ok(wordsIn(await refuse(here, here.adams, `/webhooks/${id}/kinds`, kinds, 422)).includes(en.problems.chooseKind))
  }
  const both = new URLSearchParams([['address', 'no'], ['kinds', 'claim.accepted'], ['kinds', 'report.revised']])
  const ticked = tagsIn(await refuse(here, here.adams, '/webhooks', both, 422)).filter(({ attributes }) => attributes.name === 'kinds' && 'checked' in attributes)
  assert.deepEqual(ticked.map(({ attributes }) => attributes.value), ['claim.accepted', 'report.revised'])
})

test('each step has one effect however often its form is sent, and leads back to the webhook', async (tt) => {
  const here = await desk(tt)
  const id = added(here)
  const place = `/webhooks/${id}`
  const paused = await sendTwice(here, here.adams, `${place}/pausing`, {}, place)
  assert.deepEqual([paused.action, paused.subject, paused.after], ['webhook.paused', `webhook/${id}`, { address: 'https://hooks.example', webhookState: 'paused' }])
  assert.ok(!hasForm(await pageOf(here, place), `${place}/pausing`))
  await refuse(here, here.adams, `${place}/pausing`, {}, 409)
})

test('a new secret is shown once, and the trail says that it was made', async (tt) => {
  const here = await desk(tt)
  const id = added(here)
  const before = secretOf(key, findHook(here.db, id))
  const answer = await here.adams.post(`/webhooks/${id}/secret`, { once: 'one-form' })
  const page = await answer.text()
  const now = secretOf(key, findHook(here.db, id))
  assert.notEqual(now, before)
  assert.ok(page.includes(`value="${now}"`) && !page.includes(before) && wordsIn(page).includes(t.overlap))
  const again = await here.adams.post(`/webhooks/${id}/secret`, { once: 'one-form' })
  const told = await again.text()
  assert.deepEqual([again.status, wordsIn(told).includes(t.wasShown), told.includes(now), secretOf(key, findHook(here.db, id))], [200, true, false, now])
  assert.doesNotMatch(wordsIn(await pageOf(here, `/webhooks/${id}`)), /shown only in the first answer/)
  const other = added(here, 'https://other.example/')
  const elsewhere = await here.adams.post(`/webhooks/${other}/secret`, { once: 'one-form' })
  assert.deepEqual([elsewhere.status, elsewhere.headers.get('location')], [303, `/webhooks/${id}`], 'another webhook was not what that form was for')
})

test('a removed webhook stays on its page, ended, without buttons', async (tt) => {
  const here = await desk(tt)
  const id = added(here)
  await here.adams.post(`/webhooks/${id}/removal`)
  const page = await pageOf(here, `/webhooks/${id}`)
  assert.match(wordsIn(page), /hooks\.example Ended/)
  for (const step of ['kinds', 'secret', 'pausing', 'resuming', 'removal']) {
    assert.ok(!hasForm(page, `/webhooks/${id}/${step}`), step)
    await refuse(here, here.adams, `/webhooks/${id}/${step}`, { kinds: 'claim.published' }, 409)
  }
})

test('a long list goes on, page by page: what is told something first, and then what has ended', async (tt) => {
  const here = await desk(tt)
  const ids = Array.from({ length: 58 }, (_, n) => added(here, `https://hooks.example/${n}`))
  for (const id of ids.slice(3)) remove(here.db, here.by(here.adam), id)
  pause(here.db, here.by(here.adam), ids[2]!)
  const read = async (path: string) => {
    const page = await pageOf(here, path)
    return { ids: Array.from(page.matchAll(/<a href="\/webhooks\/(\w{10})"><bdi/g), ([, id]) => id!), next: tagsIn(page).find(({ attributes }) => attributes.rel === 'next')?.attributes.href }
  }
  const first = await read('/webhooks')
  const second = await read(first.next!)
  assert.deepEqual([first.ids.length, second.ids.length, second.next], [50, 8, undefined])
  assert.deepEqual([...first.ids, ...second.ids], [ids[1], ids[0], ids[2], ...ids.slice(3).reverse()])
  for (const nonsense of ['x', '', '0000000000']) assert.deepEqual((await read(`/webhooks?after=${nonsense}`)).ids, first.ids, nonsense)
})

/** A delivery that failed with this answer. */
function failed(here: Desk, id: string, outcome: { status: number; answer: string } | { problem: 'fetchTooSlow' | 'fetchPrivate' | 'notSecure' }): number {
  const claim = here.queued()
  layOut(here.db, NOON, 'https://desk.test')
  const due = dueFor(here.db, id, NOON, 1000).find(({ lane }) => lane === claim)!
  noteAttempt(here.db, due, { at: NOON, milliseconds: 1234, ...outcome }, 0.5)
  return due.seq
}

test('the log says of each delivery what came of it, and sends it again when asked', async (tt) => {
  const here = await desk(tt)
  const id = added(here)
  const rows: [Parameters<typeof failed>[2], string][] = [
    [{ status: 503, answer: 'later, please' }, `503 ${t.answers.failed} later, please`], [{ status: 404, answer: '' }, `404 ${t.answers.refused}`], [{ status: 302, answer: '' }, `302 ${t.answers.sentOn}`],
    [{ status: 410, answer: '' }, `410 ${t.answers.gone}`], [{ status: 204, answer: 'never shown' }, `204 ${t.answers.taken}`],
    [{ problem: 'fetchTooSlow' }, t.failures.fetchTooSlow], [{ problem: 'fetchPrivate' }, t.failures.fetchPrivate], [{ problem: 'notSecure' }, t.failures.other],
  ]
  const seqs = rows.map(([outcome]) => failed(here, id, outcome))
  const page = await pageOf(here, `/webhooks/${id}`)
  const words = wordsIn(page)
  for (const [, said] of rows) assert.ok(words.includes(said), said)
  assert.ok(words.includes('1,234 ms') && !words.includes('never shown'))
  assert.ok(unescaped(page).includes(`"id":"evt_${seqs[0]}_`))

  const seq = seqs[4]!
  const event = await sendTwice(here, here.adams, `/webhooks/${id}/deliveries/${seq}/sending`, {}, `/webhooks/${id}`)
  assert.deepEqual([event.action, event.after], ['webhook.sent_again', { address: 'https://hooks.example', kinds: ['claim.accepted'], event: seq }])
  assert.equal(here.db.prepare('SELECT state FROM deliveries WHERE seq = ?').pluck().get(seq), 'waiting')
  for (const nowhere of ['0', '01', '-1', 'x', '1', '999999', '99999999999999999999']) await refuse(here, here.adams, `/webhooks/${id}/deliveries/${nowhere}/sending`, {}, 404)
})

test('a long log goes on, page by page', async (tt) => {
  const here = await desk(tt)
  const id = added(here)
  for (let n = 0; n < 60; n++) here.queued()
  layOut(here.db, NOON, 'https://desk.test')
  const seqs = async (path: string) => {
    const page = await pageOf(here, path)
    return { seqs: Array.from(unescaped(page).matchAll(/"id":"evt_(\d+)_/g), ([, seq]) => Number(seq)), next: tagsIn(page).find(({ attributes }) => attributes.rel === 'next')?.attributes.href }
  }
  const first = await seqs(`/webhooks/${id}`)
  const second = await seqs(first.next!)
  assert.deepEqual([first.seqs.length, second.seqs.length, second.next], [50, 10, undefined])
  const all = [...first.seqs, ...second.seqs]
  assert.deepEqual(all, all.toSorted((one, other) => other - one))
  for (const nonsense of ['x', '-1', '0', '1e9', '']) assert.equal((await here.adams.get(`/webhooks/${id}?before=${nonsense}`)).status, 200, nonsense)
  assert.equal((await here.adams.get('/webhooks/0000000000')).status, 404)
})

test('what a receiver answers is shown as text, whatever it is', async (tt) => {
  const here = await desk(tt)
  const id = added(here)
  const bones = async () => tagsIn(await pageOf(here, `/webhooks/${id}`)).map(({ name, closes, attributes }) => `${closes ? '/' : ''}${name} ${Object.keys(attributes).join(' ')}`)
  const texts = hostileTexts().filter((text) => text.trim() !== '').filter((_, n) => n % 11 === 0).slice(0, 200)
  for (let n = 0; n < 51; n++) failed(here, id, { status: 500, answer: 'harmless' })
  const wanted = await bones()
  for (let n = 0; n < texts.length; n += 50) {
    for (const answer of texts.slice(n, n + 50)) failed(here, id, { status: 500, answer: `x ${answer}` })
    assert.deepEqual(await bones(), wanted)
  }
})

test('an address holds whatever an address may hold, and the pages keep their bones', async (tt) => {
  const here = await desk(tt)
  const bones = (page: string) => tagsIn(page).map(({ name, closes, attributes }) => `${closes ? '/' : ''}${name} ${Object.keys(attributes).join(' ')}`)
  const wanted = bones(await pageOf(here, `/webhooks/${added(here)}`))
  const addresses = hostileTexts().filter((text) => readable(text) && text.trim() !== '' && text.length < 150).filter((_, n) => n % 7 === 0).map((text) => `https://hooks.example/${text.replace(/\p{Cc}/gu, '')}`)
  let taken = 0
  for (const address of addresses) {
    const answer = await here.adams.post('/webhooks', { address, kinds: 'claim.accepted' })
    assert.ok([201, 422].includes(answer.status), address)
    if (answer.status === 422) continue
    taken++
    const { id, address: stored } = listHooks(here.db, { limit: 9 })[0]!
    assert.equal(stored, address.trim())
    assert.deepEqual(bones(await pageOf(here, `/webhooks/${id}`)), wanted, address)
  }
  assert.ok(taken > 5, `${taken} of ${addresses.length}`)
  assert.equal((await here.adams.get('/webhooks')).status, 200)
})
