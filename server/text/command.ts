// The batch doors: npm run passages -- --language ar FILE, npm run suggest -- --language ar FILE. One JSON document on standard output.
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { isLanguage, LANGUAGES, type Language } from './language.ts'
import { passagesOf } from './passages.ts'
import { suggestClaims } from './suggest.ts'

const DOORS = { passages: passagesOf, suggest: suggestClaims } as const

const USAGE = `usage: (${Object.keys(DOORS).join('|')}) --language (${LANGUAGES.join('|')}) FILE`

type Request = { door: keyof typeof DOORS; language: Language; file: string }

function main(words: string[]): void {
  const { door, language, file } = requestOf(words)
  process.stdout.write(`${JSON.stringify(DOORS[door](textOf(file), language))}\n`)
}

function requestOf(words: string[]): Request {
  const { values, positionals } = readWords(words)
  const [door, file, ...rest] = positionals
  if (!isDoor(door) || file === undefined || rest.length > 0) return refuse(USAGE)
  if (!isLanguage(values.language)) return refuse(`--language must be one of ${LANGUAGES.join(', ')}`)
  return { door, language: values.language, file }
}

function readWords(words: string[]) {
  try {
    return parseArgs({ args: words, options: { language: { type: 'string' } }, allowPositionals: true })
  } catch {
    return refuse(USAGE)
  }
}

function isDoor(word: string | undefined): word is keyof typeof DOORS {
  return word !== undefined && Object.hasOwn(DOORS, word)
}

// Offsets are into exactly this string, so bytes that are no UTF-8 are refused, and a byte order mark stays.
function textOf(file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(file))
  } catch (error) {
    const because = error instanceof TypeError ? 'it is not UTF-8' : (error as NodeJS.ErrnoException).code
    return refuse(`cannot read ${file}: ${because}`)
  }
}

function refuse(message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(2)
}

main(process.argv.slice(2))
