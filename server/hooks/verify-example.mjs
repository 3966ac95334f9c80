import { createHmac, timingSafeEqual } from 'node:crypto'

/** `headers` by their lower-case names, `body` as it came, before anything reads it as JSON. */
export function isFromTheDesk(secret, headers, body, now = Date.now()) {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures = '' } = headers
  if (!(Math.abs(now / 1000 - timestamp) < 300)) return false
  const ours = createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64')).update(`${id}.${timestamp}.${body}`).digest()
  return signatures.split(' ').map((one) => Buffer.from(one.split(',')[1] ?? '', 'base64')).some((theirs) => theirs.length === ours.length && timingSafeEqual(theirs, ours))
}
