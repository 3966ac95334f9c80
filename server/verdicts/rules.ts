export const VERDICTS = ['verified', 'disputed', 'unverifiable'] as const
export type Verdict = (typeof VERDICTS)[number]

export const RATIONALE_AT_LEAST = 20

/** What the gate counts. Origins are compared as the caller folded them; `ownOrigin` is the report's publisher. */
export type Balance = {
  supporting: readonly { origin: string }[]
  contradicting: readonly { origin: string }[]
  searches: number
  ownOrigin: string
}

/** The part of a verdict that a person writes. */
export type Reasoning = { rationale: string; settle: string }

const REQUIREMENTS = ['rationale', 'twoLinks', 'twoOrigins', 'contradiction', 'search', 'settle'] as const
export type Requirement = (typeof REQUIREMENTS)[number]

/** What each verdict needs before it can be proposed. */
const GATE = {
  verified: ['twoLinks', 'twoOrigins', 'rationale'],
  disputed: ['contradiction', 'rationale'],
  unverifiable: ['search', 'settle', 'rationale'],
} as const satisfies Record<Verdict, readonly Requirement[]>

const MET: Record<Requirement, (balance: Balance, reasoning: Reasoning) => boolean> = {
  rationale: (_, { rationale }) => rationale.trim().length >= RATIONALE_AT_LEAST,
  twoLinks: (balance) => independent(balance).length >= 2,
  twoOrigins: (balance) => countOf(balance).origins >= 2,
  contradiction: ({ contradicting }) => contradicting.length >= 1,
  search: ({ searches }) => searches >= 1,
  settle: (_, { settle }) => settle.trim() !== '',
}

/** A report cannot bear witness to itself. */
const independent = ({ supporting, ownOrigin }: Balance) => supporting.filter(({ origin }) => origin !== ownOrigin)

/** What counts for a claim: five links of one origin are five links, and one origin. */
export function countOf(balance: Balance): { links: number; origins: number } {
  const links = independent(balance)
  return { links: links.length, origins: new Set(links.map(({ origin }) => origin)).size }
}

export type Gate = { requirement: Requirement; met: boolean }[]

/** The checklist of a verdict: the form shows it, and the refusal reads it. */
export const gateOf = (verdict: Verdict, balance: Balance, reasoning: Reasoning): Gate =>
  GATE[verdict].map((requirement) => ({ requirement, met: MET[requirement](balance, reasoning) }))

export const isOpen = (gate: Gate) => gate.every(({ met }) => met)

/** Whether the form of a verdict reminds that whoever said it has not been asked: of what is disputed, where the claimant has a name. It holds nobody up. */
export const remindsToAsk = (hops: readonly { named: boolean }[], requests: number) => hops[0]?.named === true && requests === 0

/** How far a report is, before somebody signs it off. `unseen`: claims whose words a later version changed, and nobody has looked. `triagedBy`: everybody who decided what it claims, or marked a passage. */
export type Reading = { untriaged: number; suggested: number; unseen: number; triagedBy: readonly string[] }

const READING_REQUIREMENTS = ['coverage', 'suggestions', 'changedWords', 'secondPair'] as const
export type ReadingRequirement = (typeof READING_REQUIREMENTS)[number]

/** What a report needs to be signed off without a reason. Whoever alone decided what it claims does not also say that nothing is missing. */
const READ: Record<ReadingRequirement, (reading: Reading, signer: string) => boolean> = {
  coverage: ({ untriaged }) => untriaged === 0,
  suggestions: ({ suggested }) => suggested === 0,
  changedWords: ({ unseen }) => unseen === 0,
  secondPair: ({ triagedBy }, signer) => !triagedBy.includes(signer) || triagedBy.length > 1,
}

export type ReadingGate = { requirement: ReadingRequirement; met: boolean }[]

export const readingGateOf = (reading: Reading, signer: string): ReadingGate =>
  READING_REQUIREMENTS.map((requirement) => ({ requirement, met: READ[requirement](reading, signer) }))
