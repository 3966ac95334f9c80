import { ACCORDING, ACTIONS, BODIES, COMMAS, COMPLEMENTIZERS, looksLikeAction, PARTICIPLES, POINTING_BACK, REPORTING_VERBS, REPORTING_WITH_NOUN, TITLES } from './arabic-words.ts'
import { CALLED, isMedium } from './arabic-actors.ts'
import { isJoinedVerb, looksLikeVerb } from './arabic-verbs.ts'
import type { Passage } from './reading.ts'
import { listOf, unjoined } from './words.ts'

// Where what is reported begins: the frame ends before `to`, and who speaks stands before `at`.
export type Opening = { at: number; to: number }

// How many words may stand between a reporting verb and what it reports. It also keeps the work linear.
export const WINDOW = 32

const TURNS = listOf('لكن ولكن لكنه لكنها لكنهم بل غير فيما بينما الأمر')
const STOPS = listOf('. ؟ ? ! …')
const BEFORE_THAT = listOf('إلى على من عن الي علي ب')
// «عدم ذكر اسمه»: a noun that is spelled like a verb.
const NOUN_AFTER = listOf('عدم دون بدون رفض رفضت رفضوا')
// «بعد أن», «قبل أن» are times, no reports.
const TIME_OF = listOf('بعد قبل منذ دون إلا غير رغم بدل لولا')

// «إحدى الأمهات، طلبت أن تعرف باسم أم يوسف: …»
const ASKING = listOf('طلب طلبت طلبوا فضل فضلت فضلوا اشترط اشترطت رفض رفضت')

// «… أن», «…:» or a quotation, within reach of a reporting verb and before another one.
export function complementOf(passage: Passage, from: number, reach = WINDOW): Opening | null {
  const { words } = passage
  for (let index = from; index < Math.min(words.length, from + reach); index++) {
    if (index > from && COMMAS.has(words[index - 1]!.form) && unjoined(words[index]!.form, ACCORDING) !== null) index = nextComma(words, index)
    const { form, mark } = words[index]!
    if (STOPS.has(form) && !(form === '.' && (words[index - 1]?.form.length ?? 0) < 3)) return null
    if (form === ':') return { at: index, to: COMPLEMENTIZERS.has(words[index + 1]?.form ?? '') ? index + 2 : index + 1 }
    if (mark && opensSpeech(passage, index)) {
      const close = nameClose(passage, index)
      if (close < 0) return { at: index, to: index }
      index = close
      continue
    }
    if (mark && index > from && isLoose(passage, index)) return { at: index, to: index }
    if (COMPLEMENTIZERS.has(form) && !TIME_OF.has(words[index - 1]?.form ?? '') && !(index > from && ASKING.has(words[index - 1]!.form))) {
      return { at: index > from && isBeforeThat(words, index - 1, from) ? index - 1 : index, to: index + 1 }
    }
    if (index > from && words[index - 1]!.mark && unjoined(form, PARTICIPLES) !== null) return null
    if (index > from && COMMAS.has(words[index - 1]!.form) && (TURNS.has(form) || isJoinedVerb(form) && !CALLED.has(form))) return null
    if (!mark && index > from && !isToldOf(words, index) && REPORTING_VERBS.has(form.replace(/^[وف]/, '')) && !NOUN_AFTER.has(words[index - 1]!.form) && !POINTING_BACK.has(words[index + 1]?.form ?? '') && form !== 'عبر' && form !== 'بين') return null
  }
  return null
}

// «ويعتقد الناقد، بحسب ما كتب في زاويته، أن …»
function nextComma(words: Passage['words'], from: number): number {
  for (let index = from; index < Math.min(words.length, from + LONGEST_NAME); index++) if (COMMAS.has(words[index]!.form)) return index
  return from
}

// «رجح مصدر تحدث للصحيفة أن»: said of the source.
function isToldOf(words: Passage['words'], at: number): boolean {
  return /^تحدثت?$/.test(words[at]!.form) && /^(?:ل|الى$)/.test(words[at + 1]?.form ?? '')
}

// «شدد الوزير علي أن» is «على أن» as some write it, «قال أسامة علي إن» is a name.
function isBeforeThat(words: Passage['words'], at: number, from: number): boolean {
  const { form } = words[at]!
  return BEFORE_THAT.has(form) && (form !== 'علي' || at === from || /شدد|اكد|اصر|نبه/.test(words[from - 1]?.form ?? ''))
}

const LONGEST_NAME = 9

// «طالبت «المبادرة … للحقوق الشخصية» بنشر …», «قالت منظمة «…» إن»: long for a name, but what is said begins behind it. Where it closes, or -1.
function nameClose({ words, speeches }: Passage, open: number): number {
  const before = words[open - 1]?.form ?? ''
  if (!BODIES.has(before.replace(/^[وب]/, '')) && unjoined(before, REPORTING_VERBS) === null) return -1
  for (let index = open + 1; index < Math.min(words.length - 1, open + LONGEST_NAME); index++) {
    if (!speeches.closes.has(words[index]!.start)) continue
    const { form } = words[COMMAS.has(words[index + 1]!.form) && index + 2 < words.length ? index + 2 : index + 1]!
    return COMPLEMENTIZERS.has(form) || /^ب/.test(form) && looksLikeAction(form.slice(1)) ? index : -1
  }
  return -1
}

export function opensSpeech({ words, speeches }: Passage, index: number): boolean {
  return speeches.opens.has(words[index]!.end)
}

// A quotation mark that was never closed, as long as nothing closes it within reach.
function isLoose({ words }: Passage, index: number): boolean {
  if (!QUOTE.test(words[index]!.form)) return false
  for (let next = index + 1; next < Math.min(words.length, index + 2 * WINDOW); next++) if (QUOTE.test(words[next]!.form)) return false
  return !words.slice(Math.max(0, index - WINDOW), index).some(({ form }) => QUOTE.test(form))
}

const QUOTE = /^["«»“”]$/

// «أعلن الجيش مقتل …», «كشف التقرير عن …», «طالب الوزير بوقف …»
export function nounOf({ words }: Passage, at: number, verb: string): Opening | null {
  if (!REPORTING_WITH_NOUN.has(verb)) return null
  const preposition = REPORTING_WITH_NOUN.get(verb)
  const counts = COUNTING.test(verb)
  for (let index = at + 1; index < Math.min(words.length, at + 18); index++) {
    const { form } = words[index]!
    const circumstance = IN.has(words[index - 1]!.form)
    if (STOPS.has(form) || looksLikeVerb(form) && !ACTIONS.has(form) && !circumstance || counts && /^\p{N}/u.test(form)) return null
    if (preposition && form === preposition) return { at: index, to: index + 1 }
    if (preposition === 'ب' && form.startsWith('ب') && (form === 'بالرد' || looksLikeAction(form.replace(/^ب(?:ال)?/, '')))) return { at: index, to: index }
    if (ACTIONS.has(form) && !(circumstance && isMedium(form)) && !isHead(words[index - 1]!.form) || isDefiniteAction(words, index, at) || !preposition && isObject(words, index, at)) return { at: index, to: index }
  }
  return null
}

// «أعلن، في تسجيل مصور، مقتل …»
const IN = listOf('في عبر خلال')

// «أعلن مدير صحة الولاية»: part of a name.
const HEADS = listOf('وزارة إدارة هيئة مديرية مكتب لجنة دائرة قسم مركز منظمة جمعية حركة حزب')

function isHead(form: string): boolean {
  return HEADS.has(form) || TITLES.has(form) && !form.startsWith('ال')
}

// «سجلت المحافظات 43 إصابة»: what was counted, and no report of it.
const COUNTING = /^[يت]?(?:سجل|رصد|وثق)/

// «نفت الشركة ارتكاب …», «أعلن الوزير استقالته», «نفت الشركة، في رد لها، ارتكاب …»: an action by its shape, behind a noun that takes no other.
function isObject(words: Passage['words'], index: number, verb: number): boolean {
  const before = words[index - 1]!
  const { form } = words[index]!
  return index > verb + 1 && (COMMAS.has(before.form) || /^ال|.{3}ا$/.test(before.form)) && looksLikeAction(form.replace(/ت(?:ه|ها|هم)$/, 'ة').replace(/(?<!ا)(?:ه|ها|هم)$/, ''))
}

// «أعلن الوزيران الاتفاق على …», but not «أعلنت لجنة التحقيق …».
function isDefiniteAction(words: Passage['words'], index: number, verb: number): boolean {
  const before = words[index - 1]!.form
  return index > verb + 1 && words[index]!.form.startsWith('ال') && ACTIONS.has(words[index]!.form.slice(2)) && (COMMAS.has(before) || /^ال|(?:ان|ون)$/.test(before))
}

export function indexOf({ words }: Passage, from: number, reach: number, table: ReadonlySet<string>): number {
  for (let index = from; index < Math.min(words.length, from + reach); index++) if (table.has(words[index]!.form)) return index
  return -1
}
