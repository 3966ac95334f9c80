import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import test from 'node:test'
import { checkpointText, trailName } from './checkpoint.ts'
import { compare, limitsOf, openHeld } from './held.ts'
import { signNote, verifierKey } from './note.ts'

const { privateKey } = generateKeyPairSync('ed25519')
const name = trailName('desk.example')
const opening = { name: 'Desk', origin: 'desk.example', vkey: verifierKey(name, privateKey) }
const said = { origin: name, size: 7, root: 'cm9vdA==', head: 'a'.repeat(64), time: '2026-03-02T07:00:00.000Z' }
const note = (changes: Partial<typeof said> = {}) => signNote(checkpointText({ ...said, ...changes }), name, privateKey)
const open = (text: string) => openHeld(opening, [], [text])

test('a checkpoint is held with what it says', () => {
  assert.deepEqual(open(note()), { held: [{ label: 'Outside checkpoint 1', isOutside: true, checkpoint: said }], problems: [] })
  assert.deepEqual(openHeld(opening, [{ size: 7, note: note() }], []).held[0]?.label, 'The stored checkpoint of 7 events')
})

test('what the desk signed about another trail, or about no trail, is not one', () => {
  assert.match(open(note({ origin: 'other.example/claimdesk-trail' })).problems.join(), /of another trail, other\.example/)
  for (const text of ['hello\n', `${name}\n7\ncm9vdA==\n`, checkpointText({ ...said, size: 0 }), checkpointText({ ...said, head: 'short' })]) {
    assert.match(open(signNote(text, name, privateKey)).problems.join(), /it is not a checkpoint of a trail/)
  }
})

test('root, head and time must all be what the trail has', () => {
  const one = open(note()).held[0]!
  assert.equal(compare(one, said), null)
  assert.match(compare(one, { ...said, root: 'b3RoZXI=' })!, /something in events 1 to 7 was changed/)
  assert.match(compare(one, { ...said, head: 'b'.repeat(64) })!, /another hash of its last event/)
  assert.match(compare(one, { ...said, time: undefined })!, /another time of its last event/)
})

test('without a valid checkpoint from outside, less is proven', () => {
  const stored = openHeld(opening, [{ size: 7, note: note() }], ['text']).held
  assert.match(limitsOf(stored).join(), /signed again, or its end cut off/)
  assert.match(limitsOf(open(note()).held).join(), /oldest outside checkpoint \(event 7\)/)
})
