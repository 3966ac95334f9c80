import { isFutureVerb } from './arabic-verbs.ts'
import type { Named, NamedAt } from './dates.ts'
import { listOf, shapeOf, unjoined, type Word } from './words.ts'

const WEEKDAYS = tableOf(['الأحد', 'الاثنين الإثنين', 'الثلاثاء', 'الأربعاء', 'الخميس', 'الجمعة', 'السبت'])

// Of the Levant and Iraq, of Egypt and the Gulf, of the Maghreb.
const MONTHS = tableOf([
  'يناير جانفي', 'شباط فبراير فيفري', 'آذار مارس', 'نيسان أبريل إبريل أفريل', 'أيار مايو ماي', 'حزيران يونيو يونيه جوان', 'تموز يوليو يوليه جويلية يوليوز',
  'آب أغسطس أوت غشت', 'أيلول سبتمبر شتنبر', 'أكتوبر', 'نوفمبر نونبر', 'ديسمبر دجنبر',
])
const TWO_WORD_MONTHS: Readonly<Record<string, number>> = { [shapeOf('كانون الثاني')]: 0, [shapeOf('تشرين الأول')]: 9, [shapeOf('تشرين الثاني')]: 10, [shapeOf('كانون الأول')]: 11 }

const UNITS = tableOf(['الأول الحادي', 'الثاني', 'الثالث', 'الرابع', 'الخامس', 'السادس', 'السابع', 'الثامن', 'التاسع', 'العاشر'])
const TENS: Readonly<Record<string, number>> = { عشر: 10, والعشرين: 20, والعشرون: 20, والثلاثين: 30, والثلاثون: 30 }
const ROUND: Readonly<Record<string, number>> = { العشرين: 20, العشرون: 20, الثلاثين: 30, الثلاثون: 30 }
const COUNTS = tableOf(['', '', '', 'ثلاثة ثلاث', 'أربعة أربع', 'خمسة خمس', 'ستة ست', 'سبعة سبع', 'ثمانية ثماني', 'تسعة تسع', 'عشرة عشر'])

// «مساء أمس», «يوم الأحد»
const PARTS_OF_DAY = listOf('يوم نهار مساء صباح فجر ظهر عصر ليل ليلة عشية منتصف بعد')
const PAST = listOf('الماضي الفائت المنصرم')
const FUTURE = listOf('المقبل القادم')

// «اليوم التالي» is no today, «صلاة الجمعة» no single Friday, «بين الاثنين» no Monday.
const NO_TODAY = listOf('التالي الأول الثاني الثالث الرابع الخامس السابق الأخير العالمي الدولي الوطني نفسه ذاته الواحد الموالي الدراسي')
const NO_WEEKDAY_AFTER = listOf('صلاة خطبة كل أيام ليالي بين كلا هذين جمعة أحد')

const FUTURE_WORDS = listOf('سوف لن المقرر المتوقع المنتظر المرتقب يعتزم تعتزم')

export function isArabicFuture(form: string): boolean {
  return isFutureVerb(form) || FUTURE_WORDS.has(form)
}

export function arabicDayAt(words: readonly Word[], at: number): NamedAt | null {
  const word = words[at]
  if (!word) return null
  const bare = relativeAt(words, at) ?? weekdayAt(words, at) ?? writtenAt(words, at)
  if (bare || unjoined(word.form, PARTS_OF_DAY) === null) return bare
  return relativeAt(words, at + 1) ?? weekdayAt(words, at + 1)
}

function relativeAt(words: readonly Word[], at: number): NamedAt | null {
  const [first, second, third] = [0, 1, 2].map((step) => words[at + step]?.form ?? '') as [string, string, string]
  const form = first.replace(/^[وف]/, '')
  if (form === 'اول' && second === 'من' && third === 'امس') return { relative: -2, to: at + 3 }
  if (form === 'اول' && second === 'امس') return { relative: -2, to: at + 2 }
  if (form === 'بعد' && (second === 'غد' || second === 'غدا')) return { relative: 2, to: at + 2 }
  if (form === 'امس' || form === 'البارحة') return { relative: -1, to: at + 1 }
  if (form === 'غدا') return { relative: 1, to: at + 1 }
  if (form === 'اليوم' && !NO_TODAY.has(second) && words[at - 1]?.form !== 'منذ') return { relative: 0, to: at + 1 }
  return form === 'قبل' ? daysAgo(words, at + 1, second, third) : null
}

// «قبل يومين», not «قبل يومين من الانتخابات».
function daysAgo(words: readonly Word[], at: number, first: string, second: string): NamedAt | null {
  const count = second === 'ايام' ? COUNTS.get(first) ?? numberOf(first) : first === 'يومين' ? 2 : first === 'يوم' ? 1 : null
  const to = second === 'ايام' ? at + 2 : at + 1
  const next = words[to]?.form ?? ''
  return count !== null && count > 0 && count < 32 && next !== 'من' && next !== 'واحد' ? { relative: -count, to } : null
}

function weekdayAt(words: readonly Word[], at: number): NamedAt | null {
  const weekday = WEEKDAYS.get(words[at]?.form.replace(/^و/, '') ?? '')
  if (weekday === undefined || NO_WEEKDAY_AFTER.has(words[at - 1]?.form ?? '')) return null
  return withSide(words, { weekday, to: at + 1 })
}

// «15 آذار/مارس 2015», «الخامس عشر من مارس», «15/3/2015»
function writtenAt(words: readonly Word[], at: number): NamedAt | null {
  const whole = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(latin(words[at]!.form))
  if (whole) return { written: { day: Number(whole[1]), month: Number(whole[2]), year: Number(whole[3]) }, to: at + 1 }
  const day = dayNumberAt(words, at)
  if (!day) return null
  const month = monthAt(words, words[day.to]?.form === 'من' ? day.to + 1 : day.to)
  if (!month) return null
  const written = /^\d{4}$/.test(latin(words[month.to]?.form ?? '')) ? Number(latin(words[month.to]!.form)) : null
  return withSide(words, { written: { day: day.number, month: month.number, year: written }, to: written === null ? month.to : month.to + 1 })
}

type Numbered = { number: number; to: number }

function dayNumberAt(words: readonly Word[], at: number): Numbered | null {
  const form = words[at]!.form
  const digits = numberOf(form)
  if (digits !== null) return digits >= 1 && digits <= 31 ? { number: digits, to: at + 1 } : null
  if (ROUND[form]) return { number: ROUND[form], to: at + 1 }
  const unit = UNITS.get(form)
  if (unit === undefined) return null
  const tens = TENS[words[at + 1]?.form ?? '']
  return tens ? { number: unit + 1 + tens, to: at + 2 } : { number: unit + 1, to: at + 1 }
}

// «كانون الثاني», «آذار/مارس», «مارس (آذار)»: the second name repeats the first.
function monthAt(words: readonly Word[], at: number): Numbered | null {
  const first = monthNameAt(words, at)
  if (!first) return null
  const mark = words[first.to]?.form
  const second = mark === '/' || mark === '(' ? monthNameAt(words, first.to + 1) : null
  if (second?.number !== first.number) return first
  return { number: first.number, to: mark === '(' && words[second.to]?.form === ')' ? second.to + 1 : second.to }
}

function monthNameAt(words: readonly Word[], at: number): Numbered | null {
  const form = words[at]?.form ?? ''
  const two = TWO_WORD_MONTHS[`${form} ${words[at + 1]?.form ?? ''}`]
  if (two !== undefined) return { number: two + 1, to: at + 2 }
  const one = MONTHS.get(form)
  return one === undefined ? null : { number: one + 1, to: at + 1 }
}

function withSide(words: readonly Word[], named: NamedAt): NamedAt {
  const next = words[named.to]?.form ?? ''
  const side: Named['side'] = PAST.has(next) ? 'past' : FUTURE.has(next) ? 'future' : undefined
  return side ? { ...named, side, to: named.to + 1 } : named
}

function numberOf(form: string): number | null {
  const digits = latin(form)
  return /^\d{1,2}$/.test(digits) ? Number(digits) : null
}

function latin(form: string): string {
  return form.replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
}

// Rows of spellings: each spelling with the number of its row.
function tableOf(rows: readonly string[]): ReadonlyMap<string, number> {
  return new Map(rows.flatMap((row, index) => [...listOf(row)].map((form): [string, number] => [form, index])))
}
