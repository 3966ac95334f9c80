import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refusal } from './errors.ts'
import { inTurn } from './turns.ts'

test('one goes after the other, a failure keeps nobody waiting, and a crowd is sent away until there is room again', async () => {
  const [turn, log] = [inTurn({ waiting: 2 }), [] as string[]]
  const work = (name: string, fails = false) => async () => {
    log.push(`${name} begins`)
    await new Promise((resolve) => setImmediate(resolve))
    log.push(`${name} ends`)
    if (fails) throw new Error(name)
  }
  const answers = await Promise.allSettled([turn(work('first')), turn(work('second', true)), turn(work('third')), turn(work('fourth'))])
  assert.deepEqual(answers.map(({ status }) => status), ['fulfilled', 'rejected', 'fulfilled', 'rejected'])
  assert.ok((answers[3] as PromiseRejectedResult).reason instanceof Refusal)
  assert.deepEqual(log, ['first begins', 'first ends', 'second begins', 'second ends', 'third begins', 'third ends'])
  await turn(work('fifth'))
  assert.equal(log.at(-1), 'fifth ends')
})
