import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { parseVerifierKey } from './note.ts'
import { outsideIn, type Outside } from './outside.ts'
import { tellBundle, tellDatabase } from './telling.ts'
import { LARGEST_BUNDLE, verifyBundle } from './verify-bundle.ts'
import { verifyDatabase } from './verify.ts'

const USAGE = `Usage: npm run verify -- --database FILE [--checkpoint FILE]…
       npm run verify -- --bundle FILE.zip [--key KEY|FILE] [--checkpoint FILE]…`

/** Exit codes: 0 all is whole, 1 something is broken, 2 it could not be checked. */
try {
  const { ok, told } = check(readArguments())
  console.log(told)
  process.exitCode = ok ? 0 : 1
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 2
}

type Arguments = { database?: string; bundle?: string; key?: string; checkpoint?: string[] }

function readArguments(): Arguments {
  let values: Arguments
  try {
    const one = { type: 'string' } as const
    values = parseArgs({ options: { database: one, bundle: one, key: one, checkpoint: { type: 'string', multiple: true } } }).values
  } catch (cause) {
    throw new Error(`${(cause as Error).message}\n${USAGE}`, { cause })
  }
  const { database, bundle, key } = values
  if (!database === !bundle || (database && key)) throw new Error(USAGE)
  return values
}

function check({ database, bundle, key, checkpoint = [] }: Arguments): { ok: boolean; told: string } {
  const outside = checkpoint.flatMap(readHeads)
  if (database) {
    const finding = verifyDatabase(database, outside.map(({ note }) => note))
    return { ok: finding.ok, told: tellDatabase(database, finding) }
  }
  const finding = verifyBundle(readSome(bundle!, LARGEST_BUNDLE), { key: key === undefined ? null : readKey(key), outside })
  return { ok: finding.ok, told: tellBundle(bundle!, finding) }
}

function readHeads(file: string): Outside[] {
  const found = outsideIn(readSome(file, LARGEST_BUNDLE).toString())
  if (found.length === 0) throw new Error(`${file} holds no checkpoint`)
  return found
}

/** The key itself, or a file that holds it. */
function readKey(given: string): string {
  const line = (given.includes('+') ? given : readSome(given, 10_000).toString()).trim()
  try {
    parseVerifierKey(line)
  } catch (cause) {
    throw new Error(`${given} is not the key of a desk, nor a file that holds one`, { cause })
  }
  return line
}

/** All of the file, if it is not larger than what is looked at. */
function readSome(file: string, most: number): Buffer {
  let handle: number
  try {
    handle = openSync(file, 'r')
  } catch (cause) {
    throw new Error(`${file} cannot be read`, { cause })
  }
  try {
    const stats = fstatSync(handle)
    if (!stats.isFile()) throw new Error(`${file} is not a file`)
    if (stats.size > most) throw new Error(`${file} is larger than ${Math.ceil(most / 2 ** 20)} MB, and is not looked at`)
    return readFileSync(handle)
  } finally {
    closeSync(handle)
  }
}
