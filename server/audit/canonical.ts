/** What can stand in an event. Whole numbers only: how a fraction is written differs between languages, and a hash must not. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** One text for one value (RFC 8785, without fractions), so that anybody can compute the same hash. Throws on anything that is not Json. */
export function canonical(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') return wholeNumber(value)
  if (typeof value === 'string') return text(value)
  if (Array.isArray(value)) return `[${Array.from(value, canonical).join(',')}]`
  if (isPlainObject(value)) return `{${Object.keys(value).sort().map((key) => `${text(key)}:${canonical(value[key])}`).join(',')}}`
  throw new TypeError(`An event cannot hold ${describe(value)}`)
}

function wholeNumber(value: number) {
  if (!Number.isSafeInteger(value)) throw new TypeError(`An event cannot hold the number ${value}`)
  return String(value)
}

/** A lone surrogate has no UTF-8, so it has no hash either. */
function text(value: string) {
  if (!value.isWellFormed()) throw new TypeError('An event cannot hold half of a character')
  return JSON.stringify(value)
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return (prototype === Object.prototype || prototype === null) && Object.getOwnPropertySymbols(value).length === 0
}

function describe(value: unknown) {
  return typeof value === 'object' ? Object.prototype.toString.call(value) : typeof value
}

const DEEPEST = 64

/** Reads a text that `canonical` wrote. Throws if it is anything else: two texts of one value would have two hashes. */
export function parseCanonical(text: string): unknown {
  if (depthOf(text) > DEEPEST) throw new Error('it is nested too deeply')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new Error('it is not JSON', { cause })
  }
  if (canonical(value) !== text) throw new Error('it is not canonical JSON')
  return value
}

/** How deep brackets stand in each other, outside of strings: what comes from anybody must not use up the stack. */
function depthOf(text: string): number {
  let [depth, deepest, inString] = [0, 0, false]
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]
    if (inString && sign === '\\') at++
    else if (sign === '"') inString = !inString
    else if (!inString && (sign === '[' || sign === '{')) deepest = Math.max(deepest, ++depth)
    else if (!inString && (sign === ']' || sign === '}')) depth--
  }
  return deepest
}
