import assert from 'node:assert/strict'
import { createServer, type AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { test } from 'node:test'
import { createDeflate } from 'node:zlib'
import { en } from '../../views/locales/en.ts'
import type { Problem } from '../web/form.ts'
import { formIn, unescaped } from '../web/testing-page.ts'
import { docx, docxFiles, lines, pdf, zip } from './reading/testing-files.ts'
import { desk } from './testing.ts'

const bytes = (text: string) => Buffer.from(text, 'latin1')
const joined = (...parts: (string | Buffer)[]) => Buffer.concat(parts.map((part) => typeof part === 'string' ? bytes(part) : part))
const OLE = '\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1'
const PAGE = '<!doctype html><title>T</title><p>Words of a page.</p>'
const WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
const ARABIC = 'قال المتحدث إن المدينة سقطت وإن الطريق الذي يصل إليها مغلق منذ أيام في كل الجهات'

const UPLOADS: readonly (readonly [what: string, name: string, content: Buffer, problem: Problem])[] = [
  ['a PDF that is an archive too', 'a.pdf', joined(pdf([lines('Words.')]), docx('Other words.')), 'fileTwoKinds'],
  ['an archive with the head of a PDF', 'a.pdf', joined('%PDF-1.7\n', docx('Words.')), 'fileTwoKinds'],
  ['a page that is a PDF too', 'a.html', joined('<html><!--\n', pdf([lines('Words.')]), '-->'), 'fileTwoKinds'],
  ['a page with an archive behind it', 'a.html', joined(PAGE, docx('Words.')), 'fileTwoKinds'],
  ['a GIF that is a page too', 'a.html', joined('GIF89a/*', PAGE), 'fileImage'],
  ['a Word document with a page behind it', 'a.docx', joined(docx('Words.'), PAGE), 'fileDamaged'],
  ['a drawing with a script', 'drawing.svg', bytes('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script><text>Words</text></svg>'), 'fileImage'],
  ['a drawing that is called a page', 'a.html', bytes('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><text>Words</text></svg>'), 'fileImage'],
  ['an image that is called a PDF', 'صورة.pdf', bytes('\x89PNG\r\n\x1A\n'), 'fileImage'],
  ['a JPEG', 'a.jpg', bytes('\xFF\xD8\xFF\xE0'), 'fileImage'],
  ['a program that is called a document', 'a.docx', bytes('MZ\x90\0'), 'fileProgram'],
  ['a program for another system', 'a.txt', bytes('\x7FELF\x02'), 'fileProgram'],
  ['a script for the shell', 'a.txt', bytes('#!/bin/sh\nrm -rf /\n'), 'fileProgram'],
  ['an archive', 'a.zip', zip([{ name: 'a.txt', content: 'Words.' }]), 'fileArchive'],
  ['an archive that is called a document', 'a.docx', zip([{ name: 'a.txt', content: 'Words.' }]), 'fileArchive'],
  ['a packed file', 'a.txt', bytes('\x1F\x8B\x08\0'), 'fileArchive'],
  ['a document of old Word', 'a.doc', bytes(`${OLE}Words`), 'fileOldWord'],
  ['one that is called a new one', 'a.docx', bytes(`${OLE}Words`), 'fileOldWord'],
  ['rich text', 'a.rtf', bytes('{\\rtf1 Words.}'), 'fileOldWord'],
  ['a document with a password', 'a.docx', joined(OLE, Buffer.from('EncryptedPackage', 'utf16le')), 'fileLocked'],
  ['an archive with a password', 'a.docx', zip(docxFiles(['Words.']).map((file) => ({ ...file, flags: 1 }))), 'fileLocked'],
  ['a PDF with a password', 'a.pdf', pdf([lines('Words.')], { trailer: `/Encrypt << /Filter /Standard /V 1 /R 2 /O <${'ab'.repeat(32)}> /U <${'cd'.repeat(32)}> /P -4 >> /ID [<00> <00>]` }), 'fileLocked'],
  ['a spreadsheet', 'a.xlsx', zip([{ name: '[Content_Types].xml', content: '<Types/>' }, { name: 'xl/workbook.xml', content: '<x/>' }]), 'fileSheet'],
  ['a document with macros', 'a.docx', zip([...docxFiles(['Words.']), { name: 'word/vbaProject.bin', content: 'x' }]), 'fileMacros'],
  ['one that says so', 'a.docm', docx('Words.'), 'fileMacros'],
  ['a document that unfolds to two hundred megabytes', 'a.docx', zip([...docxFiles(['Words.']), { name: 'word/media/a.bin', content: Buffer.alloc(200 * 2 ** 20) }]), 'fileTooMuchInside'],
  ['one that says it does not', 'a.docx', zip([...docxFiles(['Words.']), { name: 'word/media/a.bin', content: Buffer.alloc(200 * 2 ** 20), size: 100 }]), 'fileTooMuchInside'],
  ['one of thousands of files', 'a.docx', zip([...docxFiles(['Words.']), ...Array.from({ length: 2001 }, (_, n) => ({ name: `${n}`, content: '' }))]), 'fileTooMuchInside'],
  ['one with the same file twice', 'a.docx', zip([...docxFiles(['Words.']), ...docxFiles(['Other words.'])]), 'fileDamaged'],
  ['one whose size is not what it says', 'a.docx', zip(docxFiles(['Words.']).map((file) => ({ ...file, size: 10 }))), 'fileDamaged'],
  ['entities that unfold', 'a.docx', zip(docxFiles([], { 'word/document.xml': `<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "Words "><!ENTITY b "${'&a;'.repeat(99)}">]><w:document ${WORD}>&b;</w:document>` })), 'fileTooMuchInside'],
  ['an entity from elsewhere', 'a.docx', zip(docxFiles([], { 'word/styles.xml': '<?xml version="1.0"?><!DOCTYPE w SYSTEM "file:///etc/passwd"><w/>' })), 'fileTooMuchInside'],
  ['elements in elements without end', 'a.docx', zip(docxFiles([], { 'word/document.xml': `<w:document ${WORD}><w:body>${'<w:sdt><w:sdtContent>'.repeat(30_000)}${'</w:sdtContent></w:sdt>'.repeat(30_000)}</w:body></w:document>` })), 'fileTooMuchInside'],
  ['a page of the same kind', 'a.html', bytes(`<!doctype html><body>${'<div>'.repeat(2000)}Words`), 'fileTooMuchInside'],
  ['a page of too many elements', 'a.html', bytes(`<!doctype html><body>${'<p>x</p>'.repeat(50_001)}`), 'fileTooMuchInside'],
  ['letters in letters without end', 'a.eml', bytes(`From: a@b.example\r\nSubject: x\r\nMIME-Version: 1.0\r\n${Array.from({ length: 500 }, (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n`).join('')}`), 'fileTooMuchInside'],
  ['a PDF whose pages lead in a circle', 'a.pdf', bytes('%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Count 9 /Kids [2 0 R 2 0 R] >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF'), 'fileNoText'],
  ['a PDF of too many pages', 'a.pdf', pdf(Array.from({ length: 501 }, () => lines('x'))), 'fileTooManyPages'],
  ['a PDF without letters', 'scan.pdf', pdf([[]]), 'fileNoText'],
  ['a PDF that does not say its letters', 'a.pdf', pdf([lines(ARABIC)], { silent: true }), 'fileLetters'],
  ['a PDF whose letters nobody could order', 'a.pdf', pdf([lines('بتث جحخ دذر زسش صضط ظعغ فقك لمن هوي', 'جحخ بتث زسش دذر ظعغ صضط لمن فقك هوي')]), 'fileOrder'],
  ['a document that is cut off', 'a.docx', docx('Words.').subarray(0, 700), 'fileDamaged'],
  ['a PDF that is cut off', 'a.pdf', pdf([lines('Words.')]).subarray(0, 300), 'fileDamaged'],
  ['a page that is called a PDF', 'a.pdf', bytes(PAGE), 'fileNotAsNamed'],
  ['a PDF that is called a text', 'a.txt', pdf([lines('Words.')]), 'fileNotAsNamed'],
  ['a page that is called a text', 'a.txt', Buffer.from(`\uFEFF\n${PAGE}`), 'fileNotAsNamed'],
  ['a text that is called a letter', 'a.eml', bytes('Words: and more words.\n\nOther words.'), 'fileNotAsNamed'],
  ['a text with two endings', 'a.txt.exe', bytes('Words.'), 'fileKind'],
  ['a text without one', 'a', bytes('Words.'), 'fileKind'],
  ['a page in an encoding that there is not', 'a.html', joined('<!doctype html><meta charset="klingon"><p>', Buffer.from('نص')), 'notUtf8'],
  ['a page that is not in the encoding that it names', 'a.html', bytes('<!doctype html><meta charset="utf-8"><p>\xC7\xE1\xD3'), 'notUtf8'],
  ['a text in an old encoding', 'a.txt', bytes('\xC7\xE1\xD3'), 'notUtf8'],
  ['a text with NUL in it', 'a.txt', bytes('a\0b'), 'unreadable'],
  ['a text of controls', 'a.txt', bytes('\x01\x02\x03\x04\x05a'), 'binary'],
  ['nothing', 'a.txt', bytes(''), 'textBlank'],
  ['too much', 'a.md', bytes('x'.repeat(2 ** 21)), 'textTooLong'],
]

test('uploads that are no document are refused with one sentence at their field, and nothing of them is kept', async (t) => {
  const { db, upload } = await desk(t)
  const before = db.serialize()
  for (const [what, name, content, problem] of UPLOADS) {
    await t.test(what, async () => {
      const answer = await upload({ title: 'Kept title', publisher: 'Kept publisher' }, { name, content: new Uint8Array(content) })
      const fields = formIn(await answer.text(), '/reports/new')
      assert.deepEqual([answer.status, fields.file?.invalid, fields.file?.problem && unescaped(fields.file.problem)], [422, true, en.problems[problem]])
      assert.deepEqual([fields.title?.value, fields.publisher?.value, fields.text?.value], ['Kept title', 'Kept publisher', ''])
      assert.ok(before.equals(db.serialize()), 'nothing is kept, not even a trace')
    })
  }
  assert.ok(UPLOADS.length >= 30)
})

/** A page of a gigabyte and a half, packed into some megabytes. */
async function packedPdf(): Promise<Buffer> {
  const blank = Buffer.alloc(2 ** 20, ' ')
  const packed = await buffer(Readable.from(Array.from({ length: 1536 }, () => blank)).pipe(createDeflate({ level: 1 })))
  return joined(
    '%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Count 1 /Kids [3 0 R] >>\nendobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>\nendobj\n',
    `4 0 obj\n<< /Length ${packed.length} /Filter /FlateDecode >>\nstream\n`, packed, '\nendstream\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF',
  )
}

test('a PDF that unfolds to more than there is room for is given up', async (t) => {
  const { db, upload } = await desk(t)
  const before = db.serialize()
  const answer = await upload({}, { name: 'a.pdf', content: new Uint8Array(await packedPdf()) })
  const said = formIn(await answer.text(), '/reports/new').file?.problem
  assert.equal(answer.status, 422)
  // A slow machine runs out of patience first.
  assert.ok(said === en.problems.fileTooMuchInside || said === en.problems.fileTooSlow, said)
  assert.ok(before.equals(db.serialize()))
})

test('a document that unfolds without end is given up, and holds up nobody meanwhile', async (t) => {
  const { upload, salmas } = await desk(t)
  const order: string[] = []
  const trap = upload({}, { name: 'a.html', content: new Uint8Array(bytes(`<!doctype html><body>${'<div>'.repeat(40_000)}x`)) }).then((answer) => { order.push('trap'); return answer.status })
  const page = salmas.get('/reports').then(() => order.push('page'))
  assert.equal(await trap, 422)
  await page
  assert.deepEqual(order, ['page', 'trap'])
})

test('no document makes the desk ask anybody for anything', async (t) => {
  let asked = 0
  const canary = createServer((socket) => { asked++; socket.destroy() }).listen(0, '127.0.0.1')
  await new Promise((resolve) => canary.once('listening', resolve))
  t.after(() => canary.close())
  const address = `http://127.0.0.1:${(canary.address() as AddressInfo).port}/x`
  const { upload } = await desk(t)

  const relations = `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${['image', 'attachedTemplate', 'hyperlink'].map((kind, n) => `<Relationship Id="r${n}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${kind}" Target="${address}" TargetMode="External"/>`).join('')}</Relationships>`
  const drawing = `<w:document ${WORD} xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body><w:p><w:r><w:t>Words.</w:t></w:r><w:r><w:drawing><wp:inline><a:graphic><a:graphicData><a:blip r:link="r0"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p></w:body></w:document>`
  const documents: Record<string, Buffer> = {
    'a.html': bytes(`<!doctype html><html manifest="${address}"><base href="${address}/"><link rel="stylesheet" href="${address}"><style>@import "${address}"; p { background: url(${address}) }</style><script src="${address}"></script><script>fetch("${address}")</script><p onclick="x()">Words of a page.<img src="${address}" onerror="fetch('${address}')"><iframe src="${address}"></iframe><video src="${address}"></video>`),
    'a.docx': zip(docxFiles([], { 'word/document.xml': drawing, 'word/_rels/document.xml.rels': relations })),
    'a.pdf': pdf([lines('Words of a PDF.')], { info: `/Title (x) /A << /S /URI /URI (${address}) >>` }),
    'a.eml': bytes(`From: a@b.example\r\nSubject: x\r\nContent-Type: text/html\r\n\r\n<p>Words of a letter.<img src="${address}"><link rel="stylesheet" href="${address}">`),
  }
  for (const [name, content] of Object.entries(documents)) assert.equal((await upload({}, { name, content: new Uint8Array(content) })).status, 303, name)
  assert.equal(asked, 0)

  await fetch(address).catch(() => undefined)
  assert.equal(asked, 1, 'the canary hears who asks')
})
