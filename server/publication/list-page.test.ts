import assert from 'node:assert/strict'
import { test } from 'node:test'
import { desk, type Desk } from '../claims/testing.ts'
import { translate } from '../claims/statements.ts'
import { tagsIn, wordsIn } from '../web/testing-page.ts'
import { listing, searching } from './list.ts'
import { ensureTermsMade } from './terms.ts'

const statements = async (here: Desk, path: string) => {
  const page = await (await here.anyone.get(path)).text()
  return Array.from(page.matchAll(/<h2[^>]*><a href="([^"]+)">([^<]*)</g), ([, , statement]) => statement)
}
const addressOf = (page: string, words: string) => new RegExp(`href="([^"]+)"[^>]*>${words}<`).exec(page)?.[1]?.replaceAll('&amp;', '&')

const published = (here: Desk, quote: string) => here.published(here.signedOff(here.inReview(here.salma, here.supported(here.inProgress(here.salma, here.queued(quote))))))
const withdraw = (here: Desk, id: string) => here.nadias.post(`/claims/${id}/unpublishing`, { version: String(here.claim(id).version), reason: 'Nothing holds.' })

test('what is public is listed, the newest first, one version of each claim; what was withdrawn is not', async (t) => {
  const here = await desk(t)
  assert.match(wordsIn(await (await here.anyone.get('/')).text()), /Nothing has been published yet\./)
  const [bridge, town] = [published(here, 'Le pont'), published(here, 'La mairie')]
  assert.deepEqual(await statements(here, '/'), ['La mairie', 'Le pont'])
  here.published(here.correctedOnce(bridge), 'Counted anew.')
  assert.deepEqual(await statements(here, '/'), ['Le pont', 'La mairie'])
  assert.deepEqual(await statements(here, '/?verdict=disputed'), ['Le pont'])
  assert.deepEqual(await statements(here, '/?verdict=verified&language=fr'), ['La mairie'])
  assert.deepEqual(await statements(here, '/?language=ar'), [])
  assert.deepEqual(await statements(here, '/?verdict=nonsense&language=x&before=-1'), ['Le pont', 'La mairie'])
  await withdraw(here, town)
  assert.deepEqual(await statements(here, '/'), ['Le pont'])
  assert.equal((await here.salmas.get('/')).headers.get('location'), '/claims')
})

test('a long list goes on page by page, by a key that nothing new moves', async (t) => {
  const here = await desk(t)
  const id = published(here, 'Le pont')
  for (let n = 0; n < 31; n++) {
    here.db.prepare(`INSERT INTO publications (claim_id, version, kind, verdict, language, document, sha256, person_id, at)
      SELECT claim_id, version + 1, kind, verdict, language, json_set(document, '$.notice', json(?)), sha256, person_id, at FROM publications WHERE claim_id = ? ORDER BY version DESC LIMIT 1`)
      .run(JSON.stringify({ before: { version: n + 1, verdict: 'verified', statement: 'Le pont' }, now: null, reason: `Reason ${n}.`, at: '2026-03-04T12:00:00.000Z', by: { name: null, role: 'supervisor' } }), id)
  }
  const first = await (await here.anyone.get('/corrections?lang=en')).text()
  const older = addressOf(first, 'Older')!
  const second = await (await here.anyone.get(older)).text()
  const reasons = [first, second].flatMap((page) => page.match(/Reason \d+\./g) ?? [])
  assert.deepEqual(reasons, Array.from({ length: 31 }, (_, n) => `Reason ${30 - n}.`))
  assert.deepEqual([addressOf(second, 'Older'), addressOf(second, 'Newest')], [undefined, '/corrections?lang=en'])
})

test('corrections and withdrawals are listed with what was said, what is said now and why', async (t) => {
  const here = await desk(t)
  const id = here.published(here.correctedOnce(), 'Counted anew.')
  await withdraw(here, id)
  const words = wordsIn(await (await here.anyone.get('/corrections')).text())
  assert.match(words, /Withdrawn .Nadia., .* Said before Disputed 73 blessés Reason Nothing holds\. .* Corrected .Nadia., .* Said before Verified 73 blessés Says now Disputed 73 blessés Reason Counted anew\./)
})

test('both lists have an Atom feed, whose entries are versions', async (t) => {
  const here = await desk(t)
  const id = here.published(here.correctedOnce(), 'A < B & C\u0007')
  for (const [path, page] of [['/feed.atom', '/'], ['/corrections.atom', '/corrections']] as const) {
    const answer = await here.anyone.get(path)
    const feed = await answer.text()
    assert.match(answer.headers.get('content-type')!, /^application\/atom\+xml/)
    const tags = tagsIn(feed)
    assert.deepEqual(tags.filter(({ name }) => name === 'link').map(({ attributes }) => attributes.href), [`http://desk.test${path}`, `http://desk.test${page}`, `http://desk.test/claims/${id}/v/2`])
    assert.ok(feed.includes('<title>Disputed: 73 blessés</title>') && feed.includes('A &lt; B &amp; C<'), feed)
    assert.equal(feed.match(/<entry/g)!.length, 1)
    assert.ok((await (await here.anyone.get(page)).text()).includes(`href="${path}"`))
  }
})

test('readers search what is public of claims: statement, words of the source, reasons; folded, by beginnings, page by page with the filters', async (t) => {
  const here = await desk(t)
  const [bridge, town] = [published(here, 'Le pont'), published(here, 'La mairie compte')]
  for (const [text, found] of [['PONT', ['Le pont']], ['mair', ['La mairie compte']], ['independently', ['La mairie compte', 'Le pont']], ['pont mairie', []], ['"*', []], ['73', []], ['zzz', []]] as const) {
    assert.deepEqual(await statements(here, `/?${new URLSearchParams({ text })}`), found, text)
  }
  assert.deepEqual(await statements(here, '/?text=pont&verdict=disputed'), [])
  assert.deepEqual(await statements(here, '/?text=pont&language=fr&verdict=verified'), ['Le pont'])
  const page = await (await here.anyone.get('/?text=po"nt&verdict=verified&lang=en')).text()
  assert.match(page, /<input type="hidden" name="lang" value="en"><input type="hidden" name="verdict" value="verified">\s*<input class="search" type="search" name="text" value="po&#34;nt"/)
  assert.equal(addressOf(page, 'Disputed'), '/?text=po%22nt&verdict=disputed&lang=en')

  translate(here.db, here.by(here.salma), { ...here.at(here.correctedOnce(bridge)), language: 'ar', statement: 'أُغلِقَ الجسرُ القديمُ' })
  assert.deepEqual(await statements(here, '/?text=جسر'), [], 'not before it is published')
  here.signedOff(bridge)
  here.published(bridge, 'Counted anew.')
  assert.deepEqual(await statements(here, '/?text=الجسر قديم'), ['Le pont'])
  await withdraw(here, town)
  assert.deepEqual(await statements(here, '/?text=mairie'), [], 'what was withdrawn is not found')
  here.db.exec("INSERT INTO published_search (published_search) VALUES ('integrity-check')")
})

test('what was published before there was a search is found once a desk has started', async (t) => {
  const here = await desk(t)
  published(here, 'Le pont')
  await withdraw(here, published(here, 'La mairie'))
  here.db.exec('DELETE FROM published_terms')
  assert.deepEqual(await statements(here, '/?text=pont'), [])
  ensureTermsMade(here.db)
  assert.deepEqual(await statements(here, '/?text=pont'), ['Le pont'])
  assert.deepEqual(await statements(here, '/?text=mairie'), [])
})

test('a list goes through the index of its filters, a search by its keys, and neither sorts', async (t) => {
  const here = await desk(t)
  for (const filter of [{}, { verdict: 'verified' }, { language: 'fr' }, { verdict: 'verified', language: 'fr' }] as const) {
    const plan = here.db.prepare(`EXPLAIN QUERY PLAN ${listing(filter)}`).all({ before: 9, limit: 9, ...filter }) as { detail: string }[]
    assert.match(plan[0]!.detail, /^SEARCH publications USING (INDEX publications_by_\w+|INTEGER PRIMARY KEY) \(.*(key|rowid)<\?\)$/)
    assert.ok(plan.every(({ detail }) => !detail.includes('TEMP B-TREE')), JSON.stringify(plan))
  }
  const plan = here.db.prepare(`EXPLAIN QUERY PLAN ${searching({ verdict: 'verified', language: 'fr' })}`).all({ match: '"pont"', before: 9, verdict: 'verified', language: 'fr', limit: 9 }) as { detail: string }[]
  assert.deepEqual(plan.map(({ detail }) => detail.replace(/INDEX \d+:.*/, 'INDEX')), ['SCAN published_search VIRTUAL TABLE INDEX', 'SEARCH publications USING INTEGER PRIMARY KEY (rowid=?)'])
})
