import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { test } from 'node:test'
import { deflateRawSync } from 'node:zlib'
import { en } from '../../views/locales/en.ts'
import { formats } from '../../views/locales/formats.ts'
import { moveEdges } from '../claims/edges.ts'
import { merge } from '../claims/merge.ts'
import { split } from '../claims/split.ts'
import { fileOf } from '../evidence/snapshots.ts'
import { verificationReport } from '../export/document.ts'
import { fullDesk } from '../export/testing.ts'
import { pageOf } from '../export/page.ts'
import { markPassage } from '../reports/passages.ts'
import { key } from '../web/testing.ts'
import { bundleOf, FILES, readBundle, type FileName } from './bundle.ts'
import { parseCheckpoint, signCheckpoint, trailName } from './checkpoint.ts'
import { leafHash } from './merkle.ts'
import { signNote, verifierKey } from './note.ts'
import { outsideIn } from './outside.ts'
import { proofBetween, proofsOf } from './proofs.ts'
import { bundledDesk, signedAgain, smallBundle } from './testing-bundle.ts'
import { verifyBundle } from './verify-bundle.ts'
import { zipOf } from './zip.ts'

/** What somebody without colours, directions and a language of their own reads. */
const said = (sentences: ReturnType<typeof verifyBundle>['problems']) => sentences.map((sentence) => sentence(en, formats.en).replace(/[\u2068\u2069]/g, ''))
const wrongIn = (bytes: Buffer, given: Parameters<typeof verifyBundle>[1] = {}) => said(verifyBundle(bytes, given).problems)

test('a bundle that nobody touched is whole, and the same report makes the same bytes', async (t) => {
  const { bytes, bundle, db, document, vkey, checkpoint, copies } = await bundledDesk(t)
  const finding = verifyBundle(bytes, { key: vkey, outside: outsideIn(document.checkpoint) })
  assert.deepEqual(said(finding.problems), [])
  assert.deepEqual([finding.ok, finding.report?.id, finding.signer?.isKnown, finding.outside], [true, document.report.id, true, { agree: 1, of: 1 }])
  assert.deepEqual([finding.shown, finding.withheld], [document.audit.filter(({ body }) => body).length, 9])
  assert.equal(finding.checkpoint?.size, checkpoint.size)
  assert.ok(bytes.equals(bundle()))
  assert.ok(bytes.equals(bundleOf(verificationReport(db, document.report.id, key), { html: pageOf(document, 'en'), proofs: proofsOf(db, document.audit.map(({ seq }) => seq), checkpoint.size), key, copies })))
  assert.match(said(finding.unprovable).join('\n'), /9 withheld events say/)
  assert.doesNotMatch(said(finding.unprovable).join('\n'), /Whose key|no head that somebody else kept/)
  assert.match(said(verifyBundle(bytes).unprovable).join('\n'), /Whose key it is[^]*no head that somebody else kept/)
})

test('one byte changed, every fiftieth of a real bundle tried: refused, naming where', async (t) => {
  const { bytes, vkey } = await bundledDesk(t)
  assert.ok(bytes.length > 100_000)
  let tried = 0
  for (let at = 0; at < bytes.length; at += 50) {
    const changed = Buffer.from(bytes)
    changed[at]! ^= 1 << (at % 8)
    const wrong = wrongIn(changed, tried++ % 2 ? { key: vkey } : {})
    assert.match(wrong.join('\n'), new RegExp(regionOf(bytes, at)), `byte ${at}`)
  }
  t.diagnostic(`${tried} bytes of ${bytes.length}`)
})

/** What the sentence about a byte has to name: its file, or the directory. */
function regionOf(bytes: Buffer, at: number): string {
  if (at < 2) return 'not a ZIP'
  let end = 0
  for (const { name, data } of readBundle(bytes).entries) {
    end += 30 + name.length + data.length
    // The name of a copy is its hash: one with another letter is called so, or is none.
    if (at < end) return name.startsWith('snapshots/') ? 'snapshots/|manifest\\.json' : name
  }
  return 'directory at the end'
}

test('one byte changed, every byte of a small bundle tried, in two ways: refused, naming where', (t) => {
  const { bytes } = smallBundle(t)
  assert.deepEqual(wrongIn(bytes), [])
  for (let at = 0; at < bytes.length; at++) {
    for (const mask of [1, 0x80]) {
      const changed = Buffer.from(bytes)
      changed[at]! ^= mask
      assert.match(wrongIn(changed).join('\n'), new RegExp(regionOf(bytes, at)), `byte ${at}`)
    }
  }
  t.diagnostic(`${bytes.length} bytes`)
})

test('bytes before, after, between and missing: refused', (t) => {
  const { bytes } = smallBundle(t)
  const middle = 30 + 'VERIFY.md'.length + readBundle(bytes).entries[0]!.data.length
  for (const [changed, wanted] of [
    [Buffer.concat([Buffer.of(0), bytes]), /not a ZIP/],
    [Buffer.concat([bytes, Buffer.of(0)]), /goes on/],
    [Buffer.concat([bytes.subarray(0, middle), Buffer.of(0), bytes.subarray(middle)]), /report\.html should begin/],
    [bytes.subarray(0, -1), /directory at the end/],
    [bytes.subarray(0, middle + 3), /ends in the middle of report\.html/],
    [bytes.subarray(0, middle - 3), /ends in the middle of VERIFY\.md/],
    [Buffer.of(), /not a ZIP/],
    [Buffer.from('PK'), /ends in the middle of VERIFY\.md/],
    [Buffer.from('<html>'), /not a ZIP/],
  ] as const) assert.match(wrongIn(Buffer.from(changed)).join('\n'), wanted)
})

/** The same files in another ZIP. */
const again = (bytes: Buffer, edit: (files: { name: string; data: Buffer }[]) => { name: string; data: Buffer }[]) => zipOf(edit(readBundle(bytes).entries))

test('a byte changed in any file, and the ZIP written anew around it: refused, naming the file', (t) => {
  const { bytes } = smallBundle(t)
  const names: Partial<Record<FileName, RegExp>> = { 'manifest.json': /manifest\.json is not the one that was signed/, 'manifest.txt': /manifest\.txt is not a valid signature/, 'key.txt': /key\.txt/ }
  for (const name of FILES) {
    const { length } = readBundle(bytes).entries.find((entry) => entry.name === name)!.data
    for (const place of [0, length >> 1, length - 1]) {
      const changed = again(bytes, (files) => files.map((file) => {
        const data = Buffer.from(file.data)
        if (file.name === name) data[place]! ^= 1
        return { ...file, data }
      }))
      assert.match(wrongIn(changed).join('\n'), names[name] ?? new RegExp(`${name} is not the file that manifest\\.json lists`), `${name}, byte ${place}`)
    }
  }
})

test('hostile ZIPs are refused with a sentence, and cost nothing', (t) => {
  const { bytes } = smallBundle(t)
  const first = { name: 'VERIFY.md', data: Buffer.from('x') }
  const bomb = deflateRawSync(Buffer.alloc(50_000_000))
  const deflated = zipOf([{ name: 'VERIFY.md', data: bomb }])
  deflated.writeUInt16LE(8, 8)
  deflated.writeUInt32LE(50_000_000, 22)
  const endless = Buffer.from(bytes)
  endless.writeUInt32LE(0xffffffff, 22)
  const overlapping = Buffer.from(bytes)
  overlapping.writeUInt32LE(0, overlapping.length - 22 - (46 + 'manifest.txt'.length) + 42)
  for (const [hostile, wanted] of [
    [deflated, /VERIFY\.md is compressed/],
    [endless, /ends in the middle of VERIFY\.md/],
    [overlapping, /directory at the end/],
    [again(bytes, (files) => [...files, first]), /Byte .*(directory)/],
    [again(bytes, (files) => [first, ...files]), /report\.html should begin/],
    [again(bytes, (files) => files.toReversed()), /VERIFY\.md should begin/],
    [again(bytes, (files) => [{ name: '../../x.md', data: first.data }, ...files]), /VERIFY\.md should begin/],
    [again(bytes, () => Array.from({ length: 60_000 }, () => first)), /report\.html should begin/],
    [again(bytes, (files) => files.filter(({ name }) => name !== 'report.html')), /report\.html should begin/],
  ] as const) assert.match(wrongIn(hostile).join('\n'), wanted)
  assert.match(wrongIn(Buffer.alloc(64 * 2 ** 20 + 1)).join(), /larger than 64 MB/)
})

test('another key, another signature, another manifest: refused', async (t) => {
  const { bytes, vkey, document } = await bundledDesk(t)
  const { privateKey: other } = generateKeyPairSync('ed25519')
  const otherVkey = verifierKey(trailName('desk.test'), other)
  assert.deepEqual(wrongIn(signedAgain(bytes, {})), [])
  assert.match(wrongIn(signedAgain(bytes, {}, other)).join('\n'), /manifest\.txt is not a valid signature/)
  assert.match(wrongIn(bytes, { key: otherVkey }).join('\n'), /not the one that you gave/)

  // Signed anew in all its parts, by somebody else: whole by itself, and refused by whoever knows the key.
  const forged = signedAgain(bytes, { 'key.txt': () => `${otherVkey}\n` }, other)
  assert.match(wrongIn(forged, { key: vkey }).join('\n'), /not the one that you gave/)
  assert.match(wrongIn(forged).join('\n'), /checkpoint\.txt is not a signed head/)

  const note = (text: string) => `${text}— witness.example AAAA\n`
  for (const [edits, wanted] of [
    [{ 'manifest.txt': note }, /manifest\.txt is not a valid signature/],
    [{ 'manifest.txt': () => document.checkpoint }, /not the one that was signed in manifest\.txt/],
    [{ 'manifest.json': (text: string) => text.replace('"version":1', '"version":2') }, /manifest\.json is not in the form/],
    [{ 'manifest.json': (text: string) => `${text} ` }, /manifest\.json is not in the form/],
    [{ 'manifest.json': (text: string) => text.replace(document.report.id, 'ANOTHER000') }, /names another report/],
    [{ 'key.txt': (text: string) => text.trimEnd() }, /key\.txt does not hold/],
    [{ 'checkpoint.txt': () => 'nothing\n' }, /checkpoint\.txt is not a signed head/],
    [{ 'report.json': () => '{}' }, /report\.json is not in the form/],
    [{ 'report.json': () => '['.repeat(100_000) }, /report\.json is not in the form/],
    [{ 'proofs.json': () => '[]' }, /proofs\.json is not in the form/],
    [{ 'events.jsonl': (text: string) => text.trimEnd() }, /events\.jsonl is not in the form/],
    [{ 'events.jsonl': (text: string) => `${text}{}\n` }, /do not speak of the same events/],
    [{ 'events.jsonl': (text: string) => text.replace('"reason":null', '"reason":"x"') }, /in events\.jsonl is not the one that was proved/],
    [{ 'proofs.json': (text: string) => text.replace(/"leaf":"."?/, (leaf) => `${leaf.slice(0, -1)}${leaf.endsWith('A') ? 'B' : 'A'}`) }, /is not under the root/],
    [{ 'proofs.json': (text: string) => text.replace(/"size":\d+/, '"size":7') }, /another length of the trail/],
  ] as [Parameters<typeof signedAgain>[1], RegExp][]) assert.match(wrongIn(signedAgain(bytes, edits)).join('\n'), wanted)
})

test('a report that does not say what its events say is refused, though the desk signed it', async (t) => {
  const { document, bundle, ids } = await bundledDesk(t)
  const index = document.claims.findIndex(({ id }) => id === ids.signed)
  const { number } = document.claims[index]!
  const said = (edit: (claim: any, report: any) => void) => {
    const edited = structuredClone(document)
    edit(edited.claims[index], edited)
    return wrongIn(bundle(edited)).join('\n')
  }
  assert.equal(said(() => undefined), '')
  for (const [edit, part] of [
    [(claim) => { claim.statement = 'Something else.' }, 'the statement'],
    [(claim) => { claim.place = 'elsewhere' }, 'the place'],
    [(claim) => { claim.date.day = '2026-03-01' }, 'the date'],
    [(claim) => { claim.attribution[0].actor = 'somebody' }, 'the attribution'],
    [(claim) => { claim.attributionCheck = 'misquoted' }, 'the attribution check'],
    [(claim) => { claim.verdict.verdict = 'disputed' }, 'the verdict'],
    [(claim) => { claim.verdict.rationale = 'because' }, 'the verdict'],
    [(claim) => { claim.earlierVerdicts = [] }, 'the verdict'],
    [(claim) => { claim.verdict = null; claim.earlierVerdicts = [] }, 'the verdict'],
    [(claim) => { claim.approval.signature.by = 'Yusuf' }, 'the sign-off'],
    [(claim) => { claim.verdict.signOffs[0].by = 'Yusuf' }, 'the sign-off'],
    [(claim) => { claim.verdict.signOffs[0].bypassReason = 'x' }, 'the sign-off'],
    [(claim) => { claim.approval.signature.contentHash = '0'.repeat(64) }, 'the sign-off'],
    [(claim) => { claim.evidence.supports[0].title = 'Another title' }, 'the evidence'],
    [(claim) => { claim.evidence.supports.push({ ...claim.evidence.supports[0], id: 'NEVER00000' }) }, 'the evidence'],
    [(claim) => { claim.evidence.withdrawn[0].withdrawn.by = 'Nadia' }, 'the evidence'],
    [(claim) => { claim.evidence.supports[0].snapshots[1].sha256 = '0'.repeat(64) }, 'the evidence'],
    [(claim) => { claim.evidence.supports[0].snapshots[1].confirmed = null }, 'the evidence'],
    [(claim) => { claim.evidence.supports[0].snapshots[0].problem = 'fetchForbidden' }, 'the evidence'],
    [(claim) => { claim.evidence.supports[0].snapshots.shift() }, 'the evidence'],
    [(claim) => { claim.evidence.supports.push({ ...claim.evidence.withdrawn.pop(), withdrawn: null }) }, 'the evidence'],
    [(claim) => { claim.replies[0].askedOf = 'Somebody else' }, 'the right of reply'],
    [(claim) => { claim.replies[0].answers[0].words = 'We never said that.' }, 'the right of reply'],
    [(claim) => { claim.replies[1].answers = [] }, 'the right of reply'],
    [(claim) => { claim.replies.pop() }, 'the right of reply'],
    [(claim) => { delete claim.replies }, 'the right of reply'],
    [(claim) => { claim.quote.exact = 'nobody said that' }, 'the quote'],
  ] as [(claim: any, report: any) => void, string][]) assert.match(said(edit), new RegExp(`Claim ${number}: ${part} in report\\.json is not what the events say`))

  const stale = document.claims.findIndex(({ id }) => id === ids.stale)
  assert.match(said((_claim, { claims }) => { claims[stale].approval.state = 'standing' }), /the sign-off in report\.json/)
  assert.match(said((claim, { claims }) => { claims.push(claim) }), /shows a claim twice/)
  assert.match(said((_claim, report) => { report.source.text += '.' }), /text in report\.json is not the one that was imported/)
  assert.match(said((_claim, report) => { report.asOf = '2020-01-01T00:00:00.000Z' }), /another time/)
  assert.match(said((_claim, report) => { report.custody[2].reason = 'x' }), /chain of custody/)
  assert.match(said((_claim, report) => { report.custody.pop() }), /chain of custody/)
  assert.match(said((_claim, report) => { report.audit[2].hash = '0'.repeat(64) }), /its hash does not fit/)
  assert.match(said((_claim, report) => { report.audit[2].body.reason = 'x' }), /is not the one/)
  assert.match(said((_claim, report) => { report.desk.origin = 'elsewhere.test' }), /checkpoint\.txt is not a signed head of this desk/)
})

test('a copy of a page lies in the bundle under its hash; one that was changed, left out, added or not listed is told', async (t) => {
  const { document, copies, proofs, bytes } = await bundledDesk(t)
  const { inBundle } = document.copies
  assert.deepEqual([inBundle.length, document.copies.leftOut], [1, []])
  const copy = readBundle(bytes).entries.find(({ name }) => name === `snapshots/${inBundle[0]}`)
  assert.deepEqual(copy?.data, copies[0])
  const other = Buffer.from('another page')
  const made = (edited: object, some: readonly Buffer[]) => bundleOf({ ...document, ...edited }, { html: '', proofs, key, copies: some })
  const notListed = /The copies of pages in this bundle are not those that report\.json lists/
  for (const [name, wrong, wanted] of [
    ['left out', made({}, []), notListed], ['another instead', made({}, [other]), notListed], ['one more', made({}, [...copies, other]), notListed],
    ['said to be too large', made({ copies: { inBundle: [], leftOut: [] } }, []), notListed],
    ['changed', signedAgain(bytes, { [copy!.name]: (text: string) => `${text} ` }), /snapshots\/[0-9a-f]{64} is not the file that its name says/],
    ['changed, and not signed', again(bytes, (files) => files.map((file) => file.name === copy!.name ? { ...file, data: other } : file)), /snapshots\/[0-9a-f]{64}/],
  ] as const) assert.match(wrongIn(wrong).join('\n'), wanted, name)
  assert.deepEqual(wrongIn(made({ copies: { inBundle: [], leftOut: inBundle } }, [])), [], 'one that is too large is named all the same')
})

test('claims that were moved, split and merged say what their events say, with the evidence that they took along', async (t) => {
  const { db, report, by, at, salma, claim, inProgress, queued, attach } = await fullDesk(t)
  const [whole, part, kept] = [inProgress(salma, queued('Le pont est fermé depuis')), inProgress(salma, queued('73 blessés')), inProgress(salma, queued('La mairie compte'))]
  attach(part, { title: 'came along' })
  split(db, by(salma), { ...at(whole), cut: { before: claim(whole).start + 'Le pont '.length } })
  merge(db, by(salma), { ...at(part), into: kept, as: 'repetition' })
  moveEdges(db, by(salma), { ...at(kept), to: { move: 'end_later' } })

  const told = verificationReport(db, report.id, key)
  assert.ok(told.claims.find(({ id }) => id === kept)!.evidence.supports.some(({ title }) => title === 'came along'))
  const finding = verifyBundle(bundleOf(told, { html: '', proofs: proofsOf(db, told.audit.map(({ seq }) => seq), parseCheckpoint(told.checkpoint).size), key, copies: told.copies.inBundle.map((sha256) => fileOf(db, sha256)) }))
  assert.deepEqual(said(finding.problems), [])
  assert.ok(!said(finding.unprovable).some((limit) => limit.includes('before it came into this report')))
})

test('a claim that was left out is told of, but may be in a later version', async (t) => {
  const { document, bundle, ids } = await bundledDesk(t)
  const without = verifyBundle(bundle({ ...document, claims: document.claims.filter(({ id }) => id !== ids.signed) }))
  assert.deepEqual([without.ok, said(without.unprovable).some((limit) => limit.startsWith('Why one claim that was accepted is not in the report'))], [true, true])
  assert.ok(!said(verifyBundle(bundle()).unprovable).some((limit) => limit.includes('accepted')))
})

test('heads that others kept: those of the same trail agree, those of another contradict, those in between ask for a proof', async (t) => {
  const { db, bytes, document, checkpoint, by, salma, report } = await bundledDesk(t)
  markPassage(db, by(salma), report.id, 3, 'context')
  const newer = signCheckpoint(db, key)
  const { size } = parseCheckpoint(newer)
  const first = db.prepare('SELECT note FROM checkpoints WHERE size = 1').pluck().get() as string
  const check = (...texts: string[]) => verifyBundle(bytes, { outside: outsideIn(texts.join('\n')) })

  const alone = check(newer)
  assert.deepEqual([alone.ok, alone.outside, said(alone.unprovable).some((limit) => limit.includes(`/checkpoint/proof?from=${checkpoint.size}&to=${size}`))], [true, { agree: 0, of: 1 }, true])
  assert.deepEqual(check(newer, proofBetween(db, checkpoint.size, size)!).outside, { agree: 2, of: 2 })
  assert.deepEqual(check(proofBetween(db, checkpoint.size, size)!).outside, { agree: 1, of: 1 })
  assert.deepEqual(check(first, proofBetween(db, 1, checkpoint.size)!).outside, { agree: 2, of: 2 })

  // A split view: the same key signs another past.
  const other = { ...checkpoint, root: leafHash('another past').toString('base64') }
  const signed = (text: string) => signNote(text, trailName('desk.test'), key)
  const split = (size: number) => signed(`${other.origin}\n${size}\n${other.root}\nhead ${other.head}\ntime ${other.time}\n`)
  assert.match(said(check(split(checkpoint.size)).problems).join(), /Head 1 that you gave .* contradicts this bundle/)
  assert.match(said(check(newer, proofBetween(db, checkpoint.size, size)!.replace(newer, split(size))).problems).join(), /contradicts this bundle/)
  assert.match(said(check(document.checkpoint.replace(/\n\d+\n/, '\n7\n')).problems).join(), /was not signed by this desk, or was changed/)
  // A proof between other sizes proves nothing here.
  assert.equal(check(newer, proofBetween(db, 1, size)!).outside.agree, 0)
})

test('what is withheld is not in the bundle', async (t) => {
  const { bytes, hidden, db } = await bundledDesk(t)
  for (const canary of [...hidden, 'SEALED', 'INTERNAL']) assert.ok(!bytes.includes(canary), canary)
  const bodies = db.prepare("SELECT body FROM audit_events WHERE body ->> '$.report' IS NULL").pluck().all() as string[]
  assert.ok(bodies.length > 0)
  for (const body of bodies) assert.ok(!bytes.includes(body))
})
