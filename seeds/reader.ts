import { receiveLetter, type Written } from '../server/letters/letters.ts'
import { listLetters } from '../server/letters/list.ts'
import type { Locale } from '../server/people/person.ts'
import { latestPublication } from '../server/publication/publication.ts'
import type { Stage } from './colleague.ts'

/** Somebody without an account, who reads what is public. */
export function reader({ db, clock, told }: Stage) {
  return {
    /** Of the claim's newest public version. Returns the letter. */
    writes: (claimId: string, locale: Locale, written: Pick<Written, 'message'> & Partial<Written>): string => {
      told.changes++
      const publication = latestPublication(db, claimId)!.version
      receiveLetter(db, { person: null, at: clock.tick() }, { seenAt: '', name: '', contact: '', ...written, claimId, publication, locale }, () => 0)
      return listLetters(db, 'open', undefined, 100).at(-1)!.id
    },
  }
}
