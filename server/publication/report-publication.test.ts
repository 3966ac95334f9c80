import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { test } from 'node:test'
import { canonical } from '../audit/canonical.ts'
import { desk, refuse, type Desk } from '../claims/testing.ts'
import { eventsAfter } from '../people/testing.ts'
import { tracesIn } from '../web/testing.ts'
import { hasForm, wordsIn } from '../web/testing-page.ts'
import { latestPublication, publishedVersions } from './publication.ts'
import type { PublishedReport, ReportWithdrawal } from './report-document.ts'
import { planPublication } from './report-plan.ts'
import { latestOfReport } from './report-versions.ts'

const signedOff = (here: Desk, quote: string) => here.signedOff(here.inReview(here.salma, here.supported(here.inProgress(here.salma, here.queued(quote)))))
const pathOf = (here: Desk, form = 'publications') => `/reports/${here.report.id}/${form}`
const latest = (here: Desk) => latestOfReport(here.db, here.report.id)!.document as PublishedReport
const outcomes = (here: Desk) => Object.fromEntries(planPublication(here.db, here.report.id, here.clock.at).planned.map(({ claim, outcome }) => [claim.id, outcome]))

test('in one step all claims that stand signed off become public, and the report with them: each with its trace', async (t) => {
  const here = await desk(t)
  const [bridge, town, queued] = [signedOff(here, 'Le pont'), signedOff(here, '73 blessés'), here.queued('La mairie')]
  const seen = tracesIn(here.db)
  const sent = { content: here.publishingPlan() }
  assert.equal((await here.nadias.post(pathOf(here), sent)).headers.get('location'), `/reports/${here.report.id}#publication`)
  const events = eventsAfter(here.db, seen)
  assert.deepEqual(events.map(({ action, subject }) => [action, subject]), [['report.published', `report/${here.report.id}`], ['claim.published', `claim/${bridge}`], ['claim.published', `claim/${town}`]])
  assert.equal(new Set(events.map(({ batch }) => batch)).size, 1)
  assert.deepEqual([bridge, town, queued].map((id) => here.claim(id).status), ['published', 'published', 'queued'])

  const stored = latestOfReport(here.db, here.report.id)!
  assert.deepEqual([stored.text, stored.sha256, stored.version], [canonical(stored.document), hash('sha256', stored.text), 1])
  const { source, claims, notice, report } = stored.document as PublishedReport
  assert.deepEqual(claims.map(({ id, verdict, sha256 }) => ({ id, verdict, sha256 })), [bridge, town].map((id) => ({ id, verdict: 'verified', sha256: latestPublication(here.db, id)!.sha256 })))
  for (const { places } of claims) for (const { start, end, exact } of places) assert.equal(source.text.slice(start, end), exact)
  assert.match(await (await here.anyone.get(`/claims/${bridge}`)).text(), new RegExp(`href="/reports/${here.report.id}"`))
  assert.deepEqual([notice, source.text, 'fileName' in report, stored.text.includes(queued)], [null, here.report.text, false, false])
})

test('what will be published and what not, and why, is shown before; what has changed since is not done', async (t) => {
  const here = await desk(t)
  const ready = signedOff(here, 'Le pont')
  const [waiting, foretold] = [here.queued('La mairie'), here.foretold()]
  const [one, other] = [signedOff(here, '73 blessés'), signedOff(here, 'depuis lundi')]
  here.conflict(one, other)
  const gone = signedOff(here, 'mairie')
  here.db.exec(`UPDATE claims SET place = 'Lyon' WHERE id = '${gone}'`)
  const back = here.published(signedOff(here, 'pont est'))
  await here.nadias.post(`/claims/${back}/unpublishing`, { version: String(here.claim(back).version), reason: 'Nothing holds.' })
  const again = here.correctedOnce(here.published(signedOff(here, 'compte 73')))
  const stands = here.published(signedOff(here, 'fermé depuis'))
  assert.deepEqual(outcomes(here), {
    [ready]: 'first', [waiting]: 'notSignedOff', [foretold]: 'notAsserted', [one]: 'contested', [other]: 'contested', [gone]: 'signOffGone', [back]: 'takenBack', [again]: 'next', [stands]: 'stands',
  })
  const page = await (await here.nadias.get(pathOf(here))).text()
  const words = wordsIn(page)
  for (const said of ['Become public 1', 'Get their next version 1', 'Public already 1', 'Not signed off 1', 'Not asserted 1', 'In conflict 2', 'Changed after sign-off 1', 'Withdrawn before 1', 'Readers still have version 1.']) assert.ok(words.includes(said), said)
  assert.ok(hasForm(page, pathOf(here)))

  const content = here.publishingPlan()
  assert.match(await refuse(here, here.nadias, pathOf(here), { content, reason: ' ' }, 422), /id="publish-reason-problem"/)
  here.signedOff(here.inReview(here.salma, here.supported(here.inProgress(here.salma, waiting))))
  assert.match(await refuse(here, here.nadias, pathOf(here), { content, reason: 'My own words.' }, 409), /Something has changed since you looked[\s\S]*My own words\./)
  await refuse(here, here.salmas, pathOf(here), { content: here.publishingPlan(), reason: 'Mine.' }, 403)
  assert.equal((await here.salmas.get(pathOf(here))).status, 403)

  assert.equal((await here.nadias.post(pathOf(here), { content: here.publishingPlan(), reason: 'Counted anew.' })).status, 303)
  assert.deepEqual(latest(here).claims.map(({ id, version }) => [id, version]).toSorted(), [[ready, 1], [waiting, 1], [again, 2], [stands, 1]].toSorted())
  assert.equal(publishedVersions(here.db, again).at(-1)!.document.notice!.reason, 'Counted anew.')
  assert.equal(publishedVersions(here.db, ready)[0]!.document.notice, null)
})

test('nothing is published where nothing is ready, nor twice', async (t) => {
  const here = await desk(t)
  here.queued()
  assert.match(await refuse(here, here.nadias, pathOf(here), { content: here.publishingPlan() }, 409), /There is nothing to publish here/)
  signedOff(here, 'Le pont')
  here.publishedReport()
  assert.match(await refuse(here, here.nadias, pathOf(here), { content: here.publishingPlan(), reason: 'Again.' }, 409), /There is nothing to publish here/)
  assert.ok(!hasForm(await (await here.nadias.get(pathOf(here))).text(), pathOf(here)))
  assert.equal((await here.nadias.post(`/reports/0000000000/publications`, { content: '' })).status, 404)
  assert.equal((await here.nadias.post(`/reports/0000000000/unpublishing`, { reason: 'x' })).status, 404)
})

test('the form that published a report leads to it when it comes again; with other words it is another form', async (t) => {
  const here = await desk(t)
  signedOff(here, 'Le pont')
  const form = { content: here.publishingPlan(), once: 'one' }
  for (let time = 0; time < 2; time++) assert.equal((await here.nadias.post(pathOf(here), form)).headers.get('location'), `/reports/${here.report.id}#publication`)
  await refuse(here, here.nadias, pathOf(here), { ...form, reason: 'Counted anew.' }, 409)
  assert.equal(latest(here).version, 1)
})

test('a claim that is corrected, or withdrawn, is so on the page of its report too, in the same change', async (t) => {
  const here = await desk(t)
  const [bridge, town] = [signedOff(here, 'Le pont'), signedOff(here, '73 blessés')]
  here.publishedReport()
  here.published(here.correctedOnce(town), 'The agency took its count back.')
  const second = latest(here)
  assert.deepEqual(second.claims.map(({ id, version, verdict }) => [id, version, verdict]), [[bridge, 1, 'verified'], [town, 2, 'disputed']])
  assert.equal(second.claims[1]!.sha256, latestPublication(here.db, town)!.sha256)
  const { reason, claims, by } = second.notice!
  assert.deepEqual([reason, claims.map(({ id, before, now }) => [id, before?.verdict, now?.verdict]), by.name], ['The agency took its count back.', [[town, 'verified', 'disputed']], 'Nadia'])

  await here.nadias.post(`/claims/${town}/unpublishing`, { version: String(here.claim(town).version), reason: 'Nothing holds.' })
  const third = latest(here)
  assert.deepEqual([third.version, third.claims[1]!.kind, third.claims[1]!.verdict, third.claims[1]!.places], [3, 'withdrawal', null, []])
  assert.deepEqual(third.notice!.claims.map(({ before, now }) => [before?.verdict, now]), [['disputed', null]])
  assert.deepEqual(third.earlier.map(({ version }) => version), [1, 2])
})

test('a report that is taken back says so and why; its claims stay as they are, and change it no more', async (t) => {
  const here = await desk(t)
  const id = signedOff(here, '73 blessés')
  here.publishedReport()
  const withdraw = { publication: '1', reason: 'The paper took it back.' }
  await refuse(here, here.nadias, pathOf(here, 'unpublishing'), { ...withdraw, reason: '' }, 422)
  await refuse(here, here.nadias, pathOf(here, 'unpublishing'), { ...withdraw, publication: '2' }, 409)
  await refuse(here, here.salmas, pathOf(here, 'unpublishing'), withdraw, 403)
  assert.match(wordsIn(await (await here.nadias.get(pathOf(here))).text()), /Its claims stay public, each at its own address, unless they are withdrawn themselves\./)
  assert.equal((await here.nadias.post(pathOf(here, 'unpublishing'), withdraw)).status, 303)
  await refuse(here, here.nadias, pathOf(here, 'unpublishing'), { ...withdraw, publication: '2' }, 409)
  const gone = latestOfReport(here.db, here.report.id)!.document as ReportWithdrawal
  assert.deepEqual([gone.kind, gone.version, gone.notice.reason], ['withdrawal', 2, 'The paper took it back.'])
  assert.equal((await here.anyone.get(`/claims/${id}`)).status, 200)
  here.published(here.correctedOnce(id), 'Counted anew.')
  assert.equal(latestOfReport(here.db, here.report.id)!.version, 2)
  here.publishedReport('It is back.')
  assert.deepEqual([latest(here).version, latest(here).notice?.reason], [3, 'It is back.'])
})

test('what moved into a later version of the article stays marked where it stood, also when it is corrected there', async (t) => {
  const here = await desk(t)
  const id = signedOff(here, '73 blessés')
  here.publishedReport()
  const before = latest(here).claims[0]!.places
  const later = here.revised({ 'Demain, il rouvrira.': 'Hier, il a plu.' })
  await refuse(here, here.nadias, pathOf(here), { content: 'any', reason: 'x' }, 409)
  here.published(here.correctedOnce(id), 'Counted anew.')
  const { claims, source } = latest(here)
  assert.deepEqual([claims[0]!.version, claims[0]!.places, source.text], [2, before, here.report.text])
  const plan = planPublication(here.db, later.id, here.clock.at)
  assert.deepEqual([plan.isNews, plan.needsReason, plan.planned.find(({ claim }) => claim.id === id)!.outcome], [true, false, 'stands'])
})

test('that a claim was published leaves the sign-off of its report alone, and readers learn who read it', async (t) => {
  const here = await desk(t)
  here.readToItsEnd(here.yusuf)
  signedOff(here, '73 blessés')
  await here.nadias.post(`/reports/${here.report.id}/sign-offs`, { content: here.readingHash(), reason: 'Enough.' })
  const before = here.readingHash()
  here.publishedReport()
  assert.equal(here.readingHash(), before)
  assert.equal(latest(here).read?.by.name, 'Nadia')
})

test('who signed off the whole text after it was published is named in its next version', async (t) => {
  const here = await desk(t)
  here.readToItsEnd(here.yusuf)
  signedOff(here, '73 blessés')
  here.publishedReport()
  await here.nadias.post(`/reports/${here.report.id}/sign-offs`, { content: here.readingHash(), reason: 'Enough.' })
  assert.match(wordsIn(await (await here.nadias.get(pathOf(here))).text()), /the sign-off of the whole text has changed/)
  here.publishedReport('It was read to its end.')
  assert.deepEqual([latest(here).version, latest(here).read?.by.name, latest(here).notice?.claims], [2, 'Nadia', []])
  assert.match(await refuse(here, here.nadias, pathOf(here), { content: here.publishingPlan(), reason: 'Again.' }, 409), /There is nothing to publish here/)
})
