import type { Term } from './stems.ts'

const LENGTH = 4

// The four-letter pieces of a text's words, each with its weight, and how long the list of weights is as a vector.
export type Grams = { weights: ReadonlyMap<string, number>; length: number }

// Pieces inside words: «كتب» and «الكتب» share most of theirs. A piece weighs as much as the rarest of the words that it stands in.
export function gramsOf(terms: readonly Term[], weightOf: (stem: string) => number): Grams {
  const weights = new Map<string, number>()
  for (const { word, stem } of terms) {
    const weight = weightOf(stem)
    for (const piece of piecesOf(word)) weights.set(piece, Math.max(weights.get(piece) ?? 0, weight))
  }
  return { weights, length: Math.hypot(...weights.values()) }
}

function piecesOf(word: string): string[] {
  const edged = `_${word}_`
  return edged.length <= LENGTH ? [edged] : Array.from({ length: edged.length - LENGTH + 1 }, (_, start) => edged.slice(start, start + LENGTH))
}

// From 0, nothing in common, to 1, the same words.
export function cosine(a: Grams, b: Grams): number {
  if (a.length === 0 || b.length === 0) return 0
  const [few, many] = a.weights.size < b.weights.size ? [a, b] : [b, a]
  let sum = 0
  for (const [piece, weight] of few.weights) sum += weight * (many.weights.get(piece) ?? 0)
  return sum / (a.length * b.length)
}
