import { accordingFrame } from './arabic-according.ts'
import { isStandIn, mediumOf, partyOf, speakerOf, type Party } from './arabic-actors.ts'
import { complementOf, nounOf, type Opening } from './arabic-openings.ts'
import { isJoinedVerb, looksLikeVerb } from './arabic-verbs.ts'
import {
  AUXILIARIES, CLAUSE_OPENERS, COMMAS, COMPLEMENTIZERS, NEGATIONS, PARTICIPLES, POINTING_BACK, PREPOSITIONS, PRONOUN_OPENERS, RELAYING,
  REPORTING_VERBS, REPORTING_WHEN_NEGATED, SAYING_OF, TITLES, type Gender,
} from './arabic-words.ts'
import type { Attribution, Frame, Memory, Passage, Stance } from './reading.ts'
import { attributionOf, continued, recall, recallBy, relayedBy, remember } from './speakers.ts'
import { listOf, unjoined } from './words.ts'

// They open a clause of its own, some of them only before «أن».
const TURNING = listOf('لكن ولكن غير إلا بينما فيما حيث إذ وبينما وفيما')

const SOFT = listOf('اتهم اتهمت اتهموا يتهم تتهم نفى نفت نفوا ينفي تنفي انتقد انتقدت ندد نددت وصف وصفت طالب طالبت حث حثت ناشد ناشدت قدر قدرت يقدر تقدر شكك شككت')

type Cue = { at: number; form: string; stance: Stance; gender: Gender | null }

// The frame that a word opens or stands in, if it is a cue. `floor`: where the words not yet taken begin; `by`: who has been speaking.
export function frameAt(passage: Passage, at: number, floor: number, memory: Memory, by: Attribution | null): Frame | null {
  const word = passage.words[at]!
  if (word.mark || passage.speeches.contains(word.start)) return null
  return relayFrame(passage, at, floor, memory)
    ?? accordingFrame(passage, at, floor, memory)
    ?? participleFrame(passage, at, floor, memory, by)
    ?? verbFrame(passage, at, floor, memory, by)
}

// «نقلت وكالة … عن مصادر محلية قولها إن»
function relayFrame(passage: Passage, at: number, floor: number, memory: Memory): Frame | null {
  const { words } = passage
  const verb = unjoined(words[at]!.form, RELAYING)
  if (verb === null) return null
  const from = indexOf(passage, at + 1, 14, listOf('عن إلى لسان'))
  const opening = from < 0 ? null : complementOf(passage, from + 1)
  if (!opening) return null
  const sayer = indexOf(passage, from + 1, opening.at - from - 1, SAYING_OF)
  const outerEnd = words[from]!.form === 'لسان' ? from - 1 : from
  const speakers = [partyOf(passage, from + 1, sayer < 0 ? opening.at : sayer), partyOf(passage, at + 1, outerEnd)].flatMap(speakerOf)
  if (speakers.length === 0) return null
  const by = attributionOf(speakers, words[at]!.form, 'says')
  remember(memory, by, null)
  return { from: leadOf(passage, at, floor).from, to: opening.to, governs: 'after', by }
}

// «…، مشيرا إلى أن …»: whoever has been speaking in this sentence, else before it.
function participleFrame(passage: Passage, at: number, floor: number, memory: Memory, by: Attribution | null): Frame | null {
  const { words } = passage
  const form = unjoined(words[at]!.form, PARTICIPLES)
  if (form === null || at > floor && !words[at - 1]!.mark && form === words[at]!.form && !COMPLEMENTIZERS.has(words[at + 1]?.form ?? '')) return null
  const opening = complementOf(passage, at + 1, 10) ?? directObjectOf(passage, at, form)
  if (!opening) return null
  const earlier = by ?? recall(memory, null)
  const stance = PARTICIPLES.get(form)!
  const { medium } = partyOf(passage, at + 1, opening.at)
  const attribution = earlier ? continued(earlier, words[at]!.form, stance, medium) : attributionOf([], words[at]!.form, stance)
  return { from: at, to: opening.to, governs: 'after', by: attribution }
}

// «مشيرا إلى سقوط …», «مؤكدا سقوط …»
function directObjectOf({ words }: Passage, at: number, form: string): Opening | null {
  if (!form.endsWith('ا') && !form.endsWith('ة')) return null
  const next = words[at + 1]
  if (!next || next.mark) return null
  const to = listOf('إلى على من عن').has(next.form) ? at + 2 : at + 1
  return to < words.length ? { at: at + 1, to } : null
}

function verbFrame(passage: Passage, at: number, floor: number, memory: Memory, by: Attribution | null): Frame | null {
  const { words } = passage
  const cue = cueAt(passage, at)
  if (!cue) return null
  if (isImpersonal(passage, cue, floor)) return { from: cue.at, to: cue.at, governs: 'after', by: { source: null, chain: [], cue: words[at]!.form, stance: cue.stance } }
  const that = complementOf(passage, at + 1)
  const noun = nounOf(passage, at, cue.form)
  const opening = that && !(noun && noun.at < that.at && words[noun.at]!.form === 'من') ? that : noun
  if (!opening) return trailingFrame(passage, cue, memory) ?? (by && isNested(passage, at, floor) ? null : softFrame(passage, cue, floor, memory))
  const after = partyOf(passage, at + 1, opening.at)
  const before = after.actor ? leadOf(passage, at, floor) : subjectBefore(passage, at, floor)
  const party: Party = { actor: after.actor ?? before.party.actor, medium: after.medium ?? before.party.medium }
  const from = Math.min(before.from, cue.at)
  if (by && isNested(passage, from, floor)) return nestedFrame({ from, to: opening.to }, party, cue, by)
  return { from, to: opening.to, governs: 'after', by: speaking(party, cue, memory, passage), briefly: opening === noun }
}

// «واتهم تجار غاضبون البلدية بالإهمال»: the words cannot be told from the frame, but who speaks can.
function softFrame(passage: Passage, cue: Cue, floor: number, memory: Memory): Frame | null {
  const { words } = passage
  if (!SOFT.has(cue.form) || NEGATIONS.has(words[cue.at - 1]?.form ?? '')) return null
  const before = subjectBefore(passage, cue.at, floor)
  const party = before.party.actor ? before.party : partyOf(passage, cue.at + 1, softEnd(passage, cue.at + 1))
  if (!party.actor) return null
  const from = before.party.actor ? before.from : cue.at
  const to = before.party.actor ? cue.at + 1 : softEnd(passage, cue.at + 1)
  const whole = !isLongEnough(passage, to)
  return { from, to: whole ? from : to, governs: 'after', by: speaking(party, cue, memory, passage), briefly: true }
}

// What is left behind the speaker is a statement of its own.
function isLongEnough({ words }: Passage, from: number): boolean {
  return [0, 1, 2].every((step) => words[from + step] && !words[from + step]!.mark)
}

// One noun and the adjectives that agree with it: «تجار غاضبون», «وزارة الخارجية الروسية».
function softEnd({ words }: Passage, from: number): number {
  const definite = words[from]?.form.startsWith('ال') ?? false
  let index = from + 1
  if (!definite && /^(?:ال|.*ون$|.*ين$)/.test(words[index]?.form ?? '')) index += 1
  while (index < from + 4 && /ي(?:ة|ون|ين)?$/.test(words[index]?.form ?? '') && words[index]!.form.startsWith('ال')) index += 1
  return Math.min(index, words.length)
}

// «قال الوزير إن الشركة أبلغت …»: a report within a report. «إن الأرقام تشير إلى أن …» is only a manner of speaking.
function nestedFrame(range: { from: number; to: number }, party: Party, cue: Cue, by: Attribution): Frame | null {
  if (!party.actor || /^[يت]/.test(cue.form) || cue.stance !== 'says') return null
  return { ...range, governs: 'after', by: relayedBy(attributionOf(speakerOf(party), cue.form, 'says'), by) }
}

// Nothing sets the report off from what is being reported: no comma, no «و», no «لكن».
function isNested({ words, speeches }: Passage, from: number, floor: number): boolean {
  const before = words[from - 1]
  if (from > floor && before && (COMMAS.has(before.form) || before.form === ':' || speeches.closes.has(before.start))) return false
  if (before && from > floor && listOf('حين وقت').has(before.form)) return false
  const { form, start } = words[from]!
  const opens = TURNING.has(form) && words[from + 1]?.form === 'ان' || CLAUSE_OPENERS.has(form) && !listOf('غير إلا').has(form)
  return !opens && !COMMAS.has(form) && !speeches.closes.has(start) && !/^[وف]/.test(form) && !PRONOUN_OPENERS.has(form)
}

// «ويتوقع أن …»: it is expected, and nobody says by whom.
function isImpersonal({ words }: Passage, { at, form, stance }: Cue, floor: number): boolean {
  return at - floor < 2 && stance !== 'says' && form.startsWith('ي') && COMPLEMENTIZERS.has(words[at + 1]?.form ?? '')
}

// «…»، يقول فلان.
function trailingFrame(passage: Passage, cue: Cue, memory: Memory): Frame | null {
  const { words, speeches } = passage
  const closing = COMMAS.has(words[cue.at - 1]?.form ?? '') ? cue.at - 2 : cue.at - 1
  if (!speeches.closes.has(words[closing]?.start ?? -1)) return null
  const to = indexOf(passage, cue.at + 1, 24, listOf('، . ؛ ! ؟'))
  const end = to < 0 ? words.length : to
  const party = partyOf(passage, cue.at + 1, end)
  return { from: cue.at, to: end, governs: 'before', by: speaking(party, cue, memory, passage) }
}

function speaking(party: Party, cue: Cue, memory: Memory, { words, text }: Passage): Attribution {
  const written = words[cue.at]!.form
  const { actor } = party
  const earlier = !actor || isStandIn(actor) ? recall(memory, cue.gender) : titled(memory, actor.name)
  if (earlier) return continued(earlier, written, cue.stance, party.medium)
  const by = attributionOf(speakerOf(party), written, cue.stance)
  remember(memory, by, cue.gender, introductionOf(text, by))
  return by
}

// «الوزير» alone: whoever was introduced as «وزير …».
function titled(memory: Memory, name: string): Attribution | null {
  return /^ال\S+$/.test(name) && TITLES.has(name) ? recallBy(memory, name.slice(2)) ?? recallBy(memory, name) : null
}

const AROUND = 60

// The name with what stands around it: titles before and behind commas.
function introductionOf(text: string, { source }: Attribution): string {
  return source ? text.slice(Math.max(0, source.start - AROUND), source.end + AROUND / 2) : ''
}

function cueAt({ words }: Passage, at: number): Cue | null {
  const form = unjoined(words[at]!.form, REPORTING_VERBS)
  if (form === null) return null
  const next = words[at + 1]?.form ?? ''
  if (POINTING_BACK.has(next)) return null
  if (form === 'بين' && !COMPLEMENTIZERS.has(next) || form === 'عبر' && next !== 'عن') return null
  const verb = REPORTING_VERBS.get(form)!
  if (!NEGATIONS.has(words[at - 1]?.form ?? '')) return { at, form, ...verb }
  if (!REPORTING_WHEN_NEGATED.has(form)) return null
  return { at, form, gender: verb.gender, stance: verb.stance }
}

type Before = { from: number; party: Party }

const NOBODY: Party = { actor: null, medium: null }

// «وفي تغريدة عبر حسابه، قال …»: the circumstances that a report opens with.
function leadOf(passage: Passage, at: number, floor: number): Before {
  const { words } = passage
  const from = openerBefore(passage, at, floor)
  const start = firstWord(passage, floor, from)
  if (start >= from || from - start > 20) return { from, party: NOBODY }
  const opens = unjoined(words[start]!.form, PREPOSITIONS) !== null
  if (!opens || !COMMAS.has(words[from - 1]!.form) && from - start > 8 || hasVerb(passage, start, from)) return { from, party: NOBODY }
  return { from: start, party: { actor: null, medium: mediumOf(passage, start, from) } }
}

// «وكان الوزير قد أعلن أن», «غير أن الوزارة أوضحت أن»: the speaker stands before the verb.
function subjectBefore(passage: Passage, at: number, floor: number): Before {
  const { words } = passage
  const lead = leadOf(passage, at, floor)
  if (lead.from < at - 1 && lead.party.medium || isJoined(words[at]!.form)) return lead
  const end = lead.from
  let from = end
  while (from > floor && end - from < 18 && !isEdge(passage, from - 1, end)) from -= 1
  while (from < end && (AUXILIARIES.has(words[from]!.form) || CLAUSE_OPENERS.has(words[from]!.form) || words[from]!.mark)) from += 1
  if (from >= end) return lead
  if (PRONOUN_OPENERS.has(words[from]!.form)) return { from, party: NOBODY }
  if (PREPOSITIONS.has(words[from]!.form) || hasVerb(passage, from, end)) return lead
  return { from: openerBefore(passage, from, floor), party: partyOf(passage, from, end) }
}

// A comma ends the search, but not the one that stands right before the verb: «وكان الإعلامي فلان، توقع».
function isEdge({ words }: Passage, index: number, end: number): boolean {
  const { form } = words[index]!
  if (COMMAS.has(form)) return index < end - 1
  if (TURNING.has(words[index + 1]?.form ?? '') && index < end - 1) return true
  return form === ':' || form === '.' || PRONOUN_OPENERS.has(form) && index < end - 1
}

function openerBefore({ words }: Passage, from: number, floor: number): number {
  let start = from
  while (start > floor && isOpener(words[start - 1]!.form)) start -= 1
  if (start - 1 > floor && listOf('حين وقت').has(words[start - 1]!.form) && words[start - 2]!.form === 'في') start -= 2
  return start
}

// «، وقال»: what stands before is another clause.
function isJoined(form: string): boolean {
  return !REPORTING_VERBS.has(form)
}

function isOpener(form: string): boolean {
  return AUXILIARIES.has(form) || CLAUSE_OPENERS.has(form) || NEGATIONS.has(form)
}

function hasVerb({ words }: Passage, from: number, to: number): boolean {
  for (let index = from; index < to; index++) {
    const { form } = words[index]!
    if (looksLikeVerb(form) || isJoinedVerb(form)) return true
  }
  return false
}


function firstWord({ words }: Passage, from: number, to: number): number {
  let index = from
  while (index < Math.min(to, from + 4) && words[index]!.mark) index += 1
  return index
}

function indexOf({ words }: Passage, from: number, reach: number, table: ReadonlySet<string>): number {
  for (let index = from; index < Math.min(words.length, from + reach); index++) if (table.has(words[index]!.form)) return index
  return -1
}
