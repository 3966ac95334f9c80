import { hash } from 'node:crypto'
import { indexText } from '../text/fold.ts'
import type { Random } from './random.ts'
import { assertion, remark, type Said } from './sentences.ts'
import type { Tongue } from './words.ts'

type Written = { text: string; passages: { start: number; end: number }[]; said: (Said & { start: number; end: number })[] }

/** A report that asserts `claims` things, one to a sentence, with other sentences between them and a new paragraph now and then. */
export function writeReport(random: Random, tongue: Tongue, claims: number): Written {
  const written: Written = { text: '', passages: [], said: [] }
  while (written.said.length < claims) {
    const said = random.chance(0.7) ? assertion(random, tongue) : null
    const sentence = said?.text ?? remark(random, tongue)
    const start = written.text.length
    written.text += sentence + (random.chance(0.2) ? '\n\n' : ' ')
    written.passages.push({ start, end: written.text.length })
    if (said) written.said.push({ ...said, start, end: start + sentence.length })
  }
  return written
}

export const sha256Of = (text: string) => hash('sha256', text)

const terms = new Map<string, string>()

/** What `indexText` makes of a text, each word folded once: folding a million sentences anew would take longer than storing them. */
export function termsOf(text: string): string {
  return text.split(' ').map((word) => {
    const known = terms.get(word) ?? indexText(word)
    if (terms.size < 200_000) terms.set(word, known)
    return known
  }).filter((known) => known !== '').join(' ')
}
