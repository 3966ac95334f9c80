import { Refusal } from '../errors.ts'

/** Nothing that the desk asks for is nested deeper. */
const DEEPEST = 8

/**
 * Reads one JSON object more strictly than JavaScript does: bytes that are no UTF-8, a name that stands twice, and depths in which nothing is asked for
 * are refused, because two readers could take them for different things.
 */
export function readObject(bytes: Uint8Array): Record<string, unknown> {
  const text = decoded(bytes)
  const value = parsed(text)
  ensureUnambiguous(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Refusal(422, (t) => t.refusals.jsonObject)
  return value as Record<string, unknown>
}

const notJson = () => new Refusal(400, (t) => t.refusals.notJson)

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw notJson()
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw notJson()
  }
}

/** Of JSON that can be read: each string ends, so that this goes through it once. */
function ensureUnambiguous(text: string) {
  const open: (Set<string> | null)[] = []
  let before = ''
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\[^])*"|[{}[\],:]/g)) {
    const names = open.at(-1)
    if (token === '{' || token === '[') open.push(token === '{' ? new Set() : null)
    else if (token === '}' || token === ']') open.pop()
    else if (names && token.startsWith('"') && (before === '{' || before === ',')) {
      const name = JSON.parse(token) as string
      if (names.has(name)) throw new Refusal(400, (t) => t.refusals.jsonTwice(name.toWellFormed().slice(0, 100)))
      names.add(name)
    }
    if (open.length > DEEPEST) throw new Refusal(400, (t) => t.refusals.jsonDeep)
    before = token
  }
}
