import { speakerIn, isStandIn } from './english-actors.ts'
import { contentAfter, frameStop, nameStop } from './english-openings.ts'
import { subjectBefore, type Subject } from './english-subjects.ts'
import {
  COMMAS, CONJUNCTIONS, hasVerb, isVerb, NEEDS_COMPLEMENT, NO_SPEAKERS, NOT_INVERTED, NOUN_BEFORE, PARTICIPLES, PREPOSITIONS, REPORTING_VERBS, TAKES_OBJECT, TITLES,
} from './english-words.ts'
import type { Attribution, Frame, Memory, Passage, Stance } from './reading.ts'
import { attributionOf, continued, recall, recallBy, relayedBy, remember, type Speaker } from './speakers.ts'
import { listOf } from './words.ts'

const LONGEST_LEAD = 12
const LEADING = listOf('speaking addressing writing responding talking testifying earlier later')
const LONGEST_SUBJECT = 24
const LONGEST_SENTENCE = 60

type Cue = { at: number; form: string; stance: Stance }

export function frameAt(passage: Passage, at: number, floor: number, memory: Memory, by: Attribution | null): Frame | null {
  const word = passage.words[at]!
  if (word.mark || passage.speeches.contains(word.start)) return null
  return accordingFrame(passage, at, floor, memory)
    ?? participleFrame(passage, at, floor, memory, by)
    ?? verbFrame(passage, at, floor, memory, by)
}

// "according to the port authority": before its words at the start of a sentence, behind them elsewhere.
function accordingFrame(passage: Passage, at: number, floor: number, memory: Memory): Frame | null {
  const { words } = passage
  if (words[at]!.form !== 'according' || words[at + 1]?.form !== 'to') return null
  const leading = at - floor < 3 && words.slice(floor, at).every((word) => word.mark || CONJUNCTIONS.has(word.form))
  const to = nameStop(passage, at + 2)
  const speaker = speakerIn(passage, { from: at + 2, to })
  if (!speaker || NO_SPEAKERS.has(words[to - 1]!.form)) return null
  const by = speaking(speaker, { at, form: 'according to', stance: 'says' }, memory, passage)
  return { from: at, to: leading && COMMAS.has(words[to]?.form ?? '') ? to + 1 : to, governs: leading ? 'after' : 'before', by }
}

// "…, adding that …": whoever has been speaking.
function participleFrame(passage: Passage, at: number, floor: number, memory: Memory, by: Attribution | null): Frame | null {
  const { words, speeches } = passage
  const { form } = words[at]!
  const stance = PARTICIPLES.get(form)
  const before = words[at - 1]
  if (!stance || at <= floor && !by || !before || !COMMAS.has(before.form) && !speeches.closes.has(before.start)) return null
  if (form === 'citing' || form === 'quoting') return citingFrame(passage, at, floor, memory, by)
  const next = words[at + 1]?.form ?? ''
  const told = form === 'telling' ? contentAfter(passage, at)?.at : undefined
  const to = told ?? (next === 'that' || next === ':' ? at + 2 : at + 1)
  const earlier = by ?? subjectOfSentence(passage, at, floor, stance) ?? recall(memory, null)
  return { from: at, to, governs: 'after', by: earlier ? continued(earlier, form, stance, null) : attributionOf([], form, stance) }
}

// "Clean Rivers disputed that account, saying …": who the sentence is about.
function subjectOfSentence(passage: Passage, at: number, floor: number, stance: Stance): Attribution | null {
  const { words } = passage
  let verb = Math.max(floor, at - LONGEST_SENTENCE)
  while (verb < at && !isVerb(words, verb) && !REPORTING_VERBS.has(words[verb]!.form)) verb += 1
  const subject = verb < at ? subjectBefore(passage, verb, floor) : null
  const speaker = subject && speakerIn(passage, subject)
  return speaker && !isStandIn(speaker) ? attributionOf([speaker], words[at]!.form, stance) : null
}

// "…, citing two officials" behind a report; "Reuters, citing two officials, reported that …" before one.
function citingFrame(passage: Passage, at: number, floor: number, memory: Memory, by: Attribution | null): Frame | null {
  const { words } = passage
  const to = nameStop(passage, at + 1)
  const cited = speakerIn(passage, { from: at + 1, to })
  if (!cited) return null
  const verb = COMMAS.has(words[to]?.form ?? '') ? words[to + 1]?.form ?? '' : ''
  const content = REPORTING_VERBS.has(verb) ? contentAfter(passage, to + 1) : null
  const agency = content && !by ? speakerIn(passage, { from: floor, to: at }) : null
  if (content && agency) {
    const both = attributionOf([cited, agency], verb, REPORTING_VERBS.get(verb)!)
    remember(memory, both, null)
    return { from: floor, to: content.at, governs: 'after', by: both }
  }
  const inner = attributionOf([cited], words[at]!.form, 'says')
  const outer = by ?? recall(memory, null)
  return { from: at, to, governs: 'before', by: outer && by ? { ...relayedBy(inner, outer), source: cited.named ? cited.source : outer.source } : inner }
}

function verbFrame(passage: Passage, at: number, floor: number, memory: Memory, by: Attribution | null): Frame | null {
  const cue = cueAt(passage, at)
  if (!cue) return null
  return (subjectBefore(passage, at, floor) ? null : invertedFrame(passage, cue, floor, memory)) ?? sharedFrame(passage, cue, by) ?? spokenFrame(passage, cue, floor, memory, by)
}

function cueAt({ words }: Passage, at: number): Cue | null {
  const { form } = words[at]!
  const stance = REPORTING_VERBS.get(form)
  const before = words[at - 1]?.form ?? ''
  if (form === 'quoted' && /^(?:was|were|been|is)$/.test(before)) return sayingAfter(words, at) > at ? { at, form, stance: 'says' } : null
  if (!stance || NOUN_BEFORE.has(before) || form.startsWith('claim') && words[at + 1]?.form === 'responsibility') return null
  return { at, form, stance }
}

// "was quoted by AFP as saying"
function sayingAfter(words: Passage['words'], at: number): number {
  for (let index = at + 1; index < Math.min(words.length, at + 8); index++) if (words[index]!.form === 'saying') return index
  return at
}

// "…," said Ali Hassan, a spokesman for the port.
function invertedFrame(passage: Passage, cue: Cue, floor: number, memory: Memory): Frame | null {
  const { words, speeches } = passage
  const before = words[cue.at - 1]
  const next = words[cue.at + 1]
  if (cue.at <= floor || !before || !next || next.mark || NOT_INVERTED.has(cue.form)) return null
  if (!COMMAS.has(before.form) && !speeches.closes.has(before.start) || PREPOSITIONS.has(next.form) || next.form === 'that') return null
  const to = frameStop(passage, cue.at + 1)
  if (hasVerb(words, cue.at + 1, nameStop(passage, cue.at + 1))) return null
  const speaker = speakerIn(passage, { from: cue.at + 1, to })
  return speaker && { from: cue.at, to, governs: 'before', by: speaking(speaker, cue, memory, passage) }
}

// "He blamed the drains and said …": the second verb has the first one's speaker.
function sharedFrame(passage: Passage, cue: Cue, by: Attribution | null): Frame | null {
  const { words } = passage
  const before = words[cue.at - 1]?.form ?? ''
  if (!by || before !== 'and' && before !== 'but') return null
  const content = contentAfter(passage, cue.at)
  if (!content || content.bare && NEEDS_COMPLEMENT.has(cue.form) && !TAKES_OBJECT.has(cue.form)) return null
  return { from: cue.at - 1, to: content.at, governs: 'after', by: continued(by, cue.form, cue.stance, null) }
}

function spokenFrame(passage: Passage, cue: Cue, floor: number, memory: Memory, by: Attribution | null): Frame | null {
  const { words } = passage
  const subject = subjectBefore(passage, cue.at, floor)
  const speaker = subject && speakerIn(passage, subject)
  if (!subject || !speaker) return null
  const content = contentAfter(passage, cue.form === 'quoted' ? sayingAfter(words, cue.at) : cue.at)
  const isBehind = hasStatement(passage, floor, subject.from) && isSetOff(passage, subject.from)
  if (isBehind && (content === null || content.bare)) {
    const to = frameStop(passage, cue.at + 1)
    if (!hasVerb(words, cue.at + 1, to) || isBehindSpeech(passage, subject.from)) {
      return { from: subject.from, to, governs: 'before', by: speaking(speaker, cue, memory, passage, mediumIn(passage, cue.at + 1, to)), asides: subject.asides }
    }
  }
  if (content === null || content.bare && !TAKES_OBJECT.has(cue.form) && (NEEDS_COMPLEMENT.has(cue.form) || !isClause(passage, content.at))) return null
  if (by && !CONJUNCTIONS.has(words[subject.from]!.form) && !isSetOff(passage, subject.from)) return nested(cue, subject, speaker, content.at, by)
  const spoken = speaking(speaker, cue, memory, passage, mediumIn(passage, cue.at + 1, content.at))
  const to = content.bare && isShortObject(passage, cue, content.at) ? subject.from : content.at
  const from = to > subject.from && isLead(passage, floor, subject.from) ? floor : subject.from
  return { from, to, governs: 'after', by: spoken, asides: to > subject.from ? subject.asides : [], briefly: content.bare && TAKES_OBJECT.has(cue.form) }
}

// "said the ship had sunk" reports; "have said little" does not.
function isClause({ words }: Passage, from: number): boolean {
  for (let index = from; index < Math.min(words.length, from + LONGEST_SUBJECT); index++) {
    if (isVerb(words, index)) return true
    if (words[index]!.form === '.' || words[index]!.form === ';') return false
  }
  return false
}

// "In an email, …": the circumstances of a report, no statement.
function isLead(passage: Passage, from: number, to: number): boolean {
  return to - from < LONGEST_LEAD && (PREPOSITIONS.has(passage.words[from]?.form ?? '') || LEADING.has(passage.words[from]?.form ?? '')) && !hasVerb(passage.words, from, to)
}

// "denied any role": too little to be a statement by itself, so that the clause stays whole.
function isShortObject({ words }: Passage, cue: Cue, from: number): boolean {
  if (!TAKES_OBJECT.has(cue.form) || words[from]?.form === 'to') return false
  let count = 0
  for (let index = from; index < words.length && count < 4; index++) {
    if (words[index]!.mark && /[,.;]/.test(words[index]!.form) || CONJUNCTIONS.has(words[index]!.form)) break
    count += 1
  }
  return count < 4
}

// "The minister said the company reported that …": one hop further in.
function nested(cue: Cue, subject: Subject, speaker: Speaker, to: number, by: Attribution): Frame | null {
  if (cue.stance !== 'says' || isStandIn(speaker)) return null
  return { from: subject.from, to, governs: 'after', by: relayedBy(attributionOf([speaker], cue.form, 'says'), by) }
}

// Something with a verb or a quotation stands before the speaker; "On Monday," is no statement.
function hasStatement({ words, speeches }: Passage, from: number, to: number): boolean {
  if (to - from > LONGEST_LEAD || hasVerb(words, from, to)) return true
  let count = 0
  for (let index = from; index < to; index++) {
    if (speeches.contains(words[index]!.start)) return true
    if (!words[index]!.mark) count += 1
  }
  return count > 6
}

// A comma or the end of a quotation stands before the speaker.
function isSetOff({ words, speeches }: Passage, from: number): boolean {
  const before = words[from - 1]
  return before !== undefined && (COMMAS.has(before.form) || speeches.closes.has(before.start) || /^["”»–—]$/.test(before.form))
}

function isBehindSpeech({ words, speeches }: Passage, from: number): boolean {
  return [from - 1, from - 2].some((index) => words[index]?.mark && speeches.closes.has(words[index]!.start))
}

function mediumIn({ words, text }: Passage, from: number, to: number): string | null {
  let end = from
  while (end < to && !words[end]!.mark && words[end]!.form !== 'that' && !isVerb(words, end)) end += 1
  return end > from ? text.slice(words[from]!.start, words[end - 1]!.end) : null
}

function speaking(speaker: Speaker, cue: Cue, memory: Memory, { text }: Passage, medium: string | null = null): Attribution {
  const earlier = isStandIn(speaker) ? recallTitled(memory, speaker) ?? recall(memory, null) : recallTitled(memory, speaker)
  if (earlier) return continued(earlier, cue.form, cue.stance, medium)
  const by = attributionOf([{ ...speaker, medium }], cue.form, cue.stance)
  remember(memory, by, null, text.slice(Math.max(0, speaker.source.start - AROUND), speaker.source.end + AROUND))
  return by
}

const AROUND = 40

// "the mayor": whoever was introduced as mayor. "The ministry" is a name of its own.
function recallTitled(memory: Memory, { name }: Speaker): Attribution | null {
  const [article, title, ...rest] = name.toLowerCase().split(/\s+/)
  return article === 'the' && title && rest.length === 0 && TITLES.has(title) ? recallBy(memory, title) : null
}
