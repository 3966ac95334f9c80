import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { inTurn as turns } from '../turns.ts'

export const SHORTEST_PASSWORD = 10
export const LONGEST_PASSWORD = 200

/** OWASP's argon2id setting for 19 MiB. What is stored names its own, so that these may grow. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 } as const
const HASH_BYTES = 32

type Cost = { memory: number; passes: number; parallelism: number }

const derive = promisify(argon2)

/** Hashing is dear on purpose. Two at a time keep the desk quick for those who are in; a crowd at the door is sent away. */
export const inTurn = turns({ atOnce: 2, waiting: 100, full: (t) => t.refusals.busy })

/** The text to store (PHC string format) for a new password. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(async () => {
    const nonce = randomBytes(16)
    return phc(nonce, await hashWith(password, nonce, COST))
  })
}

/** Whether a password is the stored one. Without a stored one the work is the same and the answer is no. To be called `inTurn`. */
export async function matches(password: string, stored: string | null): Promise<boolean> {
  const { nonce, hash, ...cost } = parse(stored ?? NOBODYS)
  return timingSafeEqual(await hashWith(password, nonce, cost), hash) && stored !== null
}

/** Keyboards write the same letter in different ways (آ as one sign or two), so a password is compared in one of them. */
const hashWith = (password: string, nonce: Buffer, cost: Cost): Promise<Buffer> =>
  derive('argon2id', { message: password.normalize('NFKC'), nonce, tagLength: HASH_BYTES, ...cost })

const unpadded = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '')

const phc = (nonce: Buffer, hash: Buffer) =>
  `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${unpadded(nonce)}$${unpadded(hash)}`

const NOBODYS = phc(randomBytes(16), randomBytes(HASH_BYTES))

function parse(stored: string): Cost & { nonce: Buffer; hash: Buffer } {
  const parts = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/.exec(stored)
  if (!parts) throw new Error('A stored password is not in PHC string format')
  const [, memory, passes, parallelism, nonce, hash] = parts as unknown as [string, string, string, string, string, string]
  return {
    memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism),
    nonce: Buffer.from(nonce, 'base64'), hash: Buffer.from(hash, 'base64'),
  }
}
