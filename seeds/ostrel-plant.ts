import { unnamed } from './colleague.ts'
import type { Newsroom } from './newsroom.ts'
import { ERLUND, GAZETTE, MINISTRY } from './ostrel-sources.ts'

const OFFICIALS = unnamed('Three officials at the plant', 'said', 'interviews')
const TENDER = {
  address: 'https://halvern-utilities.example/tenders/OS-3', title: 'Tender OS-3: replacement of the drive of line 3, Ostrel', publisher: 'Halvern Utilities', origin: 'Halvern Utilities',
  quote: 'Line 3 has been isolated since 11 June and is to be returned to service within the contract period.',
} as const

export function judgeLines({ yusuf }: Newsroom, claim: string) {
  yusuf.checksOut(claim)
  yusuf.attributes(claim, [MINISTRY, GAZETTE])
  yusuf.checksAttribution(claim, 'confirmed')
  yusuf.links(claim, {
    stance: 'supports', address: 'https://marwick-fire.example/incidents/ostrel', title: 'Incident summary: Ostrel treatment plant', publisher: 'Marwick Fire Brigade', origin: 'Marwick Fire Brigade',
    quote: 'Fire confined to the hall of lines 1 and 2. Both drives destroyed.',
  })
  yusuf.links(claim, {
    stance: 'supports', address: 'https://rwi.example/notes/ostrel-first-visit', title: 'First visit after the fire', publisher: 'Regional Water Inspectorate', origin: 'Regional Water Inspectorate',
    quote: 'Lines 1 and 2 cannot be restarted. Lines 3 and 4 show no fire damage.',
  })
  yusuf.proposes(claim, 'verified', {
    rationale: 'The fire brigade and the inspectorate each went through the hall and name the same two lines, 1 and 2. Neither relies on the ministry. That line 3 stood still for another reason is a claim of its own.',
  })
}

/** Three people without names, and paper that bears them out. */
export function judgeLine({ yusuf }: Newsroom, claim: string) {
  yusuf.checksOut(claim)
  yusuf.attributes(claim, [OFFICIALS, GAZETTE])
  yusuf.links(claim, { stance: 'supports', ...TENDER })
  yusuf.links(claim, {
    stance: 'supports', address: 'https://waterworkers.example/branch/ostrel/minutes', title: 'Minutes of the Ostrel branch, September', publisher: 'Union of Water Workers', origin: 'Union of Water Workers',
    quote: 'Members of the line 3 shift have now been on standby for three months.',
  })
  yusuf.links(claim, {
    stance: 'contradicts', address: MINISTRY.link, title: 'Statement on the Ostrel fire', publisher: 'Ministry of Water', origin: 'Ministry of Water',
    quote: 'All four lines were available when the fire broke out.', note: '“Available” is not defined.',
  })
  yusuf.proposes(claim, 'verified', {
    rationale: 'The operator’s own tender says that line 3 had been isolated since 11 June, and the union’s minutes speak of its crew on standby for three months. The ministry’s denial brings no record, and its word “available” may cover a line that could have been repaired.',
  })
}

export function judgeDenial({ yusuf }: Newsroom, claim: string) {
  yusuf.checksOut(claim)
  yusuf.attributes(claim, [{ ...MINISTRY, verb: 'denied' }, GAZETTE])
  yusuf.checksAttribution(claim, 'misquoted')
  yusuf.links(claim, { stance: 'contradicts', ...TENDER })
  yusuf.proposes(claim, 'disputed', {
    rationale: 'The operator’s tender shows line 3 isolated from June on. The attribution needs care as well: the statement says that all lines “were available”, which the report turned into a denial that any had been out of service.',
  })
}

export function judgeEscaped({ salma }: Newsroom, claim: string) {
  salma.checksOut(claim)
  salma.attributes(claim, [ERLUND, GAZETTE])
  salma.checksAttribution(claim, 'confirmed')
  salma.links(claim, {
    stance: 'contradicts', address: 'https://air-watch.example/stations/marwick-east', title: 'Marwick East station, hourly values', publisher: 'Air Watch', origin: 'Air Watch',
    quote: 'Chlorine 0.31 ppm at 14:00, below detection on every other hour of the week.', note: 'The station stands 400 metres downwind of the store.',
  })
  salma.links(claim, {
    stance: 'context', address: 'https://notes.claimdesk.example/ostrel/wind', title: 'Wind at the port on Tuesday afternoon', publisher: 'The desk', origin: 'The desk', visibility: 'internal',
    note: 'From the store towards the station between 13:00 and 15:00, from the harbour log.',
  })
  salma.proposes(claim, 'disputed', {
    rationale: 'A public measuring station downwind of the store recorded chlorine for one hour of the fire and at no other time that week. The amount is small. “At any moment” leaves no room even for a small one.',
  })
}

/** A figure that only one office could confirm, and does not. */
export function judgeMoved({ yusuf }: Newsroom, claim: string) {
  yusuf.checksOut(claim)
  yusuf.attributes(claim, [MINISTRY, GAZETTE])
  yusuf.checksAttribution(claim, 'confirmed')
  yusuf.searches(claim, {
    lookedIn: 'Register of hazardous transports, harbour log, fire brigade summary, photographs of the plant from that day',
    lookedFor: 'chlorine, drum, tanker, Ostrel, 17 t, escort', note: 'No transport is registered for the day; small moves within a site need no entry.',
  })
  yusuf.proposes(claim, 'unverifiable', {
    rationale: 'The statement does contain the figure. No record of a transport, no photograph and no second witness speaks of it, and a move within the site would have left none of these. What exists cannot settle it.',
    settle: 'The plant’s stock book for that week, or the name of the site to which the chlorine was taken.',
  })
}

/** Left open on the desk: the time with it runs out. */
export function beginAlarm({ salma }: Newsroom, claim: string) {
  salma.checksOut(claim)
  salma.attributes(claim, [OFFICIALS, GAZETTE])
  salma.links(claim, {
    stance: 'supports', address: 'https://notes.claimdesk.example/sealed/operator', title: 'Conversation with somebody on shift', origin: 'Witness', visibility: 'sealed', quote: 'Once at a quarter to two, once after they opened the doors.',
  })
}
