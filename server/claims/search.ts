import type { Database } from '../database.ts'

/** The index finds beginnings of words up to this length by themselves: `prefix` in the migration. */
const SHORT = 3

/** With more words than this, naming each is no gain. */
const MOST_WORDS = 20

/**
 * What FTS5 is asked, so that it finds the claims that have for each term a word that begins so.
 * For the beginning of a word it gathers all claims before it yields the newest, a hundred thousand of them if need be; for whole words it yields
 * at once. So a longer beginning becomes the words of the index that have it.
 */
export const matching = (db: Database, terms: readonly string[], index: WordsOf = 'claims_words') => terms.map((term) => `(${alternatives(db, term, index)})`).join(' AND ')

/** The words of an index, for reading: of the desk's claims, or of what is public of them. */
type WordsOf = 'claims_words' | 'published_words'

function alternatives(db: Database, term: string, index: WordsOf): string {
  const words = term.length > SHORT ? wordsFrom(db, term, index) : []
  return words.length > 0 && words.length <= MOST_WORDS ? words.map(quoted).join(' OR ') : `${quoted(term)}*`
}

const quoted = (word: string) => `"${word.replaceAll('"', '""')}"`

/** The words that claims have with this beginning, up to one too many. */
function wordsFrom(db: Database, beginning: string, index: WordsOf): string[] {
  // Words come in their order without being told to; told to, all would be read and sorted.
  const next = db.prepare<[string], string>(`SELECT term FROM ${index} WHERE term >= ? LIMIT 1`).pluck()
  const words: string[] = []
  let word = next.get(beginning)
  while (word?.startsWith(beginning) && words.length <= MOST_WORDS) {
    words.push(word)
    word = next.get(`${word}\u0001`)
  }
  return words
}
