import type { Figures } from './measure.ts'
import type { ExportFigures } from './exports.ts'
import type { Goal } from './operations.ts'

/** What was measured of one operation: of the desk and the floors, one after the other and many at once; `query` is CPU in milliseconds. */
export type Result = {
  name: string
  goal: Goal | null
  bytes: number
  desk: { alone: Figures; together: Figures }
  http: { alone: Figures; together: Figures }
  express: { alone: Figures; together: Figures }
  query: number
}

const digits = (n: number) => n >= 100 ? n.toFixed(0) : n >= 10 ? n.toFixed(1) : n.toFixed(2)
const milliseconds = (n: number) => n >= 10 ? n.toFixed(1) : n.toFixed(n < 0.1 ? 3 : 2)
const times = (n: number) => `×${digits(n)}`
const besideGoal = (n: string, goal: number | undefined) => goal === undefined ? n : `${n} (${goal})`

/** One table of Markdown, its columns aligned. */
function table(head: string[], rows: string[][]): string {
  const all = [head, head.map(() => ''), ...rows]
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]!.length)))
  const line = (row: string[]) => `| ${row.map((cell, column) => column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)).join(' | ')} |`
  return [line(head), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...rows.map(line)].join('\n')
}

/** Goals stand in brackets. CPU is the server's, in milliseconds an answer; the floors and the query are CPU too. */
export const resultTable = (results: readonly Result[]) => table(
  ['page', 'bytes', 'p50 ms c=1', 'p99 ms c=1', 'req/s c=32', 'p99 ms c=32', 'CPU c=1', 'CPU c=32', 'http', 'express', 'query', '÷ http', '÷ express', '÷ query'],
  results.map(({ name, goal, bytes, desk, http, express, query }) => [
    name, String(bytes),
    besideGoal(milliseconds(desk.alone.p50), goal?.p50), milliseconds(desk.alone.p99),
    besideGoal(desk.together.perSecond.toFixed(0), goal?.perSecond), besideGoal(milliseconds(desk.together.p99), goal?.p99),
    milliseconds(desk.alone.cpu), besideGoal(milliseconds(desk.together.cpu), goal?.cpu),
    milliseconds(http.together.cpu), milliseconds(express.together.cpu), milliseconds(query),
    times(desk.together.cpu / http.together.cpu), times(desk.together.cpu / express.together.cpu), times(desk.together.cpu / query),
  ]),
)

/** How much more CPU each page takes on the larger desk; what looks for words may, for it finds more. */
export function growthTable(smaller: readonly Result[], larger: readonly Result[]): string {
  const rows = smaller.flatMap(({ name, desk }) => {
    const after = larger.find((result) => result.name === name)
    return after ? [[name, milliseconds(desk.together.cpu), milliseconds(after.desk.together.cpu), times(after.desk.together.cpu / desk.together.cpu), /^(search|similar)/.test(name) ? '–' : '≤ ×1.5']] : []
  })
  return table(['page', 'CPU smaller', 'CPU larger', 'growth', 'goal'], rows)
}

export type Process = { built: number; idle: number; loaded: number; cold: number }

export const processTable = ({ built, idle, loaded, cold }: Process) => table(
  ['process', 'measured', 'goal'],
  [
    ['building the desk, s', built.toFixed(0), '–'],
    ['memory of its own, idle, MB', (idle / 2 ** 20).toFixed(0), '≤ 95'],
    ['memory of its own, loaded, MB', (loaded / 2 ** 20).toFixed(0), '≤ 220'],
    ['cold start to first page, s', (cold / 1000).toFixed(2), '≤ 0.40'],
  ],
)

/** What exports of the whole desk cost. The goal is that whoever works with the queue waits at most twice as long meanwhile. */
export const exportTable = ({ alone, exports }: { alone: number; exports: readonly ExportFigures[] }) => table(
  ['export', 'claims', 'claims/s', 'MB', 'asked ms', 'first byte ms', 'memory MB', 'queue p95 ms', 'before', 'after', '÷ without (≤ ×2)', 'readers p95 ms'],
  [
    ['none, nobody else', '', '', '', '', '', '', milliseconds(alone), '', '', '', ''],
    ...exports.map(({ form, claims, perSecond, megabytes, asked, firstByte, memory, queue, readers, before, after }) => [
      `${form}, 50 readers`, String(claims), perSecond.toFixed(0), digits(megabytes), milliseconds(asked), milliseconds(firstByte), (memory / 2 ** 20).toFixed(0),
      milliseconds(queue), milliseconds(before), milliseconds(after), times(2 * queue / (before + after)), milliseconds(readers),
    ]),
  ],
)
