import { AlignmentType, Document, Footer, Packer, PageNumber, Paragraph, TextRun } from 'docx'
import type { VerificationReport } from './document.ts'
import type { modelOf } from './page.ts'
import type { Correction } from './part.ts'
import type { Totals } from './selection.ts'
import { paragraph, type Block, type Inline } from './word-parts.ts'
import { code, named, TONES, type ClaimsModel, type Sheet } from './word-sheet.ts'
import { forXml } from './word-text.ts'

// What documents about one report and about several have in common. `docx` is large: load this file when somebody asks for one.

/** The file. Its bytes differ each time: the format wants the time at which it was written. */
export function documentOf({ title, by, about }: { title: string; by: string; about: string }, children: Block[]): Promise<Buffer> {
  const heading = (size: number, before: number) => ({ run: { size, bold: true, color: '1B1D21' }, paragraph: { spacing: { before, after: 120 } } })
  return Packer.toBuffer(new Document({
    title: forXml(title), creator: forXml(by), description: forXml(about),
    styles: { default: { document: { run: { size: 20, font: 'Arial' } }, title: heading(44, 240), heading1: heading(30, 480), heading2: heading(25, 120), heading3: heading(20, 200) } },
    sections: [{
      properties: { page: { size: { width: 11906, height: 16838 }, margin: { top: 1020, bottom: 1130, left: 964, right: 964 } } },
      footers: { default: new Footer({ children: [new Paragraph({ alignment: AlignmentType.CENTER, children: [new TextRun({ children: [PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES], size: 16, color: '636871' })] })] }) },
      children,
    }],
  }))
}

type Fact = [string, ...Inline[][]]
type Writing = Sheet<ClaimsModel>

export function talliesOf({ t, show }: Writing, counts: Totals, scale: VerificationReport['method']['scale']): Fact[] {
  const verdicts = scale.map(({ verdict }): Fact => {
    const approved = counts.verdicts.approved[verdict]
    const sum = approved + counts.verdicts.notApproved[verdict]
    return [t.verdicts[verdict], [{ text: show.number(sum), bold: true, color: TONES[verdict] }, ...(sum > 0 ? [` · ${t.export.approved(approved)}`] : [])]]
  })
  return [...verdicts, [t.export.withoutVerdict, [show.number(counts.withoutVerdict)]], ...(counts.notAsserted > 0 ? [[t.export.notAsserted, [show.number(counts.notAsserted)]] satisfies Fact] : [])]
}

export function methodIn({ t, locale, section, say, facts }: Writing, { scale, rules }: VerificationReport['method']): Block[] {
  return [section(t.export.sections.method), ...facts(scale.map(({ verdict, definition }) => [t.verdicts[verdict], [definition[locale]]])), ...rules.map(({ text }) => say(text[locale]))]
}

export const correctionsOf = ({ t, show, say, facts }: Writing, corrections: readonly Correction[]): Block[] => corrections.flatMap(({ claim, number, version, notice: { before, now, reason, at, by } }) => {
  const isSame = now?.verdict === before.verdict && now.statement === before.statement
  const said = (name: string, { verdict, statement }: typeof before): Fact => [name, [{ text: t.verdicts[verdict], bold: true, color: TONES[verdict] }, ' · ', named(statement)]]
  return [
    say(
      { text: t.export.claimNumber(show.number(number)), claim }, ' · ', t.publication.version(version), ' · ',
      { text: !now ? t.publication.withdrawn : isSame ? t.publication.changed : t.publication.corrected, bold: true },
      ' · ', t.publication.noticeBy(by.name ?? t.publication.roles[by.role], show.utc(at)),
    ),
    ...facts([
      said(isSame ? t.publication.saysStill : t.publication.saidBefore, before),
      ...(now && !isSame ? [said(t.publication.saysNow, now)] : []),
      [t.publication.reason, [named(reason)]],
    ]),
  ]
})

export function custodyOf({ t, show, grid }: Writing, custody: ReturnType<typeof modelOf>['custody']): Block[] {
  return grid([2, 5, 12], [t.export.number, t.export.when, t.export.what], custody.map(({ seq, at, sentence, reason, withheld }) => [
    [show.number(seq)], [at ? show.utc(at) : t.page.none], withheld ? [{ text: t.export.withheld[withheld], soft: true }] : [sentence ?? '', ...(reason ? [': ', named(reason)] : [])],
  ]))
}

export function auditOf({ t, show, soft, grid }: Writing, audit: VerificationReport['audit']): Block[] {
  return [soft(t.export.auditHint), ...grid([2, 5, 5, 8], [t.export.number, t.export.event, t.export.subject, t.export.hash], audit.map(({ seq, action, hash, withheld, body }) => [
    [show.number(seq)], [code(action)], [body ? code(body.subject) : t.visibilities[withheld ?? 'sealed']], [code(hash)],
  ]))]
}

export function checkpointOf({ t, model, section, soft, facts }: Writing, { checkpoint, desk }: Pick<VerificationReport, 'checkpoint' | 'desk'>, more: Fact[]): Block[] {
  return [
    section(t.export.sections.checkpoint), soft(model.isBrief ? t.export.checkpointBrief : t.export.checkpointHint),
    paragraph([{ text: checkpoint.trimEnd(), code: true }], { dir: 'ltr', lang: 'en' }),
    ...facts([[t.export.verifierKey, [code(desk.vkey)]], ...more, [t.export.schema, [code(`${desk.origin}/schema/verification-report.json`)]]]),
  ]
}
