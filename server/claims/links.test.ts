import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formIn, wordsIn } from '../web/testing-page.ts'
import { verificationReport } from '../export/document.ts'
import { key, tracesIn } from '../web/testing.ts'
import { findReport } from '../reports/reports.ts'
import { isConflict, linkableTo, linksInReport, linksOf, referredClaim } from './links.ts'
import { importReport, makeClaim } from './suggestions.ts'
import { desk, DRAFT, refuse, sendTwice, type Desk } from './testing.ts'
import { reword } from './wording.ts'

const NOTE = 'One counts the dead of the day, the other those of the week.'

/** A claim of a second report. */
function elsewhere({ db, by, salma }: Desk) {
  const report = findReport(db, importReport(db, by(salma), { ...DRAFT, title: 'Le quai', text: 'La mairie compte 37 blessés.' }))
  return makeClaim(db, by(salma), report, { pieces: [{ start: 17, end: 27 }], quote: '37 blessés', statement: '37 blessés sur le quai', modality: 'asserted' })
}

test('a conflict is one link with one trace, shown on both claims with the verdict of the other', async (t) => {
  const here = await desk(t)
  const [first, second] = [here.queued(), elsewhere(here)]
  const event = await sendTwice(here, here.salmas, `/claims/${first}/links`, { kind: 'contradicts', claim: second, note: NOTE }, `/claims/${first}`)
  assert.deepEqual([event.action, event.claim, event.after], ['claim.linked', first, { linkKind: 'contradicts', other: second, note: NOTE }])
  assert.deepEqual([here.claim(first).version, here.claim(second).version], [1, 1], 'no verdict in the making is thrown back')

  here.inReview(here.salma, here.supported(here.inProgress(here.salma, second)))
  const page = wordsIn(await (await here.salmas.get(`/claims/${first}`)).text())
  assert.match(page, new RegExp(`In conflict with claim \\d of \\u2068Le quai\\u2069 Verified 37 blessés sur le quai ${NOTE}`))
  assert.match(wordsIn(await (await here.salmas.get(`/claims/${second}`)).text()), /In conflict with claim \d of \u2068Le pont\u2069 No verdict yet 73 blessés/)
  assert.deepEqual([first, second].map((id) => linksOf(here.db, id).map(({ other }) => other.id)), [[second], [first]])
  assert.deepEqual([...linksInReport(here.db, here.report.id)].map(([id, links]) => [id, links[0]!.other.id]), [[first, second]])
})

test('a withdrawn link stays readable with its reason, and the two may then be linked otherwise', async (t) => {
  const here = await desk(t)
  const [first, second] = [here.queued(), here.queued('Le pont')]
  const link = here.conflict(first, second)
  await refuse(here, here.yusufs, `/claims/${second}/links`, { kind: 'same', claim: first }, 409)
  const event = await sendTwice(here, here.yusufs, `/claims/${second}/links/${link}/withdrawal`, { reason: 'Two bridges.' }, `/claims/${second}`)
  assert.deepEqual([event.action, event.claim, event.reason], ['claim.link_withdrawn', second, 'Two bridges.'])
  assert.equal(linksOf(here.db, first).some(isConflict), false)
  assert.match(wordsIn(await (await here.salmas.get(`/claims/${first}`)).text()), /Withdrawn links 1 .*Withdrawn by \u2068Yusuf\u2069: Two bridges\./)

  assert.equal((await here.yusufs.post(`/claims/${second}/links`, { kind: 'same', claim: first })).status, 303)
  assert.deepEqual(linksOf(here.db, first).map(({ kind, withdrawnAt }) => [kind, withdrawnAt === null]), [['contradicts', false], ['same', true]])
})

test('saying again what is known changes nothing, from either end', async (t) => {
  const here = await desk(t)
  const [first, second] = [here.queued(), here.queued('Le pont')]
  here.conflict(first, second)
  const seen = tracesIn(here.db)
  for (const [from, to] of [[first, second], [second, first]]) assert.equal((await here.salmas.post(`/claims/${from}/links`, { kind: 'contradicts', claim: to!, note: 'Again.' })).status, 303)
  assert.equal(tracesIn(here.db), seen)
})

test('a claim is named by its number here, its id or its address, in any digits', async (t) => {
  const here = await desk(t)
  const [first, second, third] = [here.queued(), here.queued('Le pont'), elsewhere(here)]
  const { number } = here.claim(second)
  const from = here.claim(first)
  const NAMED: [typed: string, id: string | undefined][] = [
    [String(number), second], [`#${number}`, second], [` ${number} `, second], [number.toLocaleString('ar-u-nu-arab'), second], [second, second], [second.toLowerCase(), second],
    [third, third], [`https://desk.example/claims/${third}`, third], [`/claims/${third}?x=1#evidence`, third],
    [first, undefined], [String(from.number), undefined], ['999', undefined], ['0', undefined], ['claim', undefined], ['0000000000', undefined], [here.suggested(), undefined],
    ['9999999999999999', undefined], ['1e1', undefined], ['-1', undefined], ["' OR 1=1", undefined],
  ]
  for (const [typed, id] of NAMED) assert.equal(referredClaim(here.db, from, typed), id, typed)
})

test('what cannot be linked is said beside its field, and kept', async (t) => {
  const here = await desk(t)
  const [id, other] = [here.queued(), here.queued('Le pont')]
  const action = `/claims/${id}/links`
  const link = here.conflict(id, elsewhere(here))
  for (const [sent, field, problem] of [
    [{ kind: 'contradicts', claim: '999', note: NOTE }, 'claim', 'There is no other claim'],
    [{ kind: 'same', claim: id, note: '' }, 'claim', 'There is no other claim'],
    [{ kind: 'same', claim: '', note: NOTE }, 'claim', 'Fill this in.'],
    [{ kind: 'contradicts', claim: other, note: ' \u200B ' }, 'note', 'Fill this in.'],
    [{ kind: 'contradicts', claim: other, note: 'n'.repeat(1001) }, 'note', 'This is too long.'],
    [{ kind: 'opposite', claim: other, note: NOTE }, 'kind', 'Choose one of these.'],
  ] as const) {
    const form = formIn(await refuse(here, here.salmas, action, sent, 422), action)
    assert.deepEqual([form[field]?.invalid, form[field]?.problem?.startsWith(problem)], [true, true], `${field}: ${form[field]?.problem}`)
    assert.deepEqual([form.claim?.value, form.note?.value], [sent.claim, sent.note])
  }
  await refuse(here, here.salmas, `${action}/${link}/withdrawal`, { reason: ' ' }, 422)
  await refuse(here, here.salmas, `${action}/0000000000/withdrawal`, { reason: 'x' }, 404)
  await refuse(here, here.salmas, `/claims/${other}/links/${link}/withdrawal`, { reason: 'x' }, 404)
  await refuse(here, here.salmas, '/claims/0000000000/links', { kind: 'same', claim: id }, 404)
  await refuse(here, here.salmas, `/claims/${here.suggested()}/links`, { kind: 'same', claim: id }, 409)
})

test('links of a claim that was merged are those of the other, beside the source and in the export too', async (t) => {
  const here = await desk(t)
  const { db, salmas, claim, queued } = here
  const [kept, again, third] = [queued(), queued('La mairie compte 73 blessés'), elsewhere(here)]
  here.conflict(again, third)
  here.conflict(again, kept)
  await salmas.post(`/claims/${again}/merging`, { version: String(claim(again).version), into: kept, as: 'repetition' })

  assert.deepEqual(linksOf(db, kept).map(({ other }) => other.id), [third], 'and not with itself')
  assert.deepEqual([...linksInReport(db, here.report.id)].map(([id, links]) => [id, links.map(({ other }) => other.id)]), [[kept, [third]]])
  const conflict = new RegExp(`In conflict with claim ${claim(third).number} of \\u2068Le quai`)
  assert.match(wordsIn(await (await salmas.get(`/reports/${here.report.id}`)).text()), conflict)
  const { claims: [exported] } = verificationReport(db, here.report.id, key)
  assert.deepEqual([exported!.id, exported!.conflicts.map(({ claim }) => claim.id)], [kept, [third]])
})

test('claims with the same number or place are proposed first', async (t) => {
  const here = await desk(t)
  const [first, place, number] = [here.queued(), here.queued('Le pont'), here.queued('fermé')]
  const word = (id: string, statement: string, where: string) =>
    reword(here.db, here.by(here.salma), { ...here.at(id), statement, modality: 'asserted', place: where, happenedOn: null, dateBasis: '' })
  const plain = here.queued('lundi')
  word(first, '73 blessés', 'Lyon')
  word(place, 'Fermé', 'lyon')
  word(number, '٧٣ قتيلا', '')
  const numbers = [place, number, plain].map((id) => here.claim(id).number)
  assert.deepEqual(linkableTo(here.db, here.claim(first)).map((one) => one.number), numbers)
  word(place, 'Fermé', 'Lille')
  assert.deepEqual(linkableTo(here.db, here.claim(first)).map((one) => one.number), [numbers[1], numbers[0], numbers[2]])
})

test('the tables hold two claims to one standing link, with a reason for a conflict, never edited', async (t) => {
  const { db, queued, conflict } = await desk(t)
  const [first, second] = [queued(), queued('Le pont')]
  const link = conflict(first, second)
  const add = (kind: string, from: string, to: string, note: string) => () =>
    db.prepare("INSERT INTO claim_links (id, kind, from_claim, to_claim, note, added_by, added_at) SELECT 'AAAAAAAAAB', ?, ?, ?, ?, id, '' FROM people LIMIT 1").run(kind, from, to, note)
  assert.throws(add('same', second, first, ''), /never replaced/)
  assert.throws(add('same', first, first, ''), /CHECK/)
  assert.throws(() => db.prepare('UPDATE claim_links SET note = ? WHERE id = ?').run('x', link), /never edited/)
  assert.throws(() => db.prepare('DELETE FROM claim_links').run(), /never deleted/)
  const third = queued('fermé')
  assert.throws(add('contradicts', first, third, ''), /CHECK/)
})

test('links are found by the claims at their ends', async (t) => {
  const { db, queued } = await desk(t)
  const statements: string[] = []
  const prepare = db.prepare
  db.prepare = ((sql: string) => { statements.push(sql); return prepare(sql) }) as typeof db.prepare
  linksOf(db, queued())
  linksInReport(db, 'x')
  db.prepare = prepare
  for (const sql of statements.filter((one) => one.includes('claim_links'))) {
    const plan = (db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(sql.includes('@claimId') ? { claimId: 'x' } : 'x') as { detail: string }[]).map(({ detail }) => detail).join('\n')
    assert.match(plan, /SEARCH claim_links USING INDEX claim_links_from[\s\S]*SEARCH claim_links USING INDEX claim_links_to/, plan)
    assert.doesNotMatch(plan, /SCAN claim_links/)
  }
})
