import { clausesOf } from './arabic-clauses.ts'
import { frameAt } from './arabic-frames.ts'
import { natureOf } from './arabic-modality.ts'
import { subjectIn } from './arabic-relays.ts'
import { isJoinedVerb } from './arabic-verbs.ts'
import { ACTIONS, COMMAS, COMPLEMENTIZERS, REPORTING_VERBS } from './arabic-words.ts'
import type { Memory, Passage, Reading } from './reading.ts'
import { datelineOf, readWith, type Rules } from './reader.ts'
import { listOf, phrasesOf, type Word } from './words.ts'

// Phrases that open a sentence and assert nothing.
const LEADS = phrasesOf(`في سياق متصل، في السياق ذاته، في السياق نفسه، في سياق آخر، في هذا السياق، من جهة أخرى، من جهة ثانية، من جانب آخر، من ناحية أخرى، في المقابل، إلى ذلك، في غضون ذلك،
  في الأثناء، في هذه الأثناء، على صعيد آخر، على صعيد متصل، في الوقت نفسه، في الوقت ذاته، من جانبه، من جانبها، من جهته، من جهتها، بدوره، بدورها، يذكر أن، يذكر أنه، يشار إلى أن،
  يشار إلى أنه، تجدر الإشارة إلى أن، الجدير بالذكر أن، جدير بالذكر أن، من الجدير بالذكر أن، يأتي ذلك، كما`)

// «القاهرة (وكالات) - »
const DATELINE = /^[\u0621-\u064A]{3,}(?: ?[ /،] ?[\u0621-\u064A]{2,}){0,2}(?: ?\([^()\n]{2,30}\))? ?[–—-] /u

const ARABIC: Rules = { leadOf, frameAt, clausesOf, natureOf, turns: listOf('فيما بينما لكن ولكن وفيما وبينما غير بيد'), contrasts: listOf('فيما بينما لكن ولكن وفيما وبينما غير إلا بيد'), commas: COMMAS, standsAlone, leans, adds, resumes }

export function readArabic(passage: Passage, memory: Memory): Reading {
  const reading = readWith(ARABIC, passage, memory)
  const subject = reading.pieces.some(({ by }) => by?.source) ? null : subjectIn(passage, 0, passage.words.length - 1)
  if (subject) memory.subject = subject
  return reading
}

function leadOf(passage: Passage): number {
  const { words } = passage
  const dateline = datelineOf(passage, DATELINE)
  if (dateline > 0) return dateline
  if (words[0]?.form === 'عاجل' && words[1]?.mark && words.length > 3) return 2
  const forms = words.slice(0, 6).map((word) => word.form)
  const length = LEADS.find((lead) => lead.every((word, at) => forms[at] === word || at === 0 && forms[0] === `و${word}`))?.length ?? 0
  return COMMAS.has(forms[length] ?? '') ? length + 1 : length
}

function standsAlone(words: readonly Word[], from: number): boolean {
  return isJoinedVerb(words[from]!.form) && !ACTIONS.has(words[from]!.form.slice(1))
}

function resumes(words: readonly Word[], at: number): boolean {
  return /^و(?:ب?ان)/.test(words[at]?.form ?? '') && COMPLEMENTIZERS.has(words[at]!.form.slice(1))
}

// «وهو ما نفته الوزارة», «الأمر الذي تنفيه طهران»
function adds(words: readonly Word[]): boolean {
  const [first, second, third] = words.slice(0, 3).map(({ form }) => form) as [string, string, string]
  return (/^وه[وي]$/.test(first) && second === 'ما' || first === 'الامر' && second === 'الذي') && (third === 'لم' || /[^ت](?:ه|ته|يه)$/.test(third) && REPORTING_VERBS.has(third.replace(/(?<=ا)ه$/, '').replace(/اه$|ا$/, 'ى').replace(/ه$/, '')))
}

// «قد يؤدي إلى انهيار السد | وغرق القرية»
function leans(words: readonly Word[]): boolean {
  return words[0] !== undefined && ACTIONS.has(words[0].form.slice(1)) && words[0].form.startsWith('و')
}
