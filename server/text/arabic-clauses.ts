import { ACTIONS, COMMAS } from './arabic-words.ts'
import { isJoinedVerb, looksLikeVerb } from './arabic-verbs.ts'
import type { Clause, Passage, Range } from './reading.ts'
import { listOf, type Word } from './words.ts'

// They open a new statement wherever they stand.
const ALWAYS = listOf('فيما بينما لكن ولكن لكنه لكنها لكنهم ولكنه ولكنها بعدما مما وأن وأنه وأنها وأنهم وإن وإنه وإنها وبأن وبأنه وبأنها وذلك إذ ريثما وبينما وفيما ويجب وينبغي ولم ولن ولقد وسوف وليس وليست')
// They do so behind a comma.
const AFTER_COMMA = listOf(`كما حيث عقب قبل بعد غير إلا بالإضافة إضافة فضلا دون إثر وسط ما الأمر علما رغم بحيث وهو وهي وهم عندما حين منذ نتيجة بسبب
  بهدف بغية كي لكي حتى ثم لأن لأنه لأنها لا لم لن فقد كان كانت`)
const RELATIVES = listOf('الذي التي الذين اللذان')
const WITH_AN = listOf('قبل بعد منذ غير إلا رغم مع في')
const AN = listOf('أن أنه أنها أنهم حين وقت')
const CHAIN_OF_IN = listOf('حين وقت الوقت')

// «إذا …، فلن …» is one statement.
const CONDITIONALS = listOf('إذا لو وإذا ولو كلما')

const FEWEST_WORDS = 3

// Cuts a stretch into statements: one predicate each, as far as letters and little words can tell.
export function clausesOf(passage: Passage, { from, to }: Range): Clause[] {
  const clauses: Clause[] = []
  let start = from
  let brackets = 0
  let seen = NOTHING_YET
  for (let index = from; index < to; index++) {
    const { form } = passage.words[index]!
    if (form === '(') brackets += 1
    if (form === ')') brackets = Math.max(0, brackets - 1)
    if (brackets === 0 && index > start && opensClause(passage.words, index, seen) && isLongEnough(passage.words, start, index, to)) {
      clauses.push([{ from: start, to: index }])
      start = index
      seen = NOTHING_YET
    }
    seen = { action: seen.action || isAction(form), verb: seen.verb || looksLikeVerb(form) || isJoinedVerb(form), condition: seen.condition || CONDITIONALS.has(form) }
  }
  if (start < to) clauses.push([{ from: start, to }])
  return clauses
}

// What the statement under way has had so far.
type Seen = { verb: boolean; action: boolean; condition: boolean }

const NOTHING_YET: Seen = { verb: false, action: false, condition: false }

// «مقتل خمسة وإصابة عشرة» are two statements; «وإصابة» alone could be anything.
function opensClause(words: readonly Word[], index: number, seen: Seen): boolean {
  const { form, mark } = words[index]!
  if (mark) return false
  const next = words[index + 1]?.form ?? ''
  const afterComma = COMMAS.has(words[index - 1]!.form) || words[index - 1]!.form === '؛'
  if (seen.condition && form.startsWith('ف')) return false
  if (words[index - 1]!.form === '؛') return true
  if (isAction(words[index - 1]!.form) && isAction(form.slice(1))) return false
  if (ALWAYS.has(form) || isJoinedVerb(form)) return true
  if (form === 'ولا' && looksLikeVerb(next)) return true
  if (afterComma && form === 'من' && (next === 'دون' || next === 'غير')) return true
  if (WITH_AN.has(form) && AN.has(next)) return form !== 'في' || CHAIN_OF_IN.has(next)
  if (seen.action && !isAction(words[index - 1]!.form) && form.startsWith('و') && isAction(form.slice(1))) return true
  if (!afterComma) return false
  return AFTER_COMMA.has(form) || seen.verb && RELATIVES.has(form) || seen.verb && looksLikeVerb(form) || /^(?:و(?!ال|لل)|ف)[\u0621-\u064A]{2}/.test(form)
}

function isAction(form: string): boolean {
  return ACTIONS.has(form)
}

function isLongEnough(words: readonly Word[], start: number, index: number, to: number): boolean {
  const verb = isJoinedVerb(words[index]!.form) || ACTIONS.has(words[index]!.form.slice(1))
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
