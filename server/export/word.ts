import { AlignmentType, Document, Footer, Packer, PageNumber, Paragraph, TextRun } from 'docx'
import type { Locale } from '../people/person.ts'
import type { VerificationReport } from './document.ts'
import { modelOf } from './page.ts'
import { claimIn, verdictWord } from './word-claim.ts'
import { paragraph, type Block, type Inline } from './word-parts.ts'
import { address, code, named, sheetIn, TONES, type Sheet } from './word-sheet.ts'
import { forXml } from './word-text.ts'

/**
 * The report as a document of Word, in the reader's language, with the sections of the page. Its bytes differ each time:
 * the format wants the time at which it was written. Loading this file loads `docx`, which is large: load it when somebody asks.
 */
export async function wordOf(report: VerificationReport, locale: Locale): Promise<Buffer> {
  const sheet = sheetIn(locale, modelOf(report, locale))
  const heading = (size: number, before: number) => ({ run: { size, bold: true, color: '1B1D21' }, paragraph: { spacing: { before, after: 120 } } })
  const file = new Document({
    title: forXml(sheet.model.title), creator: forXml(report.desk.name), description: forXml(report.report.id),
    styles: { default: { document: { run: { size: 20, font: 'Arial' } }, title: heading(44, 240), heading1: heading(30, 480), heading2: heading(25, 120), heading3: heading(20, 200) } },
    sections: [{
      properties: { page: { size: { width: 11906, height: 16838 }, margin: { top: 1020, bottom: 1130, left: 964, right: 964 } } },
      footers: { default: new Footer({ children: [new Paragraph({ alignment: AlignmentType.CENTER, children: [new TextRun({ children: [PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES], size: 16, color: '636871' })] })] }) },
      children: [coverIn, summaryIn, methodIn, sourceIn, claimsIn, custodyIn, auditIn, checkpointIn].flatMap((part) => part(sheet)),
    }],
  })
  return Packer.toBuffer(file)
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
      [t.export.rules, [code(report.rules)]],
      [t.export.id, [code(report.id)]],
      [t.reports.sourceAddress, report.sourceAddress ? [address(report.sourceAddress)] : [t.export.notStated]],
      [original ? t.originals.ofText : t.fields.sha256, [code(report.sha256)]],
      ...(original ? [
        [t.originals.ofOriginal, [code(original.sha256)], [`${t.originals.kinds[original.mediaType]} · ${t.originals.size(show.number(Math.ceil(original.size / 1024)))} · ${t.originals.brought(show.utc(original.broughtAt), original.broughtBy)}`]] satisfies [string, ...Inline[][]],
        [t.originals.between, ...(original.steps.length === 0 ? [[t.originals.untouched]] : original.steps.map((step) => [t.originals.steps[step.step](step as never)]))] satisfies [string, ...Inline[][]],
      ] : []),
      ...(versions.length > 1 ? [[t.revision.versions, ...versions.map(({ id, version, sha256, importedAt }): Inline[] => [`${t.revision.version(version)}${id === report.id ? ` (${t.export.thisVersion})` : ''} · ${show.utc(importedAt)} · `, code(sha256)])] satisfies [string, ...Inline[][]]] : []),
    ]),
  ]
}

function summaryIn(sheet: Sheet): Block[] {
  const { t, show, model, section, say, facts, grid } = sheet
  const { counts, claims, method } = model.report
  const { all, untriaged, share } = model.coverage
  const verdicts = method.scale.map(({ verdict }): [string, Inline[]] => {
    const approved = counts.verdicts.approved[verdict]
    const sum = approved + counts.verdicts.notApproved[verdict]
    return [t.verdicts[verdict], [{ text: show.number(sum), bold: true, color: TONES[verdict] }, ...(sum > 0 ? [` · ${t.export.approved(approved)}`] : [])]]
  })
  return [
    section(t.export.sections.summary),
    ...facts([...verdicts, [t.export.withoutVerdict, [show.number(counts.withoutVerdict)]], ...(counts.notAsserted > 0 ? [[t.export.notAsserted, [show.number(counts.notAsserted)]] satisfies [string, Inline[]]] : [])]),
    say(t.reports.coverage(show.percent(share), show.number(all - untriaged), all)),
    ...facts([
      ...(Object.keys(counts.statuses) as (keyof typeof counts.statuses)[]).map((status): [string, Inline[]] => [t.statuses[status], [show.number(counts.statuses[status])]]),
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

function methodIn({ t, model, locale, section, say, facts }: Sheet): Block[] {
  const { scale, rules } = model.report.method
  return [section(t.export.sections.method), ...facts(scale.map(({ verdict, definition }) => [t.verdicts[verdict], [definition[locale]]])), ...rules.map(({ text }) => say(text[locale]))]
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
    ...(vanished.length === 0 ? [] : [heading(t.export.vanished), ...vanished.map(({ number, statement, lastIn }) => say(`${show.number(number)} · `, named(statement), ' ', { text: t.export.lastIn(lastIn), soft: true }))]),
    ...claims.flatMap((claim) => claimIn(sheet, claim)),
  ]
}

function custodyIn({ t, show, model, section, grid }: Sheet): Block[] {
  return [section(t.export.sections.custody), ...grid([2, 5, 12], [t.export.number, t.export.when, t.export.what], model.custody.map(({ seq, at, sentence, reason, withheld }) => [
    [show.number(seq)], [at ? show.utc(at) : t.page.none], withheld ? [{ text: t.export.withheld[withheld], soft: true }] : [sentence ?? '', ...(reason ? [': ', named(reason)] : [])],
  ]))]
}

function auditIn({ t, show, model, section, soft, grid }: Sheet): Block[] {
  return [section(t.export.sections.audit), soft(t.export.auditHint), ...grid([2, 5, 5, 8], [t.export.number, t.export.event, t.export.subject, t.export.hash], model.report.audit.map(({ seq, action, hash, withheld, body }) => [
    [show.number(seq)], [code(action)], [body ? code(body.subject) : t.visibilities[withheld ?? 'sealed']], [code(hash)],
  ]))]
}

function checkpointIn({ t, model, section, soft, facts }: Sheet): Block[] {
  const { checkpoint, desk, report } = model.report
  return [
    section(t.export.sections.checkpoint), soft(t.export.checkpointHint),
    paragraph([{ text: checkpoint.trimEnd(), code: true }], { dir: 'ltr', lang: 'en' }),
    ...facts([[t.export.verifierKey, [code(desk.vkey)]], [t.export.verifyWith, [code(`npm run verify -- --bundle verification-report-${report.id}.zip`)]]]),
  ]
}
