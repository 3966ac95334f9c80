import { doorOf, onConnection, problemOf, type Guard } from './way-out.ts'
import type { Problem } from '../web/form.ts'

/** What a server said to what it was handed: `answer` is how it begins. */
export type Posted = { status: number; answer: string } | { problem: Problem }

/**
 * Hands a text to a server whose address somebody typed, through the same guard as `safeFetch`. A server that sends on to another address is not
 * followed: its status is its answer. `stop` breaks off.
 */
export async function safePost(address: string, { headers, body }: { headers: Record<string, string>; body: string }, guard: Guard, stop: AbortSignal): Promise<Posted> {
  const time = AbortSignal.timeout(guard.mostMilliseconds)
  const asked = { method: 'POST', headers: { 'accept-encoding': 'identity', ...headers }, body } as const
  try {
    const url = doorOf(URL.parse(address), guard)
    return await onConnection(url, asked, guard, AbortSignal.any([time, stop]), async ({ statusCode, body }) => ({ status: statusCode, answer: await beginningOf(body, guard.mostBytes) }))
  } catch (error) {
    if (stop.aborted) return { problem: 'fetchNoAnswer' }
    return { problem: time.aborted ? 'fetchTooSlow' : problemOf(error) }
  }
}

/** Once the status is there, the server has answered: that the rest is slow, cut off or without end changes nothing. */
async function beginningOf(body: AsyncIterable<Buffer>, most: number): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of body) {
      chunks.push(chunk)
      size += chunk.length
      if (size >= most) break
    }
  } catch {
    // What came until then is all that there is.
  }
  return Buffer.concat(chunks).subarray(0, most).toString()
}
