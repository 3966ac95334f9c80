// What tests of the rules are made of: one example for each rule.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Language } from './language.ts'
import { suggestClaims } from './suggest.ts'

// Text, then one row for each claim: quote (… parts its spans), kind and modality, claimant or -.
export type Example = readonly [name: string, text: string, ...claims: readonly (readonly [quote: string, kind: string, claimant: string])[]]

export function testExamples(language: Language, examples: readonly Example[]): void {
  for (const [name, text, ...claims] of examples) {
    test(`${language}: ${name}`, () => {
      const suggested = suggestClaims(text, language).map(({ spans, kind, modality, source }) =>
        [spans.map(({ start, end }) => text.slice(start, end)).join(' … '), `${kind} ${modality}`, source?.text ?? '-'])
      assert.deepEqual(suggested, claims)
    })
  }
}
