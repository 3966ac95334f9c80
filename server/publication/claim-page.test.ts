import assert from 'node:assert/strict'
import { test } from 'node:test'
import { desk, RATIONALE } from '../claims/testing.ts'
import { wordsIn } from '../web/testing-page.ts'

test('anybody reads the newest version at the address of the claim, without script; what is not public is not there', async (t) => {
  const here = await desk(t)
  const id = here.published()
  const answer = await here.anyone.get(`/claims/${id}`)
  const page = await answer.text()
  assert.equal(answer.status, 200)
  assert.match(answer.headers.get('content-security-policy')!, /^default-src 'none';(?!.*script)/)
  assert.doesNotMatch(page, /<script(?! type="application\/ld\+json">)|<form|nonce/, 'nothing runs: what machines read is data')
  const words = wordsIn(page)
  for (const said of ['73 blessés', 'Verified', 'Independent evidence supports it.', RATIONALE, 'La Gazette', 'Dépêche', 'Checked by Salma', 'Signed off by Nadia', 'Version 1']) assert.ok(words.includes(said), said)
  for (const hidden of [here.queued(), here.signedOff(), here.suggested(), '0000000000', 'nonsense']) assert.equal((await here.anyone.get(`/claims/${hidden}`)).status, 404)
})

test('pages for readers can be kept, and asked for again for nothing', async (t) => {
  const here = await desk(t)
  const id = here.published()
  for (const [path, vary, kept] of [[`/claims/${id}`, 'Accept-Language, Accept-Encoding, Cookie', 'no-cache'], [`/claims/${id}/v/1`, 'Accept-Language, Accept-Encoding', 'max-age=3600']] as const) {
    const { headers } = await here.anyone.get(path)
    assert.deepEqual([headers.get('vary'), headers.get('cache-control'), headers.get('set-cookie')], [vary, `public, ${kept}`, null])
    const again = await here.anyone.get(path, { 'If-None-Match': headers.get('etag')!, 'Cache-Control': 'max-age=0' })
    assert.deepEqual([again.status, await again.text()], [304, ''])
    assert.equal((await here.anyone.get(path, { 'If-None-Match': headers.get('etag')!, 'Cache-Control': 'max-age=0', 'accept-language': 'ar' })).status, 200)
  }
})

test('the language is that of the address, else that of the browser', async (t) => {
  const here = await desk(t)
  const id = here.published()
  const language = async (path: string, accept: string) => /<html lang="(\w+)"/.exec(await (await here.anyone.get(path, { 'accept-language': accept })).text())![1]
  assert.deepEqual(await Promise.all([language(`/claims/${id}`, 'ar'), language(`/claims/${id}`, 'en'), language(`/claims/${id}`, 'de'), language(`/claims/${id}?lang=ar`, 'en'), language(`/claims/${id}?lang=xx`, 'en')]), ['ar', 'en', 'ar', 'ar', 'en'])
})

test('each version stays as it was, byte for byte, through corrections, withdrawal and whatever the desk does', async (t) => {
  const here = await desk(t)
  const id = here.published()
  const at = async (version: number) => (await here.anyone.get(`/claims/${id}/v/${version}`)).text()
  const first = await at(1)
  here.published(here.correctedOnce(id), 'The agency took its count back.')
  const second = await at(2)
  const latest = wordsIn(await (await here.anyone.get(`/claims/${id}`)).text())
  assert.match(latest, /Corrected .Nadia., .* Said before Verified 73 blessés Says now Disputed 73 blessés Reason The agency took its count back\./)
  await here.nadias.post(`/claims/${id}/unpublishing`, { version: String(here.claim(id).version), reason: 'Nothing holds.' })
  here.db.exec(`UPDATE claims SET statement = 'Something else' WHERE id = '${id}'`)
  here.db.exec("UPDATE people SET name = 'Somebody else'")

  const gone = await here.anyone.get(`/claims/${id}`)
  assert.equal(gone.status, 200)
  assert.match(wordsIn(await gone.text()), /This claim was withdrawn .* Reason Nothing holds\./)
  assert.deepEqual([await at(1), await at(2)], [first, second])
  for (const nowhere of ['4', '0', '01', '-1', 'x', '99999999999']) assert.equal((await here.anyone.get(`/claims/${id}/v/${nowhere}`)).status, 404, nowhere)
})

test('signed in, the address of the claim is where one works; a version is what readers see', async (t) => {
  const here = await desk(t)
  const id = here.published()
  const working = await here.salmas.get(`/claims/${id}`)
  assert.equal(working.headers.get('cache-control'), 'no-store')
  assert.match(await working.text(), /id="publication"/)
  assert.equal(await (await here.salmas.get(`/claims/${id}/v/1`)).text(), await (await here.anyone.get(`/claims/${id}/v/1`)).text())
})

test('internal and sealed evidence leaves as a number', async (t) => {
  const here = await desk(t)
  const id = here.supported(here.inProgress())
  here.attach(id, { title: 'INTERNAL-CANARY', visibility: 'internal' })
  here.attach(id, { title: 'SEALED-CANARY', visibility: 'sealed' })
  here.attach(id, { title: 'SEALED-CANARY', visibility: 'sealed' })
  here.published(here.signedOff((here.propose(id), id)))
  const words = wordsIn(await (await here.anyone.get(`/claims/${id}`)).text())
  assert.doesNotMatch(words, /CANARY/)
  assert.match(words, /One further piece of evidence is internal.* 2 further pieces of evidence are sealed/)
})

test('where evidence comes from is said once when its publisher is its origin', async (t) => {
  const here = await desk(t)
  const id = here.supported(here.inProgress())
  here.attach(id, { publisher: 'Radio Fleuve', origin: 'Radio Fleuve' })
  here.published(here.signedOff((here.propose(id), id)))
  for (const [browser, path] of [[here.anyone, `/claims/${id}`], [here.salmas, `/claims/${id}`]] as const) {
    const evidence = [...(await (await browser.get(path)).text()).matchAll(/class="evidence[ "][\s\S]*?Origin[\s\S]*?<\/div>/g)].map(([one]) => one).join()
    assert.equal(evidence.match(/Radio Fleuve/g)?.length, 1, evidence)
    assert.match(wordsIn(evidence), /Le Matin.*Origin: ? ?Agence A|Origin: ? ?Agence A · Le Matin/, 'another publisher is named')
  }
})
