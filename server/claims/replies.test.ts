import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { test } from 'node:test'
import { canonical } from '../audit/canonical.ts'
import { verificationReport } from '../export/document.ts'
import { pageOf } from '../export/page.ts'
import { sheetOf } from '../export/sheet.ts'
import { publishedVersions } from '../publication/publication.ts'
import { remindsToAsk } from '../verdicts/rules.ts'
import { hashOfContent, standingSignOff } from '../verdicts/sign-off.ts'
import { key } from '../web/testing.ts'
import { formIn, hasForm, wordsIn } from '../web/testing-page.ts'
import { attribute } from './attribution.ts'
import { merge } from './merge.ts'
import { recordAnswer, recordSilence, requestsOf } from './replies.ts'
import { isSilent } from './rules.ts'
import { ASKED, desk, refuse, sendTwice, type Desk } from './testing.ts'

const REPLY = { words: 'Nous en comptons 71.', language: 'fr', answeredOn: '2026-03-03' }
const versioned = (here: Desk, id: string, fields: object) => ({ ...fields, version: String(here.at(id).version) })
const answered = (here: Desk, id: string) => { const requestId = here.asked(id); recordAnswer(here.db, here.by(here.salma), { ...here.at(id), requestId, ...REPLY }); return requestId }

test('that no answer came may be said once the day is over, and while nothing else was written down', () => {
  for (const [replies, today, may] of [[0, '2026-03-02', false], [0, '2026-03-03', false], [0, '2026-03-04', true], [1, '2026-03-04', false]] as const) {
    assert.equal(isSilent({ answerBy: '2026-03-03', replies: Array(replies).fill('x') }, today), may, `${replies} ${today}`)
  }
})

test('the form of a verdict reminds where the claimant has a name and nobody was asked', () => {
  for (const [hops, requests, reminds] of [[[], 0, false], [[{ named: false }], 0, false], [[{ named: true }], 0, true], [[{ named: true }], 1, false], [[{ named: false }, { named: true }], 0, false]] as const) {
    assert.equal(remindsToAsk(hops, requests), reminds)
  }
})

test('a member records whom they asked; the trail, which leaves the house, has of the question and the address only a hash', async (t) => {
  const here = await desk(t)
  const id = here.queued()
  const event = await sendTwice(here, here.salmas, `/claims/${id}/requests`, versioned(here, id, ASKED), `/claims/${id}`)
  const [request] = requestsOf(here.db, id)
  assert.deepEqual([event.action, event.subject, { ...event.after as object, sealed: '' }], ['reply.requested', `request/${request!.id}`, {
    askedOf: 'Mairie', channel: 'email', askedOn: '2026-03-02', answerBy: '2026-03-03', sealed: '', status: 'queued', version: 2 }])
  assert.doesNotMatch(JSON.stringify(event), /Combien|presse@/)
  assert.deepEqual([request!.contact, request!.question, request!.addedBy], [ASKED.contact, ASKED.question, 'Salma'])
  assert.match(wordsIn(await (await here.yusufs.get(`/claims/${id}`)).text()), /Right of reply Mairie .*Asked on 2 March 2026 by e-mail, to answer by 3 March 2026\. The day has passed .*Combien de blessés \? Address or number: presse@mairie\.example/)
})

test('answers and silences are rows of their own, each with a trace, and none is edited', async (t) => {
  const here = await desk(t)
  const id = here.queued()
  const request = here.asked(id)
  const path = `/claims/${id}/requests/${request}`
  const silence = await sendTwice(here, here.salmas, `${path}/silence`, versioned(here, id, {}), `/claims/${id}`)
  assert.deepEqual([silence.action, silence.after], ['reply.missing', { askedOf: 'Mairie', answerBy: '2026-03-03', status: 'queued', version: 3 }])
  await refuse(here, here.salmas, `${path}/silence`, versioned(here, id, {}), 409)
  const late = await sendTwice(here, here.yusufs, `${path}/answers`, versioned(here, id, { ...REPLY, answeredOn: '2026-03-04' }), `/claims/${id}`)
  assert.deepEqual([late.action, late.actor?.id, (late.after as Record<string, string>).words], ['reply.received', here.yusuf.id, REPLY.words])
  await here.salmas.post(`${path}/answers`, versioned(here, id, { ...REPLY, words: 'Non, 70.' }))
  assert.deepEqual(requestsOf(here.db, id)[0]!.replies.map(({ kind, words, addedBy }) => [kind, words, addedBy]), [['silence', '', 'Salma'], ['answer', REPLY.words, 'Yusuf'], ['answer', 'Non, 70.', 'Salma']])
  for (const sql of ["UPDATE replies SET words = 'x'", 'DELETE FROM replies', "UPDATE reply_requests SET question = 'x'", 'DELETE FROM reply_requests']) assert.throws(() => here.db.exec(sql), /never/)
})

test('a silence before its day, and anything added to what was withdrawn, is refused', async (t) => {
  const here = await desk(t)
  const id = here.queued()
  const waiting = here.asked(id, { answerBy: '2026-03-04' })
  assert.match(wordsIn(await refuse(here, here.salmas, `/claims/${id}/requests/${waiting}/silence`, versioned(here, id, {}), 409)), /can be said once 4 March 2026 is over/)
  assert.equal(hasForm(await (await here.salmas.get(`/claims/${id}`)).text(), `/claims/${id}/requests/${waiting}/silence`), false)
  const gone = here.asked(id)
  const event = await sendTwice(here, here.salmas, `/claims/${id}/requests/${gone}/withdrawal`, versioned(here, id, { reason: 'Another claim.' }), `/claims/${id}`)
  assert.deepEqual([event.action, event.reason], ['reply.request_withdrawn', 'Another claim.'])
  await refuse(here, here.salmas, `/claims/${id}/requests/${gone}/silence`, versioned(here, id, {}), 409)
  await refuse(here, here.salmas, `/claims/${id}/requests/${gone}/answers`, versioned(here, id, REPLY), 409)
  for (const [claim, request] of [[here.queued('Le pont'), waiting], [id, '0000000000'], ['0000000000', waiting]] as const) {
    for (const [step, fields] of [['answers', REPLY], ['silence', {}], ['withdrawal', { reason: 'x' }]] as const) await refuse(here, here.salmas, `/claims/${claim}/requests/${request}/${step}`, { ...fields, version: claim === id ? String(here.at(id).version) : '1' }, 404)
  }
})

test('what is wrong in a form is said beside the field, and what was typed is kept', async (t) => {
  const here = await desk(t)
  const id = here.queued()
  const request = here.asked(id)
  const [asking, answering] = [`/claims/${id}/requests`, `/claims/${id}/requests/${request}/answers`]
  for (const [action, good, wrong, field, problem] of [
    [asking, ASKED, { askedOf: '' }, 'askedOf', 'Fill this in.'],
    [asking, ASKED, { channel: 'pigeon' }, 'channel', 'Choose one of these.'],
    [asking, ASKED, { contact: 'x'.repeat(301) }, 'contact', 'This is too long.'],
    [asking, ASKED, { question: ' ' }, 'question', 'Fill this in.'],
    [asking, ASKED, { askedOn: '2026-03-05' }, 'askedOn', 'This day has not come yet.'],
    [asking, ASKED, { answerBy: '2026-03-01' }, 'answerBy', 'This is before the day on which they were asked.'],
    [asking, ASKED, { answerBy: '' }, 'answerBy', 'Fill this in.'],
    [asking, ASKED, { answerBy: '4/3/2026' }, 'answerBy', 'Write a day as year-month-day, such as 2026-11-22.'],
    [answering, REPLY, { words: '' }, 'words', 'Fill this in.'],
    [answering, REPLY, { words: 'x'.repeat(10_001) }, 'words', 'This is too long.'],
    [answering, REPLY, { language: 'xx' }, 'language', 'Choose one of these.'],
    [answering, REPLY, { answeredOn: '2026-03-05' }, 'answeredOn', 'This day has not come yet.'],
    [answering, REPLY, { answeredOn: '2026-03-01' }, 'answeredOn', 'This is before the day on which they were asked.'],
  ] as const) {
    const sent = { ...good, ...wrong }
    const form = formIn(await refuse(here, here.salmas, action, versioned(here, id, sent), 422), action)
    assert.equal(form[field]?.problem, problem, `${field} ${JSON.stringify(wrong).slice(0, 60)}`)
    for (const [name, typed] of Object.entries(sent)) if (name !== field) assert.equal(form[name]?.value, typed, name)
  }
})

test('a sign-off from before somebody was asked holds; what is recorded after it needs a new one', async (t) => {
  const here = await desk(t)
  const id = here.signedOff()
  assert.ok(standingSignOff(here.db, here.claim(id)))
  const request = here.asked(id)
  assert.deepEqual([here.claim(id).status, standingSignOff(here.db, here.claim(id))], ['in_review', undefined])
  here.signedOff(id)
  recordSilence(here.db, here.by(here.salma), { ...here.at(id), requestId: request })
  assert.equal(here.claim(id).status, 'in_review')
  here.signedOff(id)
  here.db.exec("UPDATE claims SET status = 'signed_off'")
  assert.ok(standingSignOff(here.db, here.claim(id)))
  here.db.exec('DROP TRIGGER replies_are_not_edited')
  here.db.exec("UPDATE replies SET kind = 'answer', words = 'Oui.', language = 'fr', answered_on = '2026-03-03'")
  assert.equal(standingSignOff(here.db, here.claim(id)), undefined, 'what was signed are the words')
})

test('what is hashed of a claim without requests is what was hashed before there were any', async (t) => {
  const here = await desk(t)
  const id = here.queued()
  const { start, end, quote, statement, language, modality } = here.claim(id)
  const before = { claim: { id, start, end, quote, statement, language, modality, place: '', happenedOn: null, dateBasis: '', attributionCheck: 'unchecked' }, report: here.report.sha256, attribution: [], evidence: [], verdict: null }
  const now = () => hashOfContent({ claim: here.claim(id), judgement: null, sha256: here.report.sha256, hops: [], caveats: [], evidence: [], statements: [], requests: requestsOf(here.db, id) })
  assert.equal(now(), hash('sha256', canonical(before)))
  const request = here.asked(id)
  assert.equal(now(), hash('sha256', canonical({ ...before, replies: [{ askedOf: 'Mairie', channel: 'email', askedOn: '2026-03-02', answerBy: '2026-03-03', replies: [] }] })))
  await here.salmas.post(`/claims/${id}/requests/${request}/withdrawal`, versioned(here, id, { reason: 'By mistake.' }))
  assert.equal(now(), hash('sha256', canonical(before)))
})

test('readers and exports learn who was asked, through what and when, and what they said; never how they were reached, nor the question', async (t) => {
  const here = await desk(t)
  const id = here.inReview()
  answered(here, id)
  recordSilence(here.db, here.by(here.salma), { requestId: here.asked(id, { askedOf: 'Préfecture', channel: 'press_office' }), ...here.at(id) })
  here.asked(id, { askedOf: 'Hôpital', channel: 'telephone', answerBy: '2026-03-09' })
  here.published(here.signedOff(id))

  const { text, document } = publishedVersions(here.db, id)[0]!
  assert.ok(document.kind === 'claim')
  assert.deepEqual(document.replies, [
    { askedOf: 'Mairie', through: 'email', askedOn: '2026-03-02', answerBy: '2026-03-03', answers: [{ kind: 'answer', words: REPLY.words, language: 'fr', on: '2026-03-03' }] },
    { askedOf: 'Préfecture', through: 'press_office', askedOn: '2026-03-02', answerBy: '2026-03-03', answers: [{ kind: 'silence', words: '', language: null, on: null }] },
    { askedOf: 'Hôpital', through: 'telephone', askedOn: '2026-03-02', answerBy: '2026-03-09', answers: [] },
  ])
  const page = await (await here.anyone.get(`/claims/${id}`)).text()
  assert.match(wordsIn(page), /Right of reply Mairie Asked on 2 March 2026 by e-mail, to answer by 3 March 2026\. Nous en comptons 71\. Answered on 3 March 2026 Préfecture .*No answer by 3 March 2026\. Hôpital .*No answer so far\./)
  assert.match(await (await here.anyone.get(`/claims/${id}?lang=ar`)).text(), /حق الرد[\s\S]*لم يرد جواب حتى ٣ مارس ٢٠٢٦/)

  const told = verificationReport(here.db, here.report.id, key)
  const [json, html, csv] = [JSON.stringify(told), pageOf(told, 'en'), sheetOf(told)]
  assert.match(wordsIn(html), /Right of reply 3 Mairie Asked on 2 March 2026 by e-mail, to answer by 3 March 2026\. recorded by .Salma., .* Nous en comptons 71\. Answered on 3 March 2026 · recorded by .Salma., .*Préfecture .*No answer by 3 March 2026\./)
  for (const form of [text, page, json, html, csv]) assert.doesNotMatch(form, /Combien|presse@/)
  const [head, ...rows] = csv.split('\r\n').map((row) => row.split(','))
  const row = rows.find((cells) => cells.includes(id))!
  assert.ok(head!.includes('replies_asked_for') && row.join().includes(',3,1,'), row.join())
})

test('a version from before there were requests has none, and is shown as it was', async (t) => {
  const here = await desk(t)
  const id = here.published()
  assert.doesNotMatch(publishedVersions(here.db, id)[0]!.text, /replies/)
  assert.doesNotMatch(wordsIn(await (await here.anyone.get(`/claims/${id}`)).text()), /Right of reply/)
})

test('the form of a verdict reminds, and holds nobody up', async (t) => {
  const here = await desk(t)
  const id = here.inProgress()
  here.attach(id, { stance: 'contradicts' })
  const reminded = async () => /Nobody has asked .Mairie. for a reply yet\. Right of reply/.test(wordsIn(await (await here.salmas.get(`/claims/${id}`)).text()))
  assert.equal(await reminded(), false)
  attribute(here.db, here.by(here.salma), { ...here.at(id), hops: [{ actor: 'Mairie', named: true, medium: '', verb: '', link: '' }] })
  assert.equal(await reminded(), true)
  here.asked(id)
  assert.equal(await reminded(), false)
  const other = here.inProgress()
  here.attach(other, { stance: 'contradicts' })
  attribute(here.db, here.by(here.salma), { ...here.at(other), hops: [{ actor: 'Mairie', named: true, medium: '', verb: '', link: '' }] })
  here.propose(other, 'disputed')
  assert.equal(here.claim(other).status, 'in_review')
})

test('who was asked about a claim that was merged into another speaks for that one', async (t) => {
  const here = await desk(t)
  const [kept, gone] = [here.queued(), here.queued()]
  answered(here, gone)
  merge(here.db, here.by(here.salma), { ...here.at(gone), into: kept, as: 'repetition' })
  assert.deepEqual(requestsOf(here.db, kept).map(({ askedOf, claimId }) => [askedOf, claimId]), [['Mairie', gone]])
  assert.deepEqual(verificationReport(here.db, here.report.id, key).claims.find(({ id }) => id === kept)!.replies.map(({ askedOf }) => askedOf), ['Mairie'])
})
