import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ANNOTATED, type Annotated, type Marked } from './annotated.ts'
import { MORE } from './annotated-more.ts'
import { LATER } from './annotated-later.ts'
import { suggestClaims, type Suggestion } from './suggest.ts'
import type { Span } from './span.ts'

// Half of the letters of both in common: the same claim, if not the same edges.
const SAME = 0.5
const BARS = { f1: 0.85, kinds: 0.9, claimants: 0.85 } as const

for (const report of ANNOTATED) {
  test(`${report.language}: of «${report.name}», the marked claims are found, of the right kind and claimant`, () => {
    const suggestions = suggestClaims(report.text, report.language)
    const pairs = matched(report, suggestions)
    const f1 = (2 * pairs.length) / (suggestions.length + report.claims.length)
    const kinds = pairs.filter(isOfKind).length / pairs.length
    const claimants = pairs.filter(([marked, suggestion]) => isClaimant(marked, suggestion)).length / pairs.length
    assert.ok(f1 >= BARS.f1 && kinds >= BARS.kinds && claimants >= BARS.claimants, JSON.stringify({ f1, kinds, claimants }))
  })
}

// What is wanted of a report that nobody has mended the rules on: of all reports of a language together.
const GOALS = { ar: { f1: 0.8, kinds: 0.8, claimants: 0.8 }, en: { f1: 0.75, kinds: 0.8, claimants: 0.8 } } as const

for (const [name, reports] of [['more reports', MORE], ['later reports', LATER]] as const) {
  for (const language of ['ar', 'en'] as const) {
    test(`${language}: of ${name}, the marked claims are found, of the right kind and claimant`, () => {
      const found = reports.filter((report) => report.language === language).map((report) => {
        const suggestions = suggestClaims(report.text, language)
        return { pairs: matched(report, suggestions), all: suggestions.length + report.claims.length }
      })
      const pairs = found.flatMap((each) => each.pairs)
      const f1 = (2 * pairs.length) / found.reduce((sum, { all }) => sum + all, 0)
      const kinds = pairs.filter(isOfKind).length / pairs.length
      const claimants = pairs.filter(([marked, suggestion]) => isClaimant(marked, suggestion)).length / pairs.length
      assert.ok(f1 >= GOALS[language].f1 && kinds >= GOALS[language].kinds && claimants >= GOALS[language].claimants, JSON.stringify({ f1, kinds, claimants }))
    })
  }
}

for (const report of [...ANNOTATED, ...MORE, ...LATER]) {
  test(`${report.language}: of «${report.name}», no marked claim is left out of the suggestions`, () => {
    const suggested = lettersOf(report.text, suggestClaims(report.text, report.language).flatMap(({ spans }) => spans))
    for (const [quote] of report.claims) {
      const letters = [...lettersOf(report.text, spansOf(report.text, quote))]
      assert.ok(letters.filter((at) => suggested.has(at)).length >= 0.8 * letters.length, quote)
    }
  })
}

// Each marked claim with the suggestion most like it, best pairs first, none twice.
function matched({ text, claims }: Annotated, suggestions: readonly Suggestion[]): [Marked, Suggestion][] {
  const pairs = claims.flatMap((claim) => suggestions.map((suggestion) => {
    const likeness = shareOf(lettersOf(text, spansOf(text, claim[0])), lettersOf(text, suggestion.spans))
    return { claim, suggestion, likeness }
  })).filter(({ likeness }) => likeness >= SAME).sort((a, b) => b.likeness - a.likeness)
  const taken = new Set<unknown>()
  return pairs.flatMap(({ claim, suggestion }): [Marked, Suggestion][] => {
    if (taken.has(claim) || taken.has(suggestion)) return []
    taken.add(claim).add(suggestion)
    return [[claim, suggestion]]
  })
}

function isOfKind([[, kinds], { kind }]: [Marked, Suggestion]): boolean {
  return kinds.split('|').includes(kind)
}

function isClaimant([, , claimant]: Marked, { source }: Suggestion): boolean {
  if (claimant === '?') return true
  return claimant === '-' ? source === null : claimant.split('|').some((name) => source?.text.toLowerCase().includes(name.toLowerCase()))
}

function spansOf(text: string, quote: string): Span[] {
  let from = 0
  return quote.split(' … ').map((part) => {
    const start = text.indexOf(part, from)
    assert.ok(start >= 0, part)
    from = start + part.length
    return { start, end: from }
  })
}

function lettersOf(text: string, spans: readonly Span[]): Set<number> {
  return new Set(spans.flatMap(({ start, end }) =>
    Array.from(text.slice(start, end).matchAll(/[\p{L}\p{N}]/gu), (match) => start + match.index)))
}

function shareOf(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  return a.intersection(b).size / a.union(b).size
}
