import assert from 'node:assert/strict'
import { test } from 'node:test'
import { desk, LINK, refuse, SEARCH, sendTwice } from '../claims/testing.ts'
import { formIn, hasForm, wordsIn } from '../web/testing-page.ts'
import { evidenceOf, isStanding } from './evidence.ts'

const FULL = { ...LINK, quote: 'Au moins 73 blessés.', note: 'ملاحظة', visibility: 'sealed' }

test('a link is attached with one trace, however often the form is sent', async (t) => {
  const here = await desk(t)
  const id = here.queued()
  const event = await sendTwice(here, here.salmas, `/claims/${id}/evidence`, { ...FULL, version: '1' }, `/claims/${id}`)
  const [link] = evidenceOf(here.db, id)
  assert.deepEqual([event.action, event.subject, event.claim, event.report, event.before, event.after], [
    'evidence.attached', `evidence/${link!.id}`, id, here.report.id, null, { ...FULL, status: 'queued', version: 2 },
  ])
  const { id: _, ...stored } = link!
  assert.deepEqual(stored, {
    claimId: id, kind: 'link', ...FULL, lookedIn: null, lookedFor: null, lookedOn: null,
    addedBy: 'Salma', addedAt: '2026-03-04T12:00:00.000Z', withdrawnAt: null, withdrawnBy: null, withdrawnReason: null, takenFrom: null,
  })
})

test('a search that found nothing is recorded with one trace', async (t) => {
  const here = await desk(t)
  const id = here.queued()
  const event = await sendTwice(here, here.yusufs, `/claims/${id}/searches`, { ...SEARCH, visibility: 'internal', version: '1' }, `/claims/${id}`)
  const [search] = evidenceOf(here.db, id)
  assert.deepEqual([event.action, event.subject, event.before, event.after], [
    'search.recorded', `evidence/${search!.id}`, null, { ...SEARCH, visibility: 'internal', status: 'queued', version: 2 },
  ])
  assert.deepEqual([search!.kind, search!.addedBy], ['search', 'Yusuf'])
})

test('a link without stating its visibility is public, and so is a search', async (t) => {
  const { db, salmas, queued } = await desk(t)
  const id = queued()
  const { visibility: _link, ...link } = LINK
  const { visibility: _search, ...search } = SEARCH
  await salmas.post(`/claims/${id}/evidence`, { ...link, version: '1' })
  await salmas.post(`/claims/${id}/searches`, { ...search, version: '2' })
  assert.deepEqual(evidenceOf(db, id).map(({ visibility }) => visibility), ['public', 'public'])
})

test('evidence is withdrawn with a reason and one trace, and stays to be read', async (t) => {
  const here = await desk(t)
  const id = here.queued()
  const evidence = here.attach(id)
  const event = await sendTwice(here, here.yusufs, `/claims/${id}/evidence/${evidence}/withdrawal`, { version: '2', reason: ' A copy of the other. ' }, `/claims/${id}`)
  assert.deepEqual([event.action, event.subject, event.before, event.after, event.reason], [
    'evidence.withdrawn', `evidence/${evidence}`, { title: 'Dépêche', withdrawn: false }, { withdrawn: true, status: 'queued', version: 3 }, 'A copy of the other.',
  ])
  const [withdrawn] = evidenceOf(here.db, id)
  assert.deepEqual([isStanding(withdrawn!), withdrawn!.withdrawnBy, withdrawn!.withdrawnReason], [false, 'Yusuf', 'A copy of the other.'])
  const page = await (await here.salmas.get(`/claims/${id}`)).text()
  assert.match(wordsIn(page), /Dépêche .* Withdrawn by \u2068Yusuf\u2069: A copy of the other\./)
  assert.equal(hasForm(page, `/claims/${id}/evidence/${evidence}/withdrawal`), false)
})

test('undoing a withdrawal is another event, not an erasure', async (t) => {
  const here = await desk(t)
  const id = here.queued()
  const evidence = here.search(id)
  await here.salmas.post(`/claims/${id}/evidence/${evidence}/withdrawal`, { version: '2', reason: 'The wrong words.' })
  const event = await sendTwice(here, here.salmas, `/claims/${id}/evidence/${evidence}/reinstatement`, { version: '3' }, `/claims/${id}`)
  assert.deepEqual([event.action, event.before, event.after], ['evidence.reinstated', { title: 'Archives', withdrawn: true }, { withdrawn: false, status: 'queued', version: 4 }])
  assert.equal(isStanding(evidenceOf(here.db, id)[0]!), true)
  const actions = (here.db.prepare('SELECT action FROM audit_events WHERE claim_id = ? ORDER BY seq').all(id) as { action: string }[]).map(({ action }) => action)
  assert.deepEqual(actions, ['claim.made', 'search.recorded', 'evidence.withdrawn', 'evidence.reinstated'])
})

test('withdrawing what is withdrawn, or undoing what stands, changes nothing', async (t) => {
  const { db, salmas, queued, attach, signedOff, claim } = await desk(t)
  const id = queued()
  const evidence = attach(id)
  const standing = db.serialize()
  assert.equal((await salmas.post(`/claims/${id}/evidence/${evidence}/reinstatement`, { version: '2' })).status, 303)
  assert.ok(standing.equals(db.serialize()))
  await salmas.post(`/claims/${id}/evidence/${evidence}/withdrawal`, { version: '2', reason: 'Once.' })
  const withdrawn = db.serialize()
  assert.equal((await salmas.post(`/claims/${id}/evidence/${evidence}/withdrawal`, { version: '3', reason: 'Twice.' })).status, 303)
  assert.ok(withdrawn.equals(db.serialize()))
  const signed = signedOff()
  const first = evidenceOf(db, signed)[0]!.id
  await salmas.post(`/claims/${signed}/evidence/${first}/reinstatement`, { version: String(claim(signed).version) })
  assert.equal(claim(signed).status, 'signed_off')
})

const WRONG: [path: 'evidence' | 'searches', sent: Record<string, string>, field: string, problem: string][] = [
  ['evidence', { ...FULL, stance: '' }, 'stance', 'Choose one of these.'],
  ['evidence', { ...FULL, stance: 'proves' }, 'stance', 'Choose one of these.'],
  ['evidence', { ...FULL, address: '' }, 'address', 'Fill this in.'],
  ['evidence', { ...FULL, address: 'agence.example/1' }, 'address', 'This is not a web address.'],
  ['evidence', { ...FULL, address: 'javascript:alert(1)' }, 'address', 'This is not a web address.'],
  ['evidence', { ...FULL, address: 'data:text/html,x' }, 'address', 'This is not a web address.'],
  ['evidence', { ...FULL, address: 'ftp://agence.example/' }, 'address', 'This is not a web address.'],
  ['evidence', { ...FULL, address: 'https://' }, 'address', 'This is not a web address.'],
  ['evidence', { ...FULL, address: `https://agence.example/${'x'.repeat(2000)}` }, 'address', 'This is too long.'],
  ['evidence', { ...FULL, title: ' ' }, 'title', 'Fill this in.'],
  ['evidence', { ...FULL, title: 'x'.repeat(501) }, 'title', 'This is too long.'],
  ['evidence', { ...FULL, publisher: 'x'.repeat(201) }, 'publisher', 'This is too long.'],
  ['evidence', { ...FULL, origin: '' }, 'origin', 'Fill this in.'],
  ['evidence', { ...FULL, origin: 'x'.repeat(201) }, 'origin', 'This is too long.'],
  ['evidence', { ...FULL, quote: 'x'.repeat(5001) }, 'quote', 'This is too long.'],
  ['evidence', { ...FULL, note: '\0' }, 'note', 'This holds characters that cannot be read'],
  ['evidence', { ...FULL, visibility: 'secret' }, 'visibility', 'Choose one of these.'],
  ['searches', { ...SEARCH, lookedIn: '' }, 'lookedIn', 'Fill this in.'],
  ['searches', { ...SEARCH, lookedIn: 'x'.repeat(2001) }, 'lookedIn', 'This is too long.'],
  ['searches', { ...SEARCH, lookedFor: '\t' }, 'lookedFor', 'Fill this in.'],
  ['searches', { ...SEARCH, lookedOn: '' }, 'lookedOn', 'Fill this in.'],
  ['searches', { ...SEARCH, lookedOn: '04/03/2026' }, 'lookedOn', 'Write a day as year-month-day'],
  ['searches', { ...SEARCH, lookedOn: '2026-13-01' }, 'lookedOn', 'Write a day as year-month-day'],
  ['searches', { ...SEARCH, note: 'x'.repeat(5001) }, 'note', 'This is too long.'],
  ['searches', { ...SEARCH, visibility: '' }, 'visibility', 'Choose one of these.'],
]

for (const [path, sent, field, problem] of WRONG) {
  test(`${path} with ${field} ${JSON.stringify(sent[field]).slice(0, 40)} is refused beside the field, and keeps what was typed`, async (t) => {
    const here = await desk(t)
    const id = here.queued()
    const action = `/claims/${id}/${path}`
    const page = await refuse(here, here.salmas, action, { ...sent, version: '1' }, 422)
    const form = formIn(page, action)

    assert.ok(form[field]?.problem?.startsWith(problem), `${field}: ${form[field]?.problem}`)
    if (field !== 'stance') assert.equal(form[field]?.invalid, true)
    for (const [name, typed] of Object.entries(sent)) if (!['stance', 'visibility'].includes(field) || name !== field) assert.equal(form[name]?.value, typed, name)
    assert.match(page, new RegExp(`<details class="adding" id="add-${path === 'evidence' ? 'evidence' : 'search'}" open>`))
  })
}

test('a withdrawal needs a reason, and keeps one that is too long', async (t) => {
  const here = await desk(t)
  const id = here.queued()
  const action = `/claims/${id}/evidence/${here.attach(id)}/withdrawal`
  for (const [reason, problem] of [['', 'Fill this in.'], ['x'.repeat(501), 'This is too long.']] as const) {
    const form = formIn(await refuse(here, here.salmas, action, { version: '2', reason }, 422), action)
    assert.deepEqual([form.reason?.problem, form.reason?.invalid, form.reason?.value], [problem, true, reason])
  }
})

test('a reason typed for one link does not turn up in the form of another', async (t) => {
  const here = await desk(t)
  const id = here.queued()
  const [first, second] = [here.attach(id), here.attach(id)]
  const page = await refuse(here, here.salmas, `/claims/${id}/evidence/${second}/withdrawal`, { version: '3', reason: 'x'.repeat(501) }, 422)
  assert.equal(page.match(/<details class="quiet" open>/g)?.length, 1)
  const other = formIn(page, `/claims/${id}/evidence/${first}/withdrawal`).reason
  assert.deepEqual([other?.value?.length, other?.invalid, other?.problem], [0, false, undefined])
})

test('evidence is nobody’s but its claim’s, and there has to be some', async (t) => {
  const here = await desk(t)
  const [id, other] = [here.queued(), here.queued('La mairie')]
  const evidence = here.attach(id)
  for (const [claim, one, version] of [[other, evidence, '1'], [id, '0000000000', '2'], [id, '%00', '2'], ['0000000000', evidence, '2']] as const) {
    await refuse(here, here.salmas, `/claims/${claim}/evidence/${one}/withdrawal`, { version, reason: 'No.' }, 404)
    await refuse(here, here.salmas, `/claims/${claim}/evidence/${one}/reinstatement`, { version }, 404)
  }
  for (const path of ['evidence', 'searches']) await refuse(here, here.salmas, `/claims/0000000000/${path}`, { ...LINK, ...SEARCH, version: '1' }, 404)
})

test('nothing can be attached to a suggestion, or to what somebody else holds', async (t) => {
  const here = await desk(t)
  for (const id of [here.suggested(), here.dismissed(), here.inProgress(here.yusuf)]) {
    const version = String(here.at(id).version)
    await refuse(here, here.salmas, `/claims/${id}/evidence`, { ...LINK, version }, 409)
    await refuse(here, here.salmas, `/claims/${id}/searches`, { ...SEARCH, version }, 409)
  }
})

test('an address is shown as a link that leads nowhere else, and its words as text', async (t) => {
  const { salmas, queued } = await desk(t)
  const id = queued()
  await salmas.post(`/claims/${id}/evidence`, { ...LINK, address: 'https://agence.example/?a="><script>&b=\'', title: '<b>x</b>', origin: '</bdi>', version: '1' })
  const page = await (await salmas.get(`/claims/${id}`)).text()
  assert.match(page, /href="https:\/\/agence\.example\/\?a=&#34;&gt;&lt;script&gt;&amp;b=&#39;" rel="noopener noreferrer" dir="auto">&lt;b&gt;x&lt;\/b&gt;</)
  assert.doesNotMatch(page, /<script>|<b>x/)
})
