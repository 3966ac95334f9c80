import type { Approval } from '../verdicts/told.ts'
import { JOINT } from '../text/pieces.ts'
import { BOM, csvLine } from './csv.ts'
import type { Extent } from './brief.ts'
import type { VerificationReport } from './document.ts'
import type { ReportedClaim } from './part.ts'

type Cell = string | number | null
/** What a row says of the report in which its claim stands. */
type About = Pick<VerificationReport, 'report' | 'approval' | 'asOf' | 'checkpoint'> & { passageOf: (claimId: string) => number | null }
type CellOf = (claim: ReportedClaim, about: About) => Cell
type Column = keyof typeof COLUMNS

/**
 * One row a claim. The names of the columns are English in every language and do not change, so that programs can rely on them.
 * What belongs to the whole report stands in every row, so that a row that was sorted, filtered or copied still says where it comes from.
 */
const COLUMNS = {
  report_id: (_, { report }) => report.id,
  report_title: (_, { report }) => report.title,
  report_publisher: (_, { report }) => report.publisher,
  report_published_on: (_, { report }) => report.publishedOn,
  report_source_address: (_, { report }) => report.sourceAddress,
  report_version: (_, { report }) => report.version,
  report_sha256: (_, { report }) => report.sha256,
  report_approval: (_, { approval }) => approval.state,
  report_signed_off_by: (_, { approval }) => approval.state === 'standing' ? approval.signature!.by : null,
  as_of: (_, { asOf }) => asOf,
  claim_number: ({ number }) => number,
  claim_id: ({ id }) => id,
  passage: ({ id }, { passageOf }) => passageOf(id),
  quote: ({ quote }) => quote.exact,
  quote_start: ({ quote }) => quote.start,
  quote_end: ({ quote }) => quote.end,
  quote_pieces: ({ quote }) => quote.pieces.map(({ exact }) => exact).join(JOINT),
  statement: ({ statement }) => statement,
  language: ({ language }) => language,
  other_statements: ({ statements }) => statements.map(({ language, statement }) => `[${language}] ${statement}`).join('\n'),
  modality: ({ modality }) => modality,
  claimant: ({ attribution }) => attribution[0]?.actor ?? null,
  attribution: ({ attribution }) => attribution.map(({ actor, named, medium, verb }) => [named ? actor : `[${actor}]`, verb, medium].filter((part) => part !== '').join(' · ')).join(' › '),
  attribution_check: ({ attributionCheck }) => attributionCheck,
  attribution_note: ({ attributionNote }) => attributionNote,
  caveats: ({ caveats }) => caveats.map(({ exact }) => exact).join('\n'),
  happened_on: ({ date }) => date.day,
  date_basis: ({ date }) => date.basis,
  can_be_known_on: ({ due }) => due.day,
  condition: ({ due }) => due.condition,
  place: ({ place }) => place,
  status: ({ status }) => status,
  verdict: ({ verdict }) => verdict?.verdict ?? null,
  words_in_this_version: ({ versions }) => versions[0]?.outcome ?? null,
  approval: ({ approval }) => approval.state,
  in_conflict_with: ({ conflicts }) => conflicts.map(({ claim }) => claim.id).join(' '),
  rationale: ({ verdict }) => verdict?.rationale ?? null,
  what_would_settle_it: ({ verdict }) => verdict?.settle ?? null,
  proposed_by: ({ verdict }) => verdict?.proposedBy ?? null,
  proposed_at: ({ verdict }) => verdict?.proposedAt ?? null,
  signed_off_by: ({ approval }) => standing(approval)?.by ?? null,
  signed_off_at: ({ approval }) => standing(approval)?.at ?? null,
  bypass_reason: ({ approval }) => standing(approval)?.bypassReason ?? null,
  content_hash: ({ approval }) => standing(approval)?.contentHash ?? null,
  evidence_for: ({ evidence }) => evidence.supports.length,
  evidence_against: ({ evidence }) => evidence.contradicts.length,
  evidence_context: ({ evidence }) => evidence.context.length,
  searches: ({ evidence }) => evidence.searches.length,
  evidence_withdrawn: ({ evidence }) => evidence.withdrawn.length,
  evidence_internal: ({ evidence }) => evidence.withheld.internal,
  evidence_sealed: ({ evidence }) => evidence.withheld.sealed,
  addresses_for: ({ evidence }) => addressesOf(evidence.supports),
  addresses_against: ({ evidence }) => addressesOf(evidence.contradicts),
  addresses_context: ({ evidence }) => addressesOf(evidence.context),
  snapshots_sha256: ({ evidence }) => [...evidence.supports, ...evidence.contradicts, ...evidence.context].flatMap(({ snapshots }) => snapshots).flatMap(({ sha256 }) => sha256 ?? []).join(' '),
  replies_asked_for: ({ replies }) => replies.length,
  replies_received: ({ replies }) => replies.filter(({ answers }) => answers.some(({ kind }) => kind === 'answer')).length,
  earlier_verdicts: ({ earlierVerdicts }) => earlierVerdicts.length,
  public_versions: ({ publications }) => publications.length,
  corrections: ({ publications }) => publications.filter(({ version }) => version > 1).length,
  public_now: ({ publications }) => publications.at(-1)?.kind ?? null,
  last_notice: ({ publications }) => publications.at(-1)?.reason ?? null,
  public_sha256: ({ publications }) => publications.at(-1)?.sha256 ?? null,
  checkpoint: (_, { checkpoint }) => checkpoint,
} as const satisfies Record<string, CellOf>

/** Who looks into a column for a name must not find one that no longer stands for anything. */
const standing = ({ state, signature }: Approval) => state === 'standing' ? signature : null

const addressesOf = (links: readonly { address: string }[]) => links.map(({ address }) => address).join(' ')

/** What is left of a row that says what the brief report says. */
const BRIEF: readonly Column[] = [
  'report_id', 'report_title', 'report_publisher', 'report_published_on', 'report_source_address', 'report_sha256', 'as_of', 'claim_number', 'claim_id', 'quote', 'statement', 'language', 'other_statements',
  'modality', 'claimant', 'verdict', 'approval', 'in_conflict_with', 'rationale', 'what_would_settle_it', 'proposed_by', 'proposed_at', 'signed_off_by', 'signed_off_at', 'bypass_reason', 'content_hash',
  'addresses_for', 'addresses_against', 'addresses_context', 'searches', 'evidence_internal', 'evidence_sealed', 'replies_asked_for', 'replies_received', 'public_versions', 'corrections', 'public_now', 'last_notice', 'public_sha256', 'checkpoint',
]

const columnsOf = (extent: Extent) => extent === 'brief' ? BRIEF : Object.keys(COLUMNS) as Column[]

/** The report as a sheet. Formulas are made harmless, which alters such texts; nothing else is changed. */
export function sheetOf(report: VerificationReport, extent: Extent = 'full'): string {
  const passageOf = (claimId: string) => report.source.passages.find(({ claims }) => claims.includes(claimId))?.number ?? null
  return sheetHead(extent) + sheetRows(report.claims, { ...report, passageOf }, extent)
}

export const sheetHead = (extent: Extent) => BOM + csvLine(columnsOf(extent))

export function sheetRows(claims: readonly ReportedClaim[], about: About, extent: Extent): string {
  const columns = columnsOf(extent)
  return claims.map((claim) => csvLine(columns.map((column) => (COLUMNS[column] as CellOf)(claim, about)))).join('')
}
