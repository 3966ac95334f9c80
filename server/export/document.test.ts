import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { test } from 'node:test'
import { findNote, openNote, parseVerifierKey } from '../audit/note.ts'
import { canonical } from '../audit/canonical.ts'
import { parseCheckpoint, signCheckpoint } from '../audit/checkpoint.ts'
import { verifyBundle } from '../audit/verify-bundle.ts'
import { linksOf, withdrawLink } from '../claims/links.ts'
import { importReport } from '../claims/suggestions.ts'
import { desk, DRAFT } from '../claims/testing.ts'
import { dismiss } from '../claims/triage.ts'
import type { Database } from '../database.ts'
import { evidenceOf, isStanding } from '../evidence/evidence.ts'
import { pageAt } from '../evidence/testing.ts'
import { takeOver } from '../evidence/taking.ts'
import { findWaiting, keepOriginal } from '../reports/originals.ts'
import { markPassage } from '../reports/passages.ts'
import { contentHashOf } from '../verdicts/sign-off.ts'
import { currentJudgement } from '../verdicts/verdicts.ts'
import { key, tracesIn } from '../web/testing.ts'
import { words } from '../../views/locales/words.ts'
import { wordsIn } from '../web/testing-page.ts'
import { packed } from './bundle.ts'
import { pageOf } from './page.ts'
import { sheetOf } from './sheet.ts'
import { fullDesk, plain } from './testing.ts'
import { verificationReport } from './document.ts'

const claimsIn = (report: ReturnType<typeof verificationReport>) => new Map(report.claims.map((claim) => [claim.id, claim]))

test('the report has every section, and of a claim all that was said about it', async (t) => {
  const { db, report, ids, claim } = await fullDesk(t)
  const told = verificationReport(db, report.id, key)
  assert.deepEqual(Object.keys(told), ['format', 'version', 'extent', 'scope', 'desk', 'asOf', 'report', 'original', 'versions', 'approval', 'counts', 'method', 'source', 'claims', 'vanished', 'corrections', 'copies', 'custody', 'audit', 'checkpoint'])
  assert.deepEqual([told.desk.name, told.report.title, told.report.sha256], ['Test desk', report.title, hash('sha256', told.source.text)])
  assert.deepEqual(told.method.scale.map(({ verdict }) => verdict), ['verified', 'disputed', 'unverifiable'])
  assert.deepEqual(told.source.passages.map(({ state }) => state), ['claims', 'claims', 'untriaged', 'prediction'])
  assert.deepEqual(told.source.coverage, { passages: 4, dealtWith: 3, byState: { claims: 2, context: 0, opinion: 0, prediction: 1, caveat: 0, untriaged: 1 } })

  const one = claimsIn(told).get(ids.signed)!
  assert.deepEqual([one.number, one.statement, one.modality, one.place, one.date, one.attributionCheck, one.status], [
    1, plain('statement'), 'asserted', plain('place'), { day: '2026-03-02', basis: plain('date basis') }, 'confirmed', 'signed_off'])
  assert.deepEqual(one.statements, [{ language: 'en', statement: plain('translation') }])
  assert.deepEqual(one.attribution.map(({ actor, named }) => [actor, named]), [[plain('actor'), true], [plain('actor'), false]])
  assert.deepEqual([one.attributionNote, one.caveats], [plain('check note'), [{ passage: 4, exact: 'Demain, il rouvrira.', start: told.source.text.indexOf('Demain'), end: told.source.text.length }]])
  assert.deepEqual([one.verdict?.verdict, one.verdict?.rationale, one.verdict?.settle, one.verdict?.proposedBy], ['verified', plain('rationale'), plain('settle'), 'Salma'])
  assert.deepEqual([one.earlierVerdicts.length, one.earlierVerdicts[0]?.changeRequests], [1, [{ request: plain('request'), by: 'Nadia', at: told.asOf }]])
  const { supports, contradicts, context, searches, withdrawn } = one.evidence
  assert.deepEqual([supports, contradicts, context, searches, withdrawn].map(({ length }) => length), [2, 1, 1, 1, 1])
  assert.deepEqual(withdrawn[0]?.withdrawn, { by: 'Salma', at: told.asOf, reason: plain('withdrawal reason') })
  assert.equal(one.approval.signature?.contentHash, contentHashOf(db, claim(ids.signed), currentJudgement(db, ids.signed)))
})

test('what is in conflict is told on both, with how the other stands, until it is withdrawn', async (t) => {
  const { db, report, ids, claim, by, salma } = await fullDesk(t)
  const conflicts = () => new Map([...claimsIn(verificationReport(db, report.id, key))].map(([id, one]) => [id, one.conflicts]))
  const other = claim(ids.unjudged)
  const about = { note: plain('conflict note'), by: 'Salma', at: conflicts().get(ids.signed)![0]!.at }
  const place = { report: { id: report.id, title: report.title }, language: 'fr' }
  assert.deepEqual(conflicts().get(ids.signed), [{ claim: { id: other.id, number: other.number, statement: other.statement, status: 'queued', verdict: null, ...place }, ...about }])
  assert.deepEqual(conflicts().get(ids.unjudged)?.map(({ claim: { id, verdict, status } }) => [id, verdict, status]), [[ids.signed, 'verified', 'signed_off']])
  assert.equal([...conflicts().values()].flat().length, 2)
  const page = wordsIn(pageOf(verificationReport(db, report.id, key), 'en'))
  assert.match(page, new RegExp(`In conflict with claim ${other.number} ${other.statement} No verdict yet ${plain('conflict note')}`))

  withdrawLink(db, by(salma), { claimId: ids.unjudged, linkId: linksOf(db, ids.signed)[0]!.id, reason: 'Two bridges.' })
  assert.deepEqual([...conflicts().values()].flat(), [])
})

test('a forecast is told with its day and its condition', async (t) => {
  const { db, report, foretold, due } = await fullDesk(t)
  const id = foretold()
  due(id, '2026-04-01', 'If it rains')
  const told = verificationReport(db, report.id, key)
  assert.deepEqual(claimsIn(told).get(id)?.due, { day: '2026-04-01', condition: 'If it rains' })
  assert.match(wordsIn(pageOf(told, 'en')), /When it can be known 1 April 2026 \( ?If it rains ?\)/)
  assert.match(sheetOf(told), /,2026-04-01,"If it rains",/)
})

test('a verdict counts as approved only while a sign-off of exactly this content stands', async (t) => {
  const { db, report, ids } = await fullDesk(t)
  const { claims, counts } = verificationReport(db, report.id, key)
  const states = Object.fromEntries(claims.map(({ id, approval }) => [id, approval.state]))
  assert.deepEqual(states, { [ids.signed]: 'standing', [ids.alone]: 'standing', [ids.stale]: 'stale', [ids.inReview]: 'none', [ids.unjudged]: 'none' })
  assert.deepEqual(counts.verdicts, { approved: { verified: 2, disputed: 0, unverifiable: 0 }, notApproved: { verified: 1, disputed: 0, unverifiable: 1 } })
  assert.deepEqual([counts.claims, counts.withoutVerdict, counts.notAsserted, counts.statuses], [5, 1, 0, { queued: 1, in_progress: 0, in_review: 2, signed_off: 2, published: 0 }])

  // Written past every rule: the status still says that it is signed off.
  db.prepare('UPDATE claims SET statement = ? WHERE id = ?').run('something else', ids.signed)
  assert.equal(claimsIn(verificationReport(db, report.id, key)).get(ids.signed)?.approval.state, 'stale')
})

test('a sign-off without a second person is counted and carries its reason', async (t) => {
  const { db, report, ids } = await fullDesk(t)
  const told = verificationReport(db, report.id, key)
  assert.deepEqual(told.counts.bypasses, { standing: 1, ever: 1 })
  assert.equal(claimsIn(told).get(ids.alone)?.approval.signature?.bypassReason, plain('bypass reason'))
  assert.ok(told.custody.some(({ action, reason, who }) => action === 'verdict.signed_off_alone' && reason === plain('bypass reason') && who?.name === 'Nadia'))
})

test('what was suggested or dismissed leaves as a number', async (t) => {
  const told = await fullDesk(t)
  const before = verificationReport(told.db, told.report.id, key).counts
  const left = (told.db.prepare("SELECT id FROM claims WHERE status = 'suggested' LIMIT 1").get() as { id: string }).id
  dismiss(told.db, told.by(told.salma), { ...told.at(left), reason: '' })
  const { counts, claims, custody } = verificationReport(told.db, told.report.id, key)
  assert.deepEqual([counts.suggested, counts.dismissed, counts.claims], [before.suggested - 1, before.dismissed + 1, before.claims])
  assert.ok(!claims.some(({ id }) => id === left))
  assert.equal(custody.at(-1)?.number, told.claim(left).number)
})

test('sealed and internal evidence leave as numbers only, in every form', async (t) => {
  const { db, report, ids, hidden } = await fullDesk(t)
  const told = verificationReport(db, report.id, key)
  assert.deepEqual(claimsIn(told).get(ids.signed)?.evidence.withheld, { internal: 2, sealed: 2 })
  assert.deepEqual(told.counts.withheldEvidence, { internal: 2, sealed: 2 })

  const withheld = told.audit.filter((event) => event.withheld !== null)
  assert.deepEqual(withheld.map((event) => event.withheld), ['sealed', 'sealed', 'sealed', 'sealed', 'internal', 'sealed', 'internal', 'sealed', 'sealed'])
  for (const { seq, action, hash: own, body } of withheld) {
    assert.deepEqual([body, own.length], [null, 64])
    const kind = told.custody.find((row) => row.seq === seq)?.withheld
    assert.deepEqual(told.custody.find((row) => row.seq === seq), { seq, action, withheld: kind, at: null, who: null, subject: null, claim: null, number: null, reason: null })
  }

  const canaries = [...hidden, ...['title', 'publisher', 'origin', 'quote', 'note', 'address', 'place', 'words', 'search note', 'withdrawn', 'reason', 'page'].flatMap((field) => [`SEALED ${field}`, `INTERNAL ${field}`])]
  for (const form of [canonical(told), pageOf(told, 'ar'), pageOf(told, 'en'), sheetOf(told)]) {
    assert.ok(form.includes(plain('statement')), 'the test looks where it should')
    for (const canary of canaries) assert.ok(!form.includes(canary), canary)
  }
})

test('evidence that cannot be found any more is taken for sealed', async (t) => {
  const { db, report } = await fullDesk(t)
  db.pragma('foreign_keys = OFF')
  db.exec('DROP TRIGGER evidence_is_not_deleted; DELETE FROM evidence')
  const told = verificationReport(db, report.id, key)
  assert.ok(told.audit.every(({ action, withheld }) => !/^(evidence|search)\./.test(action) || withheld === 'sealed'))
})

test('two exports without a change between are the same bytes, whatever else happens in the desk', async (t) => {
  const { db, report, by, salma, adam, as, clock } = await fullDesk(t)
  const forms = () => { const told = verificationReport(db, report.id, key); return [canonical(told), pageOf(told, 'ar'), pageOf(told, 'en'), sheetOf(told)] }
  const before = { forms: forms(), traces: tracesIn(db), checkpoints: checkpointsIn(db) }
  assert.deepEqual(forms(), before.forms)
  assert.deepEqual([tracesIn(db), checkpointsIn(db)], [before.traces, before.checkpoints], 'an export is no change')

  clock.at = new Date(clock.at.getTime() + 3_600_000)
  importReport(db, by(adam), { title: 'Another', publisher: '', author: '', sourceAddress: '', publishedOn: null, language: 'en', text: 'Another text.', fileName: null })
  await as(adam).post('/locale', { locale: 'ar' })
  signCheckpoint(db, key)
  assert.deepEqual(forms(), before.forms)

  markPassage(db, by(salma), report.id, 3, 'context')
  const after = verificationReport(db, report.id, key)
  assert.notEqual(canonical(after), before.forms[0])
  assert.equal(after.asOf, clock.at.toISOString())
})

const checkpointsIn = (db: Database) => db.prepare('SELECT size FROM checkpoints ORDER BY size').all().length

test('nothing leaves when a quote is not what stands in the text, or the text is not what came in', async (t) => {
  const { db, report, ids } = await fullDesk(t)
  const { claims, source } = verificationReport(db, report.id, key)
  for (const { quote } of claims) assert.equal(source.text.slice(quote.start, quote.end), quote.exact)
  for (const { quote } of claims) assert.ok(source.text.includes(quote.prefix + quote.exact + quote.suffix))

  db.prepare('UPDATE claims SET span_start = span_start + 1 WHERE id = ?').run(ids.unjudged)
  assert.throws(() => verificationReport(db, report.id, key), /is not the quote/)
  db.prepare('UPDATE claims SET span_start = span_start - 1 WHERE id = ?').run(ids.unjudged)
  db.exec('DROP TRIGGER reports_are_not_edited')
  db.prepare("UPDATE reports SET text = replace(text, '73 blessés. Le', '73 blessés: Le')").run()
  assert.throws(() => verificationReport(db, report.id, key), /not the one that was imported/)
})

test('whoever has the extract can compute the hashes, and the checkpoint covers every event in it', async (t) => {
  const { db, report } = await fullDesk(t)
  const { audit, checkpoint, desk, asOf } = verificationReport(db, report.id, key)
  const open = audit.filter(({ body }) => body !== null)
  assert.ok(open.length > 30)
  for (const { previousHash, body, hash: own } of open) assert.equal(hash('sha256', previousHash + canonical(body)), own)
  assert.equal(asOf, open.at(-1)?.body?.at)
  assert.ok(parseCheckpoint(openNote(checkpoint, parseVerifierKey(desk.vkey))).size >= audit.at(-1)!.seq)
  assert.equal(findNote(canonical({ checkpoint })), checkpoint)
})

test('a report from a file says what its text was taken out of and how, in data and on the page, and keeps the name of the file to itself', async (t) => {
  const { db, by, salma } = await fullDesk(t)
  assert.equal(verificationReport(db, db.prepare<[], { id: string }>('SELECT id FROM reports').get()!.id, key).original, null)
  const steps = [{ step: 'mainText', tool: 'Readability 0.6.0' }] as const
  const id = keepOriginal(db, by(salma), { bytes: Buffer.from('<p>Bytes'), mediaType: 'text/html', fileName: 'from-a-source.html', address: '', finalAddress: '', steps: [...steps], text: 'Bytes', about: {} })
  const report = importReport(db, by(salma), { ...DRAFT, text: 'Bytes, corrected.', fileName: 'from-a-source.html' }, findWaiting(db, by(salma), id))

  const told = verificationReport(db, report, key)
  const { broughtAt: _, ...original } = told.original!
  assert.deepEqual(original, { sha256: hash('sha256', '<p>Bytes'), mediaType: 'text/html', size: 8, address: '', finalAddress: '', steps: [...steps, { step: 'edited', detail: 'Salma' }], broughtBy: 'Salma' })
  for (const locale of ['en', 'ar'] as const) {
    const page = pageOf(told, locale)
    for (const step of original.steps) assert.ok(page.includes(words[locale].originals.steps[step.step](step)), `${locale}: ${step.step}`)
    assert.ok(page.includes(original.sha256) && !page.includes('from-a-source'))
  }
  assert.doesNotMatch(canonical(told), /from-a-source/)
})

test('an export asks the database as often for many claims as for few', async (t) => {
  const { db, report, queued, inReview, nadia } = await fullDesk(t)
  const asked = () => {
    const { prepare } = db
    let statements = 0
    db.prepare = ((sql: string) => { statements++; return prepare.call(db, sql) }) as Database['prepare']
    verificationReport(db, report.id, key)
    db.prepare = prepare
    return statements
  }
  verificationReport(db, report.id, key)
  const few = asked()
  for (let n = 0; n < 10; n++) { queued(); inReview(nadia) }
  verificationReport(db, report.id, key)
  assert.ok(few <= 27, `${few} statements`)
  assert.equal(asked(), few)
})

test('evidence that was taken over says from which claim, and leaves the house as little as the first did', async (t) => {
  const { db, report, ids, by, salma, at } = await fullDesk(t)
  const evidenceIds = evidenceOf(db, ids.signed).filter(isStanding).map(({ id }) => id)
  takeOver(db, by(salma), { ...at(ids.unjudged), fromClaim: ids.signed, evidenceIds })
  const told = verificationReport(db, report.id, key)
  const { evidence } = claimsIn(told).get(ids.unjudged)!
  assert.deepEqual([evidence.supports, evidence.contradicts, evidence.context, evidence.searches].map((some) => some.map(({ takenFrom }) => takenFrom)),
    [[ids.signed, ids.signed], [ids.signed], [ids.signed], [ids.signed]])
  assert.deepEqual(evidence.withheld, { internal: 2, sealed: 2 })
  for (const form of [JSON.stringify(told), pageOf(told, 'en'), sheetOf(told)]) assert.doesNotMatch(form, /SEALED|INTERNAL/)
  assert.equal(told.audit.filter(({ action, withheld }) => action === 'evidence.taken_over' && withheld !== null).length, 4)
})

test('there is no report of what is not there', async (t) => {
  const { db } = await fullDesk(t)
  assert.throws(() => verificationReport(db, '0000000000', key), { status: 404 })
})

test('a bundle encloses copies of pages up to a size, says which were left out for it, and is whole all the same', async (t) => {
  const here = await desk(t)
  const id = here.queued()
  const page = (sign: string, size: number) => pageAt('https://agence.example/', { bytes: Buffer.alloc(size, sign) })
  const large = 10 * 2 ** 20
  const hashes = [page('a', large), page('b', large), page('c', large), page('d', 1000), page('a', large)].map((fetched) => {
    here.keep(here.wanted(id), fetched)
    return 'page' in fetched ? hash('sha256', fetched.page.bytes) : ''
  })
  const told = verificationReport(here.db, here.report.id, key)
  assert.deepEqual(told.copies, { inBundle: [hashes[0], hashes[1], hashes[3]].toSorted(), leftOut: [hashes[2]] })
  const { ok, problems } = verifyBundle(packed(here.db, told, 'en', key), { key: told.desk.vkey })
  assert.deepEqual([ok, problems.length], [true, 0])
})
