import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tagsIn, wordsIn } from '../web/testing-page.ts'
import { importReport } from './suggestions.ts'
import { desk, DRAFT, type Desk } from './testing.ts'
import { accept } from './triage.ts'

const rowsIn = (page: string) => Array.from(page.matchAll(/<tr data-row>[\s\S]*?href="\/claims\/(\w{10})"/g), (match) => match[1]!)
const chipsIn = (page: string) => Object.fromEntries(
  Array.from(page.matchAll(/<a class="filter" href="([^"]*)"[^>]*>([^<]*)<b>(\d+)<\/b>/g), ([, address, name, count]) => [name!, { address: address!.replaceAll('&amp;', '&'), count: Number(count) }]))

const text = async ({ salmas }: Desk, path: string) => {
  const answer = await salmas.get(path)
  assert.equal(answer.status, 200, path)
  return answer.text()
}

test('the filters narrow the queue, alone and together, and their counts are those of what they show', async (t) => {
  const here = await desk(t)
  const { queued, inProgress, inReview, signedOff, salma, nadias, yusuf } = here
  const ids = { queued: queued(), in_progress: inProgress(), in_review: inReview(), signed_off: signedOff() }
  await nadias.post(`/claims/${ids.queued}/assignment`, { assignee: yusuf.id })

  const page = await text(here, '/claims')
  const chips = chipsIn(page)
  assert.deepEqual(rowsIn(page).sort(), Object.values(ids).sort())
  assert.deepEqual(Object.entries(chips).map(([name, { count }]) => [name, count]), [['All', 4], ['Mine', 3], ['Unassigned', 0], ['Queued', 1], ['In progress', 1], ['In review', 1], ['Signed off', 1], ['Published', 0]])
  for (const { address, count } of Object.values(chips)) assert.equal(rowsIn(await text(here, address)).length, count, address)

  for (const [query, wanted] of [
    ['status=queued', [ids.queued]], ['status=signed_off', [ids.signed_off]], ['verdict=none', [ids.queued, ids.in_progress]], ['verdict=verified', [ids.in_review, ids.signed_off]],
    [`assignee=${yusuf.id}`, [ids.queued]], ['assignee=none', []], [`assignee=${salma.id}&status=in_review`, [ids.in_review]], ['verdict=verified&status=signed_off', [ids.signed_off]],
    ['language=fr', Object.values(ids)], ['language=ar', []], [`report=${here.report.id}&status=queued`, [ids.queued]], ['text=blessés&verdict=none', [ids.queued, ids.in_progress]], ['text=pont', []],
  ] as const) assert.deepEqual(rowsIn(await text(here, `/claims?${query}`)).sort(), [...wanted].sort(), query)
})

test('what cannot be understood asks for nothing', async (t) => {
  const here = await desk(t)
  here.queued()
  for (const query of [
    'status=suggested', 'status=queued&status=in_review', 'verdict=true', 'assignee=Salma', 'assignee=%00', 'language=xx', 'report=1', 'order=random', 'text=', 'text=%20', 'text=a&text=b',
    'after=x', 'after=2026_0', 'after=9999999999999999999999999_1e3', '__proto__=1', 'constructor=x', 'status[]=queued', `text=${'x'.repeat(300)}`, 'a=%E0%A4%A', '%00=%00',
  ]) assert.equal(rowsIn(await text(here, `/claims?${query}`)).length, 1, query)
  assert.equal((await here.salmas.get('/claims?report=0000000000')).status, 404)
})

test('an empty queue says what to do, and a filter that finds nothing too', async (t) => {
  const here = await desk(t)
  for (const path of ['/claims', '/claims?status=in_review', '/claims?text=nichts']) assert.match(wordsIn(await text(here, path)), /Nothing here\. Take a filter off, or accept suggestions/)
})

test('pages follow each other by their links, in both orders, without repeating or skipping', async (t) => {
  const here = await desk(t)
  const { db, by, salma, clock } = here
  const sentences = Array.from({ length: 120 }, (_, n) => `Phrase numéro ${n} du texte.`)
  importReport(db, by(salma), { ...DRAFT, title: 'long', text: sentences.join(' ') })
  const ids = db.prepare("SELECT id FROM claims WHERE statement LIKE 'Phrase%'").pluck().all() as string[]
  for (const [index, claimId] of ids.entries()) {
    // Several enter the queue at the same moment.
    clock.at = new Date(here.clock.at.getTime() + (index % 7 === 0 ? 1000 : 0))
    accept(db, by(salma), { claimId, version: 1 })
  }
  for (const [start, wanted] of [['/claims', ids.toReversed()], ['/claims?order=oldest&status=queued', ids]] as const) {
    const seen: string[] = []
    let path: string | undefined = start
    for (let pages = 0; path !== undefined; pages++) {
      assert.ok(pages < 5)
      const page: string = await text(here, path)
      seen.push(...rowsIn(page))
      path = tagsIn(page).find(({ attributes }) => attributes.rel === 'next')?.attributes.href
    }
    assert.deepEqual(seen, wanted)
  }
})

test('a checker sees no boxes to assign with, a supervisor does', async (t) => {
  const here = await desk(t)
  const id = here.queued()
  assert.doesNotMatch(await text(here, '/claims'), /type="checkbox"/)
  const page = await (await here.nadias.get('/claims?status=queued')).text()
  assert.match(page, new RegExp(`<input type="checkbox" name="claim" value="${id}" form="assigning"`))
  assert.match(page, /<form id="assigning" action="\/claims\/assignments\?status=queued" method="post"/)
})
