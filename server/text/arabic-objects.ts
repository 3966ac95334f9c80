import type { Passage } from './reading.ts'
import type { Cue } from './arabic-speakers.ts'
import { ADDRESSEES } from './arabic-words.ts'

// «دعا الوزير | جميع الأطراف إلى …», «وصف الوزير | القصف بأنه …»: of whom or what it is said belongs to what is said. Where that begins, else `to`.
export function objectBefore(passage: Passage, { at, form, stance }: Cue, to: number): number {
  if (stance === 'demands') return addresseeBefore(passage, at, to)
  return /^(?:وصف|يصف|تصف|نصف)/.test(form) && !/(?:ه|ها|هم)$/.test(form) ? describedBefore(passage, at, to) : to
}

function addresseeBefore({ words }: Passage, at: number, to: number): number {
  for (let index = at + 2; index < to; index++) if (ADDRESSEES.has(words[index]!.form)) return index
  return to
}

// The last noun, with the adjectives that agree with it.
function describedBefore({ words }: Passage, at: number, to: number): number {
  let index = to - 1
  while (index > at + 1 && /^ال.*ي(?:ة|ين|ون)?$/.test(words[index]!.form)) index -= 1
  return index > at && !words[index]!.mark && words[to]?.form.startsWith('ب') ? index : to
}
