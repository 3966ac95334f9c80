import mammoth from 'mammoth'
import { openArchive, type Entry } from './archive.ts'
import { parsePage } from './html.ts'
import { textOfPage } from './page-text.ts'
import { refused, type Extract } from './reading.ts'
import { MAMMOTH } from './tools.ts'

const BODY = 'word/document.xml'

/** What mammoth writes behind a note; the document has no such arrow. */
const BACK_LINK = /<a href="#(?:foot|end)note-ref-[^"]*">↑<\/a>/g

/** A document of Word: its paragraphs, lists, tables and notes as plain text. The archive is looked through before anything else reads it. */
export async function readDocx(bytes: Uint8Array): Promise<Extract> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const entries = openArchive(buffer)
  if (entries === 'damaged') return refused('fileDamaged')
  if (entries === 'locked') return refused('fileLocked')
  if (entries === 'too much') return refused('fileTooMuchInside')
  const problem = problemOf(entries)
  if (problem) return refused(problem)

  const { value } = await mammoth.convertToHtml({ buffer }, { convertImage: mammoth.images.imgElement(async () => ({ src: '' })) })
  const page = parsePage(`<body>${value.replace(BACK_LINK, '')}</body>`)
  return { text: textOfPage(page), steps: [{ step: 'documentText', tool: MAMMOTH }], proposals: propertiesIn(entries) }
}

function problemOf(entries: readonly Entry[]) {
  const has = (name: RegExp) => entries.some((entry) => name.test(entry.name))
  const types = entries.find(({ name }) => name === '[Content_Types].xml')?.bytes.toString('utf8') ?? ''
  if (has(/vbaProject\.bin$/i) || /macroEnabled/i.test(types)) return 'fileMacros'
  if (has(/^(?:xl|ppt)\//)) return 'fileSheet'
  if (types === '' || !has(new RegExp(`^${BODY}$`))) return 'fileArchive'
  // Word declares no entities of its own; who does wants them unfolded.
  if (entries.some(({ name, bytes }) => /\.(?:xml|rels)$/i.test(name) && /<!(?:DOCTYPE|ENTITY)/i.test(bytes.toString('latin1').replaceAll('\0', '')))) return 'fileTooMuchInside'
  return undefined
}

/** Its own title and author, as far as somebody filled them in. */
function propertiesIn(entries: readonly Entry[]) {
  const core = entries.find(({ name }) => name === 'docProps/core.xml')?.bytes.toString('utf8') ?? ''
  const words = (name: string) => textOfPage(parsePage(new RegExp(`<${name}\\b[^>]*>([^<]*)</${name}>`).exec(core)?.[1] ?? ''))
  return { title: words('dc:title'), author: words('dc:creator') }
}
