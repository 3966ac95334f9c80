import type { Span } from '../text/span.ts'

const AROUND = 80

/** The words before and after a stretch. Cut between words: half of an Arabic one looks like another. */
export function wordsAround(text: string, { start, end }: Span) {
  const before = text.slice(Math.max(0, start - AROUND), start).replace(/\s+/g, ' ')
  const after = text.slice(end, end + AROUND).replace(/\s+/g, ' ')
  return {
    before: start > AROUND ? before.replace(/^\S* /, '…') : before,
    after: end + AROUND < text.length ? after.replace(/ \S*$/, '…') : after.trimEnd(),
  }
}
