import assert from 'node:assert/strict'
import { test } from 'node:test'
import { desk, LINK, refuse, SEARCH, sendTwice, type Desk } from '../claims/testing.ts'
import { tracesIn } from '../web/testing.ts'
import { formIn, hasForm, wordsIn } from '../web/testing-page.ts'
import { contentHashOf, signOffsOf, standingSignOff } from './sign-off.ts'
import { currentJudgement } from './verdicts.ts'

test('a second person signs off exactly what the claim says, with one trace', async (t) => {
  const here = await desk(t)
  const id = here.inReview()
  const event = await sendTwice(here, here.nadias, `/claims/${id}/sign-offs`, { version: '5' }, `/claims/${id}`)
  const judgement = currentJudgement(here.db, id)
  const contentHash = contentHashOf(here.db, here.claim(id), judgement)
  assert.deepEqual([event.action, event.before, event.after, event.reason], [
    'verdict.signed_off', { status: 'in_review' }, { status: 'signed_off', verdict: 'verified', judgement: judgement.id, contentHash, version: 6 }, null,
  ])
  assert.deepEqual(signOffsOf(here.db, id).map(({ id: _, ...rest }) => rest), [
    { judgementId: judgement.id, contentHash, personId: here.nadia.id, person: 'Nadia', at: '2026-03-04T12:00:00.000Z', bypassReason: null },
  ])
  assert.equal(standingSignOff(here.db, here.claim(id))?.person, 'Nadia')
  assert.match(wordsIn(await (await here.salmas.get(`/claims/${id}`)).text()), /Signed off by \u2068Nadia\u2069/)
})

test('nobody signs off a verdict that they proposed, whatever their role', async (t) => {
  const here = await desk(t)
  for (const [person, browser, other] of [[here.nadia, here.nadias, here.adams], [here.adam, here.adams, here.nadias]] as const) {
    const id = here.inReview(person)
    const action = `/claims/${id}/sign-offs`
    const page = await refuse(here, browser, action, { version: '5' }, 403)
    assert.match(wordsIn(page), /You proposed this verdict, or changed what it rests on, so you cannot sign it off without giving a reason\./)
    await refuse(here, browser, action, { version: '5', bypassReason: ' \n ' }, 403)
    assert.equal((await other.post(action, { version: '5' })).status, 303)
  }
  const id = here.inReview()
  await refuse(here, here.salmas, `/claims/${id}/sign-offs`, { version: '5', bypassReason: 'I am sure.' }, 403)
  assert.equal(hasForm(await (await here.salmas.get(`/claims/${id}`)).text(), `/claims/${id}/sign-offs`), false)
})

test('whoever changes what was proposed does not sign that off: not by new words, not by new evidence', async (t) => {
  const here = await desk(t)
  for (const [path, fields] of [['wording', { statement: 'Other words', modality: 'asserted' }], ['evidence', LINK], ['attribution-check', { answer: 'misquoted' }], ['statements', { language: 'en', statement: 'Seventy-three.' }]] as const) {
    const id = here.inReview()
    const action = `/claims/${id}/sign-offs`
    assert.equal((await here.nadias.post(`/claims/${id}/${path}`, { version: '5', ...fields })).status, 303)
    const version = String(here.claim(id).version)
    assert.ok('bypassReason' in formIn(await (await here.nadias.get(`/claims/${id}`)).text(), action))
    await refuse(here, here.nadias, action, { version }, 403)
    assert.equal((await here.adams.post(action, { version })).status, 303, 'a third person may')
    assert.equal(signOffsOf(here.db, id)[0]?.bypassReason, null)
  }
})

test('who signs off alone gives a reason, and it is an action of its own', async (t) => {
  const here = await desk(t)
  const id = here.inReview(here.nadia)
  const action = `/claims/${id}/sign-offs`
  assert.ok('bypassReason' in formIn(await (await here.nadias.get(`/claims/${id}`)).text(), action))
  const long = formIn(await refuse(here, here.nadias, action, { version: '5', bypassReason: 'x'.repeat(1001) }, 422), action).bypassReason
  assert.deepEqual([long?.problem, long?.value], ['This is too long.', 'x'.repeat(1001)])

  const event = await sendTwice(here, here.nadias, action, { version: '5', bypassReason: ' Nobody else is awake. ' }, `/claims/${id}`)
  assert.deepEqual([event.action, event.reason], ['verdict.signed_off_alone', 'Nobody else is awake.'])
  assert.equal(signOffsOf(here.db, id)[0]?.bypassReason, 'Nobody else is awake.')
  assert.match(wordsIn(await (await here.salmas.get(`/claims/${id}`)).text()), /signed off without a second person : Nobody else is awake\./)
})

test('a reason that was not needed is not kept as a bypass', async (t) => {
  const { db, nadias, inReview } = await desk(t)
  const id = inReview()
  await nadias.post(`/claims/${id}/sign-offs`, { version: '5', bypassReason: 'Just so.' })
  assert.equal(signOffsOf(db, id)[0]?.bypassReason, null)
})

test('the database itself refuses a second eye that is the first', async (t) => {
  const { db, inReview, salma } = await desk(t)
  const id = inReview()
  const insert = db.prepare('INSERT INTO sign_offs (id, claim_id, verdict_id, content_hash, person_id, at, bypass_reason) VALUES (?, ?, ?, ?, ?, ?, ?)')
  assert.throws(() => insert.run('SIGNOFF000', id, currentJudgement(db, id).id, 'a'.repeat(64), salma.id, '2026', null), /nobody signs off a verdict that they proposed/)
})

const WORDING = { statement: '73 blessés', modality: 'asserted', place: '', happenedOn: '', dateBasis: '' }

/** Everything that changes what was signed: its form, and whether the first link is withdrawn beforehand, so that there is something to undo. */
const CHANGES: [says: string, path: string | ((link: string) => string), sent: Record<string, string>][] = [
  ['another statement', 'wording', { ...WORDING, statement: '73 personnes blessées' }],
  ['another modality', 'wording', { ...WORDING, modality: 'predicted' }],
  ['a place', 'wording', { ...WORDING, place: 'Lyon' }],
  ['a day', 'wording', { ...WORDING, happenedOn: '2026-03-02' }],
  ['a basis for the day', 'wording', { ...WORDING, dateBasis: 'lundi' }],
  ['a statement in another language', 'statements', { language: 'en', statement: 'Seventy-three were hurt.' }],
  ['an attribution', 'attribution', { 'actor-1': 'Mairie' }],
  ['an answer whether they said it', 'attribution-check', { answer: 'not_found' }],
  ['what that answer rests on', 'attribution-check', { answer: 'unchecked', note: 'His own post.' }],
  ['a supporting link', 'evidence', LINK],
  ['a contradicting link', 'evidence', { ...LINK, stance: 'contradicts' }],
  ['a link for context', 'evidence', { ...LINK, stance: 'context' }],
  ['a sealed link', 'evidence', { ...LINK, visibility: 'sealed' }],
  ['a search', 'searches', SEARCH],
  ['a withdrawal', (link) => `evidence/${link}/withdrawal`, { reason: 'A copy.' }],
]

for (const [says, path, sent] of CHANGES) {
  test(`${says} makes the sign-off stale and sends the claim back to review`, async (t) => {
    const here = await desk(t)
    const id = signed(here)
    const link = firstLink(here, id)
    const seen = tracesIn(here.db)

    const answer = await here.yusufs.post(`/claims/${id}/${typeof path === 'string' ? path : path(link)}`, { ...sent, version: String(here.at(id).version) })
    assert.deepEqual([answer.status, here.claim(id).status, tracesIn(here.db)], [303, 'in_review', seen + 1])
    assert.equal(standingSignOff(here.db, here.claim(id)), undefined)
    assert.match(wordsIn(await (await here.salmas.get(`/claims/${id}`)).text()), /Changed since it was signed off: it needs a new sign-off\./)
  })
}

const signed = ({ inProgress, supported, attach, inReview, signedOff, salma }: Desk) => {
  const id = supported(inProgress())
  attach(id, { origin: 'Agence C' })
  return signedOff(inReview(salma, id))
}

const firstLink = ({ db }: Desk, id: string) => (db.prepare('SELECT id FROM evidence WHERE claim_id = ? LIMIT 1').get(id) as { id: string }).id

test('undoing a withdrawal after a sign-off sends the claim back to review as well', async (t) => {
  const here = await desk(t)
  const id = signed(here)
  const link = firstLink(here, id)
  await here.salmas.post(`/claims/${id}/evidence/${link}/withdrawal`, { version: String(here.at(id).version), reason: 'A copy.' })
  assert.equal((await here.nadias.post(`/claims/${id}/sign-offs`, { version: String(here.at(id).version) })).status, 303)
  assert.equal(here.claim(id).status, 'signed_off')
  await here.salmas.post(`/claims/${id}/evidence/${link}/reinstatement`, { version: String(here.at(id).version) })
  assert.deepEqual([here.claim(id).status, standingSignOff(here.db, here.claim(id))], ['in_review', undefined])
})

test('what is not part of the content leaves the sign-off standing', async (t) => {
  const here = await desk(t)
  const id = signed(here)
  await here.nadias.post(`/claims/${id}/assignment`, { assignee: here.yusuf.id })
  here.conflict(id, here.queued('Le pont'))
  assert.deepEqual([here.claim(id).status, standingSignOff(here.db, here.claim(id))?.person], ['signed_off', 'Nadia'])
})

test('a caveat on a claim voids its sign-off, and whoever put it there does not sign', async (t) => {
  const here = await desk(t)
  const id = signed(here)
  const path = `/reports/${here.report.id}/passages/4/caveat`
  await here.nadias.post(path, { known: '', covers: id })
  assert.deepEqual([here.claim(id).status, standingSignOff(here.db, here.claim(id))], ['in_review', undefined])
  const version = String(here.at(id).version)
  await refuse(here, here.nadias, `/claims/${id}/sign-offs`, { version }, 403)
  assert.equal((await here.adams.post(`/claims/${id}/sign-offs`, { version })).status, 303)
  await here.salmas.post(path, { known: id })
  assert.deepEqual([here.claim(id).status, standingSignOff(here.db, here.claim(id))], ['in_review', undefined])
})

test('a verdict whose evidence was withdrawn cannot be signed off again', async (t) => {
  const here = await desk(t)
  const id = here.inReview()
  await here.salmas.post(`/claims/${id}/evidence/${firstLink(here, id)}/withdrawal`, { version: '5', reason: 'A copy.' })
  assert.match(await refuse(here, here.nadias, `/claims/${id}/sign-offs`, { version: '6' }, 422), /This verdict still needs: two supporting links/)
})

test('a change behind the desk’s back is seen by the hash', async (t) => {
  const { db, signedOff, queued, claim, caveat } = await desk(t)
  const id = signedOff()
  for (const [damage, repair] of [
    ["statement = 'Other'", "statement = '73 blessés'"], ["place = 'Lyon'", "place = ''"], ["attribution_check = 'confirmed'", "attribution_check = 'unchecked'"],
    ["attribution_note = 'His post'", "attribution_note = ''"], ["due_on = '2026-04-01'", 'due_on = NULL'], ["condition = 'If it rains'", "condition = ''"],
  ] as const) {
    db.exec(`UPDATE claims SET ${damage} WHERE id = '${id}'`)
    assert.equal(standingSignOff(db, claim(id)), undefined, damage)
    db.exec(`UPDATE claims SET ${repair} WHERE id = '${id}'`)
    assert.equal(standingSignOff(db, claim(id))?.person, 'Nadia')
  }
  caveat([queued('Le pont')])
  db.exec(`INSERT INTO caveat_covers SELECT report_id, passage, '${id}', NULL FROM caveats`)
  assert.equal(standingSignOff(db, claim(id))?.person, 'Nadia', 'what is only proposed counts for nothing')
  db.exec('UPDATE caveat_covers SET said_by = (SELECT id FROM people LIMIT 1)')
  assert.equal(standingSignOff(db, claim(id)), undefined)
})

test('after changes were requested of a signed-off claim, it is the author’s again', async (t) => {
  const here = await desk(t)
  const id = here.signedOff()
  assert.equal((await here.nadias.post(`/claims/${id}/change-requests`, { version: '6', request: 'A mistake was found.' })).status, 303)
  const { status, holder } = here.claim(id)
  assert.deepEqual({ status, holder }, { status: 'in_progress', holder: 'Salma' })
  assert.equal(standingSignOff(here.db, here.claim(id)), undefined)
})

test('signing off needs a claim that is in review', async (t) => {
  const here = await desk(t)
  for (const id of [here.queued(), here.inProgress(), here.signedOff(), here.suggested(), here.dismissed()]) {
    await refuse(here, here.nadias, `/claims/${id}/sign-offs`, { version: String(here.at(id).version) }, 409)
  }
  await refuse(here, here.nadias, '/claims/0000000000/sign-offs', { version: '1' }, 404)
})
