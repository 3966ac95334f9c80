import type { TestContext } from 'node:test'
import { attribute, checkAttribution } from '../claims/attribution.ts'
import { desk } from '../claims/testing.ts'
import { recordAnswer, recordSilence, withdrawRequest } from '../claims/replies.ts'
import { translate } from '../claims/statements.ts'
import { accept } from '../claims/triage.ts'
import { reword } from '../claims/wording.ts'
import { withdraw } from '../evidence/evidence.ts'
import { askForSnapshot, confirmSnapshot } from '../evidence/snapshots.ts'
import { pageAt } from '../evidence/testing.ts'
import { nextWanted } from '../evidence/wanted.ts'
import { publish, unpublish } from '../publication/publication.ts'
import { markPassage } from '../reports/passages.ts'
import type { Fetched } from '../reports/safe-fetch.ts'
import { proposeVerdict, requestChanges } from '../verdicts/verdicts.ts'
import { signOff } from '../verdicts/sign-off.ts'
import { key } from '../web/testing.ts'

/** What people type, field by field, so that a test can look for it or make it hostile. */
export const plain = (field: string) => `what somebody typed as ${field}`

/**
 * A desk in which a report has met everything: a verdict that was sent back and is signed off now, one signed off alone, one whose sign-off is stale,
 * one in review, claims without a verdict, evidence of every kind and visibility, and things that were dismissed, withdrawn and marked.
 */
export async function fullDesk(t: TestContext, typed: (field: string) => string = plain) {
  const told = await desk(t)
  const { db, salma, nadia, report, by, at, claim } = told
  const link = (field: string) => ({
    title: typed(`${field} title`), publisher: typed(`${field} publisher`), origin: typed(`${field} origin`), quote: typed(`${field} quote`), note: typed(`${field} note`),
    address: `https://evidence.example/?${typed(`${field} address`)}`,
  })

  const signed = told.suggested(1)
  accept(db, by(salma), { claimId: signed, version: claim(signed).version })
  told.inProgress(salma, signed)
  reword(db, by(salma), { ...at(signed), statement: typed('statement'), modality: 'asserted', place: typed('place'), happenedOn: '2026-03-02', dateBasis: typed('date basis') })
  translate(db, by(salma), { ...at(signed), language: 'en', statement: typed('translation') })
  const hop = { actor: typed('actor'), named: true, medium: typed('medium'), verb: typed('verb'), link: `https://hop.example/?${typed('hop link')}` }
  attribute(db, by(salma), { ...at(signed), hops: [hop, { ...hop, named: false, link: '' }] })
  checkAttribution(db, by(salma), { ...at(signed), answer: 'confirmed', note: typed('check note') })
  told.caveat([signed])
  /** Of a piece of evidence, what came of fetching its page. */
  const snapshot = (evidenceId: string, ...came: [Fetched?]) => {
    askForSnapshot(db, by(salma), { claimId: signed, evidenceId })
    return told.keep(nextWanted(db)!, ...came)
  }
  const first = told.attach(signed, { ...link('first'), origin: 'A' })
  snapshot(first, { problem: 'fetchNotFound', hops: [{ address: 'https://evidence.example/gone', status: 404, ip: '127.0.0.2' }] })
  confirmSnapshot(db, by(salma), snapshot(first, pageAt('https://evidence.example/', `<!doctype html><title>${plain('page title')}</title>`)))
  told.attach(signed, { ...link('second'), origin: 'B' })
  told.attach(signed, { ...link('against'), stance: 'contradicts' })
  told.attach(signed, { ...link('context'), stance: 'context' })
  const search = { lookedIn: typed('looked in'), lookedFor: typed('looked for'), note: typed('search note') }
  told.search(signed, search)
  const gone = told.attach(signed, link('withdrawn'))
  withdraw(db, by(salma), { ...at(signed), evidenceId: gone, reason: typed('withdrawal reason') })

  const sealed = told.attach(signed, { ...link('SEALED'), visibility: 'sealed' })
  confirmSnapshot(db, by(salma), snapshot(sealed, pageAt('https://SEALED.example/', `<!doctype html><title>${plain('SEALED page')}</title>`)))

  const hidden = [
    sealed, told.attach(signed, { ...link('INTERNAL'), visibility: 'internal' }),
    told.search(signed, { lookedIn: typed('SEALED place'), lookedFor: typed('SEALED words'), note: typed('SEALED search note'), visibility: 'sealed' }),
    told.search(signed, { lookedIn: typed('INTERNAL place'), lookedFor: typed('INTERNAL words'), note: typed('INTERNAL search note'), visibility: 'internal' }),
  ]
  const hiddenAndGone = told.attach(signed, { ...link('SEALED withdrawn'), visibility: 'sealed' })
  withdraw(db, by(salma), { ...at(signed), evidenceId: hiddenAndGone, reason: typed('SEALED reason') })

  const inside = { contact: typed('INSIDE contact'), question: typed('INSIDE question') }
  const heard = told.asked(signed, { ...inside, askedOf: typed('asked of') })
  recordAnswer(db, by(salma), { ...at(signed), requestId: heard, words: typed('reply'), language: 'fr', answeredOn: '2026-03-03' })
  const silent = told.asked(signed, { ...inside, channel: 'press_office', askedOf: typed('asked in vain') })
  recordSilence(db, by(salma), { ...at(signed), requestId: silent })
  const mistaken = told.asked(signed, { ...inside, askedOf: 'Somebody else' })
  withdrawRequest(db, by(salma), { ...at(signed), requestId: mistaken, reason: typed('mistake') })

  told.propose(signed)
  requestChanges(db, by(nadia), { ...at(signed), request: typed('request') })
  proposeVerdict(db, by(salma), { ...at(signed), verdict: 'verified', rationale: typed('rationale'), settle: typed('settle') })
  told.signedOff(signed)

  const alone = told.inReview(nadia)
  signOff(db, by(nadia), { ...at(alone), bypassReason: typed('bypass reason') })
  const stale = told.signedOff()
  told.attach(stale, link('late'))
  const inReview = told.inProgress()
  told.search(inReview)
  told.propose(inReview, 'unverifiable')
  const unjudged = told.queued()
  told.conflict(signed, unjudged, typed('conflict note'))
  markPassage(db, by(salma), report.id, 4, 'prediction')

  return { ...told, ids: { signed, alone, stale, inReview, unjudged }, hidden: [...hidden, hiddenAndGone] }
}

/** A desk with a claim that was published, corrected and withdrawn, and of which its readers know the names of nobody; and one that is public as it was first. */
export async function correctedDesk(t: TestContext) {
  const told = await desk(t)
  const { db, nadia, by, at } = told
  const press = { key, showsNames: true }
  const id = told.correctedOnce()
  publish(db, by(nadia), { ...at(id), reason: plain('correction reason') }, press)
  unpublish(db, by(nadia), { ...at(id), reason: plain('withdrawal notice') }, { ...press, showsNames: false })
  return { ...told, ids: { corrected: id, first: told.published() } }
}
