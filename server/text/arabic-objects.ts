import type { Passage } from './reading.ts'
import type { Cue } from './arabic-speakers.ts'
import { ADDRESSEES, ADDRESSEES_HE, AUDIENCES, AUXILIARIES, CLAUSE_OPENERS } from './arabic-words.ts'

// «دعا الوزير | جميع الأطراف إلى …», «وصف الوزير | القصف بأنه …»: of whom or what it is said belongs to what is said. Where that begins, else `to`.
export function objectBefore(passage: Passage, { at, form, stance }: Cue, to: number): number {
  if (stance === 'demands') return isObject(passage, at) ? at + 1 : addresseeBefore(passage, at, to)
  return /^(?:وصف|يصف|تصف|نصف)/.test(form) && !/(?:ه|ها|هم)$/.test(form) ? describedBefore(passage, at, to) : to
}

const TOLD = /^[ايتن]?(?:بلغ|خبر)/

// «أبلغ مصدر | وكالة الأنباء بأن …»: whom it was told is no part of who told it.
export function audienceBefore({ words }: Passage, { at, form }: Cue, to: number): number {
  if (!TOLD.test(form)) return to
  for (let index = at + 2; index < to; index++) if (AUDIENCES.has(words[index]!.form)) return index
  return to
}

// «إن رئيس الأركان أبلغ الوزراء بأن …»: who tells stands before the verb.
export function isToldTo({ words }: Passage, { at, form }: Cue, floor: number): boolean {
  const before = words[at - 1]
  return TOLD.test(form) && words[at]!.form === form && at - 1 > floor && before !== undefined && !before.mark && !AUXILIARIES.has(before.form) && !CLAUSE_OPENERS.has(before.form)
}

function addresseeBefore({ words }: Passage, at: number, to: number): number {
  for (let index = at + 2; index < to; index++) if (ADDRESSEES.has(words[index]!.form)) return index
  return to
}

// «طالب البلدية ب…», «طالبوا الوزير ب…»: the noun does not agree with the verb, so somebody named before is speaking.
function isObject({ words }: Passage, at: number): boolean {
  const verb = words[at]!.form
  if (/(?:ت|^و?ت.*)$/.test(verb) && ADDRESSEES_HE.has(words[at + 1]?.form ?? '')) return true
  return verb.endsWith('وا') || /^(?:ال.*ين|جميع|كل|كافة)$/.test(words[at + 1]?.form ?? '') || !/^[يت]|ت$/.test(verb.replace(/^[وف]/, '')) && /^ال.*ة$/.test(words[at + 1]?.form ?? '')
}

// The last noun, with the adjectives that agree with it.
function describedBefore({ words }: Passage, at: number, to: number): number {
  let index = to - 1
  while (index > at + 1 && /^ال.*ي(?:ة|ين|ون)?$/.test(words[index]!.form)) index -= 1
  return index > at && !words[index]!.mark && words[to]?.form.startsWith('ب') ? index : to
}
