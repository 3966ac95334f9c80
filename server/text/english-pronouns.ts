import { isStandIn, speakerIn } from './english-actors.ts'
import { subjectBefore } from './english-subjects.ts'
import { isVerb, TITLES } from './english-words.ts'
import type { Attribution, Memory, Passage } from './reading.ts'
import { attributionOf, recall, recallBy } from './speakers.ts'
import { listOf } from './words.ts'

const LONGEST_SENTENCE = 60
const PEOPLE = listOf('people police men women children survivors parents relatives troops')

// "He added", "They said": whoever the sentence before is about or was said by, and agrees in number.
export function recallPronoun(memory: Memory, pronoun: string): Attribution | null {
  const others = pronoun === 'she' ? /^her /i : /^his /i
  const agrees = pronoun === 'they' ? isPlural : pronoun === 'he' || pronoun === 'she' ? (name: string) => isPerson(name) && !others.test(name) : pronoun === 'it' ? isBody : () => true
  const spoke = memory.described.map(({ by }) => by)
  const candidates = pronoun === 'it' ? [memory.last, ...spoke, memory.subject] : [memory.subject, memory.last, ...spoke]
  return candidates.find((by) => by?.source && agrees(by.source.text)) ?? recall(memory, null)
}

// "Members of the committee"
function isPlural(name: string): boolean {
  const head = name.toLowerCase().split(/ (?:of|in|from|for|at|with|to|on|who|near|and) /)[0]!.split(/\s+/).at(-1)!
  return PEOPLE.has(head) || / and /.test(name) || /[^su]s$/.test(head) && !/(?:^\p{Lu}.*\s\p{Lu}|\p{Lu}\p{L}+\s\p{Lu}\p{L}+$)/u.test(name)
}

function isBody(name: string): boolean {
  return !isPlural(name) && !isPerson(name)
}

function isPerson(name: string): boolean {
  const words = name.split(/\s+/)
  return !isPlural(name) && (/-year-old$/.test(name) || /\s\p{Lu}\p{L}+\s\p{Lu}\p{L}+$/u.test(name) && !/^the /i.test(name) || /^\p{Lu}/u.test(name) && !/^(?:the|its|their) /i.test(name) || words.some((word) => TITLES.has(word.toLowerCase())) || /^(?:an?|one|his|her|another) /i.test(name))
}

// Who a sentence is about in which nobody speaks.
export function subjectIn(passage: Passage, memory: Memory): Attribution | null {
  const { words } = passage
  let verb = 0
  while (verb < Math.min(words.length, LONGEST_SENTENCE) && !isVerb(words, verb)) verb += 1
  const subject = verb > 0 && verb < words.length ? subjectBefore(passage, verb, 0) : null
  const speaker = subject && speakerIn(passage, subject)
  if (!speaker) return null
  if (isStandIn(speaker)) return memory.subject
  return recallTitled(memory, speaker.name) ?? attributionOf([speaker], '', 'says')
}

// "the mayor": whoever was introduced as mayor. "The ministry" is a name of its own.
export function recallTitled(memory: Memory, name: string): Attribution | null {
  const [article, title, ...rest] = name.toLowerCase().split(/\s+/)
  return article === 'the' && title && rest.length === 0 && TITLES.has(title) ? recallBy(memory, title) : null
}

// "the officials": the last who were called so.
export function recallKind(memory: Memory, name: string): Attribution | null {
  const kind = name.toLowerCase().split(/\s+/).at(-1)!
  return memory.described.find(({ by }) => by.source!.text.toLowerCase().split(/\s+/).includes(kind))?.by ?? null
}
