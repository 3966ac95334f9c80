import type { Action } from '../server/audit/actions.ts'
import type { Line } from '../server/audit/lines.ts'
import type { ToldFinding } from '../server/audit/verify-bundle.ts'
import type { Outpost } from '../server/audit/outposts.ts'
import type { TrailQuery } from '../server/audit/routes.ts'
import type { Operation } from '../server/api/operation.ts'
import type { standingOf } from '../server/claims/anchor-page.ts'
import type { Stood } from '../server/claims/anchors.ts'
import type { Chain, Hop } from '../server/claims/attribution.ts'
import type { Claim, Neighbour } from '../server/claims/claims.ts'
import type { CaveatOn } from '../server/claims/caveats.ts'
import type { Covering } from '../server/claims/covering-page.ts'
import type { ClaimLink } from '../server/claims/links.ts'
import type { Run } from '../server/claims/highlight.ts'
import type { Remark } from '../server/claims/remarks.ts'
import type { ReplyRequest } from '../server/claims/replies.ts'
import type { QueueRow } from '../server/claims/queue.ts'
import type { Chip, QueueQuery } from '../server/claims/queue-page.ts'
import type { Making } from '../server/claims/report-page.ts'
import type { ConsequencesShown } from '../server/claims/revision-page.ts'
import type { LinkKind, StepName as ClaimStep } from '../server/claims/rules.ts'
import type { Marked, Similar } from '../server/claims/similar.ts'
import type { Statement } from '../server/claims/statements.ts'
import type { AskedOutside } from '../server/claims/suggestions.ts'
import type { RulesCount } from '../server/claims/suggestion-counts.ts'
import type { Evidence } from '../server/evidence/evidence.ts'
import type { Snapshot } from '../server/evidence/snapshots.ts'
import type { ExportedEvidence, ExportedRequest, ExportedVerdict } from '../server/verdicts/told.ts'
import type { VerificationReport } from '../server/export/document.ts'
import type { Progress } from '../server/export/job-apart.ts'
import type { AskedJob } from '../server/export/jobs.ts'
import type { ScopeWords } from '../server/export/selection-page.ts'
import type { Correction, ReportedClaim } from '../server/export/part.ts'
import type { SelectedPart, SelectionHead, Totals } from '../server/export/selection.ts'
import type { CustodyRow } from '../server/export/trail.ts'
import type { ShownAttempt, ShownHook } from '../server/hooks/page.ts'
import type { Delivery } from '../server/hooks/log.ts'
import type { GROUPS, KEPT_DAYS, StepName as HookStep } from '../server/hooks/rules.ts'
import type { Letter } from '../server/letters/letters.ts'
import type { ListedLetter, State } from '../server/letters/list.ts'
import type { Member } from '../server/people/people.ts'
import type { ListedToken, TOKEN_DAYS } from '../server/people/personal-tokens.ts'
import type { Locale, Person, Role } from '../server/people/person.ts'
import type { StepName } from '../server/people/rules.ts'
import type { ImportForm } from '../server/reports/import.ts'
import type { Beside, OtherVersion } from '../server/publication/beside.ts'
import type { Notice, PublishedClaim, Withdrawal } from '../server/publication/document.ts'
import type { Entry, ListedReport as PublishedListedReport, ListFilter } from '../server/publication/list.ts'
import type { Preview } from '../server/publication/preview.ts'
import type { Publication } from '../server/publication/publication.ts'
import type { PublishedReport, ReportNotice, ReportWithdrawal, ShownClaim } from '../server/publication/report-document.ts'
import type { Outcome, Planned } from '../server/publication/report-plan.ts'
import type { ListedReport } from '../server/reports/list.ts'
import type { KeptOriginal, WaitingOriginal } from '../server/reports/originals.ts'
import type { Coverage, PassageState } from '../server/reports/passages.ts'
import type { Step } from '../server/reports/reading/reading.ts'
import type { Passage, Report } from '../server/reports/reports.ts'
import type { ProposedDate } from '../server/text/dates.ts'
import type { Version } from '../server/reports/versions.ts'
import type { Difference } from '../server/text/compare.ts'
import type { Direction, Language } from '../server/text/language.ts'
import type { Span } from '../server/text/span.ts'
import type { Alone, Load, SignedDay, Stage, WaitingStage } from '../server/desk/overview.ts'
import type { ReportApproval } from '../server/verdicts/report-sign-off.ts'
import type { Gate, ReadingGate, Verdict } from '../server/verdicts/rules.ts'
import type { SignOff } from '../server/verdicts/sign-off.ts'
import type { ChangeRequest, Judgement } from '../server/verdicts/verdicts.ts'
import type { Form } from '../server/web/form.ts'
import type { Part, Watched } from '../server/web/hx.ts'
import type { Words } from './locales/en.ts'
import type { Formats } from './locales/formats.ts'

/** What every template has at hand, by these names, without being given it. */
export const FRAME = ['t', 'show', 'locale', 'viewer', 'deskName', 'nonce', 'hx', 'once', 'keysOf', 'path', 'here'] as const

export type Frame = {
  /** The words of the reader's language. */
  t: Words
  /** Dates, numbers and shares in the reader's language. */
  show: Formats
  locale: Locale
  viewer: Person | null
  deskName: string
  nonce: string
  /** What makes a form of ours an htmx form, or an element the place of a part of another page or one that is looked at again and again, stamped: `<form … <%- hx() %>>`. */
  hx: (part?: Part | Watched) => string
  /** A new key for a form, so that sending it twice does it once. */
  once: () => string
  /** The names in a part of the catalogue, in its order: the choices of a list. */
  keysOf: <Names extends object>(words: Names) => (keyof Names & string)[]
  /** The address of this page without, and with, what follows the question mark. */
  path: string
  here: string
}

/** What each template is given besides. `npm run check` holds every template to this list. */
export interface Views {
  'layout/whole': Framed & { letters: Waiting | null }
  'layout/inside': Framed
  'layout/_bar': { letters: Waiting | null }
  'shared/error': { title: string; message: string }
  'shared/_field': Field
  'people/sign-in': { title: string; next: string; notice: string; form: Form<'email' | 'password'> }
  'people/join': { title: string; person: Person | null; least: number; form: Form<'name' | 'email' | 'password' | 'locale'> }
  'people/index': PeoplePage
  'api/index': PublicFrame & {
    title: string
    rooms: { room: Operation['room']; operations: {
      id: Operation['id']; method: string; path: string; needsVersion: boolean
      query: ApiField[]
      body: ApiField[]
      answers: string
      curl: string
    }[] }[]
  }
  'people/tokens': {
    title: string
    tokens: (ListedToken & { isMine: boolean })[]
    next: string | null
    first: string | null
    /** Which roles a token of theirs may have. */
    roles: Role[]
    days: typeof TOKEN_DAYS
    form: Form
    /** The token that was just made, shown here and now only. */
    made: OnceShown<{ token: string }> | null
  }
  'people/_person': Pick<PeoplePage, 'roles' | 'now'> & { person: PeoplePage['people'][number] }
  'reports/index': { title: string; verdicts: readonly Verdict[]; reports: (ListedReport & { approval: ReportApproval['state'] })[]; older: string | null; first: boolean }
  'reports/consequences': ConsequencesPage
  'reports/changes': ChangesPage
  'reports/earlier': EarlierPage
  'reports/publishing': PublishingPage
  'reports/_publication': { report: Report; publication: PublicationState }
  'reports/_versions': { report: Report; versions: readonly Version[] }
  'reports/_differences': { differences: readonly Difference[]; language: string; direction: Direction }
  'claims/_consequences': { consequences: ConsequencesShown; language: string; direction: Direction }
  'claims/_changed': ClaimPage
  'reports/new': { title: string; form: ImportForm; original: WaitingOriginal | null; accept: string; previous: Report | null; action: string }
  'reports/show': ReportPage
  'claims/index': QueuePage
  'claims/show': ClaimPage
  'claims/suggestions': { title: string; rows: readonly RulesCount[] }
  'claims/_suggestion': ClaimPage
  'claims/similar': SimilarSearchPage
  'claims/similar-to': SimilarToPage
  'claims/_similar': ClaimPage
  'claims/_statements': ClaimPage
  'claims/_pair': { similar: Similar }
  'claims/_marked': { marked: Marked }
  'claims/_like': Pick<SimilarToPage, 'claim' | 'may'> & { similar: SimilarToPage['similar'][number] }
  'claims/_edges': ClaimPage
  'claims/_split': ClaimPage
  'claims/_merge': ClaimPage
  'claims/_said': ClaimPage
  'claims/_wording': ClaimPage
  'claims/_attribution': ClaimPage
  'claims/_check': ClaimPage
  'claims/_due': ClaimPage
  'claims/_links': ClaimPage
  'claims/_link': ClaimPage & { link: ClaimLink }
  'claims/_replies': ClaimPage
  'claims/_remarks': ClaimPage
  'claims/_request': ClaimPage & { request: ReplyRequest }
  'claims/_holding': ClaimPage
  'claims/_chain': { hops: readonly Hop[]; direction: Direction }
  /** `beside` the source, where the other claim of the report may stand as well. */
  'claims/_conflicts': { conflicts: readonly ClaimLink[]; report: Report; beside: boolean }
  'claims/_covering': { covering: Covering; report: Report; direction: Direction }
  'claims/_caveats': { caveats: readonly CaveatOn[]; report: Report; direction: Direction }
  'claims/_card': { claim: CardClaim; report: Report; direction: Direction }
  'claims/_make': { report: Report; making: Making; direction: Direction }
  'claims/_keys': { keys: readonly (keyof Words['keys'])[] }
  'evidence/_panel': ClaimPage
  'evidence/_snapshots': Pick<ClaimPage, 'claim' | 'may'> & { evidenceId: string; isStanding: boolean; isSealed: boolean; taken: readonly Snapshot[]; wantedSince: string | undefined }
  'evidence/_snapshot': Pick<ClaimPage, 'claim' | 'may'> & { one: Snapshot }
  'evidence/_capture': { one: Snapshot }
  'evidence/_take': Pick<ClaimPage, 'claim'> & { evidenceId: string; isSealed: boolean; isFirst: boolean }
  'verdicts/_panel': ClaimPage
  'verdicts/_reading': ReportPage
  'audit/index': TrailPage
  'audit/verify': { title: string; most: number; form: Form<'file' | 'outside'>; finding: ToldFinding | null }
  'audit/_finding': { finding: ToldFinding }
  'audit/_outposts': Pick<TrailPage, 'outposts'>
  'audit/_lines': { lines: readonly Line[] }
  'layout/public': PublicFrame & Framed & { preview: Preview | null; draft: Draft | null }
  'layout/framed': Framed & { canonical: string }
  'publication/index': PublicFrame & PublicPages & {
    title: string
    rows: PublishedClaim[]
    tabs: Tab[]
    filter: ListFilter
    verdicts: { verdict: Verdict | null; address: string; current: boolean }[]
    languages: { language: Language | null; address: string; current: boolean }[]
    isNarrowed: boolean
  }
  'publication/reports': PublicFrame & PublicPages & { title: string; rows: PublishedListedReport[]; tabs: Tab[]; verdicts: readonly Verdict[] }
  /** `isAlso`: a report that says what the claim before it says, and nothing else. */
  'publication/corrections': PublicFrame & PublicPages & { title: string; answerDays: number; rows: (Entry & { isAlso: boolean })[] }
  'publication/_shown-in': Pick<PublicFrame, 'to'> & { shownIn: string | null }
  'publication/_tabs': Pick<PublicFrame, 'to'> & { tabs: Tab[] }
  'publication/_pages': Pick<PublicFrame, 'to'> & PublicPages
  /** `address`: of the list, without the ending that says in which form it is followed. */
  'publication/_feeds': Pick<PublicFrame, 'to'> & { address: '/feed' | '/corrections' }
  'publication/claim': PublicFrame & { title: string; document: PublishedClaim; sha256: string | null; direction: Direction; claimReview: string | null }
  'publication/_draft': { draft: Draft }
  'publication/_claim-review': { claimReview: string }
  'publication/_preview': { preview: Preview }
  'publication/embed': PublicFrame & { title: string; document: PublishedClaim | Withdrawal; claimant: string | null }
  'publication/withdrawn': PublicFrame & { title: string; document: Withdrawal; sha256: string }
  /** `beside`: of the page that holds, not of what it once said. */
  'publication/report': PublicFrame & {
    answerDays: number
    beside: Beside | null
    title: string
    document: PublishedReport
    sha256: string
    direction: Direction
    counts: { verdict: Verdict; count: number }[]
    runs: Run<ShownClaim & { pieces: readonly Span[] }>[]
  }
  'publication/report-withdrawn': PublicFrame & { title: string; document: ReportWithdrawal; sha256: string; beside: Beside | null }
  'publication/_other-version': Pick<PublicFrame, 'to'> & { one: OtherVersion }
  /** `isListed`: it stands in a list, and so says which report it is about. */
  'publication/_report-notice': Pick<PublicFrame, 'to'> & { notice: ReportNotice; report: { id: string; title: string; language: string }; isWithdrawn: boolean; isListed?: boolean }
  'publication/_notice': Pick<PublicFrame, 'to'> & { notice: Notice; claimId: string }
  'publication/_evidence': { one: PublishedEvidence }
  /** `sha256`: null while it is not stored, so that nothing can lead to it yet. */
  'publication/_versions': Pick<PublicFrame, 'to'> & { document: PublishedClaim | Withdrawal | PublishedReport | ReportWithdrawal; sha256: string | null }
  'publication/_panel': ClaimPage
  'hooks/index': { title: string; hooks: (ShownHook & { waiting: number })[]; next: string | null; first: string | null; form: Form<'address' | 'kinds'>; groups: typeof GROUPS; example: string }
  'hooks/show': HookPage
  'hooks/_kinds': { groups: typeof GROUPS; form: Form<'kinds'>; ticked: readonly string[] }
  'hooks/_delivery': Pick<HookPage, 'hook' | 'may'> & { delivery: HookPage['deliveries'][number] }
  'hooks/_guide': { example: string }
  'publication/_replies': { replies: NonNullable<PublishedClaim['replies']> }
  'desk/index': Overview
  'desk/_bar': { parts: readonly { stage: Stage; claims: number }[]; all: number }
  'desk/_days': Pick<Overview, 'days' | 'from' | 'to'>
  'letters/write': PublicFrame & { title: string; claimId: string; document: PublishedClaim | Withdrawal; form: Form; refusal: string | null; answerDays: number; contactDays: number }
  'letters/sent': PublicFrame & { title: string; claimId: string; answerDays: number }
  'letters/_report': Pick<PublicFrame, 'to'> & { claimId: string; version: number }
  'letters/index': InboxPage
  'letters/show': LetterPage
  'letters/_waiting': { counts: Waiting }
  'letters/_state': Pick<LetterPage, 'isOverdue' | 'today'> & { letter: Pick<Letter, 'dueOn' | 'outcome' | 'answeredAt'> }
  'letters/_now': Pick<LetterPage, 'now'>
  'export/report': ExportPage
  'export/index': ExportsPage
  'export/job': { title: string; job: AskedJob; scope: ScopeWords; standing: JobStanding }
  'export/_jobs': { jobs: readonly ShownJob[] }
  'export/_state': { job: AskedJob; standing: JobStanding }
  'export/unprinted': { title: string; asPage: string }
  'export/_style': { body: string }
  'export/_cover': ExportPage
  'export/_summary': ExportPage
  'export/_source': ExportPage
  'export/_claim': Pick<ExportPage, 'say' | 'around' | 'isHere'> & { claim: ReportedClaim }
  'export/_brief': Pick<ExportPage, 'say'> & { claim: ReportedClaim }
  'export/_claim-head': Pick<ExportPage, 'say'> & { claim: ReportedClaim }
  'export/_signed': { claim: ReportedClaim }
  'export/_publications': { claim: ReportedClaim }
  'export/_corrections': Pick<ExportPage, 'say'> & { corrections: readonly Correction[] }
  'export/_facts': Pick<ExportPage, 'say' | 'around' | 'isHere'> & { claim: ReportedClaim }
  'export/_verdict': Pick<ExportPage, 'say'> & { verdict: ExportedVerdict }
  'export/_evidence': Pick<ExportPage, 'say'> & { one: ExportedEvidence }
  'export/_replies': Pick<ExportPage, 'say'> & { replies: readonly ExportedRequest[] }
  'export/_trail': ExportPage
  'export/_custody': Pick<ExportPage, 'custody'>
  'export/_audit': Pick<VerificationReport, 'audit'>
  'export/_checkpoint': Pick<VerificationReport, 'checkpoint' | 'desk'> & Pick<ExportPage, 'isBrief' | 'fileName'>
  'export/_head': Pick<ExportPage, 'title' | 'policy' | 'css'>
  'export/_method': Pick<ExportPage, 'method'>
  'export/_tallies': { counts: Totals; scale: VerificationReport['method']['scale'] }
  'export/selection': SelectionPage
  'export/_part': Pick<ExportPage, 'say' | 'around' | 'isHere' | 'isBrief' | 'custody' | 'direction'> & { part: SelectedPart['told'] }
  'reports/_export': { report: Report }
  'reports/_waiting': { original: WaitingOriginal; action: string }
  'reports/_original': { report: Report; original: KeptOriginal }
  'reports/_file-name': { name: string }
  'reports/_steps': { steps: readonly Step[] }
  'reports/_minimap': Pick<ReportPage, 'map'>
  'reports/_coverage': { coverage: Omit<Coverage, 'nextUntriaged'> }
}

/** A name whose file starts with an underscore is a partial: templates include it, routes do not send it. */
export type PartialName = Extract<keyof Views, `${string}/_${string}`>
export type PageName = Exclude<keyof Views, PartialName | `layout/${string}`>

/** What is for anybody, without an account. */
export type PublicPageName = Extract<PageName, `publication/${string}` | 'letters/write' | 'letters/sent' | 'api/index'>

/** `to`: the address of another public page, in the language that this one was asked for; `lang` is that of the address, if it names one. */
export type PublicFrame = { to: (address: string) => string; otherLanguage: string; lang: Locale | null }

/** What readers would get of a claim, and do not yet. */
export type Draft = Pick<PublishedClaim, 'version' | 'claim'>

/** Claims, or reports. */
type Tab = { name: 'claims' | 'reports'; address: string; current: boolean }

/** What may be sent by a name, and what belongs into it. */
type ApiField = { name: string; kind: string; isNeeded: boolean }

type PublicPages = { older: string | null; newest: string | null }

type PublishedEvidence = PublishedClaim['evidence']['supports'][number] | PublishedClaim['evidence']['searches'][number]

type Framed = { title: string; body: string }

/**
 * A labelled field with what was typed in it and what was wrong with that. A textarea, a list of choices, or an input of a type.
 * Fields must be filled in unless they are `optional`. A page that has the name of one of these itself passes it on unless it says otherwise.
 */
export type Field = {
  form: Form
  name: string
  label: string
  type?: 'text' | 'textarea' | 'email' | 'password' | 'url' | 'date' | 'search' | undefined
  /** Value and words of each; makes it a list. */
  choices?: readonly (readonly [value: string, words: string])[] | undefined
  /** What stands there before anything was typed. */
  value?: string | undefined
  hint?: string | undefined
  optional?: boolean | undefined
  rows?: number | undefined
  maxlength?: number | undefined
  autocomplete?: string | undefined
  /** The id of a list of what is likely to be typed. */
  list?: string | undefined
  dir?: 'auto' | 'ltr' | 'rtl' | undefined
  lang?: string | undefined
  /** Where two forms of a page have a field of the same name. */
  id?: string | undefined
}

/** What is shown once, by whose or what it is; null where its form was sent again, and it was shown already. */
type OnceShown<Shown extends object> = { name: string } & (Shown | { [Name in keyof Shown]: null })

type PeoplePage = {
  title: string
  people: (Member & { may: Record<StepName, boolean> })[]
  roles: readonly Role[]
  form: Form<'name' | 'email' | 'role' | 'locale'>
  /** The link that was just made: this page is the only place where it ever stands. */
  link: OnceShown<{ address: string }> | null
  days: number
  now: string
}

/** A part of a quote: the claim's own words, or what stands between them. */
type Cut = { text: string; own: boolean }

/** A claim beside the source; `keptBy`: what it was merged into, `repeats`: the earlier one that has its words. */
type CardClaim = Claim & { hops: Hop[]; caveats: CaveatOn[]; conflicts: ClaimLink[]; keptBy: Other | null; repeats: Other | null }

type Other = Pick<Claim, 'id' | 'number'>

type ReportPage = {
  title: string
  report: Report
  /** What its text was taken out of; null where it was pasted. */
  original: KeptOriginal | null
  direction: Direction
  /** Somebody brought a text that the desk has already. */
  known: boolean
  /** What came of the suggester outside that was asked at the import. */
  suggester: AskedOutside | null
  coverage: Coverage
  /** Each passage with how long it is, from 1 to 4. */
  map: { number: number; state: PassageState; size: number }[]
  passages: (Passage & { state: PassageState; nextUntriaged: number | null; runs: Run[]; covering: Covering | null; claims: CardClaim[] })[]
  claims: number
  suggested: number
  verdicts: { verdict: Verdict | null; count: number }[]
  making: Making
  versions: Version[]
  /** `contentHash` is what the form would sign; a form that came back says why. */
  signing: { approval: ReportApproval; gate: ReadingGate; contentHash: string; may: boolean; form: Form; refusal: string | null }
  publication: PublicationState
}

/** What readers have of a report, and whether the viewer may publish it. */
type PublicationState = { latest: { version: number; kind: 'report' | 'withdrawal' } | null; may: boolean }

/** What publishing a report would do. `follower`: a later version of the article, where what is new is published. */
type PublishingPage = {
  title: string
  report: Report
  follower: { id: string; version: number } | null
  groups: { outcome: Outcome; planned: Planned[] }[]
  isNews: boolean
  isReadOtherwise: boolean
  needsReason: boolean
  fingerprint: string
  latest: PublicationState['latest']
  formOf: (name: 'publications' | 'unpublishing') => Form
  returned: { name: 'publications' | 'unpublishing'; refusal: string | null } | null
}

/** What the import of a later version would do; `sent` is what confirms it. */
type ConsequencesPage = {
  title: string
  previous: Report
  direction: Direction
  movedOn: boolean
  publishedOn: string | null
  isBefore: boolean
  differences: Difference[]
  consequences: ConsequencesShown
  suggested: number
  sent: (readonly [name: string, value: string])[]
}

type ChangesPage = { title: string; report: Report; previous: Report; direction: Direction; versions: Version[]; differences: Difference[]; consequences: ConsequencesShown }

/** A version that another one followed. */
type EarlierPage = {
  title: string
  report: Report
  direction: Direction
  known: boolean
  versions: Version[]
  publication: PublicationState
  runs: Run<Stood & { claim: Claim }>[]
  stood: (Stood & { claim: Claim })[]
}

type QueuePage = {
  title: string
  rows: QueueRow[]
  query: QueueQuery
  /** How many there are in all; null while searching. */
  all: number | null
  chips: Chip[]
  choices: Record<'verdict', { value: Verdict | 'none'; count: number | null }[]> & Record<'language', { value: Language; count: number | null }[]>
  report: Report | null
  people: readonly Member[]
  /** Where what is shown is taken out of the desk. */
  exported: string
  next: string | null
  first: string | null
  now: string
  /** Why claims could not be assigned, and those that were selected. */
  problem: string | null
  selected: readonly string[]
}

type ClaimPage = {
  title: string
  claim: Claim
  report: Report
  direction: Direction
  /** The version in which it stands, while a later one no longer says it. */
  onlyIn: number | null
  /** How its words changed, while nobody has looked. */
  changed: { version: number; differences: Difference[] } | null
  /** The quote, piece by piece with what stands between them, and what is around it. */
  context: { before: string; quote: Cut[]; after: string }
  place: ReturnType<typeof standingOf>
  hops: Hop[]
  /** How many rows the attribution form shows at most, and how many what was typed fills. */
  mostHops: number
  rowsIn: (values: Partial<Record<string, string>>) => number
  /** The chains of claims around this one, to be taken in one step. */
  chains: Chain[]
  caveats: CaveatOn[]
  /** The statement in other languages. */
  statements: Statement[]
  links: ClaimLink[]
  /** Claims of this report that somebody may want to link, the likely ones first. */
  linkable: Neighbour[]
  /** Days that the words around the claim name. */
  dates: ProposedDate[]
  evidence: Evidence[]
  /** What was taken of the pages of evidence, the newest last, and of which one is to be taken, since when. */
  snapshots: Map<string, Snapshot[]>
  wantedSince: Map<string, string>
  /** Whom the desk asked for a reply, and whether the form of a verdict reminds that nobody was. */
  requests: ReplyRequest[]
  remarks: Remark[]
  remindsToAsk: boolean
  judgements: Judgement[]
  changeRequests: ChangeRequest[]
  signOffs: SignOff[]
  /** What left the house, the newest last. */
  publications: Publication[]
  /** The sign-off that holds, if one does. */
  signOff: SignOff | null
  /** The supporting links that count, and their origins. */
  counted: { links: number; origins: number }
  /** Origins that are known around this claim. */
  origins: string[]
  gates: { verdict: Verdict; gate: Gate }[]
  may: Record<ClaimStep, boolean>
  /** What it foretells can be known by now. */
  isDue: boolean
  holding: 'nobody' | 'me' | 'another' | 'over'
  /** The viewer proposed the verdict, or changed since then what it rests on. */
  isOwnWork: boolean
  people: readonly Member[]
  trail: Line[]
  /** What a form of this page shows: what was typed when it came back, else nothing. */
  formOf: (name: string) => Form
  /** A form that came back, and what happened to the claim since it was made. */
  returned: { name: string; form: Form; refusal: string | null; meanwhile: Line[]; typed: { field: string; value: string }[] } | undefined
  today: string
}

/** What supervisors look at in the morning. `now` is what ages are counted from. */
export type Overview = {
  title: string
  waiting: readonly WaitingStage[]
  oldest: readonly QueueRow[]
  loads: readonly Load[]
  days: readonly SignedDay[]
  from: string
  to: string
  totals: readonly { verdict: Verdict; claims: number }[]
  alone: { all: number; newest: readonly Alone[] }
  now: string
}

/** How many letters of readers wait, and how many of these for too long. */
type Waiting = { open: number; overdue: number }

/** What readers get of a claim now; verdict null: it was withdrawn. */
type PublicNow = { version: number; verdict: Verdict | null }

type InboxPage = {
  title: string
  rows: (ListedLetter & { isOverdue: boolean; now: PublicNow })[]
  today: string
  counts: Waiting
  tabs: { state: State; address: string; current: boolean }[]
  next: string | null
  first: string | null
}

type LetterPage = {
  title: string
  letter: Letter
  claim: Claim
  /** Who wrote; null when they did not say, or when it is erased. */
  contact: { name: string; contact: string } | null
  isErased: boolean
  contactDays: number
  isOverdue: boolean
  today: string
  now: PublicNow
  mayCorrect: boolean
  /** Whoever looks has it in hand. */
  isMine: boolean
  form: Form
  refusal: string | null
}

type SimilarSearchPage = {
  title: string
  form: Form
  /** null while nothing was asked. */
  similar: Similar[] | null
}

type SimilarToPage = {
  title: string
  claim: Claim
  report: Report
  may: Pick<Record<ClaimStep, boolean>, 'link' | 'work'>
  /** How each is linked with the claim already, and what of its evidence could be taken over. */
  similar: (Similar & { link: LinkKind | null; evidence: Evidence[] })[]
}

type TrailPage = {
  title: string
  /** The claim or the report it is narrowed to. */
  about: { address: string; name: string } | null
  lines: Line[]
  query: TrailQuery
  people: readonly Member[]
  actions: readonly Action[]
  checkpoint: string | null
  /** Where signed heads are sent. */
  outposts: readonly Readonly<Outpost>[]
  next: string | null
  first: string | null
}

type HookPage = {
  title: string
  hook: ShownHook
  may: Record<HookStep, boolean>
  waiting: number
  /** The secret that was just made: this page is the only place where it ever stands. */
  secret: string | null
  /** The form for it was sent again: it was shown already. */
  wasShown: boolean
  isRenewed: boolean
  form: Form<'kinds'>
  groups: typeof GROUPS
  deliveries: (Omit<Delivery, 'attempts'> & { attempts: ShownAttempt[] })[]
  kept: typeof KEPT_DAYS
  example: string
  older: string | null
  newest: string | null
}

/** The verification report as a page of its own, outside the desk's frame: whoever it is forwarded to has no account. */
type ExportPage = {
  title: string
  /** What the saved file may do, and its one style sheet. */
  policy: string
  css: string
  report: VerificationReport
  method: VerificationReport['method']
  /** Only what an editor prints: see export/brief.ts. */
  isBrief: boolean
  /** What the file is called, without the ending. */
  fileName: string
  direction: Direction
  coverage: Omit<Coverage, 'nextUntriaged'>
  passages: { number: number; state: PassageState; runs: Run<{ pieces: readonly Span[]; claim: ReportedClaim }>[]; claims: ReportedClaim[] }[]
  custody: (CustodyRow & { sentence: string | null })[]
  /** The language and direction of what somebody typed. */
  say: (text: string) => { lang: Language; dir: Direction }
  /** Whether a claim belongs to this report. */
  isHere: (reportId: string) => boolean
  /** The words before and after a quote. */
  around: (claim: ReportedClaim) => { before: string; quote: Cut[]; after: string }
}

/** A report over claims of several reports. `body` is where its parts come. */
type SelectionPage = Pick<ExportPage, 'title' | 'policy' | 'css' | 'fileName'> & { head: SelectionHead; scope: readonly { name: string; value: string }[]; body: string }

/** How an export stands: how many are before it while it waits; how far it is; until when its file lies ready, if it does. */
type JobStanding = { before: number | null; progress: Progress | null; until: string | null }

type ShownJob = AskedJob & { standing: JobStanding; said: ScopeWords }

type ExportsPage = {
  title: string
  /** What the queue was narrowed to, and how many claims it shows so, when somebody comes from there; null for a period. */
  filter: { scope: ScopeWords; claims: number | null; sent: (readonly [name: string, value: string])[] } | null
  zone: string
  most: number
  form: Form
  refusal: string | null
  jobs: ShownJob[]
  /** What others wait for, for those who supervise. */
  others: ShownJob[]
}
