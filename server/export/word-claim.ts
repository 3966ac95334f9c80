import type { ExportedEvidence, ExportedRequest, ExportedSnapshot, ExportedVerdict } from '../verdicts/told.ts'
import type { ReportedClaim } from './part.ts'
import { paragraph, type Block, type Inline } from './word-parts.ts'
import { address, code, named, TONES, type ClaimsModel, type Sheet } from './word-sheet.ts'

/** All that the report says of one claim, in the order of its page. */
export function claimIn(sheet: Sheet<ClaimsModel>, claim: ReportedClaim): Block[] {
  const { t, show, say, soft, heading } = sheet
  const { evidence, verdict, earlierVerdicts } = claim
  const groups = { evidenceFor: evidence.supports, evidenceAgainst: evidence.contradicts, evidenceContext: evidence.context, searches: evidence.searches, withdrawn: evidence.withdrawn } as const
  const filled = (Object.keys(groups) as (keyof typeof groups)[]).filter((name) => groups[name].length > 0)

  return [
    ...headIn(sheet, claim),
    quoteIn(sheet, claim),
    ...claim.statements.map(({ statement }) => sheet.typed(statement)),
    ...sheet.facts(factsOf(sheet, claim)),
    ...(verdict ? [heading(t.claim.rationale), ...verdictIn(sheet, verdict), ...approvalIn(sheet, claim)] : [soft(claim.modality === 'asserted' ? t.export.noVerdict : t.export.notJudged)]),
    ...filled.flatMap((name) => [heading(`${t.export[name]} (${show.number(groups[name].length)})`), ...groups[name].flatMap((one) => evidenceIn(sheet, one))]),
    ...(filled.length === 0 ? [soft(t.export.noEvidence)] : []),
    ...(evidence.withheld.internal > 0 ? [soft(t.export.internal(evidence.withheld.internal))] : []),
    ...(evidence.withheld.sealed > 0 ? [soft(t.export.sealed(evidence.withheld.sealed))] : []),
    ...publicationsIn(sheet, claim),
    ...(claim.replies.length > 0 ? [heading(`${t.replies.title} (${show.number(claim.replies.length)})`)] : []),
    ...claim.replies.flatMap((request) => requestIn(sheet, request)),
    ...(earlierVerdicts.length > 0 ? [heading(t.claim.history)] : []),
    ...earlierVerdicts.flatMap((earlier) => [
      say({ text: t.verdicts[earlier.verdict], bold: true, color: TONES[earlier.verdict] }), ...verdictIn(sheet, earlier),
      ...earlier.signOffs.map(({ by, at, bypassReason }) => say(t.claim.signedOff(by, show.utc(at)), ...alone(sheet, bypassReason))),
    ]),
  ]
}

/** Which claim it is, how it stands, and what it says. */
export function headIn(sheet: Sheet<ClaimsModel>, claim: ReportedClaim): Block[] {
  const { t, show, dir, locale: lang } = sheet
  const standing = claim.verdict ? [' · ', t.export.approvals[claim.approval.state]] : []
  return [
    paragraph([{ text: t.export.claimNumber(show.number(claim.number)), bold: true }, ' · ', verdictWord(sheet, claim), ...standing, ' · ', code(claim.id)], { dir, lang, keep: true, before: 480 }),
    sheet.claimTitle(claim.id, claim.statement),
  ]
}

export function publicationsIn({ t, show, say, heading }: Sheet<ClaimsModel>, { publications }: ReportedClaim): Block[] {
  return publications.length === 0 ? [] : [heading(t.export.publicVersions), ...publications.map(({ version, verdict, at, sha256, reason }) => say(
    t.publication.version(version), ' · ', verdict ? { text: t.verdicts[verdict], bold: true, color: TONES[verdict] } : { text: t.publication.withdrawn, bold: true },
    ` · ${show.utc(at)} · `, code(sha256), ...(reason === null ? [] : [': ', named(reason)]),
  ))]
}

export function verdictWord({ t }: Sheet<ClaimsModel>, { verdict, modality }: Pick<ReportedClaim, 'verdict' | 'modality'>): Inline {
  return verdict ? { text: t.verdicts[verdict.verdict], bold: true, color: TONES[verdict.verdict] } : modality === 'asserted' ? t.export.withoutVerdict : t.export.notAsserted
}

function quoteIn({ model }: Sheet<ClaimsModel>, claim: ReportedClaim) {
  const { before, quote, after } = model.around(claim)
  const { dir, lang } = model.say(claim.quote.exact)
  const mark = claim.verdict?.verdict ?? 'open'
  return paragraph([{ text: before, typed: dir, soft: true }, ...quote.map(({ text, own }): Inline => own ? { text, typed: dir, mark } : { text, typed: dir, soft: true }), { text: after, typed: dir, soft: true }], { dir, lang, reading: true, indent: true })
}

type Fact = [string, ...Inline[][]]

function factsOf({ t, show, model }: Sheet<ClaimsModel>, claim: ReportedClaim): Fact[] {
  const { attribution, date, due } = claim
  const hops = attribution.map(({ actor, named: isNamed, medium, verb, link }): Inline[] => [
    named(actor), ...(isNamed ? [] : [` (${t.claim.anonymous})`]), ...[verb, medium].filter((part) => part !== '').flatMap((part): Inline[] => [' · ', named(part)]), ...(link ? [' ', address(link)] : []),
  ])
  const conflicts = claim.conflicts.map(({ claim: other, note }): Fact => {
    const here = model.isHere(other.report.id)
    const called = t.trail.aClaim(other.number)
    return [
      t.claim.conflictWith(here ? called : t.claim.inReport(called, other.report.title)),
      [{ text: other.statement, typed: 'auto', ...(here ? { claim: other.id } : {}) }, ...(here ? [] : [' ', code(other.id)])],
      [t.verdicts[other.verdict ?? 'none'], ...(other.verdict && other.status !== 'signed_off' && other.status !== 'published' ? [' · ', t.export.approvals.none] : [])], [named(note)],
    ]
  })
  const versions = claim.versions.map(({ version, quote, outcome }): Inline[] => ['«', named(quote.exact), '» ', t.export.inVersion(version, t.revision.outcomes[outcome])])
  const inBrackets = (text: string | null): Inline[] => text ? [' (', named(text), ')'] : []

  return [
    [t.claim.attribution, ...(hops.length === 0 ? [[t.claim.noAttribution]] : hops)],
    ...claim.caveats.map(({ exact }): Fact => [t.report.caveatOn, [named(exact)]]),
    ...conflicts,
    [t.claim.attributionCheck, [t.attributionChecks[claim.attributionCheck], ...inBrackets(claim.attributionNote)]],
    [t.claim.modality, [t.modalities[claim.modality]]],
    [t.claim.happenedOn, [date.day ? show.date(date.day) : t.export.notStated, ...inBrackets(date.basis)]],
    ...(due.day || due.condition ? [[t.claim.whenKnown, [due.day ? show.date(due.day) : '', ...inBrackets(due.condition)]] satisfies Fact] : []),
    [t.claim.place, [claim.place ? named(claim.place) : t.export.notStated]],
    [t.fields.status, [t.statuses[claim.status]]],
    [t.claim.quote, [t.export.place(show.number(claim.quote.start), show.number(claim.quote.end))], claim.suggestedBy ? [t.export.suggestedBy, ' ', code(claim.suggestedBy)] : [t.export.madeByHand]],
    ...claim.alsoSaid.map(({ exact, start, end }): Fact => [t.claim.saidAgain, [named(exact)], [t.export.place(show.number(start), show.number(end))]]),
    ...(versions.length > 0 ? [[t.revision.versions, ...(claim.wordsToLookAt ? [[t.revision.tag]] : []), ...versions] satisfies Fact] : []),
  ]
}

function verdictIn({ t, show, soft, heading, typed }: Sheet<ClaimsModel>, { rationale, settle, proposedBy, proposedAt, changeRequests }: ExportedVerdict): Block[] {
  return [
    typed(rationale),
    ...(settle ? [heading(t.claim.settle), typed(settle)] : []),
    soft(t.export.proposed(proposedBy, show.utc(proposedAt))),
    ...changeRequests.flatMap(({ request, by, at }) => [soft(`${t.claim.requested(by)} · ${show.utc(at)}`), typed(request)]),
  ]
}

const alone = ({ t }: Sheet<ClaimsModel>, reason: string | null): Inline[] => reason === null ? [] : [` · ${t.claim.bypassed}: `, named(reason)]

export function approvalIn(sheet: Sheet<ClaimsModel>, { approval: { state, signature } }: ReportedClaim): Block[] {
  const { t, show, say, soft } = sheet
  if (!signature) return [soft(t.export.approvalHint.none)]
  const { by, at, bypassReason, contentHash } = signature
  if (state !== 'standing') return [soft(t.export.approvalHint.stale(by, show.utc(at)))]
  return [say({ text: t.claim.signedOff(by, show.utc(at)), bold: true }, ...alone(sheet, bypassReason)), say({ text: t.claim.contentHash, soft: true }, ' ', code(contentHash))]
}

function evidenceIn({ t, show, say, soft, typed }: Sheet<ClaimsModel>, one: ExportedEvidence): Block[] {
  const struck = one.withdrawn !== null
  return [
    ...(one.kind === 'link'
      ? [
          say({ text: t.stances[one.stance], soft: true }, ' · ', { text: one.title, typed: 'auto', bold: true, struck }), say(address(one.address)),
          ...(one.quote ? [typed(one.quote, { quoted: true, struck })] : []),
        ]
      : [say({ text: show.date(one.lookedOn), bold: true }), typed(one.lookedIn, { struck }), say({ text: `${t.export.lookedFor}: `, soft: true }, { text: one.lookedFor, typed: 'auto', struck })]),
    ...(one.note ? [typed(one.note, { soft: true, struck })] : []),
    one.kind === 'link'
      ? say({ text: `${t.claim.origin}: `, soft: true }, named(one.origin), ' · ', ...(one.publisher && one.publisher !== one.origin ? [{ text: `${t.claim.publisher}: `, soft: true }, named(one.publisher), ' · '] : []), { text: t.export.attached(one.addedBy, show.utc(one.addedAt)), soft: true })
      : soft(t.export.recorded(one.addedBy, show.utc(one.addedAt))),
    ...(one.kind === 'link' ? one.snapshots.map((snapshot) => snapshotIn({ t, show, say, soft }, snapshot)) : []),
    ...(one.takenFrom ? [say(t.similar.taken, ' ', code(one.takenFrom))] : []),
    ...(one.withdrawn ? [say({ text: t.export.withdrawnBy(one.withdrawn.by ?? '', show.utc(one.withdrawn.at)), bold: true }, ': ', named(one.withdrawn.reason ?? ''))] : []),
  ]
}

function snapshotIn({ t, show, say, soft }: Pick<Sheet<ClaimsModel>, 't' | 'show' | 'say' | 'soft'>, { endedAt, address: asked, hops, mediaType, sha256, problem, confirmed }: ExportedSnapshot): Block {
  if (sha256 === null || mediaType === null) return soft(`${t.snapshots.notTaken(show.utc(endedAt))} ${t.snapshots.problems[problem ?? 'other']}.`)
  return say(
    { text: `${t.snapshots.taken(show.utc(endedAt))} · ${t.snapshots.kinds[mediaType]} · `, soft: true }, code(hops.at(-1)?.address ?? asked), ' · ', code(sha256),
    { text: `. ${confirmed ? t.snapshots.confirmed(confirmed.by, show.utc(confirmed.at)) : t.snapshots.unconfirmed}`, soft: true },
  )
}

function requestIn({ t, show, say, soft, typed }: Sheet<ClaimsModel>, { askedOf, through, askedOn, answerBy, recordedBy, recordedAt, answers }: ExportedRequest): Block[] {
  return [
    say({ text: askedOf, typed: 'auto', bold: true }),
    soft(`${t.replies.wasAsked(show.date(askedOn), t.replies.through[through], show.date(answerBy))} ${t.replies.recorded(recordedBy, show.utc(recordedAt))}`),
    ...answers.flatMap(({ kind, words, on, recordedBy, recordedAt }) => kind === 'answer'
      ? [typed(words, { quoted: true }), soft(`${t.replies.answered(show.date(on ?? askedOn))} · ${t.replies.recorded(recordedBy, show.utc(recordedAt))}`)]
      : [say({ text: t.replies.silent(show.date(answerBy)), bold: true }), soft(t.replies.recorded(recordedBy, show.utc(recordedAt)))]),
    ...(answers.length === 0 ? [say(t.replies.waiting)] : []),
  ]
}
