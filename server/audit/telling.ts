import { en } from '../../views/locales/en.ts'
import { formats } from '../../views/locales/formats.ts'
import type { Sentence } from '../errors.ts'
import type { BundleFinding } from './verify-bundle.ts'
import type { Finding } from './verify.ts'

const LONGEST_LIST = 20

/** What the commands print. `file` is what was checked. */
export function tellDatabase(file: string, finding: Finding): string {
  const { firstBroken: broken, problems } = finding
  const checked = [count(finding.events, 'event'), count(finding.storedCheckpoints, 'stored checkpoint'), count(finding.outsideCheckpoints, 'outside checkpoint')]
  return inLines([
    `Checked ${file}: ${checked.join(', ')}.`,
    ...(broken ? ['', `The first broken event is ${broken.seq}: ${broken.action}, ${broken.at}.`] : []),
    ...list('What is wrong:', problems),
    ...list('What this check cannot prove:', finding.unprovable),
    '',
    finding.ok ? `OK: the trail is whole, ${upTo(finding)}.` : `BROKEN: ${count(problems.length, 'problem')} found. Keep this file as it is, and compare it with a backup.`,
  ])
}

function upTo({ events, outsideCheckpoints }: Finding) {
  const witnesses = outsideCheckpoints > 0 ? `and agrees with ${count(outsideCheckpoints, 'outside checkpoint')}` : 'as far as it can tell by itself'
  return `from event 1 to event ${events}, ${witnesses}`
}

export function tellBundle(file: string, { ok, signer, report, checkpoint, shown, withheld, outside, problems, unprovable }: BundleFinding): string {
  return inLines([
    `Checked ${file}${report ? `: report ${report.id}, ${count(shown, 'event')} shown, ${withheld} withheld` : ''}.`,
    ...(signer ? [`Signed by ${signer.vkey} (${signer.isKnown ? 'the key that you gave' : 'the key in the bundle'}).`] : []),
    ...(checkpoint ? [`Under the head of ${count(checkpoint.size, 'event')}, ${checkpoint.time}.`] : []),
    ...list('What is wrong:', problems.map(inEnglish)),
    ...list('What this check cannot prove:', unprovable.map(inEnglish)),
    '',
    ok
      ? `OK: nothing in this bundle was changed${outside.of > 0 ? `, and ${outside.agree} of ${outside.of} outside heads agree` : ''}.`
      : `BROKEN: ${count(problems.length, 'problem')} found. Do not rely on this bundle, and keep it as it is.`,
  ])
}

/** A terminal has no use for the signs that isolate names. */
const inEnglish = (sentence: Sentence) => sentence(en, formats.en).replace(/[\u2068\u2069]/g, '')

/** The sentences quote from a file that may come from anybody: no line breaks, colours or turned directions out of it. */
const inLines = (sentences: readonly string[]) => sentences.map((sentence) => sentence.replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, '\uFFFD')).join('\n')

function list(title: string, sentences: readonly string[]): string[] {
  if (sentences.length === 0) return []
  const rest = sentences.length - LONGEST_LIST
  return ['', title, ...sentences.slice(0, LONGEST_LIST).map((sentence) => `- ${sentence}`), ...(rest > 0 ? [`- … and ${rest} more`] : [])]
}

function count(number: number, noun: string) {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
