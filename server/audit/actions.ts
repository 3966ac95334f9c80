/** Everything that can happen in the desk. The catalogues hold a sentence for each. */
export const ACTIONS = [
  'desk.opened',
  'person.invited', 'person.joined', 'person.disabled', 'person.enabled', 'person.reset', 'person.role_changed', 'person.locale_changed',
  'person.signed_in', 'person.signed_out', 'person.sign_in_failed',
  'token.made', 'token.revoked', 'token.refused',
  'original.brought', 'report.imported', 'report.revised', 'report.signed_off', 'report.signed_off_for_reason',
  'passage.marked', 'passage.unmarked', 'caveat.applied',
  'claim.accepted', 'claim.made', 'claim.dismissed', 'claim.restored', 'claim.edges_moved', 'claim.split', 'claim.split_off', 'claim.merged', 'claim.took_in', 'claim.gave_back',
  'claim.reanchored', 'claim.vanished', 'claim.words_confirmed',
  'claim.reworded', 'claim.translated', 'claim.attributed', 'claim.attribution_checked', 'claim.caveat_added', 'claim.caveat_removed', 'claim.caveat_gone',
  'claim.due_set', 'claim.came_due', 'claim.linked', 'claim.link_withdrawn', 'claim.assigned', 'claim.checked_out', 'claim.released', 'claim.remarked',
  'evidence.attached', 'evidence.taken_over', 'search.recorded', 'evidence.withdrawn', 'evidence.reinstated',
  'snapshot.asked', 'snapshot.taken', 'snapshot.failed', 'snapshot.confirmed',
  'reply.requested', 'reply.received', 'reply.missing', 'reply.request_withdrawn',
  'verdict.proposed', 'verdict.changes_requested', 'verdict.signed_off', 'verdict.signed_off_alone',
  'claim.published', 'claim.published_again', 'claim.correction_begun', 'claim.unpublished',
  'report.published', 'report.published_again', 'report.publication_followed', 'report.unpublished',
  'webhook.added', 'webhook.kinds_changed', 'webhook.secret_renewed', 'webhook.paused', 'webhook.resumed', 'webhook.removed', 'webhook.sent_again', 'webhook.failed', 'webhook.gone',
  'export.asked', 'export.cancelled',
  'letter.received', 'letter.taken', 'letter.answered', 'letter.contact_erased',
] as const

export type Action = (typeof ACTIONS)[number]
