import type { Language } from './language.ts'
import { listOf, shapeOf, wordsOf, type Word } from './words.ts'
import type { Suggestion } from './suggest.ts'

// What in the words of a caveat tells its reach.
type Tongue = {
  // «المزاعم», "the claims": what others have said, in the plural and in the singular.
  claims: ReadonlySet<string>
  claim: ReadonlySet<string>
  // «الحصيلة», "the toll".
  figures: ReadonlySet<string>
  // «مزاعمه», "his": of whoever spoke last.
  theirs: (words: readonly string[]) => boolean
  // Words that are in any caveat and say nothing of what it is about.
  common: ReadonlySet<string>
  numbers: ReadonlySet<string>
}

const ARABIC: Tongue = {
  claims: listOf('مزاعم ادعاءات تقارير أنباء معلومات روايات اتهامات أقوال تصريحات شهادات روايتين إفادات'),
  claim: listOf('ادعاء زعم رواية خبر نبأ تصريح اتهام إعلان بيان'),
  figures: listOf('حصيلة أرقام رقم عدد أعداد إحصاءات إحصائيات نسبة نسب خسائر'),
  theirs: (words) => words.some((word) => /^[بلو]?(?:مزاعم|ادعاءات|روايت|اقوال|تصريحات|اتهامات|شهادت)(?:ه|ها|هم)$/.test(word)),
  common: listOf(`لم يتسن التحقق التأكد من صحة على نحو بشكل مستقل مستقلة مصدر مصادر مصادرها هذه هذا تلك ذلك دون توضيح ذكر تحديد تفاصيل أي أخرى آخر ولا ولم يمكن
    تتمكن يتمكن تعليق الفور طلب للتعليق رد يرد ترد وكالة فرانس برس رويترز صورة مستقلين محايد محايدة أو عن في إلى التي الذي كما بعد حتى الآن حول بشأن`),
  numbers: listOf('مئات عشرات آلاف مليون مليار اثنين اثنان ثلاثة ثلاث أربعة أربع خمسة خمس ستة ست سبعة سبع ثمانية تسعة تسع عشرة عشر قتيلان جريحان شخصان شخصين مئة مائة ألف'),
}

const ENGLISH: Tongue = {
  claims: listOf('claims reports accounts allegations accusations assertions statements testimonies account versions neither either'),
  claim: listOf('claim report allegation accusation assertion statement testimony version'),
  figures: listOf('figure figures toll tolls number numbers count casualties total estimate estimates statistics'),
  theirs: (words) => words.some((word, index) => /^(?:his|her|their|its)$/.test(word) && words.slice(index + 1, index + 3).some((next) => ENGLISH.claims.has(next) || ENGLISH.claim.has(next))),
  common: listOf(`could not be independently verified confirmed verify confirm immediately able unable been possible independent confirmation comment the this that these those although though but
    without giving details did respond request requests for was were has have had not clear unclear afp reuters and which with from about any evidence providing whether it its on of to a an by in`),
  numbers: listOf('two three four five six seven eight nine ten eleven twelve dozen dozens hundred hundreds thousand thousands million billion percent half'),
}

const TONGUES: Partial<Record<Language, Tongue>> = { ar: ARABIC, en: ENGLISH }

// How many suggestions back a caveat reaches, so that the work stays linear.
const REACH = 60

// For each suggestion that is a caveat: the suggestions it covers, by its words and its place. All are indexes into `suggestions`.
export function coversOf(text: string, language: Language, suggestions: readonly Suggestion[]): Map<number, number[]> {
  const covers = new Map<number, number[]>()
  for (const [index, { kind }] of suggestions.entries()) {
    if (kind === 'caveat') covers.set(index, coveredBy(text, TONGUES[language], suggestions, index))
  }
  return covers
}

function coveredBy(text: string, tongue: Tongue | undefined, all: readonly Suggestion[], index: number): number[] {
  const before = indexesBefore(all, index)
  const inSentence = before.filter((each) => all[each]!.passage === all[index]!.passage)
  const words = shapesIn(text, all[index]!).map(bare)
  if (!tongue) return inSentence
  const attributed = before.filter((each) => all[each]!.source !== null)
  const [claims, claim] = [tongue.claims, tongue.claim].map((table) => words.some((word) => table.has(word)))
  if (tongue.theirs(words)) return ofLastSpeaker(all, attributed)
  const owned = claims || claim ? attributed.filter((each) => isNamedIn(words, shapesOfSource(all[each]!), tongue)) : []
  if (owned.length > 0) return owned
  const meant = inSentence.length > 0 ? inSentence : before
  const counted = words.some((word) => tongue.figures.has(word)) ? meant.filter((each) => hasNumber(shapesIn(text, all[each]!), tongue)) : []
  if (counted.length > 0) return nearest(text, all, counted, index)
  if (inSentence.length === 0 && attributed.length > 0) {
    if (claims) return nearest(text, all, attributed, index)
    if (claim) return lastPassage(all, attributed)
  }
  return aboutTheSame(text, tongue, all, lastPassage(all, meant), words)
}

function indexesBefore(all: readonly Suggestion[], index: number): number[] {
  const found: number[] = []
  for (let each = Math.max(0, index - REACH); each < index; each++) {
    const { kind } = all[each]!
    if (kind === 'factual' || kind === 'prediction') found.push(each)
  }
  return found
}

// Those of the caveat's own paragraph; if it has none, those of the report so far.
function nearest(text: string, all: readonly Suggestion[], found: readonly number[], index: number): number[] {
  const start = text.lastIndexOf('\n', all[index]!.spans[0]!.start)
  const inParagraph = found.filter((each) => all[each]!.spans[0]!.start > start)
  return inParagraph.length > 0 ? inParagraph : [...found]
}

function lastPassage(all: readonly Suggestion[], found: readonly number[]): number[] {
  const last = found.at(-1)
  return last === undefined ? [] : found.filter((each) => all[each]!.passage === all[last]!.passage)
}

// «العمر» is «موسى العمر».
function ofLastSpeaker(all: readonly Suggestion[], attributed: readonly number[]): number[] {
  const last = attributed.at(-1)
  if (last === undefined) return []
  const [speaker, ...names] = [all[last]!, ...attributed.map((each) => all[each]!)].map(({ source }) => new Set(source!.text.split(/\s+/).map((word) => bare(shapeOf(word)))))
  return attributed.filter((_, at) => names[at]!.isSubsetOf(speaker!) || speaker!.isSubsetOf(names[at]!))
}

// «… هجوم على السجن»، دون توضيح ملابسات الهجوم: what the caveat speaks of again, else all of it.
function aboutTheSame(text: string, tongue: Tongue, all: readonly Suggestion[], found: readonly number[], words: readonly string[]): number[] {
  const topics = new Set(words.filter((word) => word.length > 3 && !tongue.common.has(word)))
  const same = found.filter((each) => shapesIn(text, all[each]!).some((word) => topics.has(bare(word))))
  return same.length > 0 ? same : [...found]
}

// «مزاعم الجيش», "the army's claim": a word of the speaker's name stands in the caveat.
function isNamedIn(words: readonly string[], name: readonly string[], tongue: Tongue): boolean {
  const said = new Set(words)
  return name.some((word) => word.length > 3 && !tongue.common.has(word) && said.has(bare(word)))
}

function hasNumber(words: readonly string[], { numbers }: Tongue): boolean {
  return words.some((word) => /\p{N}/u.test(word) || numbers.has(word))
}

function shapesIn(text: string, { spans }: Suggestion): string[] {
  return spans.flatMap((span) => wordsOf(text, span)).filter((word: Word) => !word.mark).map(({ form }) => form)
}

function shapesOfSource({ source, chain }: Suggestion): string[] {
  return [source?.text ?? '', ...chain.map(({ actor }) => actor)].flatMap((name) => name.split(/\s+/).map(shapeOf))
}

// Without the article, a conjunction or a preposition written onto it; "army's" is "army".
function bare(word: string): string {
  return word.replace(/^[وف]?(?:بال|ال|لل)(?=[\u0621-\u064A]{3})/, '').replace(/'s$/, '')
}
