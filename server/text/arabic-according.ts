import { isStandIn, partyOf, speakerOf } from './arabic-actors.ts'
import { complementOf, indexOf, nounOf } from './arabic-openings.ts'
import { bodyBehind, isIssuedBy, isPaper } from './arabic-papers.ts'
import { subjectOfSentence } from './arabic-subjects.ts'
import { isJoinedVerb, looksLikeVerb } from './arabic-verbs.ts'
import { ACCORDING, COMMAS, COMPLEMENTIZERS, RELAYING, REPORTING_VERBS } from './arabic-words.ts'
import type { Aside, Attribution, Frame, Memory, Passage } from './reading.ts'
import { attributionOf, continued, recall, remember } from './speakers.ts'
import { listOf, unjoined, verbatim } from './words.ts'

const LONGEST = 26
const QUOTE = /^[«»“”"]$/
const JOINTS = listOf('ل ما لما عن إلى على به له حد ه مصدره')
const BROUGHT = listOf('جاء ورد صدر نشر نشرت نشره نشرته ذكره ذكرته نقله نقلته أعلنه أعلنته قاله قالته أورده أوردته أفادت أفاد أكده أكدته كشفه كشفته قول تعبير وصف')
const ENDS = listOf('. ؟ ! ؛ ) » فيما بينما لكن ولكن حيث كما غير إلا ما مما بعد قبل عقب إثر')
const TURNS = listOf('فإن فقد فإنه فإنها فإنهم')

// «مصدر طلب عدم ذكر اسمه»: how a source stays without a name.
const ASKS = listOf('طلب طلبت طلبوا رفض رفضت رفضوا فضل فضلت اشترط اشترطت')

// «ما نقلته الإذاعة عن مصدر»
const PASSED_ON = /^[وف]?[يت]?نقل(?:ت|وا)?(?:ه|ها)?$/
const RELAYED_FROM = listOf('عن')

// One goes by them, but they say nothing.
const NO_SPEAKERS = listOf(`نسبة قواعد خطة الخطة قانون القانون شروط الشروط معايير المعايير جدول الجدول نظام النظام اتفاق الاتفاق اتفاقية أسعار سعر حجم عدد نوع
  ما الحاجة الظروف الأصول القواعد رغبة ترتيب تقديرات مبدأ`)

// «بحسب النتائج الأولية»: «وقال» behind it means somebody else.
const FIGURES = /^(?:ال|لل?)?(?:نتائج|بيانات|تقديرات|أرقام|إحصاء|لائحة|مؤشر)/

// «بحسب المرصد», «وفقا لوزارة الصحة», «كما ذكرت …», «حسبما جاء في بيان»: behind what it governs, before it when it opens the sentence.
export function accordingFrame(passage: Passage, at: number, floor: number, memory: Memory): Frame | null {
  const { words, text } = passage
  if (unjoined(words[at]!.form, IN_THEIR_VIEW) !== null) return viewFrame(passage, at, floor, memory)
  if (!isAccording(passage, at)) return null
  const leading = at - floor < 4 && words.slice(floor, at).every((word) => word.mark)
  const name = nameStart(passage, at)
  if (NO_SPEAKERS.has(words[name]?.form.replace(/^ل/, '') ?? '') && (name === at + 1 || name === at + 2 && words[at + 1]!.form === 'الى')) return null
  const end = nameStop(passage, name, leading)
  const written = sourceIn(passage, at, name, end)
  const meant = isTheirs(passage, name, end) ? writerOf(passage, at, floor) : null
  const found = meant ?? (written && !isStandIn({ source: written.source! }) ? written : recall(memory, null)) ?? written
  if (!found || end === at + 1) return null
  const by = JUDGING.has(words[at]!.form) ? { ...found, stance: 'judges' as const } : found
  if (!FIGURES.test(by.source?.text ?? '')) remember(memory, by, null)
  const to = leading && words[end] && COMMAS.has(words[end].form) && TURNS.has(words[end + 1]?.form ?? '') ? end + 2 : leading && words[end] && (COMMAS.has(words[end].form) || TURNS.has(words[end].form) || COMPLEMENTIZERS.has(words[end].form)) ? end + 1 : end
  return { from: at, to, governs: leading ? 'after' : 'before', by: { ...by, cue: verbatim(text, words[at]!) }, asides: asidesIn(passage, name, end, by) }
}

const JUDGING = listOf('برأي بنظر')

// «برأيه»: whoever has been speaking.
const IN_THEIR_VIEW = listOf('برأيه برأيها برأيهم بنظره بنظرها بحسبه بحسبها بتعبيره بتعبيرها')

function viewFrame({ words, text }: Passage, at: number, floor: number, memory: Memory): Frame | null {
  const by = recall(memory, null)
  const leading = at - floor < 2
  return by && { from: at, to: leading && COMMAS.has(words[at + 1]?.form ?? '') ? at + 2 : at + 1, governs: leading ? 'after' : 'before', by: { ...by, cue: verbatim(text, words[at]!), stance: 'judges' } }
}

function isAccording(passage: Passage, at: number): boolean {
  const { words } = passage
  const [first, second, third] = [0, 1, 2].map((step) => words[at + step]?.form ?? '') as [string, string, string]
  if (unjoined(first, ACCORDING) !== null) return first !== 'نقلا' || second === 'عن'
  if (first === 'على') return second === 'حد' && BROUGHT.has(third) || second === 'ما' && REPORTING_VERBS.has(third)
  if (first !== 'كما' || COMPLEMENTIZERS.has(third)) return false
  return BROUGHT.has(second) || REPORTING_VERBS.get(second)?.stance === 'says' && !isAlso(passage, at + 1, second)
}

// «كما أعلن الجيش مقتل …» is one more report.
function isAlso(passage: Passage, verb: number, form: string): boolean {
  const opening = complementOf(passage, verb + 1, 12) ?? nounOf(passage, verb, form)
  return opening !== null && !passage.words.slice(verb, opening.at).some((word) => COMMAS.has(word.form))
}

function nameStart({ words }: Passage, at: number): number {
  let index = at + 1
  while (index < words.length && index < at + 6) {
    const { form } = words[index]!
    const passes = JOINTS.has(form) || BROUGHT.has(form) || unjoined(form, RELAYING) || unjoined(form, REPORTING_VERBS)
    if (!passes) return index
    index += 1
  }
  return index
}

function nameStop({ words, speeches }: Passage, from: number, leading: boolean): number {
  let quoted = false
  let asks = false
  let described = false
  for (let index = from; index < words.length; index++) {
    const { form, start, end } = words[index]!
    if (QUOTE.test(form) && !speeches.opens.has(end) && !speeches.closes.has(start)) {
      quoted = !quoted
      continue
    }
    if (quoted && index - from < LONGEST) continue
    asks ||= ASKS.has(form)
    if (COMMAS.has(form) || ENDS.has(form) && index > from || speeches.closes.has(start) || speeches.opens.has(end)) return index
    described ||= RELATIVES.has(form)
    if (index > from && (COMPLEMENTIZERS.has(form) || isJoinedVerb(form) || leading && !asks && !described && looksLikeVerb(form) || TURNS.has(form))) return index
    if (index - from >= LONGEST) return from + 4
  }
  return words.length
}

const SHORTEST_ASIDE = 6

// «بحسب مراسلنا الذي شاهد دخانا يتصاعد من المطار»: what is said of a source, if it is more than a description.
function asidesIn({ words, text }: Passage, from: number, to: number, by: Attribution): Aside[] {
  for (let index = from + 1; index + 3 <= to; index++) {
    if (!RELATIVES.has(words[index]!.form)) continue
    const next = words[index + 1]!
    const verb = REPORTING_VERBS.get(next.form)
    if (verb && !ASKS.has(next.form)) return [{ from: index + 2, to, by: continued(by, verbatim(text, next), verb.stance, null) }]
    return index + SHORTEST_ASIDE > to || ASKS.has(next.form) || isIssuedBy(next.form) ? [] : [{ from: index, to }]
  }
  return []
}

const RELATIVES = listOf('الذي التي الذين')

// «حسبما جاء في بيان لها»: hers of whom the sentence is about.
function isTheirs(passage: Passage, from: number, to: number): boolean {
  const { words } = passage
  if (to - from < 5 && [from, from + 1].some((index) => /^بيان(?:ه|ها|هم)$/.test(words[index]?.form ?? ''))) return true
  const last = words[to - 1]?.form ?? ''
  return to - from < 5 && THEIRS.has(last) && words.slice(from, from + 2).some((_, step) => isPaper(passage, from + step)) || to - from < 3 && /^(?:بيان|تصريح|تقرير|موقع|صفحت|حساب)(?:ه|ها|هم)$/.test(last)
}

const THEIRS = listOf('له لها لهم عنه عنها عنهم')

function writerOf(passage: Passage, at: number, floor: number): Attribution | null {
  let from = at
  while (from > floor && at - from < LONGEST_SENTENCE && !(TURNING.has(passage.words[from]!.form) && from < at)) from -= 1
  const party = subjectOfSentence(passage, at, TURNING.has(passage.words[from]!.form) ? from + 1 : floor)
  return party.actor && attributionOf(speakerOf(party), verbatim(passage.text, passage.words[at]!), 'says')
}

const LONGEST_SENTENCE = 40
const TURNING = listOf('بينما فيما وبينما وفيما لكن ولكن حين')

// «بيان لوزارة الصحة», «تقرير أصدرته الأمم المتحدة»: the body behind the paper, which is the medium.
function sourceIn(passage: Passage, at: number, from: number, to: number): Attribution | null {
  const paper = passage.words[from]?.form === 'في' ? from + 1 : from
  const relayed = passage.words.slice(at + 1, from).some(({ form }) => PASSED_ON.test(form)) ? indexOf(passage, from + 1, to - from - 1, RELAYED_FROM) : -1
  if (relayed > 0) return attributionOf([partyOf(passage, relayed + 1, to), partyOf(passage, from, relayed)].flatMap(speakerOf), verbatim(passage.text, passage.words[at]!), 'says')
  const party = bodyBehind(passage, paper, to) ?? partyOf(passage, isPaper(passage, paper) ? paper : from, to)
  return party.actor ? attributionOf(speakerOf(party), verbatim(passage.text, passage.words[at]!), 'says') : null
}
