import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { attachLink, recordSearch } from '../evidence/evidence.ts'
import type { LinkFields, SearchFields } from '../evidence/form.ts'
import { keepSnapshot, snapshotsOf } from '../evidence/snapshots.ts'
import { pageAt } from '../evidence/testing.ts'
import { nextWanted, type Wanted } from '../evidence/wanted.ts'
import type { Person } from '../people/person.ts'
import { eventsAfter } from '../people/testing.ts'
import { correct, publish } from '../publication/publication.ts'
import { planPublication } from '../publication/report-plan.ts'
import { publishReport } from '../publication/report-publication.ts'
import { findReport } from '../reports/reports.ts'
import { hashOfReading } from '../verdicts/report-sign-off.ts'
import type { Verdict } from '../verdicts/rules.ts'
import { signOff } from '../verdicts/sign-off.ts'
import { proposeVerdict } from '../verdicts/verdicts.ts'
import { key, testDesk, testPeople, testServer, tracesIn, type Browser } from '../web/testing.ts'
import { applyCaveat } from './caveats.ts'
import { checkOut } from './check-out.ts'
import { claimsOfReport, findClaim } from './claims.ts'
import { setDue } from './due.ts'
import { linkClaims, linksOf } from './links.ts'
import { askForReply, requestsOf, type Asked } from './replies.ts'
import { planRevision, reviseReport } from './revision.ts'
import { importReport, makeClaim } from './suggestions.ts'
import { accept, dismiss } from './triage.ts'

/** In French, where each sentence is suggested as one claim: the rules for Arabic and English grow, this does not. */
export const DRAFT = {
  title: 'Le pont', publisher: 'La Gazette', author: '', sourceAddress: '', publishedOn: '2026-03-03', language: 'fr', fileName: null,
  text: 'Le pont est fermé. La mairie compte 73 blessés. Le pont est fermé depuis lundi.\nDemain, il rouvrira.',
} as const

export const LINK: LinkFields = {
  stance: 'supports', address: 'https://agence.example/1', title: 'Dépêche', publisher: 'Le Matin', origin: 'Agence A', quote: '', note: '', visibility: 'public', snapshot: 'none',
}
export const SEARCH: SearchFields = { lookedIn: 'Archives', lookedFor: '73 blessés', lookedOn: '2026-03-04', note: '', visibility: 'public' }

/** Somebody whom a claim is about, asked in time. */
export const ASKED: Asked = { askedOf: 'Mairie', channel: 'email', contact: 'presse@mairie.example', question: 'Combien de blessés ?', askedOn: '2026-03-02', answerBy: '2026-03-03' }

export const RATIONALE = 'Two agencies counted them independently.'
export const SETTLE = 'The register of the hospital.'

export type Desk = Awaited<ReturnType<typeof desk>>

/** A desk with one report of four passages, and ways to bring a claim of it into any status. */
export async function desk(t: TestContext) {
  const db = testDesk(t)
  const people = testPeople(db)
  const { salma, nadia } = people
  const server = await testServer(t, db)
  const { clock } = server

  const by = (person: Person) => ({ person, at: clock.at })
  const report = findReport(db, importReport(db, by(salma), DRAFT))
  const claim = (id: string) => findClaim(db, id)
  const at = (claimId: string) => ({ claimId, version: claim(claimId).version })

  const suggested = (number = 1) => (db.prepare('SELECT id FROM claims WHERE number = ?').get(number) as { id: string }).id
  const queued = (quote = '73 blessés') => {
    const start = report.text.indexOf(quote)
    return makeClaim(db, by(salma), report, { pieces: [{ start, end: start + quote.length }], quote, statement: quote, modality: 'asserted' })
  }
  /** What somebody foretold. */
  const foretold = (modality: 'predicted' | 'intended' = 'predicted', quote = 'Demain, il rouvrira') => {
    const start = report.text.indexOf(quote)
    return makeClaim(db, by(salma), report, { pieces: [{ start, end: start + quote.length }], quote, statement: quote, modality })
  }
  /** Says that the last passage is a caveat on these claims. */
  const caveat = (claimIds: string[], known = '') => applyCaveat(db, by(salma), { reportId: report.id, number: 4, claimIds, known })
  const due = (claimId: string, dueOn: string | null, condition = '') => setDue(db, by(salma), { ...at(claimId), dueOn, condition })
  const dismissed = () => { const id = suggested(); dismiss(db, by(salma), { ...at(id), reason: '' }); return id }
  const inProgress = (holder = salma, id = queued()) => { checkOut(db, by(holder), id); return id }
  const attach = (id: string, fields: Partial<LinkFields> = {}, person = salma) => attachLink(db, by(person), { ...LINK, ...fields, ...at(id) })
  const search = (id: string, fields: Partial<SearchFields> = {}) => recordSearch(db, by(salma), { ...SEARCH, ...fields, ...at(id) })
  /** Attaches a link whose page is to be kept. Returns what is wanted. */
  const wanted = (id: string, fields: Partial<LinkFields> = {}) => { attach(id, { ...fields, snapshot: 'take' }); return nextWanted(db)! }
  /** Stores what came of fetching a page that is wanted. Returns where the snapshot is. */
  const keep = (one: Wanted, fetched = pageAt(one.address)) => {
    keepSnapshot(db, one, fetched, { startedAt: clock.at, endedAt: clock.at })
    return { claimId: one.claimId, evidenceId: one.evidenceId, snapshotId: snapshotsOf(db, [one.evidenceId]).get(one.evidenceId)!.at(-1)!.id }
  }
  const supported = (id: string, person = salma) => { attach(id, {}, person); attach(id, { origin: 'Agence B', address: 'https://b.example/2' }, person); return id }
  /** Returns the link's id. */
  const conflict = (fromClaim: string, toClaim: string, note = 'They cannot both be true.') => {
    linkClaims(db, by(salma), { kind: 'contradicts', fromClaim, toClaim, note })
    return linksOf(db, fromClaim).at(-1)!.id
  }
  /** Returns the request's id. */
  const asked = (id: string, fields: Partial<Asked> = {}) => { askForReply(db, by(salma), { ...ASKED, ...fields, ...at(id) }); return requestsOf(db, id).at(-1)!.id }
  const propose = (id: string, verdict: Verdict = 'verified', author = salma) =>
    proposeVerdict(db, by(author), { ...at(id), verdict, rationale: RATIONALE, settle: verdict === 'unverifiable' ? SETTLE : '' })
  const inReview = (author = salma, id = supported(inProgress(author), author)) => { propose(id, 'verified', author); return id }
  const signedOff = (id = inReview()) => { signOff(db, by(nadia), { ...at(id), bypassReason: '' }); return id }

  const published = (id = signedOff(), reason = '') => { publish(db, by(nadia), { ...at(id), reason }, { key, showsNames: true }); return id }
  /** Opened again, mended and signed off once more: its next version may be published. */
  const correctedOnce = (id = published(), verdict: Verdict = 'disputed') => {
    correct(db, by(nadia), { ...at(id), request: 'Look at it again.' })
    attach(id, { stance: 'contradicts', origin: 'Agence D', address: 'https://d.example/4' })
    return signedOff((propose(id, verdict), id))
  }

  /** Every suggestion is accepted, so that every passage is dealt with. */
  const readToItsEnd = (person = salma) => {
    for (const { id, status } of claimsOfReport(db, report.id)) if (status === 'suggested') accept(db, by(person), at(id))
  }
  /** What the form sends that confirms a later version of the report: the same text with other words. */
  const revision = (replacements: Record<string, string>) => {
    const text = Object.entries(replacements).reduce((text, [old, now]) => text.replaceAll(old, now), report.text as string)
    return { title: DRAFT.title, text, publisher: DRAFT.publisher, fingerprint: planRevision(db, report.id, text).fingerprint }
  }
  const revised = (replacements: Record<string, string>) => {
    const { text, fingerprint } = revision(replacements)
    return findReport(db, reviseReport(db, by(salma), { previousId: report.id, draft: { ...DRAFT, text }, fingerprint }))
  }
  /** What the form sends that publishes the report, and what it does. */
  const publishingPlan = () => planPublication(db, report.id, clock.at).fingerprint
  const publishedReport = (reason = '') => publishReport(db, by(nadia), { reportId: report.id, content: publishingPlan(), reason }, { key, showsNames: true })
  const readingHash = () => hashOfReading(db, report)

  return {
    db, ...people, ...server, report, by, at, claim,
    salmas: server.as(salma), yusufs: server.as(people.yusuf), nadias: server.as(nadia), adams: server.as(people.adam),
    suggested, queued, foretold, due, caveat, dismissed, inProgress, inReview, signedOff, published, correctedOnce, attach, search, wanted, keep, supported, asked, propose, readToItsEnd, readingHash, publishingPlan, publishedReport, revision, revised, conflict,
  }
}

/** Sends a form twice under one key, and holds it to one place and one trace, which it returns. */
export async function sendTwice({ db }: Pick<Desk, 'db'>, browser: Browser, path: string, fields: Record<string, string>, place: string) {
  const seen = tracesIn(db)
  for (const time of ['once', 'again']) {
    const answer = await browser.post(path, { ...fields, once: 'the-key-of-this-form' })
    assert.deepEqual([answer.status, answer.headers.get('location')], [303, place], `${path}, sent ${time}`)
  }
  const events = eventsAfter(db, seen)
  assert.equal(events.length, 1, `${path} leaves one trace`)
  return events[0]!
}

/** Sends a form that is not to be obeyed: nothing may change. Returns the page that says why. */
export async function refuse({ db }: Pick<Desk, 'db'>, browser: Browser, path: string, fields: Record<string, string> | URLSearchParams, status: number): Promise<string> {
  const before = db.serialize()
  const answer = await browser.post(path, fields)
  const page = await answer.text()
  assert.equal(answer.status, status, `${path} ${JSON.stringify(fields)}: ${answer.status}`)
  assert.ok(before.equals(db.serialize()), `${path} changed something although it was refused`)
  return page
}
