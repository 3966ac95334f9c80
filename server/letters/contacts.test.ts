import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { signCheckpoint } from '../audit/checkpoint.ts'
import { verifyDatabase } from '../audit/verify.ts'
import { desk, refuse, sendTwice } from '../claims/testing.ts'
import { emptyLog, readDatabase, type Database } from '../database.ts'
import { key } from '../web/testing.ts'
import { hasForm, wordsIn } from '../web/testing-page.ts'
import { contactOf, eraseContact, eraseOldContacts } from './contacts.ts'
import { answerLetter } from './letters.ts'
import { writeLetter } from './testing.ts'

const CONTACT = { name: 'Rim of the quay', contact: 'rim-of-the-quay@reader.example' }
/** All that lies on the disk: the database, and the log beside it. */
const filesOf = ({ name }: Database) => Buffer.concat([name, `${name}-wal`].map((file) => readFileSync(file)))

const DAY = 24 * 60 * 60_000

test('a supervisor erases who wrote: it is gone from the file, the letter stays, and the trail goes on to hold', async (t) => {
  const here = await desk(t)
  const letter = writeLetter(here, here.published(), CONTACT)
  const note = signCheckpoint(here.db, key)
  const { hash: before } = here.db.prepare("SELECT hash FROM audit_events WHERE action = 'letter.received'").get() as { hash: string }
  const inFile = () => [here.db.name, `${here.db.name}-wal`].map((file) => readFileSync(file).includes(CONTACT.contact))
  assert.ok(inFile().includes(true))
  here.db.pragma('wal_checkpoint(PASSIVE)')
  assert.deepEqual(inFile(), [true, true])
  const event = await sendTwice(here, here.nadias, `/letters/${letter}/erasure`, {}, `/letters/${letter}`)
  assert.deepEqual([event.action, event.actor?.id, event.subject, event.after], ['letter.contact_erased', here.nadia.id, `letter/${letter}`, null])
  assert.deepEqual([contactOf(here.db, letter), inFile()], [undefined, [false, false]])
  assert.equal(filesOf(here.db).includes(CONTACT.name), false)

  const page = await (await here.nadias.get(`/letters/${letter}`)).text()
  assert.match(wordsIn(page), /The hospital says 74\. .*Their name and the way to answer were erased\./)
  assert.equal(hasForm(page, `/letters/${letter}/erasure`), false)
  const finding = verifyDatabase(here.db.name, [note])
  assert.deepEqual([finding.ok, finding.problems], [true, []])
  assert.equal((here.db.prepare("SELECT hash FROM audit_events WHERE action = 'letter.received'").get() as { hash: string }).hash, before)
  assert.equal((await here.nadias.post(`/letters/${letter}/erasure`)).status, 303, 'asked again, there is nothing to do')
  await refuse(here, here.nadias, '/letters/0000000000/erasure', {}, 404)
})

test('of hundreds who wrote, in whose midst rows were moved from page to page, nothing is left of those who were erased', async (t) => {
  const here = await desk(t)
  const id = here.published()
  const letters = Array.from({ length: 300 }, (_, index) => {
    const contact = `reader-${index}-${'x'.repeat(index % 200)}@reader.example`
    return { contact, letter: writeLetter(here, id, { name: `Name of ${index}.`, contact }) }
  })
  const [erased, kept] = [letters.filter((_, index) => index % 2 === 0), letters.filter((_, index) => index % 2 === 1)]
  for (const { letter } of erased) eraseContact(here.db, here.by(here.nadia), letter)
  const files = filesOf(here.db)
  assert.deepEqual(erased.filter(({ contact }) => files.includes(contact)).map(({ contact }) => contact), [])
  assert.deepEqual(kept.filter(({ letter, contact }) => contactOf(here.db, letter)?.contact !== contact), [])
})

test('an erasure does not wait for an export that reads; what the log still knows then goes the next time', async (t) => {
  const here = await desk(t)
  const letter = writeLetter(here, here.published(), CONTACT)
  const reading = readDatabase(here.db.name)
  reading.exec('BEGIN')
  reading.prepare('SELECT count(*) FROM letters').get()
  eraseContact(here.db, here.by(here.nadia), letter)
  assert.equal(here.db.pragma('busy_timeout', { simple: true }), 5000)
  reading.close()
  emptyLog(here.db)
  assert.equal(filesOf(here.db).includes(CONTACT.contact), false)
})

test('a letter without a name says so, and there is nothing to erase', async (t) => {
  const here = await desk(t)
  const letter = writeLetter(here, here.published(), { name: '', contact: '' })
  const page = await (await here.nadias.get(`/letters/${letter}`)).text()
  assert.match(wordsIn(page), /They left no name and no way to answer\./)
  assert.equal(hasForm(page, `/letters/${letter}/erasure`), false)
})

test('the desk itself erases who wrote, thirty days after the answer and not before, each with a trace; asked again it finds nothing', async (t) => {
  const here = await desk(t)
  const id = here.published()
  const [first, second, open] = [writeLetter(here, id, CONTACT), writeLetter(here, id, CONTACT), writeLetter(here, id, CONTACT)]
  for (const letterId of [first, second]) answerLetter(here.db, here.by(here.nadia), { letterId, outcome: 'nothing_to_correct', answer: 'No.' })
  const after = (days: number, more = 0) => new Date(here.clock.at.getTime() + days * DAY + more)
  assert.equal(eraseOldContacts(here.db, after(30)), 0)
  assert.equal(eraseOldContacts(here.db, after(30, 1)), 2)
  assert.equal(eraseOldContacts(here.db, after(31)), 0)
  assert.deepEqual([first, second, open].map((letter) => contactOf(here.db, letter) === undefined), [true, true, false])
  const traces = here.db.prepare("SELECT actor_id AS actor, subject FROM audit_events WHERE action = 'letter.contact_erased' ORDER BY seq").all()
  assert.deepEqual(traces, [{ actor: null, subject: `letter/${first}` }, { actor: null, subject: `letter/${second}` }])
})
