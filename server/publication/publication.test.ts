import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { test } from 'node:test'
import { canonical } from '../audit/canonical.ts'
import { desk, refuse, RATIONALE } from '../claims/testing.ts'
import { wordsIn } from '../web/testing-page.ts'
import { publish, publishedVersions } from './publication.ts'
import { key } from '../web/testing.ts'

const versionOf = (here: Awaited<ReturnType<typeof desk>>, id: string) => String(here.claim(id).version)

test('a supervisor publishes what is signed off: stored whole, with its hash, and moved on', async (t) => {
  const here = await desk(t)
  const id = here.signedOff()
  assert.equal((await here.nadias.post(`/claims/${id}/publications`, { version: versionOf(here, id) })).headers.get('location'), `/claims/${id}`)
  const [stored] = publishedVersions(here.db, id)
  assert.ok(stored && stored.document.kind === 'claim')
  assert.equal(here.claim(id).status, 'published')
  assert.equal(stored.text, canonical(stored.document))
  assert.equal(stored.sha256, hash('sha256', stored.text))
  assert.deepEqual([stored.document.version, stored.document.claim.id, stored.document.verdict.rationale, stored.document.notice], [1, id, RATIONALE, null])
  assert.deepEqual(stored.document.signOff.by, { name: 'Nadia', role: 'supervisor' })
  assert.match(stored.document.checkpoint, /^desk\.test\/claimdesk-trail\n/)
})

test('the form that published the first version leads to the claim when it comes again, though a second version needs a reason', async (t) => {
  const here = await desk(t)
  const id = here.signedOff()
  const form = { version: versionOf(here, id), once: 'one' }
  const answers = [await here.nadias.post(`/claims/${id}/publications`, form), await here.nadias.post(`/claims/${id}/publications`, form)]
  assert.deepEqual(answers.map(({ status, headers }) => [status, headers.get('location')]), [[303, `/claims/${id}`], [303, `/claims/${id}`]])
  assert.equal(publishedVersions(here.db, id).length, 1)
})

test('only a sign-off that holds is published, and only by supervisors', async (t) => {
  const here = await desk(t)
  const id = here.signedOff()
  await refuse(here, here.salmas, `/claims/${id}/publications`, { version: versionOf(here, id) }, 403)
  for (const other of [here.queued(), here.inReview()]) await refuse(here, here.nadias, `/claims/${other}/publications`, { version: versionOf(here, other) }, 409)
  here.db.exec(`UPDATE claims SET place = 'Lyon' WHERE id = '${id}'`)
  assert.throws(() => publish(here.db, here.by(here.nadia), { ...here.at(id), reason: '' }, { key, showsNames: true }), { status: 409 })
  assert.deepEqual(publishedVersions(here.db, id), [])
})

test('with names hidden a publication knows roles alone', async (t) => {
  const here = await desk(t)
  const id = here.signedOff()
  publish(here.db, here.by(here.nadia), { ...here.at(id), reason: '' }, { key, showsNames: false })
  const { text } = publishedVersions(here.db, id)[0]!
  assert.doesNotMatch(text, /Salma|Nadia/)
  assert.match(text, /"checkedBy":\{"name":null,"role":"checker"\}/)
})

test('a change of a published claim sends it to review and leaves what is public alone', async (t) => {
  const here = await desk(t)
  const id = here.published()
  const before = publishedVersions(here.db, id)
  here.attach(id, { title: 'A later link' })
  assert.equal(here.claim(id).status, 'in_review')
  assert.deepEqual(publishedVersions(here.db, id), before)
})

test('a correction is the next version and says what was said, what is said now, why, when and by whom', async (t) => {
  const here = await desk(t)
  const id = here.correctedOnce()
  const path = `/claims/${id}/publications`
  assert.match(await refuse(here, here.nadias, path, { version: versionOf(here, id), reason: '' }, 422), /id="publish-reason-problem"/)
  assert.equal((await here.nadias.post(path, { version: versionOf(here, id), reason: 'The agency took its count back.' })).status, 303)
  const [first, second] = publishedVersions(here.db, id).map(({ document }) => document)
  assert.ok(first && second?.kind === 'claim' && second.notice)
  const { before, now, reason, by } = second.notice
  assert.deepEqual([before.version, before.verdict, now?.version, now?.verdict, reason, by.name], [1, 'verified', 2, 'disputed', 'The agency took its count back.', 'Nadia'])
  assert.deepEqual(second.earlier, [{ version: 1, kind: 'claim', verdict: 'verified', at: first.at, sha256: publishedVersions(here.db, id)[0]!.sha256 }])
})

test('what was withdrawn says so, may be published again, and is not withdrawn twice', async (t) => {
  const here = await desk(t)
  const id = here.published()
  const withdraw = () => ({ version: versionOf(here, id), reason: 'The source took it back.' })
  assert.equal((await here.nadias.post(`/claims/${id}/unpublishing`, withdraw())).status, 303)
  assert.deepEqual([here.claim(id).status, publishedVersions(here.db, id).at(-1)!.document.kind], ['signed_off', 'withdrawal'])
  await refuse(here, here.nadias, `/claims/${id}/unpublishing`, withdraw(), 409)
  here.published(id, 'It holds after all.')
  const { document } = publishedVersions(here.db, id).at(-1)!
  assert.ok(document.kind === 'claim')
  assert.deepEqual([document.version, document.notice?.before.version], [3, 1])
})

test('the page of the claim offers each step where it may be taken', async (t) => {
  const here = await desk(t)
  const id = here.published()
  const page = await (await here.nadias.get(`/claims/${id}`)).text()
  for (const step of ['corrections', 'unpublishing']) assert.ok(page.includes(`action="/claims/${id}/${step}"`), step)
  assert.ok(!page.includes(`action="/claims/${id}/publications"`))
  assert.match(wordsIn(page), /Version 1 is public\. As readers see it/)
  assert.doesNotMatch(await (await here.salmas.get(`/claims/${id}`)).text(), /action="[^"]*\/(corrections|unpublishing|publications)"/)
})

test('a claim names another that it conflicts with, and leaves the verdict to that one’s own page', async (t) => {
  const here = await desk(t)
  const [other, draft, id] = [here.published(), here.signedOff(), here.signedOff()]
  for (const against of [other, draft]) here.conflict(id, against)
  here.published(id)
  const { document } = publishedVersions(here.db, id).at(-1)!
  assert.ok(document.kind === 'claim')
  assert.deepEqual(document.conflicts, [{ id: other, statement: here.claim(other).statement, language: here.claim(other).language }])
})
