import { clausesOf, REMARKS } from './english-clauses.ts'
import { frameAt } from './english-frames.ts'
import { subjectIn } from './english-pronouns.ts'
import { natureOf } from './english-modality.ts'
import { COMMAS, FINITE } from './english-words.ts'
import type { Memory, Passage, Reading } from './reading.ts'
import { datelineOf, readWith, type Rules } from './reader.ts'
import { listOf, phrasesOf, type Word } from './words.ts'

const ALERTS = listOf('breaking update urgent developing exclusive')
const JOINING = listOf('and but while although')

// Phrases that open a sentence and assert nothing.
const LEADS = phrasesOf(`meanwhile, in a related development, in a separate development, in a separate incident, separately, for his part, for her part, for its part, on the other hand, in other news, elsewhere, in addition, however,
  in the meantime, at the same time, in turn, moreover, furthermore, in response, in a statement, nevertheless, in contrast, by contrast`)

// "BELMAR, Nov 3 (Agency) - ", "Belmar, Dorn – "
const DATELINE = /^(?:\p{Lu}[\p{Lu} .'’/-]{2,30}(?:, [\p{L} ]{2,20})?|\p{Lu}\p{L}+(?: \p{Lu}\p{L}+)?, \p{Lu}[\p{L} ]{2,20})(?:,? \p{Lu}\p{L}{2,8}\.? \d{1,2})?(?: ?\([^()\n]{2,30}\))? ?[–—-]{1,2} /u

const ENGLISH: Rules = { leadOf, frameAt, clausesOf, natureOf, turns: listOf('while but although though whereas as which who whose'), contrasts: listOf('while but although though whereas'), commas: COMMAS, standsAlone, leans, adds, resumes }

export function readEnglish(passage: Passage, memory: Memory): Reading {
  const reading = readWith(ENGLISH, passage, memory)
  memory.subject = reading.pieces.some(({ by }) => by?.source) ? null : subjectIn(passage, memory)
  return reading
}

function leadOf(passage: Passage): number {
  const { words } = passage
  const dateline = datelineOf(passage, DATELINE)
  if (dateline > 0) return dateline
  if (ALERTS.has(words[0]?.form ?? '') && words[1]?.form === ':' && words.length > 3) return 2
  const forms = words.slice(0, 6).map((word) => word.form)
  const length = LEADS.find((lead) => lead.every((word, at) => forms[at] === word))?.length ?? 0
  return length > 0 && COMMAS.has(forms[length] ?? '') ? length + 1 : 0
}

function standsAlone(words: readonly Word[], from: number): boolean {
  return JOINING.has(words[from]!.form) && words[from + 1]?.form !== 'to'
}

function resumes(words: readonly Word[], at: number): boolean {
  return words[at]?.form === 'and' && words[at + 1]?.form === 'that'
}

// "…, a charge the commission denies", "…, which it denies"
function adds(words: readonly Word[]): boolean {
  const [first, second] = [words[0]?.form ?? '', words[1]?.form ?? '']
  return /^an?$/.test(first) && REMARKS.has(second) || first === 'which' && words.slice(2, 5).some(({ form }) => /^(?:den(?:y|ies|ied)|disputes?d?|rejects?|rejected)$/.test(form))
}

const NOT_VERBS = listOf('the a an he she it they we i his her their its that this these those no not many some all two three four five to in on at for')

function leans([joint, verb, ...rest]: readonly Word[]): boolean {
  return (joint?.form === 'and' || joint?.form === 'or') && verb !== undefined && !verb.mark && !NOT_VERBS.has(verb.form) && ![verb, ...rest].some(({ form }) => FINITE.has(form))
}
