import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assign } from '../claims/check-out.ts'
import { desk, type Desk } from '../claims/testing.ts'
import type { Person } from '../people/person.ts'
import { signOff } from '../verdicts/sign-off.ts'
import { wordsIn } from '../web/testing-page.ts'
import { loads, oldestWaiting, signedAlone, signedDays, waitingClaims } from './overview.ts'

const DAY = 86_400_000
const later = (here: Desk, days: number) => { here.clock.at = new Date(here.clock.at.getTime() + days * DAY) }
const give = (here: Desk, claimId: string, person: Person) => assign(here.db, here.by(here.nadia), [claimId], person.id)

test('each stage says how many wait there, how many of these are nobody’s, and which was accepted first', async (t) => {
  const here = await desk(t)
  const first = here.queued()
  later(here, 1)
  const second = here.queued()
  give(here, second, here.yusuf)
  const reviewed = here.inReview()
  later(here, 1)
  const worked = here.inProgress()
  here.published()
  const signed = here.signedOff()

  assert.deepEqual(waitingClaims(here.db).map(({ stage, claims, nobodys, oldest }) => [stage, claims, nobodys, oldest?.id]), [
    ['queued', 2, 1, first], ['in_progress', 1, 0, worked], ['in_review', 1, 0, reviewed], ['signed_off', 1, 0, signed],
  ])
  assert.deepEqual(oldestWaiting(here.db, 2).map(({ id }) => id), [first, second])
  assert.deepEqual(oldestWaiting(here.db, 9).map(({ status }) => status).sort(), ['in_progress', 'in_review', 'queued', 'queued'])
})

test('a desk on which nothing waits says so', async (t) => {
  const here = await desk(t)
  assert.deepEqual(waitingClaims(here.db).map(({ claims, oldest }) => [claims, oldest]), Array(4).fill([0, null]))
  const page = wordsIn(await (await here.nadias.get('/desk')).text())
  for (const sentence of ['Nothing is assigned to anybody.', 'Nothing waits for anybody.', 'None in four weeks.']) assert.ok(page.includes(sentence), sentence)
})

test('what lies with somebody is what they have yet to work on, the longest list first', async (t) => {
  const here = await desk(t)
  give(here, here.queued(), here.yusuf)
  here.inProgress(here.yusuf)
  here.inReview(here.salma)
  here.signedOff()
  assert.deepEqual(loads(here.db).map(({ name, stages, all }) => [name, stages.map(({ claims }) => claims), all]), [['Yusuf', [1, 1, 0], 2], ['Salma', [0, 0, 1], 1]])
})

test('sign-offs are counted on their day, by verdict, and those without a second person besides', async (t) => {
  const here = await desk(t)
  later(here, -3)
  here.signedOff()
  later(here, 2)
  here.signedOff()
  here.signedOff()
  const alone = here.inReview(here.nadia)
  signOff(here.db, here.by(here.nadia), { ...here.at(alone), bypassReason: 'Nobody else was awake.' })
  later(here, 1)
  here.correctedOnce()

  const days = signedDays(here.db, '2026-03-04', 4)
  assert.deepEqual(days.map(({ day, signed, all, alone }) => [day, signed.map(({ claims }) => claims).join(' '), all, alone]), [
    ['2026-03-01', '1 0 0', 1, 0], ['2026-03-02', '0 0 0', 0, 0], ['2026-03-03', '3 0 0', 3, 1], ['2026-03-04', '1 1 0', 2, 0],
  ])
  assert.deepEqual(signedDays(here.db, '2026-03-03', 1).map(({ all }) => all), [3])
  assert.deepEqual(signedAlone(here.db, '2026-03-01', 9).map(({ claimId, person, reason }) => [claimId, person, reason]), [[alone, 'Nadia', 'Nobody else was awake.']])
  assert.deepEqual(signedAlone(here.db, '2026-03-04', 9), [])

  const page = wordsIn(await (await here.nadias.get('/desk')).text())
  for (const words of ['Verified 5', 'Disputed 1', 'Signed off without a second person 1', 'Nobody else was awake.']) assert.ok(page.includes(words), words)
})
