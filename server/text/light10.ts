// After the light stemmer for Arabic of Larkey, Ballesteros and Connell ("Light Stemming for Arabic Information Retrieval"): what is written onto a word goes, its root is not looked for.
// Unlike theirs, endings are taken one after the other, and «الوزير» loses the letter that «وزير» loses.
// For folded words: «ة» is «ه» there and «ى» is «ي».

const PREFIXES = ['بال', 'كال', 'فال', 'ال', 'لل'] as const
const SUFFIXES = ['ها', 'ان', 'ات', 'ون', 'ين', 'يه', 'ه', 'ي'] as const

// What must remain of a word.
const SHORTEST = 2
const SHORTEST_AFTER_LETTER = 3
const MOST_SUFFIXES = 3

export function light10(word: string): string {
  let stem = withoutPrefix(word)
  for (let taken = 0; taken < MOST_SUFFIXES; taken++) {
    const suffix = SUFFIXES.find((ending) => stem.endsWith(ending) && stem.length - ending.length >= (ending.length > 1 ? SHORTEST : SHORTEST_AFTER_LETTER))
    if (suffix === undefined) break
    stem = stem.slice(0, -suffix.length)
  }
  return stem
}

function withoutPrefix(word: string): string {
  const bare = withoutAnd(word)
  const prefix = PREFIXES.find((beginning) => bare.startsWith(beginning))
  return prefix !== undefined && bare.length - prefix.length >= SHORTEST ? withoutAnd(bare.slice(prefix.length)) : bare
}

const withoutAnd = (word: string) => word.startsWith('و') && word.length > SHORTEST_AFTER_LETTER ? word.slice(1) : word
