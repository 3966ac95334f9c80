import assert from 'node:assert/strict'
import { test } from 'node:test'
import { desk, refuse, sendTwice, type Desk } from '../claims/testing.ts'
import type { Database } from '../database.ts'
import { tracesIn } from '../web/testing.ts'
import { formIn, hasForm, wordsIn } from '../web/testing-page.ts'
import { countLetters, listLetters } from './list.ts'
import { answerLetter } from './letters.ts'
import { writeLetter } from './testing.ts'

const DAY = 24 * 60 * 60_000
const later = (here: Desk, days: number) => { here.clock.at = new Date(here.clock.at.getTime() + days * DAY) }
/** A browser of Nadia's whose session has not run out. */
const nadia = (here: Desk) => here.as(here.nadia, here.clock.at)
const NO = { outcome: 'nothing_to_correct', answer: 'We counted again: 73.' } as const
const barOf = (page: string) => wordsIn(/<header class="bar">[\s\S]*?<\/header>/.exec(page)![0])

test('supervisors find the open letters, the first due first, with what is overdue in words, and the claim as it is public', async (t) => {
  const here = await desk(t)
  const id = here.published()
  const first = writeLetter(here, id)
  later(here, 3)
  writeLetter(here, id, { message: 'The second.' })
  assert.match(barOf(await (await nadia(here).get('/claims')).text()), /Letters 2 /)
  later(here, 5)
  const page = await (await nadia(here).get('/letters')).text()
  const words = wordsIn(page)
  assert.match(words, /Open 2, 1 overdue .*Overdue since 11 March 2026 .*Letter about claim \d+ 73 blessés about version 1 · Public now: version 1 Verified The hospital says 74\. Answer by 14 March 2026 .*The second\./)
  assert.match(barOf(page), /Letters 2, 1 overdue /)
  assert.ok(page.includes(`href="/letters/${first}"`))
  assert.doesNotMatch(page, /rim@reader|>Rim</, 'a list of names is nobody’s business')
  later(here, 6)
  assert.match(wordsIn(await (await nadia(here).get('/letters')).text()), /Answer today|Overdue since 14 March/)
})

test('checkers have neither the inbox nor its count', async (t) => {
  const here = await desk(t)
  const letter = writeLetter(here, here.published())
  for (const path of ['/letters', `/letters/${letter}`]) assert.equal((await here.salmas.get(path)).status, 403)
  for (const step of ['taking', 'answer', 'erasure']) await refuse(here, here.salmas, `/letters/${letter}/${step}`, { ...NO }, 403)
  assert.doesNotMatch(barOf(await (await here.salmas.get('/claims')).text()), /Letters/)
  assert.match(barOf(await (await here.adams.get('/claims')).text()), /Letters 1 /)
})

test('a letter shows what was written, by whom, about which version, and leads to where it is corrected', async (t) => {
  const here = await desk(t)
  const id = here.published()
  const letter = writeLetter(here, id)
  const page = await (await here.nadias.get(`/letters/${letter}`)).text()
  assert.match(wordsIn(page), /The hospital says 74\. .*https:\/\/hospital\.example\/count .*about version 1 · Public now: version 1 Verified .*Correct the claim .*Rim .*rim@reader\.example/)
  assert.doesNotMatch(page, /href="https:\/\/hospital/, 'an address of a stranger is text')
  assert.ok(page.includes(`href="/claims/${id}#publication"`) && page.includes(`href="/claims/${id}/v/1"`))
  assert.equal((await here.nadias.get('/letters/0000000000')).status, 404)
  assert.equal((await here.nadias.get(`/letters/${letter}/answer`)).headers.get('location'), `/letters/${letter}`)
})

test('a letter is answered once, with what was done and what the reader is told, of which the trail has a hash', async (t) => {
  const here = await desk(t)
  const letter = writeLetter(here, here.published())
  const event = await sendTwice(here, here.nadias, `/letters/${letter}/answer`, { ...NO }, `/letters/${letter}`)
  assert.deepEqual([event.action, event.actor?.id, Object.keys(event.after as object), (event.after as Record<string, string>).letterOutcome], ['letter.answered', here.nadia.id, ['letterOutcome', 'sealed'], 'nothing_to_correct'])
  const page = await (await here.nadias.get(`/letters/${letter}`)).text()
  assert.match(wordsIn(page), /Nothing to correct by .Nadia. · .* We counted again: 73\./)
  assert.equal(hasForm(page, `/letters/${letter}/answer`), false)
  const again = wordsIn(await refuse(here, here.adams, `/letters/${letter}/answer`, { outcome: 'not_about_this', answer: 'Typed by Adam.' }, 409))
  assert.match(again, /Somebody answered this letter meanwhile\..*Typed by Adam\./)
  assert.match(wordsIn(await (await here.nadias.get('/letters')).text()), /Nothing waits for an answer\./)
  assert.match(wordsIn(await (await here.nadias.get('/letters?show=answered')).text()), /Nothing to correct Answered .*The hospital says 74\./)
  assert.doesNotMatch(barOf(await (await here.nadias.get('/letters')).text()), /Letters \d/)
})

test('a supervisor takes a letter in hand, which the others see before they write; it is taken over knowingly or not at all', async (t) => {
  const here = await desk(t)
  const letter = writeLetter(here, here.published())
  const [path, taking] = [`/letters/${letter}`, `/letters/${letter}/taking`]
  const wordsFor = async (browser: Desk['nadias'], at = path) => wordsIn(await (await browser.get(at)).text())
  assert.equal(formIn(await (await here.adams.get(path)).text(), taking).holder?.value, '')

  const event = await sendTwice(here, here.nadias, taking, { holder: '' }, path)
  assert.deepEqual([event.action, event.actor?.id, event.before, event.after], ['letter.taken', here.nadia.id, { inHand: null }, { inHand: 'Nadia' }])
  assert.match(await wordsFor(here.nadias), /You have it in hand/)
  assert.equal(hasForm(await (await here.nadias.get(path)).text(), taking), false)
  for (const seen of [path, '/letters']) assert.match(await wordsFor(here.adams, seen), /In hand: .Nadia./)
  await refuse(here, here.nadias, '/letters/0000000000/taking', { holder: '' }, 404)

  const late = wordsIn(await refuse(here, here.adams, taking, { holder: '' }, 409))
  assert.match(late, /.Nadia. took this letter in hand meanwhile\. .*Take it over/)
  const { holder } = formIn(await (await here.adams.get(path)).text(), taking)
  const over = await sendTwice(here, here.adams, taking, { holder: holder!.value! }, path)
  assert.deepEqual([over.before, over.after], [{ inHand: 'Nadia' }, { inHand: 'Adam' }])
  const seen = tracesIn(here.db)
  assert.equal((await here.adams.post(taking, { holder: here.nadia.id })).status, 303)
  assert.equal(tracesIn(here.db), seen, 'what is theirs already is not taken again')

  assert.equal((await here.nadias.post(`${path}/answer`, { ...NO })).status, 303, 'it is a hint and no lock')
  assert.match(wordsIn(await refuse(here, here.nadias, taking, { holder: here.adam.id }, 409)), /Somebody has answered this letter already\./)
  assert.doesNotMatch(await wordsFor(here.nadias, '/letters?show=answered'), /In hand/)
})

test('nobody is told that something was corrected before a later version is public', async (t) => {
  const here = await desk(t)
  const id = here.published()
  const letter = writeLetter(here, id)
  const sent = { outcome: 'corrected', answer: 'You were right.' }
  const page = await refuse(here, here.nadias, `/letters/${letter}/answer`, sent, 422)
  assert.match(wordsIn(page), /No later version has been published since this letter/)
  const form = formIn(page, `/letters/${letter}/answer`)
  assert.deepEqual([form.outcome?.value, form.answer?.value], ['corrected', 'You were right.'])
  here.correctedOnce(id)
  await refuse(here, here.nadias, `/letters/${letter}/answer`, sent, 422)
  here.published(id, 'A reader found it.')
  assert.match(wordsIn(await (await here.nadias.get(`/letters/${letter}`)).text()), /Public now: version 2 Disputed Since this letter version 2 was published\./)
  assert.equal((await here.nadias.post(`/letters/${letter}/answer`, sent)).status, 303)
})

test('an answer that is not complete is refused beside the field', async (t) => {
  const here = await desk(t)
  const letter = writeLetter(here, here.published())
  const path = `/letters/${letter}/answer`
  for (const [sent, field, problem] of [
    [{ ...NO, outcome: '' }, 'outcome', 'Choose one of these.'], [{ ...NO, outcome: 'erased' }, 'outcome', 'Choose one of these.'],
    [{ ...NO, answer: '' }, 'answer', 'Fill this in.'], [{ ...NO, answer: 'x'.repeat(5001) }, 'answer', 'This is too long.'],
  ] as const) assert.equal(formIn(await refuse(here, here.nadias, path, sent, 422), path)[field]?.problem, problem)
  await refuse(here, here.nadias, '/letters/0000000000/answer', { ...NO }, 404)
})

test('a long inbox goes on page by page, and is counted no further than a hundred', async (t) => {
  const here = await desk(t)
  const id = here.published()
  for (let n = 0; n < 65; n++) writeLetter(here, id, { message: `Letter ${n}.` })
  const seen: string[] = []
  let path: string | undefined = '/letters'
  for (let pages = 0; path; pages++) {
    const page: string = await (await here.nadias.get(path)).text()
    seen.push(...page.match(/Letter \d+\./g) ?? [])
    path = /href="([^"]+)">Next page</.exec(page)?.[1]?.replaceAll('&amp;', '&')
    assert.equal(page.includes('>First page<'), pages > 0)
  }
  assert.deepEqual(seen, Array.from({ length: 65 }, (_, n) => `Letter ${n}.`))
  for (const nonsense of ['?show=x', '?after=x', '?after=9_9', '?show=open&after=9999-99-99_1']) assert.equal((await here.nadias.get(`/letters${nonsense}`)).status, 200, nonsense)

  for (let n = 65; n < 120; n++) writeLetter(here, id)
  assert.deepEqual(countLetters(here.db, '2026-03-11'), { open: 100, overdue: 0 })
  assert.deepEqual(countLetters(here.db, '2026-03-12'), { open: 100, overdue: 100 })
  assert.match(barOf(await (await here.nadias.get('/claims')).text()), /Letters more than 99 /)
  for (const { id: letterId } of listLetters(here.db, 'open', undefined, 70)) answerLetter(here.db, here.by(here.nadia), { letterId, ...NO })
  const answered = listLetters(here.db, 'answered', undefined, 100)
  assert.deepEqual([answered.length, answered.map(({ key }) => key)], [70, Array.from({ length: 70 }, (_, n) => 70 - n)])
})

test('the inbox and its count are found by their indexes, and sorted by nothing', async (t) => {
  const { db } = await desk(t)
  const { prepare } = db
  const planOf = (ask: () => unknown) => {
    let sql = ''
    db.prepare = ((text: string) => { sql = text; return prepare.call(db, text) }) as Database['prepare']
    ask()
    db.prepare = prepare
    return (db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all({ at: '', key: 0, limit: 31, today: '2026-03-04', most: 100 }) as { detail: string }[]).map(({ detail }) => detail).join('\n')
  }
  for (const state of ['open', 'answered'] as const) {
    const plan = planOf(() => listLetters(db, state, { at: '2026-03-04', key: 1 }, 31))
    assert.match(plan, new RegExp(`SEARCH letters USING INDEX letters_${state} \\(`), state)
    assert.doesNotMatch(plan, /TEMP B-TREE|SCAN letters/, state)
  }
  const counting = planOf(() => countLetters(db, '2026-03-04'))
  assert.equal(counting.match(/letters USING (COVERING )?INDEX letters_open/g)?.length, 2, counting)
})
