import { COMMAS, CONJUNCTIONS, FINITE, hasVerb, isVerb, looksLikeVerb, PARTICIPLES_OF_PAST, PREPOSITIONS, REPORTING_VERBS, STOPS } from './english-words.ts'
import type { Clause, Passage, Range } from './reading.ts'
import { listOf, type Word } from './words.ts'

const SUBORDINATORS = listOf('while although though whereas because after before since when where which who whose as unless until despite leaving killing injuring wounding forcing causing prompting bringing making raising including')
const INSIDE = listOf('while although though whereas because after before but until when as')
const NOT_GERUNDS = listOf('during according morning evening building meeting following regarding concerning nothing something everything anything being')
const RELATIVES = listOf('which who whose where')
// "a week after the vote"
const MEASURES = listOf('minutes hour hours day days week weeks month months year years decades centuries moments shortly just long even soon only')
// "did not say when"
const ASKING = listOf('say know known clear sure decide decided reveal disclose specify explain')
const PRONOUNS = listOf('i we they he she it there this')
const OPENS_CONDITION = listOf('should if unless when whenever while as once since because although though before after until despite given')
const LONGEST_SUBJECT = 6
const REACH = 9
const LONGEST_ASIDE = 30

// The statement under way: what it has of words before `start`, and whether it has had a verb.
type Open = { parts: Range[]; start: number; verb: boolean }

// Cuts a stretch into statements: one predicate each, as far as little words and endings can tell.
export function clausesOf({ words }: Passage, { from, to }: Range): Clause[] {
  const clauses: Clause[] = []
  let open: Open = { parts: [], start: from, verb: from < to && isVerb(words, from) }
  for (let index = from + 1; index < to; index++) {
    const aside = open.verb ? null : asideAt(words, index, to)
    if (aside) {
      clauses.push([aside])
      open.parts.push({ from: open.start, to: index })
      open.start = index = aside.to
    } else if (opensClause(words, open, index, to)) {
      clauses.push([...open.parts, { from: open.start, to: index }])
      const subject = isSecondVerb(words, index) ? subjectOf(words, open.parts[0]?.from ?? open.start, index) : null
      open = { parts: subject ? [subject] : [], start: index, verb: isVerb(words, index) }
    } else open.verb ||= isPredicate(words, index)
  }
  if (open.start < to) clauses.push([...open.parts, { from: open.start, to }])
  return clauses.sort((a, b) => a[0]!.from - b[0]!.from)
}

// "The blast, which shattered windows, destroyed …": what stands between commas is a statement, and the rest goes on around it.
function asideAt(words: readonly Word[], index: number, to: number): Range | null {
  if (!RELATIVES.has(words[index]!.form) || !COMMAS.has(words[index - 1]!.form)) return null
  for (let end = index + 3; end < Math.min(to - 1, index + LONGEST_ASIDE); end++) {
    if (COMMAS.has(words[end]!.form)) return hasVerb(words, end + 1, Math.min(to, end + REACH)) ? { from: index, to: end } : null
  }
  return null
}

// "A study commissioned by the city" has no verb yet.
function isPredicate(words: readonly Word[], index: number): boolean {
  if (!isVerb(words, index)) return false
  return words[index + 1]?.form !== 'by' || !words[index]!.form.endsWith('ed') || FINITE.has(words[index - 1]?.form ?? '')
}

function opensClause(words: readonly Word[], { start, verb }: Open, index: number, to: number): boolean {
  const { form, mark } = words[index]!
  const before = words[index - 1]!.form
  if (mark || index === start) return false
  if (before === ';') return true
  if (RELATIVES.has(form) && COMMAS.has(before) && index - start > 3) return true
  if (isSecondInfinitive(words, start, index)) return true
  if (/^[–—,]$/.test(before) && isRemark(words, index, to)) return true
  if (!verb && !words[start]!.form.endsWith('ing')) return false
  if (COMMAS.has(before) && (isRemark(words, index, to) || isTimeAfter(words, index, to) || isMainBehind(words, start, index, to))) return true
  if (isSecondVerb(words, index)) return !isWithinName(words, start, index)
  if (isSecondParticiple(words, start, index)) return true
  if (isListed(words, index)) return false
  if (form === 'and' && words[index + 1]?.form === 'that') return hasVerb(words, index + 2, Math.min(to, index + LONGEST_ASIDE))
  if (form === 'and' || form === 'but') return hasVerbNear(words, index + 1, Math.min(to, index + REACH))
  const afterComma = COMMAS.has(before) || before === '–' || before === '—'
  if (afterComma && words[index + 1]?.form === 'of' && /^(?:which|whom)$/.test(words[index + 2]?.form ?? '')) return true
  if (afterComma && (SUBORDINATORS.has(form) || isGerund(form))) return true
  if (afterComma && form === 'with' && isAbsolute(words, index, to)) return true
  if (afterComma && PRONOUNS.has(form) && !OPENS_CONDITION.has(words[start]!.form)) return index + 1 < to && isVerb(words, index + 1)
  if (afterComma && CONJUNCTIONS.has(form)) return hasVerb(words, index, Math.min(to, index + REACH))
  if (form === 'as' && /^(?:an?|well|part|many|much|far|long|early|late|soon|high|low|little|few|if|though|saying|having)$/.test(words[index + 1]?.form ?? '')) return false
  if (MEASURES.has(before) || ASKING.has(before)) return false
  return INSIDE.has(form) && hasVerbNear(words, index + 1, Math.min(to, index + REACH))
}

function isGerund(form: string): boolean {
  return form.endsWith('ing') && form.length > 5 && !NOT_GERUNDS.has(form)
}

// "killed five people and wounded ten": the second verb shares the subject of the first.
function isSecondVerb(words: readonly Word[], index: number): boolean {
  const next = words[index + 1]?.form ?? ''
  return (words[index]!.form === 'and' || words[index]!.form === 'but') && (looksLikeVerb(next) && !isListed(words, index) || PARTICIPLES_OF_PAST.has(next))
}

// "killing 17 people and wounding dozens"
function isSecondParticiple(words: readonly Word[], start: number, index: number): boolean {
  return words[index]!.form === 'and' && (words[index + 1]?.form ?? '').endsWith('ing') && words[start]!.form.endsWith('ing')
}

// "…, with futures settling at 84 dollars"
function isAbsolute(words: readonly Word[], index: number, to: number): boolean {
  for (let at = index + 2; at < Math.min(to - 1, index + REACH) && !COMMAS.has(words[at]!.form); at++) if (isGerund(words[at]!.form)) return true
  return false
}

// "…, two days after the army seized the port"
function isTimeAfter(words: readonly Word[], index: number, to: number): boolean {
  for (let at = index + 1; at < Math.min(to, index + 6) && !words[at]!.mark; at++) {
    if (/^(?:after|before)$/.test(words[at]!.form)) return MEASURES.has(words[at - 1]!.form) && hasVerb(words, at + 1, Math.min(to, at + LONGEST_ASIDE))
  }
  return false
}

// "Although the dam held, | the village was flooded": two statements. A condition and what follows from it are one.
function isMainBehind(words: readonly Word[], start: number, index: number, to: number): boolean {
  return CONCEDES.has(words[start]!.form) && !CONJUNCTIONS.has(words[index]!.form) && !words[index]!.form.endsWith('ing') && hasVerbNear(words, index, Math.min(to, index + REACH))
}

const CONCEDES = listOf('although though while whereas')

// "…, an accusation he could not substantiate"
function isRemark(words: readonly Word[], index: number, to: number): boolean {
  if (!/^an?$/.test(words[index]!.form)) return false
  if (REMARKS.has(words[index + 1]?.form ?? '')) return hasVerbNear(words, index + 2, Math.min(to, index + REACH)) || REPORTING_VERBS.has(words[to - 1]?.form ?? '') || REPORTING_VERBS.has(words[to - 2]?.form ?? '')
  for (let at = index + 2; at < Math.min(to - 1, index + 5); at++) {
    if (REMARKING.has(words[at]!.form)) return hasVerb(words, at + 1, Math.min(to, at + 4))
  }
  return false
}

export const REMARKS = listOf('claim charge accusation allegation suggestion assertion')
const REMARKING = listOf('he she they it which that')

// "interviews, satellite images and leaked documents"
function isListed(words: readonly Word[], index: number): boolean {
  if (words[index]!.form !== 'and' || !words[index + 1]?.form.endsWith('ed')) return false
  for (let at = index - 1; at >= Math.max(0, index - 4); at--) {
    if (COMMAS.has(words[at]!.form)) return at < index - 1 && !hasVerb(words, at + 1, index)
  }
  return false
}

// "called on both sides to hold fire and to release prisoners"
function isSecondInfinitive(words: readonly Word[], start: number, index: number): boolean {
  if (words[index]!.form !== 'and' || words[index + 1]?.form !== 'to') return false
  for (let at = Math.max(start, index - LONGEST_ASIDE); at < index; at++) if (words[at]!.form === 'to') return true
  return false
}

// "gradual and announced in advance" in quotation marks has no verb before the "and".
function isWithinName(words: readonly Word[], start: number, index: number): boolean {
  for (let at = index - 1; at >= Math.max(start, index - LONGEST_SUBJECT); at--) {
    if (/^["“”]$/.test(words[at]!.form)) return at < index - 1 && !hasVerb(words, at + 1, index)
  }
  return false
}

function subjectOf(words: readonly Word[], start: number, to: number): Range | null {
  let from = start
  while (from < Math.min(to, start + LONGEST_ASIDE) && (words[from]!.mark || CONJUNCTIONS.has(words[from]!.form))) from += 1
  if (PREPOSITIONS.has(words[from]?.form ?? '')) from = 1 + indexOfComma(words, from, Math.min(to, from + LONGEST_ASIDE))
  for (let index = from; index < Math.min(to, from + LONGEST_SUBJECT + 1); index++) {
    if (COMMAS.has(words[index]!.form) || RELATIVES.has(words[index]!.form)) return null
    if (isVerb(words, index)) return index > from ? { from, to: index } : null
  }
  return null
}

function indexOfComma(words: readonly Word[], from: number, to: number): number {
  for (let index = from; index < to; index++) if (COMMAS.has(words[index]!.form)) return index
  return to
}

function hasVerbNear(words: readonly Word[], from: number, to: number): boolean {
  for (let index = from; index < to; index++) {
    const { form } = words[index]!
    if (COMMAS.has(form) || STOPS.has(form) || index > from + 1 && (form === 'and' || form === 'but')) return false
    if (isVerb(words, index)) return true
  }
  return false
}
