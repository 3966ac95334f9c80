import { speakerIn } from './english-actors.ts'
import { contentAfter, nameStop } from './english-openings.ts'
import { speaking, type Cue } from './english-speakers.ts'
import { isLead, subjectBefore } from './english-subjects.ts'
import { ANONYMOUS, COMMAS, CONJUNCTIONS, isVerb, NO_SPEAKERS, PARTICIPLES, PREPOSITIONS, REPORTING_VERBS } from './english-words.ts'
import type { Attribution, Frame, Memory, Passage } from './reading.ts'
import { attributionOf, continued, recall, relayedBy, remember } from './speakers.ts'
import { listOf } from './words.ts'

const LONGEST_SENTENCE = 60
// "In his first comments, the mayor apologised …": what could be a verb may be a noun.
const MOST_TRIES = 2

// "according to the port authority": before its words at the start of a sentence, behind them elsewhere.
export function accordingFrame(passage: Passage, at: number, floor: number, memory: Memory): Frame | null {
  const { words } = passage
  if (words[at]!.form !== 'according' || words[at + 1]?.form !== 'to') return null
  const opens = isLead(passage, floor, at) && at > floor && COMMAS.has(words[at - 1]!.form)
  const leading = opens || at - floor < 3 && words.slice(floor, at).every((word) => word.mark || CONJUNCTIONS.has(word.form))
  const stop = nameStop(passage, at + 2)
  const to = leading ? leadingStop(words, at + 2, stop) : appositionStop(words, stop)
  const speaker = speakerIn(passage, { from: at + 2, to })
  if (!speaker || leading && to >= words.length - 1 || NO_SPEAKERS.has(words[to - 1]!.form)) return null
  const by = speaking(speaker, { at, form: 'according to', stance: 'says' }, memory, passage)
  return { from: opens ? floor : at, to: leading && COMMAS.has(words[to]?.form ?? '') ? to + 1 : to, governs: leading ? 'after' : 'before', by }
}

// "according to Ana Brel, a resident of Dorn": what is put beside the name belongs to it.
function appositionStop(words: Passage['words'], stop: number): number {
  if (!COMMAS.has(words[stop]?.form ?? '') || !/^(?:an?|the)$/.test(words[stop + 1]?.form ?? '')) return stop
  for (let index = stop + 2; index < Math.min(words.length, stop + LONGEST_NAME); index++) {
    if (words[index]!.mark) return index
    if (isVerb(words, index) || CONJUNCTIONS.has(words[index]!.form)) return stop
  }
  return stop
}

// "According to a study on fish the river is clean": no comma, but a new noun begins.
function leadingStop(words: Passage['words'], from: number, stop: number): number {
  if (stop < words.length - 1) return stop
  for (let index = from + 2; index < stop; index++) {
    if (DETERMINERS.has(words[index]!.form) && !PREPOSITIONS.has(words[index - 1]!.form)) return index
  }
  return stop
}

const DETERMINERS = listOf('the a an his her its their this that these those it they he she there')

// "…, adding that …": whoever has been speaking.
export function participleFrame(passage: Passage, at: number, floor: number, memory: Memory, by: Attribution | null): Frame | null {
  const { words, speeches } = passage
  const { form } = words[at]!
  const stance = PARTICIPLES.get(form)
  const before = words[at - 1]
  const beside = stance && withFrame(passage, at, floor, memory)
  if (beside) return beside
  if (!stance || at <= floor && !by || !before || !COMMAS.has(before.form) && !speeches.closes.has(before.start)) return null
  if (form === 'citing' || form === 'quoting') return citingFrame(passage, at, floor, memory, by)
  const next = words[at + 1]?.form ?? ''
  if ((form === 'ruling' || form === 'finding') && next !== 'that') return null
  const told = form === 'telling' ? contentAfter(passage, at)?.at : undefined
  const to = told ?? (next === 'that' || next === ':' ? at + 2 : at + 1)
  const earlier = by ?? subjectOfSentence(passage, { at, form, stance }, floor, memory) ?? recall(memory, null)
  return { from: at, to, governs: 'after', by: earlier ? continued(earlier, form, stance, null) : attributionOf([], form, stance) }
}

const LONGEST_NAME = 14

// "…, with the mayor insisting that …": a new speaker.
function withFrame(passage: Passage, at: number, floor: number, memory: Memory): Frame | null {
  const { words } = passage
  const { form } = words[at]!
  let from = at - 1
  while (from > floor && at - from < LONGEST_NAME && words[from]!.form !== 'with') from -= 1
  if (words[from]?.form !== 'with' || from > floor && !COMMAS.has(words[from - 1]!.form) || from + 1 >= at) return null
  const speaker = speakerIn(passage, { from: from + 1, to: at })
  const content = contentAfter(passage, at)
  if (!speaker || !content) return null
  return { from, to: content.at, governs: 'after', by: speaking(speaker, { at, form, stance: PARTICIPLES.get(form)! }, memory, passage) }
}

// "Clean Rivers disputed that account, saying …": who the sentence is about.
export function subjectOfSentence(passage: Passage, cue: Cue, floor: number, memory: Memory): Attribution | null {
  const { words } = passage
  const { at } = cue
  let subject = null
  let tries = 0
  for (let verb = Math.max(floor, at - LONGEST_SENTENCE); verb < at && !subject && tries < MOST_TRIES; verb++) {
    if (!isVerb(words, verb) && !REPORTING_VERBS.has(words[verb]!.form)) continue
    subject = subjectBefore(passage, verb, floor)
    tries += 1
  }
  const speaker = subject && speakerIn(passage, subject)
  return speaker && speaking(speaker, cue, memory, passage)
}

// "citing governance concerns" names nobody.
const CITED = listOf('media newspaper agency police government ministry report reports study data figures documents statement letter')

// "…, citing two officials" behind a report; "Reuters, citing two officials, reported that …" before one.
function citingFrame(passage: Passage, at: number, floor: number, memory: Memory, by: Attribution | null): Frame | null {
  const { words } = passage
  const to = nameStop(passage, at + 1)
  const cited = speakerIn(passage, { from: at + 1, to })
  if (!cited || !cited.named && !words.slice(at + 1, to).some(({ form }) => ANONYMOUS.has(form) || CITED.has(form))) return null
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
