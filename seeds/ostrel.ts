import { readFileSync } from 'node:fs'
import { daysBefore, lastWeekday } from './clock.ts'
import type { Newsroom } from './newsroom.ts'
import * as city from './ostrel-city.ts'
import * as plant from './ostrel-plant.ts'
import { REPORT } from './ostrel-sources.ts'

const WEDNESDAY = 3

/** A ministry, an agency and three people who would not give their names. English; most of what is said can be settled on paper. */
export function* ostrel(newsroom: Newsroom) {
  const { yusuf, salma, nadia, reader, clock } = newsroom
  const wednesday = lastWeekday(WEDNESDAY, clock.today())
  const report = yusuf.imports({
    title: 'Fire at Ostrel plant leaves port city short of water', publisher: 'Saltmarsh Gazette', author: 'City desk', sourceAddress: REPORT,
    publishedOn: wednesday, language: 'en', text: readFileSync(new URL('reports/ostrel-water-plant.txt', import.meta.url), 'utf8'), fileName: null,
  })
  const claims = triage(newsroom, report, daysBefore(wednesday, 1))
  nadia.assigns([claims.supplies, claims.lines, claims.treated], yusuf)
  nadia.assigns([claims.smell, claims.chlorine], salma)
  yield

  plant.judgeLines(newsroom, claims.lines)
  city.judgeSupplies(newsroom, claims.supplies)
  city.judgeChlorine(newsroom, claims.chlorine)
  yield

  yusuf.hears(claims.supplies, 'Our figure is the number of people registered in the supply zone. Whether water came out of a particular tap on Tuesday evening is a question for the operator.', 'en')
  for (const claim of [claims.lines, claims.supplies, claims.chlorine]) nadia.signsOff(claim)
  nadia.publishes(claims.chlorine)
  nadia.publishes(claims.supplies)
  nadia.publishesReport(report)
  plant.judgeLine(newsroom, claims.line)
  city.judgeSmell(newsroom, claims.smell)
  city.mistakeShare(newsroom, claims.share)
  yield

  nadia.signsOff(claims.line)
  nadia.unpublishes(claims.supplies, 'The operator is counting its connections anew, and its first count is half of what this verdict rests on. It comes back when both figures stand.')
  const letter = reader.writes(claims.chlorine, 'en', {
    message: 'The university has put a correction of its samples online. Your verdict still cites the old figures.', seenAt: 'https://hydrolab.lower-tarn.example/marwick-correction', contact: 'a.reader@mail.example',
  })
  city.judgeChlorineAgain(newsroom, claims.chlorine)
  plant.judgeDenial(newsroom, claims.denial)
  salma.relates(claims.denial, 'contradicts', claims.line, 'Either a line was out of service before the fire or none was.')
  plant.judgeEscaped(newsroom, claims.escaped)
  plant.judgeMoved(newsroom, claims.moved)
  plant.beginAlarm(newsroom, claims.alarm)
  city.collectTreated(newsroom, claims.treated)
  yield

  nadia.signsOff(claims.escaped)
  nadia.signsOff(claims.chlorine)
  nadia.publishes(claims.chlorine, 'The University of Lower Tarn, on whose samples our verdict rested, has corrected them: its meter had read too low. The bulletin says what the report says it does, but two laboratories no longer agree on the figure.')
  nadia.publishesReport(report, 'Two more claims have been checked since this report was published.')
  nadia.answers(letter, 'corrected', 'You were right, and thank you. The university’s new figures are in version 2, which calls the claim disputed; what we said before stays readable.')
  nadia.signsOffReport(report, 'The councillor’s words and the cause of the fire are for the next edition; what this one rests on is read.')
  yield

  city.beginTreated(newsroom, claims.treated)
}

/** The last two passages are left for somebody else. */
function triage({ yusuf }: Newsroom, report: string, tuesday: string) {
  const atThePlant = { place: 'Ostrel water treatment plant', happenedOn: tuesday, dateBasis: '“Tuesday” in the report, which was published the day after' }

  const supplies = yusuf.takes(report, 'cut supplies to about 120,000 people', {
    ...atThePlant, statement: 'The fire at the Ostrel water treatment plant cut water supplies to about 120,000 people in Marwick Haven.', place: 'Marwick Haven',
  })
  const lines = yusuf.takes(report, 'two of the plant\'s four pumping lines were damaged', { ...atThePlant, statement: 'The fire damaged two of the four pumping lines of the Ostrel plant.' })
  const moved = yusuf.takes(report, '17 tonnes of chlorine were moved to a safe site', {
    ...atThePlant, statement: '17 tonnes of chlorine were moved from the Ostrel plant to a safe site before the flames reached the store.',
  })
  yusuf.dismisses(report, 'before the flames reached the store', 'Part of the claim before it: it says when the chlorine was moved.')
  const escaped = yusuf.takes(report, 'No chlorine escaped at any moment', { ...atThePlant, statement: 'No chlorine escaped from the Ostrel plant during the fire.' })
  yusuf.dismisses(report, 'who visited the plant on Wednesday morning', 'A circumstance of the quotation. Nobody disputes it, and nothing rests on it.')
  const alarm = yusuf.takes(report, 'the gas alarm had sounded twice', { ...atThePlant, statement: 'The gas alarm of the Ostrel plant sounded twice during the fire.' })
  const line = yusuf.takes(report, 'one line had been out of service since June', { statement: 'One pumping line of the Ostrel plant had been out of service since June.', place: 'Ostrel water treatment plant' })
  const denial = yusuf.takes(report, 'any line had been out of service before the fire', {
    statement: 'No pumping line of the Ostrel plant was out of service before the fire.', place: 'Ostrel water treatment plant',
  })
  const treated = yusuf.takes(report, '23 people were treated for irritated eyes and throats', {
    ...atThePlant, place: 'Saint Ottoline Hospital', statement: 'Saint Ottoline Hospital treated 23 people for irritated eyes and throats after the fire.',
  })
  yusuf.applies(report, 'Corvane said it could not independently verify', [treated, alarm])
  // Corvane speaks of its patients only.
  yusuf.applies(report, 'Corvane said it could not independently verify', [treated])
  const smell = yusuf.takes(report, 'tap water had smelled of bleach since Sunday', {
    statement: 'Tap water in the Tannery Row district smelled of bleach from the Sunday before the fire.', place: 'Tannery Row', happenedOn: daysBefore(tuesday, 2), dateBasis: '“Sunday, two days before the fire”',
  })
  yusuf.dismissesAll(report, 'rumours spread by people')
  yusuf.marks(report, 'rumours spread by people', 'opinion')
  const chlorine = yusuf.takes(report, 'showed 0.9 mg of free chlorine per litre', {
    statement: 'The Regional Water Inspectorate measured 0.9 mg of free chlorine per litre, below the national limit of 1.5 mg.', place: 'Marwick Haven',
  })
  const share = yusuf.takes(report, 'The plant supplies 60 percent of the city\'s water', { statement: 'The Ostrel plant supplies 60 percent of the water of Marwick Haven.' })
  yusuf.makes(report, 'was last inspected 14 months ago', { statement: 'The Ostrel plant was last inspected 14 months before the fire.' })
  yusuf.dismissesAll(report, 'Supplies will be fully restored')
  yusuf.marks(report, 'Supplies will be fully restored', 'prediction')

  reshape(yusuf, report, { treated, smell })

  return { supplies, lines, moved, escaped, alarm, line, denial, treated, smell, chlorine, share }
}

/** What was marked too long, twice, or as one where it is two. */
function reshape(yusuf: Newsroom['yusuf'], report: string, { treated, smell }: { treated: string; smell: string }) {
  const hospital = yusuf.makes(report, 'irritated eyes and throats at Saint Ottoline Hospital, citing a doctor')
  for (const _word of ['citing', 'a', 'doctor']) yusuf.movesEdge(hospital, 'end_earlier')
  yusuf.merges(hospital, treated, 'repetition')

  const water = yusuf.makes(report, 'smelled of bleach since Sunday, two days before the fire')
  const days = yusuf.splits(water, 'two days before')
  yusuf.merges(water, smell, 'repetition')
  yusuf.merges(days, smell, 'repetition')
  yusuf.restores(days)
  yusuf.dismisses(report, 'two days before the fire', 'It says only when, and the claim has its date already.')
}
