import { accordingFrame } from './arabic-according.ts'
import { partyOf, speakerOf, type Party } from './arabic-actors.ts'
import { complementOf, indexOf, nounOf } from './arabic-openings.ts'
import { bodyBehind } from './arabic-papers.ts'
import { headingFrame, paperFrame, participleFrame, relayFrame } from './arabic-relays.ts'
import { speaking, type Cue } from './arabic-speakers.ts'
import { audienceBefore, isToldTo, objectBefore } from './arabic-objects.ts'
import { isNested, leadOf, nounEnd, openerBefore, subjectBefore, subjectOfSentence } from './arabic-subjects.ts'
import { COMMAS, COMPLEMENTIZERS, NEGATIONS, POINTING_BACK, REPORTING_VERBS, REPORTING_WHEN_NEGATED } from './arabic-words.ts'
import { isJoinedVerb, looksLikeVerb } from './arabic-verbs.ts'
import type { Attribution, Frame, Memory, Passage, Range } from './reading.ts'
import { attributionOf, continued, relayedBy } from './speakers.ts'
import { listOf, unjoined, verbatim } from './words.ts'

const NAME_ENDS = listOf('، , . ؛ ! ؟')

const SOFT = listOf('اعتبر اعتبرت اعتبروا يعتبر تعتبر اعتبره اعتبرته اعتبرها اعتبرتها توقع توقعت توقعوا يتوقع تتوقع رجح رجحت استبعد استبعدت عزا عزت عزوا يعزو تعزو أرجع أرجعت يشكك تشكك يشككون ينتقد تنتقد ينتقدون يندد تندد يصف تصف يطالب تطالب يطالبون يحث تحث يناشد تناشد اتهم اتهمت اتهموا يتهم تتهم نفى نفت نفوا ينفي تنفي انتقد انتقدت ندد نددت وصف وصفت طالب طالبت حث حثت ناشد ناشدت قدر قدرت يقدر تقدر شكك شككت شككوا')

// The frame that a word opens or stands in, if it is a cue. `floor`: where the words not yet taken begin; `by`: who has been speaking.
export function frameAt(passage: Passage, at: number, floor: number, memory: Memory, by: Attribution | null): Frame | null {
  const word = passage.words[at]!
  if (word.mark || passage.speeches.contains(word.start)) return null
  return headingFrame(passage, at, floor, memory)
    ?? relayFrame(passage, at, floor, memory)
    ?? paperFrame(passage, at, floor, memory)
    ?? accordingFrame(passage, at, floor, memory)
    ?? participleFrame(passage, at, floor, memory, by)
    ?? verbFrame(passage, at, floor, memory, by)
}

function verbFrame(passage: Passage, at: number, floor: number, memory: Memory, by: Attribution | null): Frame | null {
  const { words } = passage
  const cue = cueAt(passage, at)
  if (!cue) return null
  if (isImpersonal(passage, cue, floor)) return { from: cue.at, to: cue.at, governs: 'after', by: by ? { ...by, stance: cue.stance } : { source: null, chain: [], cue: verbatim(passage.text, words[at]!, cue.form), stance: cue.stance } }
  const found = complementOf(passage, at + 1)
  const that = found && ACCUSES.test(cue.form) && words[found.to - 1]?.form.startsWith('ا') ? null : found
  const noun = nounOf(passage, at, cue.form)
  const opening = that && !(noun && noun.at < that.at && words[noun.at]!.form === 'من') ? that : noun
  if (!opening) return trailingFrame(passage, cue, memory) ?? (by && isNested(passage, openerBefore(passage, at, floor), floor) ? null : softFrame(passage, cue, floor, memory, by))
  const object = objectBefore(passage, cue, opening.at)
  const after = OBLIQUE.test(words[at + 1]?.form ?? '') || isToldTo(passage, cue, floor) ? NOBODY : bodyBehind(passage, at + 1, object) ?? partyOf(passage, at + 1, audienceBefore(passage, cue, object))
  const before = named(passage, at, floor) ?? (after.actor ? leadOf(passage, at, floor) : subjectBefore(passage, at, floor))
  const inSentence = after.actor || before.party.actor || by ? null : subjectOfSentence(passage, at, floor).actor
  const party: Party = { actor: after.actor ?? before.party.actor ?? inSentence, medium: after.medium ?? before.party.medium }
  const from = Math.min(before.from, cue.at)
  const to = object < opening.at ? object : opening.to
  if (by && isNested(passage, from, floor)) return nestedFrame(passage, { from, to }, party, cue, by)
  const same = by && !party.actor ? continued(by, verbatim(passage.text, words[at]!, cue.form), cue.stance, party.medium) : null
  return { from, to, governs: 'after', by: same ?? speaking(party, cue, memory, passage), briefly: opening === noun, asides: party.actor === before.party.actor ? before.asides ?? [] : [] }
}

const LONGEST_NAME = 8

// «منير الطالبي، الذي رأى أن …»: who stands before the relative.
function named(passage: Passage, at: number, floor: number): { from: number; party: Party; asides?: Range[] } | null {
  const { words } = passage
  if (!/^(?:الذي|التي)$/.test(words[at - 1]?.form ?? '') || !COMMAS.has(words[at - 2]?.form ?? '') || at - 2 <= floor) return null
  let from = at - 2
  while (from > floor && at - from < LONGEST_NAME && !COMMAS.has(words[from - 1]!.form)) from -= 1
  const party = partyOf(passage, from, at - 2)
  return party.actor && !words.slice(from, at - 2).some(({ form }) => looksLikeVerb(form) || isJoinedVerb(form)) ? { from: at - 1, party } : null
}

// «تتهم كييف موسكو ب…، مؤكدة أن»: only «بأن» opens what one is accused of.
const ACCUSES = /^[ايت]?تهم/

// «طمأن المواطنين إلى أن»: whom it is told.
const OBLIQUE = /^ال.{3,}ين$/
const NOBODY: Party = { actor: null, medium: null }

// «واتهم تجار غاضبون البلدية بالإهمال»: the words cannot be told from the frame, but who speaks can.
function softFrame(passage: Passage, cue: Cue, floor: number, memory: Memory, by: Attribution | null): Frame | null {
  const { words } = passage
  if (!SOFT.has(cue.form) && !(ACCUSES.test(cue.form) && SOFT.has(cue.form.replace(/(?:ه|ها|هم)$/, ''))) || NEGATIONS.has(words[cue.at - 1]?.form ?? '')) return null
  const before = by && COMMAS.has(words[cue.at - 1]?.form ?? '') ? leadOf(passage, cue.at, floor) : subjectBefore(passage, cue.at, floor)
  const end = objectBefore(passage, cue, accuserEnd(words, cue) ?? nounEnd(passage, cue.at + 1))
  const own = before.party.actor ? before.party : partyOf(passage, cue.at + 1, end)
  const party = own.actor || by ? own : subjectOfSentence(passage, cue.at, floor)
  if (!party.actor && !by) return null
  const from = Math.min(before.from, cue.at)
  const to = before.party.actor ? cue.at + 1 : end
  const whole = !isLongEnough(passage, to)
  return { from, to: whole ? from : to, governs: 'after', by: speaking(party, cue, memory, passage), briefly: true }
}

// «تتهم كييف | موسكو بقصف …»: one name each.
function accuserEnd(words: Passage['words'], { at, form }: Cue): number | null {
  return ACCUSES.test(form) && /^ب[\u0621-\u064A]{3}/.test(words[at + 3]?.form ?? '') && ![1, 2].some((step) => words[at + step]!.mark) ? at + 2 : null
}

// What is left behind the speaker is a statement of its own.
function isLongEnough({ words }: Passage, from: number): boolean {
  return [0, 1, 2].every((step) => words[from + step] && !words[from + step]!.mark)
}

// «قال الوزير إن الشركة أبلغت …»: a report within a report. «إن الأرقام تشير إلى أن …» is only a manner of speaking.
function nestedFrame({ words, text }: Passage, range: { from: number; to: number }, party: Party, cue: Cue, by: Attribution): Frame | null {
  if (!party.actor || /^[يت]/.test(cue.form) || cue.stance !== 'says') return null
  return { ...range, governs: 'after', by: relayedBy(attributionOf(speakerOf(party), verbatim(text, words[cue.at]!, cue.form), 'says'), by) }
}

// «ويتوقع أن …»: it is expected, and nobody says by whom.
function isImpersonal({ words }: Passage, { at, form, stance }: Cue, floor: number): boolean {
  return at - floor < 2 && stance !== 'says' && form.startsWith('ي') && COMPLEMENTIZERS.has(words[at + 1]?.form ?? '')
}

// «…»، يقول فلان.
function trailingFrame(passage: Passage, cue: Cue, memory: Memory): Frame | null {
  const { words, speeches } = passage
  if (words[cue.at]!.form !== cue.form) return null
  const closing = COMMAS.has(words[cue.at - 1]?.form ?? '') ? cue.at - 2 : cue.at - 1
  if (!speeches.closes.has(words[closing]?.start ?? -1)) return null
  const to = indexOf(passage, cue.at + 1, 24, NAME_ENDS)
  const end = to < 0 ? words.length : to
  const party = partyOf(passage, cue.at + 1, end)
  return { from: cue.at, to: end, governs: 'before', by: speaking(party, cue, memory, passage) }
}

// «وبين المصدر أن» reports, «بين المدينتين» does not.
function explains(words: Passage['words'], at: number): boolean {
  if (COMPLEMENTIZERS.has(words[at + 1]?.form ?? '')) return true
  return words[at]!.form === 'وبين' && words.slice(at + 2, at + 6).some(({ form }) => COMPLEMENTIZERS.has(form))
}

// «يمكن أن يتوقع», «لن يعلن»: nobody says it.
const WISHED = listOf('أن لن كي لكي حتى')

function cueAt({ words }: Passage, at: number): Cue | null {
  const form = unjoined(words[at]!.form, REPORTING_VERBS)
  if (form === null) return null
  const next = words[at + 1]?.form ?? ''
  if (WISHED.has(words[at - 1]?.form ?? '') && /^[يت]/.test(form)) return null
  if (POINTING_BACK.has(next) && !COMPLEMENTIZERS.has(words[at + 2]?.form ?? '')) return null
  if (/^[يت]عد(?:ون)?$/.test(form) && !words.slice(at + 1, at + 5).some((word) => /^ب/.test(word.form))) return null
  if (form === 'بين' && !explains(words, at) || form === 'عبر' && next !== 'عن') return null
  const verb = REPORTING_VERBS.get(form)!
  if (!NEGATIONS.has(words[at - 1]?.form ?? '')) return { at, form, ...verb }
  if (!REPORTING_WHEN_NEGATED.has(form)) return null
  return { at, form, gender: verb.gender, stance: verb.stance }
}
