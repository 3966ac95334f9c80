import type { Database } from '../database.ts'

/** What becomes of a suggestion. The column `fate` says which of them, once for each. */
export const FATES = ['accepted', 'edited', 'split', 'merged', 'dismissed', 'waiting'] as const
export type Fate = (typeof FATES)[number]

/** What became of the suggestions of one version of the rules; `decided` are those that no longer wait. */
export type RulesCount = { rules: string; made: number; decided: number; fates: Record<Fate, number> }

/** The newest versions first. Counts come from `suggestion_counts`, kept by triggers. */
export function countSuggestions(db: Database): RulesCount[] {
  const rows = db.prepare<[], { rules: string; fate: Fate; claims: number }>('SELECT rules, fate, claims FROM suggestion_counts WHERE claims > 0').all()
  const byRules = Map.groupBy(rows, ({ rules }) => rules)
  return [...byRules].map(([rules, found]) => countOf(rules, found)).sort((a, b) => inOrder.compare(b.rules, a.rules))
}

const inOrder = new Intl.Collator('en', { numeric: true })

function countOf(rules: string, found: readonly { fate: Fate; claims: number }[]): RulesCount {
  const fates = Object.fromEntries(FATES.map((fate) => [fate, found.find((row) => row.fate === fate)?.claims ?? 0])) as Record<Fate, number>
  const made = Object.values(fates).reduce((sum, claims) => sum + claims, 0)
  return { rules, made, decided: made - fates.waiting, fates }
}
