import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { eventsAfter } from '../people/testing.ts'
import { markPassage } from '../reports/passages.ts'
import { findReport, passagesOfReport, type Report } from '../reports/reports.ts'
import { versionsOf } from '../reports/versions.ts'
import { standingSignOff } from '../verdicts/sign-off.ts'
import { tracesIn } from '../web/testing.ts'
import { formIn, hasForm, wordsIn } from '../web/testing-page.ts'
import { anchorsOf } from './anchors.ts'
import { applyCaveat, caveatsOf } from './caveats.ts'
import { claimsOfReport } from './claims.ts'
import { planRevision, reviseReport } from './revision.ts'
import { makeClaim } from './suggestions.ts'
import { desk, DRAFT, refuse, type Desk } from './testing.ts'
import { dismiss } from './triage.ts'
import { reword } from './wording.ts'

const form = (d: Desk) => `/reports/${d.report.id}/revisions/new`
const page = async (d: Desk, path: string) => wordsIn(await (await d.salmas.get(path)).text())

/** Sends the form of a later version without having seen what it changes. */
const bring = (d: Desk, text: string) => d.salmas.post(form(d), { title: 'Le pont', text, publisher: 'La Gazette' })

test('what a later version would do is shown first, and nothing is done', async (t) => {
  const here = await desk(t)
  const signed = here.signedOff()
  const before = here.db.serialize()
  const answer = await bring(here, DRAFT.text.replace('73', '75').replace('\nDemain, il rouvrira.', '').replace('Le pont est fermé.', 'Mise à jour : le pont est fermé.'))
  const text = await answer.text()
  assert.equal(answer.status, 200)
  assert.ok(before.equals(here.db.serialize()))
  assert.match(wordsIn(text), /Nothing has been imported yet/)
  assert.match(text, /<del>73<\/del> <ins>75<\/ins> bless/)
  assert.match(wordsIn(text), /No longer there They stay[^.]*\. 1 claim/)
  assert.match(wordsIn(text), /Words changed What was[^.]*\. 3 claims/)
  assert.equal(here.claim(signed).status, 'signed_off')

  const confirm = formIn(text, form(here))
  const sent = Object.fromEntries(Object.entries(confirm).flatMap(([name, { value }]) => value === undefined ? [] : [[name, value]]))
  const done = await here.salmas.post(form(here), sent)
  const id = done.headers.get('location')!.slice('/reports/'.length)
  assert.deepEqual([done.status, findReport(here.db, id).version, findReport(here.db, id).revisionOf, here.claim(signed).reportId], [303, 2, here.report.id, id])
})

test('one import leaves one trace of the report, and one of every claim, under one key', async (t) => {
  const here = await desk(t)
  const seen = tracesIn(here.db)
  const next = here.revised({ 'Demain, il rouvrira.': 'Hier, il a plu.' })
  const [first, ...rest] = eventsAfter(here.db, seen)
  assert.deepEqual([first!.action, first!.report, (first!.before as { report: string }).report], ['report.revised', next.id, here.report.id])
  assert.deepEqual({ ...first!.after as object, sha256: '', rules: '' }, {
    title: 'Le pont', publisher: 'La Gazette', sha256: '', rules: '', reportVersion: 2, same: 3, moved: 0, changed: 0, vanished: 1, suggested: 1,
  })
  assert.deepEqual(rest.map(({ action }) => action), ['claim.reanchored', 'claim.reanchored', 'claim.reanchored', 'claim.vanished'])
  assert.ok(rest.every(({ batch }) => batch === first!.seq))
})

/** In which status a claim is before its words change, and after. */
const BEFORE = {
  suggested: (d: Desk) => d.suggested(2), dismissed: (d: Desk) => { const id = d.suggested(2); dismiss(d.db, d.by(d.salma), { ...d.at(id), reason: '' }); return id },
  queued: (d: Desk) => d.queued(), in_progress: (d: Desk) => d.inProgress(), in_review: (d: Desk) => d.inReview(), signed_off: (d: Desk) => d.signedOff(),
}
const AFTERWARDS = { suggested: 'suggested', dismissed: 'suggested', queued: 'queued', in_progress: 'in_progress', in_review: 'in_review', signed_off: 'in_review' }

for (const [status, make] of Object.entries(BEFORE)) {
  test(`a claim that is ${status} stays as it is where its words do, and follows them where they change`, async (t) => {
    const here = await desk(t)
    const id = make(here)
    const before = here.claim(id)

    const moved = here.revised({ 'Le pont est fermé. La': 'Mise à jour. Le pont est fermé. La' })
    const there = here.claim(id)
    assert.deepEqual([there.status, there.reportId, there.number, there.quote, there.start, there.changedIn], [status, moved.id, before.number, before.quote, before.start + 13, null])
    assert.deepEqual([there.holderId, there.heldUntil, there.queuedAt], [before.holderId, before.heldUntil, before.queuedAt])

    const text = moved.text.replace('73', '75')
    const plan = planRevision(here.db, moved.id, text)
    const changed = reviseReport(here.db, here.by(here.yusuf), { previousId: moved.id, draft: { ...DRAFT, text }, fingerprint: plan.fingerprint })
    const now = here.claim(id)
    const isWaiting = status === 'suggested' || status === 'dismissed'
    assert.deepEqual([now.status, now.reportId, now.quote, now.changedIn], [AFTERWARDS[status as keyof typeof AFTERWARDS], changed, before.quote.replace('73', '75'), isWaiting ? null : changed])
    assert.equal(now.statement, isWaiting ? now.quote : before.statement)
    assert.equal(now.verdict, before.verdict)
    assert.deepEqual([now.holderId, now.heldUntil, now.queuedAt], [before.holderId, before.heldUntil, before.queuedAt])
    assert.deepEqual(anchorsOf(here.db, id).map(({ version, outcome, start, quote }) => [version, outcome, start, quote]), [
      [2, 'changed', there.start, before.quote], [1, 'moved', before.start, before.quote]])
  })
}

test('a sign-off holds in a later version that says the same, and in no other', async (t) => {
  const here = await desk(t)
  const id = here.signedOff()
  const given = standingSignOff(here.db, here.claim(id))!
  const moved = here.revised({ 'Le pont est fermé. La': 'Mise à jour. Le pont est fermé. La' })
  assert.equal(standingSignOff(here.db, here.claim(id))?.id, given.id)
  assert.match(await page(here, `/claims/${id}`), /Signed off by/)
  const exported = await (await here.salmas.get(`/reports/${moved.id}/export.json`)).json() as { claims: { id: string; approval: { state: string }; versions: { version: number; outcome: string }[] }[] }
  const told = exported.claims.find((claim) => claim.id === id)!
  assert.deepEqual([told.approval.state, told.versions.map(({ version, outcome }) => [version, outcome])], ['standing', [[1, 'moved']]])

  // Written past every rule: the status still says that it is signed off, but the words are others.
  here.db.prepare("UPDATE claims SET quote = '74 blessés' WHERE id = ?").run(id)
  assert.equal(standingSignOff(here.db, here.claim(id)), undefined)
})

test('changed words ask for a look before a verdict or a sign-off can rest on them', async (t) => {
  const here = await desk(t)
  const [signed, held] = [here.signedOff(), here.supported(here.inProgress())]
  here.revised({ '73': '75' })
  for (const id of [signed, held]) assert.match(await page(here, `/claims/${id}`), /Version 2 of the report changed these words/)
  const path = `/claims/${signed}/sign-offs`
  assert.match(wordsIn(await refuse(here, here.nadias, path, { version: String(here.claim(signed).version) }, 409)), /somebody has to look at them/)
  await refuse(here, here.salmas, `/claims/${held}/verdicts`, { version: String(here.claim(held).version), verdict: 'verified', rationale: 'Two agencies counted them independently.' }, 409)

  await here.salmas.post(`/claims/${signed}/words`, { version: String(here.claim(signed).version) })
  assert.equal(here.claim(signed).changedIn, null)
  assert.equal((await here.nadias.post(path, { version: String(here.claim(signed).version) })).status, 303)
  assert.equal(here.claim(signed).status, 'signed_off')

  reword(here.db, here.by(here.salma), { ...here.at(held), statement: '75 blessés', modality: 'asserted', place: '', happenedOn: null, dateBasis: '' })
  assert.equal(here.claim(held).changedIn, null, 'whoever rewords has looked')
})

test('whoever found that the words still fit does not sign them off as well', async (t) => {
  const here = await desk(t)
  const id = here.signedOff()
  here.revised({ '73': '75' })
  const at = () => ({ version: String(here.claim(id).version) })
  await here.nadias.post(`/claims/${id}/words`, at())
  await refuse(here, here.nadias, `/claims/${id}/sign-offs`, at(), 403)
  assert.equal((await here.adams.post(`/claims/${id}/sign-offs`, at())).status, 303)
})

test('a claim whose words are gone stays with the version that said them, and both pages say so', async (t) => {
  const here = await desk(t)
  const id = here.signedOff()
  const next = here.revised({ 'La mairie compte 73 blessés. ': '' })
  assert.deepEqual([here.claim(id).reportId, here.claim(id).status], [here.report.id, 'signed_off'])
  assert.ok(standingSignOff(here.db, here.claim(id)))
  assert.match(await page(here, `/claims/${id}`), /It stands in version 1\. The version after it no longer says so/)
  const earlier = await (await here.salmas.get(`/reports/${here.report.id}`)).text()
  assert.match(wordsIn(earlier), /A later version exists \(version 2\)/)
  assert.match(earlier, /<mark class="vanished overlap"[^>]*>73 blessés<\/mark>/)
  assert.ok(!hasForm(earlier, `/reports/${here.report.id}/claims`))
  assert.match(await page(here, `/reports/${next.id}/changes`), /Version 2 compared with version 1.*No longer there They stay.*2 claims/)
  const { vanished } = await (await here.salmas.get(`/reports/${next.id}/export.json`)).json() as { vanished: { id: string; lastIn: number }[] }
  assert.deepEqual(vanished.map(({ id, lastIn }) => [id, lastIn]), [[id, 1]])
})

test('in a version that another followed nothing new is done', async (t) => {
  const here = await desk(t)
  const left = here.queued('Demain, il rouvrira')
  const next = here.revised({ '73': '75', '\nDemain, il rouvrira.': '' })
  const report = `/reports/${here.report.id}`
  await refuse(here, here.salmas, `${report}/claims`, { quote: 'Le pont', start: '0', end: '7' }, 409)
  await refuse(here, here.salmas, `${report}/passages/1/mark`, { mark: 'context' }, 409)
  await refuse(here, here.salmas, form(here), { title: 'T', text: 'Another one.' }, 409)
  await refuse(here, here.nadias, `${report}/sign-offs`, { content: here.readingHash(), reason: 'All of it.' }, 409)
  assert.equal(hasForm(await (await here.salmas.get(`/claims/${left}`)).text(), `/claims/${left}/split`), false)
  const { start, version } = here.claim(left)
  await refuse(here, here.salmas, `/claims/${left}/split`, { version: String(version), before: String(start + 'Demain, '.length) }, 409)
  assert.equal((await here.salmas.get(form(here))).headers.get('location'), `/reports/${next.id}/revisions/new`)
  const list = await (await here.salmas.get('/reports')).text()
  assert.deepEqual(Array.from(list.matchAll(/<a href="\/reports\/(\w{10})"/g), ([, id]) => id), [next.id], 'the list has the newest version only')
})

test('the same text leads to the report that has it, whichever version that is', async (t) => {
  const here = await desk(t)
  const known = (answer: Response) => answer.headers.get('location')
  assert.equal(known(await bring(here, DRAFT.text)), `/reports/${here.report.id}?known=1`)
  const next = here.revised({ '73': '75' })
  const back = await here.salmas.post(`/reports/${next.id}/revisions/new`, { title: 'T', text: DRAFT.text })
  assert.equal(known(back), `/reports/${here.report.id}?known=1`)
})

test('what was seen is what is done: a claim that moved on meanwhile is shown again', async (t) => {
  const here = await desk(t)
  const sent = here.revision({ '73': '75' })
  here.queued()
  const page = await refuse(here, here.salmas, form(here), sent, 409)
  assert.match(wordsIn(page), /Something has happened to this report since you looked/)
  const { fingerprint } = formIn(page, form(here))
  assert.equal((await here.salmas.post(form(here), { ...sent, fingerprint: fingerprint!.value! })).status, 303)
})

test('sent twice it is done once, and leads to the same report', async (t) => {
  const here = await desk(t)
  const sent = { ...here.revision({ '73': '75' }), once: 'the-key-of-this-form' }
  const first = (await here.salmas.post(form(here), sent)).headers.get('location')
  const seen = tracesIn(here.db)
  assert.equal((await here.salmas.post(form(here), sent)).headers.get('location'), `${first}?known=1`)
  assert.equal(tracesIn(here.db), seen)
})

test('numbers count on, and are one claim in every version', async (t) => {
  const here = await desk(t)
  here.queued()
  const next = here.revised({ 'La mairie compte 73 blessés. ': '', 'Demain, il rouvrira.': 'Demain, il rouvrira. Un train a déraillé.' })
  const fresh = claimsOfReport(here.db, next.id).find(({ quote }) => quote === 'Un train a déraillé')!
  const made = makeClaim(here.db, here.by(here.salma), next, { pieces: [{ start: 0, end: 7 }], quote: 'Le pont', statement: '', modality: 'asserted' })
  assert.deepEqual([fresh.status, fresh.number, here.claim(made).number], ['suggested', 6, 7])
  const numbers = versionsOf(here.db, next.id).flatMap(({ id }) => claimsOfReport(here.db, id)).map(({ number }) => number)
  assert.equal(new Set(numbers).size, numbers.length)
})

test('nothing is suggested twice: neither what was decided on, nor what a person read as something else', async (t) => {
  const here = await desk(t)
  dismiss(here.db, here.by(here.salma), { ...here.at(here.suggested(4)), reason: '' })
  markPassage(here.db, here.by(here.salma), here.report.id, 4, 'prediction')
  const next = here.revised({ '73': '75' })
  assert.deepEqual(claimsOfReport(here.db, next.id).map(({ number, status, quote }) => [number, status, quote]), [
    [1, 'suggested', 'Le pont est fermé'], [2, 'suggested', 'La mairie compte 75 blessés'], [3, 'suggested', 'Le pont est fermé depuis lundi'], [4, 'dismissed', 'Demain, il rouvrira']])
  assert.deepEqual(passagesOfReport(here.db, next.id).map(({ mark }) => mark), [null, null, null, 'prediction'])
})

test('a version that seems older than the one before is taken, with a word of warning', async (t) => {
  const here = await desk(t)
  const answer = await here.salmas.post(form(here), { title: 'T', text: 'Le pont est ouvert.', publishedOn: '2026-03-01' })
  assert.match(wordsIn(await answer.text()), /published on 1 March 2026, and the version that it follows on 3 March 2026/)
})

test('the form for a later version knows whose it is, and gives back what was typed', async (t) => {
  const here = await desk(t)
  const fields = formIn(await (await here.salmas.get(form(here))).text(), form(here))
  assert.deepEqual([fields.title!.value, fields.publisher!.value, fields.publishedOn!.value, 'language' in fields], ['Le pont', 'La Gazette', '', false])
  const again = formIn(await refuse(here, here.salmas, form(here), { title: '', text: 'Le pont est ouvert.' }, 422), form(here))
  assert.deepEqual([again.title!.invalid, again.text!.value], [true, 'Le pont est ouvert.'])
  const back = formIn(await (await here.salmas.post(form(here), { title: 'T', text: 'Le pont est ouvert.', edit: 'on', fingerprint: 'x' })).text(), form(here))
  assert.equal(back.text!.value, 'Le pont est ouvert.')
})

/** A desk where the third sentence is said to be a caveat about the claim, which was signed off after that. */
async function deskWithCaveat(t: TestContext) {
  const here = await desk(t)
  const id = here.supported(here.inProgress())
  applyCaveat(here.db, here.by(here.salma), { reportId: here.report.id, number: 3, claimIds: [id], known: '' })
  here.propose(id)
  here.signedOff(id)
  return { ...here, id }
}

test('a caveat comes along with its claim, and the sign-off of both holds', async (t) => {
  const here = await deskWithCaveat(t)
  const next = here.revised({ 'Le pont est fermé. La': 'Mise à jour. Le pont est fermé. La' })
  assert.deepEqual(caveatsOf(here.db, here.id).map(({ reportId, passage, start, quote }) => [reportId === next.id ? 2 : 1, passage, next.text.slice(start).startsWith(quote)]).toSorted(), [[1, 3, false], [2, 4, true]])
  assert.equal(here.claim(here.id).status, 'signed_off')
  assert.ok(standingSignOff(here.db, here.claim(here.id)))
  const page = await (await here.salmas.get(`/reports/${next.id}`)).text()
  assert.match(wordsIn(page), /Caveat/)
})

test('a claim whose caveat is gone was signed off as something else, and goes back to review', async (t) => {
  const here = await deskWithCaveat(t)
  here.revised({ ' Le pont est fermé depuis lundi.': '' })
  assert.deepEqual([here.claim(here.id).status, here.claim(here.id).changedIn], ['in_review', null])
  // Written past every rule: the status says what the content does not.
  here.db.prepare("UPDATE claims SET status = 'signed_off' WHERE id = ?").run(here.id)
  assert.equal(standingSignOff(here.db, here.claim(here.id)), undefined)
})

test('the preview names the caveat that a claim would lose, where the claim is in sight', async (t) => {
  const here = await deskWithCaveat(t)
  const { text } = here.revision({ ' Le pont est fermé depuis lundi.': '' })
  const page = await (await here.salmas.post(form(here), { title: 'Le pont', text })).text()
  assert.match(page, /<details class="quiet" open>(?:(?!<\/details>)[^])*no longer there: <del[^>]*>Le pont est fermé depuis lundi\.<\/del>/)
  assert.match(page, /In review/)
})

test('whoever brings a version that has a caveat no longer leaves a trace of that, and does not sign off what it was about', async (t) => {
  const here = await deskWithCaveat(t)
  const seen = tracesIn(here.db)
  const { text, fingerprint } = here.revision({ ' Le pont est fermé depuis lundi.': '' })
  reviseReport(here.db, here.by(here.nadia), { previousId: here.report.id, draft: { ...DRAFT, text }, fingerprint })
  const gone = eventsAfter(here.db, seen).filter(({ action }) => action === 'claim.caveat_gone')
  assert.deepEqual(gone.map(({ claim, after }) => [claim, after]), [[here.id, { caveat: 'Le pont est fermé depuis lundi.', passage: 3, status: 'in_review', version: here.claim(here.id).version }]])

  const action = `/claims/${here.id}/sign-offs`
  await refuse(here, here.nadias, action, { version: String(here.claim(here.id).version) }, 403)
  assert.equal((await here.adams.post(action, { version: String(here.claim(here.id).version) })).status, 303)
})

/** Two short lines below the claim are caveats on it, and it was signed off with both. */
async function deskWithTwo(t: TestContext) {
  const here = await desk(t)
  const first = here.revised({ 'Le pont est fermé depuis lundi.\nDemain, il rouvrira.': '\nPas de source\nPas de preuve' })
  const id = here.supported(here.inProgress(here.salma, makeClaim(here.db, here.by(here.salma), first, wholeOf(first, '73 blessés'))))
  const numbers = passagesOfReport(here.db, first.id).filter(({ start }) => first.text.startsWith('Pas de', start)).map(({ number }) => number)
  for (const number of numbers) applyCaveat(here.db, here.by(here.salma), { reportId: first.id, number, claimIds: [id], known: '' })
  here.propose(id)
  here.signedOff(id)
  const next = (text: string) => reviseReport(here.db, here.by(here.salma), { previousId: first.id, draft: { ...DRAFT, text }, fingerprint: planRevision(here.db, first.id, text).fingerprint })
  return { ...here, id, first, numbers, next }
}

const wholeOf = ({ text }: Report, quote: string) =>
  ({ pieces: [{ start: text.indexOf(quote), end: text.indexOf(quote) + quote.length }], quote, statement: '', modality: 'asserted' as const })

test('of two caveats that stand in one passage later, one is lost, and the claim goes back to review', async (t) => {
  const here = await deskWithTwo(t)
  assert.equal(here.numbers.length, 2)
  here.next(here.first.text.replace('Pas de source\nPas de preuve', 'Pas de source, Pas de preuve'))
  assert.equal(here.claim(here.id).status, 'in_review')
})

test('a sign-off holds where the caveats stand in another order', async (t) => {
  const here = await deskWithTwo(t)
  here.next(here.first.text.replace('Pas de source\nPas de preuve', 'Pas de preuve\nPas de source'))
  assert.equal(here.claim(here.id).status, 'signed_off')
  assert.ok(standingSignOff(here.db, here.claim(here.id)))
})

test('a sign-off holds where only the white space between its words came or went', async (t) => {
  const here = await desk(t)
  const id = here.signedOff(here.inReview(here.salma, here.supported(here.inProgress(here.salma, here.queued('mairie compte 73 blessés.')))))
  here.revised({ '73 blessés.': '73 blessés\u00A0.' })
  assert.equal(here.claim(id).status, 'signed_off')
  assert.ok(standingSignOff(here.db, here.claim(id)))
})

test('a later version is too long for the desk in the language of the report, whatever the form says of it', async (t) => {
  const here = await desk(t)
  await refuse(here, here.salmas, form(here), { title: 'Le pont', text: 'Mr. '.repeat(3001), language: 'en' }, 422)
})
