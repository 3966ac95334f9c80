import { createHmac, hkdfSync, randomBytes, type KeyObject } from 'node:crypto'

/** By which receivers know what they have: https://www.standardwebhooks.com */
const PREFIX = 'whsec_'

export const newSalt = () => randomBytes(16)

/**
 * The secret of a webhook: made each time from the desk's key, which lies beside the database, and a salt, which lies in it. So it is kept nowhere,
 * and a copy of the database signs nothing.
 */
export function secretOf(key: KeyObject, { id, salt }: { id: string; salt: Buffer }): string {
  const { d } = key.export({ format: 'jwk' })
  const bytes = hkdfSync('sha256', Buffer.from(d!, 'base64url'), salt, `claimdesk webhook ${id}`, 32)
  return PREFIX + Buffer.from(bytes).toString('base64')
}

/** Of the Standard Webhooks specification, scheme v1. */
export function signatureOf(secret: string, { id, timestamp, body }: { id: string; timestamp: number; body: string }): string {
  const bytes = Buffer.from(secret.slice(PREFIX.length), 'base64')
  return `v1,${createHmac('sha256', bytes).update(`${id}.${timestamp}.${body}`).digest('base64')}`
}
