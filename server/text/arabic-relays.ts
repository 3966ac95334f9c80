import { partyOf, speakerOf } from './arabic-actors.ts'
import { complementOf, indexOf, type Opening } from './arabic-openings.ts'
import { leadOf } from './arabic-subjects.ts'
import { COMPLEMENTIZERS, PARTICIPLES, RELAYING, SAYING_OF } from './arabic-words.ts'
import type { Attribution, Frame, Memory, Passage } from './reading.ts'
import { attributionOf, continued, recall, remember } from './speakers.ts'
import { listOf, unjoined, verbatim } from './words.ts'

// «عن مصادر», «على لسان مصدر»
const RELAYED_FROM = listOf('عن إلى لسان')
const BEFORE_OBJECT = listOf('إلى على من عن')

// «نقلت وكالة … عن مصادر محلية قولها إن»
export function relayFrame(passage: Passage, at: number, floor: number, memory: Memory): Frame | null {
  const { words } = passage
  const verb = unjoined(words[at]!.form, RELAYING)
  if (verb === null) return null
  const from = indexOf(passage, at + 1, 14, RELAYED_FROM)
  const opening = from < 0 ? null : complementOf(passage, from + 1)
  if (!opening) return null
  const sayer = indexOf(passage, from + 1, opening.at - from - 1, SAYING_OF)
  const outerEnd = words[from]!.form === 'لسان' ? from - 1 : from
  const speakers = [partyOf(passage, from + 1, sayer < 0 ? opening.at : sayer), partyOf(passage, at + 1, outerEnd)].flatMap(speakerOf)
  if (speakers.length === 0) return null
  const by = attributionOf(speakers, verbatim(passage.text, words[at]!, verb), 'says')
  remember(memory, by, null)
  return { from: leadOf(passage, at, floor).from, to: opening.to, governs: 'after', by }
}

// «…، مشيرا إلى أن …»: whoever has been speaking in this sentence, else before it.
export function participleFrame(passage: Passage, at: number, floor: number, memory: Memory, by: Attribution | null): Frame | null {
  const { words, text } = passage
  const form = unjoined(words[at]!.form, PARTICIPLES)
  if (form === null || at > floor && !words[at - 1]!.mark && form === words[at]!.form && !COMPLEMENTIZERS.has(words[at + 1]?.form ?? '')) return null
  const opening = complementOf(passage, at + 1, 10) ?? directObjectOf(passage, at, form)
  if (!opening) return null
  const earlier = by ?? recall(memory, null)
  const stance = PARTICIPLES.get(form)!
  const { medium } = partyOf(passage, at + 1, opening.at)
  const cue = verbatim(text, words[at]!, form)
  const attribution = earlier ? continued(earlier, cue, stance, medium) : attributionOf([], cue, stance)
  return { from: at, to: opening.to, governs: 'after', by: attribution }
}

// «مشيرا إلى سقوط …», «مؤكدا سقوط …»
function directObjectOf({ words }: Passage, at: number, form: string): Opening | null {
  if (!form.endsWith('ا') && !form.endsWith('ة')) return null
  const next = words[at + 1]
  if (!next || next.mark) return null
  const to = BEFORE_OBJECT.has(next.form) ? at + 2 : at + 1
  return to < words.length ? { at: at + 1, to } : null
}
