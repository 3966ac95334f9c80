import type { Attribution, Clause, Frame, Memory, Passage, Piece, Range, Reading, Verdict } from './reading.ts'
import { relayedBy } from './speakers.ts'
import { spanOf } from './trim.ts'
import type { Word } from './words.ts'

// What differs from language to language.
export type Rules = {
  // How many words of an opening phrase («in a related development,») assert nothing.
  leadOf: (words: readonly Word[]) => number
  // The attribution that a word opens or stands in. `floor`: where the words not yet taken begin; `by`: who has been speaking.
  frameAt: (passage: Passage, at: number, floor: number, memory: Memory, by: Attribution | null) => Frame | null
  // Statements of one predicate each; they cover the range.
  clausesOf: (passage: Passage, range: Range) => Clause[]
  verdictOf: (words: readonly Word[], by: Attribution | null) => Verdict
  // Words that turn from a source named behind its words to the reporter's own.
  turns: ReadonlySet<string>
  commas: ReadonlySet<string>
}

// A stretch between two frames, and whose words it holds.
type Run = Range & { by: Attribution | null }

export function readWith(rules: Rules, passage: Passage, memory: Memory): Reading {
  const lead = rules.leadOf(passage.words)
  const frames: Range[] = lead > 0 ? [{ from: 0, to: lead }] : []
  const runs: Run[] = []
  let run: Run = { from: lead, to: lead, by: null }
  for (let at = lead; at < passage.words.length; at = Math.max(at + 1, run.from)) {
    const frame = rules.frameAt(passage, at, run.from, memory, run.by)
    if (!frame) continue
    runs.push({ ...run, to: frame.from })
    if (frame.governs === 'before') attribute(runs, frame.by)
    frames.push(frame)
    run = { from: frame.to, to: frame.to, by: speakerAfter(rules, passage, frame) }
  }
  runs.push({ ...run, to: passage.words.length })
  return { pieces: runs.flatMap((each) => piecesOf(rules, passage, each)), frames: frames.flatMap((range) => spanOf(passage, range) ?? []) }
}

function speakerAfter({ turns }: Rules, { words }: Passage, frame: Frame): Attribution | null {
  const next = words.slice(frame.to, frame.to + 3).find((word) => !word.mark)
  return frame.governs === 'before' && next && turns.has(next.form) ? null : frame.by
}

function attribute(runs: readonly Run[], by: Attribution | null): void {
  for (const run of runs) if (by) run.by = run.by ? relayedBy(run.by, by) : by
}

function piecesOf(rules: Rules, passage: Passage, run: Run): Piece[] {
  return speechParts(rules, passage, run).flatMap(({ by, ...part }) =>
    rules.clausesOf(passage, part).flatMap((clause) => pieceOf(rules, passage, clause, by)))
}

function pieceOf(rules: Rules, passage: Passage, clause: Clause, by: Attribution | null): Piece[] {
  const spans = clause.flatMap((range) => spanOf(passage, range) ?? [])
  if (spans.length === 0) return []
  const verdict = rules.verdictOf(clause.flatMap(({ from, to }) => passage.words.slice(from, to)), by)
  return [{ spans, ...verdict, by: verdict.kind === 'caveat' ? null : by }]
}

// «وأضاف: «…»، دون توضيح …»: what stands behind the quotation is the reporter's own.
function speechParts({ commas }: Rules, { words, speeches }: Passage, run: Run): Run[] {
  const first = words[run.from]
  if (!first || !speeches.opens.has(first.end)) return [run]
  for (let index = run.from + 1; index + 1 < run.to; index++) {
    if (!speeches.closes.has(words[index]!.start)) continue
    if (!commas.has(words[index + 1]!.form)) return [run]
    return [{ ...run, to: index + 1 }, { from: index + 1, to: run.to, by: null }]
  }
  return [run]
}
