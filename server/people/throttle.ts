import { isIPv6 } from 'node:net'
import type { Database } from '../database.ts'
import { emailOf } from './person.ts'

const MINUTE = 60_000

/**
 * How many failed sign-ins within how long make somebody wait. The longer rows slow down whoever waits and goes on.
 * A whole newsroom may share one address, so an address may fail more often than an account.
 */
export const LIMITS = {
  account: [{ failures: 5, milliseconds: 15 * MINUTE }, { failures: 15, milliseconds: 120 * MINUTE }],
  address: [{ failures: 20, milliseconds: 15 * MINUTE }, { failures: 60, milliseconds: 120 * MINUTE }],
} as const

const LONGEST = 120 * MINUTE

/** Tokens that nobody was given: nobody guesses one, but each is a line in the trail. They count apart, so that a program with a slip in its token keeps nobody from signing in. */
const tokenLimits = LIMITS.address

/** Who tries: the account as it was typed, whether it exists or not, and the network address it comes from. */
export type Attempt = { email: string; address: string }

/** When somebody who failed too often may try again; null when they may now. Writes nothing. */
export function mayTryAgainAt(db: Database, attempt: Attempt, at: Date): Date | null {
  const waits = [
    ...LIMITS.account.map((limit) => waitFor(db, accountKey(attempt.email), limit, at)),
    ...LIMITS.address.map((limit) => waitFor(db, addressKey(attempt.address), limit, at)),
  ]
  const latest = Math.max(0, ...waits)
  return latest > at.getTime() ? new Date(latest) : null
}

/** Remembers a failure, and forgets those that no longer count, inside a change that records it. */
export const countFailure = (db: Database, attempt: Attempt, at: Date) => remember(db, [accountKey(attempt.email), addressKey(attempt.address)], at)

function remember(db: Database, keys: readonly string[], at: Date) {
  db.prepare('DELETE FROM sign_in_failures WHERE at <= ?').run(new Date(at.getTime() - LONGEST).toISOString())
  for (const who of keys) db.prepare('INSERT INTO sign_in_failures (who, at) VALUES (?, ?)').run(who, at.toISOString())
}

/** The same of tokens: when the next one that is unknown may be refused with a trace; null when it may now. */
export function tokensWaitUntil(db: Database, address: string, at: Date): Date | null {
  const latest = Math.max(...tokenLimits.map((limit) => waitFor(db, tokenKey(address), limit, at)))
  return latest > at.getTime() ? new Date(latest) : null
}

export const countUnknownToken = (db: Database, address: string, at: Date) => remember(db, [tokenKey(address)], at)

/** Clears the failures of an account whose owner came in. Its address keeps its own: an attacker may own one account. */
export function forgiveAccount(db: Database, email: string) {
  db.prepare('DELETE FROM sign_in_failures WHERE who = ?').run(accountKey(email))
}

/** The failure that must grow old before the next try is free, plus how long that takes; 0 when there are not so many. */
function waitFor(db: Database, who: string, { failures, milliseconds }: { failures: number; milliseconds: number }, at: Date): number {
  const oldest = db.prepare<[string, string, number], { at: string }>(`
    SELECT at FROM sign_in_failures
    WHERE who = ? AND at > ?
    ORDER BY at DESC
    LIMIT 1 OFFSET ?
  `).get(who, new Date(at.getTime() - milliseconds).toISOString(), failures - 1)
  return oldest ? Date.parse(oldest.at) + milliseconds : 0
}

const accountKey = (email: string) => `account ${emailOf(email)}`
const tokenKey = (address: string) => `token ${networkOf(address)}`
const addressKey = (address: string) => `address ${networkOf(address)}`

/** An IPv4 address as it is; of IPv6 the first 56 bits, which is what one household or office is given. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)
  if (mapped) return mapped[1]!
  if (!isIPv6(address)) return address

  const groups = groupsOf(address)
  groups[3] = groups[3]! & 0xff00
  return `${groups.slice(0, 4).map((group) => group.toString(16)).join(':')}::/56`
}

/** The eight numbers of an IPv6 address. URL knows all its spellings, but no zones. */
function groupsOf(address: string): number[] {
  const plain = new URL(`http://[${address.replace(/%.*$/, '')}]`).hostname.slice(1, -1)
  const [head = [], tail = []] = plain.split('::').map((half) => half.split(':').filter(Boolean).map((group) => parseInt(group, 16)))
  return [...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail]
}
