import assert from 'node:assert/strict'
import { test } from 'node:test'
import { desk, type Desk } from '../claims/testing.ts'
import { tagsIn, wordsIn } from '../web/testing-page.ts'

const articleIn = (page: string) => /<article class="published">[\s\S]*<\/article>/.exec(page)![0]

/** Without what comes with publication alone: its own address, its proof, and where readers tell of errors. */
const timeless = (page: string) => articleIn(page)
  .replace(/<a href="[^"]*" aria-current="true">(.*?)<\/a>/, '$1').replace(/(<p>)<a href="\/claims\/\w+(?:\?lang=\w+)?">[^<]*<\/a> (<bdi class="mono")/, '$1$2')
  .replace(/<details class="quiet">[\s\S]*?<\/details>/, '').replace(/<p><a class="button"[^>]*rel="nofollow">[^<]*<\/a><\/p>/, '').replace(/\s+/g, ' ')

/** The page of what would be published, which leaves the desk as it was. */
async function draft(here: Desk, id: string, lang = 'en'): Promise<string> {
  const before = here.db.serialize()
  const answer = await here.nadias.get(`/claims/${id}/draft?lang=${lang}`)
  assert.equal(answer.status, 200)
  assert.ok(before.equals(here.db.serialize()), 'nothing is stored, signed or told')
  return answer.text()
}

test('before publishing a supervisor sees what readers will get, word for word, in either language', async (t) => {
  const here = await desk(t)
  const id = here.supported(here.inProgress())
  here.attach(id, { title: 'INTERNAL', visibility: 'internal' })
  here.asked(id)
  here.signedOff((here.propose(id), id))
  const drafts = { en: await draft(here, id), ar: await draft(here, id, 'ar') }
  for (const [lang, page] of Object.entries(drafts)) {
    assert.match(page, /<meta name="robots" content="noindex">/)
    assert.doesNotMatch(page, /<script|<form|rel="canonical"|INTERNAL/, lang)
  }
  assert.match(wordsIn(drafts.en), /Preview This is what readers get if version 1 is published now\. None of it is public yet/)
  assert.match(wordsIn(drafts.ar), /معاينة هذا ما يصل إلى القراء إن نُشرت النسخة/)
  for (const path of [`/claims/${id}`, `/claims/${id}/v/1`]) assert.equal((await here.anyone.get(path)).status, 404)

  here.published(id)
  for (const [lang, page] of Object.entries(drafts)) {
    const published = await (await here.anyone.get(`/claims/${id}?lang=${lang}`)).text()
    assert.equal(timeless(page), timeless(published), lang)
    assert.doesNotMatch(published, /Preview|معاينة|noindex/)
  }
})

test('before a correction the preview shows the notice that will stand above it', async (t) => {
  const here = await desk(t)
  const id = here.correctedOnce()
  assert.match(wordsIn(await draft(here, id)), /if version 2 is published now.* Corrected .*Said before Verified 73 blessés Says now Disputed 73 blessés Reason \(Here stands what you write when you publish it\.\)/)
  assert.match(wordsIn(await (await here.anyone.get(`/claims/${id}`)).text()), /Verified Independent evidence/, 'readers still have the first version')
})

test('no preview of what could not be published, and none for anybody else', async (t) => {
  const here = await desk(t)
  const id = here.signedOff()
  assert.equal((await here.salmas.get(`/claims/${id}/draft`)).status, 403)
  assert.equal((await here.anyone.get(`/claims/${id}/draft`)).headers.get('location'), `/sign-in?next=${encodeURIComponent(`/claims/${id}/draft`)}`)
  assert.equal((await here.nadias.get('/claims/0000000000/draft')).status, 404)
  for (const other of [here.queued(), here.inReview(), here.published()]) assert.equal((await here.nadias.get(`/claims/${other}/draft`)).status, 409)
  here.db.exec(`UPDATE claims SET place = 'Lyon' WHERE id = '${id}'`)
  assert.equal((await here.nadias.get(`/claims/${id}/draft`)).status, 409, 'its sign-off does not hold')
})

test('the panel leads there from where a claim is published, and from the list of what a report would publish', async (t) => {
  const here = await desk(t)
  const id = here.signedOff()
  for (const path of [`/claims/${id}`, `/reports/${here.report.id}/publications`]) {
    const page = await (await here.nadias.get(path)).text()
    assert.ok(tagsIn(page).some(({ attributes }) => attributes.href === `/claims/${id}/draft?lang=en` && attributes.target === '_blank'), path)
  }
  assert.doesNotMatch(await (await here.salmas.get(`/claims/${id}`)).text(), /\/draft/)
})
