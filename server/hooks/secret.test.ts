import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { key } from '../web/testing.ts'
import { newSalt, secretOf, signatureOf } from './secret.ts'
import { isFromTheDesk } from './testing.ts'

test('a signature is that of the specification: the example of its own libraries', () => {
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
  const message = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: 1614265330, body: '{"test": 2432232314}' }
  assert.equal(signatureOf(secret, message), 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=')
})

test('a secret comes from the key, the webhook and the salt, and from all three', () => {
  const { privateKey: other } = generateKeyPairSync('ed25519')
  const [salt, hook] = [newSalt(), 'AAAAAAAAAA']
  const secret = secretOf(key, { id: hook, salt })
  assert.match(secret, /^whsec_[A-Za-z0-9+/]{43}=$/)
  assert.equal(secretOf(key, { id: hook, salt }), secret)
  const others = [secretOf(other, { id: hook, salt }), secretOf(key, { id: 'AAAAAAAAAB', salt }), secretOf(key, { id: hook, salt: newSalt() })]
  assert.equal(new Set([secret, ...others]).size, 4)
})

test('the lines for receivers take what is signed and is fresh, and nothing else', () => {
  const secret = secretOf(key, { id: 'AAAAAAAAAA', salt: newSalt() })
  const [id, timestamp, body] = ['evt_7', 1_772_625_600, '{"type":"claim.published","said":"نُشر"}']
  const signature = signatureOf(secret, { id, timestamp, body })
  const headers = { 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': signature }
  const [now, other] = [timestamp * 1000, signatureOf(secretOf(key, { id: 'AAAAAAAAAA', salt: newSalt() }), { id, timestamp, body })]

  assert.ok(isFromTheDesk(secret, headers, body, now))
  assert.ok(isFromTheDesk(secret, { ...headers, 'webhook-signature': `${other} ${signature}` }, body, now))
  const refused: [string, Record<string, string>, string, number][] = [
    ['another body', headers, `${body} `, now], ['another id', { ...headers, 'webhook-id': 'evt_8' }, body, now], ['another time', { ...headers, 'webhook-timestamp': String(timestamp + 1) }, body, now],
    ['another signature', { ...headers, 'webhook-signature': other }, body, now], ['half a signature', { ...headers, 'webhook-signature': signature.slice(0, 20) }, body, now],
    ['no signature', { 'webhook-id': id, 'webhook-timestamp': String(timestamp) }, body, now], ['no time', { 'webhook-id': id, 'webhook-signature': signature }, body, now], ['nothing', {}, body, now],
    ['too old', headers, body, now + 301_000], ['from the future', headers, body, now - 301_000],
  ]
  for (const [what, sent, text, at] of refused) assert.equal(isFromTheDesk(secret, sent, text, at), false, what)
})

test('README gives receivers the same lines as the page', () => {
  const here = import.meta.dirname
  assert.ok(readFileSync(`${here}/../../README.md`, 'utf8').includes(readFileSync(`${here}/verify-example.mjs`, 'utf8').trim().replace(/^(?=.)/gm, '    ')))
})
