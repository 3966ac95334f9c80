import type { Language } from './language.ts'
import { termsIn } from './stems.ts'

// A stretch of a text: words that the other text has too, or what is between them.
export type Stretch = { text: string; matched: boolean }

// The text in stretches, as they stand; whole words only, and words side by side are one stretch, so that letters keep joining.
export function matchedIn(text: string, language: Language, stems: ReadonlySet<string>): Stretch[] {
  const stretches: Stretch[] = []
  let from = 0
  for (const { start, end } of joined(text, termsIn(text, language).filter(({ stem }) => stems.has(stem)))) {
    stretches.push({ text: text.slice(from, start), matched: false }, { text: text.slice(start, end), matched: true })
    from = end
  }
  return [...stretches, { text: text.slice(from), matched: false }].filter((stretch) => stretch.text !== '')
}

function joined(text: string, spans: readonly { start: number; end: number }[]) {
  const wide: { start: number; end: number }[] = []
  for (const { start, end } of spans) {
    const last = wide.at(-1)
    if (last && /^[ \u00A0]*$/.test(text.slice(last.end, start))) last.end = end
    else wide.push({ start, end })
  }
  return wide
}
