import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Database } from '../database.ts'
import { verificationReport } from '../export/document.ts'
import { correctedDesk } from '../export/testing.ts'
import { key } from '../web/testing.ts'
import { bundleOf, type FileName } from './bundle.ts'
import { parseCheckpoint, signCheckpoint, trailName } from './checkpoint.ts'
import { verifierKey } from './note.ts'
import { outsideIn } from './outside.ts'
import { proofBetween, proofsOf } from './proofs.ts'
import { attack, blameSomebodyElse, busyDesk, doOne, rewrite, temporaryFolder } from './testing.ts'
import { bundledDesk, signedAgain, smallBundle } from './testing-bundle.ts'
import { verifyBundle } from './verify-bundle.ts'
import { verifyDatabase } from './verify.ts'

const SECOND = fileURLToPath(new URL('second-verifier.py', import.meta.url))
const skip = spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 9))']).status === 0 ? false : 'There is no python3 (3.9 or later) here'

/** Whether the verifier that was written from FORMAT.md says that all is whole. */
function secondSays(...args: string[]): boolean {
  const { status, stdout, stderr } = spawnSync('python3', ['-B', SECOND, ...args], { encoding: 'utf8' })
  assert.ok(status === 0 || status === 1, `${status} ${stderr}`)
  assert.match(stdout, status === 0 ? /^OK$/m : /^BROKEN: /m)
  return status === 0
}

/** Asks both, and demands that they agree; and that they say what is expected. */
function askBoth(t: TestContext) {
  const folder = temporaryFolder(t)
  const file = join(folder, 'bundle.zip')
  return (bytes: Buffer, whole: boolean, what: string, { vkey, heads = [] }: { vkey?: string; heads?: string[] } = {}) => {
    writeFileSync(file, bytes)
    const held = heads.map((text, index) => { const held = join(folder, `${index}.txt`); writeFileSync(held, text); return held })
    const first = verifyBundle(bytes, { key: vkey ?? null, outside: heads.flatMap(outsideIn) }).ok
    const second = secondSays('--bundle', file, ...(vkey ? ['--key', vkey] : []), ...held.flatMap((name) => ['--checkpoint', name]))
    assert.deepEqual([first, second], [whole, whole], what)
  }
}

test('the second verifier agrees on bundles: whole, and with bytes changed all over', { skip }, async (t) => {
  const ask = askBoth(t)
  const { bytes, vkey } = await bundledDesk(t)
  ask(bytes, true, 'whole')
  ask(bytes, true, 'whole, with its key', { vkey })
  const small = smallBundle(t)
  ask(small.bytes, true, 'small')
  for (const [whole, step] of [[bytes, 6007], [small.bytes, 211]] as const) {
    for (let at = 0; at < whole.length; at += step) {
      const changed = Buffer.from(whole)
      changed[at]! ^= 1 << (at % 8)
      ask(changed, false, `byte ${at}`)
    }
  }
  ask(Buffer.concat([bytes, Buffer.of(0)]), false, 'a byte after it')
  ask(Buffer.of(), false, 'nothing')
  ask(bytes, false, 'another key', { vkey: verifierKey(trailName('desk.test'), generateKeyPairSync('ed25519').privateKey) })
})

test('the second verifier agrees on what somebody with the key signed anew', { skip }, async (t) => {
  const ask = askBoth(t)
  const { bytes, document, bundle, ids } = await bundledDesk(t)
  ask(signedAgain(bytes, {}), true, 'as it was')
  ask(signedAgain(bytes, {}, generateKeyPairSync('ed25519').privateKey), false, 'with another key')
  for (const [name, edit] of [
    ['manifest.txt', (text) => `${text}— witness.example AAAA\n`], ['manifest.txt', () => document.checkpoint], ['manifest.json', (text) => `${text} `],
    ['manifest.json', (text) => text.replace('"version":1', '"version":true')], ['key.txt', (text) => text.trimEnd()], ['checkpoint.txt', () => 'nothing\n'],
    ['report.json', () => '['.repeat(100_000)], ['report.json', (text) => text.replace('"version":1', '"version":1.0')], ['events.jsonl', (text) => text.trimEnd()],
    ['events.jsonl', (text) => `${text}{}\n`], ['events.jsonl', (text) => text.split('\n').toReversed().join('\n').slice(1).concat('\n')],
    ['proofs.json', (text) => text.replace(/"size":\d+/, '"size":7')], ['proofs.json', (text) => text.replace(/"path":\["[^"]*",/, '"path":[')],
  ] as [FileName, (text: string) => string][]) ask(signedAgain(bytes, { [name]: edit }), false, name)

  const index = document.claims.findIndex(({ id }) => id === ids.signed)
  ask(bundle(structuredClone(document)), true, 'the same document')
  for (const [what, edit] of [
    ['statement', (claim) => { claim.statement = 'Something else.' }], ['date', (claim) => { claim.date.day = '2026-03-01' }], ['attribution', (claim) => { claim.attribution.pop() }],
    ['verdict', (claim) => { claim.verdict.rationale = 'because' }], ['earlier verdicts', (claim) => { claim.earlierVerdicts = [] }], ['sign-off', (claim) => { claim.approval.signature.by = 'Yusuf' }],
    ['signatures', (claim) => { claim.verdict.signOffs = [] }], ['evidence', (claim) => { claim.evidence.supports[0].title = 'x' }], ['withdrawn', (claim) => { claim.evidence.withdrawn[0].withdrawn = null }],
    ['the hash of a snapshot', (claim) => { claim.evidence.supports[0].snapshots[1].sha256 = '0'.repeat(64) }], ['a snapshot left out', (claim) => { claim.evidence.supports[0].snapshots.shift() }], ['confirmed by somebody else', (claim) => { claim.evidence.supports[0].snapshots[1].confirmed.by = 'Nadia' }],
    ['quote', (claim) => { claim.quote.exact = 'x' }], ['text', (_claim, report) => { report.source.text += '.' }], ['custody', (_claim, report) => { report.custody[2].reason = 'x' }],
    ['a copy that is not there', (_claim, report) => { report.copies.inBundle = []; report.copies.leftOut = [] }], ['hash', (_claim, report) => { report.audit[2].hash = '0'.repeat(64) }], ['approval', (_claim, report) => { report.claims.find(({ id }: { id: string }) => id === ids.stale).approval.state = 'standing' }],
    ['who was asked', (claim) => { claim.replies[0].askedOf = 'x' }], ['their words', (claim) => { claim.replies[0].answers[0].words = 'x' }], ['a silence', (claim) => { claim.replies[1].answers = [] }], ['a request', (claim) => { claim.replies.pop() }],
    ['asOf', (_claim, report) => { report.asOf = '2020-01-01T00:00:00.000Z' }],
  ] as [string, (claim: any, report: any) => void][]) {
    const edited = structuredClone(document)
    edit(edited.claims[index], edited)
    ask(bundle(edited), false, what)
  }
})

test('the second verifier agrees on what was published and corrected', { skip }, async (t) => {
  const ask = askBoth(t)
  const { db, report, ids } = await correctedDesk(t)
  const told = verificationReport(db, report.id, key)
  const bundle = (edited: typeof told) => bundleOf(edited, { html: '', proofs: proofsOf(db, told.audit.map(({ seq }) => seq), parseCheckpoint(told.checkpoint).size), key })
  ask(bundle(told), true, 'as it was')
  for (const [what, edit] of [
    ['a version left out', (claim) => claim.publications.pop()], ['another hash', (claim) => { claim.publications[0].sha256 = '0'.repeat(64) }], ['another reason', (claim) => { claim.publications[1].reason = 'x' }],
    ['a withdrawal that is none', (claim) => { claim.publications[2].kind = 'claim' }], ['a correction left out', (_claim, report) => report.corrections.pop()],
    ['corrected by somebody else', (_claim, report) => { report.corrections[0].notice.by.name = 'Salma' }], ['another notice', (_claim, report) => { report.corrections[1].notice.reason = 'x' }],
  ] as [string, (claim: any, report: any) => unknown][]) {
    const edited = structuredClone(told)
    edit(edited.claims.find(({ id }) => id === ids.corrected), edited)
    ask(bundle(edited), false, what)
  }
  // From before claims were published.
  const older = structuredClone(told) as any
  delete older.corrections
  for (const claim of older.claims) delete claim.publications
  ask(bundle(older), true, 'an older report')
})

test('the second verifier agrees on heads that others kept', { skip }, (t) => {
  const ask = askBoth(t)
  const { bytes, db, key: own, report } = smallBundle(t)
  for (let number = 4; number < 20; number++) doOne(db, number)
  const newer = signCheckpoint(db, own)
  ask(bytes, true, 'the same head', { heads: [report.checkpoint] })
  ask(bytes, true, 'a longer one, with nothing to prove it', { heads: [newer] })
  ask(bytes, true, 'a longer one, proved', { heads: [proofBetween(db, 2, 18)!] })
  ask(bytes, false, 'one of another desk', { heads: [busyDesk(t).held] })

  // The desk has gone on, and shows a proof in which one hash is another.
  const proof = proofBetween(db, 2, 18)!
  ask(bytes, false, 'a false proof', { heads: [proof.replace(/^(old 2\n)./, (line) => `${line.slice(0, -1)}${line.endsWith('A') ? 'B' : 'A'}`)] })
  ask(bytes, false, 'a head that was changed', { heads: [newer.replace('\n18\n', '\n19\n')] })
})

const ATTACKS: [string, boolean, (db: Database, key: ReturnType<typeof busyDesk>['key']) => unknown][] = [
  ['nothing', true, () => undefined],
  ['an edited event', false, (db) => db.exec('UPDATE audit_events SET body = replace(body, \'جديد 9\', \'جديد 8\') WHERE seq = 30')],
  ['events taken out', false, (db) => db.exec('DELETE FROM audit_events WHERE seq BETWEEN 30 AND 32')],
  ['another form of the same text', false, (db) => db.exec('UPDATE audit_events SET body = replace(body, \'":\', \'": \') WHERE seq = 30')],
  ['all rewritten without the key', false, (db) => rewrite(db, blameSomebodyElse)],
  ['all rewritten and signed again', true, (db, key) => rewrite(db, blameSomebodyElse, key)],
  ['the end cut off with all that belongs to it', true, (db) => db.exec('DELETE FROM audit_events WHERE seq > 30; DELETE FROM checkpoints WHERE size > 30; DELETE FROM audit_tree WHERE ((position + 1) << level) > 30')],
  ['the end cut off', false, (db) => db.exec('DELETE FROM audit_events WHERE seq > 50')],
  ['no checkpoints', false, (db) => db.exec('DELETE FROM checkpoints')],
  ['a forged checkpoint', false, (db) => db.exec('UPDATE checkpoints SET note = replace(note, \'time 2026\', \'time 2025\') WHERE size = 41')],
  ['a checkpoint in the place of another', false, (db) => db.exec('UPDATE checkpoints SET note = (SELECT note FROM checkpoints WHERE size = 21) WHERE size = 41')],
  ['a changed node', false, (db) => db.exec('UPDATE audit_tree SET hash = zeroblob(32) WHERE level = 2 AND position = 3')],
  ['a missing node', false, (db) => db.exec('DELETE FROM audit_tree WHERE level = 5')],
  ['a node too many', false, (db) => db.exec('INSERT INTO audit_tree VALUES (1, 99, zeroblob(32))')],
  ['an emptied trail', false, (db) => db.exec('DELETE FROM audit_events; DELETE FROM audit_tree; DELETE FROM checkpoints')],
]

for (const [what, whole, work] of ATTACKS) {
  test(`the second verifier agrees on a database with ${what}`, { skip }, (t) => {
    const { file, folder, old, held, key: own } = busyDesk(t)
    attack(file, (db) => void work(db, own))
    assert.deepEqual([verifyDatabase(file, []).ok, secondSays('--database', file)], [whole, whole])

    const heads = join(folder, 'heads.txt')
    writeFileSync(heads, old + held)
    const withHeads = verifyDatabase(file, [old, held]).ok
    assert.equal(secondSays('--database', file, '--checkpoint', heads), withHeads)
    assert.equal(withHeads, what === 'nothing')
  })
}
