import assert from 'node:assert/strict'
import { setTimeout as wait } from 'node:timers/promises'
import { test } from 'node:test'
import { claimsOfReport } from './claims/claims.ts'
import { desk } from './claims/testing.ts'
import { addPerson } from './people/people.ts'
import { wordsIn } from './text/edges.ts'
import { assertAnchor } from './text/pieces.ts'
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

test('twenty people split, merge and move one claim at once, each form sent twice: what was accepted is the history, and every word stands', async (t) => {
  const { db, by, adam, as, queued, claim, report } = await desk(t)
  const id = queued('Le pont est fermé. La mairie compte 73 blessés. Le pont est fermé depuis lundi')
  const everybody = Array.from({ length: PEOPLE }, (_, n) =>
    as(addPerson(db, by(adam), { name: `Person ${n}`, email: `person-${n}@desk.test`, role: 'checker', locale: 'en' })))
  const seen = db.prepare('SELECT count(*) FROM audit_events').pluck().get() as number
  const statuses = new Map<number, number>()
  let accepted = 0

  /** A form as the claim is now: a word less or more at an edge, a word's half of its own, or what was split off taken in again. */
  function formOf(step: number): [path: string, fields: Record<string, string>] {
    const here = claim(id)
    const version = String(here.version)
    const words = wordsIn(report.text, report.language, here.pieces)
    if (step % 3 === 0) return [`/claims/${id}/edges`, { version, move: words.length > 4 ? 'end_earlier' : 'end_later' }]
    if (step % 3 === 1) return [`/claims/${id}/split`, { version, before: String(words[words.length >> 1]!.start) }]
    const part = claimsOfReport(db, report.id).find(({ splitFrom, status }) => splitFrom === id && status === 'queued')
    return part ? [`/claims/${part.id}/merging`, { version: String(part.version), into: id, as: 'part' }] : [`/claims/${id}/edges`, { version, move: 'end_later' }]
  }

  await Promise.all(everybody.map(async (browser, person) => {
    for (let n = 0; n < 9; n++) {
      const [path, fields] = formOf(person + n)
      const answers = await Promise.all([1, 2].map(async () => {
        const answer = await browser.post(path, { ...fields, once: `person-${person}-${n}` })
        await answer.arrayBuffer()
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
        return answer.status
      }))
      assert.equal(answers[0], answers[1], 'both get the same answer')
      if (answers[0] === 303) accepted++
      await wait(Math.random() * 50)
    }
  }))

  const actions = db.prepare('SELECT action FROM audit_events WHERE seq > ? ORDER BY seq').pluck().all(seen) as string[]
  const done = actions.filter((action) => ['claim.edges_moved', 'claim.split', 'claim.merged'].includes(action))
  assert.ok(accepted > 0 && [...statuses.keys()].every((status) => [303, 409, 422].includes(status)), JSON.stringify([...statuses]))
  assert.equal(done.length, accepted, 'each that was accepted left its trace, once')
  const versions = db.prepare("SELECT body ->> '$.after.version' FROM audit_events WHERE claim_id = ? AND seq > ? ORDER BY seq").pluck().all(id, seen) as number[]
  assert.deepEqual(versions, versions.map((_, index) => index + 2), 'one version after the other')
  for (const each of claimsOfReport(db, report.id)) assertAnchor(report.text, each)
  t.diagnostic(`${accepted} accepted of ${PEOPLE * 9}: ${JSON.stringify([...statuses])}, ${actions.length} traces`)
})
