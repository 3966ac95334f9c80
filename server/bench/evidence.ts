import type { Hop } from '../claims/attribution.ts'
import type { Evidence } from '../evidence/evidence.ts'
import type { Person } from '../people/person.ts'
import type { Verdict } from '../verdicts/rules.ts'
import type { Random } from './random.ts'
import { assertion, nameOf, remark, type Said } from './sentences.ts'
import type { Tongue } from './words.ts'

type Of = { id: string; language: string }

/** What a checker found: as much as the gate of the verdict asks for, sometimes more. */
export function evidenceFor(random: Random, claim: Of, verdict: Verdict | null, checker: Person, tick: () => string): Evidence[] {
  const link = (stance: 'supports' | 'contradicts' | 'context') => linkOn(random, claim, stance, checker, tick())
  if (verdict === 'verified') return [link('supports'), link('supports')]
  if (verdict === 'unverifiable') return [searchFor(random, claim, checker, tick())]
  return [link('contradicts'), ...(random.chance(0.4) ? [link('context')] : [])]
}

const common = (random: Random, { id: claimId }: Of, checker: Person, addedAt: string) => ({
  id: random.id(), claimId, addedBy: checker.name, addedAt, withdrawnAt: null, withdrawnBy: null, withdrawnReason: null, takenFrom: null,
  visibility: random.chance(0.1) ? 'internal' as const : 'public' as const,
})

function linkOn(random: Random, claim: Of, stance: 'supports' | 'contradicts' | 'context', checker: Person, at: string): Evidence {
  const tongue = claim.language as Tongue
  const publisher = nameOf(random, tongue)
  return {
    ...common(random, claim, checker, at), kind: 'link', stance, address: `https://${nameOf(random, 'en').toLowerCase()}.example/${random.between(1, 1e6)}`,
    title: assertion(random, tongue).text, publisher, origin: random.chance(0.7) ? publisher : nameOf(random, tongue),
    quote: random.chance(0.5) ? assertion(random, tongue).text : '', note: random.chance(0.3) ? remark(random, tongue) : '', snapshot: 'none',
    ...{ lookedIn: null, lookedFor: null, lookedOn: null },
  }
}

function searchFor(random: Random, claim: Of, checker: Person, at: string): Evidence {
  const tongue = claim.language as Tongue
  return {
    ...common(random, claim, checker, at), kind: 'search', lookedIn: `${nameOf(random, tongue)}, ${nameOf(random, tongue)}`, lookedFor: assertion(random, tongue).text, lookedOn: at.slice(0, 10),
    note: '', ...{ stance: null, address: null, title: null, publisher: null, origin: null, quote: null },
  }
}

export function storedEvidence(one: Evidence, checker: Person) {
  const { id, claimId, kind, visibility, note, addedAt } = one
  const { stance = null, address = null, title = null, publisher = null, origin = null, quote = null, lookedIn = null, lookedFor = null, lookedOn = null } = one as Partial<Record<string, string | null>>
  return {
    id, claim_id: claimId, kind, visibility, note, stance, address, title, publisher, origin, quote,
    looked_in: lookedIn, looked_for: lookedFor, looked_on: lookedOn, added_by: checker.id, added_at: addedAt,
  }
}

/** Mostly the speaker alone; sometimes somebody who quotes them; sometimes the report speaks for itself. */
export function hopsFor(random: Random, tongue: Tongue, { speaker, verb }: Said): Hop[] {
  const first = { actor: speaker, named: random.chance(0.8), medium: '', verb, link: '' }
  if (random.chance(0.1)) return []
  return random.chance(0.2) ? [first, { actor: nameOf(random, tongue), named: true, medium: '', verb: '', link: '' }] : [first]
}

export const storedHop = (claimId: string, { actor, named, medium, verb, link }: Hop, position: number) =>
  ({ claim_id: claimId, position, actor, named: named ? 1 : 0, medium, verb, link })
