import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { parseHTML } from 'linkedom'
import mammoth from 'mammoth'
import { ar } from '../../views/locales/ar.ts'
import { en } from '../../views/locales/en.ts'
import { desk } from '../claims/testing.ts'
import type { Locale } from '../people/person.ts'
import { openArchive } from '../reports/reading/archive.ts'
import { key } from '../web/testing.ts'
import { wordsIn as wordsOn } from '../web/testing-page.ts'
import type { Extent } from './brief.ts'
import { verificationReport } from './document.ts'
import { pageOf } from './page.ts'
import { fullDesk, plain } from './testing.ts'
import { wordApart } from './word-apart.ts'

async function written(t: TestContext, locale: Locale, typed?: (field: string) => string, extent: Extent = 'full') {
  const { db, report: { id } } = await fullDesk(t, typed)
  const report = verificationReport(db, id, key)
  const bytes = await wordApart({ report, locale, extent })
  const entries = openArchive(bytes)
  if (typeof entries === 'string') throw new Error(entries)
  const xml = entries.find(({ name }) => name === 'word/document.xml')!.bytes.toString('utf8')
  const { value, messages } = await mammoth.extractRawText({ buffer: bytes })
  return { report, xml, all: entries.map((entry) => entry.bytes.toString('utf8')).join(), text: value.replace(/[\u200E\u200F\u202A-\u202C]/g, ''), messages }
}

const SAID = ['statement', 'translation', 'actor', 'check note', 'first title', 'first quote', 'against note', 'looked in', 'looked for', 'withdrawal reason', 'rationale', 'settle', 'request', 'bypass reason', 'conflict note', 'asked of', 'reply', 'asked in vain'].map(plain)

test('a document of Word says what the report says, in the reader’s language, and opens', async (t) => {
  for (const [locale, words] of [['ar', ar], ['en', en]] as const) {
    const { text, report, messages } = await written(t, locale)
    assert.deepEqual(messages, [])
    for (const wanted of [...Object.values(words.export.sections), ...SAID, report.report.title, report.report.sha256, report.checkpoint.split('\n')[0]!, words.verdicts.verified]) assert.ok(text.includes(wanted), wanted)
    for (const { statement, id } of report.claims) for (const wanted of [statement, id]) assert.ok(text.includes(wanted), wanted)
    for (const { hash } of report.audit) assert.ok(text.includes(hash), hash)
  }
})

test('Arabic runs from the right: paragraphs, stretches of letters and tables; and what is typed otherwise runs its own way', async (t) => {
  const { xml } = await written(t, 'ar')
  const tables = xml.match(/<w:tbl>/g)!.length
  assert.ok(tables > 5)
  assert.equal(xml.match(/<w:bidiVisual\/>/g)!.length, tables)
  const paragraphOf = (words: string) => xml.match(/<w:p>(?:(?!<\/w:p>)[^])*<\/w:p>/g)!.find((paragraph) => paragraph.includes(words))!
  const heading = paragraphOf(ar.export.sections.custody)
  assert.match(heading, /<w:bidi\/>/)
  assert.match(heading, /<w:rtl\/>/)
  assert.match(heading, /w:bidi="ar-SA"/)
  const rationale = paragraphOf(plain('rationale'))
  assert.doesNotMatch(rationale, /<w:bidi\/>|<w:rtl\/>/)

  const { xml: english } = await written(t, 'en')
  assert.doesNotMatch(english, /<w:bidiVisual\/>/)
})

test('of evidence that stays in the house no word leaves, only how much there is', async (t) => {
  const { all, text } = await written(t, 'en')
  assert.doesNotMatch(all, /(?:SEALED|INTERNAL) (?:title|note|address|quote|origin|publisher|place|words|search|reason|withdrawn)/)
  assert.doesNotMatch(all, /INSIDE/)
  assert.ok(text.includes(en.export.sealed(2).replace(/[\u2068\u2069]/g, '')))
})

test('what XML cannot hold, and what would be read as XML, does no harm', async (t) => {
  const { text, messages } = await written(t, 'ar', (field) => `${plain(field)} \x01\x0B\uFFFE </w:t><w:p> &amp; \u202E`)
  assert.deepEqual(messages, [])
  assert.ok(text.includes(`${plain('rationale')}  </w:t><w:p> &amp; `))
})

/** The words of a page as a reader sees them, without the style sheet and the tags between them. */
function wordsOfPage(page: string): Set<string> {
  const { document } = parseHTML(page)
  for (const head of document.querySelectorAll('style, title')) head.remove()
  return wordsIn([...document.querySelectorAll('*')].flatMap(({ childNodes }) => [...childNodes]).filter(({ nodeType }) => nodeType === 3).map(({ textContent }) => textContent).join(' '))
}
const wordsIn = (text: string) => new Set(text.match(/[\p{L}\p{N}\p{M}]+/gu))

test('no word of the page is missing from the document, full or brief', async (t) => {
  for (const [locale, extent] of [['ar', 'full'], ['en', 'full'], ['ar', 'brief'], ['en', 'brief']] as const) {
    const { report, xml } = await written(t, locale, plain, extent)
    const there = wordsIn(xml.replace(/<w:br\/>|<\/w:p>/g, ' ').replace(/<[^>]*>/g, ''))
    // The page names the command that takes a page, the document the one that takes the ZIP.
    const lost = [...wordsOfPage(pageOf(report, locale, { extent }))].filter((word) => !there.has(word) && !['database', 'checkpoint', 'html', 'db', 'brief'].includes(word))
    assert.deepEqual(lost, [])
  }
})

test('page and document say once where evidence comes from when its publisher is its origin', async (t) => {
  const { db, report: { id }, inProgress, attach } = await desk(t)
  const claim = inProgress()
  attach(claim, { publisher: 'Radio Fleuve', origin: 'Radio Fleuve' })
  attach(claim, { publisher: 'Le Matin', origin: 'Agence A' })
  const report = verificationReport(db, id, key)
  const { value } = await mammoth.extractRawText({ buffer: await wordApart({ report, locale: 'en', extent: 'full' }) })
  for (const text of [value, wordsOn(pageOf(report, 'en'))]) {
    const told = text.replace(/[\u2066-\u2069\u200E\u200F\u202A-\u202C]/g, '').replace(/\s+/g, ' ')
    assert.equal(told.match(/Radio Fleuve/g)?.length, 1)
    assert.match(told, /Origin: Agence A · Publisher: Le Matin/)
  }
})
