import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { findNote } from './note.ts'
import { verifyDatabase, type Finding } from './verify.ts'

const USAGE = 'Usage: npm run verify -- --database FILE [--checkpoint FILE]…'
const LONGEST_LIST = 20

/** Exit codes: 0 the trail is whole, 1 it is broken, 2 it could not be checked. */
try {
  const { database, checkpoints } = readArguments()
  const finding = verifyDatabase(database, checkpoints.map(readNote))
  console.log(describe(database, finding))
  process.exitCode = finding.ok ? 0 : 1
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 2
}

function readArguments() {
  try {
    const { values } = parseArgs({ options: { database: { type: 'string' }, checkpoint: { type: 'string', multiple: true } } })
    if (values.database) return { database: values.database, checkpoints: values.checkpoint ?? [] }
  } catch (cause) {
    throw new Error(`${(cause as Error).message}\n${USAGE}`, { cause })
  }
  throw new Error(USAGE)
}

function readNote(file: string): string {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (cause) {
    throw new Error(`${file} cannot be read`, { cause })
  }
  const note = findNote(text)
  if (!note) throw new Error(`${file} holds no checkpoint`)
  return note
}

function describe(file: string, finding: Finding): string {
  const { firstBroken: broken, problems } = finding
  const checked = [count(finding.events, 'event'), count(finding.storedCheckpoints, 'stored checkpoint'), count(finding.outsideCheckpoints, 'outside checkpoint')]
  return [
    `Checked ${file}: ${checked.join(', ')}.`,
    ...(broken ? ['', `The first broken event is ${broken.seq}: ${broken.action}, ${broken.at}.`] : []),
    ...list('What is wrong:', problems),
    ...list('What this check cannot prove:', finding.unprovable),
    '',
    finding.ok ? `OK: the trail is whole, ${upTo(finding)}.` : `BROKEN: ${count(problems.length, 'problem')} found. Keep this file as it is, and compare it with a backup.`,
  ].map(asOneLine).join('\n')
}

/** The sentences quote from a file that may come from anybody: no line breaks, colours or turned directions out of it. */
function asOneLine(sentence: string): string {
  return sentence.replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, '\uFFFD')
}

function upTo({ events, outsideCheckpoints }: Finding) {
  const witnesses = outsideCheckpoints > 0 ? `and agrees with ${count(outsideCheckpoints, 'outside checkpoint')}` : 'as far as it can tell by itself'
  return `from event 1 to event ${events}, ${witnesses}`
}

function list(title: string, sentences: readonly string[]): string[] {
  if (sentences.length === 0) return []
  const rest = sentences.length - LONGEST_LIST
  return ['', title, ...sentences.slice(0, LONGEST_LIST).map((sentence) => `- ${sentence}`), ...(rest > 0 ? [`- … and ${rest} more`] : [])]
}

function count(number: number, noun: string) {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
