import { readArabic } from './arabic.ts'
import { readEnglish } from './english.ts'
import type { Language } from './language.ts'
import { passagesOf } from './passages.ts'
import { speechesOf } from './quotations.ts'
import type { Hop, Kind, Memory, Modality, Passage, Piece, Reading, Source, Speeches } from './reading.ts'
import { quoteOf, type Span } from './span.ts'
import { newMemory } from './speakers.ts'
import { spanOf } from './trim.ts'
import { wordsOf } from './words.ts'

export type { Hop, Kind, Modality, Source } from './reading.ts'
export { KINDS, MODALITIES } from './reading.ts'

export type Suggestion = {
  spans: Span[]
  kind: Kind
  modality: Modality
  source: Source | null
  chain: Hop[]
  cue: string | null
  passage: number
}

// Versions of the rules, stored with what they suggested.
export const RULES = { ar: 'ar-4', en: 'en-4', other: 'any-1' } as const

type Reader = (passage: Passage, memory: Memory) => Reading

const READERS: Partial<Record<Language, Reader>> = { ar: readArabic, en: readEnglish }

// What a report seems to claim, in the order of the text. For a person to accept, change or dismiss: it counts for nothing by itself.
export function suggestClaims(text: string, language: Language): Suggestion[] {
  return readingsOf(text, language).flatMap(({ pieces }, passage) => pieces.map((piece) => suggestionOf(text, piece, passage)))
}

// How each passage was read: every letter of it is in a piece or in a frame that says who speaks.
export function readingsOf(text: string, language: Language): Reading[] {
  const read = READERS[language] ?? readWhole
  const memory = newMemory()
  const speeches = speechesOf(text)
  const readings = passagesOf(text, language).map((span) => read({ text, words: wordsOf(text, span), speeches }, memory))
  nameSpeakersBehind(readings, speeches)
  return readings
}

// "They were in a hurry. They left," she said: the first sentence of the quotation is hers too.
function nameSpeakersBehind(readings: readonly Reading[], speeches: Speeches): void {
  let waiting: Piece[] = []
  let speech = -1
  for (const piece of readings.flatMap(({ pieces }) => pieces)) {
    const around = speeches.around(piece.spans[0]!.start)
    if (around !== speech) waiting = []
    speech = around
    if (around < 0) continue
    if (piece.unclaimed) waiting.push(piece)
    else if (piece.by) for (const each of waiting.splice(0)) each.by = piece.by
  }
}

function suggestionOf(text: string, { spans, kind, modality, by }: Piece, passage: number): Suggestion {
  for (const span of [...spans, ...(by?.source ? [by.source] : [])]) quoteOf(text, span)
  return { spans, kind, modality, source: by?.source ?? null, chain: by?.chain ?? [], cue: by?.cue ?? null, passage }
}

// For languages without rules of their own, a sentence is a claim.
function readWhole(passage: Passage): Reading {
  const span = spanOf(passage, { from: 0, to: passage.words.length })
  return { pieces: span ? [{ spans: [span], kind: 'factual', modality: 'asserted', by: null }] : [], frames: [] }
}
