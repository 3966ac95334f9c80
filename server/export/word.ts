import type { Locale } from '../people/person.ts'
import type { Extent } from './brief.ts'
import type { VerificationReport } from './document.ts'
import { modelOf } from './page.ts'
import { briefIn } from './word-brief.ts'
import { claimIn, verdictWord } from './word-claim.ts'
import { paragraph, type Block, type Inline } from './word-parts.ts'
import { address, code, named, sheetIn, type Sheet } from './word-sheet.ts'
import { auditOf, checkpointOf, correctionsOf, custodyOf, documentOf, methodIn, talliesOf } from './word-sections.ts'

/**
 * The report as a document of Word, in one language, with the sections of the page. Its bytes differ each time:
 * the format wants the time at which it was written. Loading this file loads `docx`, which is large: load it when somebody asks.
 */
export function wordOf(report: VerificationReport, locale: Locale, extent: Extent): Promise<Buffer> {
  const sheet = sheetIn(locale, modelOf(report, locale, extent))
  const sections = extent === 'brief'
    ? [coverIn, summaryIn, (sheet: Sheet) => methodIn(sheet, sheet.model.method), claimsIn, correctionsIn, checkpointIn]
    : [coverIn, summaryIn, (sheet: Sheet) => methodIn(sheet, sheet.model.method), sourceIn, claimsIn, correctionsIn, custodyIn, auditIn, checkpointIn]
  return documentOf({ title: sheet.model.title, by: report.desk.name, about: report.report.id }, sections.flatMap((part) => part(sheet)))
}

function coverIn({ t, show, model, say, soft, facts, dir, locale }: Sheet): Block[] {
  const { report, original, versions, approval, counts, desk, asOf } = model.report
  const given = (text: string): Inline[] => [text ? named(text) : t.export.notStated]
  const { signature } = approval
  return [
    say(named(desk.name), ' · ', t.export.kind),
    paragraph([{ text: report.title, typed: model.direction }], { dir: model.direction, lang: report.language, as: 'title', reading: true }),
    paragraph([t.export.asOf(show.utc(asOf))], { dir, lang: locale }),
    soft(t.export.asOfHint),
    ...facts([
      [t.reports.publisher, given(report.publisher)],
      [t.reports.author, given(report.author)],
      [t.reports.publishedOn, [report.publishedOn ? show.date(report.publishedOn) : t.export.notStated]],
      [t.reports.language, [t.languages[report.language]]],
      [t.export.passages, [show.number(model.coverage.all)]],
      [t.export.claims, [show.number(counts.claims)]],
      [t.export.imported, [t.export.importedBy(report.importedBy, show.utc(report.importedAt))]],
      [
        t.report.reading, [t.report.approvals[approval.state], ...(signature ? [' · ', t.report.signedOff(signature.by, show.utc(signature.at))] : [])],
        ...(signature && signature.reason !== null ? [[`${t.report.signedAnyway} ${signature.missing.map((requirement) => t.readingGate[requirement]).join(' · ')}. `, named(signature.reason)]] : []),
      ],
      ...(model.isBrief ? [] : [[t.export.rules, [code(report.rules)]] satisfies [string, Inline[]]]),
      [t.export.id, [code(report.id)]],
      [t.reports.sourceAddress, report.sourceAddress ? [address(report.sourceAddress)] : [t.export.notStated]],
      [original && !model.isBrief ? t.originals.ofText : t.fields.sha256, [code(report.sha256)]],
      ...(original && !model.isBrief ? [
        [t.originals.ofOriginal, [code(original.sha256)], [`${t.originals.kinds[original.mediaType]} · ${t.originals.size(show.number(Math.ceil(original.size / 1024)))} · ${t.originals.brought(show.utc(original.broughtAt), original.broughtBy)}`]] satisfies [string, ...Inline[][]],
        [t.originals.between, ...(original.steps.length === 0 ? [[t.originals.untouched]] : original.steps.map((step) => [t.originals.steps[step.step](step as never)]))] satisfies [string, ...Inline[][]],
      ] : []),
      ...(versions.length > 1 && !model.isBrief ? [[t.revision.versions, ...versions.map(({ id, version, sha256, importedAt }): Inline[] => [`${t.revision.version(version)}${id === report.id ? ` (${t.export.thisVersion})` : ''} · ${show.utc(importedAt)} · `, code(sha256)])] satisfies [string, ...Inline[][]]] : []),
    ]),
  ]
}

function summaryIn(sheet: Sheet): Block[] {
  const { t, show, model, section, say, facts, grid } = sheet
  const { counts, claims } = model.report
  const { all, untriaged, share } = model.coverage
  return [
    section(t.export.sections.summary),
    ...facts(talliesOf(sheet, counts, model.method.scale)),
    say(t.reports.coverage(show.percent(share), show.number(all - untriaged), all)),
    ...facts([
      ...(Object.keys(counts.statuses) as (keyof typeof counts.statuses)[]).map((status): [string, Inline[]] => [t.statuses[status], [show.number(counts.statuses[status])]]),
      ...(counts.corrections > 0 ? [[t.export.correctionsCount, [show.number(counts.corrections)]] satisfies [string, Inline[]]] : []),
      [t.export.suggested, [show.number(counts.suggested)]],
      [t.export.dismissed, [show.number(counts.dismissed)]],
      [t.export.withheldEvidence, [t.export.withheldCount(show.number(counts.withheldEvidence.internal), show.number(counts.withheldEvidence.sealed))]],
      [t.export.bypasses, [t.export.bypassCount(show.number(counts.bypasses.standing), show.number(counts.bypasses.ever))]],
    ]),
    ...(claims.length === 0 ? [] : grid([1, 9, 3, 4], [t.export.number, t.export.claim, t.claim.verdict, t.export.approval], claims.map((claim) => {
      const { approval, statement, verdict } = claim
      const standing = model.say(statement)
      const isAlone = approval.state === 'standing' && approval.signature?.bypassReason != null
      return [
        [show.number(claim.number)], paragraph([{ text: statement, typed: standing.dir, claim: claim.id }], standing), [verdictWord(sheet, claim)],
        [verdict ? `${t.export.approvals[approval.state]}${isAlone ? ` · ${t.claim.bypassed}` : ''}` : t.page.none],
      ]
    }))),
  ]
}

function sourceIn({ t, show, model, section, grid, locale, dir }: Sheet): Block[] {
  const { direction, report: { report } } = model
  return [section(t.export.sections.source), ...grid([9, 4], [t.report.source, t.export.claims], model.passages.map(({ number, state, runs, claims }) => [
    paragraph(runs.map(({ text, claims: marked }): Inline => {
      const top = marked.at(-1)
      return top ? { text, typed: direction, mark: top.claim.verdict?.verdict ?? 'open' } : { text, typed: direction }
    }), { dir: direction, lang: report.language, reading: true }),
    paragraph([
      { text: `${t.report.passage(number)} · ${t.reports.states[state]}`, soft: true },
      ...claims.flatMap(({ id, number, verdict, modality }): Inline[] => ['\n', { text: show.number(number), claim: id }, ` ${verdict ? t.verdicts[verdict.verdict] : modality === 'asserted' ? t.export.withoutVerdict : t.modalities[modality]}`]),
    ], { dir, lang: locale }),
  ]))]
}

function claimsIn(sheet: Sheet): Block[] {
  const { t, show, model, section, heading, soft, say } = sheet
  const { claims, vanished } = model.report
  return [
    section(t.export.sections.claims),
    ...(claims.length === 0 ? [soft(t.export.noClaims)] : []),
    ...(vanished.length === 0 || model.isBrief ? [] : [heading(t.export.vanished), ...vanished.map(({ number, statement, lastIn }) => say(`${show.number(number)} · `, named(statement), ' ', { text: t.export.lastIn(lastIn), soft: true }))]),
    ...claims.flatMap((claim) => model.isBrief ? briefIn(sheet, claim) : claimIn(sheet, claim)),
  ]
}

function correctionsIn(sheet: Sheet): Block[] {
  const { t, model: { report: { corrections } }, section, soft } = sheet
  return [section(t.export.sections.corrections), ...(corrections.length === 0 ? [soft(t.publication.noCorrections)] : []), ...correctionsOf(sheet, corrections)]
}

const custodyIn = (sheet: Sheet): Block[] => [sheet.section(sheet.t.export.sections.custody), ...custodyOf(sheet, sheet.model.custody)]
const auditIn = (sheet: Sheet): Block[] => [sheet.section(sheet.t.export.sections.audit), ...auditOf(sheet, sheet.model.report.audit)]
const checkpointIn = (sheet: Sheet): Block[] => checkpointOf(sheet, sheet.model.report, [[sheet.t.export.verifyWith, [code(`npm run verify -- --bundle verification-report-${sheet.model.report.report.id}.zip`)]]])
