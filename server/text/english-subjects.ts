import { AUXILIARIES, COMMAS, CONJUNCTIONS, hasVerb, isVerb, PREPOSITIONS, RELATIVES } from './english-words.ts'
import type { Passage, Range } from './reading.ts'
import { listOf, type Word } from './words.ts'

const PARENTHESES = listOf('however meanwhile too though')
const PRONOUNS = listOf('he she they it we i who')

// Who stands before a reporting verb; `asides` are statements put between: ", whose forces were driven out,".
export type Subject = Range & { asides: Range[] }

// "identified only as Sami"
const MANNER = listOf('only as simply by in at from under to')

const LONGEST = 40
const NOBODY = listOf('no nobody none nothing when if because since how what where why unless until')

export function subjectBefore(passage: Passage, at: number, floor: number): Subject | null {
  const { words } = passage
  const to = beforeAdverbs(words, at, floor)
  if (to < at && /^(?:and|but|or)$/.test(words[to - 1]?.form ?? '') || /^(?:and|but|or)$/.test(words[at - 1]?.form ?? '')) return null
  let from = startOf(passage, to, floor)
  while (from !== null && from < to && COMMAS.has(words[from]!.form)) from += 1
  if (from === null || from >= to || NOBODY.has(words[from]!.form) || RELATIVES.has(words[from]!.form) && words[from]!.form !== 'whose') return null
  if (words[from]!.form === 'whose') from += 1
  const first = CONJUNCTIONS.has(words[from]!.form) ? from + 1 : from
  const name = PREPOSITIONS.has(words[first]?.form ?? '') ? afterLead(words, first, to) : from
  if (name === null) return null
  return { from: name, to, asides: asidesIn(words, name, to) }
}

// "Nazari, however, said", "the army has repeatedly said"
function beforeAdverbs(words: readonly Word[], at: number, floor: number): number {
  let to = at
  const passive = words[at]!.form === 'quoted'
  while (to > floor && (AUXILIARIES.has(words[to - 1]!.form) || passive && /^(?:was|were|been|is)$/.test(words[to - 1]!.form))) to -= 1
  const parenthetical = COMMAS.has(words[to - 1]?.form ?? '') && PARENTHESES.has(words[to - 2]?.form ?? '') && COMMAS.has(words[to - 3]?.form ?? '')
  return parenthetical && to - 3 > floor ? to - 3 : to
}

// Back to the comma, conjunction or quotation that parts the subject from what stands before; null if a verb stands between.
function startOf({ words, speeches }: Passage, to: number, floor: number): number | null {
  let commas = COMMAS.has(words[to - 1]?.form ?? '') ? 2 : 0
  let from = to
  for (; from > floor && to - from < LONGEST; from -= 1) {
    const { form, start, end } = words[from - 1]!
    if (speeches.closes.has(start) || speeches.opens.has(end) || form === ':' || form === ';' || /^[–—]$/.test(form)) return from
    if (COMMAS.has(form) && commas-- === 0) return isPutBeside(words, floor, from) ? floor : from
    if (isVerb(words, from - 1) && !isReduced(words, from - 1, floor)) return null
    if (CONJUNCTIONS.has(form) && form !== 'and' && form !== 'or' && !(form === 'yet' && words[from]?.form === 'to')) return from - 1
    if (form === 'and' && (COMMAS.has(words[from - 2]?.form ?? '') || hasVerbBefore(words, from - 1, floor))) return from - 1
  }
  return from
}

// "The airline, SkyEast, which was banned, said": a short name before its other name.
function isPutBeside(words: readonly Word[], floor: number, from: number): boolean {
  return from - floor <= SHORT && !hasVerb(words, floor, from) && !PREPOSITIONS.has(words[floor]!.form) && !CONJUNCTIONS.has(words[floor]!.form) && !ADVERBS.has(words[floor]!.form)
}

const SHORT = 5
const ADVERBS = listOf('today yesterday meanwhile earlier later however')

// "… was shelled and the army said": the sentence before "and" is whole.
function hasVerbBefore(words: readonly Word[], at: number, floor: number): boolean {
  for (let index = at - 1; index >= Math.max(floor, at - 12); index--) {
    if (isVerb(words, index) && !isReduced(words, index, floor)) return true
  }
  return false
}

// A verb inside a name: "a resident reached by telephone", "a man who lost his home".
function isReduced(words: readonly Word[], at: number, floor: number): boolean {
  const next = words[at + 1]?.form ?? ''
  const before = words[at - 1]?.form ?? ''
  if (COMMAS.has(before) && (/(?:ed|wn|en)$/.test(words[at]!.form) && MANNER.has(next) || /^(?:asked|pressed|questioned)$/.test(words[at]!.form))) return true
  if (PREPOSITIONS.has(next) && !PRONOUNS.has(before) && /ed$|^(?:held|led|run|built|known|seen|made|found|taken|driven|hit)$/.test(words[at]!.form)) return true
  for (let index = at - 1; index >= Math.max(floor, at - 8); index--) {
    if (RELATIVES.has(words[index]!.form)) return true
    if (COMMAS.has(words[index]!.form)) return false
  }
  return false
}

// "At a news conference in Nairobi, the minister said": the lead stands in the frame.
function afterLead(words: readonly Word[], from: number, to: number): number | null {
  for (let index = from; index < to; index++) if (COMMAS.has(words[index]!.form)) return index + 1 < to ? index + 1 : null
  return null
}

function asidesIn(words: readonly Word[], from: number, to: number): Range[] {
  for (let index = from + 1; index < to; index++) {
    if (!COMMAS.has(words[index - 1]!.form) || !RELATIVES.has(words[index]!.form) && !isDescription(words, index, to)) continue
    let end = index
    while (end < to && !COMMAS.has(words[end]!.form)) end += 1
    return end - index > 3 && !words.slice(index, end).some((word) => /^(?:named|identified|anonymity|anonymous)$/.test(word.form)) ? [{ from: index, to: end }] : []
  }
  return []
}

// ", a former teacher who has run the city since 2015,"
function isDescription(words: readonly Word[], index: number, to: number): boolean {
  if (!/^(?:an?|the)$/.test(words[index]!.form)) return false
  for (let at = index + 2; at < Math.min(to - 3, index + 9) && !COMMAS.has(words[at]!.form); at++) if (/^(?:who|which|whose)$/.test(words[at]!.form)) return true
  return false
}

const LONGEST_LEAD = 20

// "Ten days after the flood,"
function isTime({ words }: Passage, from: number, to: number): boolean {
  return !hasVerb(words, from, to) && words.slice(from, to).some(({ form }, at) => /^(?:after|before|since|into)$/.test(form) && at > 0 && /^(?:minutes|hours?|days?|weeks?|months?|years?)$/.test(words[from + at - 1]!.form))
}

const LEADING = listOf('asked questioned pressed quizzed earlier later')

// "In an email, …": the circumstances of a report, no statement.
export function isLead(passage: Passage, from: number, to: number): boolean {
  const first = passage.words[from]?.form ?? ''
  if (to - from >= LONGEST_LEAD) return false
  if (isTime(passage, from, to)) return true
  return LEADING.has(first) || (PREPOSITIONS.has(first) || /...ing$/.test(first)) && !hasVerb(passage.words, from, to)
}

// Something with a verb or a quotation stands before the speaker; "On Monday," is no statement.
export function hasStatement({ words, speeches }: Passage, from: number, to: number): boolean {
  if (to - from > LONGEST_LEAD || hasVerb(words, from, to)) return true
  if (PREPOSITIONS.has(words[from]?.form ?? '') || /...ing$/.test(words[from]?.form ?? '')) return false
  let count = 0
  for (let index = from; index < to; index++) {
    if (speeches.contains(words[index]!.start)) return true
    if (!words[index]!.mark) count += 1
  }
  return count > 6
}

// A comma or the end of a quotation stands before the speaker.
export function isSetOff({ words, speeches }: Passage, from: number): boolean {
  const before = words[from - 1]
  return before !== undefined && (COMMAS.has(before.form) || speeches.closes.has(before.start) || /^["”»–—]$/.test(before.form))
}

export function isBehindSpeech({ words, speeches }: Passage, from: number): boolean {
  return [from - 1, from - 2].some((index) => words[index]?.mark && speeches.closes.has(words[index]!.start))
}
