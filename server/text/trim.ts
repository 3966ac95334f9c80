import type { Passage } from './reading.ts'
import type { Span } from './span.ts'
import { listOf } from './words.ts'

// How far a partner is looked for, so that the work stays linear.
const REACH = 40

const CLOSING = { '(': ')', '[': ']', '«': '»', '“': '”', '"': '"', '»': '«' } as const
const CLOSERS = listOf(') ] » ” " «')

// The smallest span that holds a stretch of words: edge punctuation goes, pairs that stand whole inside stay.
export function spanOf({ words }: Passage, range: { from: number; to: number }): Span | null {
  let { from, to } = range
  while (from < to && words[from]!.mark && !isKeptOpener(words, from, to)) from += 1
  while (to > from && words[to - 1]!.mark && !isKeptCloser(words, from, to)) to -= 1
  return from < to ? { start: words[from]!.start, end: words[to - 1]!.end } : null
}

type Words = Passage['words']

// An opener stays if its partner comes before the end: «المثنى» في حلب.
function isKeptOpener(words: Words, from: number, to: number): boolean {
  const closing = CLOSING[words[from]!.form as keyof typeof CLOSING]
  if (!closing) return false
  for (let index = from + 1; index < Math.min(to - 1, from + REACH); index++) if (words[index]!.form === closing) return hasWordAfter(words, index, to)
  return false
}

function hasWordAfter(words: Words, from: number, to: number): boolean {
  for (let index = from + 1; index < Math.min(to, from + REACH); index++) if (!words[index]!.mark) return true
  return false
}

function isKeptCloser(words: Words, from: number, to: number): boolean {
  const { form } = words[to - 1]!
  if (!CLOSERS.has(form)) return false
  for (let index = to - 2; index >= Math.max(from, to - REACH); index--) {
    if (CLOSING[words[index]!.form as keyof typeof CLOSING] === form) return index > from || !words[index]!.mark
    if (words[index]!.form === form) return false
  }
  return false
}
