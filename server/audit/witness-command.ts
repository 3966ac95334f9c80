import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { readOrMakeKey } from './checkpoint.ts'
import { witnessKey } from './cosignature.ts'
import { witnessOnce, type Memory, type Read } from './witness.ts'

const USAGE = 'Usage: npm run witness -- ADDRESS [--state FILE] [--key FILE] [--name NAME]'
/** A head and its proof are a few kilobytes. */
const MOST_BYTES = 64 * 2 ** 10
const PATIENCE = 20_000

const State = z.strictObject({ address: z.string(), vkey: z.string(), note: z.string() })

/** Exit codes: 0 the head was cosigned, 1 the desk showed what an honest one would not, 2 it could not be looked at. */
try {
  process.exitCode = await witness(readArguments())
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 2
}

function readArguments() {
  try {
    const text = { type: 'string' } as const
    const { values, positionals } = parseArgs({ allowPositionals: true, options: { state: text, key: text, name: text } })
    const url = positionals.length === 1 ? URL.parse(positionals[0]!) : null
    if (url && /^https?:$/.test(url.protocol)) {
      const { state = `witness-${url.host.replace(':', '-')}.json`, key = 'witness-key.pem', name = `${hostname()}/claimdesk-witness` } = values
      return { address: (url.origin + url.pathname).replace(/\/+$/, ''), state, key, name }
    }
  } catch (cause) {
    throw new Error(`${(cause as Error).message}\n${USAGE}`, { cause })
  }
  throw new Error(USAGE)
}

async function witness({ address, state, key: keyFile, name }: ReturnType<typeof readArguments>): Promise<number> {
  return alone(`${state}.lock`, async () => {
    const key = readOrMakeKey(keyFile)
    const vkey = witnessKey(name, key)
    const seen = await witnessOnce(address, readState(state), readerOf(address), { name, key, at: new Date() })
    if ('accusation' in seen) {
      console.error(`REFUSED: ${seen.accusation}\nNothing was cosigned, and the head that was seen before is still kept in ${state}. Keep what follows too:\n`)
      console.error(seen.notes.join('\n'))
      return 1
    }
    // First the memory, then the signature: a head that was cosigned and forgotten could be contradicted unseen.
    writeState(state, seen.memory)
    if (seen.isFirst) console.error(`This is the first head of this desk that was seen here. Its key was taken on trust: ask for it by another way, and compare.\n${seen.memory.vkey}`)
    console.error(`Cosigned ${seen.size} events${seen.before === null ? '' : `, of which ${seen.before} were seen before`}, with ${vkey}`)
    process.stdout.write(seen.cosigned)
    return 0
  })
}

/** Two at once could cosign two heads that both follow the same one, and not each other. */
async function alone(lock: string, work: () => Promise<number>): Promise<number> {
  try {
    closeSync(openSync(lock, 'wx'))
  } catch (cause) {
    throw new Error(`${lock} is there: another witness is at work, or one was broken off. In the second case, remove it`, { cause })
  }
  try {
    return await work()
  } finally {
    rmSync(lock, { force: true })
  }
}

function readState(file: string): Memory | null {
  if (!existsSync(file)) return null
  try {
    return State.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (cause) {
    throw new Error(`${file} is not what a witness wrote. Without it nothing could be compared: restore it from a backup`, { cause })
  }
}

function writeState(file: string, memory: Memory) {
  const unfinished = `${file}.unfinished`
  writeFileSync(unfinished, `${JSON.stringify(memory, null, 2)}\n`, { mode: 0o600, flush: true })
  renameSync(unfinished, file)
}

function readerOf(address: string): Read {
  return async (path) => {
    try {
      const answer = await fetch(address + path, { redirect: 'error', headers: { 'cache-control': 'no-cache' }, signal: AbortSignal.timeout(PATIENCE) })
      return { status: answer.status, text: await readSome(answer) }
    } catch (cause) {
      const { message, cause: reason } = cause as Error
      throw new Error(`${address}${path} cannot be read: ${reason instanceof Error ? reason.message : message}`, { cause })
    }
  }
}

async function readSome(answer: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of answer.body ?? []) {
    length += chunk.length
    if (length > MOST_BYTES) throw new Error(`the answer is longer than ${MOST_BYTES / 2 ** 10} KB`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}
