import type { Cue } from './english-speakers.ts'
import { COMMAS, NOUN_BEFORE, PREPOSITIONS, REPORTING_VERBS } from './english-words.ts'
import type { Passage } from './reading.ts'
import { listOf } from './words.ts'

// The word as a verb that reports, if it is one here.
export function cueAt({ words }: Passage, at: number): Cue | null {
  const { form } = words[at]!
  const stance = REPORTING_VERBS.get(form)
  const before = words[at - 1]?.form ?? ''
  if (form === 'quoted' && /^(?:was|were|been|is)$/.test(before)) return sayingAfter(words, at) > at ? { at, form, stance: 'says' } : null
  if (form === 'asked' && COMMAS.has(before) && ABOUT.has(words[at + 1]?.form ?? '')) return null
  if (DETERMINERS.has(words[at - 2]?.form ?? '') && EARLIER.has(before)) return null
  if (form.startsWith('reject') && isAct(words, at) || form.startsWith('conced') && LOST.has(words[at + 1]?.form ?? '')) return null
  if (FORESEEN.test(form) && [2, 3, 4].some((step) => words[at - step]?.form === 'than')) return null
  if (isPassive(words, at) || FOUND.has(form) && PREPOSITIONS.has(words[at + 1]?.form ?? '')) return null
  if (!stance || NOUN_BEFORE.has(before) || form.startsWith('claim') && words[at + 1]?.form === 'responsibility' || /^claims?$/.test(form) && !CLAIMED.has(words[at + 1]?.form ?? '')) return null
  if (AS_OBJECT.test(form)) return sayAs(words, at) ? { at, form, stance: 'judges' } : form.startsWith('describe') ? { at, form, stance: 'says' } : null
  if (form.startsWith('reject') && sayAs(words, at)) return { at, form, stance: 'judges' }
  if (form.startsWith('point') && words[at + 1]?.form !== 'out') return null
  if (form.startsWith('put') && !isFigure(words, at)) return null
  if (form.startsWith('call') && !isJudged(words, at)) return null
  return { at, form, stance }
}

// "the minister, asked about the vote, said …"
const ABOUT = listOf('about whether if by why how when what')

// "an earlier forecast" is a noun.
const DETERMINERS = listOf('a an the his her its their')
const EARLIER = listOf('earlier previous initial official latest first new recent own later repeated')

// "rejected an appeal": what courts and parliaments do.
function isAct(words: Passage['words'], at: number): boolean {
  return [1, 2, 3].some((step) => ACTED_ON.has(words[at + step]?.form ?? ''))
}

const ACTED_ON = listOf('appeal appeals bid bids request requests motion plea petition application bill amendment complaint offer treaty')

// "a bigger move than economists had expected"
const FORESEEN = /^(?:expected|forecast|predicted|estimated)$/

// "conceded defeat" says nothing.
const LOST = listOf('defeat goals power ground')

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
export function sayingAfter(words: Passage['words'], at: number): number {
  for (let index = at + 1; index < Math.min(words.length, at + 8); index++) if (words[index]!.form === 'saying') return index
  return at
}
