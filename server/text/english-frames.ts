import { isStandIn, speakerIn } from './english-actors.ts'
import { cueAt, sayingAfter } from './english-cues.ts'
import { afterCircumstance, contentAfter, frameStop, isClause, isShortObject, mediumIn, nameStop } from './english-openings.ts'
import { behindRemark, embeddedFrame, isInRelative, isRemark, tellingFrame, whoBefore } from './english-relatives.ts'
import { accordingFrame, participleFrame, subjectOfSentence } from './english-sources.ts'
import { speaking, type Cue } from './english-speakers.ts'
import { hasStatement, isBehindSpeech, isLead, isSetOff, subjectBefore, type Subject } from './english-subjects.ts'
import {
  COMMAS, CONJUNCTIONS, hasVerb, isVerb, NEEDS_COMPLEMENT, NOT_INVERTED, PREPOSITIONS, RELATIVES, TAKES_OBJECT,
} from './english-words.ts'
import type { Attribution, Frame, Memory, Passage } from './reading.ts'
import { attributionOf, continued, relayedBy, type Speaker } from './speakers.ts'

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
  const who = whoBefore(passage.words, at, floor)
  if (who > floor) return tellingFrame(passage, cue, who, floor, memory)
  return embeddedFrame(passage, cue, floor, memory) ?? (subjectBefore(passage, at, floor) ? null : invertedFrame(passage, cue, floor, memory)) ?? sharedFrame(passage, cue, floor, memory, by) ?? spokenFrame(passage, cue, floor, memory, by)
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
  const whole = subjectBefore(passage, cue.at, floor)
  const subject = behindRemark(words, whole)
  if (subject && (isRemark(words, subject.from) || /^[a-z]{4,}ing$/.test(words[subject.from]!.form) && isSetOff(passage, subject.from) && subject.from > floor)) return null
  const speaker = subject && speakerIn(passage, subject)
  if (!subject || !speaker || isInRelative(words, subject.from, cue.at) && !/^(?:["“]|as)$/.test(words[cue.at + 1]?.form ?? '')) return null
  const content = contentAfter(passage, cue.form === 'quoted' ? sayingAfter(words, cue.at) : cue.at)
  const isBehind = hasStatement(passage, floor, subject.from) && isSetOff(passage, subject.from) && !CONJUNCTIONS.has(words[subject.from]!.form)
    && !(content?.bare && TAKES_OBJECT.has(cue.form) && !isBehindSpeech(passage, subject.from) && !PREPOSITIONS.has(words[content.at]!.form))
  if (isBehind && (content === null || content.bare && !isExpectation(words, cue.form, content.at))) {
    const to = frameStop(passage, cue.at + 1)
    if (!hasVerb(words, afterCircumstance(words, cue.at), to) || isBehindSpeech(passage, subject.from)) {
      return { from: subject.from, to, governs: 'before', by: speaking(speaker, cue, memory, passage, mediumIn(passage, cue.at + 1, to)), asides: subject.asides }
    }
  }
  if (content === null || content.bare && !TAKES_OBJECT.has(cue.form) && !isExpectation(words, cue.form, content.at) && (NEEDS_COMPLEMENT.has(cue.form) && !opensWithPronoun(words, content.at) || !isClause(passage, content.at))) return null
  if (by && !CONJUNCTIONS.has(words[subject.from]!.form) && !isSetOff(passage, subject.from) && subject === whole) return nested(cue, subject, speaker, content.at, by)
  const spoken = speaking(speaker, cue, memory, passage, mediumIn(passage, cue.at + 1, content.at))
  const isWhole = content.bare && subject.asides.length === 0 && (isShortObject(passage, cue.form, content.at) || isPerfect(passage, cue) || cue.form.startsWith('put'))
  const to = isWhole ? subject.from : content.at
  const lead = words[subject.from - 1]?.form === 'whose' ? subject.from - 1 : whole!.from
  const from = to > subject.from && isLead(passage, floor, lead) ? floor : lead
  return { from, to, governs: 'after', by: spoken, asides: to > subject.from ? subject.asides : [], briefly: content.bare && TAKES_OBJECT.has(cue.form) }
}

// "hinted they could leave"
function opensWithPronoun(words: Passage['words'], at: number): boolean {
  return /^(?:it|he|she|they|there)$/.test(words[at]?.form ?? '') && at + 1 < words.length && isVerb(words, at + 1)
}

// "rebels have threatened to stay away": news of what they did, more than words of theirs.
function isPerfect({ words }: Passage, { at, form }: Cue): boolean {
  return TAKES_OBJECT.has(form) && /^(?:has|have|had)$/.test(words[at - 1]?.form ?? '')
}

// "expect the bank to cut rates", "estimates the toll could rise"
function isExpectation(words: Passage['words'], form: string, from: number): boolean {
  if (!/^(?:expect|estimate)/.test(form)) return false
  for (let index = from; index < Math.min(words.length, from + 9) && !words[index]!.mark; index++) if (/^(?:to|will|would|could|may|might)$/.test(words[index]!.form)) return true
  return false
}

// "The minister said the company reported that …": one hop further in.
function nested(cue: Cue, subject: Subject, speaker: Speaker, to: number, by: Attribution): Frame | null {
  if (cue.stance !== 'says' || isStandIn(speaker)) return null
  return { from: subject.from, to, governs: 'after', by: relayedBy(attributionOf([speaker], cue.form, 'says'), by) }
}
