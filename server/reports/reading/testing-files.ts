import { crc32, deflateRawSync } from 'node:zlib'

export type Packed = { name: string; content: string | Buffer; flags?: number; size?: number; method?: number; packed?: Buffer }

/** An archive as a program would write it; a test may make it lie about sizes, methods and flags. */
export function zip(files: readonly Packed[]): Buffer {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let place = 0
  for (const { name, content, flags = 0x800, size, method = 8, packed } of files) {
    const bytes = Buffer.from(content)
    const data = packed ?? (method === 8 ? deflateRawSync(bytes) : bytes)
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(flags, 2)
    fields.writeUInt16LE(method, 4)
    fields.writeUInt32LE(crc32(bytes), 10)
    fields.writeUInt32LE(data.length, 14)
    fields.writeUInt32LE(size ?? bytes.length, 18)
    fields.writeUInt16LE(Buffer.byteLength(name), 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields, Buffer.from(name), data])
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(place, 10)
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\0', 'latin1'), fields, rest, Buffer.from(name)]))
    locals.push(local)
    place += local.length
  }
  const listed = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(files.length & 0xffff, 8)
  end.writeUInt16LE(files.length & 0xffff, 10)
  end.writeUInt32LE(listed.length, 12)
  end.writeUInt32LE(place, 16)
  return Buffer.concat([...locals, listed, end])
}

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/** The files of a small Word document; what a test gives takes the place of those of the same name. */
export function docxFiles(paragraphs: readonly string[], others: Record<string, string> = {}): Packed[] {
  const files: Record<string, string> = {
    '[Content_Types].xml': '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    '_rels/.rels': '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    'word/document.xml': `<?xml version="1.0" encoding="UTF-8"?><w:document ${W}><w:body>${paragraphs.map((text) => `<w:p><w:r><w:t xml:space="preserve">${escaped(text)}</w:t></w:r></w:p>`).join('')}</w:body></w:document>`,
    ...others,
  }
  return Object.entries(files).map(([name, content]) => ({ name, content }))
}

export const docx = (...paragraphs: string[]) => zip(docxFiles(paragraphs))

/** Text that a page shows at a place. Each letter is a glyph of its own in a font that says which it is, unless it is to keep silent. */
export type Shown = { x: number; y: number; text: string }

/** A PDF of pages with text, in the order in which it is given: nothing is shaped or turned here. */
export function pdf(pages: readonly (readonly Shown[])[], { silent = false, trailer = '', info = '' } = {}): Buffer {
  const letters = [...new Set(pages.flat().flatMap(({ text }) => Array.from(text)))]
  const hex = (text: string) => Array.from(text, (letter) => (letters.indexOf(letter) + 1).toString(16).padStart(4, '0')).join('')
  const utf16 = (letter: string) => Buffer.from(letter, 'utf16le').swap16().toString('hex')
  const map = `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def 1 begincodespacerange <0000> <ffff> endcodespacerange
${letters.map((letter) => `1 beginbfchar <${hex(letter)}> <${utf16(letter)}> endbfchar`).join('\n')}
endcmap end end`
  const stream = (content: string) => `<< /Length ${Buffer.byteLength(content)} >>\nstream\n${content}\nendstream`
  const first = 6

  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, n) => `${first + 2 * n} 0 R`).join(' ')}] >>`,
    `<< /Type /Font /Subtype /Type0 /BaseFont /Some /Encoding /Identity-H /DescendantFonts [4 0 R] ${silent ? '' : '/ToUnicode 5 0 R'} >>`,
    '<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Some /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 500 /FontDescriptor << /Type /FontDescriptor /FontName /Some /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >> >>',
    stream(map),
    ...pages.flatMap((shown, n) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /Font << /F 3 0 R >> >> /Contents ${first + 2 * n + 1} 0 R >>`,
      stream(shown.map(({ x, y, text }) => `BT /F 12 Tf 1 0 0 1 ${x} ${y} Tm <${hex(text)}> Tj ET`).join('\n')),
    ]),
    `<< ${info} >>`,
  ]
  let body = '%PDF-1.7\n'
  const places = objects.map((object, n) => {
    const place = Buffer.byteLength(body)
    body += `${n + 1} 0 obj\n${object}\nendobj\n`
    return place
  })
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('')}`
  return Buffer.from(`${body}${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info ${objects.length} 0 R ${trailer} >>\nstartxref\n${Buffer.byteLength(body)}\n%%EOF\n`)
}

/** Lines down a page, from the top. */
export const lines = (...texts: string[]): Shown[] => texts.map((text, n) => ({ x: 60, y: 740 - 18 * n, text }))
