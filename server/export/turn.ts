import { Refusal } from '../errors.ts'

/** Who calls what it gives waits until all that were called before have ended, well or not. Where so many are there already, whoever comes is sent away. */
export function inTurn(most = Infinity) {
  let last: Promise<unknown> = Promise.resolve()
  let here = 0
  return async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (here >= most) throw new Refusal(503, (t) => t.refusals.tooManyAtOnce)
    here++
    const mine = last.then(work).finally(() => { here-- })
    last = mine.catch(() => undefined)
    return mine
  }
}
