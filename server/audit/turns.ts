import { networkOf } from '../people/throttle.ts'

/** More addresses than this within the time, and all wait: a table that grows with every stranger is itself a way in. */
const MOST_ADDRESSES = 10_000

/**
 * Gives each network address a few turns within a time. Kept in memory: who waits for a restart to try again has waited long enough.
 * Whoever is asked to wait has taken no turn, so that several kinds of turns can be asked for before one is taken of each.
 */
export function turns({ most, milliseconds }: { most: number; milliseconds: number }) {
  const taken = new Map<string, number[]>()
  const isRecent = (at: Date) => (time: number) => time > at.getTime() - milliseconds

  /** How long this address has to wait, in milliseconds; 0: it is its turn. */
  function waitOf(address: string, at: Date): number {
    const who = networkOf(address)
    if (!taken.has(who) && taken.size >= MOST_ADDRESSES) {
      for (const [other, times] of taken) if (!times.some(isRecent(at))) taken.delete(other)
      if (taken.size >= MOST_ADDRESSES) return milliseconds
    }
    const recent = (taken.get(who) ?? []).filter(isRecent(at))
    return recent.length < most ? 0 : recent.at(-most)! + milliseconds - at.getTime()
  }

  function take(address: string, at: Date) {
    const who = networkOf(address)
    taken.set(who, [...(taken.get(who) ?? []).filter(isRecent(at)), at.getTime()])
  }

  return { waitOf, take }
}
