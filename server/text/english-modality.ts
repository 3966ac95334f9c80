import type { Attribution, Nature } from './reading.ts'
import { holds, patternsOf } from './patterns.ts'
import type { Word } from './words.ts'

const CAVEATS = patternsOf(`could not be independently, could not be immediately, could not be confirmed, could not be verified, could not independently, could not immediately, not possible to, not been independently, not been verified, not been confirmed, not been possible, not independently verified, unable to verify, unable to confirm, unable to independently, not able to verify,
  no independent confirmation, no immediate comment, no immediate confirmation, no comment from, did not respond, did not reply, did not answer, be independently verified, be independently confirmed, did not immediately, declined to comment, declined to give, declined to say, did not comment,
  without giving details, without providing details, without providing evidence, without giving evidence, without elaborating, without giving further, without offering, without saying, without specifying, without indicating, without naming, without explaining, was unclear, is unclear, remains unclear, remained unclear, not clear, did not elaborate,
  did not specify, did not give details, did not give further, did not provide, did not say, not immediately clear, not immediately available, could not be reached, has not said, have not said, not commented, yet to comment, had no comment, no further details, remains unverified, were unverified, cannot be verified,
  cannot independently, cannot verify, cannot confirm, not be verified, not be independently`)
const PROVENANCE = patternsOf(`based on interviews, based on satellite, based on documents, based on testimony, based on testimonies, based on sources, based on information, based on its, based on their, based his, based her, based the,
  based its, based their, relies on, relied on, obtained by, seen by, reviewed by, on the basis of, drew on, drawn from, citing sources, had obtained, information came from, through a network of`)
const AIMS = patternsOf(`aims to, aim to, aimed to, aims at, aimed at, intends to, intended to, intend to, seeks to, sought to, seek to, seeking to, in order to, designed to, meant to, the aim of, the goal of, the goal is, the aim is,
  objective is, the purpose of, hopes to, plans to, plan to, planned to, planning to`)
const PREDICTIONS = patternsOf(`will, won't, would, wouldn't, could, may, might, shall, expected to, expected the, expects the, expected that, is expected, are expected, was expected, were expected, likely to, unlikely to, is likely, are likely, forecast to, set to, due to begin, due to start, due to open, expect to, expects to, going to, about to, projected to,
  is due, are due, scheduled to, poised to, possible that, probably, perhaps, risks, at risk of`)
const NO_PREDICTIONS = patternsOf(`would have, could have, may have, might have, could not, would not comment, on may, in may, since may, by may, of may, could be seen, could be heard, could see, could hear`)
const OPINIONS = patternsOf(`should, must, ought to, i think, we think, i believe, we believe, in my view, in our view, not believe, not think, best, worst, disgrace, disgraceful, terrible, unacceptable, shameful, outrageous, regrettable, unfortunately,
  sadly, unfair, unjust, unjustified, deserve, deserves, need to, needs to, has to, have to, it is time, hope that, we hope, i hope, catastrophic, tragic, tragedy, crime against, a failure, has failed, wonderful, proud, cowardly, too little, too late`)

export function natureOf(words: readonly Word[], by: Attribution | null): Nature {
  const forms = words.filter((word) => !word.mark).map((word) => word.form)
  if (holds(forms, CAVEATS)) return { kind: 'caveat', modality: 'asserted' }
  if (holds(forms, PROVENANCE)) return { kind: 'provenance', modality: 'asserted' }
  if (by?.stance === 'intends') return { kind: 'prediction', modality: 'intended' }
  if (by?.stance === 'demands') return { kind: 'opinion', modality: 'opinion' }
  if (holds(forms, AIMS)) return { kind: 'factual', modality: 'intended' }
  if (by?.stance === 'expects' && !isPast(forms)) return { kind: 'prediction', modality: 'predicted' }
  if (holds(forms, PREDICTIONS) && !holds(forms, NO_PREDICTIONS)) return { kind: 'prediction', modality: 'predicted' }
  if (holds(forms, OPINIONS) || by?.stance === 'judges') return { kind: 'opinion', modality: 'opinion' }
  return { kind: 'factual', modality: 'asserted' }
}

// "warned that the dam had burst" warns of nothing to come.
function isPast(forms: readonly string[]): boolean {
  return forms.some((form) => /^(?:was|were|had|has|have)$/.test(form)) && !forms.some((form) => /^(?:will|would|could|may|might|if)$/.test(form))
}
