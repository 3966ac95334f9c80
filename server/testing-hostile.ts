import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Lists that others collected. They lie beside the project and are no part of it; without them the few below are used. */
const LISTS = join(import.meta.dirname, '../../shared/eval/hostile')
export const haveLists = existsSync(LISTS)

/** Numbers that only look random: the same seed gives the same ones (mulberry32). */
export function randomFrom(seed: number) {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (n: number) => Math.floor(next() * n)
  return { next, below, one: <Item>(items: readonly Item[]): Item => items[below(items.length)]! }
}

const OWN = [
  '<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "' onmouseover='alert(1)", '</textarea><script>alert(1)</script>', '</title><svg onload=alert(1)>', '<%= 7 * 7 %>', '${7*7}{{7*7}}',
  'javascript:alert(1)', '--><!--', '<![CDATA[', '&lt;script&gt;', '&#60;b&#62;', "Robert'); DROP TABLE claims;--", '=cmd|/C calc!A0', '\u202Egnp.exe', '\u2066\u2067\u2068', '\u0627\u0644\u062D\u064E\u0633\u064E\u0643\u064E\u0629',
  'Z\u0351\u036B\u0343a\u0342l\u0310go', '👩‍👩‍👧‍👦🏳️‍🌈', '\uFEFFbom', 'a\u2028b\u2029c', '\x01\x02\x1b[31m', '__proto__', 'constructor', 'null', 'NaN', '0x10', '-1', '\u{10FFFF}', '<b>'.repeat(20), 'ﷺ'.repeat(10),
]

const linesOf = (pattern: string) => globSync(pattern, { cwd: LISTS }).sort().flatMap((file) => readFileSync(join(LISTS, file), 'utf8').split(/\r?\n/)).filter((line) => line.trim() !== '')
const payloadsOf = (text: string) => Array.from(text.matchAll(/"payload": ("(?:[^"\\]|\\.)*")/g), ([, literal]) => JSON.parse(literal!) as string)

/** Every text of the lists, once. */
export function hostileTexts(): string[] {
  if (!haveLists) return OWN
  const naughty = JSON.parse(readFileSync(join(LISTS, 'blns/blns.json'), 'utf8')) as string[]
  const purify = payloadsOf(readFileSync(join(LISTS, 'xss/dompurify/expect.mjs.txt'), 'utf8'))
  return [...new Set([...OWN, ...naughty, ...purify, ...linesOf('xss/{patt,fuzzdb}/*.txt')])]
}

/** Lines for requests: methods, paths and fragments of both. */
export const hostileLines = (name: string): string[] => (haveLists ? linesOf(`fuzzdb/${name}.txt`) : [])
