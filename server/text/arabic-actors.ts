import { looksLikeVerb } from './arabic-verbs.ts'
import { ANONYMOUS, AUDIENCES, BODIES, COMPLEMENTIZERS, MEDIA, POINTING_BACK, PREPOSITIONS, STAND_INS, TIME_WORDS, TITLES } from './arabic-words.ts'
import type { Passage, Source } from './reading.ts'
import type { Speaker } from './speakers.ts'
import { listOf, shapeOf, unjoined, type Word } from './words.ts'

// `name` is the source in its plain form: «للمرصد» names «المرصد».
export type Actor = { source: Source; name: string; named: boolean }

export type Party = { actor: Actor | null; medium: string | null }

type Range = [from: number, to: number]

const PARTING = listOf('، , ؛ - – —')
const QUOTE = /^[«»“”„"]$/
export const CALLED = listOf('ويدعى وتدعى يدعى تدعى واسمه واسمها اسمه اسمها')
const RELATIVES = listOf('الذي التي الذين اللذين اللذان وهو وهي وهم والذي والتي')
const WITHIN_NAMES = listOf('في على إلى من بين عن ضد')

// Reads the words around a reporting verb: who speaks, and in or to what. [from, to) are indexes into the passage's words.
export function partyOf(passage: Passage, from: number, to: number): Party {
  const names: Range[] = []
  let medium: string | null = null
  for (const [start, end] of chunksOf(passage.words, from, to)) {
    const cut = nameEnd(passage.words, start, end)
    if (cut > start) names.push([start, cut])
    if (cut < end) medium ??= mediumOf(passage, cut, end)
  }
  return { actor: actorOf(passage, names), medium }
}

export function speakerOf({ actor, medium }: Party): Speaker[] {
  return actor ? [{ ...actor, medium }] : []
}

// Commas part a name from what is put beside it; what stands in brackets is no name.
function chunksOf(words: readonly Word[], from: number, to: number): Range[] {
  const chunks: Range[] = []
  let start = from
  let bracketed = false
  for (let index = from; index <= to; index++) {
    const form = index < to ? words[index]!.form : '،'
    if (!PARTING.has(form) && form !== '(' && form !== ')') continue
    if (start < index && !bracketed && (chunks.length === 0 || !isRemark(words[start]!.form))) chunks.push([start, index])
    bracketed = form === '(' || bracketed && form !== ')'
    start = index + 1
  }
  return chunks
}

// «، طلب عدم ذكر اسمه،» is said of a speaker, it names nobody.
function isRemark(form: string): boolean {
  return REMARKS.has(form) || looksLikeVerb(form) && !CALLED.has(form)
}

const REMARKS = listOf('ومقره ومقرها مقره مقرها ويبلغ وعمره وعمرها البالغ البالغة فضل فضلت طلب طلبت رفض رفضت اشترط اشترطت مفضلا مفضلة طالبا مشترطا مشترطة كونه كونها تحدث تحدثت استنادا مستندا مستندة نقلا لم نشر نشرت صدر صدرت أجري أجريت أعلنت عرضت تلقته تلقتها')

// «العام الماضي» is a time, «الأمين العام» is not.
const PERIODS = listOf('العام الشهر الأسبوع السنة الصيف الشتاء الربيع الخريف القرن')
const RELATIVE_TIMES = listOf('الماضي الماضية المقبل المقبلة القادم القادمة الجاري الجارية الحالي الحالية المنصرم المنصرمة')

// Where in a chunk the name stops and place, time, medium or audience begin.
function nameEnd(words: readonly Word[], from: number, to: number): number {
  let quoted = false
  for (let index = from; index < to; index++) {
    const { form } = words[index]!
    const next = words[index + 1]?.form ?? ''
    if (QUOTE.test(form)) quoted = !quoted
    if (quoted) continue
    if (index > from && REMARKS.has(form)) return index
    if (RELATIVES.has(form) || POINTING_BACK.has(form) || TIME_WORDS.has(form) || isAudience(form, next) && !takesLam(words[index - 1]?.form ?? '') || PERIODS.has(form) && RELATIVE_TIMES.has(next)) return index
    if (isPreposition(form, next, index === from) && (index === from || opensCircumstance(form, next, index - from))) return index
  }
  return to
}

// «أسامة علي» is a name; «علي هامش» and «أكد علي أن» are how some write «على».
export function isPreposition(form: string, next: string, isFirst: boolean): boolean {
  return PREPOSITIONS.has(form) && (form !== 'علي' || AFTER_ON.has(next) || isMedium(next) || isFirst && COMPLEMENTIZERS.has(next))
}

const AFTER_ON = listOf('هامش حساب حساباته ما الرغم الأقل الأرض الطريق صعيد')

// «مسؤول في وزارة الدفاع» is a name; «المسؤول في تصريح» and «المسؤول خلال …» are a name and a circumstance.
function opensCircumstance(form: string, next: string, length: number): boolean {
  return !WITHIN_NAMES.has(form) || length > 3 || next === 'دون' || isMedium(next) || TIME_WORDS.has(next)
}

export function isMedium(form: string): boolean {
  return MEDIA.has(form) || MEDIA.has(form.replace(/^ال/, ''))
}

function isAudience(form: string, next: string): boolean {
  if (form === 'ل') return AUDIENCES.has(next) || QUOTE.test(next) || next === ''
  if (form.startsWith('لل')) return AUDIENCES.has(form.slice(2)) || AUDIENCES.has(`ال${form.slice(2)}`)
  return form.startsWith('ل') && AUDIENCES.has(form.slice(1))
}

export function mediumOf({ words, text }: Passage, from: number, to: number): string | null {
  for (let index = from; index < to; index++) {
    const { form } = words[index]!
    if (isMedium(form.replace(/^[بو]/, '')) || isAudience(form, words[index + 1]?.form ?? '')) {
      return plain(text.slice(words[index]!.start, words[to - 1]!.end))
    }
  }
  return null
}

// Of «المتحدث باسم الجيش، سامي داود» the part that is not only a title; else the first.
function actorOf(passage: Passage, names: readonly Range[]): Actor | null {
  const called = names.filter(([from]) => CALLED.has(passage.words[from]!.form)).map((range) => withoutMarks(passage.words, range)).find(([from, to]) => from < to)
  const ranges = names.map((range) => withoutMarks(passage.words, quotedName(passage.words, range))).filter(([from, to]) => from < to && /\p{L}/u.test(passage.words[from]!.form))
  const proper = called ?? ranges.find(([from]) => !isTitle(passage.words[from]!.form))
  const range = proper ?? ranges[0]
  return range ? actorAt(passage, range) : null
}

function isTitle(form: string): boolean {
  return TITLES.has(form) || form.startsWith('ال')
}

function actorAt({ words, text }: Passage, [from, to]: Range): Actor {
  const first = words[from]!
  const attached = lamOf(first.form, words[from - 1]?.form ?? '')
  const start = first.start + attached
  const { end } = words[to - 1]!
  const source = { start, end, text: text.slice(start, end) }
  const name = attached === 2 ? `ال${source.text}` : source.text
  return { source, name: plain(name), named: !ANONYMOUS.has(shapeOf(name).split(/\s/)[0] ?? '') }
}

const TAKES_LAM = listOf('وفقا طبقا تبعا بيان تصريح تقرير حصيلة بيانات تقديرات إحصاء إحصاءات وثيقة دراسة أرقام')

function takesLam(form: string): boolean {
  return unjoined(form, TAKES_LAM) !== null
}

// How many letters are written onto a name: «ل» of «وفقا لوزارة», «لل» of «وفقا للمرصد».
function lamOf(form: string, before: string): number {
  if (!form.startsWith('ل') || !takesLam(before)) return 0
  return form.startsWith('لل') ? 2 : 1
}

// A name in quotation marks after a title or a kind of body: «الناشط «…»», «صحيفة «…»». After a longer name it only adds to it.
function quotedName(words: readonly Word[], [from, to]: Range): Range {
  const marks: number[] = []
  for (let index = from; index < to; index++) if (QUOTE.test(words[index]!.form)) marks.push(index)
  const [open, close = to] = marks
  if (open === undefined) return [from, to]
  const before = words.slice(from, open).map((word) => word.form)
  if (close > open + 1 && before.every((form) => isTitle(form) || isBody(form)) && (before.length < 2 || before.some((form) => TITLES.has(form) || isBody(form)))) return [open + 1, close]
  if (close > open + 1 && isMedium(before[0]!.replace(/^لل?/, '')) && isBody(before.at(-1)!)) return [open + 1, close]
  if (close < to - 1 && !words[close + 1]!.mark && TITLES.has(before[0]!)) return [from, to]
  return [from, BODIES.has(before.at(-1) ?? '') && before.length > 1 ? open - 1 : open]
}

function isBody(form: string): boolean {
  return BODIES.has(form.replace(/^لل?/, ''))
}

function withoutMarks(words: readonly Word[], [from, to]: Range): Range {
  if (CALLED.has(words[from]?.form ?? '')) from += 1
  while (from < to && words[from]!.mark) from += 1
  while (to > from && words[to - 1]!.mark) to -= 1
  return [from, to]
}

function plain(text: string): string {
  return text.replace(/[«»“”„"،,:]/g, ' ').replace(/\s+/g, ' ').trim()
}

// «وأضاف المصدر» names nobody: whoever spoke before is meant.
export function isStandIn({ source }: Pick<Actor, 'source'>): boolean {
  const [head = '', ...rest] = source.text.split(/\s+/).map(shapeOf)
  if (head === 'المصدر') return rest.every((word) => word.startsWith('ال') || STAND_INS.has(word))
  return STAND_INS.has(head) && rest.every((word) => STAND_INS.has(word))
}
