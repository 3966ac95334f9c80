import type { Database } from '../database.ts'
import { matchedIn, type Stretch } from '../text/matched.ts'
import { negates } from '../text/negation.ts'
import { termsIn } from '../text/stems.ts'
import type { Verdict } from '../verdicts/rules.ts'
import type { Linked } from './links.ts'
import { keyOf, sayingsOf, type Saying } from './similar-index.ts'
import { rankSimilar, type Hit } from './similar-search.ts'

/** How many are shown. */
const MOST = 10

/** From this likeness of spelling two texts probably say the same; on headlines that agree, three of four pairs reach it. */
const LIKELY = 0.5

/** Under it nobody takes one text for the other, whether either says no or not. */
const NEAR = 0.3

/** Under it they share a word or two by chance. */
const LIKE_ENOUGH = 0.15

/** A text in stretches, with the words marked that the other text has too. */
export type Marked = { language: string; stretches: Stretch[] }

/** A claim of the desk that is like another, or like a text. */
export type Similar = {
  claim: Linked
  /** What was asked for, and what of the claim is most like it: its statement, the report's words, or a statement in another language. */
  asked: Marked
  said: Marked
  isStatement: boolean
  likely: boolean
  /** They are near each other, and one of the two says no. */
  negated: boolean
  /** Why the desk last judged it as it did. */
  judgement: { rationale: string; author: string; at: string } | null
}

type Best = Hit & { asked: Saying }

/** The claims of the desk most like what is asked for, the likest first. The same in several languages may be asked for; it finds each claim once. */
export function similarTo(db: Database, asked: readonly Saying[], except?: string): Similar[] {
  const own = except === undefined ? undefined : keyOf(db, except)
  const hits = asked.flatMap((saying) => rankSimilar(db, { saying, sayings: (keys) => sayingsOf(db, keys), except: own }, MOST).map((hit): Best => ({ ...hit, asked: saying })))
  const best = hits.toSorted((a, b) => b.score - a.score).filter((hit, index, all) => hit.cosine >= LIKE_ENOUGH && all.findIndex(({ key }) => key === hit.key) === index).slice(0, MOST)
  const found = foundAt(db, best.map(({ key }) => key))
  return best.map((hit) => compared(found.get(hit.key)!, hit))
}

function compared({ claim, judgement }: Found, { asked, said, cosine }: Best): Similar {
  const stems = ({ text, language }: Saying) => new Set(termsIn(text, language).map(({ stem }) => stem))
  const shared = stems(asked).intersection(stems(said))
  const marked = ({ text, language }: Saying): Marked => ({ language, stretches: matchedIn(text, language, shared) })
  return {
    claim, judgement, asked: marked(asked), said: marked(said), isStatement: said.text === claim.statement,
    likely: cosine >= LIKELY, negated: cosine >= NEAR && negates(asked.text, asked.language) !== negates(said.text, said.language),
  }
}

type Found = { claim: Linked; judgement: Similar['judgement'] }
type Row = Linked & { key: number; rationale: string | null; author: string | null; at: string | null; verdict: Verdict | null }

function foundAt(db: Database, keys: readonly number[]): Map<number, Found> {
  const rows = db.prepare<[string], Row>(`
    SELECT
      claims.key, claims.id, number, statement, claims.language, modality, status, claims.verdict, reports.id AS reportId, reports.title AS reportTitle,
      reports.language AS reportLanguage, newest.rationale, people.name AS author, newest.at
    FROM claims
    CROSS JOIN reports ON reports.id = report_id
    LEFT JOIN verdicts AS newest ON newest.rowid = (SELECT max(rowid) FROM verdicts WHERE claim_id = claims.id)
    LEFT JOIN people ON people.id = newest.author_id
    WHERE claims.key IN (SELECT value FROM json_each(?))
  `).all(JSON.stringify(keys))
  return new Map(rows.map(({ key, rationale, author, at, ...claim }) => [key, { claim, judgement: rationale === null ? null : { rationale, author: author!, at: at! } }]))
}
