import assert from 'node:assert/strict'
import { test } from 'node:test'
import { evidenceOf } from '../evidence/evidence.ts'
import { eventsAfter } from '../people/testing.ts'
import { findReport } from '../reports/reports.ts'
import { written } from '../text/pieces.ts'
import { hashOfContent, standingSignOff } from '../verdicts/sign-off.ts'
import { verificationReport } from '../export/document.ts'
import { key, tracesIn } from '../web/testing.ts'
import { formIn, hasForm, wordsIn } from '../web/testing-page.ts'
import { claimsOfReport } from './claims.ts'
import { hopsOf } from './attribution.ts'
import { importReport } from './suggestions.ts'
import { desk, DRAFT, refuse, sendTwice } from './testing.ts'

const words = (claim: Parameters<typeof written>[0]) => written(claim)

test('an edge moves by a word, and the wording follows only where it was the report’s own words', async (t) => {
  const here = await desk(t)
  const { salmas, claim, queued } = here
  const id = queued('compte 73 blessés')
  const steps = [
    ['start_earlier', 'mairie compte 73 blessés'], ['start_later', 'compte 73 blessés'], ['start_later', '73 blessés'], ['end_earlier', '73'],
    ['end_later', '73 blessés'], ['end_later', '73 blessés. Le'], ['end_later', '73 blessés. Le pont'],
  ] as const
  for (const [move, expected] of steps) {
    const [before, seen] = [claim(id), tracesIn(here.db)]
    const answer = await salmas.post(`/claims/${id}/edges`, { version: String(before.version), move })
    assert.deepEqual([answer.status, words(claim(id)), claim(id).statement], [303, expected, expected])
    const [event] = eventsAfter(here.db, seen)
    const told = ({ start, end, quote, statement }: typeof before) => ({ start, end, quote, statement })
    assert.deepEqual([event!.action, event!.before, event!.after], ['claim.edges_moved', told(before), { ...told(claim(id)), version: before.version + 1 }])
  }

  await salmas.post(`/claims/${id}/wording`, { version: String(claim(id).version), statement: 'Fermé', modality: 'asserted' })
  await sendTwice(here, salmas, `/claims/${id}/edges`, { version: String(claim(id).version), move: 'end_earlier' }, `/claims/${id}`)
  assert.deepEqual([words(claim(id)), claim(id).statement], ['73 blessés. Le', 'Fermé'])
  assert.equal(here.report.text.slice(claim(id).start - claim(id).prefix.length, claim(id).end), claim(id).prefix + claim(id).quote)
})

test('an edge moves no further than there are words, and what was typed comes back', async (t) => {
  const here = await desk(t)
  const { salmas, queued, claim, report } = here
  const [first, one, last] = [queued('Le pont'), queued('73'), queued('rouvrira')]
  for (const [id, move] of [[first, 'start_earlier'], [one, 'start_later'], [one, 'end_earlier'], [last, 'end_later']] as const) {
    assert.match(wordsIn(await refuse(here, salmas, `/claims/${id}/edges`, { version: '1', move }, 422)), /There is no further word on that side/)
  }
  for (const [quote, problem] of [['74 blessés', 'These words do not stand'], ['est', 'These words stand in several places'], ['pont … fermé', 'These pieces can be found in more than one way'], [' ', 'Fill this in.']] as const) {
    const form = quotesIn(await refuse(here, salmas, `/claims/${last}/edges`, { version: '1', quote }, 422))
    assert.deepEqual([form.value, form.problem?.startsWith(problem)], [quote, true], form.problem)
  }
  await refuse(here, salmas, `/claims/${last}/edges`, { version: '1' }, 422)
  await refuse(here, salmas, `/claims/${last}/edges`, { version: '1', move: 'sideways' }, 422)
  await refuse(here, salmas, `/claims/${last}/edges`, { version: '2', move: 'start_earlier' }, 409)

  // Words that stand in several places are those where the claim is.
  const second = queued('Le pont est fermé depuis')
  await salmas.post(`/claims/${second}/edges`, { version: '1', quote: 'Le pont' })
  assert.deepEqual([claim(second).start, words(claim(second))], [report.text.lastIndexOf('Le pont'), 'Le pont'])
  await salmas.post(`/claims/${second}/edges`, { version: '2', quote: 'Le pont … depuis lundi' })
  assert.deepEqual([words(claim(second)), claim(second).statement], ['Le pont … depuis lundi', 'Le pont depuis lundi'])
  await salmas.post(`/claims/${second}/edges`, { version: '3', move: 'end_earlier' })
  await salmas.post(`/claims/${second}/edges`, { version: '4', move: 'end_earlier' })
  assert.deepEqual([words(claim(second)), claim(second).pieces.length], ['Le pont', 1], 'a piece that has no word left is gone')
})

const quotesIn = (page: string) => {
  const [, value = '', problem] = /id="edges-quote"[^>]*>\n?([^<]*)<\/textarea>[\s\S]*?(?:id="edges-quote-problem">([^<]*)<|<\/form>)/.exec(page) ?? []
  return { value, problem }
}

test('other edges void a sign-off, and whoever moved them does not sign', async (t) => {
  const { db, nadias, claim, signedOff } = await desk(t)
  const id = signedOff()
  assert.ok(standingSignOff(db, claim(id)))
  await nadias.post(`/claims/${id}/edges`, { version: String(claim(id).version), quote: '73 blessés' })
  assert.equal(claim(id).status, 'signed_off', 'the same words are no change')
  await nadias.post(`/claims/${id}/edges`, { version: String(claim(id).version), quote: 'compte … blessés' })
  assert.deepEqual([claim(id).status, standingSignOff(db, claim(id))], ['in_review', undefined])
  assert.match(wordsIn(await (await nadias.get(`/claims/${id}`)).text()), /You proposed this verdict, or changed what it rests on/)
})

test('what is signed off are the pieces, not only the stretch that holds them', async (t) => {
  const { db, salmas, claim, queued, report } = await desk(t)
  const [whole, torn] = [queued('compte 73 blessés'), queued('compte 73 blessés')].map(claim)
  await salmas.post(`/claims/${torn!.id}/edges`, { version: '1', quote: 'compte … blessés' })
  const hashed = (id: string) => hashOfContent({
    claim: { ...claim(id), id: whole!.id, statement: '' }, sha256: report.sha256, hops: [], evidence: [], caveats: [], statements: [], requests: [],
    judgement: { id: '', claimId: '', verdict: 'verified', rationale: '', settle: '', authorId: '', author: '', at: '' },
  })
  assert.equal(claim(torn!.id).quote, claim(whole!.id).quote)
  assert.notEqual(hashed(torn!.id), hashed(whole!.id))
  const stored = db.prepare('SELECT pieces FROM claims WHERE id = ?').pluck()
  assert.deepEqual([whole, torn].map((one) => stored.get(one!.id)), [null, JSON.stringify(claim(torn!.id).pieces.map(({ start, end }) => [start, end]))])
})

const BEFORE_THE_SECOND = DRAFT.text.lastIndexOf('Le pont')

test('a claim comes apart before a word: the first half keeps what it had, the second begins anew, and each knows the other', async (t) => {
  const here = await desk(t)
  const { db, salmas, nadias, report, claim, yusuf } = here
  const id = here.queued('La mairie compte 73 blessés. Le pont')
  await salmas.post(`/claims/${id}/attribution`, { version: '1', 'actor-1': 'Mairie', 'named-1': 'on' })
  await nadias.post(`/claims/${id}/assignment`, { assignee: yusuf.id })
  here.attach(id)
  const seen = tracesIn(db)
  const version = claim(id).version
  for (const time of ['once', 'again']) {
    const answer = await salmas.post(`/claims/${id}/split`, { version: String(version), before: String(BEFORE_THE_SECOND), once: 'this-form' })
    assert.deepEqual([answer.status, answer.headers.get('location')], [303, `/claims/${id}`], time)
  }

  const halves = claimsOfReport(db, report.id).filter((one) => one.id === id || one.splitFrom === id)
  assert.deepEqual(halves.map(({ quote, statement, status, assignee, claimant }) => ({ quote, statement, status, assignee, claimant })), [
    { quote: 'La mairie compte 73 blessés.', statement: 'La mairie compte 73 blessés.', status: 'queued', assignee: 'Yusuf', claimant: 'Mairie' },
    { quote: 'Le pont', statement: 'Le pont', status: 'queued', assignee: 'Yusuf', claimant: 'Mairie' },
  ])
  const [first, second] = halves as [typeof halves[0], typeof halves[0]]
  assert.deepEqual([hopsOf(db, second!.id), evidenceOf(db, first!.id).length, evidenceOf(db, second!.id).length], [hopsOf(db, id), 1, 0])
  const events = eventsAfter(db, seen)
  assert.deepEqual(events.map(({ action, claim, batch }) => [action, claim, batch]), [['claim.split', id, seen + 1], ['claim.split_off', second!.id, seen + 1]])

  const [one, other] = await Promise.all(halves.map(async (half) => wordsIn(await (await salmas.get(`/claims/${half.id}`)).text())))
  assert.match(one!, new RegExp(`Claim ${second!.number} was split off`))
  assert.match(other!, new RegExp(`Split from claim ${first!.number}`))
})

test('a claim comes apart into two quotes, of several pieces if need be; a suggestion into two suggestions', async (t) => {
  const here = await desk(t)
  const { db, salmas, report, claim, suggested } = here
  const id = suggested(3)
  await salmas.post(`/claims/${id}/split`, { version: '1', first: 'Le pont … fermé', second: 'Le pont … depuis\r\nlundi' }).then(({ status }) => assert.equal(status, 422))
  await salmas.post(`/claims/${id}/split`, { version: '1', first: 'Le pont … fermé', second: 'Le pont … depuis lundi' })
  const halves = claimsOfReport(db, report.id).filter((one) => one.id === id || one.splitFrom === id)
  assert.deepEqual(halves.map((one) => [words(one), one.statement, one.status, one.rules]), [
    ['Le pont … fermé', claim(id).statement, 'suggested', report.rules], ['Le pont … depuis lundi', 'Le pont depuis lundi', 'suggested', report.rules],
  ])
  assert.ok(halves.every(({ start }) => start === BEFORE_THE_SECOND))
})

test('what does not come apart stays whole', async (t) => {
  const here = await desk(t)
  const { salmas, queued, claim } = here
  const id = queued('La mairie compte 73 blessés')
  const { start } = claim(id)
  for (const [sent, status, sentence] of [
    [{}, 422, 'Choose one of these.'], [{ before: String(start) }, 422, 'That would leave one of the two without words.'], [{ before: String(start + 1) }, 422, 'That would leave one of the two'],
    [{ before: '999999' }, 422, 'That would leave one'], [{ before: 'x' }, 422, 'Fill this in.'], [{ first: 'La mairie' }, 422, 'Fill this in.'], [{ second: 'La mairie' }, 422, 'Fill this in.'],
    [{ first: 'La mairie', second: 'nulle part' }, 422, 'These words do not stand in the report.'],
    [{ before: String(start + 3), version: '7' }, 409, 'Somebody changed this while you were writing.'],
  ] as const) {
    assert.ok(wordsIn(await refuse(here, salmas, `/claims/${id}/split`, { version: '1', ...sent }, status)).includes(sentence), JSON.stringify(sent))
  }
  await refuse(here, salmas, `/claims/${here.dismissed()}/split`, { version: '2', before: '3' }, 409)
})

test('a repetition is merged into the claim that says it first: its place and its evidence count for that one, until it is restored', async (t) => {
  const here = await desk(t)
  const { db, salmas, report, claim, queued, attach } = here
  const [kept, other] = [queued('Le pont est fermé'), queued('Le pont est fermé depuis')]
  attach(other)
  here.search(other)
  const seen = tracesIn(db)
  await salmas.post(`/claims/${other}/merging`, { version: String(claim(other).version), into: kept, as: 'repetition' })
  assert.deepEqual([claim(other).status, claim(other).mergedInto, claim(other).queuedAt], ['dismissed', kept, null])
  assert.deepEqual(eventsAfter(db, seen).map(({ action, claim }) => [action, claim]), [['claim.merged', other], ['claim.took_in', kept]])
  assert.deepEqual([evidenceOf(db, kept).length, evidenceOf(db, kept).every(({ claimId }) => claimId === other)], [2, true])

  const page = await (await salmas.get(`/claims/${kept}`)).text()
  assert.match(wordsIn(page), new RegExp(`Said again \\( Claim ${claim(other).number} \\)`))
  assert.match(wordsIn(page), new RegExp(`from claim ${claim(other).number}`))
  const [link] = evidenceOf(db, kept)
  assert.equal((await salmas.post(`/claims/${kept}/evidence/${link!.id}/withdrawal`, { version: String(claim(kept).version), reason: 'A copy.' })).status, 303)

  const source = await (await salmas.get(`/reports/${report.id}`)).text()
  assert.deepEqual(marksOf(source, kept), ['Le pont est fermé', 'Le pont est fermé depuis'])
  assert.deepEqual(marksOf(source, other), [])
  assert.match(source, new RegExp(`passage--claims" id="passage-3"`), 'its passage is dealt with')

  await salmas.post(`/claims/${other}/restoration`, { version: String(claim(other).version) })
  assert.deepEqual([claim(other).status, claim(other).mergedInto, evidenceOf(db, kept).length, evidenceOf(db, other).length], ['suggested', null, 0, 2])
  assert.deepEqual(eventsAfter(db, seen).slice(-2).map(({ action, claim }) => [action, claim]), [['claim.restored', other], ['claim.gave_back', kept]])
})

const marksOf = (page: string, id: string) => Array.from(page.matchAll(new RegExp(`<mark [^>]*data-claims="[^"]*${id}[^"]*"[^>]*>([^<]*)</mark>`, 'g')), ([, words]) => words)

test('a part is merged with its words, and what was merged into it comes along', async (t) => {
  const here = await desk(t)
  const { db, salmas, claim, queued } = here
  const [kept, part, again] = [here.signedOff(), queued('La mairie'), queued('Le pont')]
  here.attach(again)
  const merge = (id: string, into: string, as: string) => salmas.post(`/claims/${id}/merging`, { version: String(claim(id).version), into, as })
  await merge(again, part, 'repetition')
  await merge(part, kept, 'part')
  assert.deepEqual([words(claim(kept)), claim(kept).statement, claim(kept).status], ['La mairie … 73 blessés', 'La mairie 73 blessés', 'in_review'])
  assert.equal(evidenceOf(db, kept).some(({ claimId }) => claimId === again), true)
  assert.equal(standingSignOff(db, claim(kept)), undefined)

  await salmas.post(`/claims/${part}/restoration`, { version: String(claim(part).version) })
  assert.deepEqual([words(claim(kept)), evidenceOf(db, part).length], ['La mairie … 73 blessés', 1])
})

test('a claim that was judged is not merged, nor one with itself, with a dismissed one, or with one of another report', async (t) => {
  const here = await desk(t)
  const { db, by, salma, salmas, claim, queued } = here
  const other = claimsOfReport(db, importReport(db, by(salma), { ...DRAFT, title: 'Autre', text: 'Un autre pont.' }))[0]!
  const [mine, judged, signed, dismissed] = [queued(), here.inReview(), here.signedOff(), here.dismissed()]
  for (const [id, into, status, sentence] of [
    [judged, mine, 409, 'It cannot be merged now: its status is “In review”.'], [signed, mine, 409, 'It cannot be merged now'],
    [mine, dismissed, 409, 'It cannot be merged into now'], [mine, mine, 409, 'Only two different claims of one report'], [mine, other.id, 409, 'Only two different claims of one report'],
    [mine, '', 422, 'Choose one of these.'],
  ] as const) {
    assert.ok(wordsIn(await refuse(here, salmas, `/claims/${id}/merging`, { version: String(claim(id).version), into, as: 'repetition' }, status)).includes(sentence), sentence)
  }
  await refuse(here, salmas, `/claims/${mine}/merging`, { version: '1', into: judged, as: 'both' }, 422)
  await refuse(here, salmas, `/claims/${mine}/merging`, { version: '1', into: '0000000000', as: 'part' }, 404)
})

test('a suggestion that repeats an earlier claim says so beside the source, and one button merges it', async (t) => {
  const { db, by, salma, salmas, claim } = await desk(t)
  const report = findReport(db, importReport(db, by(salma), { ...DRAFT, title: 'Deux fois', text: 'Le pont du port est fermé. La mairie se tait. Le pont du port est fermé.' }))
  const [first, , again] = claimsOfReport(db, report.id) as [{ id: string; number: number }, unknown, { id: string }]
  const page = await (await salmas.get(`/reports/${report.id}`)).text()
  assert.match(wordsIn(page), new RegExp(`Repeats claim ${first.number}`))
  assert.equal(page.match(/Repeats claim/g)!.length, 1)
  const form = formIn(page, `/claims/${again.id}/merging`)
  const sent = Object.fromEntries(Object.entries(form).map(([name, field]) => [name, field!.value ?? '']))
  const answer = await salmas.post(`/claims/${again.id}/merging`, sent)
  assert.deepEqual([answer.status, answer.headers.get('location'), claim(again.id).mergedInto], [303, `/reports/${report.id}#claim-${again.id}`, first.id])
  const after = await (await salmas.get(`/reports/${report.id}`)).text()
  assert.equal(hasForm(after, `/claims/${again.id}/merging`), false)
  assert.match(wordsIn(after), new RegExp(`Merged into claim ${first.number}`))
})

test('an export marks the pieces only, and says where else a claim is said', async (t) => {
  const { db, salmas, report, claim, queued } = await desk(t)
  const [kept, other] = [queued('Le pont est fermé'), queued('Le pont est fermé depuis lundi')]
  await salmas.post(`/claims/${kept}/edges`, { version: '1', quote: 'Le pont … fermé' })
  await salmas.post(`/claims/${other}/merging`, { version: '1', into: kept, as: 'repetition' })
  const { claims: [exported], source } = verificationReport(db, report.id, key)
  const spanIn = ({ start, end, exact }: { start: number; end: number; exact: string }) => [source.text.slice(start, end) === exact, exact]
  assert.deepEqual(exported!.quote.pieces.map(spanIn), [[true, 'Le pont'], [true, 'fermé']])
  assert.deepEqual(exported!.alsoSaid.map((place) => [place.number, ...spanIn(place)]), [[claim(other).number, true, 'Le pont est fermé depuis lundi']])
  assert.deepEqual(source.passages.map(({ state, claims }) => [state, claims]), [['claims', [kept]], ['untriaged', []], ['claims', [kept]], ['untriaged', []]])

  const page = await (await salmas.get(`/reports/${report.id}/export.html`)).text()
  const text = /<section class="annotated"[\s\S]*?<\/section>/.exec(page)![0]
  assert.deepEqual(Array.from(text.matchAll(/<mark[^>]*>([^<]*)</g), ([, words]) => words), ['Le pont', 'fermé', 'Le pont est fermé depuis lundi'])
  assert.match(page, /<blockquote[^>]*><mark class="open">Le pont<\/mark> est <mark class="open">fermé<\/mark>\. La mairie/)
  assert.match(await (await salmas.get(`/reports/${report.id}/export.csv`)).text(), /Le pont … fermé/)
})

test('evidence of a claim that was merged speaks for the other also when its own words are gone from a later version', async (t) => {
  const here = await desk(t)
  const { db, salmas, claim, queued } = here
  const [kept, other] = [here.inProgress(), queued('Demain')]
  for (const origin of ['Agence A', 'Agence B']) here.attach(other, { origin })
  await salmas.post(`/claims/${other}/merging`, { version: String(claim(other).version), into: kept, as: 'repetition' })
  here.signedOff((here.propose(kept), kept))

  const next = here.revised({ '\nDemain, il rouvrira.': '' })
  assert.deepEqual([claim(kept).reportId, claim(other).reportId], [next.id, here.report.id])
  const [exported] = verificationReport(db, next.id, key).claims.filter(({ id }) => id === kept)
  assert.deepEqual([exported!.evidence.supports.length, exported!.approval.state], [2, 'standing'])
  assert.equal(standingSignOff(db, claim(kept))?.contentHash, exported!.approval.signature?.contentHash)
})
