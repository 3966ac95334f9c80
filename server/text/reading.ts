import type { Span } from './span.ts'
import type { Word } from './words.ts'

export const KINDS = ['factual', 'prediction', 'opinion', 'provenance', 'caveat'] as const
export type Kind = (typeof KINDS)[number]

export const MODALITIES = ['asserted', 'predicted', 'intended', 'opinion'] as const
export type Modality = (typeof MODALITIES)[number]

// One step of an attribution: who, in what, with what verb.
export type Hop = { actor: string; named: boolean; medium: string | null; verb: string | null }

export type Source = Span & { text: string }

// What a reporting verb says about the speaker's stance.
export const STANCES = ['says', 'expects', 'intends', 'judges', 'demands'] as const
export type Stance = (typeof STANCES)[number]

// Who asserts a stretch of text. The chain runs from the claimant outwards.
export type Attribution = { source: Source | null; chain: Hop[]; cue: string; stance: Stance }

// A stretch of words: `from` up to `to` (exclusive), indexes into the words of its passage.
export type Range = { from: number; to: number }

// The words of one statement; several ranges where other words stand between its parts.
export type Clause = Range[]

// A statement inside such a stretch; the reporter's own, if `by` does not say whose.
export type Aside = Range & { by?: Attribution }

// A stretch of words that says who speaks: `from` up to `to` (exclusive) in the words of its passage.
// `asides` are statements of their own inside it («…, who lost his brother, said»); `briefly`: it governs one statement, not the rest;
// `until`: no further than this word.
export type Frame = Range & { governs: 'after' | 'before'; by: Attribution | null; asides?: Aside[]; briefly?: boolean; until?: number }

// One thing that is said. `unclaimed`: it stands in a quotation that nobody is named for yet, and `by` is only who spoke last.
export type Piece = { spans: Span[]; kind: Kind; modality: Modality; by: Attribution | null; unclaimed?: boolean }

// A passage as the rules read it.
export type Passage = { text: string; words: Word[]; speeches: Speeches }

// Quotations long enough to be speech: offsets where they open and close, and whether an offset is inside one.
export type Speeches = {
  opens: ReadonlySet<number>
  closes: ReadonlySet<number>
  contains: (offset: number) => boolean
  // Where the outermost one around an offset opens, or -1.
  around: (offset: number) => number
}

// What is remembered from passage to passage: who spoke last, by grammatical gender, for «وأضاف» and "she added".
// `described`: in what words they were introduced, for «الوزير» and "the mayor".
// `subject`: whom the sentence before was about, if nobody spoke in it.
export type Memory = { speakers: Map<string, Attribution>; last: Attribution | null; subject: Attribution | null; described: { words: string; by: Attribution }[] }

// What a language makes of a passage: pieces and, beside them, the frames. No letter is in neither.
export type Reading = { pieces: Piece[]; frames: Span[] }

export type Nature = { kind: Kind; modality: Modality }
