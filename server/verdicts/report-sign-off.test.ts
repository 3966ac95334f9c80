import assert from 'node:assert/strict'
import { test } from 'node:test'
import { merge } from '../claims/merge.ts'
import { split } from '../claims/split.ts'
import { desk, refuse, sendTwice, type Desk } from '../claims/testing.ts'
import { dismiss } from '../claims/triage.ts'
import { reword } from '../claims/wording.ts'
import { eventsAfter } from '../people/testing.ts'
import { markPassage } from '../reports/passages.ts'
import { tracesIn } from '../web/testing.ts'
import { formIn, wordsIn } from '../web/testing-page.ts'
import { approvalOfReport, readingOf } from './report-sign-off.ts'

const path = (d: Desk) => `/reports/${d.report.id}/sign-offs`
const state = (d: Desk) => approvalOfReport(d.db, d.report).state

test('a report that was read to its end is signed off, once, by somebody who did not read it alone', async (t) => {
  const here = await desk(t)
  here.readToItsEnd()
  assert.equal(state(here), 'none')
  const trace = await sendTwice(here, here.nadias, path(here), { content: here.readingHash() }, `/reports/${here.report.id}#reading`)
  assert.deepEqual([trace.action, trace.report, trace.reason, trace.after], ['report.signed_off', here.report.id, null, { contentHash: here.readingHash(), unmet: [] }])
  assert.equal(state(here), 'standing')
  assert.match(wordsIn(await (await here.salmas.get(`/reports/${here.report.id}`)).text()), /Signed off by \u2068Nadia\u2069/)
})

test('what is open is said and asked a reason for, and the reason stays with it', async (t) => {
  const here = await desk(t)
  const page = await refuse(here, here.nadias, path(here), { content: here.readingHash(), reason: ' ' }, 422)
  assert.match(wordsIn(page), /still needs: every passage dealt with; no suggestion left to decide on\./)

  const seen = tracesIn(here.db)
  const answer = await here.nadias.post(path(here), { content: here.readingHash(), reason: 'Only its first half is ours.' })
  assert.equal(answer.status, 303)
  const [trace] = eventsAfter(here.db, seen)
  assert.deepEqual([trace!.action, trace!.reason, (trace!.after as { unmet: string[] }).unmet], ['report.signed_off_for_reason', 'Only its first half is ours.', ['coverage', 'suggestions']])
  assert.match(wordsIn(await (await here.salmas.get(`/reports/${here.report.id}`)).text()), /although this was missing: every passage dealt with · no suggestion left to decide on\. Only its first half is ours\./)
})

test('whoever read a report alone needs a reason, and a second pair of eyes makes it unneeded', async (t) => {
  const here = await desk(t)
  here.readToItsEnd(here.nadia)
  await refuse(here, here.nadias, path(here), { content: here.readingHash() }, 422)
  assert.equal((await here.adams.post(path(here), { content: here.readingHash() })).status, 303)
  markPassage(here.db, here.by(here.salma), here.report.id, 1, 'context')
  assert.equal(state(here), 'stale')
  assert.equal((await here.nadias.post(path(here), { content: here.readingHash() })).status, 303)
})

test('to merge or to split suggestions is to decide what a report claims', async (t) => {
  for (const decide of [
    (d: Desk) => merge(d.db, d.by(d.nadia), { ...d.at(d.suggested(1)), into: d.suggested(3), as: 'repetition' }),
    (d: Desk) => split(d.db, d.by(d.nadia), { ...d.at(d.suggested(1)), cut: { before: 3 } }),
  ]) {
    const here = await desk(t)
    decide(here)
    assert.deepEqual(readingOf(here.db, here.report.id).triagedBy, [here.nadia.id])
  }
})

/** Whatever a sign-off is about: each of these voids it. */
const CHANGES: Record<string, (d: Desk, id: string) => unknown> = {
  'a claim made': (d) => d.queued(),
  'a claim merged': (d, id) => merge(d.db, d.by(d.salma), { ...d.at(id), into: d.suggested(3), as: 'repetition' }),
  'a claim dismissed': (d, id) => dismiss(d.db, d.by(d.salma), { ...d.at(id), reason: '' }),
  'a claim reworded': (d, id) => reword(d.db, d.by(d.salma), { ...d.at(id), statement: 'Mine', modality: 'asserted', place: '', happenedOn: null, dateBasis: '' }),
  'evidence attached': (d, id) => d.attach(id),
  'a verdict proposed': (d, id) => d.inReview(d.salma, d.supported(d.inProgress(d.salma, id))),
  'a passage marked': (d) => markPassage(d.db, d.by(d.salma), d.report.id, 1, 'caveat'),
}

for (const [what, work] of Object.entries(CHANGES)) {
  test(`${what} voids the sign-off, and says so`, async (t) => {
    const here = await desk(t)
    here.readToItsEnd()
    const content = here.readingHash()
    await here.nadias.post(path(here), { content })
    assert.equal(state(here), 'standing')
    work(here, here.suggested())
    assert.equal(state(here), 'stale')
    assert.match(wordsIn(await (await here.nadias.get(`/reports/${here.report.id}`)).text()), /Something in it has changed since/)

    const page = await refuse(here, here.nadias, path(here), { content, reason: 'typed' }, 409)
    assert.match(wordsIn(page), /has changed since you opened it/)
    assert.equal(formIn(page, path(here)).content!.value, here.readingHash(), 'the form that comes back is about what there is now')
  })
}

test('the list and the export say it too', async (t) => {
  const here = await desk(t)
  const listed = async () => wordsIn(await (await here.salmas.get('/reports')).text())
  const exported = async () => ((await (await here.salmas.get(`/reports/${here.report.id}/export.json`)).json()) as { approval: unknown }).approval
  here.readToItsEnd()
  assert.doesNotMatch(await listed(), /Signed off|Changed since/)
  assert.deepEqual(await exported(), { state: 'none', signature: null })

  const content = here.readingHash()
  await here.nadias.post(path(here), { content })
  assert.match(await listed(), /Signed off/)
  const signature = { by: 'Nadia', at: here.clock.at.toISOString(), contentHash: content, missing: [], reason: null }
  assert.deepEqual(await exported(), { state: 'standing', signature })

  here.queued()
  assert.match(await listed(), /Changed since it was signed off/)
  assert.deepEqual(await exported(), { state: 'stale', signature })
})
