import type { Status } from '../claims/rules.ts'
import { VERDICTS, type Verdict } from '../verdicts/rules.ts'
import type { Random } from './random.ts'

/** How far a claim has come. */
export type Fate = { status: Status; verdict: Verdict | null }

/** The oldest five sixths of a desk are done but for stragglers; the newest sixth is what people work on. `age` is 1 for the oldest claim, 0 for the newest. */
export function fateOf(random: Random, age: number): Fate {
  const status = statusAt(random.below(100), age > 1 / 6 ? OLD : NEW)
  return { status, verdict: status === 'in_review' || status === 'signed_off' ? random.often(VERDICTS) : null }
}

type Shares = readonly (readonly [Status, percent: number])[]

const OLD = [['signed_off', 93], ['dismissed', 4], ['in_review', 1], ['in_progress', 1], ['queued', 1]] as const satisfies Shares
const NEW = [['queued', 50], ['in_review', 18], ['signed_off', 12], ['in_progress', 10], ['suggested', 10]] as const satisfies Shares

function statusAt(percent: number, shares: Shares): Status {
  let sum = 0
  return shares.find(([, share]) => percent < (sum += share))![0]
}

/** Whether somebody has worked on it. */
export const isWorkedOn = ({ status }: Fate) => status === 'in_progress' || status === 'in_review' || status === 'signed_off'
