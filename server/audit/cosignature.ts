import { createPublicKey, sign, verify, type KeyObject } from 'node:crypto'
import { keyId, rawPublicKey, readBase64 } from './note.ts'

/** What a witness adds to a checkpoint (c2sp.org/tlog-cosignature, cosignature/v1): that it saw this head then, and none that contradicts it. */

const COSIGNATURE = Buffer.of(4)

/** The public key of a witness, in one line. */
export function witnessKey(name: string, key: KeyObject): string {
  if (!/^[^\s+]+$/.test(name)) throw new Error(`A witness cannot be named '${name}': no spaces, no plus`)
  const raw = rawPublicKey(key)
  return `${name}+${keyId(name, raw, COSIGNATURE)}+${Buffer.concat([COSIGNATURE, raw]).toString('base64')}`
}

/** `text` is that of the checkpoint, without signatures. Returns the line to put below them. */
export function cosign(text: string, name: string, key: KeyObject, at: Date): string {
  const seconds = Math.floor(at.getTime() / 1000)
  const time = Buffer.alloc(8)
  time.writeBigUInt64BE(BigInt(seconds))
  const id = Buffer.from(keyId(name, rawPublicKey(key), COSIGNATURE), 'hex')
  return `— ${name} ${Buffer.concat([id, time, sign(null, messageOf(seconds, text), key)]).toString('base64')}\n`
}

/** When the witness of this key saw the checkpoint; null when it did not. */
export function seenBy(vkey: string, note: string): Date | null {
  const [, name, id, encoded] = /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(vkey) ?? []
  const raw = readBase64(encoded ?? '')
  if (!name || raw?.length !== 33 || raw[0] !== COSIGNATURE[0]) throw new Error('This is not the key of a witness')
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url', 1) }, format: 'jwk' })

  const text = note.slice(0, note.lastIndexOf('\n\n') + 1)
  for (const line of note.slice(text.length + 1).split('\n')) {
    const bytes = readBase64(line.startsWith(`— ${name} `) ? line.slice(name.length + 3) : '')
    if (bytes?.length !== 76 || bytes.toString('hex', 0, 4) !== id) continue
    const seconds = Number(bytes.readBigUInt64BE(4))
    if (verify(null, messageOf(seconds, text), key, bytes.subarray(12))) return new Date(seconds * 1000)
  }
  return null
}

const messageOf = (seconds: number, text: string) => Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`)
