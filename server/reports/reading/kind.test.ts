import assert from 'node:assert/strict'
import { test } from 'node:test'
import { kindOf, type Kind } from './kind.ts'
import { docx, lines, pdf } from './testing-files.ts'

const of = (bytes: Buffer | string, name: string, told?: string) => {
  const address = told === undefined ? '' : 'https://a.example/news'
  const found = kindOf({ bytes: Buffer.from(bytes), name, mediaType: told ?? 'application/octet-stream', address, finalAddress: address })
  return 'kind' in found ? found.kind : found.problem
}

const LETTER = 'From: a@b.example\r\nSubject: x\r\n\r\nWords.'
const PAGE = '<!-- a --> <!doctype html><p>Words.'

test('a file is what is inside, and its name says the same', () => {
  const rows: [name: string, bytes: Buffer | string, kind: Kind][] = [
    ['a.txt', 'Words.', 'text'], ['A.TXT', '\uFEFFWords.', 'text'], ['تقرير.md', '# عنوان', 'markdown'],
    ['a.txt', LETTER, 'text'], ['a.txt', 'a < b and <b>bold</b>', 'text'], ['a.md', 'A <b>bold</b> word', 'markdown'],
    ['a.html', PAGE, 'html'], ['a.HTM', '<p>Words.', 'html'], ['a.xhtml', '<?xml version="1.0"?>\n<html>', 'html'], ['a.html', Buffer.from(`\uFEFF${PAGE}`, 'utf16le'), 'html'],
    ['a.docx', docx('Words.'), 'docx'], ['a.pdf', pdf([lines('Words.')]), 'pdf'],
    ['a.eml', LETTER, 'eml'], ['a.eml', 'From someone\nReceived: by x\nDate: today\n\nWords.', 'eml'],
  ]
  for (const [name, bytes, kind] of rows) assert.equal(of(bytes, name), kind, `${name}: ${String(bytes).slice(0, 30)}`)
})

test('of a page the server is heard, but only where it is a matter of opinion', () => {
  const rows: [told: string, bytes: Buffer | string, kind: Kind][] = [
    ['text/html; charset=utf-8', '<p>Words.', 'html'], ['text/plain', '<p>Words.', 'text'], ['text/plain', PAGE, 'html'], ['', PAGE, 'html'], ['', 'Words.', 'text'],
    ['text/html', pdf([lines('Words.')]), 'pdf'], ['text/html', docx('Words.'), 'docx'], ['TEXT/MARKDOWN', '# Words', 'markdown'],
  ]
  for (const [told, bytes, kind] of rows) assert.equal(of(bytes, 'page.php', told), kind, `${told}: ${String(bytes).slice(0, 30)}`)
  assert.equal(of('<svg>', 'a', 'text/html'), 'fileImage')
})
