import { COMMAS, CONJUNCTIONS, looksLikeVerb, STOPS } from './english-words.ts'
import type { Clause, Passage, Range } from './reading.ts'
import { listOf, type Word } from './words.ts'

const SUBORDINATORS = listOf('while although though whereas because after before since when where which who whose as unless until despite leaving killing injuring wounding forcing causing prompting bringing making raising including')
const INSIDE = listOf('while although though whereas because after before but until')
const RELATIVES = listOf('which who whose where')
const LONGEST_SUBJECT = 6
const REACH = 9

// Cuts a stretch into statements: one predicate each, as far as little words and endings can tell.
export function clausesOf(passage: Passage, range: Range): Clause[] {
  const clauses: Clause[] = []
  let start = range.from
  let subject: Range | null = null
  for (let index = range.from + 1; index < range.to; index++) {
    if (!opensClause(passage, start, index, range.to)) continue
    clauses.push([...(subject ? [subject] : []), { from: start, to: index }])
    subject = isSecondVerb(passage.words, index) ? subjectOf(passage, start, index) ?? subject : null
    start = index
  }
  clauses.push([...(subject ? [subject] : []), { from: start, to: range.to }])
  return clauses
}

function opensClause({ words }: Passage, start: number, index: number, to: number): boolean {
  const { form, mark } = words[index]!
  const afterComma = COMMAS.has(words[index - 1]!.form) || /^[–—]$/.test(words[index - 1]!.form)
  if (mark || !hasVerb(words, start, index)) return false
  if (isSecondVerb(words, index)) return true
  if (form === 'and' || form === 'but' || form === 'or') return hasVerb(words, index + 1, Math.min(to, index + REACH), true)
  if (afterComma && SUBORDINATORS.has(form)) return true
  if (afterComma && CONJUNCTIONS.has(form)) return hasVerb(words, index, Math.min(to, index + REACH))
  return INSIDE.has(form) && hasVerb(words, index + 1, Math.min(to, index + REACH), true)
}

// "killed five people and wounded ten": the second verb shares the subject of the first.
function isSecondVerb(words: readonly Word[], index: number): boolean {
  const next = words[index + 1]?.form ?? ''
  return listOf('and but').has(words[index]!.form) && looksLikeVerb(next)
}

function subjectOf({ words }: Passage, start: number, to: number): Range | null {
  let from = start
  while (from < to && (words[from]!.mark || CONJUNCTIONS.has(words[from]!.form))) from += 1
  for (let index = from; index < Math.min(to, from + LONGEST_SUBJECT + 1); index++) {
    if (COMMAS.has(words[index]!.form) || RELATIVES.has(words[index]!.form)) return null
    if (looksLikeVerb(words[index]!.form)) return index > from ? { from, to: index } : null
  }
  return null
}

function hasVerb(words: readonly Word[], from: number, to: number, withinClause = false): boolean {
  for (let index = from; index < to; index++) {
    const { form } = words[index]!
    if (withinClause && (COMMAS.has(form) || STOPS.has(form))) return false
    if (looksLikeVerb(form)) return true
  }
  return false
}
