import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Database } from '../database.ts'
import { Refusal } from '../errors.ts'
import { NOON, testDesk, tracesIn } from '../web/testing.ts'
import { findInvitation } from './invitations.ts'
import { addPerson, changeLocale, changeRole, disable, enable, findPerson, invite, isEmailTaken, listPeople, reset } from './people.ts'
import { eventsAfter, testMembers } from './testing.ts'

const newcomer = { name: 'Zaynab', email: 'Zaynab@Desk.test ', role: 'checker', locale: 'ar' } as const
const refused = (status: number) => (error: unknown) => error instanceof Refusal && error.status === status

/** What the trail says of the one change that `work` makes. */
function traceOf(db: Database, work: () => void) {
  const seen = tracesIn(db)
  work()
  const events = eventsAfter(db, seen)
  assert.equal(events.length, 1)
  return events[0]!
}

test('an invited person is known by one address, however it is written', (t) => {
  const db = testDesk(t)
  const { person } = invite(db, { person: null, at: NOON }, newcomer)
  assert.equal(person.email, 'zaynab@desk.test')
  assert.equal(isEmailTaken(db, ' ZAYNAB@desk.TEST'), true)
  assert.deepEqual(findPerson(db, person.id), { ...person, standing: 'invited', linkUntil: '2026-03-11T12:00:00.000Z' })
  for (const again of [invite, addPerson]) assert.throws(() => again(db, { person: null, at: NOON }, newcomer), refused(409))
  assert.equal(listPeople(db).length, 1)
})

test('each step leaves one trace, of who did what to whom', async (t) => {
  const db = testDesk(t)
  const { adam, salma } = await testMembers(db)
  const act = { person: adam, at: NOON }
  const subject = `person/${salma.id}`
  const name = 'Salma'

  for (const [work, action, before, after] of [
    [() => changeRole(db, act, salma.id, 'supervisor'), 'person.role_changed', { name, role: 'checker' }, { name, role: 'supervisor' }],
    [() => disable(db, act, salma.id), 'person.disabled', { name, standing: 'active' }, { name, standing: 'disabled' }],
    [() => enable(db, act, salma.id), 'person.enabled', { name, standing: 'disabled' }, { name, standing: 'active' }],
    [() => reset(db, act, salma.id), 'person.reset', { name, standing: 'active' }, { name, standing: 'invited' }],
    [() => disable(db, act, salma.id), 'person.disabled', { name, standing: 'invited' }, { name, standing: 'disabled' }],
    [() => enable(db, act, salma.id), 'person.enabled', { name, standing: 'disabled' }, { name, standing: 'invited' }],
  ] as const) {
    const event = traceOf(db, work)
    assert.deepEqual([event.action, event.subject, event.actor?.id, event.before, event.after], [action, subject, adam.id, before, after])
  }

  const own = traceOf(db, () => changeLocale(db, { person: salma, at: NOON }, 'ar'))
  assert.deepEqual([own.action, own.actor?.id, own.after], ['person.locale_changed', salma.id, { name, locale: 'ar' }])
  const invited = traceOf(db, () => invite(db, act, newcomer))
  assert.deepEqual([invited.action, invited.before, invited.after], ['person.invited', null, { ...newcomer, email: 'zaynab@desk.test' }])
})

test('doing a step twice is harmless and leaves one trace', async (t) => {
  const db = testDesk(t)
  const { adam, salma } = await testMembers(db)
  const act = { person: adam, at: NOON }
  for (const step of [
    () => changeRole(db, act, salma.id, 'supervisor'),
    () => disable(db, act, salma.id),
    () => enable(db, act, salma.id),
    () => changeLocale(db, { person: salma, at: NOON }, 'ar'),
  ]) traceOf(db, () => { step(); step() })
})

test('a refused step changes nothing and leaves no trace', async (t) => {
  const db = testDesk(t)
  const { adam, salma } = await testMembers(db)
  const act = { person: adam, at: NOON }
  disable(db, act, salma.id)
  const [before, seen] = [listPeople(db), tracesIn(db)]

  assert.throws(() => disable(db, act, adam.id), refused(403))
  assert.throws(() => changeRole(db, act, adam.id, 'checker'), refused(403))
  assert.throws(() => reset(db, act, adam.id), refused(403))
  assert.throws(() => reset(db, act, salma.id), refused(409))
  assert.throws(() => changeRole(db, act, salma.id, 'admin'), refused(409))
  assert.throws(() => disable(db, act, 'NOBODY0000'), refused(404))
  assert.deepEqual(listPeople(db), before)
  assert.equal(tracesIn(db), seen)
})

test('of two admins who disable each other, one stays', async (t) => {
  const db = testDesk(t)
  const { adam, salma } = await testMembers(db)
  changeRole(db, { person: adam, at: NOON }, salma.id, 'admin')
  disable(db, { person: adam, at: NOON }, salma.id)
  // Salma's form was on its way when she was disabled.
  assert.throws(() => disable(db, { person: salma, at: NOON }, adam.id), refused(409))
  assert.throws(() => changeRole(db, { person: salma, at: NOON }, adam.id, 'checker'), refused(409))
  assert.equal(findPerson(db, adam.id).standing, 'active')
})

test('a reset takes the password away, and each new link replaces the one before', async (t) => {
  const db = testDesk(t)
  const { adam, salma } = await testMembers(db)
  const [first, second] = [reset(db, { person: adam, at: NOON }, salma.id), reset(db, { person: adam, at: NOON }, salma.id)]
  assert.deepEqual(db.prepare('SELECT password_hash AS hash FROM people WHERE id = ?').get(salma.id), { hash: null })
  assert.throws(() => findInvitation(db, first, NOON), refused(410))
  assert.equal(findInvitation(db, second, NOON).person?.id, salma.id)
})

test('a disabled person has no link, and gets none back', (t) => {
  const db = testDesk(t)
  const { person, token } = invite(db, { person: null, at: NOON }, newcomer)
  disable(db, { person: null, at: NOON }, person.id)
  assert.throws(() => findInvitation(db, token, NOON), refused(410))
  enable(db, { person: null, at: NOON }, person.id)
  assert.throws(() => findInvitation(db, token, NOON), refused(410))
})

test('those who can work come first', async (t) => {
  const db = testDesk(t)
  const { adam } = await testMembers(db)
  const before = listPeople(db).map(({ name }) => name)
  disable(db, { person: adam, at: NOON }, listPeople(db).find(({ name }) => name === 'Nadia')!.id)
  assert.deepEqual(before, ['Adam', 'Nadia', 'Salma', 'Yusuf'])
  assert.deepEqual(listPeople(db).map(({ name }) => name), ['Adam', 'Salma', 'Yusuf', 'Nadia'])
})
