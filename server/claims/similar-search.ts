import type { Database } from '../database.ts'
import { cosine, gramsOf } from '../text/grams.ts'
import { termsIn } from '../text/stems.ts'
import type { Saying } from './similar-index.ts'

/** `said` is what of the claim is most like what was asked for. */
export type Hit = { key: number; score: number; cosine: number; said: Saying }

/** How many claims the words of a text find before its spelling puts them in order. */
const CANDIDATES = 50

/**
 * In how many claims all the words that are asked for may stand: these many, or this share of the desk. More words than that tell little and cost most.
 * On 2,749 headlines the share costs one of a hundred that would be found.
 */
const FEW_ROWS = 10_000
const SHARE_OF_DESK = 1 / 8

/** So many of a text's words are asked for, the rarest. */
const MOST_WORDS = 40

type Asked = { saying: Saying; sayings: (keys: readonly number[]) => ReadonlyMap<number, readonly Saying[]>; except?: number | undefined }

/**
 * The claims most like a saying, best first: those that share its rarest stems (BM25), put in order by these and by the spelling of their words.
 * `sayings` answers what the claims say.
 */
export function rankSimilar(db: Database, { saying, sayings, except }: Asked, limit: number): Hit[] {
  const terms = termsIn(saying.text, saying.language)
  const weightOf = weighing(db)
  const found = candidates(db, new Set(terms.map(({ stem }) => stem)), except)
  const texts = sayings(found.map(({ key }) => key))
  const own = gramsOf(terms, weightOf)
  const likeness = ({ text, language }: Saying): number => cosine(own, gramsOf(termsIn(text, language), weightOf))

  return found
    .map(({ key, rank }): Hit => {
      const [most] = texts.get(key)!.map((said) => ({ said, cosine: likeness(said) })).toSorted((a, b) => b.cosine - a.cosine)
      return { key, ...most!, score: rank / found[0]!.rank + most!.cosine }
    })
    .toSorted((a, b) => b.score - a.score || a.key - b.key)
    .slice(0, limit)
}

type Found = { key: number; rank: number }

function candidates(db: Database, stems: ReadonlySet<string>, except: number | undefined): Found[] {
  const rarest = [...stems].map((stem) => ({ stem, claims: claimsWith(db, stem) })).filter(({ claims }) => claims > 0).toSorted((a, b) => a.claims - b.claims).slice(0, MOST_WORDS)
  if (rarest.length === 0) return []
  const few = fewEnough(rarest, Math.max(FEW_ROWS, claimsWith(db, ALL) * SHARE_OF_DESK))
  const found = few.length > 0 ? bestOf(db, few.map(quoted).join(' OR ')) : newestOf(db, rarest.slice(0, 2).map(({ stem }) => quoted(stem)).join(' AND '))
  if (few.length === rarest.length) return found.filter(({ key }) => key !== except).slice(0, CANDIDATES)

  const same = sameWords(db, rarest.map(({ stem }) => quoted(stem)).join(' AND ')).map((key): Found => ({ key, rank: found[0]?.rank ?? -1 }))
  return [...same, ...found.filter(({ key }) => !same.some((one) => one.key === key))].filter(({ key }) => key !== except).slice(0, CANDIDATES)
}

/** How many claims with all the words are looked at. */
const MOST_SAME = 10

/** Where words were left out of the question, thousands may share the others: whoever says all of them is asked for by itself, so that the same claim is always found. */
const sameWords = (db: Database, match: string) =>
  db.prepare<[string, number], number>('SELECT rowid FROM similar_index WHERE similar_index MATCH ? ORDER BY rowid DESC LIMIT ?').pluck().all(match, MOST_SAME + 1)

/** The words, the rarest first, that stand in few enough claims together. */
function fewEnough(rarest: readonly { stem: string; claims: number }[], most: number): string[] {
  let rows = 0
  return rarest.filter(({ claims }) => (rows += claims) <= most).map(({ stem }) => stem)
}

const bestOf = (db: Database, match: string) => db.prepare<[string, number], Found>(`
  SELECT rowid AS key, rank FROM similar_index WHERE similar_index MATCH ? ORDER BY rank LIMIT ?
`).all(match, CANDIDATES + 1)

/** Of words that stand everywhere, each claim has as much as the next: ordering a hundred thousand would be in vain. */
const newestOf = (db: Database, match: string) => db.prepare<[string, number], Found>(`
  SELECT rowid AS key, -1.0 AS rank FROM similar_index WHERE similar_index MATCH ? ORDER BY rowid DESC LIMIT ?
`).all(match, CANDIDATES + 1)

const quoted = (stem: string) => `"${stem}"`

/** Stands for every claim among the counted stems. */
const ALL = ''

const claimsWith = (db: Database, stem: string) => db.prepare<[string], number>('SELECT claims FROM stem_counts WHERE stem = ?').pluck().get(stem) ?? 0

/** What a stem weighs: the rarer, the more. The root, because two texts are multiplied with each other. */
function weighing(db: Database): (stem: string) => number {
  const all = claimsWith(db, ALL)
  const known = new Map<string, number>()
  return (stem) => {
    const weight = known.get(stem) ?? Math.sqrt(Math.log(1 + (all + 0.5) / (claimsWith(db, stem) + 0.5)))
    known.set(stem, weight)
    return weight
  }
}
