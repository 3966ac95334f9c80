import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import type { Database } from '../database.ts'
import { root } from './merkle.ts'
import { signNote, verifierKey } from './note.ts'
import { headOf } from './trail.ts'
import { nodesOf } from './tree.ts'

/** What the first event says about the desk whose trail this is. */
export type Opening = { name: string; origin: string; vkey: string }

/** What a checkpoint says: these were the first `size` events. Lines of a C2SP checkpoint; the last two are extensions of ours. */
export type Checkpoint = { origin: string; size: number; root: string; head: string; time: string }

/** What the tree has levels for. */
const MOST_EVENTS = 2 ** 31 - 1

export const trailName = (origin: string) => `${origin}/claimdesk-trail`

export const checkpointText = ({ origin, size, root, head, time }: Checkpoint) =>
  `${origin}\n${size}\n${root}\nhead ${head}\ntime ${time}\n`

/** Reads what `checkpointText` wrote; lines that others may add after it are not ours. Throws if it is anything else. */
export function parseCheckpoint(text: string): Checkpoint {
  const [, origin, size, root, head, time] = /^(\S+)\n([1-9]\d{0,9})\n(\S+)\nhead ([0-9a-f]{64})\ntime (\d{4}-\d\d-\d\dT[\d:.]{12}Z)\n/.exec(text) ?? []
  if (!origin || !size || !root || !head || !time || Number(size) > MOST_EVENTS || Number.isNaN(Date.parse(time))) throw new Error('it is not a checkpoint of a trail')
  return { origin, size: Number(size), root, head, time }
}

/** The signed head of the trail as it is now, kept beside it. Asked twice for the same head, it answers with the same note. */
export function signCheckpoint(db: Database, key: KeyObject): string {
  // Nothing may be written between reading the head and keeping what was signed of it.
  return db.transaction(() => signHead(db, key)).immediate()
}

function signHead(db: Database, key: KeyObject): string {
  const head = headOf(db)
  if (!head) throw new Error('There is nothing to sign before a desk is opened')
  const { origin, vkey } = openingOf(db)
  const name = trailName(origin)
  if (verifierKey(name, key) !== vkey) throw new Error('This key is not the one the desk was opened with. Restore the key file that belongs to this database')

  const latest = latestCheckpoint(db)
  if (latest?.size === head.seq) return latest.note

  const treeRoot = root(nodesOf(db), head.seq).toString('base64')
  const note = signNote(checkpointText({ origin: name, size: head.seq, root: treeRoot, head: head.hash, time: head.at }), name, key)
  db.prepare('INSERT INTO checkpoints (size, note) VALUES (?, ?)').run(head.seq, note)
  return note
}

export function latestCheckpoint(db: Database): { size: number; note: string } | undefined {
  return db.prepare('SELECT size, note FROM checkpoints ORDER BY size DESC LIMIT 1').get() as { size: number; note: string } | undefined
}

/** The signed head of the trail when it had this many events, if one was signed then. */
export function checkpointAt(db: Database, size: number): string | undefined {
  return db.prepare('SELECT note FROM checkpoints WHERE size = ?').pluck().get(size) as string | undefined
}

export function openingOf(db: Database): Opening {
  const first = db.prepare('SELECT body FROM audit_events WHERE seq = 1').get() as { body: string } | undefined
  return readOpening(first?.body)
}

/** Reads the opening out of the first event. Throws if that is something else. */
export function readOpening(body = 'null'): Opening {
  const { action, after } = (JSON.parse(body) ?? {}) as { action?: string; after?: Partial<Opening> | null }
  const { name, origin, vkey } = after ?? {}
  if (action !== 'desk.opened' || !name || !origin || !vkey) throw new Error('The trail does not begin with the opening of a desk')
  return { name, origin, vkey }
}

/** The desk's own key. It lies beside the database and not in it, so that a copy of the database cannot sign. */
export function readOrMakeKey(file: string): KeyObject {
  if (existsSync(file)) return readKey(file)
  const { privateKey } = generateKeyPairSync('ed25519')
  writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx', flush: true })
  return privateKey
}

function readKey(file: string): KeyObject {
  let key: KeyObject | undefined
  try {
    key = createPrivateKey(readFileSync(file))
  } catch (cause) {
    throw new Error(`${file} does not hold a private key`, { cause })
  }
  if (key.asymmetricKeyType !== 'ed25519') throw new Error(`${file} does not hold an Ed25519 key`)
  return key
}
