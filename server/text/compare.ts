import { align, NOWHERE } from './align.ts'
import type { Span } from './span.ts'

// What is compared of a text: whole words with their marks, and every other sign. White space between them is no difference.
export type Token = Span & { word: boolean }

// Two versions of a text. `toNew` holds for each old token the index of its counterpart, or NOWHERE; `toOld` the other way.
export type Comparison = {
  old: Side
  new: Side
  toNew: Int32Array
  toOld: Int32Array
}

// `ids`: the same number for the same letters. Spelling counts: «الإسلامية» is another word than «الاسلامية».
export type Side = { text: string; tokens: Token[]; ids: number[] }

const NUMBER = String.raw`\p{N}+(?:[.,٫٬:\/]\p{N}+)*[\p{L}\p{M}]*`
const WORD = String.raw`[\p{L}\p{N}_][\p{L}\p{N}\p{M}_\u0640\u200c]*(?:['’]\p{L}[\p{L}\p{M}]*)*`
const SIGN = String.raw`(?:\p{RGI_Emoji}|\S)[\p{M}\u200d\ufe0f]*`
const TOKEN = new RegExp(`(?<word>${NUMBER}|${WORD})|${SIGN}`, 'gv')

export function compare(oldText: string, newText: string): Comparison {
  const known = new Map<string, number>()
  const [before, after] = [sideOf(oldText, known), sideOf(newText, known)]
  const toNew = align(before.ids, after.ids)
  const toOld = new Int32Array(after.ids.length).fill(NOWHERE)
  toNew.forEach((there, at) => { if (there !== NOWHERE) toOld[there] = at })
  return { old: before, new: after, toNew, toOld }
}

function sideOf(text: string, known: Map<string, number>): Side {
  const tokens: Token[] = []
  const ids: number[] = []
  for (const { 0: token, index, groups } of text.matchAll(TOKEN)) {
    tokens.push({ start: index, end: index + token.length, word: groups!.word !== undefined })
    ids.push(known.get(token) ?? known.size)
    if (!known.has(token)) known.set(token, known.size)
  }
  return { text, tokens, ids }
}

// A stretch of both versions, of the old one only, or of the new one only.
export type Difference = { kind: 'same' | 'gone' | 'new'; text: string }

// From the old text to the new one: what stays and what is new are together the new text, letter by letter.
export function differencesOf({ old: before, new: after, toNew, toOld }: Comparison): Difference[] {
  const differences: Difference[] = []
  const add = (kind: Difference['kind'], text: string) => {
    const last = differences.at(-1)
    if (last?.kind === kind) last.text += text
    else if (text !== '') differences.push({ kind, text })
  }

  let [at, there] = [0, 0]
  while (at < before.tokens.length || there < after.tokens.length) {
    if (at < before.tokens.length && toNew[at] === NOWHERE) add('gone', stretchOf(before, at++))
    else if (there < after.tokens.length && toOld[there] === NOWHERE) add('new', stretchOf(after, there++))
    else {
      add('same', stretchOf(after, there++))
      at += 1
    }
  }
  return differences
}

// A token with the white space after it; the first one has also what stands before it.
const stretchOf = ({ text, tokens }: Side, index: number) => text.slice(index === 0 ? 0 : tokens[index]!.start, tokens[index + 1]?.start ?? text.length)

// Tokens that a stretch touches: `from` up to `to` (exclusive).
export type Range = { from: number; to: number }

export const tokensIn = ({ tokens }: Side, { start, end }: Span): Range =>
  ({ from: firstFrom(tokens, (token) => token.end > start), to: firstFrom(tokens, (token) => token.start >= end) })

// The first index from which on it holds.
function firstFrom(tokens: readonly Token[], holds: (token: Token) => boolean): number {
  let low = 0
  for (let high = tokens.length; low < high;) {
    const middle = (low + high) >> 1
    if (holds(tokens[middle]!)) high = middle
    else low = middle + 1
  }
  return low
}

// The counterparts of some tokens of a text; NOWHERE for one that has none.
export type Counterparts = Int32Array

// The first token from `from` towards `to` (exclusive) that has a counterpart.
export function nextKept(toNew: Counterparts, from: number, to: number, step: 1 | -1): number | null {
  for (let at = from; at !== to && at >= 0 && at < toNew.length; at += step) if (toNew[at] !== NOWHERE) return at
  return null
}

// Every token that some stretches touch.
export const tokensOf = (side: Side, pieces: readonly Span[]) => pieces.flatMap((piece) => {
  const { from, to } = tokensIn(side, piece)
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index)
})
