import type { VerificationReport } from './document.ts'
import type { ReportedClaim } from './part.ts'

/** How much a report tells. */
export const EXTENTS = ['full', 'brief'] as const
export type Extent = (typeof EXTENTS)[number]

export type BriefReport = ReturnType<typeof briefOf>
export type BriefClaim = ReturnType<typeof briefClaim>

/**
 * What an editor prints beside an article: what was checked, what was found, why, where that stands, and who answers for it. How the source was read, the work behind a
 * verdict and the trail are left to the full report; of the trail the signed head stays, so that a printed sheet too can be held against the desk.
 */
export function briefOf({ format, version, scope, desk, asOf, report, approval, counts, method, source: { coverage }, claims, corrections, checkpoint }: VerificationReport) {
  return { format, version, extent: 'brief' as const, scope, desk, asOf, report, approval, counts, method: briefMethod(method), coverage, claims: claims.map(briefClaim), corrections, checkpoint }
}

/** The scale, and what a reader of a few lines must not take them for. */
export const briefMethod = ({ scale, rules }: VerificationReport['method']) => ({ scale, rules: rules.filter(({ rule }) => BRIEF_RULES.includes(rule)) })

const BRIEF_RULES: readonly string[] = ['approval', 'withheld'] satisfies VerificationReport['method']['rules'][number]['rule'][]

/** Whose claim it is stands beside it: without that it would read as the desk's own. So does what it is in conflict with. */
export function briefClaim({ id, number, quote, attribution, statement, language, statements, modality, verdict, approval, conflicts, evidence, replies, publications }: ReportedClaim) {
  return {
    id, number, quote: quote.exact, claimant: claimantOf(attribution), statement, language, statements, modality,
    verdict: verdict && { verdict: verdict.verdict, rationale: verdict.rationale, settle: verdict.settle, proposedBy: verdict.proposedBy, proposedAt: verdict.proposedAt },
    approval,
    conflicts: conflicts.map(({ claim }) => claim),
    sources: [...evidence.supports, ...evidence.contradicts, ...evidence.context].map(({ stance, title, publisher, address }) => ({ stance, title, publisher, address })),
    searches: evidence.searches.map(({ lookedIn, lookedFor, lookedOn }) => ({ lookedIn, lookedFor, lookedOn })),
    withheld: evidence.withheld,
    // Whoever was asked has a right to be heard where the claim is printed.
    replies: replies.map(({ askedOf, askedOn, answerBy, answers }) => ({ askedOf, askedOn, answerBy, answers: answers.map(({ kind, words, language, on }) => ({ kind, words, language, on })) })),
    publications,
  }
}

const claimantOf = ([first]: ReportedClaim['attribution']) => first ? { actor: first.actor, named: first.named } : null
