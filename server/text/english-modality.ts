import type { Attribution, Nature } from './reading.ts'
import { holds, holdsNear, patternsOf } from './patterns.ts'
import { listOf, type Word } from './words.ts'

// "could not be verified", "without giving details", "has not responded to a letter": what was not found out, and who did not say.
const NOT_ABLE = listOf("not cannot can't couldn't unable no impossible neither nor never difficult hasn't haven't wasn't didn't")
const VERIFIED = listOf('verify verified confirm confirmed confirmation corroborate corroborated corroboration authenticate authenticated substantiate substantiated verification independently establish ascertain ascertained determine determined')
const NOT_WILLING = listOf("not declined declines refused refuses without didn't hasn't haven't yet nor nobody")
const ANSWERED = listOf('comment comments commented elaborate elaborating elaborated specify specifying specified say saying said disclose disclosing reveal revealing identify identifying name naming explain explaining details detail evidence clear known')
const REPLIED = listOf('respond responded reply replied answer answered return returned')
const ASKED = listOf('request requests comment questions question email emails call calls letter letters message messages inquiries enquiries immediately')
const CAVEATS = patternsOf(`was unclear, is unclear, remains unclear, remained unclear, were unclear, it unclear, had no comment, no comment, able to reach, unable to reach, able to contact, unable to contact, reached for comment, not be reached, available for comment, no immediate, not immediately available, not available for, unavailable for comment, could not be reached, remains unverified, were unverified, was unverified,
  remain unverified, unverified claims, no further details, gave no details, gave no further, gave no evidence, offered no evidence, provided no evidence, provided no details, offered no details, gave no reason, refused to comment, without evidence`)
const PROVENANCE = patternsOf('obtained by, seen by, reviewed by, on the basis of, citing sources, had obtained, information came from, through a network of')
// "based on interviews", "cited bank records"
const RESTS = listOf('based relies rely relied draws drew drawn cited cites cite')
const SOURCES = listOf(`interviews documents document testimony testimonies sources source network volunteers records data images imagery satellite footage accounts witnesses activists informants emails information
  statements evidence photographs photos videos interview files letters transcripts employees officials figures`)
const AIMS = patternsOf(`aims to, aim to, aimed to, aims at, aimed at, intends to, intended to, intend to, seeks to, sought to, seek to, seeking to, in order to, designed to, meant to, the aim of, the goal of, the goal is, the aim is,
  objective is, the purpose of, plans to, plan to, planned to, planning to`)
// "may seek to amend the law"
const MAY_AIM = patternsOf('may seek, might seek, could seek, would seek, will seek, may plan, may aim')
const PREDICTIONS = patternsOf(`will, won't, would, wouldn't, could, may, might, shall, expected to, it expects, it expected, they expect, they expected, he expects, he expected, she expects, she expected, expected the, expects the, expected that, is expected, are expected, was expected, were expected, likely to, unlikely to, is likely, was likely, were likely, probably will, are likely, forecast to, set to, due to begin, due to start, due to open, expect to, expects to, going to, about to, projected to,
  is due, are due, is planned, are planned, scheduled to, poised to, should arrive, should reach, should begin, should open, should be ready, should be completed, hopes to, hope to, hoped to, possible that, probably, perhaps, risks, at risk of`)
const NO_PREDICTIONS = patternsOf(`would have, could have, may have, might have, could not, would not comment, on may, in may, since may, by may, of may, could be seen, could be heard, could see, could hear, more likely to, less likely to, as likely to`)
const OPINIONS = patternsOf(`should, must, ought to, i think, we think, i believe, we believe, in my view, in our view, not believe, not think, the best, the worst thing, the worst kind, the worst i, disgrace, disgraceful, terrible, unacceptable, shameful, outrageous, regrettable, unfortunately,
  sadly, unfair, unjust, unjustified, deserve, deserves, need to, needs to, has to, have to, it is time, hope that, we hope, i hope, catastrophic, tragic, tragedy, crime against, a failure, has failed, wonderful, proud, cowardly, a stain, an insult, a betrayal, a mockery, a farce, a triumph, a slap, a victory for, a blow to, a turning point, a step in the right, a step forward, a milestone, a mistake, too little, too late`)

export function natureOf(words: readonly Word[], by: Attribution | null): Nature {
  const forms = words.filter((word) => !word.mark).map((word) => word.form)
  if (isCaveat(by?.source && forms[0] !== 'without' ? forms.filter((form) => form !== 'without') : forms)) return { kind: 'caveat', modality: 'asserted' }
  if (holds(forms, PROVENANCE) || holdsNear(forms, RESTS, SOURCES, 8)) return { kind: 'provenance', modality: 'asserted' }
  if (by?.stance === 'intends') return { kind: 'prediction', modality: 'intended' }
  if (by?.stance === 'demands') return { kind: 'opinion', modality: 'opinion' }
  if (words.slice(-3).some(({ form }) => form === '?')) return { kind: 'opinion', modality: 'opinion' }
  if (holds(forms, MAY_AIM)) return { kind: 'prediction', modality: 'predicted' }
  if (holds(forms, AIMS)) return { kind: 'factual', modality: 'intended' }
  if (by?.stance === 'expects' && !isPast(forms) && !(WARNS.test(by.cue) && isPresent(forms))) return { kind: 'prediction', modality: 'predicted' }
  if (holds(forms, PREDICTIONS) && !holds(forms, NO_PREDICTIONS)) return { kind: 'prediction', modality: 'predicted' }
  if (holds(forms[0] === 'should' ? forms.slice(1) : forms, OPINIONS) || by?.stance === 'judges') return { kind: 'opinion', modality: 'opinion' }
  return { kind: 'factual', modality: 'asserted' }
}

const WARNS = /^(?:warn|caution)/

// "warned that the dam is old" tells how it is.
function isPresent(forms: readonly string[]): boolean {
  return forms.some((form) => /^(?:is|are|remains?)$/.test(form)) && !forms.some((form) => /^(?:will|would|could|may|might|can|if|unless)$/.test(form)) && !holds(forms, PREDICTIONS)
}

// "warned that the dam had burst" warns of nothing to come.
function isPast(forms: readonly string[]): boolean {
  return forms.some((form) => /^(?:was|were|had|has|have)$/.test(form)) && !forms.some((form) => /^(?:will|would|could|may|might|if)$/.test(form))
}

function isCaveat(forms: readonly string[]): boolean {
  return holds(forms, CAVEATS) || holdsNear(forms, NOT_ABLE, VERIFIED, 5) || holdsNear(forms, NOT_WILLING, ANSWERED, 3)
    || holdsNear(forms, NOT_WILLING, REPLIED, 2) && holdsNear(forms, REPLIED, ASKED, 5)
}
