import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { eventsAfter } from '../people/testing.ts'
import { findReport, passagesOfReport } from '../reports/reports.ts'
import { verificationReport } from '../export/document.ts'
import { key, tracesIn } from '../web/testing.ts'
import { tagsIn, wordsIn } from '../web/testing-page.ts'
import { caveatsIn, caveatsInReport, caveatsOf, stampOf } from './caveats.ts'
import { coveringsIn } from './covering-page.ts'
import { claimsOfReport } from './claims.ts'
import { importReport } from './suggestions.ts'
import { desk, DRAFT, refuse, type Desk } from './testing.ts'
import { accept, dismiss, restore } from './triage.ts'

const TEXT = 'The harbour is open. Ana Brel said the village was flooded. The army said it had taken the town, although the claim could not be confirmed.'
const QUOTE = 'although the claim could not be confirmed'

/** A report whose last passage holds a claim and a caveat. */
function reported(here: Desk, text = TEXT, language: 'en' | 'ar' = 'en') {
  const report = findReport(here.db, importReport(here.db, here.by(here.salma), { ...DRAFT, title: 'Flood', text, language }))
  const claims = claimsOfReport(here.db, report.id)
  const claimOf = (words: string) => claims.find(({ quote }) => quote.includes(words))!.id
  const take = (id: string) => { accept(here.db, here.by(here.salma), { claimId: id, version: 1 }); return id }
  const path = (number: number) => `/reports/${report.id}/passages/${number}/caveat`
  return { report, claims, claimOf, take, path }
}

const formOf = (page: string, path: string) => {
  const form = /<form[^>]*>[\s\S]*?<\/form>/g
  const found = page.match(form)!.find((one) => one.includes(`action="${path}"`))!
  const boxes = tagsIn(found).filter(({ attributes }) => attributes.name === 'covers')
  return {
    known: tagsIn(found).find(({ attributes }) => attributes.name === 'known')!.attributes.value!,
    offered: boxes.map(({ attributes }) => attributes.value),
    ticked: boxes.filter(({ attributes }) => 'checked' in attributes).map(({ attributes }) => attributes.value),
  }
}

test('an import proposes what a caveat covers, in its own words, and that counts for nothing yet', async (t) => {
  const here = await desk(t)
  const { report, claimOf, take, path } = reported(here)
  const id = take(claimOf('taken the town'))
  assert.deepEqual([...caveatsIn(here.db, report.id).values()].map(({ passage, quote }) => [passage, quote]), [[3, QUOTE]])
  assert.deepEqual(caveatsOf(here.db, id).map(({ proposed, quote, start, end }) => [proposed, quote, report.text.slice(start, end)]), [[true, QUOTE, QUOTE]])

  const page = await (await here.salmas.get(`/reports/${report.id}`)).text()
  assert.deepEqual(formOf(page, path(3)).ticked, [id])
  assert.match(wordsIn(await (await here.salmas.get(`/claims/${id}`)).text()), new RegExp(`Perhaps the publisher’s caveat covers this · in passage 3 ${QUOTE}`))
  assert.deepEqual(verificationReport(here.db, report.id, key).claims.map(({ caveats }) => caveats), [[]])
})

test('somebody says what a caveat covers: one trace of it, one of each claim it changes, sent once or twice', async (t) => {
  const here = await desk(t)
  const { report, claimOf, take, path } = reported(here)
  const [flooded, taken] = [take(claimOf('flooded')), take(claimOf('taken the town'))]
  const { known } = formOf(await (await here.salmas.get(`/reports/${report.id}`)).text(), path(3))
  const sent = new URLSearchParams([['known', known], ['covers', flooded], ['covers', taken], ['once', 'one']])
  const seen = tracesIn(here.db)
  for (const _ of [1, 2]) {
    const answer = await here.salmas.post(path(3), sent)
    assert.deepEqual([answer.status, answer.headers.get('location')], [303, `/reports/${report.id}#claims-of-3`])
  }
  const events = eventsAfter(here.db, seen)
  assert.deepEqual(events.map(({ action, claim }) => [action, claim]), [['caveat.applied', null], ['claim.caveat_added', flooded], ['claim.caveat_added', taken]])
  assert.deepEqual(events[0]!.before, { passage: 3, mark: null, covers: [] })
  assert.deepEqual(events[0]!.after, { passage: 3, mark: 'caveat', covers: [flooded, taken].map((id) => here.claim(id).number), caveat: QUOTE })
  assert.match(wordsIn(await (await here.salmas.get(`/audit?report=${report.id}`)).text()), new RegExp(`Covers.{0,20} ${[flooded, taken].map((id) => here.claim(id).number).join(' · ')}`))
  assert.equal(new Set(events.map(({ batch }) => batch)).size, 1)

  for (const id of [flooded, taken]) assert.match(wordsIn(await (await here.salmas.get(`/claims/${id}`)).text()), new RegExp(`The publisher’s own caveat on this · in passage 3 ${QUOTE}`))
  const { claims } = verificationReport(here.db, report.id, key)
  const start = TEXT.indexOf(QUOTE)
  assert.deepEqual(claims.map(({ caveats }) => caveats), Array(2).fill([{ passage: 3, exact: QUOTE, start, end: start + QUOTE.length }]))
})

test('what was proposed and is not ticked is gone; saving what stands already changes nothing', async (t) => {
  const here = await desk(t)
  const { claimOf, take, path } = reported(here)
  const id = take(claimOf('taken the town'))
  await here.salmas.post(path(3), { known: `${id}?` })
  assert.deepEqual([caveatsOf(here.db, id), here.claim(id).version], [[], 2])
  const seen = tracesIn(here.db)
  assert.equal((await here.salmas.post(path(3), { known: '' })).status, 303)
  assert.equal(tracesIn(here.db), seen)
})

test('a form made before somebody else spoke is refused, as is a claim of another report or a dismissed one', async (t) => {
  const here = await desk(t)
  const { claimOf, take, path } = reported(here)
  const id = take(claimOf('taken the town'))
  const gone = claimOf('flooded')
  dismiss(here.db, here.by(here.salma), { claimId: gone, version: 1, reason: '' })
  await refuse(here, here.salmas, path(3), { known: '', covers: id }, 409)
  await refuse(here, here.salmas, path(3), { known: id, covers: id }, 409)
  await refuse(here, here.salmas, path(3), { covers: id }, 422)
  for (const other of [here.queued(), gone, '0000000000']) await refuse(here, here.salmas, path(3), { known: `${id}?`, covers: other }, 404)
  await refuse(here, here.salmas, path(3), { known: `${id}?`, covers: 'claim' }, 422)
  await refuse(here, here.salmas, path(9), { known: '', covers: id }, 404)
})

test('a claim that was dismissed meanwhile keeps its caveat, which is there again when it is restored', async (t) => {
  const here = await desk(t)
  const { claimOf, take, path } = reported(here)
  const [gone, stays] = [take(claimOf('flooded')), take(claimOf('taken the town'))]
  await here.salmas.post(path(3), new URLSearchParams([['known', `${stays}?`], ['covers', gone]]))
  dismiss(here.db, here.by(here.salma), { claimId: gone, version: here.claim(gone).version, reason: '' })

  assert.equal((await here.salmas.post(path(3), { known: '', covers: stays })).status, 303)
  assert.deepEqual(caveatsOf(here.db, stays).map(({ proposed }) => proposed), [false])
  assert.equal((await here.salmas.post(path(3), { known: stays })).status, 303)
  assert.deepEqual(caveatsOf(here.db, stays), [])

  restore(here.db, here.by(here.salma), { claimId: gone, version: here.claim(gone).version })
  assert.deepEqual(caveatsOf(here.db, gone).map(({ quote, proposed }) => [quote, proposed]), [[QUOTE, false]])
  assert.deepEqual(formOf(await (await here.salmas.get(`/reports/${here.claim(gone).reportId}`)).text(), path(3)).ticked, [gone])
})

test('a passage that a person calls a caveat covers what they say, with all its words', async (t) => {
  const here = await desk(t)
  const id = here.queued()
  await here.salmas.post(`/reports/${here.report.id}/passages/4/mark`, { mark: 'caveat' })
  const page = await (await here.salmas.get(`/reports/${here.report.id}`)).text()
  const path = `/reports/${here.report.id}/passages/4/caveat`
  assert.ok(formOf(page, path).offered.includes(id))
  assert.deepEqual(formOf(page, path).ticked, [])
  await here.salmas.post(path, { known: '', covers: id })
  assert.deepEqual(caveatsOf(here.db, id).map(({ quote, proposed }) => [quote, proposed]), [['Demain, il rouvrira.', false]])
  assert.match(wordsIn(await (await here.salmas.get(`/reports/${here.report.id}`)).text()), /73 blessés The publisher’s own caveat on this · in passage 4 Demain, il rouvrira\./)
})

test('a caveat on what was signed off voids the sign-off, and is part of the next', async (t) => {
  const here = await desk(t)
  const id = here.signedOff()
  const before = here.db.prepare('SELECT content_hash FROM sign_offs').pluck().get()
  here.caveat([id])
  assert.equal(here.claim(id).status, 'in_review')
  here.signedOff(id)
  const [, after] = here.db.prepare('SELECT content_hash FROM sign_offs ORDER BY rowid').pluck().all()
  assert.notEqual(after, before)
  here.caveat([], id)
  assert.equal(here.claim(id).status, 'in_review')
})

test('each caveat is offered the claims around it, and the page asks the database as often for many', async (t) => {
  const here = await desk(t)
  const text = Array.from({ length: 40 }, (_, n) => `Ana Brel said that house ${n} was flooded.`).join(' ') + ' The claims could not be independently verified.'
  const { report, claims } = reported(here, text)
  const covering = coveringsIn(here.db, report, passagesOfReport(here.db, report.id), claims).get(41)!
  const covered = caveatsInReport(here.db, report.id)
  assert.equal(covering.known, stampOf([...covered.values()].flat()))
  assert.ok(covering.offered.length >= covered.size && covered.size >= 12)
})

const ARTICLE = new URL('../../../shared/reports/hasakah-2015.txt', import.meta.url)

test('the disclaimer of a real article covers what was said before it', { skip: existsSync(ARTICLE) ? false : 'the article is not here' }, async (t) => {
  const here = await desk(t)
  const { report } = reported(here, readFileSync(ARTICLE, 'utf8').replace(/\r\n?/g, '\n'), 'ar')
  const caveats = [...caveatsIn(here.db, report.id).values()]
  assert.ok(caveats.length >= 1)
  for (const { quote, start, end } of caveats) assert.equal(report.text.slice(start, end), quote)
  const covered = [...caveatsInReport(here.db, report.id).values()].flat()
  assert.ok(covered.length >= 4, `${covered.length} claims`)
})
