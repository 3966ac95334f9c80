import type { Attribution, Clause, Frame, Memory, Passage, Piece, Range, Reading, Nature } from './reading.ts'
import { recall, relayedBy } from './speakers.ts'
import type { Span } from './span.ts'
import { spanOf } from './trim.ts'
import type { Word } from './words.ts'

// What differs from language to language.
export type Rules = {
  // How many words of an opening phrase («in a related development,») assert nothing.
  leadOf: (passage: Passage) => number
  // The attribution that a word opens or stands in. `floor`: where the words not yet taken begin; `by`: who has been speaking.
  frameAt: (passage: Passage, at: number, floor: number, memory: Memory, by: Attribution | null) => Frame | null
  // Statements of one predicate each; they cover the range.
  clausesOf: (passage: Passage, range: Range) => Clause[]
  natureOf: (words: readonly Word[], by: Attribution | null) => Nature
  // A clause that has no verb of its own and is as certain as the one before: "(will close the port) and build a bridge".
  leans: (words: readonly Word[]) => boolean
  // A second «أن», "and that": the same speaker goes on behind a quotation.
  resumes: (words: readonly Word[], at: number) => boolean
  // What the reporter adds to somebody's words: «وهو ما نفاه الجيش».
  adds: (words: readonly Word[]) => boolean
  // Words that turn from a source named behind its words to the reporter's own.
  turns: ReadonlySet<string>
  // Those of them behind which other voices speak: a source named behind them is theirs alone.
  contrasts: ReadonlySet<string>
  commas: ReadonlySet<string>
  // A clause that no longer depends on what «أعلن» or "denied" had for an object.
  standsAlone: (words: readonly Word[], from: number) => boolean
}

// A stretch between two frames, and whose words it holds.
// `opening`: where the frame begins that says it is reported.
type Run = Range & { by: Attribution | null; briefly?: boolean; opening?: number; unclaimed?: boolean }

// A run shorter than this between two frames is no statement: it goes to its neighbour.
const FEWEST_WORDS = 3

export function readWith(rules: Rules, passage: Passage, memory: Memory): Reading {
  const lead = rules.leadOf(passage)
  const frames: Range[] = lead > 0 ? [{ from: 0, to: lead }] : []
  const runs: Run[] = []
  let settled = 0
  let run: Run = { from: lead, to: lead, by: null }
  for (let at = lead; at < passage.words.length; at = Math.max(at + 1, run.from)) {
    const frame = rules.frameAt(passage, at, run.from, memory, run.by)
    if (!frame) continue
    runs.push({ ...run, to: frame.from })
    if (frame.governs === 'before') {
      runs.push(...turnedAway(rules, passage, runs.pop()!))
      for (const each of runs.slice(settled)) attribute(each, frame.by)
      settled = runs.length
    }
    for (const aside of frame.asides ?? []) runs.push({ by: null, ...aside })
    if (frame.to > frame.from) frames.push(frame)
    run = { from: frame.to, to: frame.to, by: speakerAfter(rules, passage, frame), briefly: frame.briefly ?? false }
    if (frame.governs === 'after' && frame.by) run.opening = frame.from
    if (frame.until === undefined) continue
    runs.push({ ...run, to: frame.until })
    run = { from: frame.until, to: frame.until, by: null }
  }
  runs.push({ ...run, to: passage.words.length })
  for (const each of runs) {
    if (each.by) continue
    each.by = speakerWithin(passage, each, memory)
    each.unclaimed = each.by !== null
  }
  const pieces = withoutScraps(passage, runs.map((each) => piecesOf(rules, passage, asStatement(passage, each))), runs)
  if (pieces.length === 0 && isTooLong(passage)) return { pieces: piecesOf(rules, passage, { from: 0, to: passage.words.length, by: null }), frames: [] }
  return { pieces, frames: frames.flatMap((range) => spanOf(passage, range) ?? []) }
}

const LONGEST_FRAME = 6

// A whole sentence is more than who speaks, unless a colon announces the words.
function isTooLong({ words }: Passage): boolean {
  return words.filter((word) => !word.mark).length > LONGEST_FRAME && !words.slice(-2).some(({ form }) => form === ':')
}

const LONGEST_DATELINE = 80

// Place, day and agency before a dash, where a line begins: how many words of them.
export function datelineOf({ text, words }: Passage, pattern: RegExp): number {
  const start = words[0]?.start ?? 0
  if (start > 0 && text[start - 1] !== '\n') return 0
  const end = start + (pattern.exec(text.slice(start, start + LONGEST_DATELINE))?.[0].length ?? 0)
  let count = 0
  while (count < words.length && words[count]!.end <= end) count += 1
  return count < words.length ? count : 0
}

// A sentence inside a quotation that began before it, or that nobody is named for, is the last speaker's; that he judged before, or warned, says nothing of it.
function speakerWithin({ words, speeches }: Passage, { from, to }: Run, memory: Memory): Attribution | null {
  const first = words.slice(from, Math.min(to, from + 4)).find((word) => !word.mark)
  const by = first && speeches.contains(first.start) ? recall(memory, null) : null
  return by && { ...by, stance: 'says' }
}

// «قال الجيش إن …، إلا أن القصف استمر، وفق شهود»: the witnesses have said only what stands behind the turn.
function turnedAway({ contrasts, commas }: Rules, { words }: Passage, run: Run): Run[] {
  if (!run.by) return [run]
  for (let index = run.to - FEWEST_WORDS; index > run.from + 1; index--) {
    if (contrasts.has(words[index]!.form) && commas.has(words[index - 1]!.form)) return [{ ...run, to: index }, { from: index, to: run.to, by: null }]
  }
  return [run]
}

// «ووصفه بأنه «ملفق»»: one word is no statement without the words that report it.
function asStatement({ words }: Passage, run: Run): Run {
  if (run.opening === undefined) return run
  let count = 0
  for (let index = run.from; index < run.to && count < 2; index++) if (!words[index]!.mark) count += 1
  return count === 1 ? { ...run, from: run.opening } : run
}

// A word or two left between frames is added to the next statement, else to the last: nothing is lost, and nothing is a claim that is none.
function withoutScraps(passage: Passage, groups: readonly Piece[][], runs: readonly Run[]): Piece[] {
  const pieces: Piece[] = []
  let scraps: Span[] = []
  for (const [index, [first, ...rest]] of groups.entries()) {
    if (!first) continue
    if (rest.length === 0 && runs[index]!.opening === undefined && isScrap(passage, first)) {
      scraps.push(...first.spans)
      continue
    }
    pieces.push({ ...first, spans: [...scraps, ...first.spans] })
    for (const piece of rest) pieces.push(piece)
    scraps = []
  }
  const last = pieces.pop()
  return last ? [...pieces, { ...last, spans: [...last.spans, ...scraps] }] : groups.flat()
}

function isScrap({ text }: Passage, { spans }: Piece): boolean {
  return spans.length === 1 && spans[0]!.end - spans[0]!.start < 40
    && (text.slice(spans[0]!.start, spans[0]!.end).match(/[\p{L}\p{N}\p{M}]+/gu) ?? []).length < FEWEST_WORDS
}

function speakerAfter({ turns }: Rules, { words }: Passage, frame: Frame): Attribution | null {
  const next = words.slice(frame.to, frame.to + 3).find((word) => !word.mark)
  return frame.governs === 'before' && next && turns.has(next.form) ? null : frame.by
}

function attribute(run: Run, by: Attribution | null): void {
  if (by) run.by = run.by ? relayedBy(run.by, by) : by
}

function piecesOf(rules: Rules, passage: Passage, run: Run): Piece[] {
  return speechParts(rules, passage, run).flatMap(({ by, briefly, unclaimed, ...part }) => {
    const clauses = rules.clausesOf(passage, part)
    let before: Nature | null = null
    const alone = briefly ? clauses.findIndex((clause, index) => index > 0 && rules.standsAlone(passage.words, clause.at(-1)!.from)) : -1
    return clauses.flatMap((clause, index) => {
      const spans = clause.flatMap((range) => spanOf(passage, range) ?? [])
      if (spans.length === 0) return []
      const speaker = alone >= 0 && index >= alone || rules.adds(clause.flatMap(({ from, to }) => passage.words.slice(from, to))) ? null : by
      before = natureIn(rules, passage, clause, speaker, before)
      return [{ spans, ...before, by: before.kind === 'caveat' ? null : speaker, ...(unclaimed && { unclaimed }) }]
    })
  })
}

function natureIn(rules: Rules, { words }: Passage, clause: Clause, by: Attribution | null, before: Nature | null): Nature {
  const tail = clause.at(-1)!
  if (before?.kind === 'prediction' && rules.leans(words.slice(tail.from, tail.to))) return before
  return rules.natureOf(clause.flatMap(({ from, to }) => words.slice(from, to)), by)
}

// «وأضاف: «…»، دون توضيح …»: what stands behind the quotation is the reporter's own.
function speechParts({ commas, resumes }: Rules, { words, speeches }: Passage, run: Run): Run[] {
  const first = words[run.from]
  if (!first || !speeches.opens.has(first.end)) return [run]
  for (let index = run.from + 1; index + 1 < run.to; index++) {
    if (!speeches.closes.has(words[index]!.start)) continue
    if (!commas.has(words[index + 1]!.form) || resumes(words, index + 2)) return [run]
    return [{ ...run, to: index + 1 }, { from: index + 1, to: run.to, by: null }]
  }
  return [run]
}
