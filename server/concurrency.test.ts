import assert from 'node:assert/strict'
import { setTimeout as wait } from 'node:timers/promises'
import { test } from 'node:test'
import { desk } from './claims/testing.ts'
import { addPerson } from './people/people.ts'
import type { Browser } from './web/testing.ts'

const PEOPLE = 20
const EDITS = 25

test('five hundred edits of one claim by twenty people, each sent twice: none is lost, none is doubled', async (t) => {
  const { db, by, adam, as, queued, claim } = await desk(t)
  const id = queued()
  const everybody = Array.from({ length: PEOPLE }, (_, n) =>
    as(addPerson(db, by(adam), { name: `Person ${n}`, email: `person-${n}@desk.test`, role: 'checker', locale: 'en' })))
  const statuses = new Map<number, number>()
  /** Each accepted edit with the version that it was made from. */
  const accepted = new Map<string, number>()

  /** Sends one edit, twice at the same moment, until the claim is still what it was made from. */
  async function edit(browser: Browser, statement: string) {
    for (let attempt = 1; ; attempt++) {
      const { version } = claim(id)
      const fields = { statement, modality: 'asserted', version: String(version), once: `${statement}-${attempt}`.replaceAll(' ', '_') }
      const answers = await Promise.all([1, 2].map(async () => {
        const answer = await browser.post(`/claims/${id}/wording`, fields)
        await answer.arrayBuffer()
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
        return answer.status
      }))
      assert.equal(answers[0], answers[1], 'both get the same answer')
      if (answers[0] === 303) return accepted.set(statement, version)
      // Whoever lost looks at what changed before trying again.
      await wait(Math.random() * 1000)
    }
  }

  await Promise.all(everybody.map(async (browser, person) => {
    for (let n = 0; n < EDITS; n++) await edit(browser, `Edit ${n} by ${person}`)
  }))

  const history = db.prepare(`
    SELECT body ->> '$.before.statement' AS before, body ->> '$.after.statement' AS after, body ->> '$.after.version' AS version FROM audit_events WHERE claim_id = ? AND action = 'claim.reworded' ORDER BY seq
  `).all(id) as { before: string; after: string; version: number }[]
  assert.deepEqual([...statuses.keys()].toSorted(), [303, 409], 'only done, or stale')
  assert.equal(accepted.size, PEOPLE * EDITS)
  assert.equal(statuses.get(303), 2 * PEOPLE * EDITS)
  assert.deepEqual(history.map(({ after, version }) => [after, version - 1]).toSorted(), [...accepted].toSorted(), 'every accepted edit is in the history, once, right after the version it was made from')
  for (const [index, { before }] of history.entries()) assert.equal(before, index === 0 ? '73 blessés' : history[index - 1]!.after, 'every edit was made from the one before it')
  assert.deepEqual([claim(id).version, claim(id).statement], [1 + PEOPLE * EDITS, history.at(-1)!.after])
  t.diagnostic(`${accepted.size} accepted, ${statuses.get(409)} answered that the form was stale`)
})
