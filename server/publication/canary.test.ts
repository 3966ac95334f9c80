import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canonical } from '../audit/canonical.ts'
import { applyCaveat } from '../claims/caveats.ts'
import { claimsOfReport } from '../claims/claims.ts'
import { importReport } from '../claims/suggestions.ts'
import { desk, DRAFT, refuse, type Desk } from '../claims/testing.ts'
import { remark } from '../claims/remarks.ts'
import { recordAnswer, withdrawRequest } from '../claims/replies.ts'
import { writeLetter } from '../letters/testing.ts'
import { translate } from '../claims/statements.ts'
import { askForSnapshot, bytesOfSnapshot, confirmSnapshot } from '../evidence/snapshots.ts'
import { pageAt } from '../evidence/testing.ts'
import { nextWanted } from '../evidence/wanted.ts'
import { accept } from '../claims/triage.ts'
import type { Person } from '../people/person.ts'
import { cardContent } from './card-content.ts'
import { publish, publishedVersions } from './publication.ts'
import { planPublication } from './report-plan.ts'
import { publishReport } from './report-publication.ts'
import { latestOfReport } from './report-versions.ts'
import { key } from '../web/testing.ts'

/** A word that stands in something that must not leave the house; the number says in what. */
const canary = (what: string) => `CANARY-${what}`

test('no word of what is not public reaches a reader: not in a page, a feed, a header or a refusal', async (t) => {
  const here = await desk(t)
  here.db.exec("UPDATE people SET name = 'CANARY-staff-' || name")
  const nadia = { ...here.nadia, name: canary('staff-Nadia') }
  const id = here.inProgress()
  here.supported(id)
  const kept = here.keep(here.wanted(id, { title: 'OPEN-title', note: 'OPEN-note' }), pageAt('https://agence.example/', `<title>${canary('page-title')}</title>${canary('page')}`))
  confirmSnapshot(here.db, here.by(here.salma), kept)
  const hashes = [bytesOfSnapshot(here.db, kept).sha256]
  const mistake = here.attach(id, { title: canary('withdrawn'), note: canary('withdrawn-note') })
  await here.salmas.post(`/claims/${id}/evidence/${mistake}/withdrawal`, { version: String(here.at(id).version), reason: canary('why-withdrawn') })
  for (const visibility of ['internal', 'sealed'] as const) {
    const evidenceId = here.attach(id, { title: canary(visibility), note: canary(visibility), quote: canary(visibility), publisher: canary(visibility), origin: canary(visibility), address: `https://${visibility}.example/${canary(visibility)}`, visibility })
    askForSnapshot(here.db, here.by(here.salma), { claimId: id, evidenceId })
    hashes.push(bytesOfSnapshot(here.db, here.keep(nextWanted(here.db)!, pageAt('https://agence.example/', `<title>${canary(visibility)}</title>${canary(visibility)}`))).sha256)
    here.search(id, { lookedIn: canary(visibility), lookedFor: canary(visibility), note: canary(visibility), visibility })
  }
  const draft = here.queued('Le pont')
  translate(here.db, here.by(here.salma), { ...here.at(draft), language: 'en', statement: canary('unpublished-claim') })
  here.conflict(id, draft, canary('remark-on-a-conflict'))
  applyCaveat(here.db, here.by(here.salma), { reportId: here.report.id, number: 4, claimIds: [id], known: '' })
  await here.nadias.post(`/claims/${here.inReview()}/change-requests`, { version: '5', request: canary('request') })
  here.propose(id)
  await here.nadias.post(`/claims/${id}/change-requests`, { version: String(here.at(id).version), request: canary('request-here') })
  const inside = { contact: canary('contact-of-claimant'), question: canary('question') }
  recordAnswer(here.db, here.by(here.salma), { requestId: here.asked(id, { ...inside, askedOf: 'OPEN-asked' }), ...here.at(id), words: 'OPEN-reply', language: 'fr', answeredOn: '2026-03-03' })
  withdrawRequest(here.db, here.by(here.salma), { requestId: here.asked(id, { ...inside, askedOf: canary('asked-by-mistake') }), ...here.at(id), reason: canary('mistake') })
  remark(here.db, here.by(here.salma), { claimId: id, words: canary('remark') })
  here.propose(id)
  here.signedOff(id)
  // This desk shows names; what it is told below does not.
  const ahead = await Promise.all(['en', 'ar'].map(async (lang) => (await here.nadias.get(`/claims/${id}/draft?lang=${lang}`)).text()))
  for (const page of ahead) assert.doesNotMatch(page.replaceAll(/CANARY-staff-/g, ''), new RegExp(`CANARY|${draft}`), 'what a supervisor sees before publishing')
  assert.ok(ahead[0]!.includes('OPEN-note'))
  publish(here.db, here.by(nadia), { ...here.at(id), reason: '' }, { key, showsNames: false })
  publishWhole(here, here.report.id, nadia)
  const filed = importReport(here.db, here.by(here.salma), { ...DRAFT, title: 'Un autre pont', text: 'Un autre pont est ouvert.', fileName: canary('file') })
  const [inFile] = claimsOfReport(here.db, filed)
  accept(here.db, here.by(here.salma), here.at(inFile!.id))
  here.signedOff(here.inReview(here.salma, here.supported(here.inProgress(here.salma, inFile!.id))))
  publishWhole(here, filed, nadia)
  here.attach(id, { title: canary('after-publication') })
  const letter = writeLetter(here, id, { message: canary('letter'), seenAt: `https://reader.example/${canary('seen')}`, name: canary('reader'), contact: canary('contact-of-reader') })
  await here.nadias.post(`/letters/${letter}/answer`, { outcome: 'nothing_to_correct', answer: canary('answer') })
  await refuse(here, here.nadias, `/claims/${id}/publications`, { version: String(here.at(id).version), reason: canary('refused') }, 409)

  const seen: string[] = []
  const download = `/claims/${id}/evidence/${kept.evidenceId}/snapshots/${kept.snapshotId}/file`
  for (const path of [download, '/', '/?lang=ar', '/corrections', '/feed.atom', '/corrections.atom', `/claims/${id}`, `/claims/${id}?lang=ar`, `/claims/${id}/v/1`, `/claims/${id}/v/2`, `/claims/${draft}`, `/claims/${id}/errors/new`, `/claims/${id}/errors/new?publication=1&lang=ar`, `/claims/${id}/errors/sent`, `/claims/${id}/draft`, `/claims/${draft}/draft`, `/claims/${draft}/errors/new`, `/letters/${letter}`, ...[here.report.id, filed].flatMap((report) => [`/reports/${report}`, `/reports/${report}?lang=ar`, `/reports/${report}/v/1`]), '/?show=reports', '/?text=canary', '/feed.json', '/corrections.json', `/claims/${id}/embed`, `/claims/${id}/embed?lang=ar`, '/claimreview.json', `/oembed?url=http://desk.test/claims/${id}`, `/oembed?format=xml&url=http://desk.test/claims/${id}`, `/oembed?url=http://desk.test/claims/${draft}`, '/oembed?format=CSV', '/schema/verification-report.json', '/checkpoint', '/api', '/api/v1/openapi.json', '/verify', '/sign-in', '/nowhere']) {
    const answer = await here.anyone.get(path)
    const head = JSON.stringify([...answer.headers])
    const body = await answer.text()
    assert.doesNotMatch(head + body, /CANARY/, path)
    for (const hash of hashes.slice(1)) assert.ok(!body.includes(hash), `${path}: the hash of a page that is not public`)
    if (path !== '/nowhere' && !path.includes(draft)) assert.doesNotMatch(body, new RegExp(draft), path)
    seen.push(body)
  }
  for (const picture of [`/claims/${id}/v/1/card.ar.png`, `/claims/${id}/v/1/card.en.png`, `/reports/${here.report.id}/v/1/card.ar.png`]) {
    const answer = await here.anyone.get(picture)
    assert.equal(answer.status, 200)
    assert.doesNotMatch(Buffer.from(await answer.arrayBuffer()).toString('latin1'), /CANARY|tEXt|zTXt|iTXt|eXIf/, picture)
  }
  assert.doesNotMatch(JSON.stringify([publishedVersions(here.db, id)[0]!, latestOfReport(here.db, here.report.id)!].map(({ document }) => cardContent(document, 'en'))), /CANARY/)
  assert.doesNotMatch(publishedVersions(here.db, id)[0]!.text, /CANARY/)
  for (const report of [here.report.id, filed]) assert.doesNotMatch(latestOfReport(here.db, report)!.text, new RegExp(`CANARY|${draft}`))
  for (const open of ['OPEN-title', 'OPEN-note', 'Dépêche', 'OPEN-asked', 'OPEN-reply', hashes[0]!]) assert.ok(seen.join().includes(open), `${open} is public`)
  for (const planted of ['CANARY-sealed', 'CANARY-file']) assert.ok(canonical([...here.db.prepare('SELECT body FROM audit_events').all(), here.db.prepare('SELECT file_name FROM reports').all()]).includes(planted), `${planted} was planted`)
  const trail = canonical(here.db.prepare('SELECT body FROM audit_events').pluck().all())
  assert.doesNotMatch(trail, /CANARY-(letter|seen|reader|contact|answer|question)/, 'nor does the trail, which leaves in exports, know the words of readers, or how anybody is reached')
})

const publishWhole = ({ db, by, clock }: Desk, reportId: string, person: Person) =>
  publishReport(db, by(person), { reportId, content: planPublication(db, reportId, clock.at).fingerprint, reason: '' }, { key, showsNames: false })
