import { hash, type KeyObject } from 'node:crypto'
import { canonical } from './canonical.ts'
import { trailName, type Opening } from './checkpoint.ts'
import { guideTo } from './guide.ts'
import { signNote, verifierKey } from './note.ts'
import type { Proofs } from './proofs.ts'
import { zipOf, type Entry } from './zip.ts'

/** The files of a bundle, in their order. The manifest lists all but itself and the note that signs it. */
export const LISTED = ['VERIFY.md', 'report.html', 'report.json', 'events.jsonl', 'proofs.json', 'checkpoint.txt', 'key.txt'] as const
export const FILES = [...LISTED, 'manifest.json', 'manifest.txt'] as const

export type FileName = (typeof FILES)[number]

/** What a bundle needs to know of a verification report; all of it goes in. A withheld event has no body. */
export type Bundled = { desk: Opening; report: { id: string }; audit: readonly { seq: number; body: unknown }[]; checkpoint: string }

/**
 * A verification report as one file that an outsider can check without the desk. The same report makes the same bytes.
 * `proofs` are of all events in its audit extract, at the size of its checkpoint; `html` is the same report as a page.
 */
export function bundleOf(report: Bundled, { html, proofs, key }: { html: string; proofs: Proofs; key: KeyObject }): Buffer {
  const { origin } = report.desk
  const texts: Record<(typeof LISTED)[number], string> = {
    'VERIFY.md': guideTo(report),
    'report.html': html,
    'report.json': canonical(report),
    'events.jsonl': report.audit.filter(({ body }) => body !== null).map(({ body }) => `${canonical(body)}\n`).join(''),
    'proofs.json': canonical(proofs),
    'checkpoint.txt': report.checkpoint,
    'key.txt': `${verifierKey(trailName(origin), key)}\n`,
  }
  const listed = LISTED.map((name): Entry => ({ name, data: Buffer.from(texts[name]) }))
  const manifest = Buffer.from(manifestOf(report.report.id, listed))
  const signature = signNote(signedText(origin, manifest), trailName(origin), key)
  return zipOf([...listed, { name: 'manifest.json', data: manifest }, { name: 'manifest.txt', data: Buffer.from(signature) }])
}

const manifestOf = (report: string, listed: readonly Entry[]) => canonical({
  format: 'claimdesk bundle',
  version: 1,
  report,
  files: listed.map(({ name, data }) => ({ name, size: data.length, sha256: hash('sha256', data) })),
})

/** What is signed of a bundle. It cannot pass for a checkpoint, nor a checkpoint for it: the first lines differ, and so does the second. */
export const signedText = (origin: string, manifest: Buffer) => `${origin}/claimdesk-bundle\nmanifest ${hash('sha256', manifest)}\n`
