import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refusal } from '../errors.ts'
import { NOON, testDesk, tracesIn } from '../web/testing.ts'
import { acceptInvitation, findInvitation, firstInvitation } from './invitations.ts'
import { findPerson, invite, listPeople } from './people.ts'
import { checkPassword } from './sign-in.ts'
import { eventsAfter, testMembers } from './testing.ts'

const DAY = 24 * 60 * 60 * 1000
const after = (days: number) => new Date(NOON.getTime() + days * DAY)
const spent = (error: unknown) => error instanceof Refusal && error.status === 410
const zaynab = { name: 'Zaynab', email: 'zaynab@desk.test', role: 'checker', locale: 'en' } as const
const chosen = { password: 'a goat in the lift', locale: 'ar' } as const
const founder = { ...chosen, name: 'Huda', email: 'Huda@Desk.test' }
const at = { at: NOON }

const signsIn = async (db: Parameters<typeof checkPassword>[0], email: string, password: string) =>
  (await checkPassword(db, () => NOON, { email, address: '192.0.2.1' }, password)).person

test('a link lets somebody choose a password, once', async (t) => {
  const db = testDesk(t)
  const { person, token } = invite(db, { person: null, at: NOON }, zaynab)
  assert.equal(await signsIn(db, zaynab.email, chosen.password), null)

  const seen = tracesIn(db)
  assert.deepEqual(await acceptInvitation(db, at, token, chosen), { ...person, locale: 'ar' })
  assert.deepEqual(eventsAfter(db, seen).map(({ action, subject, actor }) => [action, subject, actor?.id]), [['person.joined', `person/${person.id}`, person.id]])
  assert.deepEqual(findPerson(db, person.id), { ...person, locale: 'ar', standing: 'active', linkUntil: null })
  assert.equal((await signsIn(db, zaynab.email, chosen.password))?.id, person.id)
  await assert.rejects(acceptInvitation(db, at, token, { ...chosen, password: 'another password' }), spent)
})

test('of two who use a link at the same moment, one comes in', async (t) => {
  const db = testDesk(t)
  const { token } = invite(db, { person: null, at: NOON }, zaynab)
  const seen = tracesIn(db)
  const answers = await Promise.allSettled([1, 2].map((n) => acceptInvitation(db, at, token, { ...chosen, password: `a goat in lift ${n}` })))
  assert.deepEqual(answers.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  assert.equal(tracesIn(db), seen + 1)
})

test('a link works for seven days', (t) => {
  const db = testDesk(t)
  const { token } = invite(db, { person: null, at: NOON }, zaynab)
  assert.ok(findInvitation(db, token, new Date(after(7).getTime() - 1)))
  assert.throws(() => findInvitation(db, token, after(7)), spent)
})

test('what is not a link is refused like one that was used', (t) => {
  const db = testDesk(t)
  const { token } = invite(db, { person: null, at: NOON }, zaynab)
  const kept = db.prepare('SELECT token_hash AS hash FROM invitations').get() as { hash: string }
  for (const other of ['', 'x', token.slice(1), token.toUpperCase(), kept.hash, '../people']) assert.throws(() => findInvitation(db, other, NOON), spent)
})

test('the first link founds the desk: it makes an admin, once', async (t) => {
  const db = testDesk(t)
  const seen = tracesIn(db)
  const token = firstInvitation(db, NOON)!
  const huda = await acceptInvitation(db, at, token, founder)

  assert.deepEqual(listPeople(db), [{ ...huda, standing: 'active', linkUntil: null }])
  assert.deepEqual([huda.name, huda.email, huda.role, huda.locale], ['Huda', 'huda@desk.test', 'admin', 'ar'])
  assert.deepEqual(eventsAfter(db, seen).map(({ action, subject }) => [action, subject]), [['person.invited', 'desk'], ['person.joined', `person/${huda.id}`]])
  await assert.rejects(acceptInvitation(db, at, token, { ...founder, email: 'other@desk.test' }), spent)
  assert.equal(firstInvitation(db, NOON), undefined)
})

test('there is one first link: a restart replaces it', (t) => {
  const db = testDesk(t)
  const [before, now] = [firstInvitation(db, NOON)!, firstInvitation(db, NOON)!]
  assert.throws(() => findInvitation(db, before, NOON), spent)
  assert.deepEqual(findInvitation(db, now, NOON), { person: null })
  assert.throws(() => findInvitation(db, now, after(7)), spent)
})

test('the first link is worth nothing once somebody has come in another way', async (t) => {
  const db = testDesk(t)
  const token = firstInvitation(db, NOON)!
  await testMembers(db)
  assert.throws(() => findInvitation(db, token, NOON), spent)
  await assert.rejects(acceptInvitation(db, at, token, founder), spent)
})

test('of two who found the desk at the same moment, one does', async (t) => {
  const db = testDesk(t)
  const token = firstInvitation(db, NOON)!
  await Promise.allSettled(['one', 'two'].map((name) => acceptInvitation(db, at, token, { ...founder, email: `${name}@desk.test` })))
  assert.equal(listPeople(db).length, 1)
})
