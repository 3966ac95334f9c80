import { ACTIONS, AUXILIARIES, COMMAS, NEGATIONS, POINTING_BACK, PREPOSITIONS } from './arabic-words.ts'
import { isJoinedVerb, looksLikeVerb } from './arabic-verbs.ts'
import type { Clause, Passage, Range } from './reading.ts'
import { listOf, type Word } from './words.ts'

// They open a new statement wherever they stand.
const ALWAYS = listOf('فيما بينما لكن ولكن لكنه لكنها لكنهم ولكنه ولكنها بعدما مما وأن وأنه وأنها وأنهم وإن وإنه وإنها وبأن وبأنه وبأنها وذلك إذ ريثما لأن لأنه لأنها لأنهم وبينما وفيما ويجب وينبغي ولم ولن ولقد وسوف وليس وليست')
// They do so behind a comma.
const AFTER_COMMA = listOf(`كما حيث عقب قبل بعد غير إلا بالإضافة إضافة فضلا دون إثر وسط بيد ما الأمر علما رغم بحيث وهو وهي وهم عندما حين منذ نتيجة بسبب
  استنادا مستندا مستندة بهدف بغية كي لكي حتى ثم لا لم لن فقد كان كانت`)
const RELATIVES = listOf('الذي التي الذين اللذان')
const ASIDES = listOf('الذي التي الذين اللذان وهو وهي وهم')
const WITH_AN = listOf('بيد قبل بعد منذ غير إلا رغم مع في')
const AN = listOf('أن أنه أنها أنهم حين وقت')
const CHAIN_OF_IN = listOf('حين وقت الوقت')

// «إذا …، فلن …» is one statement.
const CONDITIONALS = listOf('إذا لو وإذا ولو كلما')

const FEWEST_WORDS = 3

// The statement under way: what it has of words before `start`.
type Open = { parts: Range[]; start: number; seen: Seen }

// Cuts a stretch into statements: one predicate each, as far as letters and little words can tell.
export function clausesOf({ words }: Passage, { from, to }: Range): Clause[] {
  const clauses: Clause[] = []
  let open: Open = { parts: [], start: from, seen: NOTHING_YET }
  let brackets = 0
  for (let index = from; index < to; index++) {
    const { form } = words[index]!
    if (form === '(') brackets += 1
    if (form === ')') brackets = Math.max(0, brackets - 1)
    const aside = brackets === 0 && index > open.start ? asideAt(words, index, to) : null
    if (aside) {
      clauses.push([aside])
      open.parts.push({ from: open.start, to: index })
      open.start = aside.to
      index = aside.to
      continue
    }
    if (brackets === 0 && index > open.start && opensClause(words, index, open.seen) && isLongEnough(words, open.start, index, to)) {
      clauses.push([...open.parts, { from: open.start, to: index }])
      open = { parts: [], start: index, seen: NOTHING_YET }
    }
    open.seen = seenWith(open.seen, form)
  }
  if (open.start < to) clauses.push([...open.parts, { from: open.start, to }])
  return clauses.sort((a, b) => a[0]!.from - b[0]!.from)
}

const LONGEST_ASIDE = 30

// «الهزات، التي تجاوز عددها المئة، في انهيار جسرين»: what stands between commas is a statement, and the rest goes on around it.
function asideAt(words: readonly Word[], index: number, to: number): Range | null {
  const relative = ASIDES.has(words[index]!.form)
  if (!COMMAS.has(words[index - 1]!.form) || !relative && !looksLikeVerb(words[index]!.form)) return null
  for (let end = index + 3; end < Math.min(to - 2, index + LONGEST_ASIDE); end++) {
    if (!COMMAS.has(words[end]!.form)) continue
    const { form } = words[end + 1]!
    if (!relative) return GOES_ON.has(form) ? { from: index, to: end } : null
    return PREPOSITIONS.has(form) && !AFTER_COMMA.has(form) || AUXILIARIES.has(form) || isAction(form) || looksLikeVerb(form) ? { from: index, to: end } : null
  }
  return null
}

// What the statement under way has had so far.
type Seen = { verb: boolean; action: boolean; condition: boolean }

function seenWith({ action, verb, condition }: Seen, form: string): Seen {
  return { action: action || isAction(form), verb: verb || looksLikeVerb(form) || isJoinedVerb(form), condition: condition || CONDITIONALS.has(form) }
}

const NOTHING_YET: Seen = { verb: false, action: false, condition: false }

// «مقتل خمسة وإصابة عشرة» are two statements; «وإصابة» alone could be anything.
function opensClause(words: readonly Word[], index: number, seen: Seen): boolean {
  const { form, mark } = words[index]!
  if (mark) return false
  const next = words[index + 1]?.form ?? ''
  const afterComma = COMMAS.has(words[index - 1]!.form) || /^[«"“]$/.test(words[index - 1]!.form) && COMMAS.has(words[index - 2]?.form ?? '')
  if (seen.condition && form.startsWith('ف')) return false
  if (words[index - 1]!.form === '؛') return true
  if (isAction(words[index - 1]!.form) && isAction(form.slice(1))) return false
  if (ALWAYS.has(form) || isJoinedVerb(form)) return true
  if ((form === 'ولا' || form === 'حيث') && looksLikeVerb(NEGATIONS.has(next) ? words[index + 2]?.form ?? '' : next)) return true
  if (POINTING_BACK.has(next) && /^و(?!ال|لل)[\u0621-\u064A]{3,5}$/.test(form)) return true
  if (afterComma && form === 'من' && (next === 'دون' || next === 'غير')) return true
  if (WITH_AN.has(form) && AN.has(next)) return form !== 'في' || CHAIN_OF_IN.has(next)
  if (seen.action && !isAction(words[index - 1]!.form) && form.startsWith('و') && isAction(form.slice(1))) return true
  if (AFTERWARDS.has(form) && /..(?:ه|ها|هم)$/.test(next) && isAction(next) && countWords(words, index, words.length, LONG_ACTION) >= LONG_ACTION) return true
  if (seen.action && /^و\d/.test(form)) return true
  if (!afterComma) return false
  if (/^ل[يت]/.test(form) && looksLikeVerb(form.slice(1))) return true
  if (isParenthesis(words, index)) return false
  if (seen.verb && form.startsWith('ال') && next !== '' && looksLikeVerb(next) && !/^[يت]/.test(next)) return true
  return AFTER_COMMA.has(form) || seen.verb && RELATIVES.has(form) || seen.verb && looksLikeVerb(form) || /^(?:و(?!ال|لل)|ف)[\u0621-\u064A]{2}/.test(form)
}

// «بعد إدانته بسرقة …»
const AFTERWARDS = listOf('بعد عقب إثر')
const LONG_ACTION = 5

// «وتحولت ليبيا، منذ الإطاحة بالقذافي، إلى نقطة عبور»: a circumstance between commas, and the statement goes on behind it.
function isParenthesis(words: readonly Word[], index: number): boolean {
  if (!PREPOSITIONS.has(words[index]!.form)) return false
  for (let end = index + 2; end < Math.min(words.length - 2, index + LONGEST_CIRCUMSTANCE); end++) {
    if (COMMAS.has(words[end]!.form)) return GOES_ON.has(words[end + 1]!.form)
    if (looksLikeVerb(words[end]!.form)) return false
  }
  return false
}

const LONGEST_CIRCUMSTANCE = 12
const GOES_ON = listOf('في من على إلى عن')

// «منعه», «إعادتها»: with a pronoun written onto it, too.
function isAction(form: string): boolean {
  return ACTIONS.has(form) || ACTIONS.has(form.replace(/(?:ه|ها|هم)$/, '')) || ACTIONS.has(form.replace(/ت(?:ه|ها|هم)$/, 'ة'))
}

function isLongEnough(words: readonly Word[], start: number, index: number, to: number): boolean {
  const verb = isJoinedVerb(words[index]!.form) || isAction(words[index]!.form.slice(1))
  return countWords(words, start, index) >= 2 && countWords(words, index, to, verb ? 2 : FEWEST_WORDS) >= (verb ? 2 : FEWEST_WORDS)
}

// Up to the next comma, and no further than it takes to know.
function countWords(words: readonly Word[], from: number, to: number, enough = FEWEST_WORDS): number {
  let count = 0
  for (let index = from; index < to && count < enough; index++) {
    if (index > from && COMMAS.has(words[index]!.form)) break
    if (!words[index]!.mark) count += 1
  }
  return count
}
