import type { Locale } from '../people/person.ts'
import { saying } from './page.ts'
import { partModel, type ScopeWords } from './selection-page.ts'
import type { SelectedPart, SelectionHead } from './selection.ts'
import { briefIn } from './word-brief.ts'
import { claimIn } from './word-claim.ts'
import { paragraph, type Block, type Inline } from './word-parts.ts'
import { address, code, named, sheetIn, type ClaimsModel, type Sheet } from './word-sheet.ts'
import { auditOf, checkpointOf, correctionsOf, custodyOf, documentOf, methodIn, talliesOf } from './word-sections.ts'

/** A report over claims of several reports as a document of Word, with the sections of its page. */
export function wordOfSelection(head: SelectionHead, parts: readonly SelectedPart['told'][], { scope, locale }: { scope: ScopeWords; locale: Locale }): Promise<Buffer> {
  const isBrief = head.extent === 'brief'
  const sheet = sheetIn(locale, { say: saying(), isHere: () => false, around: notHere, isBrief })
  const title = sheet.t.export.scopes[head.scope.by]
  return documentOf({ title, by: head.desk.name, about: head.scope.by }, [
    ...coverIn(sheet, head, title, scope),
    ...methodIn(sheet, head.method),
    ...parts.flatMap((part) => partIn(sheetIn(locale, partModel(part, locale, head.extent)), part)),
    ...checkpointOf(sheet, head, []),
  ])
}

const notHere: ClaimsModel['around'] = () => { throw new Error('Claims stand in the parts') }

function coverIn(sheet: Sheet<ClaimsModel>, { desk, asOf, counts, extent, method }: SelectionHead, title: string, scope: ScopeWords): Block[] {
  const { t, show, say, soft, section, facts, dir, locale } = sheet
  return [
    say(named(desk.name), ' · ', t.export.kind),
    paragraph([title], { dir, lang: locale, as: 'title' }),
    say(t.export.asOf(show.utc(asOf))),
    soft(t.export.asOfDesk),
    ...facts([
      [t.export.claims, [show.number(counts.claims)]], [t.export.reports, [show.number(counts.reports)]], [t.export.extent, [t.export.extents[extent]]],
      ...scope.map(({ name, value }): [string, Inline[]] => [name, [named(value)]]),
    ]),
    section(t.export.sections.summary),
    ...facts(talliesOf(sheet, counts, method.scale)),
    ...facts([
      ...(Object.keys(counts.statuses) as (keyof typeof counts.statuses)[]).map((status): [string, Inline[]] => [t.statuses[status], [show.number(counts.statuses[status])]]),
      [t.export.correctionsCount, [show.number(counts.corrections)]],
      [t.export.withheldEvidence, [t.export.withheldCount(show.number(counts.withheldEvidence.internal), show.number(counts.withheldEvidence.sealed))]],
      [t.export.bypasses, [t.export.bypassCount(show.number(counts.bypasses.standing), show.number(counts.bypasses.ever))]],
    ]),
  ]
}

function partIn(sheet: Sheet<ReturnType<typeof partModel>>, part: SelectedPart['told']): Block[] {
  const { t, show, model, heading, facts } = sheet
  const { report, approval, claims, corrections, audit } = part
  return [
    paragraph([{ text: report.title, typed: model.direction }], { dir: model.direction, lang: report.language, as: 'section', reading: true }),
    ...facts([
      [t.reports.publisher, report.publisher ? [named(report.publisher)] : [t.export.notStated]],
      [t.reports.publishedOn, [report.publishedOn ? show.date(report.publishedOn) : t.export.notStated]],
      [t.export.claims, [show.number(claims.length)]],
      [t.report.reading, [t.report.approvals[approval.state]]],
      [t.reports.sourceAddress, report.sourceAddress ? [address(report.sourceAddress)] : [t.export.notStated]],
      [t.fields.sha256, [code(report.sha256)]],
      [t.export.id, [code(report.id), ` · ${t.revision.version(report.version)}`]],
    ]),
    ...claims.flatMap((claim) => model.isBrief ? briefIn(sheet, claim) : claimIn(sheet, claim)),
    ...(corrections.length > 0 ? [heading(t.export.sections.corrections), ...correctionsOf(sheet, corrections)] : []),
    ...(model.isBrief ? [] : [heading(t.export.sections.custody), ...custodyOf(sheet, model.custody), heading(t.export.sections.audit), ...auditOf(sheet, audit)]),
  ]
}
