import { networkOf } from '../people/throttle.ts'

/** More addresses than this within the time, and all wait: a table that grows with every stranger is itself a way in. */
const MOST_ADDRESSES = 10_000

/** Gives each network address a few turns within a time. Kept in memory: who waits for a restart to try again has waited long enough. */
export function turns({ most, milliseconds }: { most: number; milliseconds: number }) {
  const taken = new Map<string, number[]>()

  /** Whether it is this address's turn; if it is, it has taken it. */
  return (address: string, at: Date): boolean => {
    const now = at.getTime()
    const isRecent = (time: number) => time > now - milliseconds
    const who = networkOf(address)
    if (!taken.has(who) && taken.size >= MOST_ADDRESSES) {
      for (const [other, times] of taken) if (!times.some(isRecent)) taken.delete(other)
      if (taken.size >= MOST_ADDRESSES) return false
    }
    const recent = (taken.get(who) ?? []).filter(isRecent)
    taken.set(who, recent)
    if (recent.length >= most) return false
    recent.push(now)
    return true
  }
}
