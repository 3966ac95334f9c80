import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asStored, MOST_UNITS, problemOfText, safeFileName, titleFrom } from './rules.ts'

test('line ends and a mark at the start are all that changes in a text', () => {
  const rows: [given: string, stored: string][] = [
    ['a\r\nb\rc\nd', 'a\nb\nc\nd'],
    ['\r\n\r\n', '\n\n'],
    ['\uFEFFa\uFEFFb', 'a\uFEFFb'],
    ['\uFEFF\uFEFFa', '\uFEFFa'],
    ['  a  \n\n', '  a  \n\n'],
    ['e\u0301 \u00E9', 'e\u0301 \u00E9'],
    ['\u0645\u064F\u062D\u0640\u0640\u0645\u062F', '\u0645\u064F\u062D\u0640\u0640\u0645\u062F'],
    ['a\u2028b\u2029c\u0085d\fe\vf', 'a\u2028b\u2029c\u0085d\fe\vf'],
    ['\u202Eabc\u202C \u2067x\u2069', '\u202Eabc\u202C \u2067x\u2069'],
    ['\u{1F468}\u200D\u{1F469}\u200D\u{1F467}\u{1F1F8}\u{1F1FE}', '\u{1F468}\u200D\u{1F469}\u200D\u{1F467}\u{1F1F8}\u{1F1FE}'],
  ]
  for (const [given, stored] of rows) assert.equal(asStored(given), stored)
})

test('what is no text is refused, each for its own reason', () => {
  const rows: [text: string, problem: ReturnType<typeof problemOfText>][] = [
    ['Word.', undefined],
    ['73', undefined],
    ['\u{1F525}', undefined],
    ['\u060C', undefined],
    ['a'.repeat(MOST_UNITS), undefined],
    ['a'.repeat(MOST_UNITS + 1), 'textTooLong'],
    ['\u{1F525}'.repeat(MOST_UNITS / 2), undefined],
    ['\u{1F525}'.repeat(MOST_UNITS / 2) + 'a', 'textTooLong'],
    ['', 'textBlank'],
    [' \n\t\u00A0\u3000', 'textBlank'],
    ['\u200B\u200F\uFEFF\u202E', 'textBlank'],
    ['\u0301', 'textBlank'],
    ['a\0b', 'unreadable'],
    ['a\uFFFDb', 'unreadable'],
    ['a\uD83Db', 'unreadable'],
    ['a\uDD25b', 'unreadable'],
    ['\x01\x02\x03\x04abc', 'binary'],
    ['\x7F\x80\x81', 'binary'],
    ['one bell \x07 in a long enough sentence', undefined],
    ['a\tb\nc\fd', undefined],
  ]
  for (const [text, problem] of rows) assert.equal(problemOfText(text), problem, JSON.stringify(text.slice(0, 40)))
})

test('a file name is shown without folders and without what reorders or hides it', () => {
  const rows: [name: string, shown: string][] = [
    ['تقرير الحسكة.txt', 'تقرير الحسكة.txt'],
    ['../../etc/passwd.txt', 'passwd.txt'],
    ['C:\\Users\\x\\a.txt', 'a.txt'],
    ['report\u202Etxt.exe', 'reporttxt.exe'],
    ['a\n\0b\u2068.md', 'ab.md'],
    ['\u{1F525}\uD83D.txt', '\u{1F525}\uFFFD.txt'],
    ['<script>.txt', '<script>.txt'],
    ['a'.repeat(300), 'a'.repeat(200)],
  ]
  for (const [name, shown] of rows) assert.equal(safeFileName(name), shown)
})

test('a file proposes its name as title', () => {
  assert.equal(titleFrom('تقرير_الحسكة.2015.txt'), 'تقرير الحسكة.2015')
  assert.equal(titleFrom('.txt'), '')
})
