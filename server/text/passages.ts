import type { Language } from './language.ts'
import type { Span } from './span.ts'

// Sentence-like stretches that tile the text: no gap, no overlap, white space belongs to the passage before it.
export function passagesOf(text: string, language: Language): Span[] {
  const starts = [0, ...boundariesOf(text, language), text.length]
  const passages: Span[] = []
  for (let index = 0; index + 1 < starts.length; index++) {
    const [start, end] = [starts[index]!, starts[index + 1]!]
    if (start < end) passages.push({ start, end })
  }
  return passages
}

function boundariesOf(text: string, language: Language): number[] {
  const segmenter = new Intl.Segmenter(language, { granularity: 'sentence' })
  return Array.from(segmenter.segment(text), (segment) => segment.index)
}
