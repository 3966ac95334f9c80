import type { Act } from '../server/audit/trail.ts'
import { attribute, checkAttribution, type Hop } from '../server/claims/attribution.ts'
import { applyCaveat, coversAt, isSaid, stampOf } from '../server/claims/caveats.ts'
import { assign, checkOut, release } from '../server/claims/check-out.ts'
import { findClaim, splitFrom } from '../server/claims/claims.ts'
import { setDue, type Due } from '../server/claims/due.ts'
import { moveEdges } from '../server/claims/edges.ts'
import { linkClaims, linksOf, withdrawLink } from '../server/claims/links.ts'
import { merge } from '../server/claims/merge.ts'
import { remark } from '../server/claims/remarks.ts'
import { askForReply, recordAnswer, recordSilence, requestsOf, type Asked } from '../server/claims/replies.ts'
import { isOfDesk, type AttributionCheck, type LinkKind, type MergeKind } from '../server/claims/rules.ts'
import { split } from '../server/claims/split.ts'
import { planRevision, reviseReport } from '../server/claims/revision.ts'
import { importReport, makeClaim } from '../server/claims/suggestions.ts'
import { accept, dismiss, dismissAll, restore } from '../server/claims/triage.ts'
import { translate } from '../server/claims/statements.ts'
import { confirmWords, reword, type Wording } from '../server/claims/wording.ts'
import type { Database } from '../server/database.ts'
import { attachLink, evidenceOf, recordSearch, reinstate, withdraw } from '../server/evidence/evidence.ts'
import { LinkForm, SearchForm, type LinkFields, type SearchFields } from '../server/evidence/form.ts'
import { askForSnapshot, confirmSnapshot, snapshotsOf } from '../server/evidence/snapshots.ts'
import { takeable, takeOver } from '../server/evidence/taking.ts'
import { answerLetter, takeLetter } from '../server/letters/letters.ts'
import type { Outcome } from '../server/letters/rules.ts'
import type { Person } from '../server/people/person.ts'
import { correct, publish, unpublish, type Press } from '../server/publication/publication.ts'
import { planPublication } from '../server/publication/report-plan.ts'
import { publishReport, unpublishReport } from '../server/publication/report-publication.ts'
import { publicState, reportsShowing } from '../server/publication/report-versions.ts'
import { markPassage, type Mark } from '../server/reports/passages.ts'
import { findReport, passagesOfReport, type Draft } from '../server/reports/reports.ts'
import type { EdgeMove } from '../server/text/edges.ts'
import type { Language } from '../server/text/language.ts'
import type { Modality } from '../server/text/suggest.ts'
import { hashOfReading, signOffReport } from '../server/verdicts/report-sign-off.ts'
import type { Verdict } from '../server/verdicts/rules.ts'
import { signOff } from '../server/verdicts/sign-off.ts'
import { proposeVerdict, requestChanges } from '../server/verdicts/verdicts.ts'
import type { Clock } from './clock.ts'
import { passageOf, spanOf, suggestedIn, suggestionWith } from './in-text.ts'

/** What the story happens on. `told.changes` counts what was told, so that a test can hold the trail to it. */
export type Stage = { db: Database; clock: Clock; press: Press; told: { changes: number } }

export type Colleague = ReturnType<typeof colleague>

type LinkTold = Pick<LinkFields, 'stance' | 'address' | 'title' | 'origin'> & Partial<LinkFields>
type SearchTold = Pick<SearchFields, 'lookedIn' | 'lookedFor'> & Partial<SearchFields>

/** Somebody of the desk, as the subject of sentences: each does one thing at the next moment of the story, through the rooms' own functions. */
export function colleague(stage: Stage, person: Person) {
  const means = meansOf(stage, person)
  return { person, ...withReports(means), ...withSuggestions(means), ...withClaims(means), ...betweenClaims(means), ...withEvidence(means), ...withVerdicts(means), ...forReaders(means) }
}

/** What every sentence needs: who acts and when, and which version of a claim they have seen. `changes`: how many traces it leaves. */
function meansOf({ told, ...stage }: Stage, person: Person) {
  const act = (changes = 1): Act => {
    told.changes += changes
    return { person, at: stage.clock.tick() }
  }
  const seen = (claimId: string) => ({ claimId, version: findClaim(stage.db, claimId).version })
  return { ...stage, act, seen }
}

type Means = ReturnType<typeof meansOf>

function withReports({ db, act }: Means) {
  return {
    imports: (draft: Draft) => importReport(db, act(), draft),
    /** A later version of an article: one change of the report, one of each claim, and one for each caveat that a claim of the desk no longer has. */
    revises: (previousId: string, draft: Draft) => {
      const { consequences, fingerprint } = planRevision(db, previousId, draft.text)
      const gone = consequences.filter(({ claim }) => isOfDesk(claim.status)).flatMap(({ lost }) => lost)
      return reviseReport(db, act(1 + consequences.length + gone.length), { previousId, draft, fingerprint })
    },
    marks: (reportId: string, words: string, mark: Mark) => markPassage(db, act(), reportId, passageOf(db, reportId, words).number, mark),
    /** Says which claims the caveat of these words covers. That changes the caveat, and each claim that it covers now and did not, or no longer does. */
    applies: (reportId: string, words: string, claimIds: string[]) => {
      const { number } = passageOf(db, reportId, words)
      const covered = coversAt(db, reportId, number)
      const before = new Set(covered.filter(isSaid).map(({ claimId }) => claimId))
      applyCaveat(db, act(1 + before.symmetricDifference(new Set(claimIds)).size), { reportId, number, claimIds, known: stampOf(covered) })
    },
    signsOffReport: (reportId: string, reason = '') => signOffReport(db, act(), { reportId, contentHash: hashOfReading(db, findReport(db, reportId)), reason }),
  }
}

function withSuggestions({ db, act, seen }: Means) {
  const makes = (reportId: string, words: string, { statement = words, modality = 'asserted' }: { statement?: string; modality?: Modality } = {}) => {
    const report = findReport(db, reportId)
    return makeClaim(db, act(), report, { pieces: [spanOf(report, words)], quote: words, statement, modality })
  }
  const rewords = (claimId: string, wording: Partial<Wording>) => {
    const { statement, modality, place, happenedOn, dateBasis } = findClaim(db, claimId)
    reword(db, act(), { ...seen(claimId), statement, modality, place, happenedOn, dateBasis, ...wording })
  }

  return {
    /** Accepts the suggestion that holds these words; where the rules suggest none, makes the claim of exactly these words. */
    takes: (reportId: string, words: string, wording: Partial<Wording> = {}) => {
      const suggested = suggestionWith(db, reportId, words)
      if (suggested) {
        accept(db, act(), { ...seen(suggested), ...wording })
        return suggested
      }
      const { statement, modality, ...rest } = wording
      const made = makes(reportId, words, { ...(statement && { statement }), ...(modality && { modality }) })
      if (Object.keys(rest).length > 0) rewords(made, rest)
      return made
    },
    makes,
    dismisses: (reportId: string, words: string, reason: string) => {
      const claimId = suggestionWith(db, reportId, words) ?? makes(reportId, words)
      dismiss(db, act(), { ...seen(claimId), reason })
      return claimId
    },
    /** All that is suggested in the passage of these words. */
    dismissesAll: (reportId: string, words: string) => {
      const passage = passageOf(db, reportId, words)
      dismissAll(db, act(suggestedIn(db, reportId, passage)), reportId, passage)
    },
    /** Whatever is still only suggested, however many the rules of the day found. */
    dismissesTheRest: (reportId: string) => {
      for (const passage of passagesOfReport(db, reportId)) {
        const suggested = suggestedIn(db, reportId, passage)
        if (suggested > 0) dismissAll(db, act(suggested), reportId, passage)
      }
    },
    restores: (claimId: string) => restore(db, act(findClaim(db, claimId).mergedInto === null ? 1 : 2), seen(claimId)),
    rewords,
  }
}

function withClaims({ db, act, seen }: Means) {
  return {
    confirms: (claimId: string) => confirmWords(db, act(), seen(claimId)),
    /** States it in another language too. */
    translates: (claimId: string, language: Language, statement: string) => translate(db, act(), { ...seen(claimId), language, statement }),
    attributes: (claimId: string, hops: Hop[]) => attribute(db, act(), { ...seen(claimId), hops }),
    checksAttribution: (claimId: string, answer: AttributionCheck) => checkAttribution(db, act(), { ...seen(claimId), answer }),
    movesEdge: (claimId: string, move: EdgeMove) => moveEdges(db, act(), { ...seen(claimId), to: { move } }),
    foretells: (claimId: string, due: Due) => setDue(db, act(), { ...seen(claimId), ...due }),
    assigns: (claimIds: string[], { person: assignee }: { person: Person }) => assign(db, act(claimIds.length), claimIds, assignee.id),
    checksOut: (claimId: string) => checkOut(db, act(), claimId),
    /** To the colleagues. */
    remarks: (claimId: string, words: string) => remark(db, act(), { claimId, words }),
    releases: (claimId: string) => release(db, act(), seen(claimId)),
  }
}

/** What makes two claims of one, one of two, or says how they stand to each other. */
function betweenClaims({ db, act, seen }: Means) {
  return {
    /** Before these words. Returns the claim that is new. */
    splits: (claimId: string, words: string) => {
      const { start } = spanOf(findReport(db, findClaim(db, claimId).reportId), words)
      split(db, act(2), { ...seen(claimId), cut: { before: start } })
      return splitFrom(db, claimId).at(-1)!.id
    },
    merges: (claimId: string, into: string, as: MergeKind) => merge(db, act(2), { ...seen(claimId), into, as }),
    /** Says how two claims stand to each other. Returns the link. */
    relates: (claimId: string, kind: LinkKind, other: string, note = '') => {
      linkClaims(db, act(), { kind, fromClaim: claimId, toClaim: other, note })
      return linksOf(db, claimId).at(-1)!.id
    },
    separates: (claimId: string, linkId: string, reason: string) => withdrawLink(db, act(), { claimId, linkId, reason }),
  }
}

function withEvidence({ db, clock, act, seen }: Means) {
  return {
    links: (claimId: string, link: LinkTold) => attachLink(db, act(), { ...seen(claimId), ...LinkForm.parse(link) }),
    /** Copies all the evidence that stands for another claim. */
    takesOver: (claimId: string, fromClaim: string) => {
      const evidenceIds = takeable(db, claimId, fromClaim).map(({ id }) => id)
      takeOver(db, act(evidenceIds.length), { ...seen(claimId), fromClaim, evidenceIds })
    },
    searches: (claimId: string, search: SearchTold) => recordSearch(db, act(), { ...seen(claimId), ...SearchForm.parse({ lookedOn: clock.today(), ...search }) }),
    withdraws: (claimId: string, evidenceId: string, reason: string) => withdraw(db, act(), { ...seen(claimId), evidenceId, reason }),
    asksForSnapshot: (claimId: string, evidenceId: string) => askForSnapshot(db, act(), { claimId, evidenceId }),
    /** Looks at every page that was kept for a claim: each shows what is cited. */
    confirmsSnapshots: (claimId: string) => {
      const taken = [...snapshotsOf(db, evidenceOf(db, claimId).map(({ id }) => id)).values()].flat().filter(({ problem }) => problem === null)
      for (const { id, evidenceId } of taken) confirmSnapshot(db, act(), { claimId, evidenceId, snapshotId: id })
    },
    reinstates: (claimId: string, evidenceId: string) => reinstate(db, act(), { ...seen(claimId), evidenceId }),

    /** Today, somebody whom the claim is about. */
    asks: (claimId: string, asked: Omit<Asked, 'askedOn'>) => askForReply(db, act(), { ...seen(claimId), askedOn: clock.today(), ...asked }),
    /** Today, from whom was asked last. */
    hears: (claimId: string, words: string, language: Language) => recordAnswer(db, act(), { ...seen(claimId), requestId: lastAsked(db, claimId), words, language, answeredOn: clock.today() }),
    hearsNothing: (claimId: string) => recordSilence(db, act(), { ...seen(claimId), requestId: lastAsked(db, claimId) }),
  }
}

function withVerdicts({ db, act, seen }: Means) {
  return {
    proposes: (claimId: string, verdict: Verdict, { rationale, settle = '' }: { rationale: string; settle?: string }) =>
      proposeVerdict(db, act(), { ...seen(claimId), verdict, rationale, settle }),
    requestsChanges: (claimId: string, request: string) => requestChanges(db, act(), { ...seen(claimId), request }),
    signsOff: (claimId: string) => signOff(db, act(), { ...seen(claimId), bypassReason: '' }),
    signsOffAlone: (claimId: string, bypassReason: string) => signOff(db, act(), { ...seen(claimId), bypassReason }),
  }
}

function forReaders({ db, clock, press, act, seen }: Means) {
  return {
    // Each report that is public and shows the claim gets its next version with it.
    publishes: (claimId: string, reason = '') => publish(db, act(1 + reportsShowing(db, claimId).length), { ...seen(claimId), reason }, press),
    unpublishes: (claimId: string, reason: string) => unpublish(db, act(1 + reportsShowing(db, claimId).length), { ...seen(claimId), reason }, press),
    /** With all of its claims that may be. */
    publishesReport: (reportId: string, reason = '') => {
      const { planned, fingerprint } = planPublication(db, reportId, clock.now())
      publishReport(db, act(1 + planned.filter(({ outcome }) => outcome === 'first').length), { reportId, content: fingerprint, reason }, press)
    },
    unpublishesReport: (reportId: string, reason: string) => unpublishReport(db, act(), { reportId, publication: publicState(db, reportId)!.version, reason }, press),
    corrects: (claimId: string, request: string) => correct(db, act(), { ...seen(claimId), request }),
    takesInHand: (letterId: string) => takeLetter(db, act(), { letterId, holderId: null }),
    answers: (letterId: string, outcome: Outcome, answer: string) => answerLetter(db, act(), { letterId, outcome, answer }),
  }
}

const lastAsked = (db: Database, claimId: string) => requestsOf(db, claimId).at(-1)!.id

export const named = (actor: string, verb: string, medium = '', link = ''): Hop => ({ actor, named: true, medium, verb, link })
export const unnamed = (actor: string, verb: string, medium = ''): Hop => ({ actor, named: false, medium, verb, link: '' })
