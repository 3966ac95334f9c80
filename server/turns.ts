import { Refusal, type Sentence } from './errors.ts'

type Room = { atOnce?: number; waiting?: number; full?: Sentence }

/** What it gives lets in so many at once, and the others in the order in which they came. Where so many wait already, whoever comes is sent away. */
export function inTurn({ atOnce = 1, waiting = Infinity, full = (t) => t.refusals.tooManyAtOnce }: Room = {}) {
  const queue: (() => void)[] = []
  let running = 0

  return async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (queue.length >= waiting) throw new Refusal(503, full)
    if (running >= atOnce) await new Promise<void>((resolve) => queue.push(resolve))
    else running++
    try {
      return await work()
    } finally {
      // Whoever waits longest takes over the place, which therefore stays counted.
      const next = queue.shift()
      if (next) next()
      else running--
    }
  }
}
