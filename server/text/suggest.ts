import type { Language } from './language.ts'
import { passagesOf } from './passages.ts'
import type { Span } from './span.ts'

export const KINDS = ['factual', 'prediction', 'opinion', 'provenance', 'caveat'] as const
export type Kind = (typeof KINDS)[number]

export const MODALITIES = ['asserted', 'predicted', 'intended', 'opinion'] as const
export type Modality = (typeof MODALITIES)[number]

export type Hop = { actor: string; named: boolean; medium: string | null; verb: string | null }

export type Source = Span & { text: string }

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
export const RULES = { ar: 'ar-1', en: 'en-1', other: 'any-1' } as const

export function suggestClaims(text: string, language: Language): Suggestion[] {
  return passagesOf(text, language).flatMap((passage, index) => {
    const spans = trimmed(text, passage)
    return spans ? [{ spans: [spans], kind: 'factual', modality: 'asserted', source: null, chain: [], cue: null, passage: index } as const] : []
  }).map((suggestion) => ({ ...suggestion, spans: [...suggestion.spans], chain: [...suggestion.chain] }))
}

function trimmed(text: string, { start, end }: Span): Span | null {
  const quote = text.slice(start, end)
  const from = start + quote.length - quote.trimStart().length
  const to = end - quote.length + quote.trimEnd().length
  return from < to ? { start: from, end: to } : null
}
