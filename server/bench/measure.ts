import type { Wanted } from './load.ts'
import type { Load, Server } from './processes.ts'

/** How much is sent in one go; never for longer than `seconds`. */
export type Size = { rounds: number; alone: number; together: number; seconds: number }

export const FULL: Size = { rounds: 3, alone: 300, together: 900, seconds: 6 }
export const QUICK: Size = { rounds: 1, alone: 10, together: 20, seconds: 6 }

/** How many people ask at once when many do. */
export const TOGETHER = 32

/** Told to a load generator: what it set going may end before its time. */
export const ENOUGH = 'enough'

/** Times and CPU of the server, in milliseconds an answer. */
export type Figures = { sent: number; p50: number; p99: number; perSecond: number; cpu: number }

/** Lets the load generator ask a server, and says what that cost the server. Throws when an answer was not what it must be. */
export async function ask(load: Load, server: Server, requests: Wanted[], connections: number, { count, seconds }: { count: number; seconds: number }): Promise<Figures> {
  const before = await server.usage()
  const { sent, failed, ...times } = await load.run({ port: server.port, connections, count, seconds, requests })
  const after = await server.usage()
  if (failed !== null) throw new Error(failed)
  return { sent, ...times, cpu: (after.cpu - before.cpu) / 1000 / sent }
}

/** Runs something in this process, again and again, and says what CPU it took each time, in milliseconds. */
export function cpuOf(times: number, work: (time: number) => void): number {
  const before = process.cpuUsage()
  for (let time = 0; time < times; time++) work(time)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000 / times
}

export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? NaN
}

/** Each figure by itself: the machine is shared, and a slow moment in one round must not decide. */
export const medians = (rounds: readonly Figures[]): Figures => ({
  sent: median(rounds.map(({ sent }) => sent)),
  p50: median(rounds.map(({ p50 }) => p50)),
  p99: median(rounds.map(({ p99 }) => p99)),
  perSecond: median(rounds.map(({ perSecond }) => perSecond)),
  cpu: median(rounds.map(({ cpu }) => cpu)),
})
