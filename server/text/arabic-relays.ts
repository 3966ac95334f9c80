import { isStandIn, partyOf, speakerOf } from './arabic-actors.ts'
import { complementOf, indexOf, type Opening } from './arabic-openings.ts'
import { bodyBehind } from './arabic-papers.ts'
import { leadOf, subjectOfSentence } from './arabic-subjects.ts'
import { isJoinedVerb, looksLikeVerb } from './arabic-verbs.ts'
import { ANONYMOUS, BODIES, COMPLEMENTIZERS, PARTICIPLES, RELAYING, SAYING_OF, TITLES } from './arabic-words.ts'
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

const HEADS = listOf('الجيش الشرطة وزارة وزير الحكومة الدفاع المرصد الهلال نقابة مجلس بلدية محافظ الناطق عاجل')
const LONGEST_HEAD = 10

// «مصادر محلية: انفجار في السوق»: a heading names who says it.
export function headingFrame(passage: Passage, at: number, floor: number, memory: Memory): Frame | null {
  const { words } = passage
  if (at > 3 || words.slice(0, at).some((word) => !word.mark && word.form !== 'عاجل')) return null
  const { form } = words[at]!
  if (!ANONYMOUS.has(form) && !TITLES.has(form) && !BODIES.has(form) && !HEADS.has(form) || form === 'عاجل') return null
  const colon = indexOf(passage, at + 1, LONGEST_HEAD, COLON)
  if (colon < 0 || words.slice(at + 1, colon).some((word) => looksLikeVerb(word.form) || isJoinedVerb(word.form) || COMPLEMENTIZERS.has(word.form))) return null
  const by = attributionOf(speakerOf(partyOf(passage, at, colon)), ':', 'says')
  remember(memory, by, null)
  return by.source && { from: floor, to: colon + 1, governs: 'after', by }
}

const COLON = listOf(':')

const STANDS = listOf('جاء ورد يرد')

// «جاء في نص الحكم أن …»: the paper speaks, or the body behind it.
export function paperFrame(passage: Passage, at: number, floor: number, memory: Memory): Frame | null {
  const { words } = passage
  const verb = unjoined(words[at]!.form, STANDS)
  const opening = verb !== null && words[at + 1]?.form === 'في' ? complementOf(passage, at + 2, 14) : null
  if (!opening) return null
  const party = bodyBehind(passage, at + 2, opening.at) ?? partyOf(passage, at + 2, opening.at)
  const by = attributionOf(speakerOf(party), verbatim(passage.text, words[at]!, verb!), 'says')
  remember(memory, by, null)
  return by.source && { from: leadOf(passage, at, floor).from, to: opening.to, governs: 'after', by }
}

// «…، مشيرا إلى أن …»: whoever has been speaking in this sentence, else before it.
export function participleFrame(passage: Passage, at: number, floor: number, memory: Memory, by: Attribution | null): Frame | null {
  const { words, text } = passage
  const form = unjoined(words[at]!.form, PARTICIPLES)
  if (form === null || at > floor && !words[at - 1]!.mark && form === words[at]!.form && !COMPLEMENTIZERS.has(words[at + 1]?.form ?? '')) return null
  const opening = complementOf(passage, at + 1, 10) ?? directObjectOf(passage, at, form)
  if (!opening) return null
  const earlier = by ?? subjectIn(passage, floor, at) ?? recall(memory, null)
  const stance = PARTICIPLES.get(form)!
  const { medium } = partyOf(passage, at + 1, opening.at)
  const cue = verbatim(text, words[at]!, form)
  const attribution = earlier ? continued(earlier, cue, stance, medium) : attributionOf([], cue, stance)
  return { from: at, to: opening.to, governs: 'after', by: attribution }
}

// «أدان رئيس الوزراء التفجير، متعهدا …»: whoever the sentence is about.
export function subjectIn(passage: Passage, floor: number, at: number): Attribution | null {
  const { actor } = subjectOfSentence(passage, at, floor)
  return actor && !isStandIn(actor) ? attributionOf(speakerOf({ actor, medium: null }), passage.words[at]?.form ?? '', 'says') : null
}

// «مشيرا إلى سقوط …», «مؤكدا سقوط …»
function directObjectOf({ words }: Passage, at: number, form: string): Opening | null {
  if (!form.endsWith('ا') && !form.endsWith('ة')) return null
  const next = words[at + 1]
  if (!next || next.mark || next.form === 'بذلك') return null
  const to = BEFORE_OBJECT.has(next.form) ? at + 2 : at + 1
  return to < words.length ? { at: at + 1, to } : null
}
