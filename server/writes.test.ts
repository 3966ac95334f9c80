import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { refuseToken } from './api/bearer.ts'
import { ACTIONS } from './audit/actions.ts'
import { signCheckpoint } from './audit/checkpoint.ts'
import { openDesk } from './audit/open-desk.ts'
import { attribute } from './claims/attribution.ts'
import { queueDue } from './claims/due.ts'
import { importReport } from './claims/suggestions.ts'
import { ASKED, desk, DRAFT, LINK, RATIONALE, SEARCH, type Desk } from './claims/testing.ts'
import { createDatabase, type Database } from './database.ts'
import { keepSnapshot } from './evidence/snapshots.ts'
import { pageAt } from './evidence/testing.ts'
import { addHook, endGone, pause, pauseFailing } from './hooks/hooks.ts'
import { layOut, noteAttempt } from './hooks/outbox.ts'
import { askExport } from './export/jobs.ts'
import { acceptInvitation, firstInvitation } from './people/invitations.ts'
import { hashPassword } from './people/passwords.ts'
import { ACCESS } from './people/access.ts'
import { addPerson, disable, invite } from './people/people.ts'
import { listTokens, makeToken } from './people/personal-tokens.ts'
import { endSession, startSession } from './people/sessions.ts'
import { eventsAfter, PASSWORD } from './people/testing.ts'
import { eraseOldContacts } from './letters/contacts.ts'
import { answerLetter } from './letters/letters.ts'
import { writeLetter } from './letters/testing.ts'
import { findWaiting, keepOriginal } from './reports/originals.ts'
import { key, NOON, type TestFile } from './web/testing.ts'
import { en } from '../views/locales/en.ts'

type Sent = { path: string; fields?: Record<string, string>; file?: TestFile; by?: 'anyone' | 'salmas' | 'nadias' | 'adams' }

/** One way to bring a write about. `prepare` runs before anything is counted. */
type Case = {
  prepare: (desk: Desk) => Sent | Promise<Sent>
  /** One action for each trace, in order. */
  actions: string[]
  /** Every table whose rows differ afterwards. */
  tables: string[]
}

/** A letter about a published claim. */
const written = (d: Desk) => writeLetter(d, d.published())

const form = (desk: Desk, id: string, path: string, fields: Record<string, string> = {}) =>
  ({ path: `/claims/${id}/${path}`, fields: { version: String(desk.claim(id).version), ...fields } })

const newcomer = { name: 'Zaynab', email: 'zaynab@desk.test', role: 'checker', locale: 'ar' } as const
const password = (desk: Desk) => hashPassword(PASSWORD).then((hash) => desk.db.prepare('UPDATE people SET password_hash = ?').run(hash))

/** Every form of the desk. A new POST route fails this test until it says here what it writes. */
const FORMS: Record<string, Case> = {
  'POST /sign-in': { prepare: async (d) => { await password(d); return { path: '/sign-in', by: 'anyone', fields: { email: d.salma.email, password: PASSWORD } } }, actions: ['person.signed_in'], tables: ['sessions'] },
  'POST /sign-out': { prepare: () => ({ path: '/sign-out' }), actions: ['person.signed_out'], tables: ['sessions'] },
  'POST /join/:token': {
    prepare: (d) => ({ path: `/join/${invite(d.db, d.by(d.adam), newcomer).token}`, by: 'anyone', fields: { password: PASSWORD, locale: 'en' } }),
    actions: ['person.joined', 'person.signed_in'], tables: ['invitations', 'people', 'sessions'],
  },
  'POST /locale': { prepare: () => ({ path: '/locale', fields: { locale: 'ar' } }), actions: ['person.locale_changed'], tables: ['people'] },
  'POST /people': { prepare: () => ({ path: '/people', by: 'adams', fields: newcomer }), actions: ['person.invited'], tables: ['invitations', 'people'] },
  'POST /people/:personId/role': { prepare: (d) => ({ path: `/people/${d.salma.id}/role`, by: 'adams', fields: { role: 'supervisor' } }), actions: ['person.role_changed'], tables: ['people'] },
  'POST /people/:personId/disabling': { prepare: (d) => ({ path: `/people/${d.salma.id}/disabling`, by: 'adams' }), actions: ['person.disabled'], tables: ['people', 'sessions'] },
  'POST /people/:personId/enabling': {
    prepare: (d) => { disable(d.db, d.by(d.adam), d.salma.id); return { path: `/people/${d.salma.id}/enabling`, by: 'adams' } }, actions: ['person.enabled'], tables: ['people'],
  },
  'POST /people/:personId/reset': {
    prepare: async (d) => { await password(d); return { path: `/people/${d.salma.id}/reset`, by: 'adams' } }, actions: ['person.reset'], tables: ['invitations', 'people', 'sessions'],
  },

  'POST /tokens': { prepare: () => ({ path: '/tokens', fields: { name: 'Nightly export', role: 'checker', days: '30' } }), actions: ['token.made'], tables: ['personal_tokens'] },
  'POST /tokens/:tokenId/revocation': {
    prepare: (d) => { makeToken(d.db, d.by(d.salma), { name: 'Nightly export', role: 'checker', days: 30 }); return { path: `/tokens/${listTokens(d.db, d.salma, { at: NOON, limit: 9 })[0]!.id}/revocation`, by: 'adams' } }, actions: ['token.revoked'], tables: ['personal_tokens'],
  },

  'POST /reports/new': {
    prepare: () => ({ path: '/reports/new', fields: { title: 'T', text: 'The agency said that the bridge is closed. It is old.', language: 'en' } }),
    actions: ['report.imported'], tables: ['attribution_hops', 'claims', 'passages', 'reports'],
  },
  'POST /reports/:reportId/revisions/new': {
    prepare: (d) => {
      d.signedOff(d.inReview(d.salma, d.supported(d.inProgress())))
      return { path: `/reports/${d.report.id}/revisions/new`, fields: d.revision({ '73': '75', 'Demain, il rouvrira.': 'Hier, il a plu.' }) }
    },
    actions: ['report.revised', 'claim.reanchored', 'claim.reanchored', 'claim.reanchored', 'claim.reanchored', 'claim.vanished'], tables: ['anchors', 'claims', 'passages', 'reports'],
  },
  'POST /reports/:reportId/claims': { prepare: (d) => ({ path: `/reports/${d.report.id}/claims`, fields: { quote: '73 blessés' } }), actions: ['claim.made'], tables: ['claims'] },
  'POST /reports/:reportId/passages/:number/mark': { prepare: (d) => ({ path: `/reports/${d.report.id}/passages/1/mark`, fields: { mark: 'opinion' } }), actions: ['passage.marked'], tables: ['passages'] },
  'POST /reports/:reportId/passages/:number/caveat': {
    prepare: (d) => ({ path: `/reports/${d.report.id}/passages/4/caveat`, fields: { known: '', covers: d.queued() } }),
    actions: ['caveat.applied', 'claim.caveat_added'], tables: ['caveat_covers', 'caveats', 'claims', 'passages'],
  },
  'POST /reports/:reportId/passages/:number/acceptance': {
    prepare: (d) => ({ path: `/reports/${d.report.id}/passages/${twoInOne(d)}/acceptance` }), actions: ['claim.accepted', 'claim.accepted'], tables: ['claims'],
  },
  'POST /reports/:reportId/passages/:number/dismissal': {
    prepare: (d) => ({ path: `/reports/${d.report.id}/passages/${twoInOne(d)}/dismissal` }), actions: ['claim.dismissed', 'claim.dismissed'], tables: ['claims'],
  },

  'POST /claims/assignments': { prepare: (d) => ({ path: '/claims/assignments', by: 'nadias', fields: { claim: d.queued(), assignee: d.yusuf.id } }), actions: ['claim.assigned'], tables: ['claims'] },
  'POST /claims/:claimId/acceptance': { prepare: (d) => form(d, d.suggested(), 'acceptance'), actions: ['claim.accepted'], tables: ['claims'] },
  'POST /claims/:claimId/dismissal': { prepare: (d) => form(d, d.suggested(), 'dismissal'), actions: ['claim.dismissed'], tables: ['claims'] },
  'POST /claims/:claimId/restoration': { prepare: (d) => form(d, d.dismissed(), 'restoration'), actions: ['claim.restored'], tables: ['claims'] },
  'POST /claims/:claimId/wording': { prepare: (d) => form(d, d.queued(), 'wording', { statement: 'Mine', modality: 'asserted' }), actions: ['claim.reworded'], tables: ['claims'] },
  'POST /claims/:claimId/statements': { prepare: (d) => form(d, d.queued(), 'statements', { language: 'en', statement: 'Seventy-three were hurt.' }), actions: ['claim.translated'], tables: ['claims', 'statements'] },
  'POST /claims/:claimId/words': { prepare: (d) => { const id = d.queued(); d.revised({ '73': '75' }); return form(d, id, 'words') }, actions: ['claim.words_confirmed'], tables: ['claims'] },
  'POST /claims/:claimId/attribution': { prepare: (d) => form(d, d.queued(), 'attribution', { 'actor-1': 'Mairie' }), actions: ['claim.attributed'], tables: ['attribution_hops', 'claims'] },
  'POST /claims/:claimId/chain': {
    prepare: (d) => { const from = d.queued('Le pont'); attribute(d.db, d.by(d.salma), { ...d.at(from), hops: [{ actor: 'Mairie', named: true, medium: '', verb: '', link: '' }] }); return form(d, d.queued(), 'chain', { from }) },
    actions: ['claim.attributed'], tables: ['attribution_hops', 'claims'],
  },
  'POST /claims/:claimId/attribution-check': { prepare: (d) => form(d, d.queued(), 'attribution-check', { answer: 'confirmed' }), actions: ['claim.attribution_checked'], tables: ['claims'] },
  'POST /claims/:claimId/due': { prepare: (d) => form(d, d.foretold(), 'due', { dueOn: '2026-04-01', condition: 'If it rains.' }), actions: ['claim.due_set'], tables: ['claims'] },
  'POST /claims/:claimId/links': { prepare: (d) => form(d, d.queued(), 'links', { kind: 'contradicts', claim: d.queued('Le pont'), note: 'Not both.' }), actions: ['claim.linked'], tables: ['claim_links'] },
  'POST /claims/:claimId/links/:linkId/withdrawal': {
    prepare: (d) => { const id = d.queued(); return form(d, id, `links/${d.conflict(id, d.queued('Le pont'))}/withdrawal`, { reason: 'Two bridges.' }) }, actions: ['claim.link_withdrawn'], tables: ['claim_links'],
  },
  'POST /claims/:claimId/remarks': { prepare: (d) => form(d, d.queued(), 'remarks', { words: 'They call back at four.' }), actions: ['claim.remarked'], tables: ['remarks'] },
  'POST /claims/:claimId/requests': { prepare: (d) => form(d, d.queued(), 'requests', { ...ASKED }), actions: ['reply.requested'], tables: ['claims', 'reply_requests'] },
  'POST /claims/:claimId/requests/:requestId/answers': {
    prepare: (d) => { const id = d.queued(); const request = d.asked(id); return form(d, id, `requests/${request}/answers`, { words: 'Soixante-treize.', language: 'fr', answeredOn: '2026-03-04' }) }, actions: ['reply.received'], tables: ['claims', 'replies'],
  },
  'POST /claims/:claimId/requests/:requestId/silence': { prepare: (d) => { const id = d.queued(); const request = d.asked(id); return form(d, id, `requests/${request}/silence`) }, actions: ['reply.missing'], tables: ['claims', 'replies'] },
  'POST /claims/:claimId/requests/:requestId/withdrawal': {
    prepare: (d) => { const id = d.queued(); const request = d.asked(id); return form(d, id, `requests/${request}/withdrawal`, { reason: 'Another claim.' }) }, actions: ['reply.request_withdrawn'], tables: ['claims', 'reply_requests'],
  },
  'POST /claims/:claimId/errors/new': {
    prepare: (d) => ({ path: `/claims/${d.published()}/errors/new`, by: 'anyone', fields: { message: 'It was 74.', name: 'Rim', contact: 'rim@reader.example' } }), actions: ['letter.received'], tables: ['letter_contacts', 'letters'],
  },
  'POST /letters/:letterId/taking': { prepare: (d) => ({ path: `/letters/${written(d)}/taking`, by: 'nadias', fields: { holder: '' } }), actions: ['letter.taken'], tables: ['letters'] },
  'POST /letters/:letterId/answer': {
    prepare: (d) => ({ path: `/letters/${written(d)}/answer`, by: 'nadias', fields: { outcome: 'nothing_to_correct', answer: 'We counted again.' } }), actions: ['letter.answered'], tables: ['letters'],
  },
  'POST /letters/:letterId/erasure': { prepare: (d) => ({ path: `/letters/${written(d)}/erasure`, by: 'nadias' }), actions: ['letter.contact_erased'], tables: ['letter_contacts'] },

  'POST /claims/:claimId/assignment': { prepare: (d) => ({ ...form(d, d.queued(), 'assignment', { assignee: d.yusuf.id }), by: 'nadias' }), actions: ['claim.assigned'], tables: ['claims'] },
  'POST /claims/:claimId/check-out': { prepare: (d) => form(d, d.queued(), 'check-out'), actions: ['claim.checked_out'], tables: ['claims'] },
  'POST /claims/:claimId/release': { prepare: (d) => form(d, d.inProgress(), 'release'), actions: ['claim.released'], tables: ['claims'] },

  'POST /claims/:claimId/edges': { prepare: (d) => form(d, d.queued(), 'edges', { move: 'end_earlier' }), actions: ['claim.edges_moved'], tables: ['claims'] },
  'POST /claims/:claimId/split': { prepare: (d) => { const id = d.queued(); return form(d, id, 'split', { before: String(d.claim(id).start + 3) }) }, actions: ['claim.split', 'claim.split_off'], tables: ['claims'] },
  'POST /claims/:claimId/merging': { prepare: (d) => form(d, d.suggested(3), 'merging', { into: d.suggested(1), as: 'repetition' }), actions: ['claim.merged', 'claim.took_in'], tables: ['claims'] },

  'POST /claims/:claimId/evidence': { prepare: (d) => form(d, d.queued(), 'evidence', LINK), actions: ['evidence.attached'], tables: ['claims', 'evidence'] },
  'POST /claims/:claimId/searches': { prepare: (d) => form(d, d.queued(), 'searches', SEARCH), actions: ['search.recorded'], tables: ['claims', 'evidence'] },
  'POST /claims/:claimId/taken-evidence': {
    prepare: (d) => { const from = d.supported(d.queued('Le pont')); return form(d, d.queued(), 'taken-evidence', { from, evidence: d.db.prepare('SELECT id FROM evidence').pluck().get() as string }) },
    actions: ['evidence.taken_over'], tables: ['claims', 'evidence'],
  },
  'POST /claims/:claimId/evidence/:evidenceId/withdrawal': {
    prepare: (d) => { const id = d.queued(); return form(d, id, `evidence/${d.attach(id)}/withdrawal`, { reason: 'A copy.', version: '2' }) }, actions: ['evidence.withdrawn'], tables: ['claims', 'evidence'],
  },
  'POST /claims/:claimId/evidence/:evidenceId/reinstatement': {
    prepare: async (d) => {
      const id = d.queued()
      const evidence = d.attach(id)
      await d.salmas.post(`/claims/${id}/evidence/${evidence}/withdrawal`, { version: '2', reason: 'A copy.' })
      return form(d, id, `evidence/${evidence}/reinstatement`)
    },
    actions: ['evidence.reinstated'], tables: ['claims', 'evidence'],
  },

  'POST /claims/:claimId/evidence/:evidenceId/snapshots': {
    prepare: (d) => { const id = d.queued(); return { path: `/claims/${id}/evidence/${d.attach(id)}/snapshots` } }, actions: ['snapshot.asked'], tables: ['snapshots_to_take'],
  },
  'POST /claims/:claimId/evidence/:evidenceId/snapshots/:snapshotId/confirmation': {
    prepare: (d) => { const { claimId, evidenceId, snapshotId } = d.keep(d.wanted(d.queued())); return { path: `/claims/${claimId}/evidence/${evidenceId}/snapshots/${snapshotId}/confirmation` } },
    actions: ['snapshot.confirmed'], tables: ['snapshot_confirmations'],
  },

  'POST /claims/:claimId/verdicts': { prepare: (d) => form(d, d.supported(d.inProgress()), 'verdicts', { verdict: 'verified', rationale: RATIONALE }), actions: ['verdict.proposed'], tables: ['claims', 'verdicts'] },
  'POST /claims/:claimId/change-requests': {
    prepare: (d) => ({ ...form(d, d.inReview(), 'change-requests', { request: 'More.' }), by: 'nadias' }), actions: ['verdict.changes_requested'], tables: ['change_requests', 'claims'],
  },
  'POST /reports/:reportId/sign-offs': {
    prepare: (d) => { d.readToItsEnd(); return { path: `/reports/${d.report.id}/sign-offs`, by: 'nadias', fields: { content: d.readingHash() } } }, actions: ['report.signed_off'], tables: ['report_sign_offs'],
  },
  'POST /claims/:claimId/publications': { prepare: (d) => ({ ...form(d, d.signedOff(), 'publications'), by: 'nadias' }), actions: ['claim.published'], tables: ['checkpoints', 'claims', 'publications', 'published_terms'] },
  // The line is closed, so that nobody begins to write meanwhile.
  'POST /exports': {
    prepare: async (d) => { await d.exports.close(); return { path: '/exports', fields: { by: 'period', from: '2026-03-01', to: '2026-03-31', as: 'csv', extent: 'full', lang: 'ar' } } }, actions: ['export.asked'], tables: ['export_jobs'],
  },
  'POST /exports/:exportId/cancellation': {
    prepare: async (d) => {
      await d.exports.close()
      return { path: `/exports/${askExport(d.db, d.by(d.salma), { scope: { by: 'filter', filter: {} }, form: 'json', extent: 'brief', locale: 'ar' })}/cancellation` }
    },
    actions: ['export.cancelled'], tables: ['export_jobs'],
  },
  'POST /claims/:claimId/corrections': { prepare: (d) => ({ ...form(d, d.published(), 'corrections', { request: 'Look again.' }), by: 'nadias' }), actions: ['claim.correction_begun'], tables: ['change_requests', 'claims'] },
  'POST /claims/:claimId/unpublishing': { prepare: (d) => ({ ...form(d, d.published(), 'unpublishing', { reason: 'The source took it back.' }), by: 'nadias' }), actions: ['claim.unpublished'], tables: ['checkpoints', 'claims', 'publications', 'published_terms'] },
  'POST /reports/:reportId/publications': {
    prepare: (d) => { d.signedOff(); d.queued(); return { path: `/reports/${d.report.id}/publications`, by: 'nadias', fields: { content: d.publishingPlan() } } },
    actions: ['report.published', 'claim.published'], tables: ['checkpoints', 'claims', 'publications', 'published_terms', 'report_publications', 'shown_claims'],
  },
  'POST /reports/:reportId/unpublishing': {
    prepare: (d) => { d.signedOff(); d.publishedReport(); return { path: `/reports/${d.report.id}/unpublishing`, by: 'nadias', fields: { publication: '1', reason: 'The paper took it back.' } } },
    actions: ['report.unpublished'], tables: ['checkpoints', 'report_publications'],
  },
  'POST /claims/:claimId/sign-offs': { prepare: (d) => ({ ...form(d, d.inReview(), 'sign-offs'), by: 'nadias' }), actions: ['verdict.signed_off'], tables: ['claims', 'sign_offs'] },

  'POST /webhooks': { prepare: () => ({ path: '/webhooks', by: 'adams', fields: { address: 'https://hooks.example/desk', kinds: 'claim.published' } }), actions: ['webhook.added'], tables: ['webhooks'] },
  'POST /webhooks/:hookId/kinds': { prepare: (d) => ({ path: `/webhooks/${hook(d)}/kinds`, by: 'adams', fields: { kinds: 'claim.published' } }), actions: ['webhook.kinds_changed'], tables: ['webhooks'] },
  'POST /webhooks/:hookId/secret': { prepare: (d) => ({ path: `/webhooks/${hook(d)}/secret`, by: 'adams' }), actions: ['webhook.secret_renewed'], tables: ['webhooks'] },
  'POST /webhooks/:hookId/pausing': { prepare: (d) => ({ path: `/webhooks/${hook(d)}/pausing`, by: 'adams' }), actions: ['webhook.paused'], tables: ['webhooks'] },
  'POST /webhooks/:hookId/resuming': { prepare: (d) => { const id = hook(d); pause(d.db, d.by(d.adam), id); return { path: `/webhooks/${id}/resuming`, by: 'adams' } }, actions: ['webhook.resumed'], tables: ['webhooks'] },
  'POST /webhooks/:hookId/removal': { prepare: (d) => { const id = hook(d); told(d); return { path: `/webhooks/${id}/removal`, by: 'adams' } }, actions: ['webhook.removed'], tables: ['deliveries', 'webhooks'] },
  'POST /webhooks/:hookId/deliveries/:seq/sending': {
    prepare: (d) => {
      const hookId = hook(d)
      const seq = told(d)
      noteAttempt(d.db, { hookId, seq, lane: d.report.id, body: '', tries: 0 }, { at: NOON, milliseconds: 5, status: 204, answer: '' }, 0)
      return { path: `/webhooks/${hookId}/deliveries/${seq}/sending`, by: 'adams' }
    },
    actions: ['webhook.sent_again'], tables: ['deliveries'],
  },
}

/** The other way that a form may go, where it leaves another trace. */
const ALSO: Record<string, Case> = {
  'a sign-in that fails': { prepare: () => ({ path: '/sign-in', by: 'anyone', fields: { email: 'salma@desk.test', password: 'not this one' } }), actions: ['person.sign_in_failed'], tables: ['sign_in_failures'] },
  'somebody shut out who has a token': {
    prepare: (d) => { makeToken(d.db, d.by(d.salma), { name: 'Nightly export', role: 'checker', days: 30 }); return { path: `/people/${d.salma.id}/disabling`, by: 'adams' } }, actions: ['person.disabled'], tables: ['people', 'personal_tokens', 'sessions'],
  },
  'a file brought': { prepare: () => ({ path: '/reports/new', file: { name: 'bridge.txt', content: 'The bridge is closed.' } }), actions: ['original.brought'], tables: ['waiting_originals'] },
  'a file brought where another has waited too long': {
    prepare: (d) => {
      bring(d, new Date(NOON.getTime() - 25 * 60 * 60_000))
      return { path: '/reports/new', file: { name: 'bridge.txt', content: 'The bridge is closed.' } }
    },
    actions: ['original.brought'], tables: ['waiting_originals'],
  },
  'the text of a file imported': {
    prepare: (d) => ({ path: '/reports/new', fields: { original: bring(d), title: 'T', text: 'The bridge is old.', language: 'fr' } }),
    actions: ['report.imported'], tables: ['claims', 'originals', 'passages', 'reports', 'waiting_originals'],
  },
  'a mark taken off': {
    prepare: async (d) => { await d.salmas.post(`/reports/${d.report.id}/passages/1/mark`, { mark: 'opinion' }); return { path: `/reports/${d.report.id}/passages/1/mark`, fields: { mark: '' } } },
    actions: ['passage.unmarked'], tables: ['passages'],
  },
  'a caveat that covers a claim no more': {
    prepare: (d) => { const id = d.queued(); d.caveat([id]); return { path: `/reports/${d.report.id}/passages/4/caveat`, fields: { known: id } } },
    actions: ['caveat.applied', 'claim.caveat_removed'], tables: ['caveat_covers', 'claims'],
  },
  'a later version without a caveat': {
    prepare: (d) => {
      d.caveat([d.queued()])
      return { path: `/reports/${d.report.id}/revisions/new`, fields: d.revision({ 'Demain, il rouvrira.': 'Hier, il a plu.' }) }
    },
    actions: ['report.revised', 'claim.reanchored', 'claim.reanchored', 'claim.reanchored', 'claim.caveat_gone', 'claim.reanchored', 'claim.vanished'], tables: ['anchors', 'claims', 'passages', 'reports'],
  },
  'a sign-off without a second person': {
    prepare: (d) => ({ ...form(d, d.inReview(d.nadia), 'sign-offs', { bypassReason: 'Alone.' }), by: 'nadias' }), actions: ['verdict.signed_off_alone'], tables: ['claims', 'sign_offs'],
  },
  'the next version of a publication': {
    prepare: (d) => ({ ...form(d, d.correctedOnce(), 'publications', { reason: 'Counted anew.' }), by: 'nadias' }), actions: ['claim.published_again'], tables: ['checkpoints', 'claims', 'publications', 'published_terms'],
  },
  'the next version of a publication that a published report shows': {
    prepare: (d) => { const id = d.signedOff(); d.publishedReport(); return { ...form(d, d.correctedOnce(id), 'publications', { reason: 'Counted anew.' }), by: 'nadias' } },
    actions: ['claim.published_again', 'report.publication_followed'], tables: ['checkpoints', 'claims', 'publications', 'published_terms', 'report_publications'],
  },
  'a report published again': {
    prepare: (d) => { d.signedOff(); d.publishedReport(); d.signedOff(d.inReview(d.salma, d.supported(d.inProgress(d.salma, d.queued('Le pont'))))); return { path: `/reports/${d.report.id}/publications`, by: 'nadias', fields: { content: d.publishingPlan(), reason: 'One more.' } } },
    actions: ['report.published_again', 'claim.published'], tables: ['checkpoints', 'claims', 'publications', 'published_terms', 'report_publications', 'shown_claims'],
  },
  'a dismissal undone that was a merge': {
    prepare: async (d) => {
      const id = d.queued()
      await d.salmas.post(`/claims/${id}/merging`, { version: '1', into: d.suggested(1), as: 'repetition' })
      return form(d, id, 'restoration')
    },
    actions: ['claim.restored', 'claim.gave_back'], tables: ['claims'],
  },
  'a report signed off for a reason': {
    prepare: (d) => ({ path: `/reports/${d.report.id}/sign-offs`, by: 'nadias', fields: { content: d.readingHash(), reason: 'Only its first half is ours.' } }),
    actions: ['report.signed_off_for_reason'], tables: ['report_sign_offs'],
  },
  'a link whose page is to be kept': { prepare: (d) => form(d, d.queued(), 'evidence', { ...LINK, snapshot: 'take' }), actions: ['evidence.attached'], tables: ['claims', 'evidence', 'snapshots_to_take'] },
  'evidence taken over whose page is to be kept': {
    prepare: (d) => { const from = d.queued('Le pont'); return form(d, d.queued(), 'taken-evidence', { from, evidence: d.attach(from, { snapshot: 'take' }) }) },
    actions: ['evidence.taken_over'], tables: ['claims', 'evidence', 'snapshots_to_take'],
  },
  'a link withdrawn before its page was fetched': {
    prepare: (d) => { const id = d.queued(); return form(d, id, `evidence/${d.wanted(id).evidenceId}/withdrawal`, { reason: 'A source is at risk.', version: '2' }) }, actions: ['evidence.withdrawn'], tables: ['claims', 'evidence', 'snapshots_to_take'],
  },
  'a work that voids a sign-off': { prepare: (d) => form(d, d.signedOff(), 'attribution-check', { answer: 'confirmed' }), actions: ['claim.attribution_checked'], tables: ['claims'] },
}

/** A file of Salma's that waits. */
const bring = (d: Desk, at = NOON) => keepOriginal(d.db, { person: d.salma, at }, {
  bytes: Buffer.from('The bridge is open.'), text: 'The bridge is open.', mediaType: 'text/plain', fileName: 'open.txt', address: '', finalAddress: '', steps: [], about: {},
})

/** A webhook that is told of claims that are taken up. */
const hook = (desk: Desk) => addHook(desk.db, desk.by(desk.adam), { address: 'https://hooks.example/desk', kinds: ['claim.accepted'] }, key).id

/** Something that it is told of. Returns the event's number. */
function told(desk: Desk): number {
  desk.queued()
  const seq = maxSeq(desk.db)
  layOut(desk.db, NOON, 'https://desk.test')
  return seq
}

/** Two suggestions in the first passage. */
function twoInOne(d: Desk): string {
  const id = d.queued('fermé')
  d.db.prepare("UPDATE claims SET status = 'suggested', queued_at = NULL WHERE id = ?").run(id)
  return '1'
}

/** Tables that change with others by triggers, and so need no trace of their own; and the trail itself. */
const DERIVED = /^(queue_counts|sign_off_counts|claim_stems|stem_counts|similar_index.*|suggestion_counts|claims_search.*|published_search.*|audit_events|audit_tree)$/

/** What stands in every table, by its name. */
function contentOf(db: Database): Map<string, string> {
  const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name").pluck().all() as string[]
  return new Map(tables.map((name) => [name, JSON.stringify(db.prepare(`SELECT * FROM "${name}"`).raw().all())]))
}

function changedSince(db: Database, before: Map<string, string>): string[] {
  return [...contentOf(db)].filter(([name, rows]) => before.get(name) !== rows).map(([name]) => name)
}

for (const [name, { prepare, actions, tables }] of Object.entries({ ...FORMS, ...ALSO })) {
  test(`${name} leaves ${actions.length === 1 ? 'one trace' : 'a trace for each change'} and writes nothing besides`, async (t) => {
    const here = await desk(t)
    const { path, fields = {}, file, by = 'salmas' } = await prepare(here)
    const [seen, before] = [maxSeq(here.db), contentOf(here.db)]

    const sent = { ...fields, once: 'one-form' }
    const send = () => file ? here[by].upload(path, sent, file) : here[by].post(path, sent)
    const answer = await send()
    assert.ok([200, 201, 303].includes(answer.status) === (name !== 'a sign-in that fails'), `${path}: ${answer.status}`)
    const events = eventsAfter(here.db, seen)
    assert.deepEqual(events.map(({ action }) => action), actions)
    assert.deepEqual(events.flatMap(fieldsOf).filter((field) => !(field in en.fields)), [], 'every field of a trace has a word')
    assert.deepEqual(changedSince(here.db, before).filter((table) => !DERIVED.test(table)), tables)

    if (['POST /sign-in', 'POST /join/:token', 'a sign-in that fails'].includes(name)) return
    const after = contentOf(here.db)
    await send()
    assert.deepEqual(changedSince(here.db, after), [], 'sent again, it writes nothing at all')
  })
}

/** What a trace names. The trail's page leaves out the version, which only counts. */
const fieldsOf = ({ before, after }: { before: unknown; after: unknown }) => Object.keys({ ...before as object, ...after as object }).filter((field) => field !== 'version')

const maxSeq = (db: Database) => db.prepare('SELECT max(seq) FROM audit_events').pluck().get() as number

/** Its form is a question: server/audit/verify-routes.test.ts holds that nothing of it is kept. */
const WRITES_NOTHING = ['POST /verify']

test('every POST route has its case here, and every case is a route', () => {
  const routes = Object.keys(ACCESS).filter((name) => name.startsWith('POST ') && !WRITES_NOTHING.includes(name))
  assert.deepEqual(Object.keys(FORMS).toSorted(), routes.toSorted())
})

test('every action of the trail is brought about by a case here', () => {
  const brought = new Set([...[...Object.values(FORMS), ...Object.values(ALSO)].flatMap(({ actions }) => actions), ...Object.values(FUNCTIONS).map(({ action }) => action)])
  assert.deepEqual(ACTIONS.filter((action) => !brought.has(action)), ['desk.opened'])
})

test('reading writes nothing, except that an export signs the head of the trail', async (t) => {
  const here = await desk(t)
  const id = here.published()
  here.publishedReport()
  const ready = here.signedOff()
  const original = `/reports/${importReport(here.db, here.by(here.salma), { ...DRAFT, text: 'Un pont.' }, findWaiting(here.db, here.by(here.salma), bring(here)))}/original`
  const { token } = invite(here.db, here.by(here.adam), newcomer)
  const snapshot = here.keep(here.wanted(here.queued()))
  const file = `/claims/${snapshot.claimId}/evidence/${snapshot.evidenceId}/snapshots/${snapshot.snapshotId}/file`
  const hookId = hook(here)
  const letter = writeLetter(here, id)
  await here.exports.close()
  const asked = askExport(here.db, here.by(here.salma), { scope: { by: 'filter', filter: {} }, form: 'json', extent: 'full', locale: 'ar' })
  for (const name of Object.keys(ACCESS).filter((route) => route.startsWith('GET '))) {
    const path = name === 'GET /reports/:reportId/original' ? original : name.endsWith(':snapshotId/file') ? file : name.slice(4).replace(':claimId/draft', `${ready}/draft`).replace(':reportId', here.report.id).replace(':claimId', id).replace(':exportId', asked).replace('/v/:number', '/v/1').replace(':personId', here.salma.id).replace(':tokenId', 'x').replace(':token', token).replace(':hookId', hookId).replace(':letterId', letter).replace(/\*\w+/, 'x').replace('/checkpoint/proof', '/checkpoint/proof?from=1&to=1').replace('/oembed', `/oembed?url=http://desk.test/claims/${id}`)
    for (const browser of [here.adams, here.anyone]) {
      const before = contentOf(here.db)
      const answer = await browser.get(path)
      assert.ok(answer.status < 400, `${path}: ${answer.status}`)
      assert.deepEqual(changedSince(here.db, before).filter((table) => table !== 'checkpoints' || !path.includes('export.')), [], path)
    }
  }
})

/** What writes without a form: how a desk and its first admin come to be, what seeds and tests call, and what the desk does by itself. */
const FUNCTIONS: Record<string, { action: string; prepare: (desk: Desk) => () => unknown }> = {
  addPerson: { action: 'person.invited', prepare: ({ db, by, adam }) => () => addPerson(db, by(adam), newcomer) },
  startSession: { action: 'person.signed_in', prepare: ({ db, by, salma }) => () => startSession(db, by(salma)) },
  refuseToken: { action: 'token.refused', prepare: ({ db }) => () => refuseToken(db, '127.0.0.1', NOON) },
  eraseOldContacts: {
    action: 'letter.contact_erased',
    prepare: (d) => { answerLetter(d.db, d.by(d.nadia), { letterId: written(d), outcome: 'nothing_to_correct', answer: 'No.' }); return () => eraseOldContacts(d.db, new Date('2026-04-04T00:00:00.000Z')) },
  },
  queueDue: { action: 'claim.came_due', prepare: (d) => { d.due(d.foretold(), '2026-03-05'); return () => queueDue(d.db, new Date('2026-03-05T00:00:00.000Z')) } },
  keepSnapshot: { action: 'snapshot.taken', prepare: (d) => { const wanted = d.wanted(d.queued()); return () => keepSnapshot(d.db, wanted, pageAt(wanted.address), { startedAt: NOON, endedAt: NOON }) } },
  'keepSnapshot, where nothing came': { action: 'snapshot.failed', prepare: (d) => { const wanted = d.wanted(d.queued()); return () => keepSnapshot(d.db, wanted, { problem: 'fetchNoAnswer' }, { startedAt: NOON, endedAt: NOON }) } },
  pauseFailing: { action: 'webhook.failed', prepare: (d) => { const id = hook(d); return () => pauseFailing(d.db, NOON, id) } },
  endGone: { action: 'webhook.gone', prepare: (d) => { const id = hook(d); return () => endGone(d.db, NOON, id) } },
}

test('what writes without a form leaves one trace as well', async (t) => {
  for (const [name, { action, prepare }] of Object.entries(FUNCTIONS)) {
    const here = await desk(t)
    const write = prepare(here)
    const seen = maxSeq(here.db)
    write()
    assert.deepEqual(eventsAfter(here.db, seen).map((event) => event.action), [action], name)
  }
})

test('a new desk begins with one trace, its first link is one, and its first admin another', async (t) => {
  const { db: other } = await desk(t)
  const file = `${other.name}.new`
  const db = createDatabase(file)
  t.after(() => db.close())
  const { privateKey: key } = generateKeyPairSync('ed25519')
  openDesk(db, { name: 'New', origin: 'new.test', key, at: NOON })
  const token = firstInvitation(db, NOON)!
  await acceptInvitation(db, { at: NOON }, token, { ...newcomer, password: PASSWORD })
  assert.equal(firstInvitation(db, NOON), undefined)
  assert.deepEqual(eventsAfter(db, 0).map(({ action }) => action), ['desk.opened', 'person.invited', 'person.joined'])

  const before = contentOf(db)
  signCheckpoint(db, key)
  assert.deepEqual(changedSince(db, before), ['checkpoints'], 'a checkpoint signs what the trail says and is no change of its own')
  endSession(db, { person: { id: 'NOBODY0000', ...newcomer }, at: NOON }, 'no session')
  assert.deepEqual(changedSince(db, before), ['checkpoints'])
})

/** Functions that write inside somebody else's change, which leaves the trace; and the one that is no change at all. */
const INNER = [
  'record', 'growTree', 'writeHops', 'insertClaim', 'handBack', 'proposeCaveats', 'insertCaveat', 'insertCover', 'moveClaim', 'insertReport', 'keepAnchor', 'carryMarks', 'carryCaveats', 'adoptOriginal', 'forgetWaiting', 'insertPerson', 'replaceLink', 'dropLink',
  'useUp', 'forgetSessionsOf', 'insertSession', 'forgetSession', 'forgetExpired', 'remember', 'forgiveAccount', 'endTokensOf',
  'writeStems', 'forgetStems', 'copyEvidence', 'storeVersion', 'storeReportVersion', 'indexTerms', 'keepContact', 'forgetContact', 'layAnew', 'wantSnapshot', 'forgetWanted', 'keepBytes',
  'moveHook', 'endHook', 'layDown', 'releaseLane', 'keepAttempt',
]
/** What the desk keeps of what it told others is a log of the trail, and no part of what it is about. */
const NO_CHANGE = ['signHead', 'noteUse', 'ensureStemsMade', 'rebuildStems', 'layOutFor', 'noteAttempt', 'prune', 'noteStart', 'noteEnd', 'noteInterrupted']

/** Functions that open a change, each with the case above that goes through it. */
const OUTER: Record<string, string> = {
  openDesk: 'a new desk', firstInvitation: 'a new desk', acceptInvitation: 'POST /join/:token',
  addPerson: 'FUNCTIONS', invite: 'POST /people', disable: 'POST /people/:personId/disabling', enable: 'POST /people/:personId/enabling',
  reset: 'POST /people/:personId/reset', makeToken: 'POST /tokens', revokeToken: 'POST /tokens/:tokenId/revocation', changeRole: 'POST /people/:personId/role', changeLocale: 'POST /locale',
  startSession: 'POST /sign-in', endSession: 'POST /sign-out', recordFailure: 'a sign-in that fails', refuseToken: 'FUNCTIONS',
  keepOriginal: 'a file brought', importReport: 'POST /reports/new', reviseReport: 'POST /reports/:reportId/revisions/new', confirmWords: 'POST /claims/:claimId/words', makeClaim: 'POST /reports/:reportId/claims', markPassage: 'POST /reports/:reportId/passages/:number/mark',
  acceptAll: 'POST /reports/:reportId/passages/:number/acceptance', dismissAll: 'POST /reports/:reportId/passages/:number/dismissal',
  accept: 'POST /claims/:claimId/acceptance', dismiss: 'POST /claims/:claimId/dismissal', restore: 'POST /claims/:claimId/restoration',
  reword: 'POST /claims/:claimId/wording', attribute: 'POST /claims/:claimId/attribution', checkAttribution: 'POST /claims/:claimId/attribution-check',
  translate: 'POST /claims/:claimId/statements', takeOver: 'POST /claims/:claimId/taken-evidence',
  takeChain: 'POST /claims/:claimId/chain', applyCaveat: 'POST /reports/:reportId/passages/:number/caveat', setDue: 'POST /claims/:claimId/due', queueDue: 'FUNCTIONS',
  linkClaims: 'POST /claims/:claimId/links', withdrawLink: 'POST /claims/:claimId/links/:linkId/withdrawal',
  moveEdges: 'POST /claims/:claimId/edges', split: 'POST /claims/:claimId/split', merge: 'POST /claims/:claimId/merging',
  assign: 'POST /claims/assignments', checkOut: 'POST /claims/:claimId/check-out', release: 'POST /claims/:claimId/release',
  attach: 'POST /claims/:claimId/evidence', withdraw: 'POST /claims/:claimId/evidence/:evidenceId/withdrawal', reinstate: 'POST /claims/:claimId/evidence/:evidenceId/reinstatement',
  proposeVerdict: 'POST /claims/:claimId/verdicts', requestChanges: 'POST /claims/:claimId/change-requests', signOff: 'POST /claims/:claimId/sign-offs', signOffReport: 'POST /reports/:reportId/sign-offs',
  publishReport: 'POST /reports/:reportId/publications', unpublishReport: 'POST /reports/:reportId/unpublishing',
  askForSnapshot: 'POST /claims/:claimId/evidence/:evidenceId/snapshots', confirmSnapshot: 'POST /claims/:claimId/evidence/:evidenceId/snapshots/:snapshotId/confirmation', keepSnapshot: 'FUNCTIONS',
  remark: 'POST /claims/:claimId/remarks', askForReply: 'POST /claims/:claimId/requests', recordReply: 'POST /claims/:claimId/requests/:requestId/answers', withdrawRequest: 'POST /claims/:claimId/requests/:requestId/withdrawal',
  receiveLetter: 'POST /claims/:claimId/errors/new', takeLetter: 'POST /letters/:letterId/taking', answerLetter: 'POST /letters/:letterId/answer', eraseContact: 'POST /letters/:letterId/erasure', eraseOldContacts: 'FUNCTIONS',
  publish: 'POST /claims/:claimId/publications', correct: 'POST /claims/:claimId/corrections', unpublish: 'POST /claims/:claimId/unpublishing',
  addHook: 'POST /webhooks', changeKinds: 'POST /webhooks/:hookId/kinds', renewSecret: 'POST /webhooks/:hookId/secret', pause: 'POST /webhooks/:hookId/pausing', resume: 'POST /webhooks/:hookId/resuming',
  remove: 'POST /webhooks/:hookId/removal', sendAgain: 'POST /webhooks/:hookId/deliveries/:seq/sending', pauseFailing: 'FUNCTIONS', endGone: 'FUNCTIONS',
  askExport: 'POST /exports', cancelExport: 'POST /exports/:exportId/cancellation',
}

test('every function that writes opens a change, works inside one, or stands here with its reason', () => {
  const server = import.meta.dirname
  const files = globSync('**/*.ts', { cwd: server, exclude: (name) => /(\.test|testing\S*)\.ts$|^bench$/.test(String(name)) })
  const outer: string[] = []
  const inner: string[] = []
  for (const file of files) {
    for (const { name, body } of functionsIn(readFileSync(`${server}/${file}`, 'utf8'))) {
      if (/\bchange\(db/.test(body)) outer.push(name)
      else if (/\b(INSERT INTO|REPLACE INTO|DELETE FROM|UPDATE \w+\s+SET)\b/.test(body)) inner.push(name)
    }
  }
  assert.deepEqual(outer.toSorted(), Object.keys(OUTER).toSorted())
  assert.deepEqual(inner.toSorted(), [...INNER, ...NO_CHANGE].toSorted())
  for (const place of Object.values(OUTER)) assert.ok(place in FORMS || place in ALSO || ['a new desk', 'FUNCTIONS'].includes(place), place)
})

/** The functions at the top of a file, with their text. */
const functionsIn = (source: string) => source.split(/^(?=(?:export )?(?:async )?(?:function|const) \w)/m)
  .map((body) => ({ name: /^(?:export )?(?:async )?(?:function|const) (\w+)/.exec(body)?.[1] ?? '', body: body.replace(/^\s*(?:\/\/|\*|\/\*).*$/gm, '') }))
