import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { csvCell, csvLine } from './csv.ts'

const CELLS: readonly (readonly [value: string | number | null, cell: string])[] = [
  [null, ''], ['', ''], ['plain', 'plain'], ['قُتل 73', '"قُتل 73"'], ['a,b', '"a,b"'], ['say "so"', '"say ""so"""'], ['two\nlines', '"two\nlines"'], ['a;b', '"a;b"'],
  [0, '0'], [-5, '-5'], [1200, '1200'],
  ['=1+1', "\"'=1+1\""], ['+1', "\"'+1\""], ['-1', "\"'-1\""], ['@SUM(A1)', "\"'@SUM(A1)\""], ["|cmd", "\"'|cmd\""], ['%0A', "\"'%0A\""],
  ['\t=1', "\"'\t'=1\""], ['\ttext', "\"'\ttext\""], ['\rtext', "\"'\rtext\""],
  [' =1', "\"' =1\""], ['\u00A0=1', "\"'\u00A0=1\""], ['\u202E=1', "\"'\u202E=1\""], ['\u2068=1\u2069', "\"'\u2068=1\u2069\""], ['\u061C\u200F=1', "\"'\u061C\u200F=1\""],
  ['\u200B\uFEFF\u2060=1', "\"'\u200B\uFEFF\u2060=1\""], ['\0=1', "\"'\0=1\""],
  ['＝1', "\"'＝1\""], ['＋1', "\"'＋1\""], ['－1', "\"'－1\""], ['＠A', "\"'＠A\""], ['﹦1', "\"'﹦1\""], ['−1', "\"'−1\""],
  ['a = b', '"a = b"'], ['5-7', '5-7'], ['a@b.example', 'a@b.example'],
  // Where commas are decimal, these characters part cells and rows, whatever quotation marks say.
  ['a;=1', "\"a;'=1\""], ['a\t =1', "\"a\t' =1\""], ['a\n=1', "\"a\n'=1\""], ['- one\n- two', "\"'- one\n'- two\""],
  // There a doubled quotation mark is an empty quotation, and what comes after it begins a cell all the same.
  ['a;"=1', '"a;\'""=1"'], ['a\n""+1', '"a\n\'""""+1"'], ['a\t "-1', '"a\t\' ""-1"'],
]

for (const [value, cell] of CELLS) test(`${JSON.stringify(value)} becomes ${JSON.stringify(cell)}`, () => assert.equal(csvCell(value), cell))

test('a line ends with CR and LF', () => assert.equal(csvLine(['a', 1, null]), 'a,1,\r\n'))

const PASSED_OVER = /^[\p{Z}\p{Cc}\p{Cf}"]*/u
const isFormula = (cell: string) => /^[=+\-@|%＝＋－＠]/.test(cell.replace(PASSED_OVER, '')) || /^[\t\r]/.test(cell)

test('whatever somebody types, no cell of text starts a formula, and quoting can be undone', () => {
  const parts = fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', ' ', '"', ',', ';', "'", '\u202E', '\uFEFF', '＝', 'x', '7', 'ع')
  fc.assert(fc.property(fc.array(parts, { maxLength: 12 }).map((some) => some.join('')), (typed) => {
    const cell = csvCell(typed)
    const shown = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell
    assert.ok(!isFormula(shown), JSON.stringify(shown))
    for (const piece of shown.split(/[;\t\r\n]/)) assert.ok(!isFormula(piece), JSON.stringify([shown, piece]))
    assert.equal(shown.replaceAll("'", ''), typed.replaceAll("'", ''), 'only apostrophes were added')
  }))
})

test('long runs of what has to be looked past take no time', () => {
  // Of this process alone: on a busy machine the clock would count what others do.
  const before = process.cpuUsage()
  for (const run of [' ', '\n', '\t', '; ', '\n ', '\u2028', ';\u200B', '"', ';"']) csvCell(run.repeat(100_000))
  assert.ok(process.cpuUsage(before).user < 1_000_000)
})

const PAYLOADS = new URL('../../../shared/eval/hostile/csv/patt-csv-injection.md', import.meta.url)

test('collected payloads are harmless', { skip: existsSync(PAYLOADS) ? false : 'the collection is not here' }, () => {
  const lines = readFileSync(PAYLOADS, 'utf8').split('\n').map((line) => line.replace(/^ {4}/, '')).filter((line) => /^\s*[=+\-–@]|cmd/.test(line))
  assert.ok(lines.length > 10)
  for (const line of lines) assert.ok(!isFormula(csvCell(line).replace(/^"/, '')), line)
})
