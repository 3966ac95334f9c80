import { clausesOf, type Range } from './arabic-clauses.ts'
import { frameAt } from './arabic-frames.ts'
import { verdictOf } from './arabic-modality.ts'
import { COMMAS } from './arabic-words.ts'
import type { Attribution, Frame, Memory, Passage, Piece, Reading } from './reading.ts'
import { relayedBy } from './speakers.ts'
import { spanOf } from './trim.ts'
import { listOf } from './words.ts'

// A stretch between two frames, and whose words it holds.
type Run = Range & { by: Attribution | null }

// They turn to something else: what follows is no longer the words of the source named before.
const TURNS = listOf('فيما بينما لكن ولكن وفيما وبينما غير')

// Phrases that open a sentence and assert nothing.
const LEADS = leads(`في سياق متصل، في السياق ذاته، في السياق نفسه، في سياق آخر، في هذا السياق، من جهة أخرى، من جهة ثانية، من جانب آخر، من ناحية أخرى، في المقابل، إلى ذلك، في غضون ذلك،
  في الأثناء، في هذه الأثناء، على صعيد آخر، على صعيد متصل، في الوقت نفسه، في الوقت ذاته، من جانبه، من جانبها، من جهته، من جهتها، بدوره، بدورها، يذكر أن، يذكر أنه، يشار إلى أن،
  يشار إلى أنه، تجدر الإشارة إلى أن، الجدير بالذكر أن، جدير بالذكر أن، من الجدير بالذكر أن، يأتي ذلك، كما`)

export function readArabic(passage: Passage, memory: Memory): Reading {
  const lead = leadOf(passage)
  const frames: Frame[] = []
  const runs: Run[] = []
  let run: Run = { from: lead, to: lead, by: null }
  for (let at = lead; at < passage.words.length; at = Math.max(at + 1, run.from)) {
    const frame = frameAt(passage, at, run.from, memory, run.by)
    if (!frame) continue
    runs.push({ ...run, to: frame.from })
    if (frame.governs === 'before') attribute(runs, frame.by)
    frames.push(frame)
    run = { from: frame.to, to: frame.to, by: after(passage, frame) }
  }
  runs.push({ ...run, to: passage.words.length })
  return { pieces: runs.flatMap((each) => piecesOf(passage, each)), frames: frames.map((frame) => spanOfFrame(passage, frame)) }
}

function after(passage: Passage, frame: Frame): Attribution | null {
  const next = passage.words.slice(frame.to, frame.to + 2).find((word) => !word.mark)
  return frame.governs === 'before' && next && TURNS.has(next.form) ? null : frame.by
}

function attribute(runs: Run[], by: Attribution | null): void {
  for (const run of runs) if (by) run.by = run.by ? relayedBy(run.by, by) : by
}

function piecesOf(passage: Passage, run: Run): Piece[] {
  return speechParts(passage, run).flatMap((part) =>
    clausesOf(passage, part).map((clause): Piece | null => {
      const span = spanOf(passage, clause)
      if (!span) return null
      const verdict = verdictOf(passage.words.slice(clause.from, clause.to), part.by)
      return { spans: [span], ...verdict, by: verdict.kind === 'caveat' ? null : part.by }
    }).filter((piece) => piece !== null))
}

// «وأضاف: «…»، دون توضيح …»: what stands behind the quotation is the reporter's own.
function speechParts({ words, speeches }: Passage, run: Run): Run[] {
  const first = words[run.from]
  if (!first || !speeches.opens.has(first.end)) return [run]
  for (let index = run.from + 1; index + 1 < run.to; index++) {
    if (!speeches.closes.has(words[index]!.start)) continue
    if (!COMMAS.has(words[index + 1]!.form)) return [run]
    return [{ ...run, to: index + 1 }, { from: index + 1, to: run.to, by: null }]
  }
  return [run]
}

function leadOf({ words }: Passage): number {
  const forms = words.slice(0, 6).map((word) => word.form)
  const length = LEADS.find((lead) => lead.every((word, at) => forms[at] === word || at === 0 && forms[0] === `و${word}`))?.length ?? 0
  return COMMAS.has(forms[length] ?? '') ? length + 1 : length
}

function leads(list: string): string[][] {
  return list.split('،').map((lead) => lead.trim().split(/\s+/).map((word) => [...listOf(word)][0]!)).sort((a, b) => b.length - a.length)
}

function spanOfFrame({ words }: Passage, { from, to }: Frame) {
  return { start: words[from]!.start, end: words[to - 1]!.end }
}
