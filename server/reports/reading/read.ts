import { asStored, problemOfText } from '../rules.ts'
import { readInWorker } from './in-worker.ts'
import { kindOf, KINDS, type MediaType } from './kind.ts'
import { readPlain } from './plain.ts'
import { refused, type Extract, type Original, type Proposals, type Step } from './reading.ts'
import type { Problem } from '../../web/form.ts'

/** The text of a document as it would be stored, how it was taken out, and what the document says of itself. */
export type Reading = { text: string; mediaType: MediaType; steps: Step[]; proposals: Partial<Proposals> }

/** Reads a document of any kind that the desk knows; says what is wrong with any other. Never throws because of what is inside. */
export async function readOriginal(original: Original): Promise<Reading | { problem: Problem }> {
  const found = kindOf(original)
  if ('problem' in found) return found

  const { kind } = found
  const extract = await extractFrom(kind, original)
  if ('problem' in extract) return extract
  const text = asStored(extract.text)
  const problem = problemOfText(text)
  if (problem) return refused(problem === 'textBlank' && kind !== 'text' && kind !== 'markdown' ? 'fileNoText' : problem)
  return { text, mediaType: KINDS[kind].mediaType, steps: [...extract.steps, ...stepsBetween(extract.text)], proposals: extract.proposals }
}

async function extractFrom(kind: keyof typeof KINDS, { bytes, mediaType }: Original): Promise<Extract> {
  if (kind === 'text' || kind === 'markdown') return readPlain(bytes)
  return readInWorker({ kind, bytes, mediaType })
}

/** What storing a text changes in it. */
function stepsBetween(text: string): Step[] {
  return [...(text.startsWith('\uFEFF') ? [{ step: 'mark' } as const] : []), ...(text.includes('\r') ? [{ step: 'lineEnds' } as const] : [])]
}
