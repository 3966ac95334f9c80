import { createPublicKey, hash, sign, verify, type KeyObject } from 'node:crypto'

/** A signed note (c2sp.org/signed-note): a text, an empty line, and signatures that name their key. Ed25519 only. */

const ED25519 = Buffer.of(1)
const SIGNATURE = /^— (\S+) (\S+)$/

export type Verifier = { name: string; id: string; key: KeyObject }

/** A public key as people hand it around: name, id and key in one line. */
export function verifierKey(name: string, key: KeyObject): string {
  if (!/^[^\s+]+$/.test(name)) throw new Error(`A key cannot be named '${name}': no spaces, no plus`)
  const raw = rawPublicKey(key)
  return `${name}+${keyId(name, raw)}+${Buffer.concat([ED25519, raw]).toString('base64')}`
}

/** Reads what `verifierKey` wrote. Throws if it is anything else. */
export function parseVerifierKey(line: string): Verifier {
  const [, name, id, encoded] = /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(line) ?? []
  const raw = readBase64(encoded ?? '')
  if (!name || !id || raw?.length !== 33 || raw[0] !== ED25519[0]) throw new Error('This is not an Ed25519 verifier key')
  if (keyId(name, raw.subarray(1)) !== id) throw new Error('The id of the verifier key does not fit the key')

  const x = raw.subarray(1).toString('base64url')
  return { name, id, key: createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' }) }
}

/** `text` is whole lines. The same text and key always give the same note. */
export function signNote(text: string, name: string, key: KeyObject): string {
  if (!text.endsWith('\n')) throw new Error('The text of a note ends with its last line')
  const id = Buffer.from(keyId(name, rawPublicKey(key)), 'hex')
  const signature = Buffer.concat([id, sign(null, Buffer.from(text), key)])
  return `${text}\n— ${name} ${signature.toString('base64')}\n`
}

/** The text of a note that this key signed. Signatures of others are left aside, so that witnesses may add theirs. Throws with the reason. */
export function openNote(note: string, verifier: Verifier): string {
  const end = note.lastIndexOf('\n\n')
  const signatures = note.slice(end + 2).split('\n').slice(0, -1).map((line) => SIGNATURE.exec(line))
  if (end < 0 || !note.endsWith('\n') || signatures.length === 0 || signatures.includes(null)) throw new Error('it is not a signed note')

  const text = note.slice(0, end + 1)
  const ours = signatures.map((found) => ({ name: found?.[1], bytes: readBase64(found?.[2] ?? '') ?? Buffer.of() }))
    .filter(({ name, bytes }) => name === verifier.name && bytes.toString('hex', 0, 4) === verifier.id)

  if (ours.length === 0) throw new Error(`it was signed with another key than ${verifier.name}+${verifier.id}`)
  if (!ours.every(({ bytes }) => verify(null, Buffer.from(text), verifier.key, bytes.subarray(4)))) throw new Error('its signature does not fit its text')
  return text
}

/** What base64 says, if it is written in the one way in which it should be: two spellings of one signature would be two notes. */
export function readBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64')
  return bytes.toString('base64') === text ? bytes : null
}

/** Finds the note in a file: the bare note, the `checkpoint` of a JSON export, what stands in a <pre> of a page, or a cell of a sheet. */
export function findNote(file: string): string | null {
  const text = file.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n')
  const candidates = [text, ...checkpointsInJson(text), ...preformatted(text), ...lastCells(text)]
  const note = candidates.map((candidate) => `${candidate.trim()}\n`).find((candidate) => /\n\n(— \S+ \S+\n)+$/.test(candidate))
  return note ?? null
}

function checkpointsInJson(text: string): string[] {
  const found: string[] = []
  try {
    JSON.parse(text, (key, value: unknown) => {
      if (key === 'checkpoint' && typeof value === 'string') found.push(value)
      return value
    })
  } catch {
    // Not JSON: there is nothing of the kind in it.
  }
  return found
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function preformatted(text: string): string[] {
  const blocks = [...text.matchAll(/<pre\b[^>]*>(.*?)<\/pre>/gis)]
  return blocks.map(([, inner = '']) => inner
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:#(\d{1,6})|#x([0-9a-f]{1,5})|(\w+));/gi, (whole, decimal?: string, hex?: string, name = '') =>
      decimal ? String.fromCodePoint(Number(decimal)) : hex ? String.fromCodePoint(parseInt(hex, 16)) : (ENTITIES[name] ?? whole)))
}

/** In a sheet the note is the last cell of every row, after what people typed: what only looks like one further to the front is left aside. */
const lastCells = (text: string) => [...text.matchAll(/"([^"]*)"\n/g)].map(([, cell = '']) => cell)

/** The first bytes of a hash over the name and the key, whose first byte says what kind it is. */
export const keyId = (name: string, raw: Buffer, kind = ED25519) =>
  hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), kind, raw]), 'hex').slice(0, 8)

export function rawPublicKey(key: KeyObject): Buffer {
  const { x } = (key.type === 'private' ? createPublicKey(key) : key).export({ format: 'jwk' })
  return Buffer.from(x ?? '', 'base64url')
}
