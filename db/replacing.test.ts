import assert from 'node:assert/strict'
import { test } from 'node:test'
import Sqlite from 'better-sqlite3'
import { remark } from '../server/claims/remarks.ts'
import { recordSilence } from '../server/claims/replies.ts'
import { desk } from '../server/claims/testing.ts'
import { confirmSnapshot } from '../server/evidence/snapshots.ts'
import { addHook } from '../server/hooks/hooks.ts'
import { key } from '../server/web/testing.ts'
import { writeLetter } from '../server/letters/testing.ts'

/** Rows that take the place of another: by their address, by their place in a report, or by the number that SQLite gives every row. */
const ATTEMPTS: Record<string, string> = {
  'a report by its row': "REPLACE INTO reports (rowid, id, title, publisher, author, source_address, language, text, sha256, rules, imported_by, imported_at) SELECT rowid, 'AAAAAAAAAA', title, publisher, author, source_address, language, 'forged', hex(zeroblob(32)), rules, imported_by, imported_at FROM reports LIMIT 1",
  'a passage': 'REPLACE INTO passages SELECT report_id, number, 0, span_end + 5, mark, suggested_mark FROM passages LIMIT 1',
  'a caveat': "REPLACE INTO caveats SELECT report_id, passage, span_start, span_end, 'edited' FROM caveats LIMIT 1",
  'a claim by its address': claimLike("key + 1000, id, report_id, number + 1000"),
  'a claim by its key': claimLike("key, 'AAAAAAAAAA', report_id, number + 1000"),
  'a claim by its number': claimLike("key + 1000, 'AAAAAAAAAA', report_id, number"),
  'evidence': "REPLACE INTO evidence SELECT id, claim_id, kind, 'public', note, 'contradicts', address, title, publisher, origin, quote, looked_in, looked_for, looked_on, added_by, added_at, NULL, NULL, NULL, NULL, snapshot FROM evidence LIMIT 1",
  'evidence by its row': "REPLACE INTO evidence (rowid, id, claim_id, kind, visibility, note, stance, address, title, publisher, origin, quote, added_by, added_at) SELECT rowid, 'AAAAAAAAAA', claim_id, kind, visibility, note, stance, address, title, publisher, origin, quote, added_by, added_at FROM evidence LIMIT 1",
  'a link': "REPLACE INTO claim_links SELECT id, kind, from_claim, to_claim, 'edited', added_by, added_at, NULL, NULL, NULL FROM claim_links LIMIT 1",
  'a link by its row': "REPLACE INTO claim_links (rowid, id, kind, from_claim, to_claim, note, added_by, added_at) SELECT rowid, 'AAAAAAAAAA', kind, to_claim, from_claim, note, added_by, added_at FROM claim_links LIMIT 1",
  'a link by its claims': "REPLACE INTO claim_links (id, kind, from_claim, to_claim, note, added_by, added_at) SELECT 'AAAAAAAAAA', 'same', to_claim, from_claim, note, added_by, added_at FROM claim_links LIMIT 1",
  'a verdict': "REPLACE INTO verdicts SELECT id, claim_id, 'disputed', 'edited', settle, author_id, at FROM verdicts LIMIT 1",
  'a verdict by its row': "REPLACE INTO verdicts (rowid, id, claim_id, verdict, rationale, settle, author_id, at) SELECT rowid, 'AAAAAAAAAA', claim_id, 'disputed', 'edited', settle, author_id, at FROM verdicts LIMIT 1",
  'a sign-off': "REPLACE INTO sign_offs SELECT id, claim_id, verdict_id, content_hash, person_id, '2020-01-01', NULL FROM sign_offs LIMIT 1",
  'a sign-off by its row': "REPLACE INTO sign_offs (rowid, id, claim_id, verdict_id, content_hash, person_id, at) SELECT rowid, 'AAAAAAAAAA', claim_id, verdict_id, content_hash, person_id, at FROM sign_offs LIMIT 1",
  'a sign-off of a report': "REPLACE INTO report_sign_offs SELECT id, report_id, content_hash, person_id, '2020-01-01', unmet, reason FROM report_sign_offs LIMIT 1",
  'a sign-off of a report by its row': "REPLACE INTO report_sign_offs (rowid, id, report_id, content_hash, person_id, at, unmet) SELECT rowid, 'AAAAAAAAAA', report_id, content_hash, person_id, at, '[]' FROM report_sign_offs LIMIT 1",
  'a publication': "REPLACE INTO publications SELECT key, claim_id, version, kind, verdict, language, '{}', sha256, person_id, at FROM publications LIMIT 1",
  'a publication by its version': "REPLACE INTO publications SELECT key + 1000, claim_id, version, kind, verdict, language, '{}', sha256, person_id, at FROM publications LIMIT 1",
  'a publication of a report': "REPLACE INTO report_publications SELECT key, report_id, version, kind, title, publisher, language, verified, disputed, unverifiable, '{}', sha256, person_id, at FROM report_publications LIMIT 1",
  'a publication of a report by its version': "REPLACE INTO report_publications SELECT key + 1000, report_id, version, kind, title, publisher, language, verified, disputed, unverifiable, '{}', sha256, person_id, at FROM report_publications LIMIT 1",
  'a webhook': "REPLACE INTO webhooks SELECT id, 'https://elsewhere.example/', kinds, state, salt, previous_salt, previous_until, seen, failing_since, added_by, added_at FROM webhooks LIMIT 1",
  'a webhook by its row': "REPLACE INTO webhooks (rowid, id, address, kinds, state, salt, seen, added_by, added_at) SELECT rowid, 'AAAAAAAAAA', address, kinds, state, salt, seen, added_by, added_at FROM webhooks LIMIT 1",
  'a letter': "REPLACE INTO letters SELECT key, id, claim_id, publication, 'edited', seen_at, locale, salt, received_at, due_on, NULL, NULL, NULL, NULL, NULL, NULL FROM letters LIMIT 1",
  'a letter by its address': "REPLACE INTO letters SELECT key + 1000, id, claim_id, publication, 'edited', seen_at, locale, salt, received_at, due_on, NULL, NULL, NULL, NULL, NULL, NULL FROM letters LIMIT 1",
  'a request for a reply': "REPLACE INTO reply_requests SELECT id, claim_id, 'edited', channel, contact, question, salt, asked_on, answer_by, added_by, added_at, NULL, NULL, NULL FROM reply_requests LIMIT 1",
  'a request for a reply by its row': "REPLACE INTO reply_requests (rowid, id, claim_id, asked_of, channel, contact, question, salt, asked_on, answer_by, added_by, added_at) SELECT rowid, 'AAAAAAAAAA', claim_id, 'edited', channel, contact, question, salt, asked_on, answer_by, added_by, added_at FROM reply_requests LIMIT 1",
  'a reply': "REPLACE INTO replies SELECT id, request_id, 'answer', 'edited', 'fr', '2026-03-03', added_by, added_at FROM replies LIMIT 1",
  'a reply by its row': "REPLACE INTO replies (rowid, id, request_id, kind, words, language, answered_on, added_by, added_at) SELECT rowid, 'AAAAAAAAAA', request_id, 'answer', 'edited', 'fr', '2026-03-03', added_by, added_at FROM replies LIMIT 1",
  'a silence': "REPLACE INTO replies SELECT 'AAAAAAAAAA', request_id, kind, words, language, answered_on, added_by, '2020-01-01' FROM replies LIMIT 1",
  'a remark': "REPLACE INTO remarks SELECT id, claim_id, 'edited', salt, made_by, made_at FROM remarks LIMIT 1",
  'a remark by its row': "REPLACE INTO remarks (rowid, id, claim_id, words, salt, made_by, made_at) SELECT rowid, 'AAAAAAAAAA', claim_id, 'edited', salt, made_by, made_at FROM remarks LIMIT 1",
  'a snapshot': "REPLACE INTO snapshots SELECT id, evidence_id, 'https://edited.example/', hops, started_at, ended_at, tool, asked_by, problem, media_type, title, size, sha256 FROM snapshots LIMIT 1",
  'a snapshot by its row': "REPLACE INTO snapshots (rowid, id, evidence_id, address, hops, started_at, ended_at, tool, problem) SELECT rowid, 'AAAAAAAAAA', evidence_id, address, hops, started_at, ended_at, tool, 'other' FROM snapshots LIMIT 1",
  'the bytes of a snapshot': "REPLACE INTO snapshot_files SELECT sha256, x'00' FROM snapshot_files LIMIT 1",
  'the bytes of a snapshot by their row': "REPLACE INTO snapshot_files (rowid, sha256, bytes) SELECT rowid, lower(hex(zeroblob(32))), x'00' FROM snapshot_files LIMIT 1",
  'a confirmation': "REPLACE INTO snapshot_confirmations SELECT snapshot_id, person_id, '2020-01-01' FROM snapshot_confirmations LIMIT 1",
  'a confirmation by its row': "REPLACE INTO snapshot_confirmations (rowid, snapshot_id, person_id, at) SELECT rowid, 'AAAAAAAAAA', person_id, at FROM snapshot_confirmations LIMIT 1",
  'a request': "REPLACE INTO change_requests SELECT id, claim_id, verdict_id, 'edited', person_id, at FROM change_requests LIMIT 1",
  'a request by its row': "REPLACE INTO change_requests (rowid, id, claim_id, verdict_id, request, person_id, at) SELECT rowid, 'AAAAAAAAAA', claim_id, verdict_id, 'edited', person_id, at FROM change_requests LIMIT 1",
}

function claimLike(place: string) {
  return `REPLACE INTO claims (key, id, report_id, number, span_start, span_end, quote, prefix, suffix, statement, language, modality, status, created_at, terms)
    SELECT ${place}, span_start, span_end, quote, prefix, suffix, 'forged', language, modality, 'suggested', created_at, terms FROM claims LIMIT 1`
}

const TABLES = ['reports', 'passages', 'claims', 'evidence', 'claim_links', 'caveats', 'verdicts', 'sign_offs', 'report_sign_offs', 'change_requests', 'publications', 'report_publications', 'letters', 'reply_requests', 'replies', 'remarks', 'snapshots', 'snapshot_files', 'snapshot_confirmations', 'webhooks']

test('nothing that is never edited can be replaced, on a connection that fires no triggers for it', async (t) => {
  const here = await desk(t)
  const id = here.correctedOnce()
  await here.nadias.post(`/claims/${id}/change-requests`, { version: String(here.claim(id).version), request: 'Look again.' })
  here.caveat([id])
  writeLetter(here, id)
  remark(here.db, here.by(here.salma), { claimId: id, words: 'Look at the date.' })
  recordSilence(here.db, here.by(here.salma), { requestId: here.asked(id), ...here.at(id) })
  here.conflict(id, here.queued())
  here.publishedReport()
  await here.nadias.post(`/reports/${here.report.id}/sign-offs`, { content: here.readingHash(), reason: 'Enough.' })
  const place = here.keep(here.wanted(here.queued()))
  confirmSnapshot(here.db, here.by(here.salma), place)
  addHook(here.db, here.by(here.adam), { address: 'https://hooks.example/desk', kinds: ['claim.published'] }, key)
  const raw = new Sqlite(here.db.name)
  t.after(() => raw.close())
  for (const pragma of ['recursive_triggers = OFF', 'foreign_keys = OFF']) raw.pragma(pragma)
  const all = () => TABLES.map((table) => raw.prepare(`SELECT * FROM ${table}`).all())
  const before = all()
  for (const rows of before) assert.ok(rows.length > 0)

  for (const [name, sql] of Object.entries(ATTEMPTS)) {
    await t.test(name, () => {
      assert.throws(() => raw.exec(sql), /never|keeps|withdrawn/)
      assert.deepEqual(all(), before)
    })
  }
})
