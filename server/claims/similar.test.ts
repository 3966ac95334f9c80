import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findReport } from '../reports/reports.ts'
import { isStanding, evidenceOf } from '../evidence/evidence.ts'
import { formIn, hasForm, wordsIn } from '../web/testing-page.ts'
import { linksOf } from './links.ts'
import { similarTo } from './similar.ts'
import { statementsOf, translate } from './statements.ts'
import { importReport, makeClaim } from './suggestions.ts'
import { desk, refuse, sendTwice, type Desk } from './testing.ts'

/** A claim of a report of its own. */
function claimOf({ db, by, salma }: Desk, text: string, language: 'ar' | 'en' | 'fr'): string {
  const report = findReport(db, importReport(db, by(salma), { title: 'Another', publisher: '', author: '', sourceAddress: '', publishedOn: null, language, fileName: null, text }))
  return makeClaim(db, by(salma), report, { pieces: [{ start: 0, end: text.length }], quote: text, statement: text, modality: 'asserted' })
}

const AR = 'أُغلق جسر سارم أمام الشاحنات بعد الفيضان'
const EN = 'The Sarim bridge was closed to lorries after the flood.'

test('an Arabic claim is found from English by its statement in English, and an English one from the Arabic claim that has one', async (t) => {
  const here = await desk(t)
  const { db, by, salma, at } = here
  const [arabic, english] = [claimOf(here, AR, 'ar'), claimOf(here, EN, 'en')]
  assert.deepEqual(similarTo(db, [{ text: EN, language: 'en' }], english), [])

  translate(db, by(salma), { ...at(arabic), language: 'en', statement: 'Lorries may not use the Sarim bridge, closed after the flood.' })
  const [found] = similarTo(db, [{ text: EN, language: 'en' }], english)
  assert.equal(found!.claim.id, arabic)
  assert.deepEqual([found!.said.language, found!.isStatement], ['en', false])
  assert.match(await (await here.salmas.get(`/claims/${arabic}/similar`)).text(), new RegExp(`id="similar-${english}"`))
  assert.match(await (await here.salmas.get(`/claims/${english}/similar`)).text(), new RegExp(`id="similar-${arabic}"`))
})

test('what is like a text stands beside it, with the words marked that both have, and what it may be', async (t) => {
  const here = await desk(t)
  const id = claimOf(here, AR, 'ar')
  const page = await (await here.salmas.get(`/claims/similar?${new URLSearchParams({ text: 'لم يُغلق الجسر في سارم أمام الشاحنات بعد الفيضان، قال الوزير' })}`)).text()
  assert.match(page, new RegExp(`id="similar-${id}"`))
  assert.match(page, /<mark>أُغلق جسر سارم<\/mark> أمام|<mark>جسر سارم أمام الشاحنات<\/mark>/)
  for (const words of ['Probably the same', 'it may say the opposite', 'One of the two says no', 'No verdict yet']) assert.ok(wordsIn(page).includes(words), words)
  assert.deepEqual(similarTo(here.db, [{ text: 'طلاء جسر سارم بلون أزرق', language: 'ar' }]).map(({ likely }) => likely), [false])
})

test('a search for nothing shows its form, one without an answer says so, and what cannot be read is refused at its field', async (t) => {
  const { salmas } = await desk(t)
  const words = async (query: string, status = 200) => {
    const answer = await salmas.get(`/claims/similar${query}`)
    assert.equal(answer.status, status)
    return wordsIn(await answer.text())
  }
  assert.doesNotMatch(await words(''), /No claim of the desk/)
  assert.match(await words('?text=zzzz'), /No claim of the desk is like it/)
  assert.match(await words(`?text=${'x'.repeat(5001)}`, 422), /This is too long/)
  assert.match(await words('?text=a&language=xx', 422), /Choose one of these/)
  assert.match(await words(`?statement=${encodeURIComponent('zz yy')}&quote=q&language=en&modality=asserted`), /zz yy/)
})

test('the statement in another language is written, replaced and taken away, each with one trace, and stands on the page', async (t) => {
  const here = await desk(t)
  const id = here.queued()
  const path = `/claims/${id}/statements`
  const event = await sendTwice(here, here.salmas, path, { version: '1', language: 'en', statement: 'Seventy-three were hurt.' }, `/claims/${id}`)
  assert.deepEqual([event.action, event.before, event.after], ['claim.translated', { language: 'en', statement: '' }, { language: 'en', statement: 'Seventy-three were hurt.', version: 2 }])
  assert.match(await (await here.salmas.get(`/claims/${id}`)).text(), /lang="en">Seventy-three were hurt\.</)

  // Each language has a form of its own: saving one must not write over another.
  await here.salmas.post(path, { version: '2', language: 'ar', statement: 'أُصيب ثلاثة وسبعون.' })
  const forms = [...(await (await here.salmas.get(`/claims/${id}`)).text()).matchAll(/<form [^>]*\/statements".*?<\/form>/gs)].map(([form]) => form)
  assert.deepEqual(forms.map((form) => /name="language" value="(\w+)"/.exec(form)?.[1] ?? 'chosen'), ['ar', 'en', 'chosen'])
  assert.match(forms[0]!, /أُصيب ثلاثة وسبعون/)
  assert.match(forms[1]!, /Seventy-three were hurt/)
  assert.doesNotMatch(forms[2]!, /أُصيب|Seventy|<option value="(?:ar|en|fr)"/)
  await here.salmas.post(path, { version: '3', language: 'ar', statement: '' })

  await here.salmas.post(path, { version: '4', language: 'en', statement: '' })
  assert.deepEqual(statementsOf(here.db, id), [])
  await refuse(here, here.salmas, path, { version: '5', language: 'fr', statement: 'Blessés.' }, 422)
  await refuse(here, here.salmas, path, { version: '5', language: 'xx', statement: 'x' }, 422)
  await refuse(here, here.salmas, path, { version: '5', language: 'en', statement: 'x'.repeat(5001) }, 422)
  await refuse(here, here.salmas, path, { version: '2', language: 'en', statement: 'Stale.' }, 409)
})

test('a statement in another language is part of what was signed', async (t) => {
  const here = await desk(t)
  const id = here.signedOff()
  await here.salmas.post(`/claims/${id}/statements`, { version: String(here.claim(id).version), language: 'en', statement: 'Seventy-three were hurt.' })
  assert.equal(here.claim(id).status, 'in_review')
})

test('evidence is taken over piece by piece, each a copy that says whence, with its visibility; and no verdict comes along', async (t) => {
  const here = await desk(t)
  const old = here.signedOff(here.inReview(here.salma, (() => { const id = here.supported(here.inProgress()); here.attach(id, { visibility: 'sealed', title: 'Témoin' }); here.search(id, { visibility: 'internal' }); return id })()))
  const id = here.queued('73 blessés')
  const theirs = evidenceOf(here.db, old)
  const wanted = [theirs[2]!, theirs[3]!]
  const page = await (await here.salmas.get(`/claims/${id}/similar`)).text()
  assert.equal(formIn(page, `/claims/${id}/taken-evidence`).from!.value, old)

  const fields = new URLSearchParams({ version: '1', from: old, once: 'k' })
  for (const one of wanted) fields.append('evidence', one.id)
  for (let time = 0; time < 2; time++) assert.equal((await here.salmas.post(`/claims/${id}/taken-evidence`, fields)).status, 303)

  const others = new URLSearchParams({ version: '1', from: old, once: 'k' })
  for (const one of [theirs[0]!, theirs[1]!]) others.append('evidence', one.id)
  assert.equal((await here.salmas.post(`/claims/${id}/taken-evidence`, others)).status, 409, 'other boxes under the old key were not done before')

  const copies = evidenceOf(here.db, id)
  assert.deepEqual(copies.map(({ kind, visibility, takenFrom, addedBy }) => [kind, visibility, takenFrom, addedBy]), [['link', 'sealed', old, 'Salma'], ['search', 'internal', old, 'Salma']])
  assert.deepEqual([here.claim(id).verdict, here.claim(id).status, here.claim(id).version], [null, 'queued', 3])
  const events = here.db.prepare("SELECT body ->> '$.after' AS after, body ->> '$.batch' AS batch FROM audit_events WHERE action = 'evidence.taken_over' ORDER BY seq").all() as { after: string; batch: number }[]
  assert.equal(events.length, 2)
  assert.equal(events[0]!.batch, events[1]!.batch)
  assert.deepEqual(events.map(({ after }) => JSON.parse(after) as Record<string, unknown>).map(({ takenFrom, copyOf, visibility }) => [takenFrom, copyOf, visibility]), wanted.map((one) => [old, one.id, one.visibility]))
  assert.match(await (await here.salmas.get(`/claims/${id}`)).text(), new RegExp(`Taken over from claim <a href="/claims/${old}">`))
})

test('what has a copy here is offered no more, until the copy is withdrawn', async (t) => {
  const here = await desk(t)
  const [old, id] = [here.supported(here.queued()), here.queued()]
  const offered = async () => Array.from((await (await here.salmas.get(`/claims/${id}/similar`)).text()).matchAll(/name="evidence" value="(\w+)"/g), ([, one]) => one)
  const all = await offered()
  assert.equal(all.length, 2)
  await here.salmas.post(`/claims/${id}/taken-evidence`, { version: '1', from: old, evidence: all[0]! })
  assert.deepEqual(await offered(), [all[1]])
  await here.salmas.post(`/claims/${id}/taken-evidence`, { version: '2', from: old, evidence: all[0]! })
  assert.equal(evidenceOf(here.db, id).length, 1)
  await here.salmas.post(`/claims/${id}/evidence/${evidenceOf(here.db, id)[0]!.id}/withdrawal`, { version: '2', reason: 'Another bridge.' })
  assert.deepEqual(await offered(), all)
  assert.equal(evidenceOf(here.db, id).filter(isStanding).length, 0)
})

test('nothing chosen, nothing of that claim, a stale page and somebody else’s claim are refused', async (t) => {
  const here = await desk(t)
  const [old, id] = [here.supported(here.queued()), here.queued()]
  const evidence = evidenceOf(here.db, old)[0]!.id
  const path = `/claims/${id}/taken-evidence`
  assert.match(wordsIn(await refuse(here, here.salmas, path, { version: '1', from: old }, 422)), /Choose at least one piece of evidence/)
  await refuse(here, here.salmas, path, { version: '1', from: old, evidence: 'not an id' }, 422)
  await refuse(here, here.salmas, path, { version: '1', from: id, evidence }, 404)
  await refuse(here, here.salmas, path, { version: '1', from: '0000000000', evidence }, 404)
  await refuse(here, here.salmas, path, { version: '7', from: old, evidence }, 409)
  here.inProgress(here.salma, id)
  await refuse(here, here.yusufs, path, { version: '2', from: old, evidence }, 409)
  assert.ok(!hasForm(await (await here.yusufs.get(`/claims/${id}/similar`)).text(), path))
})

test('a claim is linked from beside its like, and then says so', async (t) => {
  const here = await desk(t)
  const [old, id] = [here.queued(), here.queued()]
  const page = await (await here.salmas.get(`/claims/${id}/similar`)).text()
  const fields = formIn(page, `/claims/${id}/links`)
  assert.deepEqual([fields.claim!.value, fields.kind!.value], [old, 'same'])
  assert.equal((await here.salmas.post(`/claims/${id}/links`, { claim: old, kind: 'same', note: '' })).status, 303)
  assert.equal(linksOf(here.db, id)[0]!.other.id, old)
  assert.match(wordsIn(await (await here.salmas.get(`/claims/${id}/similar`)).text()), /Linked already: The same claim/)
})
