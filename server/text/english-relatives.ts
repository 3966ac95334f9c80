import { speakerIn } from './english-actors.ts'
import { REMARKS } from './english-clauses.ts'
import { contentAfter, isClause } from './english-openings.ts'
import { speaking, type Cue } from './english-speakers.ts'
import type { Subject } from './english-subjects.ts'
import { AUXILIARIES, COMMAS, isVerb, PREPOSITIONS, TAKES_OBJECT } from './english-words.ts'
import type { Frame, Memory, Passage } from './reading.ts'
import { continued } from './speakers.ts'

// ", who also said": where "who" stands, or -1.
export function whoBefore(words: Passage['words'], at: number, floor: number): number {
  let index = at - 1
  while (index > floor && AUXILIARIES.has(words[index]!.form)) index -= 1
  return /^(?:who|which)$/.test(words[index]?.form ?? '') && COMMAS.has(words[index - 1]?.form ?? '') ? index : -1
}

// "… was confirmed by Ana Brel, who added that …"
export function tellingFrame(passage: Passage, cue: Cue, who: number, floor: number, memory: Memory): Frame | null {
  const { words } = passage
  const content = contentAfter(passage, cue.at)
  if (!content || content.bare && (words[who]!.form === 'which' || cue.stance !== 'says' || TAKES_OBJECT.has(cue.form) || !isClause(passage, content.at))) return null
  const to = who - 1
  let from = to
  while (from > floor && to - from < LONGEST_EMBEDDED && !COMMAS.has(words[from - 1]!.form) && !PREPOSITIONS.has(words[from - 1]!.form) && !isVerb(words, from - 1)) from -= 1
  const speaker = from < to ? speakerIn(passage, { from, to }) : null
  const by = speaker ? speaking(speaker, cue, memory, passage) : to <= floor && memory.last ? continued(memory.last, cue.form, cue.stance, null) : null
  if (!by) return null
  let until = content.at
  while (until < words.length && !(COMMAS.has(words[until]!.form) && until + 1 < words.length && isVerb(words, until + 1))) until += 1
  return { from: who, to: content.at, governs: 'after', by, until }
}

const LONGEST_EMBEDDED = 12

// "The tremor, which the survey said hit at noon, was …": theirs up to the comma.
export function embeddedFrame(passage: Passage, cue: Cue, floor: number, memory: Memory): Frame | null {
  const { words } = passage
  if (cue.stance !== 'says' || cue.at + 1 >= words.length || !isVerb(words, cue.at + 1)) return null
  let from = cue.at - 1
  while (from > floor && cue.at - from < LONGEST_EMBEDDED && !isVerb(words, from) && !/^(?:which|who)$/.test(words[from]!.form)) from -= 1
  if (from <= floor || from > cue.at - 2 || !/^(?:which|who)$/.test(words[from]!.form) || !COMMAS.has(words[from - 1]!.form)) return null
  const speaker = speakerIn(passage, { from: from + 1, to: cue.at })
  if (!speaker) return null
  let until = cue.at + 1
  while (until < words.length && !COMMAS.has(words[until]!.form) && words[until]!.form !== '.') until += 1
  return { from, to: cue.at + 1, governs: 'after', by: speaking(speaker, cue, memory, passage), until }
}

// "the vote that the junta had promised"
export function isInRelative(words: Passage['words'], from: number, at: number): boolean {
  for (let index = at - 1; index > Math.max(from, at - 8); index--) {
    if (words[index]!.mark) return false
    if (words[index]!.form === 'that' || words[index]!.form === 'which') return index < at - 1
  }
  return false
}

// "a move that | sailors called “a pity”"
export function behindRemark(words: Passage['words'], subject: Subject | null): Subject | null {
  const that = subject && /^an?$/.test(words[subject.from]!.form) ? [2, 3].find((step) => /^(?:that|which)$/.test(words[subject.from + step]?.form ?? '')) : undefined
  return subject && that !== undefined && subject.from + that + 1 < subject.to ? { ...subject, from: subject.from + that + 1 } : subject
}

// "…, a charge the commission denies"
export function isRemark(words: Passage['words'], from: number): boolean {
  return /^an?$/.test(words[from]!.form) && REMARKS.has(words[from + 1]?.form ?? '')
}
