import { AUDIENCES, COMMAS, CONJUNCTIONS, DAYS, isVerb, NAME_ENDS, PARTICIPLES, RELATIVES, STOPS, TAKES_OBJECT } from './english-words.ts'
import type { Passage } from './reading.ts'
import { listOf, type Word } from './words.ts'

// How far a frame may reach. It also keeps the work linear.
const WINDOW = 36

// `bare`: no "that", colon or quotation says where the words begin.
export type Content = { at: number; bare: boolean }

// Where what is said begins, behind the verb and whom or where it is said: "told AFP on Monday that …".
export function contentAfter({ words, speeches }: Passage, verb: number): Content | null {
  const from = afterCircumstance(words, verb)
  if (words[from]?.form === 'as' && QUOTE.test(words[from + 1]?.form ?? '')) return { at: from, bare: true }
  for (let index = verb + 1; index < Math.min(words.length, verb + 16); index++) {
    const { form, end } = words[index]!
    if (isStop(words, index) || COMMAS.has(form) && isRemarkAt(words, index + 1) || PARTICIPLES.has(form) && COMMAS.has(words[index - 1]!.form)) break
    if (form === ':') return { at: index + 1, bare: false }
    if (index <= from || isCircumstantial(words, verb + 1)) {
      if (form === 'that') return { at: index + 1, bare: false }
      if (speeches.opens.has(end)) return { at: index, bare: false }
    }
    if (index > from && isVerb(words, index)) break
  }
  const first = words[from]
  return first && !COMMAS.has(first.form) && !isStop(words, from) && from <= words.length ? { at: from, bare: true } : null
}

// "dismissed as “baseless” reports that …": all of it is what is said.
const QUOTE = /^["“]$/

function isCircumstantial(words: readonly Word[], from: number): boolean {
  return CIRCUMSTANTIAL.has(words[from]?.form ?? '') || TOLD.has(words[from - 1]?.form ?? '')
}

const CIRCUMSTANTIAL = listOf('out in on at to during via late early after before from by through when earlier , as last again yesterday today')
const TOLD = listOf('told tells tell asked telling')
const PAPERS = listOf('statement interview briefing conference post report letter speech video message tweet release news press')

// Behind whom and where something was said: "told AFP on Monday", "said in a report published on Wednesday".
export function afterCircumstance(words: readonly Word[], verb: number): number {
  let index = verb + 1
  if (TOLD.has(words[verb]!.form)) {
    if (PERSONS.has(words[index]?.form ?? '')) index += 1
    else while (AUDIENCES.has(words[index]?.form ?? '') && !(index > verb + 1 && ARTICLES.has(words[index]!.form))) index += 1
    if (index === verb + 1 || ARTICLES.has(words[index - 1]!.form)) index = audienceEnd(words, index)
  }
  for (;;) {
    const form = words[index]?.form ?? ''
    const next = words[index + 1]?.form ?? ''
    if (DAYS.has(form)) index += 1
    else if ((form === 'on' || form === 'late' || form === 'early') && DAYS.has(next)) index += 2
    else if ((form === 'late' || form === 'early') && next === 'on') index += 1
    else if (form === 'in' && (next === 'a' || next === 'an' || next === 'the') && PAPERS.has(words[index + 2]?.form ?? '')) index += PAPERS.has(words[index + 3]?.form ?? '') ? 4 : 3
    else if (ISSUED.has(form) && PAPERS.has(words[index - 1]!.form)) index += 1
    else return index
  }
}

// "told a local radio station the bridge …": up to the word that begins a new noun.
function audienceEnd(words: readonly Word[], from: number): number {
  for (let index = from + 1; index < Math.min(words.length, from + 6); index++) {
    if (words[index]!.mark || ARTICLES.has(words[index]!.form) || NEW_SUBJECTS.has(words[index]!.form)) return index
  }
  return Math.min(words.length, from + 1)
}

const ISSUED = listOf('published released issued posted aired broadcast sent carried made given')
const PERSONS = listOf('us me him her them you it')
const ARTICLES = listOf('a an the')
const NEW_SUBJECTS = listOf('it he she they there his her their its that we i this those on in at during by')

// The end of a name behind "according to" or "said".
export function nameStop({ words, speeches }: Passage, from: number): number {
  for (let index = from; index < words.length; index++) {
    const { form, start, end } = words[index]!
    if (COMMAS.has(form) || form === ')' || isDash(words, index) || isStop(words, index) || speeches.opens.has(end) || speeches.closes.has(start)) return index
    if (index > from && NAME_ENDS.has(form)) return index
    if (index - from > WINDOW) return from + 5
  }
  return words.length
}

// The end of a frame that stands behind its words: what is put beside the name belongs to it, a new statement does not.
export function frameStop({ words, speeches }: Passage, from: number): number {
  const end = Math.min(words.length, from + WINDOW)
  for (let index = from; index < end; index++) {
    const { form } = words[index]!
    if (isStop(words, index) || isDash(words, index) || speeches.opens.has(words[index]!.end) || form === ';' || form === ':') return index
    if (COMMAS.has(form) && opensStatement(words, index + 1)) return index
    if (index > from && NAME_ENDS.has(form)) return index
  }
  return end
}

function isDash(words: readonly Word[], at: number): boolean {
  return /^[–—]$/.test(words[at]!.form) || words[at]!.form === '-' && words[at + 1]?.form === '-'
}

// "…, a move that others called …"
function isRemarkAt(words: readonly Word[], at: number): boolean {
  return /^an?$/.test(words[at]?.form ?? '') && [2, 3].some((step) => /^(?:that|which)$/.test(words[at + step]?.form ?? ''))
}

function opensStatement(words: readonly Word[], at: number): boolean {
  const form = words[at]?.form ?? ''
  if (form === 'without' || CONJUNCTIONS.has(form) || PARTICIPLES.has(form) || form.endsWith('ing') || RELATIVES.has(form)) return true
  if (isRemarkAt(words, at)) return true
  for (let index = at; index < Math.min(words.length, at + 9); index++) {
    if (COMMAS.has(words[index]!.form) || isStop(words, index) || RELATIVES.has(words[index]!.form)) return false
    if (isVerb(words, index) && index > at) return true
  }
  return false
}

// "Dr." and "a.m." stop nothing.
function isStop(words: readonly Word[], at: number): boolean {
  return STOPS.has(words[at]!.form) && (at + 3 >= words.length || (words[at - 1]?.form.length ?? 0) > 3)
}

const LONGEST_SUBJECT = 24

// "said the ship had sunk" reports; "have said little" does not.
export function isClause({ words }: Passage, from: number): boolean {
  for (let index = from; index < Math.min(words.length, from + LONGEST_SUBJECT); index++) {
    if (isVerb(words, index)) return true
    if (words[index]!.form === '.' || words[index]!.form === ';') return false
  }
  return false
}

// "denied any role": too little to be a statement by itself, so that the clause stays whole.
export function isShortObject({ words }: Passage, verb: string, from: number): boolean {
  if (!TAKES_OBJECT.has(verb) || words[from]?.form === 'to') return false
  let count = 0
  for (let index = from; index < words.length && count < 4; index++) {
    if (words[index]!.mark && /[,.;]/.test(words[index]!.form) || CONJUNCTIONS.has(words[index]!.form)) break
    count += 1
  }
  return count < 4
}

export function mediumIn({ words, text }: Passage, from: number, to: number): string | null {
  let end = from
  while (end < to && !words[end]!.mark && words[end]!.form !== 'that' && !isVerb(words, end)) end += 1
  return end > from ? text.slice(words[from]!.start, words[end - 1]!.end) : null
}
