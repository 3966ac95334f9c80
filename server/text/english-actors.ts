import { ANONYMOUS, AUXILIARIES, CONJUNCTIONS, DAYS, PREPOSITIONS, STAND_INS, TITLES } from './english-words.ts'
import type { Passage, Range, Source } from './reading.ts'
import type { Speaker } from './speakers.ts'
import { listOf, type Word } from './words.ts'

const WITHIN_NAMES = listOf('al de del van von der bin ibn el la da di')

const PARTING = listOf(', ; ( ) - – — :')
const QUOTE = /^["“”„«»']$/
const RELATIVES = listOf('who which whose that where')
// "Ali Hassan from the port", "police in Dalmar"
const PLACES = listOf('from during after at citing quoting')
// "a step he called": he speaks, not the step.
const SUBJECTS = listOf('he she they')
const DETERMINERS = listOf('the a an his her its their this that our some')

// Reads the words that name a speaker: "Ali Hassan, a spokesman for the port" is Ali Hassan; "the minister, Ali Hassan" too.
export function speakerIn(passage: Passage, range: Range): Speaker | null {
  const names = chunksOf(passage.words, range).map((chunk) => nameIn(passage.words, chunk)).filter(({ from, to }) => from < to)
  const proper = names.find((name) => isPersonal(passage, name)) ?? names.find((name) => endsInPerson(passage, name)) ?? names.find(({ from, to }) => isProper(passage, from) && !passage.words[from]!.form.endsWith("'s") && to - from < 8) ?? names[0]
  if (!proper) return null
  const source = sourceAt(passage, proper)
  return { source, name: source.text, named: isNamed(passage, proper), medium: null }
}

function chunksOf(words: readonly Word[], { from, to }: Range): Range[] {
  const chunks: Range[] = []
  let start = from
  for (let index = from; index <= to; index++) {
    if (index < to && (!PARTING.has(words[index]!.form) || isHyphen(words, index)) && !QUOTE.test(words[index]!.form)) continue
    if (start < index) chunks.push({ from: start, to: index })
    start = index + 1
  }
  return chunks
}

// "The 31-year-old"
function isHyphen(words: readonly Word[], index: number): boolean {
  return words[index]!.form === '-' && words[index - 1]?.end === words[index]!.start
}

function nameIn(words: readonly Word[], chunk: Range): Range {
  let { from, to } = chunk
  while (from < to && (CONJUNCTIONS.has(words[from]!.form) || words[from]!.form === 'however' || AUXILIARIES.has(words[from]!.form))) from += 1
  while (to > from && (AUXILIARIES.has(words[to - 1]!.form) || words[to - 1]!.mark)) to -= 1
  if (to - from > 1 && SUBJECTS.has(words[to - 1]!.form)) return { from: to - 1, to }
  for (let index = from + 1; index < to; index++) if (RELATIVES.has(words[index]!.form) || isReducedAt(words, index) || PLACES.has(words[index]!.form)) return { from, to: index }
  return { from, to }
}

// "a resident reached by telephone" is a resident; "Ali Hassan on Monday" is Ali Hassan.
function isReducedAt(words: readonly Word[], index: number): boolean {
  const { form } = words[index]!
  return form.endsWith('ed') && PREPOSITIONS.has(words[index + 1]?.form ?? '') || DAYS.has(form) || form === 'on' && DAYS.has(words[index + 1]?.form ?? '')
}

function isProper({ words, text }: Passage, at: number): boolean {
  const word = words[at]!
  return /^\p{Lu}/u.test(text.slice(word.start, word.start + 1)) && !DETERMINERS.has(word.form)
}

// "Mira Pop", not "Stan's lawyer": nothing but names.
function isPersonal(passage: Passage, { from, to }: Range): boolean {
  if (to - from < 2 || to - from > 5) return false
  for (let index = from; index < to; index++) {
    const { form, mark } = passage.words[index]!
    if (!mark && (!isProper(passage, index) || form.endsWith("'s")) && !WITHIN_NAMES.has(form)) return false
  }
  return true
}

// "former vice-president Ana Brel", not "a spokesman for the Port Authority".
function endsInPerson(passage: Passage, { from, to }: Range): boolean {
  let start = to
  while (start > from && (isProper(passage, start - 1) || start < to && WITHIN_NAMES.has(passage.words[start - 1]!.form))) start -= 1
  return start > from && to - from < 8 && TITLES.has(passage.words[start - 1]!.form.replace(/^.*-/, '')) && isPersonal(passage, { from: start, to })
}

function isNamed(passage: Passage, { from, to }: Range): boolean {
  for (let index = from; index < to; index++) if (isProper(passage, index) && !ANONYMOUS.has(passage.words[index]!.form)) return true
  const head = passage.words[from]!.form
  return head === 'the' && to - from > 1 && !ANONYMOUS.has(passage.words[to - 1]!.form)
}

function sourceAt({ words, text }: Passage, { from, to }: Range): Source {
  const { start } = words[from]!
  const { end } = words[to - 1]!
  return { start, end, text: text.slice(start, end) }
}

// "She added": whoever spoke before is meant.
export function isStandIn({ name }: Speaker): boolean {
  return name.toLowerCase().split(/\s+/).every((word) => STAND_INS.has(word))
}
