import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asStored, MOST_UNITS, problemOfText, readFile, safeFileName, titleFrom } from './rules.ts'

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

test('a file is judged by its ending and by what is inside', () => {
  const utf8 = (text: string) => Buffer.from(text)
  const bytes = (...values: number[]) => Buffer.from(values)
  const rows: [name: string, bytes: Buffer, read: ReturnType<typeof readFile>][] = [
    ['a.txt', utf8('Word.'), { text: 'Word.' }],
    ['A.TXT', utf8('Word.'), { text: 'Word.' }],
    ['تقرير.md', utf8('# عنوان\r\nنص'), { text: '# عنوان\nنص' }],
    ['bom.txt', utf8('\uFEFFنص'), { text: 'نص' }],
    ['a.pdf', utf8('Word.'), { problem: 'fileKind' }],
    ['a.txt.exe', utf8('Word.'), { problem: 'fileKind' }],
    ['a', utf8('Word.'), { problem: 'fileKind' }],
    ['pdf.txt', utf8('%PDF-1.7\nplain letters only'), { problem: 'binary' }],
    ['zip.txt', bytes(0x50, 0x4b, 3, 4, 20, 0, 0, 0), { problem: 'binary' }],
    ['png.md', bytes(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10), { problem: 'binary' }],
    ['jpeg.txt', bytes(0xff, 0xd8, 0xff, 0xe0), { problem: 'binary' }],
    ['rtf.txt', utf8('{\\rtf1\\ansi Word.}'), { problem: 'binary' }],
    ['page.txt', utf8('\uFEFF\n<!DOCTYPE html><p>Word.'), { problem: 'binary' }],
    ['page.txt', utf8('<html lang=ar>'), { problem: 'binary' }],
    ['controls.txt', bytes(1, 2, 3, 4, 5, 6), { problem: 'binary' }],
    ['windows-1256.txt', bytes(0xc7, 0xe1, 0xd3, 0xe1, 0xc7, 0xe3), { problem: 'notUtf8' }],
    ['utf-16.txt', bytes(0xff, 0xfe, 0x41, 0), { problem: 'notUtf8' }],
    ['overlong.txt', bytes(0xc0, 0xaf), { problem: 'notUtf8' }],
    ['surrogate.txt', bytes(0xed, 0xa0, 0x80), { problem: 'notUtf8' }],
    ['cut.txt', bytes(0x61, 0xe2, 0x82), { problem: 'notUtf8' }],
    ['nul.txt', bytes(0x61, 0, 0x62), { problem: 'unreadable' }],
    ['replaced.txt', utf8('a\uFFFD'), { problem: 'unreadable' }],
    ['empty.txt', bytes(), { problem: 'textBlank' }],
    ['long.txt', utf8('a'.repeat(MOST_UNITS + 1)), { problem: 'textTooLong' }],
  ]
  for (const [name, content, read] of rows) assert.deepEqual(readFile({ name, bytes: content }), read, name)
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
