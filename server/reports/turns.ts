import type { Problem } from '../web/form.ts'

/** How often one person may have pages fetched: whoever sent them is to blame for it, but the address of the desk is what others see. */
export const MOST_FETCHES = { number: 10, milliseconds: 60_000 } as const

type TurnedAway = { problem: Problem }

/** Lets each person do one thing at a time, and so many in a while. It remembers in memory: what it holds back ends with the process. */
export function takingTurns() {
  const busy = new Set<string>()
  const lately = new Map<string, number[]>()

  return async function inTurn<Result>(personId: string, at: Date, work: () => Promise<Result>): Promise<Result | TurnedAway> {
    const recent = (lately.get(personId) ?? []).filter((time) => time > at.getTime() - MOST_FETCHES.milliseconds)
    if (busy.has(personId)) return { problem: 'fetchBusy' }
    if (recent.length >= MOST_FETCHES.number) return { problem: 'fetchTooOften' }

    busy.add(personId)
    lately.set(personId, [...recent, at.getTime()])
    try {
      return await work()
    } finally {
      busy.delete(personId)
    }
  }
}
