import { hash } from 'node:crypto'
import { z } from 'zod'
import type { Sentence } from '../errors.ts'
import { copyName, LISTED, FILES, readBundle, signedText, type FileName } from './bundle.ts'
import { parseCanonical } from './canonical.ts'
import { parseCheckpoint, trailName, type Checkpoint } from './checkpoint.ts'
import { leafHash, verifyInclusion } from './merkle.ts'
import { openNote, parseVerifierKey, readBase64, type Verifier } from './note.ts'
import type { Outside } from './outside.ts'
import { readReport, type ReadReport } from './report-shape.ts'
import { compareWithTrail, type Replayed } from './replay.ts'
import { compareWithOutside } from './same-trail.ts'
import type { Entry } from './zip.ts'

/** No bundle is larger; what is, is not looked at. */
export const LARGEST_BUNDLE = 64 * 2 ** 20

export type BundleFinding = {
  ok: boolean
  /** In whose name it is signed, and whether the key is known from elsewhere or only out of the bundle. */
  signer: { origin: string; vkey: string; isKnown: boolean } | null
  report: { id: string; title: string } | null
  checkpoint: Checkpoint | null
  /** Events proved to be in the trail: shown, and withheld. */
  shown: number
  withheld: number
  /** How many outside heads agree, of how many. */
  outside: { agree: number; of: number }
  problems: Sentence[]
  unprovable: Sentence[]
}

/** The same in somebody's words. */
export type ToldFinding = Omit<BundleFinding, 'problems' | 'unprovable'> & { problems: string[]; unprovable: string[] }

const Hex = z.string().regex(/^[0-9a-f]{64}$/)
const Seq = z.int().min(1).max(2 ** 31 - 1)
const Hash = z.string().refine((text) => readBase64(text)?.length === 32)

const Manifest = z.strictObject({
  format: z.literal('claimdesk bundle'), version: z.literal(1), report: z.string(),
  files: z.array(z.strictObject({ name: z.string(), size: z.int(), sha256: Hex })).min(LISTED.length),
})

const ProofFile = z.strictObject({
  format: z.literal('claimdesk proofs'), version: z.literal(1), size: Seq,
  events: z.array(z.strictObject({ seq: Seq, leaf: Hash, path: z.array(Hash).max(31) })),
})

/** `key` is one that came by another way, which the bundle must have; `ours` is one that is known, if it has it. */
type Given = { key?: string | null; ours?: string | null; outside?: readonly Outside[] }

/**
 * Checks a bundle against itself, against a key that came by another way, and against heads of the trail that others kept.
 * Looks at nothing but what it is given. Never throws for what stands in the bundle: that is what it is there to tell.
 */
export function verifyBundle(bytes: Buffer, { key = null, ours = null, outside = [] }: Given = {}): BundleFinding {
  const finding: BundleFinding = {
    ok: false, signer: null, report: null, checkpoint: null, shown: 0, withheld: 0, outside: { agree: 0, of: outside.length }, problems: [], unprovable: [],
  }
  const problem = (sentence: Sentence) => void finding.problems.push(sentence)
  if (bytes.length > LARGEST_BUNDLE) problem((t, show) => t.bundle.problems.tooLarge(show.number(LARGEST_BUNDLE / 2 ** 20)))
  else checkFiles(bytes, { key, ours, outside }, finding, problem)
  finding.ok = finding.problems.length === 0
  return finding
}

type Tell = (sentence: Sentence) => void

function checkFiles(bytes: Buffer, given: Required<Given>, finding: BundleFinding, problem: Tell) {
  const { entries, problem: wrong } = readBundle(bytes)
  if (wrong) problem(wrong)
  if (FILES.some((file) => !entries.some(({ name }) => name === file))) return

  const files = Object.fromEntries(entries.map(({ name, data }) => [name, data])) as Record<FileName, Buffer>
  const signer = readKey(files['key.txt'], given, problem)
  if (!signer) return
  finding.signer = signer
  checkManifest(files, entries.slice(0, -2), signer, problem)
  // What follows would only repeat, in other words, that a file is not the one that was signed.
  if (finding.problems.length > 0) return

  const read = readFiles(files, problem)
  if (!read) return
  const { report, proofs, events } = read
  finding.report = { id: report.report.id, title: report.report.title }
  const checkpoint = checkCheckpoint(files['checkpoint.txt'].toString(), signer, problem)
  if (!checkpoint) return
  finding.checkpoint = checkpoint
  checkProofs(read, checkpoint, finding, problem)

  if (report.desk.vkey !== signer.vkey || report.desk.origin !== signer.origin) problem((t) => t.bundle.problems.otherDesk)
  if (report.checkpoint !== files['checkpoint.txt'].toString()) problem((t) => t.bundle.problems.otherCheckpoint)
  checkCopies(report, entries.slice(LISTED.length, -2), problem)
  const replayed = compareWithTrail(report, events)
  replayed.problems.forEach(problem)
  const compared = compareWithOutside(checkpoint, given.outside, signer.verifier, trailName(signer.origin))
  compared.problems.forEach(problem)
  finding.outside.agree = compared.agree
  finding.unprovable = [...limitsOf(finding, proofs.events.length, replayed), ...compared.unprovable]
}

/** Each copy is what its name says, they are those that the report says are here, and it says so of all that its claims name. */
function checkCopies({ claims, copies: { inBundle, leftOut } }: ReadReport, present: readonly Entry[], problem: Tell) {
  for (const { name, data } of present) if (name !== copyName(hash('sha256', data))) problem((t) => t.bundle.problems.copy(name))
  const named = claims.flatMap(({ evidence }) => [evidence.supports, evidence.contradicts, evidence.context, evidence.withdrawn].flat()).flatMap(({ snapshots }) => snapshots).flatMap(({ sha256 }) => sha256 ?? [])
  const isListed = present.map(({ name }) => name).join() === inBundle.map(copyName).join() && new Set(named).isSubsetOf(new Set([...inBundle, ...leftOut]))
  if (!isListed) problem((t) => t.bundle.problems.otherCopies)
}

type Signer = NonNullable<BundleFinding['signer']> & { verifier: Verifier }

/** The key of the bundle, which must be the one that came by another way, if one did. */
function readKey(file: Buffer, { key, ours }: Required<Given>, problem: Tell): Signer | null {
  const vkey = file.toString().replace(/\n$/, '')
  if (key !== null && key !== vkey) problem((t) => t.bundle.problems.otherKey)
  try {
    const verifier = parseVerifierKey(vkey)
    const origin = verifier.name.replace(/\/claimdesk-trail$/, '')
    if (trailName(origin) !== verifier.name || `${vkey}\n` !== file.toString()) throw new Error('it is the key of something else')
    return { origin, vkey, isKnown: key !== null || vkey === ours, verifier }
  } catch {
    problem((t) => t.bundle.problems.noKey)
    return null
  }
}

/** The signature binds the manifest, and the manifest every other file. */
function checkManifest(files: Record<FileName, Buffer>, present: readonly Entry[], { origin, verifier }: Signer, problem: Tell) {
  const note = files['manifest.txt'].toString()
  const text = signedText(origin, files['manifest.json'])
  try {
    if (openNote(note, verifier) !== text) problem((t) => t.bundle.problems.otherManifest)
    if (note.slice(text.length).split('\n').length !== 3) problem((t) => t.bundle.problems.notSigned)
  } catch {
    problem((t) => t.bundle.problems.notSigned)
  }

  const manifest = read(Manifest, files['manifest.json'])
  if (!manifest) return problem((t) => t.bundle.problems.notRead('manifest.json'))
  for (const [index, { name, data }] of present.entries()) {
    const listed = manifest.files[index]
    if (listed?.name !== name || listed.size !== data.length || listed.sha256 !== hash('sha256', data)) problem((t) => t.bundle.problems.changed(name))
  }
  for (const { name } of manifest.files.slice(present.length)) problem((t) => t.bundle.problems.changed(name))
}

type Read = { report: ReadReport; proofs: z.output<typeof ProofFile>; events: string[] }

function readFiles(files: Record<FileName, Buffer>, problem: Tell): Read | null {
  const manifest = read(Manifest, files['manifest.json'])
  const proofs = read(ProofFile, files['proofs.json'])
  const report = readReport(textOf(files['report.json']))
  const lines = textOf(files['events.jsonl'])?.split('\n')
  if (!proofs) problem((t) => t.bundle.problems.notRead('proofs.json'))
  if (!report) problem((t) => t.bundle.problems.notRead('report.json'))
  if (lines?.pop() !== '') problem((t) => t.bundle.problems.notRead('events.jsonl'))
  if (report && manifest?.report !== report.report.id) problem((t) => t.bundle.problems.otherReport)
  return proofs && report && lines ? { report, proofs, events: lines } : null
}

function read<Schema extends z.ZodType>(schema: Schema, file: Buffer): z.output<Schema> | null {
  try {
    return schema.parse(parseCanonical(textOf(file) ?? ''))
  } catch {
    return null
  }
}

/** null when it is not UTF-8. */
export function textOf(file: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(file)
  } catch {
    return null
  }
}

function checkCheckpoint(note: string, { verifier, origin }: Signer, problem: Tell): Checkpoint | null {
  try {
    const checkpoint = parseCheckpoint(openNote(note, verifier))
    if (checkpoint.origin === trailName(origin)) return checkpoint
  } catch {
    // Told below.
  }
  problem((t) => t.bundle.problems.noCheckpoint)
  return null
}

/** Every event of the extract has its proof, and the body of each that is shown is what the proof is of. */
function checkProofs({ report, proofs, events }: Read, checkpoint: Checkpoint, finding: BundleFinding, problem: Tell) {
  const root = Buffer.from(checkpoint.root, 'base64')
  const bodies = events.values()
  if (proofs.size !== checkpoint.size) problem((t) => t.bundle.problems.otherSize)
  const seqs = (list: readonly { seq: number }[]) => list.map(({ seq }) => seq).join()
  if (seqs(proofs.events) !== seqs(report.audit)) problem((t) => t.bundle.problems.otherEvents)

  for (const [index, { seq, leaf, path }] of proofs.events.entries()) {
    if (seq <= (proofs.events[index - 1]?.seq ?? 0)) problem((t, show) => t.bundle.problems.order(show.number(seq)))
    if (!verifyInclusion(seq - 1, checkpoint.size, Buffer.from(leaf, 'base64'), path.map((step) => Buffer.from(step, 'base64')), root)) problem((t, show) => t.bundle.problems.notIncluded(show.number(seq)))
    if (report.audit[index]?.body === null) finding.withheld++
    else if (leafHash(bodies.next().value ?? '').toString('base64') === leaf) finding.shown++
    else problem((t, show) => t.bundle.problems.otherBody(show.number(seq)))
  }
  if (!bodies.next().done) problem((t) => t.bundle.problems.otherEvents)
}

function limitsOf({ signer, withheld, outside }: BundleFinding, events: number, { unprovable }: Replayed): Sentence[] {
  return [
    (t) => t.bundle.limits.truth,
    ...(signer?.isKnown ? [] : [((t) => t.bundle.limits.key) satisfies Sentence]),
    ...(outside.of > 0 ? [] : [((t) => t.bundle.limits.alone) satisfies Sentence]),
    (t) => t.bundle.limits.rest(events),
    ...(withheld > 0 ? [((t) => t.bundle.limits.withheld(withheld)) satisfies Sentence] : []),
    (t) => t.bundle.limits.page,
    (t) => t.bundle.limits.content,
    ...unprovable,
  ]
}
