import type { KeyObject } from 'node:crypto'
import { bundleOf } from '../audit/bundle.ts'
import { parseCheckpoint } from '../audit/checkpoint.ts'
import { proofsOf } from '../audit/proofs.ts'
import type { Database } from '../database.ts'
import { fileOf } from '../evidence/snapshots.ts'
import type { Locale } from '../people/person.ts'
import type { VerificationReport } from './document.ts'
import { pageOf } from './page.ts'

/** The report with all that an outsider needs to check it; its page is in the reader's language. The same report makes the same bytes. */
export function packed(db: Database, report: VerificationReport, locale: Locale, key: KeyObject): Buffer {
  const { size } = parseCheckpoint(report.checkpoint)
  return bundleOf(report, { html: pageOf(report, locale), proofs: proofsOf(db, report.audit.map(({ seq }) => seq), size), key, copies: report.copies.inBundle.map((sha256) => fileOf(db, sha256)) })
}
