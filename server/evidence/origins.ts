import { near, type Claim } from '../claims/claims.ts'
import type { Database } from '../database.ts'
import { fold } from '../text/fold.ts'

/** Origins are the same when they read the same, however they were typed. */
export const originKey = (name: string) => fold(name).replace(/\s+/g, ' ').trim()

/** Evidence that tells where something like it came from. */
export type Known = { origin: string; publisher: string; address: string; quote: string; title: string }

/** What stands on the claim itself, on those linked to it, and on those around it in the report: the newest first. */
export function knownAround(db: Database, claim: Pick<Claim, 'id' | 'reportId' | 'number'>): Known[] {
  return db.prepare<object, Known>(`
    SELECT origin, publisher, address, quote, title
    FROM evidence INDEXED BY evidence_of_claim
    WHERE kind = 'link' AND withdrawn_at IS NULL AND claim_id IN (
      SELECT id FROM claims WHERE report_id = @reportId AND number BETWEEN @from AND @to
      UNION SELECT to_claim FROM claim_links WHERE from_claim = @id AND withdrawn_at IS NULL
      UNION SELECT from_claim FROM claim_links WHERE to_claim = @id AND withdrawn_at IS NULL
    )
    ORDER BY added_at DESC, evidence.rowid DESC
  `).all({ id: claim.id, ...near(claim) })
}

/** The names of the origins that are known around a claim, each once. */
export const originsIn = (known: readonly Known[]): string[] => [...new Map(known.map(({ origin }) => [originKey(origin), origin])).values()]

const LIKENESSES = ['quote', 'publisher', 'host'] as const
export type Likeness = (typeof LIKENESSES)[number]

export type Proposal = { origin: string; by: Likeness; title: string }

/** The origin that a link probably has: that of evidence with the same words, else the same publisher, else at the same place on the web. */
export function proposeOrigin(known: readonly Known[], typed: { publisher?: string; address?: string; quote?: string }): Proposal | null {
  const alike: Record<Likeness, (one: Known) => boolean> = {
    quote: ({ quote }) => isSame(quote, typed.quote),
    publisher: ({ publisher }) => isSame(publisher, typed.publisher),
    host: ({ address }) => isSame(hostOf(address), hostOf(typed.address ?? '')),
  }
  for (const by of LIKENESSES) {
    const found = known.find(alike[by])
    if (found) return { origin: found.origin, by, title: found.title }
  }
  return null
}

const isSame = (one: string, other: string | undefined) => originKey(one) !== '' && originKey(one) === originKey(other ?? '')

const hostOf = (address: string) => URL.canParse(address) ? new URL(address).host.replace(/^www\./, '') : ''
