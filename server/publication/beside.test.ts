import assert from 'node:assert/strict'
import { test } from 'node:test'
import { planRevision, reviseReport } from '../claims/revision.ts'
import { desk, DRAFT, type Desk } from '../claims/testing.ts'
import { key } from '../web/testing.ts'
import { tagsIn, wordsIn } from '../web/testing-page.ts'
import { planPublication } from './report-plan.ts'
import { publishReport, unpublishReport } from './report-publication.ts'
import { publicState } from './report-versions.ts'

/** The claim that was published stands in every later version. */
async function published(t: Parameters<typeof desk>[0]) {
  const here = await desk(t)
  here.published(here.signedOff(here.inReview(here.salma, here.supported(here.inProgress(here.salma, here.queued('73 blessés'))))))
  publish(here, here.report.id)
  return here
}

const revise = (here: Desk, previousId: string, title: string, more: string) => {
  const text = `${DRAFT.text}\n${more}`
  const { fingerprint } = planRevision(here.db, previousId, text)
  return reviseReport(here.db, here.by(here.salma), { previousId, draft: { ...DRAFT, title, text, publishedOn: '2026-03-04' }, fingerprint })
}
const publish = (here: Desk, reportId: string) =>
  publishReport(here.db, here.by(here.nadia), { reportId, content: planPublication(here.db, reportId, here.clock.at).fingerprint, reason: 'It changed.' }, { key, showsNames: true })
const withdraw = (here: Desk, reportId: string) =>
  unpublishReport(here.db, here.by(here.nadia), { reportId, publication: publicState(here.db, reportId)!.version, reason: 'Not ours.' }, { key, showsNames: true })

const pageOf = async (here: Desk, path: string) => (await here.anyone.get(path)).text()
/** The other reports to which the page of one leads. */
const ledTo = (page: string, of: string) =>
  tagsIn(page).flatMap(({ attributes: { href } }) => /^\/reports\/(\w{10})$/.exec(href ?? '')?.[1] ?? []).filter((id) => id !== of)

test('a published report leads to a later version of its article once that is published, and that one back', async (t) => {
  const here = await published(t)
  const first = here.report.id
  const [before, stored] = [await pageOf(here, `/reports/${first}`), await pageOf(here, `/reports/${first}/v/1`)]
  const second = revise(here, first, 'CANARY', 'Il pleut.')
  assert.equal(await pageOf(here, `/reports/${first}`), before, 'of what is not public readers learn nothing')

  publish(here, second)
  const now = await pageOf(here, `/reports/${first}`)
  assert.match(wordsIn(now), /has published what it found in a later version of it: CANARY \( ?4 March 2026 ?\)/)
  assert.deepEqual(ledTo(now, first), [second])
  assert.equal(await pageOf(here, `/reports/${first}/v/1`), stored, 'a version stays as it was')
  const later = await pageOf(here, `/reports/${second}`)
  assert.match(wordsIn(later), /has also published an earlier version of this article: Le pont/)
  assert.deepEqual(ledTo(later, second), [first])
  assert.ok((await pageOf(here, `/reports/${second}?lang=ar`)).includes(`href="/reports/${first}?lang=ar"`))
})

test('it leads to the newest that is public, past those that were not published or were withdrawn; a withdrawn one leads on as well', async (t) => {
  const here = await published(t)
  const first = here.report.id
  const second = revise(here, first, 'Deuxième', 'Il pleut.')
  publish(here, second)
  const third = revise(here, second, 'Troisième', 'Il neige.')
  const fourth = revise(here, third, 'Quatrième', 'Il gèle.')
  publish(here, fourth)
  assert.deepEqual(ledTo(await pageOf(here, `/reports/${first}`), first), [fourth])
  assert.deepEqual(ledTo(await pageOf(here, `/reports/${second}`), second), [fourth, first])

  withdraw(here, fourth)
  assert.deepEqual(ledTo(await pageOf(here, `/reports/${first}`), first), [second])
  withdraw(here, first)
  const gone = await pageOf(here, `/reports/${first}`)
  assert.match(wordsIn(gone), /This report was withdrawn .* in a later version of it: Deuxième/)
  assert.deepEqual(ledTo(gone, first), [second])
  assert.deepEqual(ledTo(await pageOf(here, `/reports/${second}`), second), [])
})
