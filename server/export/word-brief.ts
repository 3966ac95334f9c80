import type { ReportedClaim } from './part.ts'
import { approvalIn, headIn, publicationsIn } from './word-claim.ts'
import { paragraph, type Block, type Inline } from './word-parts.ts'
import { address, named, TONES, type ClaimsModel, type Sheet } from './word-sheet.ts'

/** What the brief report says of one claim, in the order of its page. */
export function briefIn(sheet: Sheet<ClaimsModel>, claim: ReportedClaim): Block[] {
  const { t, show, model, say, soft, heading, typed } = sheet
  const { attribution: [claimant], evidence, verdict, quote } = claim
  const sources = [...evidence.supports, ...evidence.contradicts, ...evidence.context]
  const { dir, lang } = model.say(quote.exact)

  return [
    ...headIn(sheet, claim),
    paragraph([{ text: quote.exact, typed: dir }], { dir, lang, reading: true, indent: true }),
    ...claim.statements.map(({ statement }) => typed(statement)),
    ...sheet.facts([
      [t.export.claimant, claimant ? [named(claimant.actor), ...(claimant.named ? [] : [` (${t.claim.anonymous})`])] : [t.claim.noAttribution]],
      ...claim.conflicts.map(({ claim: other }): [string, Inline[]] => [
        t.claim.conflictWith(t.claim.inReport(t.trail.aClaim(other.number), other.report.title)),
        [named(other.statement), ' · ', other.verdict ? { text: t.verdicts[other.verdict], bold: true, color: TONES[other.verdict] } : t.verdicts.none],
      ]),
    ]),
    ...(verdict ? [
      heading(t.claim.rationale), typed(verdict.rationale),
      ...(verdict.settle ? [heading(t.claim.settle), typed(verdict.settle)] : []),
      soft(t.export.proposed(verdict.proposedBy, show.utc(verdict.proposedAt))),
      ...approvalIn(sheet, claim),
    ] : [soft(claim.modality === 'asserted' ? t.export.noVerdict : t.export.notJudged)]),
    ...(sources.length > 0 ? [heading(t.export.sources)] : []),
    ...sources.map((source) => say({ text: t.stances[source.stance], soft: true }, ' · ', named(source.title), ' · ', address(source.address))),
    ...(evidence.searches.length > 0 ? [heading(t.export.searches)] : []),
    ...evidence.searches.map(({ lookedIn, lookedFor, lookedOn }) => say(show.date(lookedOn), ' · ', named(lookedIn), ` · ${t.export.lookedFor}: `, named(lookedFor))),
    ...(sources.length + evidence.searches.length === 0 ? [soft(t.export.noEvidence)] : []),
    ...(evidence.withheld.internal > 0 ? [soft(t.export.internal(evidence.withheld.internal))] : []),
    ...(evidence.withheld.sealed > 0 ? [soft(t.export.sealed(evidence.withheld.sealed))] : []),
    ...(claim.replies.length > 0 ? [heading(t.replies.title)] : []),
    ...claim.replies.flatMap(({ askedOf, askedOn, answerBy, answers }) => [
      say(named(askedOf), ...(answers.length === 0 ? [` · ${t.replies.waiting}`] : [])),
      ...answers.flatMap(({ kind, words, on }) => kind === 'answer' ? [typed(words), soft(t.replies.answered(show.date(on ?? askedOn)))] : [soft(t.replies.silent(show.date(answerBy)))]),
    ]),
    ...publicationsIn(sheet, claim),
  ]
}
