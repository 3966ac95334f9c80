import assert from 'node:assert/strict'
import { test } from 'node:test'
import { desk, type Desk } from '../claims/testing.ts'
import { tagsIn, wordsIn } from '../web/testing-page.ts'

const signedOff = (here: Desk, quote: string) => here.signedOff(here.inReview(here.salma, here.supported(here.inProgress(here.salma, here.queued(quote)))))
const withdraw = (here: Desk) => here.nadias.post(`/reports/${here.report.id}/unpublishing`, { publication: '1', reason: 'The paper took it back.' })

test('anybody reads a published report at its address, its claims marked in its text; the desk works there', async (t) => {
  const here = await desk(t)
  const path = `/reports/${here.report.id}`
  assert.equal((await here.anyone.get(path)).status, 404)
  const [bridge, town] = [signedOff(here, 'Le pont'), signedOff(here, '73 blessés')]
  here.publishedReport()
  const answer = await here.anyone.get(path)
  const page = await answer.text()
  assert.deepEqual([answer.status, answer.headers.get('cache-control'), answer.headers.get('set-cookie')], [200, 'public, no-cache', null])
  assert.match(answer.headers.get('vary')!, /Accept-Language.*Cookie/)
  assert.match(answer.headers.get('content-security-policy')!, /^default-src 'none';(?!.*script)/)
  assert.doesNotMatch(page, /<script|<form|nonce/)
  assert.equal(/<div class="source"[^>]*>([\s\S]*?)<\/div>/.exec(page)![1]!.replace(/<[^>]+>/g, ''), here.report.text)
  const ids = tagsIn(page).flatMap(({ attributes }) => attributes.id ?? [])
  for (const id of [bridge, town]) {
    assert.ok(page.includes(`<a href="#claim-${id}" >`) && ids.includes(`at-${id}`) && ids.includes(`claim-${id}`), id)
    assert.ok(page.includes(`href="/claims/${id}"`))
  }
  assert.match(wordsIn(page), /Checked report Le pont La Gazette .*Verified 2 .*Nobody has signed off .*Version 1/)
  assert.match(await (await here.salmas.get(path)).text(), /id="reading"/)
  assert.equal(await (await here.salmas.get(`${path}/v/1`)).text(), await (await here.anyone.get(`${path}/v/1`)).text())
})

test('each version of a report stays as it was; what was taken back says so, and nothing of it is found by a wrong number', async (t) => {
  const here = await desk(t)
  const path = `/reports/${here.report.id}`
  const id = signedOff(here, '73 blessés')
  here.publishedReport()
  const at = async (n: number) => (await here.anyone.get(`${path}/v/${n}`)).text()
  const first = await at(1)
  await withdraw(here)
  here.db.exec("UPDATE people SET name = 'Somebody else'")
  const gone = await here.anyone.get(path)
  const words = wordsIn(await gone.text())
  assert.equal(gone.status, 200)
  assert.match(words, /This report was withdrawn .*stay at their addresses.* The report Le pont Reason The paper took it back\./)
  assert.equal(await at(1), first)
  assert.equal((await here.anyone.get(`/claims/${id}`)).status, 200)
  for (const nowhere of ['3', '0', '01', '-1', 'x', '99999999999']) assert.equal((await here.anyone.get(`${path}/v/${nowhere}`)).status, 404, nowhere)
})

test('a reader asks again for nothing, and finds reports from the list', async (t) => {
  const here = await desk(t)
  signedOff(here, '73 blessés')
  assert.doesNotMatch(await (await here.anyone.get('/')).text(), /show=reports/)
  here.publishedReport()
  const path = `/reports/${here.report.id}`
  const { headers } = await here.anyone.get(path)
  const again = await here.anyone.get(path, { 'If-None-Match': headers.get('etag')!, 'Cache-Control': 'max-age=0' })
  assert.deepEqual([again.status, await again.text()], [304, ''])
  assert.ok((await (await here.anyone.get('/?lang=en')).text()).includes('href="/?show=reports&amp;lang=en"'))
  const list = await (await here.anyone.get('/?show=reports')).text()
  assert.ok(list.includes(`href="${path}"`))
  assert.match(wordsIn(list), /Verified 1 Le pont La Gazette/)
  await withdraw(here)
  assert.match(wordsIn(await (await here.anyone.get('/?show=reports')).text()), /No report has been published yet\./)
})

test('what became of a report stands among the corrections and in their feeds, a claim before the report that shows it', async (t) => {
  const here = await desk(t)
  const id = signedOff(here, '73 blessés')
  here.publishedReport()
  here.published(here.correctedOnce(id), 'Counted anew.')
  const page = await (await here.anyone.get('/corrections')).text()
  assert.match(wordsIn(page), /Said before Verified 73 blessés Says now Disputed 73 blessés Reason Counted anew\. .* So does the report that shows it: Le pont Version 2/)
  const addresses = [`http://desk.test/claims/${id}/v/2`, `http://desk.test/reports/${here.report.id}/v/2`]
  const { items } = await (await here.anyone.get('/corrections.json')).json() as { items: { id: string }[] }
  assert.deepEqual(items.map((item) => item.id), addresses)
  const atom = await (await here.anyone.get('/corrections.atom')).text()
  assert.deepEqual(Array.from(atom.matchAll(/<entry[^>]*>\s*<id>([^<]*)/g), ([, found]) => found), addresses)
})
