import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { eventsAfter } from '../people/testing.ts'
import { findReport } from '../reports/reports.ts'
import { tracesIn } from '../web/testing.ts'
import { formIn, hasForm, tagsIn, unescaped, wordsIn } from '../web/testing-page.ts'
import { assertAnchor } from '../text/pieces.ts'
import { choose } from './choose.ts'
import { claimsOfReport } from './claims.ts'
import { importReport, makeClaim } from './suggestions.ts'
import { desk, DRAFT, refuse } from './testing.ts'

/** Arabic with vowel signs, an emoji of several parts, a combining mark, tabs, an empty «» and a missing space. */
const HARD = 'قُتِلَ «73» في الحَسَكَة.وقال الناطق: «»\n\tLe cafe\u0301 👩‍👩‍👧‍👦 brûle. \u202Bقُتِلَ «73» مجددا\u202C 𝒳.\n'

async function hardDesk(t: TestContext) {
  const here = await desk(t)
  const report = findReport(here.db, importReport(here.db, here.by(here.salma), { ...DRAFT, title: 'صعب', text: HARD }))
  const action = `/reports/${report.id}/claims`
  const made = () => claimsOfReport(here.db, report.id).filter(({ rules }) => rules === null)
  return { ...here, report, action, made }
}

const spanOf = (quote: string, from = 0) => { const start = HARD.indexOf(quote, from); return { start: String(start), end: String(start + quote.length) } }

for (const quote of ['الحَسَكَة', '👩‍👩‍👧‍👦', 'cafe\u0301', 'cafe', '«»\n\tLe', '𝒳', ' brûle. \u202Bقُتِلَ', 'قُتِلَ «73» في الحَسَكَة.وقال الناطق: «»', '.', HARD]) {
  test(`the stretch ${JSON.stringify(quote).slice(0, 40)} becomes a claim at exactly its place`, async (t) => {
    const { salmas, action, made, report, db } = await hardDesk(t)
    const seen = tracesIn(db)
    const span = spanOf(quote)
    const answer = await salmas.post(action, { quote: quote.replaceAll('\n', '\r\n'), ...span, statement: 'Said', modality: 'predicted', once: 'one' })
    const [claim] = made()
    assert.deepEqual([answer.status, answer.headers.get('location')], [303, `/reports/${report.id}#claim-${claim!.id}`])
    assert.deepEqual([claim!.start, claim!.end, claim!.quote, claim!.status, claim!.modality], [Number(span.start), Number(span.end), quote, 'queued', 'predicted'])
    assert.equal(report.text.slice(claim!.start, claim!.end), claim!.quote)
    assert.equal(claim!.prefix, HARD.slice(0, claim!.start).slice(-claim!.prefix.length || HARD.length))
    assert.ok(HARD.startsWith(claim!.suffix, claim!.end))

    const again = await salmas.post(action, { quote: quote.replaceAll('\n', '\r\n'), ...span, statement: 'Said', once: 'one' })
    assert.deepEqual([again.status, again.headers.get('location'), made().length], [303, `/reports/${report.id}#claim-${claim!.id}`, 1])
    const events = eventsAfter(db, seen)
    assert.deepEqual(events.map(({ action, after }) => [action, after]), [
      ['claim.made', { start: claim!.start, end: claim!.end, quote, statement: 'Said', modality: 'predicted', version: 1 }],
    ])
  })
}

test('whatever stretch is selected, the quote is what stands there', () => {
  fc.assert(fc.property(fc.nat(HARD.length), fc.nat(HARD.length), (a, b) => {
    const [start, end] = a < b ? [a, b] : [b, a]
    const chosen = choose(HARD, { quote: HARD.slice(start, end), start, end })
    if (start === end || !HARD.slice(start, end).isWellFormed()) return chosen.found === 'none'
    return chosen.found === 'one' && HARD.slice(start, end) === chosen.quote && isDeepStrictEqual(chosen.pieces, [{ start, end }])
  }))
})

test('a place that does not hold the quote is refused, however near', () => {
  fc.assert(fc.property(fc.nat(HARD.length - 1), fc.integer({ min: 1, max: 20 }), fc.integer({ min: -5, max: 5 }), (start, length, off) => {
    const quote = HARD.slice(start, start + length)
    const chosen = choose(HARD, { quote, start: start + off, end: start + off + quote.length })
    assert.equal(chosen.found, HARD.slice(start + off, start + off + quote.length) === quote && start + off >= 0 && quote.isWellFormed() ? 'one' : 'none')
  }))
})

test('without a place, the words alone are enough when they stand once', async (t) => {
  const { salmas, action, made } = await hardDesk(t)
  await salmas.post(action, { quote: 'الحَسَكَة', start: '', end: '', statement: '' })
  await salmas.post(action, { quote: ' brûle. ' })
  assert.deepEqual(made().map(({ quote, statement }) => [quote, statement]), [['الحَسَكَة', 'الحَسَكَة'], [' brûle. ', 'brûle.']])
})

test('words that stand in several places come back with the choice, and the choice makes the claim', async (t) => {
  const here = await hardDesk(t)
  const { salmas, action, made } = here
  const sent = { quote: 'قُتِلَ «73»', start: '', end: '', statement: 'Mine <b>', modality: 'opinion' }
  const page = await refuse(here, salmas, action, sent, 422)
  const form = formIn(page, action)
  assert.match(wordsIn(page), /These words stand in several places\. Choose which one you mean\./)
  assert.deepEqual([form.quote?.value, form.quote?.invalid, form.statement?.value, form.modality?.value, form.end], [sent.quote, true, sent.statement, 'opinion', undefined])

  const places = tagsIn(page).filter(({ attributes }) => attributes.type === 'radio' && attributes.name === 'start').map(({ attributes }) => attributes.value)
  assert.deepEqual(places, [spanOf(sent.quote).start, spanOf(sent.quote, 5).start])
  assert.match(page, /<mark>قُتِلَ «73»<\/mark> في/)
  const { end: _, ...chosen } = sent
  assert.equal((await salmas.post(action, { ...chosen, start: places[1]! })).status, 303)
  assert.deepEqual(made().map(({ start, quote }) => [String(start), quote]), [[places[1], sent.quote]])
})

test('words in several pieces become one claim of exactly these, named by hand or by their places', async (t) => {
  const { salmas, action, made, report, db } = await hardDesk(t)
  const seen = tracesIn(db)
  const at = (words: string, from = 0) => { const start = HARD.indexOf(words, from); return [start, start + words.length] as const }
  const pieces = [at('في الحَسَكَة'), at('\u202Bقُتِلَ «73»')]
  const places = pieces.map(([start, end]) => `${start}-${end}`).join(' ')
  await salmas.post(action, { quote: 'في الحَسَكَة … brûle' })
  await salmas.post(action, { quote: 'في الحَسَكَة ...\r\nLe cafe\u0301 ... brûle', statement: 'Said' })
  await salmas.post(action, { quote: 'في الحَسَكَة … \u202Bقُتِلَ «73»', start: '', end: '', pieces: places })

  const words = made().map(({ pieces, statement }) => [pieces.map(({ start, end }) => HARD.slice(start, end)), statement])
  assert.deepEqual(words.toSorted(), [
    [['في الحَسَكَة', 'Le cafe\u0301', 'brûle'], 'Said'],
    [['في الحَسَكَة', 'brûle'], 'في الحَسَكَة brûle'],
    [['في الحَسَكَة', '\u202Bقُتِلَ «73»'], 'في الحَسَكَة \u202Bقُتِلَ «73»'],
  ].toSorted())
  for (const claim of made()) assertAnchor(HARD, claim)
  const [, , { after }] = eventsAfter(db, seen) as [unknown, unknown, { after: Record<string, unknown> }]
  assert.deepEqual([after.quote, after.pieces], [HARD.slice(pieces[0]![0], pieces[1]![1]), pieces])

  const page = await (await salmas.get(`/reports/${report.id}`)).text()
  const { id } = made().find(({ statement }) => statement === 'Said')!
  const marks = Array.from(page.matchAll(new RegExp(`<mark [^>]*data-claims="[^"]*${id}[^"]*">([^<]*)</mark>`, 'g')), ([, words]) => unescaped(words!)).join('')
  assert.equal(marks, 'في الحَسَكَةLe cafe\u0301brûle', 'what stands between the pieces is not marked')
})

test('pieces that could be others of the same words, or stand nowhere in that order, are refused beside the field', async (t) => {
  const here = await hardDesk(t)
  for (const [sent, problem] of [
    [{ quote: 'قُتِلَ … مجددا' }, 'These pieces can be found in more than one way.'],
    [{ quote: 'brûle … الحَسَكَة' }, 'These words do not stand in the report.'],
    [{ quote: 'في الحَسَكَة … مجدداً' }, 'These words do not stand in the report.'],
    [{ quote: ' … brûle' }, 'These words do not stand in the report.'],
    [{ quote: 'في الحَسَكَة … brûle', pieces: '0-3 9-12' }, 'These words do not stand in the report.'],
    [{ quote: 'brûle … brûle', pieces: Array(2).fill(Object.values(spanOf('brûle')).join('-')).join(' ') }, 'These words do not stand in the report.'],
  ] as const) {
    const form = formIn(await refuse(here, here.salmas, here.action, { ...sent, statement: 'Mine' }, 422), here.action)
    assert.ok(form.quote?.problem?.startsWith(problem), `${sent.quote}: ${form.quote?.problem}`)
    assert.deepEqual([form.quote?.value, form.statement?.value], [sent.quote, 'Mine'])
  }
})

test('a quote that does not stand in the report is refused beside it, and keeps what was typed', async (t) => {
  const here = await hardDesk(t)
  const right = spanOf('الحَسَكَة')
  for (const [sent, problem] of [
    [{ quote: 'الحسكة', ...right }, 'These words do not stand in the report.'],
    [{ quote: 'الحسكة', start: '', end: '' }, 'These words do not stand in the report.'],
    [{ quote: 'الحَسَكَة', start: '0', end: '9' }, 'These words do not stand in the report.'],
    [{ quote: 'الحَسَكَة', start: String(Number(right.start) + 1), end: String(Number(right.end) + 1) }, 'These words do not stand in the report.'],
    [{ quote: 'الحَسَكَة', start: '999999999', end: '999999999' }, 'These words do not stand in the report.'],
    [{ quote: HARD.slice(-2), start: String(HARD.length - 2), end: String(HARD.length + 1) }, 'These words do not stand in the report.'],
    [{ quote: 'الحَسَكَة', start: '5', end: '' }, 'These words do not stand in the report.'],
    [{ quote: 'café', start: '', end: '' }, 'These words do not stand in the report.'],
    [{ quote: '', ...right }, 'Fill this in.'],
    [{ quote: ' \r\n', start: '', end: '' }, 'Fill this in.'],
    [{ quote: '\0', start: '', end: '' }, 'This holds characters that cannot be read'],
    [{ quote: 'x'.repeat(20_001), start: '', end: '' }, 'This is too long.'],
  ] as const) {
    const form = formIn(await refuse(here, here.salmas, here.action, { ...sent, statement: 'Mine' }, 422), here.action)
    assert.ok(form.quote?.problem?.startsWith(problem), `${JSON.stringify(sent).slice(0, 80)}: ${form.quote?.problem}`)
    assert.deepEqual([form.quote?.value, form.quote?.invalid, form.quote?.focused, form.statement?.value], [sent.quote, true, true, 'Mine'])
  }
  const wrong = { quote: 'الحَسَكَة', ...right }
  assert.equal(formIn(await refuse(here, here.salmas, here.action, { ...wrong, modality: 'x' }, 422), here.action).modality?.problem, 'Choose one of these.')
  assert.equal(formIn(await refuse(here, here.salmas, here.action, { ...wrong, statement: 'x'.repeat(5001) }, 422), here.action).statement?.problem, 'This is too long.')
  await refuse(here, here.salmas, '/reports/0000000000/claims', wrong, 404)
})

test('the operation itself refuses a span that does not hold its quote', async (t) => {
  const { db, by, salma, report } = await hardDesk(t)
  const seen = tracesIn(db)
  for (const [start, end, quote] of [[0, 3, 'xxx'], [-1, 2, 'قُ'], [0, 0, ''], [HARD.length, HARD.length + 1, ''], [Number.NaN, 3, 'قُت']] as const) {
    assert.throws(() => makeClaim(db, by(salma), report, { pieces: [{ start, end }], quote, statement: 'x', modality: 'asserted' }))
  }
  assert.equal(tracesIn(db), seen)
})

test('all suggestions of a passage are accepted, or dismissed, each with its trace and all in one batch', async (t) => {
  for (const [step, action, status] of [['acceptance', 'claim.accepted', 'queued'], ['dismissal', 'claim.dismissed', 'dismissed']] as const) {
    const { db, salmas, report, queued, suggested, claim } = await desk(t)
    // How a passage comes to more suggestions: claims of a person, dismissed, and the dismissal undone.
    const more = ['Le pont', 'fermé'].map((quote) => queued(quote))
    for (const id of more) for (const [path, version] of [['dismissal', '1'], ['restoration', '2']] as const) await salmas.post(`/claims/${id}/${path}`, { version })
    const ids = [suggested(), ...more]

    const page = await (await salmas.get(`/reports/${report.id}`)).text()
    assert.ok(hasForm(page, `/reports/${report.id}/passages/1/${step}`))
    assert.equal(hasForm(page, `/reports/${report.id}/passages/2/${step}`), false)

    const seen = tracesIn(db)
    for (let time = 0; time < 2; time++) {
      const answer = await salmas.post(`/reports/${report.id}/passages/1/${step}`, { once: `all-${step}` })
      assert.deepEqual([answer.status, answer.headers.get('location')], [303, `/reports/${report.id}#passage-1`])
    }
    const events = eventsAfter(db, seen)
    assert.deepEqual(events.map((event) => [event.action, event.batch, event.claim]).sort(), ids.map((id) => [action, seen + 1, id]).sort())
    assert.deepEqual([...ids, suggested(2)].map((id) => claim(id).status), [status, status, status, 'suggested'])
    assert.equal((await salmas.post(`/reports/${report.id}/passages/1/${step}`)).status, 303)
    assert.equal(eventsAfter(db, seen).length, 3)
  }
})

test('a passage that is none, of a report that is none, is refused', async (t) => {
  const here = await desk(t)
  for (const path of [`${here.report.id}/passages/99`, `${here.report.id}/passages/0`, `${here.report.id}/passages/x`, `${here.report.id}/passages/%00`, `${here.report.id}/passages/1.0`, '0000000000/passages/1']) {
    for (const step of ['acceptance', 'dismissal']) await refuse(here, here.salmas, `/reports/${path}/${step}`, {}, 404)
  }
  assert.equal((await here.salmas.get('/reports/0000000000')).status, 404)
})

test('the source on the page is the text of the report, whatever is highlighted in it', async (t) => {
  const { salmas, report, action } = await hardDesk(t)
  for (const quote of ['الحَسَكَة.وقال', 'في الحَسَكَة', '👩‍👩‍👧‍👦', HARD]) await salmas.post(action, { quote, ...spanOf(quote), statement: 'x' })
  const page = await (await salmas.get(`/reports/${report.id}`)).text()
  const source = /<article class="source"[^>]*>([\s\S]*?)<\/article>/.exec(page)![1]!
  assert.equal(unescaped(source.replace(/<[^>]*>/g, '')), HARD)
})

test('words that somebody left out thousands of times are not looked for', () => {
  assert.deepEqual(choose('a'.repeat(300_000), { quote: Array.from({ length: 5000 }, () => 'a').join(' … '), start: null, end: null }), { found: 'none' })
  assert.deepEqual(choose('ab '.repeat(60), { quote: Array.from({ length: 60 }, () => 'ab').join(' … '), start: null, end: null }), { found: 'none' })
})
