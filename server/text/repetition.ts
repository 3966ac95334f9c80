import { fold } from './fold.ts'
import { cosine, gramsOf, type Grams } from './grams.ts'
import type { Language } from './language.ts'
import { negates } from './negation.ts'

// From here on two stretches say the same in the same words.
const ALIKE = 0.8

// For each text the first of those before it whose words it repeats; null where there is none. One that says no repeats none that says yes.
export function repetitionsIn(texts: readonly string[], language: Language): (number | null)[] {
  const all = texts.map((text) => ({ grams: gramsOfWords(text), saysNo: negates(text, language) }))
  const frequency = frequencyOf(all.map(({ grams }) => grams))
  const holders = new Map<string, number[]>()
  // What stands there letter by letter needs no comparing: the same words come again thousands of times in a list.
  const known = new Map<string, { first: number; repeats: number | null }>()
  return all.map(({ grams, saysNo }, index) => {
    const same = known.get(texts[index]!)
    if (same) return same.repeats ?? (grams.length > 0 ? same.first : null)
    const repeats = earliestAlike(grams, saysNo, index)
    known.set(texts[index]!, { first: index, repeats })
    return repeats
  })

  function earliestAlike(grams: Grams, saysNo: boolean, index: number): number | null {
    const candidates = new Set(telling(grams, frequency).flatMap((gram) => holders.get(gram) ?? []))
    for (const gram of grams.weights.keys()) if (!holders.get(gram)?.push(index)) holders.set(gram, [index])
    return [...candidates].sort((a, b) => a - b).find((earlier) => all[earlier]!.saysNo === saysNo && cosine(all[earlier]!.grams, grams) >= ALIKE) ?? null
  }
}

// Every word weighs the same here, also those that tell nothing: what is repeated is the wording.
const gramsOfWords = (text: string): Grams =>
  gramsOf((fold(text).match(/[\p{L}\p{N}\p{M}]+/gu) ?? []).map((word) => ({ word, stem: word, start: 0, end: 0 })), () => 1)

function frequencyOf(all: readonly Grams[]): Map<string, number> {
  const frequency = new Map<string, number>()
  for (const { weights } of all) for (const gram of weights.keys()) frequency.set(gram, (frequency.get(gram) ?? 0) + 1)
  return frequency
}

// The rarest grams, so many that whatever shares none of them cannot be alike: what is left of the vector is too short. So that not every pair is compared.
function telling({ weights, length }: Grams, frequency: ReadonlyMap<string, number>): string[] {
  const rarestFirst = [...weights.keys()].sort((a, b) => frequency.get(a)! - frequency.get(b)!)
  const untold = Math.floor((ALIKE * length) ** 2 - 1e-9)
  return rarestFirst.slice(0, rarestFirst.length - untold)
}
