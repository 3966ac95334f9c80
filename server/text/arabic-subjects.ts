import { CALLED, isPreposition, mediumOf, partyOf, type Party } from './arabic-actors.ts'
import { isJoinedVerb, looksLikeVerb } from './arabic-verbs.ts'
import { ACTIONS, ADDRESSEES, AUXILIARIES, BODIES, CLAUSE_OPENERS, COMMAS, COMPLEMENTIZERS, NEGATIONS, PARTICIPLES, PREPOSITIONS, PRONOUN_OPENERS, REPORTING_VERBS, TITLES } from './arabic-words.ts'
import type { Passage, Range } from './reading.ts'
import { listOf, unjoined } from './words.ts'

// «في حين», «في وقت»
const WHILE = listOf('حين وقت')
// «غير أن», «إلا أن»
const ONLY_BEFORE_THAT = listOf('غير إلا بيد')

// They open a clause of its own, some of them only before «أن».
const TURNING = listOf('لكن ولكن غير إلا بيد بينما فيما حيث إذ وبينما وفيما')

// Nothing sets the report off from what is being reported: no comma, no «و», no «لكن».
export function isNested({ words, speeches }: Passage, from: number, floor: number): boolean {
  const before = words[from - 1]
  if (from > floor && before && (COMMAS.has(before.form) || before.form === ':' || speeches.closes.has(before.start))) return false
  if (before && from > floor && WHILE.has(before.form)) return false
  const { form, start } = words[from]!
  const opens = TURNING.has(form) && words[from + 1]?.form === 'ان' || CLAUSE_OPENERS.has(form) && !ONLY_BEFORE_THAT.has(form)
  return !opens && !COMMAS.has(form) && !speeches.closes.has(start) && !/^[وف]/.test(form) && !PRONOUN_OPENERS.has(form)
}

type Before = { from: number; party: Party; asides?: Range[] }

const NOBODY: Party = { actor: null, medium: null }

// «وفي تغريدة عبر حسابه، قال …»: the circumstances that a report opens with.
export function leadOf(passage: Passage, at: number, floor: number): Before {
  const { words } = passage
  const from = openerBefore(passage, at, floor)
  if (isJoined(words[at]!.form)) return { from, party: NOBODY }
  const start = firstWord(passage, floor, from)
  if (start >= from || from - start > 20) return { from, party: NOBODY }
  if (unjoined(words[start]!.form, ANSWERING) !== null && COMMAS.has(words[from - 1]!.form)) return { from: start, party: NOBODY }
  const opens = unjoined(words[start]!.form, PREPOSITIONS) !== null
  if (!opens || !COMMAS.has(words[from - 1]!.form) && from - start > 8 || hasVerb(passage, start + 1, from)) return { from, party: NOBODY }
  return { from: start, party: { actor: null, medium: mediumOf(passage, start, from) } }
}

// «وردا على سؤال عما إذا كان …، قال»
const ANSWERING = listOf('ردا تعليقا معلقا معلقة')

// «وكان الوزير قد أعلن أن», «غير أن الوزارة أوضحت أن»: the speaker stands before the verb.
export function subjectBefore(passage: Passage, at: number, floor: number): Before {
  const { words } = passage
  const lead = leadOf(passage, at, floor)
  if (lead.from < at - 1 && lead.party.medium || isJoined(words[at]!.form) && !answersAs(passage, at, floor)) return lead
  const end = lead.from
  const set = asideBefore(passage, end, floor)
  if (set) return { from: openerBefore(passage, set.from, floor), party: partyOf(passage, set.from, set.end), asides: set.asides }
  if (end < at && CLAUSE_OPENERS.has(words[end]!.form)) return lead
  const beyond = startOf(passage, floor, end, 2)
  let from = hasVerb(passage, beyond, end) ? startOf(passage, floor, end, 1) : beyond
  while (from < end && (AUXILIARIES.has(words[from]!.form) || CLAUSE_OPENERS.has(words[from]!.form) || words[from]!.mark)) from += 1
  if (from >= end) return lead
  if (PRONOUN_OPENERS.has(words[from]!.form)) return { from: openerBefore(passage, from, floor), party: NOBODY }
  if (PREPOSITIONS.has(words[from]!.form) || hasVerb(passage, from, end)) return lead
  return { from: openerBefore(passage, from, floor), party: partyOf(passage, from, end) }
}

// «لكن تقريرا للجنة، اطلعت عليه الصحيفة، خلص إلى أن»: what stands between commas is a statement, and the subject is before it.
function asideBefore(passage: Passage, end: number, floor: number): { from: number; end: number; asides: Range[] } | null {
  const { words } = passage
  if (!COMMAS.has(words[end - 1]?.form ?? '')) return null
  const middle = startOf(passage, floor, end, 1)
  const asks = ASKING.has(words[middle]?.form ?? '')
  if (middle - floor < 3 || !COMMAS.has(words[middle - 1]!.form) || !asks && !looksLikeVerb(words[middle]!.form)) return null
  let from = startOf(passage, floor, middle - 1, 1)
  while (from < middle - 1 && (AUXILIARIES.has(words[from]!.form) || CLAUSE_OPENERS.has(words[from]!.form) || words[from]!.mark)) from += 1
  return from < middle - 1 && !PREPOSITIONS.has(words[from]!.form) && !words.slice(from, middle - 1).some(({ form }) => (looksLikeVerb(form) || isJoinedVerb(form)) && !CALLED.has(form)) ? { from, end: middle - 1, asides: asks ? [] : [{ from: middle, to: end - 1 }] } : null
}

// «طبيبة، تحدثت شريطة حجب اسمها، كشفت عن»: how somebody spoke is no statement.
const ASKING = listOf('تحدث تحدثت طلب طلبت رفض رفضت فضل فضلت اشترط اشترطت')

// «أما الوزير فأكد»
function answersAs(passage: Passage, at: number, floor: number): boolean {
  return passage.words[at]!.form.startsWith('ف') && /^و?اما$/.test(passage.words[firstWord(passage, floor, at)]!.form)
}

// Back to where the subject begins. A comma right before the verb opens a pair: «الناطقة باسم الوزارة، رنا قاسم، أفادت».
function startOf({ words }: Passage, floor: number, end: number, pair: 1 | 2): number {
  let commas = COMMAS.has(words[end - 1]?.form ?? '') ? pair : 0
  let from = end
  for (; from > floor && end - from < LONGEST; from -= 1) {
    const { form } = words[from - 1]!
    if (form === ':' || form === '.' || COMMAS.has(form) && commas-- === 0) return from
    if (from < end && (isTurn(words, from) || PRONOUN_OPENERS.has(form))) return from
  }
  return from
}

// «غير أن» turns, «غير الحكومية» is part of a name.
function isTurn(words: Passage['words'], index: number): boolean {
  const { form } = words[index]!
  return TURNING.has(form) && (!ONLY_BEFORE_THAT.has(form) || words[index + 1]?.form === 'ان')
}

// «نشر الناشط … صورة قال إنها …», «المجلس أصدر بيانا قال فيه إن …»: a verb behind a noun of its sentence has the sentence's subject.
export function subjectOfSentence(passage: Passage, at: number, floor: number): Party {
  const { words } = passage
  const before = words[at - 1]
  if (!before || at - floor < 3 || before.mark && !isJoined(words[at]!.form) && !PARTICIPLES.has(words[at]!.form)) return NOBODY
  const start = behindCircumstance(passage, firstWord(passage, floor, at), at)
  let verb = start
  while (verb < Math.min(at, start + LONGEST) && !looksLikeVerb(words[verb]!.form) && !isJoinedVerb(words[verb]!.form)) verb += 1
  if (verb >= at - 1 || COMPLEMENTIZERS.has(words[verb + 1]!.form)) return NOBODY
  return verb === start ? partyOf(passage, verb + 1, Math.min(at - 1, nounEnd(passage, verb + 1))) : partyOf(passage, start, verb)
}

// «وبعد ساعات من القصف، خرج المتحدث …»
function behindCircumstance({ words }: Passage, start: number, to: number): number {
  if (unjoined(words[start]?.form ?? '', PREPOSITIONS) === null) return start
  for (let index = start + 1; index < Math.min(to, start + LONGEST); index++) if (COMMAS.has(words[index]!.form)) return index + 1
  return start
}

const HEADS = listOf('وزارة وزير إدارة هيئة مديرية مكتب لجنة دائرة قسم قوات مجلس')
const ADJECTIVE = /^ال.*(?:ي(?:ة|ون|ين)?|دة|لة|مة)$/

// One noun, the nouns it governs and the adjectives that agree: «رئيس الوزراء», «وزارة الخارجية الروسية», «تجار غاضبون», «سامي داود».
export function nounEnd({ words }: Passage, from: number): number {
  let index = from
  const isHead = TITLES.has(words[from]?.form ?? '') || BODIES.has(words[from]?.form ?? '') || HEADS.has(words[from]?.form ?? '')
  while (index < from + 3 && (index === from || isHead || !ACTIONS.has(words[index]?.form ?? '')) && (index === from ? !words[from]?.mark : isNameWord(words, index)) && !words[index]?.form.startsWith('ال')) index += 1
  if (index > from + 1 && (/(?:ون|ين)$/.test(words[from + 1]!.form) || words[from]!.form.endsWith('ات') && words[from + 1]!.form.endsWith('ة'))) index = from + 2
  else if (words[index]?.form.startsWith('ال') && (index === from || !/(?:ون|ين)$/.test(words[from]!.form))) index += 1
  while (index < from + 6 && words[index - 1]?.form.startsWith('ال') && ADJECTIVE.test(words[index]?.form ?? '') && !ADDRESSEES.has(words[index]!.form)) index += 1
  if (TITLES.has(words[from]?.form ?? '')) while (index < from + 6 && isNameWord(words, index) && !/ا$|^ال.*(?:ات|ين)$/.test(words[index]!.form) && (!words[index]!.form.startsWith('ال') || /ي$/.test(words[index]!.form) || words[index + 1]?.form.startsWith('ال'))) index += 1
  if (words[from + 1]?.form === 'باسم') while (index < from + 8 && isNameWord(words, index) && !/^ب/.test(words[index]!.form)) index += 1
  return Math.min(isQuote(words, index) ? quoteEnd(words, index) : index, words.length)
}

// «جماعة «أنصار الوادي»»
function quoteEnd(words: Passage['words'], from: number): number {
  for (let index = from + 1; index < Math.min(words.length, from + 8); index++) if (isQuote(words, index)) return index + 1
  return from
}

function isQuote(words: Passage['words'], index: number): boolean {
  return /^[«»"“”]$/.test(words[index]?.form ?? '')
}

function isNameWord(words: Passage['words'], index: number): boolean {
  const word = words[index]
  return word !== undefined && !word.mark && !isPreposition(word.form, words[index + 1]?.form ?? '', false) && !looksLikeVerb(word.form) && !isJoinedVerb(word.form) && !/^(?:[وبك]ال|لل)/.test(word.form)
}

const LONGEST = 20

export function openerBefore({ words }: Passage, from: number, floor: number): number {
  let start = from
  while (start > floor && isOpener(words[start - 1]!.form)) start -= 1
  if (start - 1 > floor && WHILE.has(words[start - 1]!.form) && words[start - 2]!.form === 'في') start -= 2
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
