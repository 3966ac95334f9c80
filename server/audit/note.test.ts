import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import test from 'node:test'
import { findNote, openNote, parseVerifierKey, signNote, verifierKey } from './note.ts'

const { privateKey, publicKey } = generateKeyPairSync('ed25519')
const NAME = 'desk.example/claimdesk-trail'
const TEXT = `${NAME}\n3\nroot\n`
const verifier = parseVerifierKey(verifierKey(NAME, publicKey))
const note = signNote(TEXT, NAME, privateKey)

test('opens the note that Go publishes as its example', () => {
  const text = 'If you think cryptography is the answer to your problem,\nthen you don\'t know what your problem is.\n'
  const signature = '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n'
  const peter = parseVerifierKey('PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW')
  assert.equal(openNote(`${text}\n${signature}`, peter), text)
})

test('what is signed can be opened, and the same text gives the same note', () => {
  assert.equal(openNote(note, verifier), TEXT)
  assert.equal(signNote(TEXT, NAME, privateKey), note)
  assert.equal(verifierKey(NAME, privateKey), verifierKey(NAME, publicKey))
})

test('a signature by somebody else is left aside', () => {
  const witness = generateKeyPairSync('ed25519').privateKey
  const second = signNote(TEXT, 'witness.example', witness).slice(TEXT.length + 1)
  assert.equal(openNote(note + second, verifier), TEXT)
  assert.equal(openNote(`${TEXT}\n${second}${note.slice(TEXT.length + 1)}`, verifier), TEXT)
  assert.throws(() => openNote(`${TEXT}\n${second}`, verifier), /another key/)
})

test('a changed text, a foreign key and a thing that is no note are told apart', () => {
  const other = generateKeyPairSync('ed25519').privateKey
  assert.throws(() => openNote(note.replace('\n3\n', '\n4\n'), verifier), /does not fit its text/)
  assert.throws(() => openNote(signNote(TEXT, NAME, other), verifier), /another key/)
  for (const text of ['', 'text', 'text\n\n', 'text\n\nunsigned\n', note.trimEnd()]) assert.throws(() => openNote(text, verifier), /not a signed note/)
})

test('a signature in another spelling is another note, and refused', () => {
  const line = note.slice(TEXT.length + 1)
  const encoded = line.trim().split(' ')[2]!
  // 68 bytes leave two bits of the last sign unused.
  const signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
  const last = signs[signs.indexOf(encoded.at(-2)!) + 1]!
  for (const other of [`${encoded.slice(0, -2)}${last}=`, encoded.slice(0, -1), encoded.replace(/[+/]/g, (sign) => (sign === '+' ? '-' : '_')).concat('='), `${encoded}=`]) {
    assert.deepEqual(Buffer.from(other, 'base64').subarray(0, 68), Buffer.from(encoded, 'base64'))
    assert.throws(() => openNote(note.replace(encoded, other), verifier), other)
  }
})

test('a damaged verifier key is refused', () => {
  const line = verifierKey(NAME, publicKey)
  for (const wrong of ['', 'name', line.replace(NAME, 'other'), line.slice(0, -4), line.replace(/\+[0-9a-f]{8}\+/, '+00000000+')]) {
    assert.throws(() => parseVerifierKey(wrong), /verifier key/)
  }
  assert.throws(() => verifierKey('two words', publicKey), /no spaces/)
})

test('a note is found bare, in a JSON export, in a page, and in a sheet', () => {
  const escaped = note.replaceAll('+', '&#43;').replaceAll('/', '&#x2F;').replaceAll('&quot;', '"')
  for (const file of [
    note, `\uFEFF${note.replaceAll('\n', '\r\n')}\n`, note.trimEnd(),
    JSON.stringify({ checkpoint: note }), JSON.stringify({ claims: [], trail: { checkpoint: note } }),
    `<!doctype html><title>x</title><pre>code &amp; more</pre><pre class="checkpoint">\n${escaped}</pre>`, `<PRE><code>${escaped}</code></PRE>`,
    `\uFEFFquote,checkpoint\r\n"the ""${note}""\nin the text","${note}"\r\nnext,"${note}"\r\n`,
  ]) assert.equal(findNote(file), note)
  for (const file of ['', '{}', '{"checkpoint":3}', '<pre></pre>', TEXT, 'half a {']) assert.equal(findNote(file), null)
})
