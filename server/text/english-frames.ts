import { isStandIn, speakerIn } from './english-actors.ts'
import { afterCircumstance, contentAfter, frameStop, isClause, isShortObject, mediumIn, nameStop } from './english-openings.ts'
import { accordingFrame, participleFrame, subjectOfSentence } from './english-sources.ts'
import { speaking, type Cue } from './english-speakers.ts'
import { hasStatement, isBehindSpeech, isLead, isSetOff, subjectBefore, type Subject } from './english-subjects.ts'
import {
  COMMAS, CONJUNCTIONS, hasVerb, NEEDS_COMPLEMENT, NOT_INVERTED, NOUN_BEFORE, PREPOSITIONS, RELATIVES, REPORTING_VERBS, TAKES_OBJECT,
} from './english-words.ts'
import type { Attribution, Frame, Memory, Passage } from './reading.ts'
import { attributionOf, continued, relayedBy, type Speaker } from './speakers.ts'
import { listOf } from './words.ts'

export function frameAt(passage: Passage, at: number, floor: number, memory: Memory, by: Attribution | null): Frame | null {
  const word = passage.words[at]!
  if (word.mark || passage.speeches.contains(word.start)) return null
  return accordingFrame(passage, at, floor, memory)
    ?? participleFrame(passage, at, floor, memory, by)
    ?? verbFrame(passage, at, floor, memory, by)
}

function verbFrame(passage: Passage, at: number, floor: number, memory: Memory, by: Attribution | null): Frame | null {
  const cue = cueAt(passage, at)
  if (!cue) return null
  return (subjectBefore(passage, at, floor) ? null : invertedFrame(passage, cue, floor, memory)) ?? sharedFrame(passage, cue, floor, memory, by) ?? spokenFrame(passage, cue, floor, memory, by)
}

function cueAt({ words }: Passage, at: number): Cue | null {
  const { form } = words[at]!
  const stance = REPORTING_VERBS.get(form)
  const before = words[at - 1]?.form ?? ''
  if (form === 'quoted' && /^(?:was|were|been|is)$/.test(before)) return sayingAfter(words, at) > at ? { at, form, stance: 'says' } : null
  if (isPassive(words, at) || FOUND.has(form) && PREPOSITIONS.has(words[at + 1]?.form ?? '')) return null
  if (!stance || NOUN_BEFORE.has(before) || form.startsWith('claim') && words[at + 1]?.form === 'responsibility' || /^claims?$/.test(form) && !CLAIMED.has(words[at + 1]?.form ?? '')) return null
  if (AS_OBJECT.test(form)) return sayAs(words, at) ? { at, form, stance: 'judges' } : form.startsWith('describe') ? { at, form, stance: 'says' } : null
  if (form.startsWith('point') && words[at + 1]?.form !== 'out') return null
  if (form.startsWith('put') && !isFigure(words, at)) return null
  if (form.startsWith('call') && !isJudged(words, at)) return null
  return { at, form, stance }
}

// "described the attack as cowardly" judges, "described a long night" tells.
const AS_OBJECT = /^(?:describe|dismiss|hail)/

// "put the toll at 40"
function isFigure(words: Passage['words'], at: number): boolean {
  return [2, 3].some((step) => FIGURES.has(words[at + step]?.form ?? ''))
}

const FIGURES = listOf('toll figure figures number numbers cost costs damage total estimate count share rate')

// "called it a disgrace", "called for calm", not "called a meeting".
function isJudged(words: Passage['words'], at: number): boolean {
  const next = words[at + 1]?.form ?? ''
  if (next === 'for' || next === 'on' || next === 'upon') return true
  for (let index = at + 2; index < Math.min(words.length, at + 12); index++) {
    const { form, mark } = words[index]!
    if (/^["“]$/.test(form) || (form === 'a' || form === 'an') && !PREPOSITIONS.has(words[index - 1]!.form)) return true
    if (mark && /[,.;:]/.test(form)) return false
  }
  return false
}

function sayAs(words: Passage['words'], at: number): boolean {
  for (let index = at + 1; index < Math.min(words.length, at + 14) && !words[index]!.mark; index++) if (words[index]!.form === 'as') return true
  return false
}

// "the protein found in blood" reports nothing.
const FOUND = listOf('found shown described asked')

// "threatened with arrest", "reported by the clinic"
function isPassive(words: Passage['words'], at: number): boolean {
  const next = words[at + 1]?.form ?? ''
  return words[at]!.form.endsWith('ed') && (next === 'with' || next === 'by') && !/^(?:replied|responded|added|ended)$/.test(words[at]!.form)
}

const CLAIMED = listOf('that he she it they the his her their this')

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
function sharedFrame(passage: Passage, cue: Cue, floor: number, memory: Memory, by: Attribution | null): Frame | null {
  const { words } = passage
  const from = cue.at - 1
  if (words[from]?.form !== 'and' && words[from]?.form !== 'but') return null
  const content = contentAfter(passage, cue.at)
  if (!content || content.bare && !TAKES_OBJECT.has(cue.form) && (NEEDS_COMPLEMENT.has(cue.form) || !isClause(passage, content.at))) return null
  const earlier = by ?? ([floor, floor + 1].some((index) => RELATIVES.has(words[index]?.form ?? '')) ? memory.last : from > floor ? subjectOfSentence(passage, { ...cue, at: from }, floor, memory) : null)
  const isWhole = content.bare && isShortObject(passage, cue.form, content.at)
  return earlier && { from, to: isWhole ? from : content.at, governs: 'after', by: continued(earlier, cue.form, cue.stance, null) }
}

function spokenFrame(passage: Passage, cue: Cue, floor: number, memory: Memory, by: Attribution | null): Frame | null {
  const { words } = passage
  const subject = subjectBefore(passage, cue.at, floor)
  const speaker = subject && speakerIn(passage, subject)
  if (!subject || !speaker || isInRelative(words, subject.from, cue.at)) return null
  const content = contentAfter(passage, cue.form === 'quoted' ? sayingAfter(words, cue.at) : cue.at)
  const isBehind = hasStatement(passage, floor, subject.from) && isSetOff(passage, subject.from) && !CONJUNCTIONS.has(words[subject.from]!.form)
    && !(content?.bare && TAKES_OBJECT.has(cue.form) && !isBehindSpeech(passage, subject.from))
  if (isBehind && (content === null || content.bare)) {
    const to = frameStop(passage, cue.at + 1)
    if (!hasVerb(words, afterCircumstance(words, cue.at), to) || isBehindSpeech(passage, subject.from)) {
      return { from: subject.from, to, governs: 'before', by: speaking(speaker, cue, memory, passage, mediumIn(passage, cue.at + 1, to)), asides: subject.asides }
    }
  }
  if (content === null || content.bare && !TAKES_OBJECT.has(cue.form) && !isExpectation(words, cue.form, content.at) && (NEEDS_COMPLEMENT.has(cue.form) || !isClause(passage, content.at))) return null
  if (by && !CONJUNCTIONS.has(words[subject.from]!.form) && !isSetOff(passage, subject.from)) return nested(cue, subject, speaker, content.at, by)
  const spoken = speaking(speaker, cue, memory, passage, mediumIn(passage, cue.at + 1, content.at))
  const isWhole = content.bare && subject.asides.length === 0 && (isShortObject(passage, cue.form, content.at) || isPerfect(passage, cue) || cue.form.startsWith('put'))
  const to = isWhole ? subject.from : content.at
  const from = to > subject.from && isLead(passage, floor, subject.from) ? floor : subject.from
  return { from, to, governs: 'after', by: spoken, asides: to > subject.from ? subject.asides : [], briefly: content.bare && TAKES_OBJECT.has(cue.form) }
}

// "the vote that the junta had promised"
function isInRelative(words: Passage['words'], from: number, at: number): boolean {
  for (let index = at - 1; index > Math.max(from, at - 8); index--) {
    if (words[index]!.mark) return false
    if (words[index]!.form === 'that' || words[index]!.form === 'which') return index < at - 1
  }
  return false
}

// "rebels have threatened to stay away": news of what they did, more than words of theirs.
function isPerfect({ words }: Passage, { at, form }: Cue): boolean {
  return TAKES_OBJECT.has(form) && /^(?:has|have|had)$/.test(words[at - 1]?.form ?? '')
}

// "expect the bank to cut rates"
function isExpectation(words: Passage['words'], form: string, from: number): boolean {
  if (!form.startsWith('expect')) return false
  for (let index = from; index < Math.min(words.length, from + 9) && !words[index]!.mark; index++) if (words[index]!.form === 'to') return true
  return false
}

// "The minister said the company reported that …": one hop further in.
function nested(cue: Cue, subject: Subject, speaker: Speaker, to: number, by: Attribution): Frame | null {
  if (cue.stance !== 'says' || isStandIn(speaker)) return null
  return { from: subject.from, to, governs: 'after', by: relayedBy(attributionOf([speaker], cue.form, 'says'), by) }
}
