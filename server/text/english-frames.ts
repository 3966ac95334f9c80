import { isStandIn, speakerIn } from './english-actors.ts'
import {
  AUDIENCES, AUXILIARIES, CIRCUMSTANCES, COMMAS, CONJUNCTIONS, looksLikeVerb, NEEDS_COMPLEMENT, PARTICIPLES, PRONOUNS, REPORTING_VERBS, STOPS,
} from './english-words.ts'
import type { Attribution, Frame, Memory, Passage, Range, Stance } from './reading.ts'
import { attributionOf, continued, recall, relayedBy, remember, type Speaker } from './speakers.ts'
import { listOf } from './words.ts'

// How far a frame may reach. It also keeps the work linear.
const WINDOW = 36

type Cue = { at: number; stance: Stance }

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
  const leading = isStart(passage, at, floor)
  const to = nameStop(passage, at + 2)
  const speaker = speakerIn(passage, { from: at + 2, to })
  if (!speaker) return null
  const by = speaking(speaker, { at, stance: 'says' }, passage, memory, 'according to')
  return { from: at, to: leading && COMMAS.has(words[to]?.form ?? '') ? to + 1 : to, governs: leading ? 'after' : 'before', by }
}

function isStart({ words }: Passage, at: number, floor: number): boolean {
  return at - floor < 3 && words.slice(floor, at).every((word) => word.mark || CONJUNCTIONS.has(word.form))
}

const NAME_ENDS = listOf('while but although though whereas when after as because which')

function nameStop({ words, speeches }: Passage, from: number): number {
  for (let index = from; index < words.length; index++) {
    const { form, start, end } = words[index]!
    if (COMMAS.has(form) || form === ')' || STOPS.has(form) && isLast(words, index) || speeches.opens.has(end) || speeches.closes.has(start)) return index
    if (index > from && NAME_ENDS.has(form)) return index
    if (index - from > WINDOW) return Math.min(from + 5, words.length)
  }
  return words.length
}

function isLast(words: Passage['words'], at: number): boolean {
  return at + 2 >= words.length || !/^[a-z]/.test(words[at + 1]!.form)
}

// "…, adding that …": whoever has been speaking.
function participleFrame(passage: Passage, at: number, floor: number, memory: Memory, by: Attribution | null): Frame | null {
  const { words, speeches } = passage
  const stance = PARTICIPLES.get(words[at]!.form)
  const before = words[at - 1]
  if (!stance || at <= floor && !by || !before || !COMMAS.has(before.form) && !speeches.closes.has(before.start)) return null
  if (words[at]!.form === 'citing' || words[at]!.form === 'quoting') return citingFrame(passage, at, memory, by)
  const next = words[at + 1]?.form ?? ''
  const to = next === 'that' || next === ':' ? at + 2 : at + 1
  const earlier = by ?? recall(memory, null)
  return { from: at, to, governs: 'after', by: earlier ? continued(earlier, words[at]!.form, stance, null) : attributionOf([], words[at]!.form, stance) }
}

// "…, citing two officials": one hop further in.
function citingFrame(passage: Passage, at: number, memory: Memory, by: Attribution | null): Frame | null {
  const to = nameStop(passage, at + 1)
  const speaker = speakerIn(passage, { from: at + 1, to })
  if (!speaker) return null
  const inner = attributionOf([speaker], passage.words[at]!.form, 'says')
  const outer = by ?? recall(memory, null)
  const joined = outer ? relayedBy(inner, outer) : inner
  const source = speaker.named ? speaker.source : outer?.source ?? speaker.source
  return { from: at, to, governs: 'before', by: { ...joined, source } }
}

function verbFrame(passage: Passage, at: number, floor: number, memory: Memory, by: Attribution | null): Frame | null {
  const cue = cueAt(passage, at)
  if (!cue) return null
  return invertedFrame(passage, cue, floor, memory) ?? leadingOrTrailing(passage, cue, floor, memory, by)
}

function cueAt({ words }: Passage, at: number): Cue | null {
  const stance = REPORTING_VERBS.get(words[at]!.form)
  if (!stance) return null
  const before = words[at - 1]?.form ?? ''
  if (listOf('to would could should can will the a an of his her their its this that no any be been being was were is are not under in new official').has(before)) return null
  return { at, stance }
}

// "…," said Ali Hassan, a spokesman for the port.
function invertedFrame(passage: Passage, cue: Cue, floor: number, memory: Memory): Frame | null {
  const { words, speeches } = passage
  const before = words[cue.at - 1]
  if (cue.at <= floor || !before || !COMMAS.has(before.form) && !speeches.closes.has(before.start)) return null
  const next = words[cue.at + 1]
  if (!next || next.mark || looksLikeVerb(next.form) || next.form === 'that') return null
  const to = frameStop(passage, cue.at + 1)
  const speaker = speakerIn(passage, { from: cue.at + 1, to: firstComma(passage, cue.at + 1, to) })
  if (!speaker) return null
  return { from: cue.at, to, governs: 'before', by: speaking(speaker, cue, passage, memory) }
}

function firstComma({ words }: Passage, from: number, to: number): number {
  for (let index = from; index < to; index++) if (COMMAS.has(words[index]!.form) || index > from && CIRCUMSTANCES.has(words[index]!.form)) return index
  return to
}

// The end of a frame that stands behind its words: what is put beside the name belongs to it, a new statement does not.
function frameStop(passage: Passage, from: number): number {
  const { words, speeches } = passage
  for (let index = from; index < Math.min(words.length, from + WINDOW); index++) {
    const { form, end } = words[index]!
    if (STOPS.has(form) && isLast(words, index) || speeches.opens.has(end) || form === ';' || form === ':') return index
    if (COMMAS.has(form) && opensStatement(passage, index + 1)) return index
    if (index > from && (NAME_ENDS.has(form) && form !== 'as' && form !== 'which' && form !== 'when')) return index
  }
  return Math.min(words.length, from + WINDOW)
}

function opensStatement({ words }: Passage, at: number): boolean {
  const form = words[at]?.form ?? ''
  if (CONJUNCTIONS.has(form) || PARTICIPLES.has(form)) return true
  for (let index = at; index < Math.min(words.length, at + 9); index++) {
    const { form: each } = words[index]!
    if (COMMAS.has(each) || STOPS.has(each) || listOf('who which whose').has(each)) return false
    if (looksLikeVerb(each) && index > at) return true
  }
  return false
}

function leadingOrTrailing(passage: Passage, cue: Cue, floor: number, memory: Memory, by: Attribution | null): Frame | null {
  const { words } = passage
  const subject = subjectBefore(passage, cue.at, floor)
  if (!subject) return null
  const content = contentAfter(passage, cue)
  const hasWordsBefore = hasWords(passage, floor, subject.from)
  if (hasWordsBefore && (content === null || content.bare) && isSetOff(passage, subject.from)) {
    const to = frameStop(passage, cue.at + 1)
    if (content === null || to <= content.at + 1 || !hasVerbIn(passage, cue.at + 1, to)) return trailing(passage, cue, subject, to, memory)
  }
  if (content === null || content.bare && NEEDS_COMPLEMENT.has(words[cue.at]!.form)) return null
  if (by && !hasWordsBefore && !CONJUNCTIONS.has(words[subject.from]?.form ?? '')) return nested(passage, cue, subject, content.at, by)
  const speaker = speakerIn(passage, subject)
  if (!speaker) return null
  return { from: subject.from, to: content.at, governs: 'after', by: speaking(speaker, cue, passage, memory, undefined, mediumOf(passage, cue.at + 1, content.at)) }
}

// "The minister said the company reported that …": one hop further in.
function nested(passage: Passage, cue: Cue, subject: Range, to: number, by: Attribution): Frame | null {
  const speaker = speakerIn(passage, subject)
  if (!speaker || cue.stance !== 'says' || isStandIn(speaker)) return null
  return { from: subject.from, to, governs: 'after', by: relayedBy(attributionOf([speaker], passage.words[cue.at]!.form, 'says'), by) }
}

function trailing(passage: Passage, cue: Cue, subject: Range, to: number, memory: Memory): Frame | null {
  const speaker = speakerIn(passage, subject)
  if (!speaker) return null
  return { from: subject.from, to, governs: 'before', by: speaking(speaker, cue, passage, memory, undefined, mediumOf(passage, cue.at + 1, to)) }
}

function hasWords({ words }: Passage, from: number, to: number): boolean {
  for (let index = from; index < to; index++) if (!words[index]!.mark && !CONJUNCTIONS.has(words[index]!.form)) return true
  return false
}

function hasVerbIn({ words }: Passage, from: number, to: number): boolean {
  for (let index = from; index < to; index++) if (looksLikeVerb(words[index]!.form)) return true
  return false
}

// A comma or the end of a quotation stands before the speaker.
function isSetOff({ words, speeches }: Passage, from: number): boolean {
  const before = words[from - 1]
  return before !== undefined && (COMMAS.has(before.form) || before.mark && speeches.closes.has(before.start) || /^["”»]$/.test(before.form))
}

// From the verb back to where its subject begins; over "Ali Hassan, a spokesman for the port, said".
function subjectBefore(passage: Passage, at: number, floor: number): Range | null {
  const { words, speeches } = passage
  let to = at
  while (to > floor && (AUXILIARIES.has(words[to - 1]!.form))) to -= 1
  let commas = COMMAS.has(words[to - 1]?.form ?? '') ? 2 : 0
  let from = to
  while (from > floor && to - from < WINDOW) {
    const { form, start, end } = words[from - 1]!
    if (speeches.closes.has(start) || speeches.opens.has(end) || form === ':' || form === ';' || /^["”»]$/.test(form) && speeches.closes.has(start)) break
    if (COMMAS.has(form)) {
      if (commas === 0) break
      commas -= 1
    }
    if (looksLikeVerb(form) && !isInRelative(passage, from - 1, floor)) return null
    from -= 1
    if (CONJUNCTIONS.has(form) && form !== 'and' && form !== 'or') break
    if (form === 'and' && COMMAS.has(words[from - 1]?.form ?? '')) break
  }
  return from < to ? { from, to } : null
}

function isInRelative({ words }: Passage, at: number, floor: number): boolean {
  for (let index = at; index >= Math.max(floor, at - 6); index--) if (PRONOUNS.has(words[index]!.form) && words[index]!.form === 'who') return true
  return false
}

// Where what is said begins. `bare`: no "that", colon or quotation says so.
function contentAfter(passage: Passage, { at }: Cue): { at: number; bare: boolean } | null {
  const { words, speeches } = passage
  for (let index = at + 1; index < Math.min(words.length, at + 26); index++) {
    const { form, end } = words[index]!
    if (form === 'that' || form === ':') return { at: index + 1, bare: false }
    if (speeches.opens.has(end)) return { at: index, bare: false }
    if (STOPS.has(form) && isLast(words, index)) break
    if (index > at + 1 && looksLikeVerb(form)) break
  }
  const next = words[at + 1]
  if (!next || next.mark) return null
  const from = afterCircumstance(passage, at + 1)
  return from < words.length && !STOPS.has(words[from]!.form) && !COMMAS.has(words[from]!.form) ? { at: from, bare: true } : null
}

// "told AFP on Monday the port was closed"
function afterCircumstance({ words }: Passage, from: number): number {
  let index = from
  const told = /^(?:told|tells|tell)$/.test(words[from - 1]!.form)
  if (told) {
    while (index < words.length && AUDIENCES.has(words[index]!.form)) index += 1
    if (index === from) index += 1
  }
  while (index < words.length && /^(?:on|in|monday|tuesday|wednesday|thursday|friday|saturday|sunday|late|earlier|today|yesterday|statement|a)$/.test(words[index]!.form) && index < from + 8) index += 1
  return index
}

function mediumOf({ words, text }: Passage, from: number, to: number): string | null {
  let end = to
  while (end > from && (words[end - 1]!.mark || words[end - 1]!.form === 'that')) end -= 1
  const stop = words.findIndex((word, index) => index >= from && index < end && word.mark)
  return end > from && (stop < 0 || stop > from) ? text.slice(words[from]!.start, words[(stop < 0 ? end : stop) - 1]!.end) : null
}

function speaking(speaker: Speaker, cue: Cue, { words }: Passage, memory: Memory, written?: string, medium: string | null = null): Attribution {
  const verb = written ?? words[cue.at]!.form
  const earlier = recall(memory, null)
  if (isStandIn(speaker) && earlier) return continued(earlier, verb, cue.stance, medium)
  const by = attributionOf([{ ...speaker, medium }], verb, cue.stance)
  remember(memory, by, null)
  return by
}
