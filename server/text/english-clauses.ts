import { COMMAS, CONJUNCTIONS, looksLikeVerb, PARTICIPLES_OF_PAST, PREPOSITIONS, STOPS } from './english-words.ts'
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
    const aside = asideAt(passage.words, start, index, range.to)
    if (aside) {
      clauses.push([aside])
      index = aside.to
      continue
    }
    if (!opensClause(passage, start, index, range.to)) continue
    clauses.push([...(subject ? [subject] : []), { from: start, to: index }])
    subject = isSecondVerb(passage.words, index) ? subjectOf(passage, start, index) ?? subject : null
    start = index
  }
  clauses.push([...(subject ? [subject] : []), { from: start, to: range.to }])
  return without(clauses)
}

// "The blast, which shattered windows, destroyed …": what stands between commas is a statement, and the rest goes on around it.
function asideAt(words: readonly Word[], start: number, index: number, to: number): Range | null {
  if (!RELATIVES.has(words[index]!.form) || !COMMAS.has(words[index - 1]!.form) || hasVerb(words, start, index)) return null
  for (let end = index + 2; end < Math.min(to - 1, index + LONGEST_ASIDE); end++) {
    if (COMMAS.has(words[end]!.form)) return hasVerb(words, index, end) && hasVerb(words, end + 1, Math.min(to, end + REACH)) ? { from: index, to: end } : null
  }
  return null
}

const LONGEST_ASIDE = 30

// Takes the asides out of the statements that they stand in.
function without(clauses: readonly Clause[]): Clause[] {
  const asides = clauses.flatMap((clause) => (clause.length === 1 ? clause : []))
  let next = 0
  return clauses.map((clause) => clause.flatMap((range) => {
    const parts: Range[] = []
    let { from } = range
    while (next < asides.length && asides[next]!.from < range.from) next += 1
    for (let at = next; at < asides.length && asides[at]!.to < range.to; at++) {
      const aside = asides[at]!
      if (aside.from <= from) continue
      parts.push({ from, to: aside.from })
      from = aside.to
    }
    return [...parts, { from, to: range.to }]
  })).sort((a, b) => a[0]!.from - b[0]!.from)
}

function opensClause({ words }: Passage, start: number, index: number, to: number): boolean {
  const { form, mark } = words[index]!
  const afterComma = COMMAS.has(words[index - 1]!.form) || /^[–—]$/.test(words[index - 1]!.form)
  const ing = words[start]!.form.endsWith('ing')
  if (mark || !ing && !hasVerb(words, start, index)) return false
  if (isSecondVerb(words, index) || isSecondParticiple(words, start, index)) return true
  if (form === 'and' || form === 'but' || form === 'or') return hasVerb(words, index + 1, Math.min(to, index + REACH), true)
  if (afterComma && SUBORDINATORS.has(form)) return true
  if (afterComma && CONJUNCTIONS.has(form)) return hasVerb(words, index, Math.min(to, index + REACH))
  return INSIDE.has(form) && hasVerb(words, index + 1, Math.min(to, index + REACH), true)
}

// "killed five people and wounded ten": the second verb shares the subject of the first.
function isSecondVerb(words: readonly Word[], index: number): boolean {
  const next = words[index + 1]?.form ?? ''
  return (words[index]!.form === 'and' || words[index]!.form === 'but') && (looksLikeVerb(next) || PARTICIPLES_OF_PAST.has(next))
}

// "killing 17 people and wounding dozens"
function isSecondParticiple(words: readonly Word[], start: number, index: number): boolean {
  return words[index]!.form === 'and' && (words[index + 1]?.form ?? '').endsWith('ing') && words[start]!.form.endsWith('ing')
}

function subjectOf({ words }: Passage, start: number, to: number): Range | null {
  let from = start
  while (from < to && (words[from]!.mark || CONJUNCTIONS.has(words[from]!.form))) from += 1
  if (PREPOSITIONS.has(words[from]?.form ?? '')) from = 1 + indexOfComma(words, from, Math.min(to, from + LONGEST_ASIDE))
  for (let index = from; index < Math.min(to, from + LONGEST_SUBJECT + 1); index++) {
    if (COMMAS.has(words[index]!.form) || RELATIVES.has(words[index]!.form)) return null
    if (looksLikeVerb(words[index]!.form)) return index > from ? { from, to: index } : null
  }
  return null
}

function indexOfComma(words: readonly Word[], from: number, to: number): number {
  for (let index = from; index < to; index++) if (COMMAS.has(words[index]!.form)) return index
  return to
}

function hasVerb(words: readonly Word[], from: number, to: number, withinClause = false): boolean {
  for (let index = from; index < to; index++) {
    const { form } = words[index]!
    if (withinClause && (COMMAS.has(form) || STOPS.has(form))) return false
    if (looksLikeVerb(form)) return true
  }
  return false
}
