import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contentsOf, fileNameOf } from './contents.ts'

const at = (bytes: string | Buffer, mediaType = 'text/html') => ({ bytes: Buffer.from(bytes as string), mediaType, name: '', finalAddress: 'https://agence.example/1' })

const PAGES: [name: string, page: ReturnType<typeof at>, mediaType: string, title: string][] = [
  ['a page', at('<!doctype html><title> Le pont\n est  fermé </title>'), 'text/html', 'Le pont est fermé'],
  ['a page in another encoding', at(Buffer.from([...Buffer.from('<html><title>Caf'), 0xe9, ...Buffer.from('</title>')]), 'text/html; charset=iso-8859-1'), 'text/html', 'Café'],
  ['an Arabic page with its own marks', at('<html><title>\u202Eانسحاب الحرس\u2066</title>'), 'text/html', 'انسحاب الحرس'],
  ['a title with references', at('<html><title>R&amp;D &lt;b&gt; &#x627;&#1576; &nbsp; &unknown; &#9999999;</title>'), 'text/html', 'R&D <b> اب &unknown;'],
  ['a page without a title', at('<html><p>x'), 'text/html', ''],
  ['a title too long to be shown', at(`<html><title>${'x'.repeat(4000)}`), 'text/html', 'x'.repeat(300)],
  ['letters of no encoding', at(Buffer.from([...Buffer.from('<html><title>'), 0xff, 0xfe, 0xff])), 'text/html', ''],
  ['a page called a PDF', at('<!doctype html><title>Sign in</title>', 'application/pdf'), 'text/html', 'Sign in'],
  ['a PDF called a page', at('%PDF-1.7\n%x'), 'application/pdf', ''],
  ['plain text', at('<title>no page</title> just words', 'text/plain'), 'text/html', 'no page'],
  ['words', at('Seventy-three.', 'text/plain'), 'text/plain', ''],
  ['an archive or an office document', at('PK\x03\x04rest'), 'application/zip', ''],
  ['a picture', at(Buffer.from('\x89PNG\r\n', 'latin1')), 'application/octet-stream', ''],
  ['a program', at('MZ\x90'), 'application/octet-stream', ''],
  ['bytes of no kind', at(Buffer.from([1, 0, 2]), ''), 'application/octet-stream', ''],
  ['nothing', at('', 'text/html'), 'text/plain', ''],
]

for (const [name, page, mediaType, title] of PAGES) {
  test(`${name} is ${mediaType}${title === '' ? '' : `, “${title.slice(0, 40)}”`}`, () => assert.deepEqual(contentsOf(page), { mediaType, title }))
}

test('a title that never ends keeps nobody busy', () => {
  const began = process.cpuUsage()
  for (const piece of ['<title', '<title ', '<title>x&', '<title x="']) contentsOf(at(`<html>${piece.repeat(2 ** 20 / piece.length)}`))
  const { user } = process.cpuUsage(began)
  // Megabytes of beginnings: what looks again from each of them takes minutes.
  assert.ok(user < 20_000_000, `${user} µs`)
})

test('a copy gets a name of the desk’s making, whatever its server calls it', () => {
  const kept = { endedAt: '2026-03-04T12:00:00.000Z', sha256: 'ab'.repeat(32) }
  assert.equal(fileNameOf({ ...kept, mediaType: 'text/html' }), 'snapshot-2026-03-04-abababababab.html')
  assert.equal(fileNameOf({ ...kept, mediaType: 'application/octet-stream' }), 'snapshot-2026-03-04-abababababab.bin')
})
