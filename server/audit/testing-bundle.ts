import { hash } from 'node:crypto'
import type { TestContext } from 'node:test'
import { fileOf } from '../evidence/snapshots.ts'
import { verificationReport } from '../export/document.ts'
import { pageOf } from '../export/page.ts'
import { fullDesk } from '../export/testing.ts'
import { key } from '../web/testing.ts'
import { bundleOf, readBundle, signedText, type FileName } from './bundle.ts'
import { canonical } from './canonical.ts'
import { parseCheckpoint, signCheckpoint, trailName, type Opening } from './checkpoint.ts'
import { signNote, verifierKey } from './note.ts'
import { proofsOf } from './proofs.ts'
import { doOne, openedDesk } from './testing.ts'
import { zipOf } from './zip.ts'

/** A desk in which a report has met everything, and its bundle. */
export async function bundledDesk(t: TestContext) {
  const told = await fullDesk(t)
  const report = verificationReport(told.db, told.report.id, key)
  const seqs = report.audit.map(({ seq }) => seq)
  const checkpoint = parseCheckpoint(report.checkpoint)
  const proofs = proofsOf(told.db, seqs, checkpoint.size)
  const copies = report.copies.inBundle.map((sha256) => fileOf(told.db, sha256))
  const bundle = (edited: object = report) => bundleOf(edited as typeof report, { html: pageOf(report, 'en'), proofs, key, copies })
  return { ...told, document: report, proofs, checkpoint, copies, bundle, bytes: bundle(), vkey: report.desk.vkey }
}

/** A bundle of a trail of two events, small enough to try all of it. */
export function smallBundle(t: TestContext) {
  const { db, key: own, ...desk } = openedDesk(t)
  doOne(db, 3)
  const text = 'قال الحرس.'
  const body = (db.prepare('SELECT body, hash FROM audit_events ORDER BY seq').all() as { body: string; hash: string }[])
  const events = [2].map((seq) => ({ seq, action: 'claim.reworded', previousHash: body[seq - 2]!.hash, hash: body[seq - 1]!.hash, withheld: null, body: JSON.parse(body[seq - 1]!.body) }))
  const { at, actor: who, subject, claim, reason } = events[0]!.body
  const report = {
    format: 'claimdesk verification report', version: 1, desk: { name: 'x', origin: 'desk.example', vkey: verifierKey(trailName('desk.example'), own) } satisfies Opening, asOf: at,
    report: { id: 'R0', title: 'انسحاب الحرس', sha256: hash('sha256', text) }, source: { text }, claims: [],
    custody: [{ seq: 2, action: 'claim.reworded', withheld: null, at, who, subject, claim, number: null, reason }], audit: events, checkpoint: signCheckpoint(db, own),
  }
  return { ...desk, db, key: own, report, bytes: bundleOf(report, { html: '<p>', proofs: proofsOf(db, [2], 2), key: own }) }
}

/** What somebody with the desk's key can hand out: other files, and a signature over them. */
export function signedAgain(bytes: Buffer, edits: Partial<Record<FileName | `snapshots/${string}`, (text: string) => string>>, signer = key, origin = 'desk.test') {
  const files = readBundle(bytes).entries.slice(0, -2).map(({ name, data }) => ({ name, data: Buffer.from(edits[name as FileName]?.(data.toString()) ?? data) }))
  const id = JSON.parse(readBundle(bytes).entries.find(({ name }) => name === 'manifest.json')!.data.toString()).report
  const plain = canonical({ format: 'claimdesk bundle', version: 1, report: id, files: files.map(({ name, data }) => ({ name, size: data.length, sha256: hash('sha256', data) })) })
  const manifest = Buffer.from(edits['manifest.json']?.(plain) ?? plain)
  const note = signNote(signedText(origin, manifest), trailName(origin), signer)
  return zipOf([...files, { name: 'manifest.json', data: manifest }, { name: 'manifest.txt', data: Buffer.from(edits['manifest.txt']?.(note) ?? note) }])
}
