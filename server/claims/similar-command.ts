// The batch door: npm run similar -- --claims C.jsonl --queries Q.jsonl. One line for each query on standard output, with the claims most like it.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { createDatabase, type Database } from '../database.ts'
import { proposeLanguage, type Language } from '../text/language.ts'
import { writeStems, type Saying } from './similar-index.ts'
import { rankSimilar } from './similar-search.ts'

const USAGE = 'usage: similar --claims FILE --queries FILE'
const HITS = 20

const Query = z.object({ id: z.union([z.string(), z.number()]), text: z.string() })
const Claim = Query.extend({ title: z.string().optional() })

function main(words: string[]): void {
  const { claims: claimsFile, queries: queriesFile } = readWords(words)
  if (claimsFile === undefined || queriesFile === undefined) return refuse(USAGE)
  const claims = linesOf(claimsFile, Claim)
  const queries = linesOf(queriesFile, Query)
  const folder = mkdtempSync(join(tmpdir(), 'claimdesk-similar-'))
  const db = createDatabase(join(folder, 'claimdesk.db'))
  try {
    for (const line of answers(db, claims, queries)) process.stdout.write(`${JSON.stringify(line)}\n`)
  } finally {
    db.close()
    rmSync(folder, { recursive: true })
  }
}

/** One language for all claims and one for all queries: a short line alone does not say which it is in. */
function answers(db: Database, claims: readonly z.output<typeof Claim>[], queries: readonly z.output<typeof Query>[]) {
  const language = languageOf(claims)
  const asked = languageOf(queries)
  const said = claims.map(({ text, title }): Saying[] => [text, title].filter((text) => text !== undefined && text !== '').map((text) => ({ text: text!, language })))
  db.transaction(() => said.forEach((sayings, key) => writeStems(db, key, sayings)))()

  const sayings = (keys: readonly number[]) => new Map(keys.map((key) => [key, said[key]!]))
  return queries.map(({ id, text }) => ({
    id,
    hits: rankSimilar(db, { saying: { text, language: asked }, sayings }, HITS).map(({ key, score }) => ({ id: claims[key]!.id, score })),
  }))
}

const languageOf = (lines: readonly { text: string }[]): Language => proposeLanguage(lines.map(({ text }) => text).join('\n'))

function linesOf<Line>(file: string, schema: z.ZodType<Line>): Line[] {
  try {
    return readFileSync(file, 'utf8').split('\n').filter((line) => line.trim() !== '').map((line) => schema.parse(JSON.parse(line)))
  } catch (error) {
    return refuse(`cannot read ${file}: ${error instanceof z.ZodError || error instanceof SyntaxError ? 'a line is not {"id","text"}' : (error as NodeJS.ErrnoException).code}`)
  }
}

function readWords(words: string[]) {
  try {
    return parseArgs({ args: words, options: { claims: { type: 'string' }, queries: { type: 'string' } } }).values
  } catch {
    return refuse(USAGE)
  }
}

function refuse(message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(2)
}

main(process.argv.slice(2))
