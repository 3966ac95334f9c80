import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readBundle } from '../audit/bundle.ts'
import { sealOf } from '../audit/sealed.ts'
import { standingSignOff } from '../verdicts/sign-off.ts'
import { formIn, wordsIn } from '../web/testing-page.ts'
import { merge } from './merge.ts'
import { remark, remarksOf } from './remarks.ts'
import { desk, refuse, sendTwice } from './testing.ts'

const WORDS = 'The press office calls back at four.'

test('a remark is for the colleagues: it stands on the page, and the trail has only a hash of it', async (t) => {
  const here = await desk(t)
  const id = here.queued()
  const event = await sendTwice(here, here.salmas, `/claims/${id}/remarks`, { words: WORDS }, `/claims/${id}`)
  const [made] = remarksOf(here.db, id)
  const { salt } = here.db.prepare('SELECT salt FROM remarks').get() as { salt: string }
  assert.deepEqual([event.action, event.subject, event.after], ['claim.remarked', `remark/${made!.id}`, { sealed: sealOf({ words: WORDS }, salt) }])

  const page = wordsIn(await (await here.yusufs.get(`/claims/${id}`)).text())
  assert.match(page, /Discussion It stays in the house: in no export, on no public page\. Salma · .*? The press office calls back at four\./)
  assert.match(page, /Salma\u2069 added to the discussion of the claim/)
})

test('it leaves with no export, not even that somebody said something', async (t) => {
  const here = await desk(t)
  const id = here.signedOff()
  remark(here.db, here.by(here.salma), { claimId: id, words: WORDS })
  for (const form of ['html', 'json', 'csv']) assert.doesNotMatch(await (await here.nadias.get(`/reports/${here.report.id}/export.${form}`)).text(), /press office|remark/, form)
  const bundle = readBundle(Buffer.from(await (await here.nadias.get(`/reports/${here.report.id}/export.zip`)).arrayBuffer()))
  for (const { name, data } of bundle.entries) assert.doesNotMatch(data.toString(), /press office|claim\.remarked/, name)
})

test('whatever the status and whoever holds it: nothing of the claim changes, no form becomes stale, no sign-off falls', async (t) => {
  const here = await desk(t)
  for (const id of [here.suggested(2), here.dismissed(), here.inProgress(here.yusuf), here.inReview(), here.published()]) {
    const before = here.claim(id)
    remark(here.db, here.by(here.salma), { claimId: id, words: WORDS })
    assert.deepEqual(here.claim(id), before)
  }
  const id = here.signedOff()
  remark(here.db, here.by(here.salma), { claimId: id, words: WORDS })
  assert.ok(standingSignOff(here.db, here.claim(id)))
})

test('an empty remark, or one that is too long, comes back with its sentence; of no claim there is none', async (t) => {
  const here = await desk(t)
  const id = here.queued()
  for (const [words, sentence] of [[' \n ', 'Fill this in.'], ['x'.repeat(5001), 'This is too long.']] as const) {
    const { words: field } = formIn(await refuse(here, here.salmas, `/claims/${id}/remarks`, { words }, 422), `/claims/${id}/remarks`)
    assert.deepEqual([field?.problem, field?.value], [sentence, words])
  }
  await refuse(here, here.salmas, '/claims/0000000000/remarks', { words: WORDS }, 404)
})

test('what was said of a claim that was merged into another is read there', async (t) => {
  const here = await desk(t)
  const [kept, gone] = [here.queued(), here.queued('Le pont est fermé')]
  remark(here.db, here.by(here.salma), { claimId: gone, words: 'First.' })
  remark(here.db, here.by(here.yusuf), { claimId: kept, words: 'Second.' })
  merge(here.db, here.by(here.salma), { ...here.at(gone), into: kept, as: 'repetition' })
  assert.deepEqual(remarksOf(here.db, kept).map(({ words, madeBy }) => [words, madeBy]), [['First.', 'Salma'], ['Second.', 'Yusuf']])
})
