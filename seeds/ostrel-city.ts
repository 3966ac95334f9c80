import { named, unnamed } from './colleague.ts'
import { daysAfter } from './clock.ts'
import type { Newsroom } from './newsroom.ts'
import { GAZETTE, MINISTRY } from './ostrel-sources.ts'

export function judgeSupplies({ yusuf, clock }: Newsroom, claim: string) {
  yusuf.checksOut(claim)
  yusuf.attributes(claim, [MINISTRY, GAZETTE])
  yusuf.checksAttribution(claim, 'confirmed')
  yusuf.links(claim, {
    stance: 'supports', address: MINISTRY.link, title: 'Statement on the Ostrel fire', publisher: 'Ministry of Water', origin: 'Ministry of Water', quote: 'Some 120,000 residents are affected.',
  })
  yusuf.links(claim, {
    stance: 'contradicts', address: 'https://halvern-utilities.example/outages/ostrel', title: 'Outage map and table', publisher: 'Halvern Utilities', origin: 'Halvern Utilities',
    quote: '31,400 connections without pressure at 18:00, about 84,000 people.', note: 'At the ministry’s own rate of 2.7 people a connection.',
  })
  yusuf.asks(claim, {
    askedOf: 'Ministry of Water', channel: 'email', contact: 'press@water-ministry.example', answerBy: daysAfter(clock.today(), 2),
    question: 'Your statement says that 120,000 residents are affected. Halvern Utilities counted 31,400 connections without pressure. What does your figure count, and does it include the zone that the second reservoir feeds?',
  })
  yusuf.proposes(claim, 'disputed', {
    rationale: 'The operator counted 31,400 connections without pressure, about 84,000 people. The ministry’s 120,000 is the population of the whole supply zone, part of which the second reservoir went on feeding. Both figures come from those who should know, and they are a third apart.',
  })
}

export function judgeChlorine({ salma }: Newsroom, claim: string) {
  salma.checksOut(claim)
  salma.attributes(claim, [named('Regional Water Inspectorate', 'published', 'laboratory bulletin', 'https://rwi.example/bulletins/312'), GAZETTE])
  salma.checksAttribution(claim, 'confirmed')
  salma.links(claim, {
    stance: 'supports', address: 'https://rwi.example/bulletins/312', title: 'Bulletin 312: free chlorine, Marwick Haven', publisher: 'Regional Water Inspectorate', origin: 'Regional Water Inspectorate',
    quote: 'Mean of twelve taps: 0.9 mg/l. Limit: 1.5 mg/l.',
  })
  salma.links(claim, {
    stance: 'supports', address: 'https://hydrolab.lower-tarn.example/marwick', title: 'Tap water samples, week of the fire', publisher: 'University of Lower Tarn', origin: 'University of Lower Tarn',
    quote: '0.8 to 1.0 mg/l in nine samples of our own.',
  })
  salma.proposes(claim, 'verified', {
    rationale: 'The bulletin gives the figure and the limit as the report does, and the university, with samples of its own, comes to 0.8 to 1.0 mg. It is a mean of twelve taps: it says nothing about a single street.',
  })
}

/** After publication one of the two sources corrects itself. */
export function judgeChlorineAgain({ salma, nadia }: Newsroom, claim: string) {
  nadia.corrects(claim, 'The university has corrected its samples. Look at them again.')
  salma.links(claim, {
    stance: 'contradicts', address: 'https://hydrolab.lower-tarn.example/marwick-correction', title: 'Correction to our tap water samples, week of the fire', publisher: 'University of Lower Tarn', origin: 'University of Lower Tarn',
    quote: 'The meter read a third too low. Our nine samples held 1.2 to 1.4 mg/l.',
  })
  salma.proposes(claim, 'disputed', {
    rationale: 'The bulletin gives 0.9 mg as a mean of twelve taps. The university, whose first figures agreed with it, found its meter wrong and now gives 1.2 to 1.4 mg for nine taps. Both are below the limit; which of them is the water that people drank, these two cannot settle.',
  })
}

/** What the report says another paper printed cannot be found there. */
export function judgeSmell({ salma }: Newsroom, claim: string) {
  salma.checksOut(claim)
  salma.attributes(claim, [unnamed('Residents of the Tannery Row district', 'told'), named('Haven Courier', 'reported', 'newspaper'), GAZETTE])
  salma.searches(claim, {
    lookedIn: 'Archive of the Haven Courier, print and online, the week of the fire', lookedFor: 'Tannery Row, tap water, smell, bleach, chlorine', note: 'Four articles about the fire. None quotes anybody in Tannery Row.',
  })
  salma.checksAttribution(claim, 'not_found')
  salma.searches(claim, { lookedIn: 'Complaints register of Halvern Utilities, Tannery Row residents’ group', lookedFor: 'smell, taste, bleach', note: 'No entry between that Sunday and Tuesday.' })
  salma.proposes(claim, 'unverifiable', {
    rationale: 'The article that the report leans on is not in the archive of the paper it names, and no complaint was registered before the fire. People do not always complain, so the absence of entries does not show that there was no smell.',
    settle: 'The article itself, or residents who told somebody on the Sunday or the Monday.',
  })
}

/** A link to another Ostrel. */
export function mistakeShare({ yusuf }: Newsroom, claim: string) {
  const yearbook = yusuf.links(claim, {
    stance: 'contradicts', address: 'https://statistics.example/yearbook/water', title: 'Yearbook, table 9: water by plant', publisher: 'Office of Statistics', origin: 'Office of Statistics', quote: 'Ostrel (Upper): 18 percent',
  })
  yusuf.withdraws(claim, yearbook, 'The table is about Upper Ostrel, a plant of the same name in the hills.')
}

/** Five outlets, one doctor: for all the links there is a single origin, and the gate stays shut. */
export function collectTreated({ yusuf }: Newsroom, claim: string) {
  yusuf.attributes(claim, [unnamed('A doctor in the emergency ward', 'said', 'interview'), named('Corvane news agency', 'reported', 'wire story', WIRE), GAZETTE])
  for (const link of REPEATING_CORVANE) yusuf.links(claim, { stance: 'supports', origin: 'Corvane', quote: '23 people were treated', ...link })
}

/** In hand as the story ends. */
export function beginTreated({ yusuf }: Newsroom, claim: string) {
  yusuf.checksOut(claim)
  yusuf.checksAttribution(claim, 'confirmed')
}

const WIRE = 'https://corvane.example/wire/77120'

const REPEATING_CORVANE = [
  { address: WIRE, title: 'Two dozen treated after fire at water plant', publisher: 'Corvane', note: 'Where the figure comes from.' },
  { address: 'https://evening-tide.example/ostrel-hospital', title: 'Hospital busy after plant fire', publisher: 'Evening Tide', note: 'Word for word the wire story.' },
  { address: 'https://radio-estuary.example/news/23-treated', title: '23 treated, says doctor', publisher: 'Radio Estuary', note: '“According to Corvane”, in the last line.' },
  { address: 'https://northport-daily.example/region/ostrel', title: 'Eyes and throats: 23 patients', publisher: 'Northport Daily', note: 'Credits Corvane under the picture.' },
  { address: 'https://harbour-live.example/blog/ostrel#p14', title: 'Live: the Ostrel fire, entry 14', publisher: 'Harbour Live', note: 'Links to the wire story.' },
] as const
