import { hash, type KeyObject } from 'node:crypto'
import { canonical } from './canonical.ts'
import { trailName, type Opening } from './checkpoint.ts'
import { guideTo } from './guide.ts'
import { signNote, verifierKey } from './note.ts'
import type { Proofs } from './proofs.ts'
import { readZip, zipOf, type Entry, type Further } from './zip.ts'

/** The files of a bundle, in their order. The manifest, before which the copies stand, lists all but itself and the note that signs it. */
export const LISTED = ['VERIFY.md', 'report.html', 'report.json', 'events.jsonl', 'proofs.json', 'checkpoint.txt', 'key.txt'] as const
export const FILES = [...LISTED, 'manifest.json', 'manifest.txt'] as const

export type FileName = (typeof FILES)[number]

/** Copies of pages that evidence leads to, each named by its SHA-256, by which they stand in order. */
const COPIES = { before: 'manifest.json', names: /^snapshots\/[0-9a-f]{64}$/ } as const satisfies Further
export const copyName = (sha256: string) => `snapshots/${sha256}`

/** The files of a bundle, with the copies among them. */
export const readBundle = (bytes: Buffer) => readZip(bytes, FILES, COPIES)

/** What a bundle needs to know of a verification report; all of it goes in. A withheld event has no body. */
export type Bundled = { desk: Opening; report: { id: string }; audit: readonly { seq: number; body: unknown }[]; checkpoint: string }

/**
 * A verification report as one file that an outsider can check without the desk. The same report makes the same bytes.
 * `proofs` are of all events in its audit extract, at the size of its checkpoint; `html` is the same report as a page; `copies` are the pages that it says are in it.
 */
export function bundleOf(report: Bundled, { html, proofs, key, copies = [] }: { html: string; proofs: Proofs; key: KeyObject; copies?: readonly Buffer[] }): Buffer {
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
  const pages = copies.map((data): Entry => ({ name: copyName(hash('sha256', data)), data })).sort((one, other) => one.name < other.name ? -1 : 1)
  const listed = [...LISTED.map((name): Entry => ({ name, data: Buffer.from(texts[name]) })), ...pages]
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
